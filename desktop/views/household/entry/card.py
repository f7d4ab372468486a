"""What a cell of a table has no room for: the whole question, its coded answers, what is wrong."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QApplication, QListView, QWidget

from desktop.models.entry import CODED, EntryModel, line_of, shown_of
from desktop.models.roles import Index
from desktop.views.household.entry.layout import Places, chip_at
from desktop.views.household.entry.painting import LinePainter

_WIDE = 420  # pixels; narrower than a line, so that the question stands above its answers


class CellCard(QWidget):
    """Stands under the cell that is lit, and takes no key; a click on an answer chooses it."""

    clicked = Signal()

    def __init__(self, view: QListView, entry: EntryModel, lines: LinePainter) -> None:
        super().__init__(view)
        self._view, self._entry, self._lines = view, entry, lines
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        entry.dataChanged.connect(self.follow)
        entry.modelReset.connect(self.hide)
        view.verticalScrollBar().valueChanged.connect(self.follow)
        view.installEventFilter(self)

    def follow(self, *_what: object) -> None:
        """Stand where the cell is now, or nowhere if it says all itself."""
        index = self._view.currentIndex()
        if not self._lines.in_columns(index) or not _has_more(index):
            self.hide()
            return
        self.setGeometry(self._beside(index))
        self.update()
        self.show()
        self.raise_()

    def _beside(self, index: Index) -> QRect:
        """Return a place below the cell, above it where there is no room."""
        port = self._view.viewport()
        room = QRect(port.mapTo(self._view, QPoint()), port.size())
        cell = self._view.visualRect(index).translated(room.topLeft())
        height = self._places(index).height
        width = min(_WIDE, room.width())
        left = min(cell.left(), room.right() - width)
        below = cell.bottom() + height <= room.bottom()
        top = cell.bottom() + 1 if below else cell.top() - height
        return QRect(max(left, room.left()), max(top, room.top()), width, height)

    def _places(self, index: Index) -> Places:
        width = min(_WIDE, self._view.viewport().width())
        return self._lines.layout().question(line_of(index), shown_of(index), width)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the question as a line of its own would be."""
        index, colours = self._view.currentIndex(), self._lines.theme.palette
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(colours.surface))
        painter.setPen(QPen(QColor(colours.accent), 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        self._lines.question(painter, line_of(index), shown_of(index), self._places(index))
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on an answer chooses it."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        at = event.position().toPoint()
        index = self._view.currentIndex()
        code = chip_at(self._places(index), at.x(), at.y())
        self.clicked.emit()
        if code is not None:
            self._entry.choose(index.row(), code)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the lines below scroll."""
        QApplication.sendEvent(self._view.viewport(), event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Come and leave with the keyboard."""
        if event.type() == QEvent.Type.FocusOut:
            self.hide()
        elif event.type() == QEvent.Type.FocusIn:
            self.follow()
        return super().eventFilter(watched, event)


def _has_more(index: Index) -> bool:
    question, shown = line_of(index).question, shown_of(index)
    coded = question is not None and question.kind in CODED
    return coded or bool(shown.problem or shown.note)
