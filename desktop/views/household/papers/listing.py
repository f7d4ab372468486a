"""The list of papers: thumbnails, titles typed in place, files dropped on it."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QWidget

from desktop.models.papers import PICTURE
from desktop.views.tables import Grid
from desktop.views.text import restyle

_PICTURE = QSize(72, 54)
_ROW = 62


class PapersGrid(Grid):
    """Enter or a double click on the picture opens a paper, Delete removes it; typing renames."""

    removed = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.setIconSize(_PICTURE)
        self.verticalHeader().setDefaultSectionSize(_ROW)
        self.setMinimumHeight(2 * _ROW + 40)
        self.setTabKeyNavigation(False)  # Tab goes on to the buttons; arrows go through the cells
        # A double click types in a cell by the grid's own rule, so only the picture opens by it.
        self.doubleClicked.disconnect()
        self.doubleClicked.connect(
            lambda index: self.opened.emit(index.row()) if index.column() == PICTURE else None
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open, remove, or type."""
        index = self.currentIndex()
        # An open editor lets its Enter through, before it is closed by it.
        resting = self.state() != QAbstractItemView.State.EditingState
        if resting and index.isValid():
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.opened.emit(index.row())
                return
            if event.key() == Qt.Key.Key_Delete:
                self.removed.emit(index.row())
                return
        super().keyPressEvent(event)


class PaperDrop(QFrame):
    """Where files and pictures may be dropped. `dropped` carries paths, `picture` an image."""

    dropped = Signal(list)
    picture = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "drop")
        self.setAcceptDrops(True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Show that papers are welcome."""
        if paths_of(event.mimeData()) or event.mimeData().hasImage():
            restyle(self, "over", True)
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Stay welcoming all over the list."""
        event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Be quiet again."""
        restyle(self, "over", False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Take what was dropped."""
        restyle(self, "over", False)
        # A copy, whatever was asked for: what lies in the folder stays there.
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        paths = paths_of(event.mimeData())
        if paths:
            self.dropped.emit(paths)
        elif event.mimeData().hasImage():
            self.picture.emit(event.mimeData().imageData())


def paths_of(mime: QMimeData) -> list[Path]:
    """Return the files that are carried, of whatever kind: what can't be read is told by name."""
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
