"""Going along the lines of a logbook: on, back along what was really visited, up and down."""

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QObject, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QListView

from desktop.domain.keying import Place
from desktop.models.entry import EntryModel, line_of
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

    def enter(self, index: QModelIndex) -> None:
        """Stand in a line, ready to type."""
        self.close()
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)
        command = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self._view.selectionModel().setCurrentIndex(index, command)
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
        room = self._view.viewport().rect()
        ahead = self._entry.index(min(index.row() + _AHEAD, self._entry.rowCount() - 1))
        if not room.contains(self._view.visualRect(ahead).bottomLeft()):
            before = self._entry.index(max(index.row() - 1, 0))
            self._view.scrollTo(before, QAbstractItemView.ScrollHint.PositionAtTop)
        self._view.scrollTo(index)
