"""Going along the lines of a logbook: on, back along what was really visited, up and down."""

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QObject, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QListView

from desktop.domain.keying import Place
from desktop.models.entry import EntryModel, line_of
from desktop.services.keying import LineKind
from desktop.views.household.entry.editors import LineEditors
from desktop.views.household.entry.painting import is_open, is_typed

_AHEAD = 2  # lines that stay in sight below the one that is lit


class Walk(QObject):
    """`moved` carries the line that is lit now, its editor open where it is typed in."""

    moved = Signal(object)

    def __init__(self, view: QListView, entry: EntryModel, lines: LineEditors) -> None:
        super().__init__(view)
        self._view, self._entry, self._lines = view, entry, lines
        self._visited: list[Place] = []

    def here(self) -> Place | None:
        """Return the answer that is lit."""
        return line_of(self._view.currentIndex()).place

    def begin_anew(self) -> None:
        """Forget what was visited."""
        self.close()
        self._visited.clear()

    def advance(self) -> bool:
        """Go to the next question; return whether there was one."""
        if (place := self.here()) is not None:
            self._visited.append(place)
        return self.step(1)

    def retrace(self) -> None:
        """Go back to the question visited before, where it is still asked."""
        while self._visited:
            row = self._entry.row_of(self._visited.pop())
            if row is not None:
                self.enter(self._entry.index(row))
                return
        self.step(-1)

    def step(self, by: int) -> bool:
        """Go to the next or the last line at which the keyboard stops, if there is one."""
        row = self._view.currentIndex().row() + by
        while 0 <= row < self._entry.rowCount():
            index = self._entry.index(row)
            if is_open(index):
                self.enter(index)
                return True
            row += by
        return False

    def down(self) -> bool:
        """Go to the row below in a table, else to the next question; return whether there is."""
        return self._across(1) or self.advance()

    def up(self) -> bool:
        """Go to the row above in a table, else to the line above; return whether there is."""
        return self._across(-1) or self.step(-1)

    def annotate(self) -> None:
        """Open the note beside the answer that is lit."""
        if self.here() is not None:
            self.open(self._view.currentIndex(), noting=True)

    def _across(self, by: int) -> bool:
        """Go to the same column of a row of the table, past its end out of it."""
        index = self._view.currentIndex()
        here = line_of(index)
        if here.table is None or not self._lines.in_columns(index):
            return False
        row = index.row() + by
        while 0 <= row < self._entry.rowCount():
            there = self._entry.index(row)
            line = line_of(there)
            if is_open(there) and (line.table is not here.table or line.column == here.column):
                if by > 0 and here.place is not None:
                    self._visited.append(here.place)
                self.enter(there)
                return True
            row += by
        return False

    def enter(self, index: QModelIndex) -> None:
        """Stand in a line, ready to type."""
        self.close()
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)
        command = QItemSelectionModel.SelectionFlag.ClearAndSelect
        left = self._view.currentIndex()
        self._view.selectionModel().setCurrentIndex(index, command)
        for one in (left, index):
            self._view.update(self._head(one))
        self._reveal(index)
        if is_typed(index):
            self.open(index)
        self.moved.emit(line_of(index))

    def open(self, index: QModelIndex, *, noting: bool = False) -> None:
        """Open the editor of a line, or of the note beside it."""
        self.close()
        self._lines.noting = noting
        self._view.edit(index)

    def reopen(self, text: str) -> None:
        """Open the editor of the line that is lit, with a text in it that wasn't taken."""
        self.enter(self._view.currentIndex())
        editor = self._view.indexWidget(self._view.currentIndex())
        if isinstance(editor, QLineEdit):
            editor.setText(text)

    def close(self) -> None:
        """Take what was typed and close the editor."""
        editor = self._view.indexWidget(self._view.currentIndex())
        if editor is not None:
            self._lines.close(editor)

    def _reveal(self, index: QModelIndex) -> None:
        """Keep the lines to come in sight; turn a page rather than creep along line by line."""
        self._view.executeDelayedItemsLayout()
        room, last = self._view.viewport().rect(), self._entry.rowCount() - 1
        width = self._columns(index)
        ahead = self._entry.index(min(index.row() + _AHEAD * width, last))
        if not room.contains(self._view.visualRect(ahead).bottomLeft()):
            at_top = QAbstractItemView.ScrollHint.PositionAtTop
            self._view.scrollTo(self._above(index, width), at_top)
        self._view.scrollTo(index)

    def _above(self, index: QModelIndex, width: int) -> QModelIndex:
        """Return what shall stand at the top: the line before, in a table its heads as a rule."""
        if width == 1:
            return self._entry.index(max(index.row() - 1, 0))
        line, rows = line_of(index), range(index.row(), -1, -1)
        head = next(r for r in rows if self._entry.line(r).kind is LineKind.CORNER)
        down = self._view.visualRect(index).bottom()
        high = down - self._view.visualRect(self._entry.index(head)).top()
        far = high > self._view.viewport().height() // 2
        return self._entry.index(index.row() - line.column if far else head)

    def _head(self, index: QModelIndex) -> QModelIndex:
        """Return the head of a cell's row, which is lit with it; of other lines themselves."""
        return self._entry.index(index.row() - line_of(index).column)

    def _columns(self, index: QModelIndex) -> int:
        """Return how many lines stand side by side here."""
        table = line_of(index).table
        return len(table.questions) + 1 if table and self._lines.in_columns(index) else 1
