"""The table in which bad values are typed anew."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView

from desktop.models.repairs import TYPED
from desktop.views.tables import Grid


class RepairGrid(Grid):
    """Enter takes what is typed and goes down. F4 takes the suggestion, Delete leaves it as is.

    `dismissal_wanted` carries whether all that are shown are meant (with Shift).
    """

    suggestion_wanted = Signal()
    dismissal_wanted = Signal(bool)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what the key says; any other is typed into the row's cell, wherever one stands."""
        if event.key() == Qt.Key.Key_F4:
            self.suggestion_wanted.emit()
            return
        if event.key() == Qt.Key.Key_Delete:
            shift = Qt.KeyboardModifier.ShiftModifier
            self.dismissal_wanted.emit(bool(event.modifiers() & shift))
            return
        typing = bool(event.text().strip()) and not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        )
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        resting = self.state() != QAbstractItemView.State.EditingState
        if resting and (typing or enter) and self.currentIndex().isValid():
            self.setCurrentIndex(self.currentIndex().siblingAtColumn(TYPED))
        super().keyPressEvent(event)

    def go_down(self) -> None:
        """Stand in the next row's cell."""
        index = self.currentIndex()
        if index.isValid() and index.row() + 1 < self.model().rowCount():
            self.setCurrentIndex(index.model().index(index.row() + 1, TYPED))

    def _go_on(self) -> None:
        self.go_down()
