"""Level and dimensions as small widgets, drawn as the tables draw them."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.domain.records import Case
from desktop.domain.vocabulary import LevelStatus
from desktop.models.households import dimension_words
from desktop.models.roles import level_words
from desktop.views.delegates import draw_dimensions, draw_level
from desktop.views.theme import Theme


class LevelChip(QWidget):
    """One household's level."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._theme = theme
        self._status: LevelStatus = LevelStatus.WAITING
        self._level: int | None = None
        theme.changed.connect(self.update)

    def put(self, case: Case | None) -> None:
        """Show a case's level or why there is none."""
        self._status = case.level_status if case else LevelStatus.WAITING
        self._level = case.level if case else None
        status, level = self._status, self._level
        self.setAccessibleName(level_words(status, level))
        self.setToolTip(level_words(status, level))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Be as wide as the chip, or as the words."""
        wide = 32 if self._status is LevelStatus.LEVEL else 96
        return QSize(wide, 28)

    def minimumSizeHint(self) -> QSize:
        """Never be squeezed."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the chip."""
        painter = QPainter(self)
        draw_level(painter, self.rect(), self._theme, self._status, self._level)


class DimensionIcons(QWidget):
    """One household's five dimensions."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._theme = theme
        self._masks = (0, 0)
        theme.changed.connect(self.update)

    def put(self, failed: int, known: int) -> None:
        """Show what a list says."""
        self._masks = (failed, known)
        words = dimension_words(failed, known)
        self.setAccessibleName(words.replace("\n", " "))
        self.setToolTip(words)
        self.update()

    def sizeHint(self) -> QSize:
        """Room for five."""
        return QSize(140, 28)

    def minimumSizeHint(self) -> QSize:
        """Never be squeezed."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the five."""
        draw_dimensions(QPainter(self), self.rect(), self._theme, *self._masks)


class ShareBar(QWidget):
    """How large a part of all households one level is, as a thin bar."""

    def __init__(self, theme: Theme, level: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumSize(60, 8)
        self._theme = theme
        self._level = level
        self._share = 0.0
        theme.changed.connect(self.update)

    def put(self, part: int, whole: int) -> None:
        """Show `part` of `whole`."""
        self._share = part / whole if whole else 0.0
        words = f"{self._share:.1%} ของครัวเรือนทั้งหมด"
        self.setToolTip(words)
        self.setAccessibleName(words)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the whole as a quiet line and the part on it."""
        colours = self._theme.palette
        known = self._level.isdecimal()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        middle = self.height() / 2 - 3
        painter.setBrush(QColor(colours.quiet_chip))
        painter.drawRoundedRect(QRectF(0, middle, self.width(), 6), 3, 3)
        if self._share > 0:
            painter.setBrush(QColor(colours.levels[int(self._level)] if known else colours.ink2))
            wide = max(6.0, self.width() * self._share)
            painter.drawRoundedRect(QRectF(0, middle, wide, 6), 3, 3)
