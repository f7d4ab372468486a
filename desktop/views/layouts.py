"""Boxes with the house's spacing: 8 between related things, 16 between groups, 24 at the edge."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

NEAR, APART, EDGE = 8, 16, 24
Part = QWidget | QLayout | int | None


def row(*parts: Part, gap: int = NEAR, edge: int = 0) -> QHBoxLayout:
    """Lay parts side by side; None takes the room that is left, a number is a gap."""
    box = QHBoxLayout()
    box.setSpacing(gap)
    box.setContentsMargins(edge, edge, edge, edge)
    _fill(box, parts)
    return box


def column(*parts: Part, gap: int = NEAR, edge: int = 0) -> QVBoxLayout:
    """Lay parts one below the other; None takes the room that is left, a number is a gap."""
    box = QVBoxLayout()
    box.setSpacing(gap)
    box.setContentsMargins(edge, edge, edge, edge)
    _fill(box, parts)
    return box


def card(*parts: Part, gap: int = NEAR, edge: int = APART) -> QFrame:
    """Return a surface with parts on it."""
    frame = QFrame()
    frame.setProperty("role", "card")
    frame.setLayout(column(*parts, gap=gap, edge=edge))
    return frame


def page(*parts: Part) -> QWidget:
    """Return a widget that holds one page's parts."""
    made = QWidget()
    made.setObjectName("page")
    made.setLayout(column(*parts, gap=APART, edge=EDGE))
    return made


def scrolled(inside: QWidget) -> QScrollArea:
    """Return a vertical scroll area around `inside`."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inside)
    return area


class _Button(QPushButton):
    """A button that Enter presses too, not Space alone."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
            return
        super().keyPressEvent(event)


def button(words: str, role: str = "", tip: str = "") -> QPushButton:
    """Return a button; its words say what happens."""
    made = _Button(words)
    made.setAutoDefault(False)
    if role:
        made.setProperty("role", role)
    if tip:
        made.setToolTip(tip)
    return made


def clear(layout: QLayout) -> None:
    """Take everything out of a layout."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)


def _fill(box: QHBoxLayout | QVBoxLayout, parts: tuple[Part, ...]) -> None:
    for part in parts:
        if part is None:
            box.addStretch(1)
        elif isinstance(part, int):
            box.addSpacing(part)
        elif isinstance(part, QLayout):
            box.addLayout(part)
        else:
            box.addWidget(part)


def line_of() -> QFrame:
    """Return a hairline."""
    made = QFrame()
    made.setProperty("role", "line")
    return made
