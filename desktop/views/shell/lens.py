"""A window smaller than what is in it, as at 200 % on a small screen: nothing is cut."""

from weakref import WeakSet

from PySide6.QtCore import QModelIndex, QObject, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QFrame, QScrollArea, QWidget

_AROUND = 24  # pixels that stay in sight around the keyboard
_LEAST = 860, 460  # pixels to which the inside can be squeezed


class _Stage(QWidget):
    """Gives the inside all its room. A layout would ask for the height of unbroken texts."""

    def __init__(self, inside: QWidget) -> None:
        super().__init__()
        self._inside = inside
        inside.setParent(self)
        self.setMinimumSize(*_LEAST)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the inside along."""
        super().resizeEvent(event)
        self._inside.resize(self.size())


class Lens(QScrollArea):
    """Shows all that is inside while there is room, else the part where the keyboard is."""

    def __init__(self, inside: QWidget) -> None:
        super().__init__()
        self._inside = inside
        self._watched: WeakSet[QObject] = WeakSet()
        # It is no stop of the keyboard itself, nor does a click on it take the keyboard.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setWidget(_Stage(inside))
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow)

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is None or not self._inside.isAncestorOf(now):
            return
        if isinstance(now, QAbstractItemView) and now.selectionModel() is not None:
            self._watch(now)
        self._show(now)

    def _watch(self, view: QAbstractItemView) -> None:
        """Follow the lines of a list too, along which the keyboard goes without leaving it."""
        moves = view.selectionModel()
        if moves in self._watched:
            return
        self._watched.add(moves)

        def moved(_now: QModelIndex) -> None:
            if view.hasFocus():
                self._show(view)

        moves.currentChanged.connect(moved)

    def _show(self, one: QWidget) -> None:
        """Bring a widget or a list's line into sight, the beginning of a larger one."""
        if not (self.verticalScrollBar().maximum() or self.horizontalScrollBar().maximum()):
            return
        part = one.rect()
        if isinstance(one, QAbstractItemView):
            part = one.visualRect(one.currentIndex())
        room = self.viewport().size() - QSize(2 * _AROUND, 2 * _AROUND)
        size = part.size().boundedTo(room)
        at = one.mapTo(self._inside, QRect(part.topLeft(), size).center())
        self.ensureVisible(
            at.x(), at.y(), size.width() // 2 + _AROUND, size.height() // 2 + _AROUND
        )
