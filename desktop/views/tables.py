"""A table as every screen shows it: whole rows, room for tone marks, keys of the grid."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractItemModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QTableView,
    QWidget,
)

from desktop.views.delegates import CellDelegate
from desktop.views.keys import letter_of

ROW = 32


class Table(QTableView):
    """Rows are picked whole. `opened` is sent for Enter or a double click, `letter` for a key."""

    opened = Signal(int)
    letter = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stretch, self._least = -1, 0
        self.setAccessibleName(name)
        self.setShowGrid(False)
        self.setAlternatingRowColors(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setWordWrap(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(max(ROW, round(self.fontMetrics().height() * 1.6)))
        heads = self.horizontalHeader()
        heads.setHighlightSections(False)
        heads.setMinimumSectionSize(40)
        heads.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))

    def lay_out(self, widths: Sequence[int], stretch: int) -> None:
        """Set the columns' widths in pixels at 100 %; one column takes what is left."""
        for column, width in enumerate(widths):
            self.setColumnWidth(column, width)
        self._stretch, self._least = stretch, widths[stretch]
        self._fit()

    def show_column(self, column: int, shown: bool) -> None:
        """Show or hide a column, and share out its room."""
        self.setColumnHidden(column, not shown)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Scroll sideways rather than cut the column that takes what is left."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        heads, mode = self.horizontalHeader(), QHeaderView.ResizeMode
        if self._stretch < 0:
            return
        others = heads.length() - heads.sectionSize(self._stretch)
        narrow = self.viewport().width() - others < self._least
        wanted = mode.Interactive if narrow else mode.Stretch
        if heads.sectionResizeMode(self._stretch) != wanted:
            heads.setSectionResizeMode(self._stretch, wanted)
            if narrow:
                heads.resizeSection(self._stretch, self._least)

    def wrap_rows(self) -> None:
        """Let long sentences stand on several lines."""
        self.setWordWrap(True)
        self.setProperty("wraps", True)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)

    def picked(self) -> list[int]:
        """Return the picked rows in order."""
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; a letter is an act, wherever the keyboard layout puts it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.currentIndex().isValid():
                self.opened.emit(self.currentIndex().row())
            return
        pressed = letter_of(event)
        if pressed:
            self.letter.emit(pressed)
            return
        super().keyPressEvent(event)


class Grid(Table):
    """A table to type in: one cell at a time; Enter types, and goes on when it has been taken."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(
            trigger.DoubleClicked | trigger.AnyKeyPressed | trigger.EditKeyPressed
        )
        self.setTabKeyNavigation(True)
        self.setItemDelegate(CellDelegate(self))

    def type_in(self, row: int, column: int) -> None:
        """Stand in a cell with its editor open."""
        index = self.model().index(row, column)
        self.setFocus()
        open_one = self.indexWidget(self.currentIndex())
        if open_one is not None:
            self.commitData(open_one)
            super().closeEditor(open_one, QAbstractItemDelegate.EndEditHint.NoHint)
        self.setCurrentIndex(index)
        self.scrollTo(index)
        if self.state() != QAbstractItemView.State.EditingState:
            self.edit(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the cell's editor; every other key is typed into it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            index = self.currentIndex()
            # An open editor lets its Enter through, before it is closed by it.
            resting = self.state() != QAbstractItemView.State.EditingState
            if resting and index.isValid() and index.flags() & Qt.ItemFlag.ItemIsEditable:
                self.edit(index)
            return
        QTableView.keyPressEvent(self, event)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """After Enter stand in the next cell of the row."""
        super().closeEditor(editor, hint)
        if hint == QAbstractItemDelegate.EndEditHint.SubmitModelCache:
            self._go_on()

    def _go_on(self) -> None:
        model: QAbstractItemModel | None = self.model()
        index = self.currentIndex()
        if model is None or not index.isValid():
            return
        if index.column() + 1 < model.columnCount():
            self.setCurrentIndex(index.siblingAtColumn(index.column() + 1))
        elif index.row() + 1 < model.rowCount():
            self.setCurrentIndex(model.index(index.row() + 1, 0))
