"""Fonts, colours, icons and the style sheet, put together for one application."""

import re
from dataclasses import fields
from pathlib import Path

from PySide6.QtCore import QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from desktop.domain.vocabulary import Dimension
from desktop.views.palettes import DARK, LIGHT, Palette

DIMENSION_ICON = {
    Dimension.HEALTH: "heart-pulse",
    Dimension.LIVING: "house",
    Dimension.EDUCATION: "graduation-cap",
    Dimension.INCOME: "wallet",
    Dimension.ACCESS: "landmark",
}
_SHARPNESS = 3.0  # icons are drawn once, large enough for a screen at 300 %


class Theme(QObject):
    """What every widget is painted with. `changed` is sent after the colours were swapped."""

    changed = Signal()

    def __init__(self, app: QApplication, resources: Path, dark: bool = False) -> None:
        super().__init__(app)
        self._app = app
        self._resources = resources
        self._icons: dict[tuple[str, str], QIcon] = {}
        self.palette = LIGHT
        for font in sorted((resources / "fonts").glob("*.ttf")):
            QFontDatabase.addApplicationFont(str(font))
        app.setStyle("Fusion")
        app.setFont(QFont("Sarabun", 11))
        self.use(dark)

    def use(self, dark: bool) -> None:
        """Paint everything with the dark or the light set."""
        self.palette = DARK if dark else LIGHT
        self._app.setPalette(_qt_palette(self.palette))
        self._app.setStyleSheet(style_sheet(self._resources, self.palette))
        self.changed.emit()

    def toggle(self) -> None:
        """Change between light and dark."""
        self.use(self.palette is LIGHT)

    def icon(self, name: str, colour: str = "") -> QIcon:
        """Return the icon in `colour` (default: the second ink)."""
        colour = colour or self.palette.ink2
        found = self._icons.get((name, colour))
        if found is None:
            found = QIcon(self._draw(name, colour))
            self._icons[name, colour] = found
        return found

    def _draw(self, name: str, colour: str) -> QPixmap:
        svg = (self._resources / "icons" / f"{name}.svg").read_text(encoding="utf-8")
        renderer = QSvgRenderer(svg.replace("currentColor", colour).encode())
        side = int(20 * _SHARPNESS)
        pixmap = QPixmap(QSize(side, side))
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        renderer.render(painter, QRectF(0, 0, side, side))
        painter.end()
        return pixmap


def style_sheet(resources: Path, palette: Palette) -> str:
    """Return the style sheet with the palette's colours put in."""
    text = (resources / "style.qss").read_text(encoding="utf-8")
    values = {f.name: getattr(palette, f.name) for f in fields(palette)}
    values["icons"] = (resources / "icons").as_posix()
    return re.sub(r"@(\w+)@", lambda m: str(values[m[1]]), text)


def _qt_palette(colours: Palette) -> QPalette:
    """Return Qt's own roles, for what the style sheet doesn't reach."""
    palette = QPalette()
    role = QPalette.ColorRole
    for key, value in (
        (role.Window, colours.ground),
        (role.Base, colours.surface),
        (role.AlternateBase, colours.ground),
        (role.Button, colours.surface),
        (role.Text, colours.ink),
        (role.WindowText, colours.ink),
        (role.ButtonText, colours.ink),
        (role.PlaceholderText, colours.ink2),
        (role.ToolTipBase, colours.surface),
        (role.ToolTipText, colours.ink),
        (role.Highlight, colours.accent),
        (role.HighlightedText, colours.on_accent),
        (role.Link, colours.accent),
    ):
        palette.setColor(key, QColor(value))
    for key in (role.Text, role.WindowText, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, key, QColor(colours.ink2))
    return palette
