"""Labels and small text helpers of the screens.

WORKAROUND: on Windows Qt finds no Thai line breaks (its wheel ships no libthai), so running
text gets zero-width break opportunities from the same segmenter as the paper's.
"""

from typing import Protocol

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget


class Breaker(Protocol):
    """Whatever puts U+200B between Thai words."""

    def with_breaks(self, text: str) -> str:
        """Return the text with break opportunities."""


def wrapped_height(metrics: QFontMetrics, text: str, width: int) -> int:
    """Return how high a text with break opportunities is in a width, 0 without one."""
    room = QRect(0, 0, max(width, 40), 10_000)
    wrap = int(Qt.TextFlag.TextWordWrap)
    return metrics.boundingRect(room, wrap, text).height() if text else 0


class _Label(QLabel):
    """Tone marks reach into the padding, which Qt doesn't paint again for another text."""

    def setText(self, text: str) -> None:
        """Paint all of it again."""
        super().setText(text)
        self.update()


def label(text: str, role: str = "", parent: QWidget | None = None) -> QLabel:
    """Return a one-line label in one of the style sheet's roles."""
    made = _Label(text, parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        made.setProperty("role", role)
    return made


class Prose(QLabel):
    """Running Thai text that breaks between words on every system."""

    def __init__(
        self, words: Breaker, text: str = "", role: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._words = words
        self._plain = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        if role:
            self.setProperty("role", role)
        self.say(text)

    def plain(self) -> str:
        """Return what is shown."""
        return self._plain

    def say(self, text: str) -> None:
        """Show `text`."""
        if text == self._plain:
            return
        self._plain = text
        self.setText(self._words.with_breaks(text))
        self.setAccessibleName(text)

    def said(self) -> str:
        """Return the text without the break opportunities."""
        return self._plain


class Elided(QLabel):
    """A line that gives way to what stands beside it; the tip says all of it."""

    def __init__(self, role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        if role:
            self.setProperty("role", role)

    def say(self, text: str) -> None:
        """Show `text`, as much as there is room for."""
        self.setText(text)
        self.setToolTip(text)

    def minimumSizeHint(self) -> QSize:
        """Need no width."""
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the text with an ellipsis where it is cut."""
        painter, room = QPainter(self), self.contentsRect()
        painter.setPen(self.palette().color(self.foregroundRole()))
        words = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)


def restyle(widget: QWidget, name: str, value: object) -> None:
    """Set a style property and repaint the widget for it."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def number(value: int) -> str:
    """Return a number with separators."""
    return f"{value:,}"
