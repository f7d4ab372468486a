"""What the keys do while a logbook is keyed, the same in every kind of question."""

from enum import Enum, auto

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent


class Act(Enum):
    """One act of the keyboard."""

    NEXT = auto()  # the next question that applies
    BACK = auto()  # the one that was really visited before
    UP = auto()  # the line above; in a table the same column of the row above
    DOWN = auto()  # the same below
    REPEAT = auto()  # the previous household's answer, and on
    TO_OPEN = auto()  # the first open point
    TO_LIST = auto()  # the list of open points
    NOTE = auto()
    UNKNOWN = auto()
    NOT_ASKED = auto()


_KEYS: dict[int, Act] = {
    **dict.fromkeys((Qt.Key.Key_Return, Qt.Key.Key_Enter), Act.NEXT),
    Qt.Key.Key_Up: Act.UP,
    Qt.Key.Key_Down: Act.DOWN,
    Qt.Key.Key_F6: Act.TO_LIST,
    Qt.Key.Key_F7: Act.REPEAT,
    Qt.Key.Key_F8: Act.NOTE,
    Qt.Key.Key_F10: Act.TO_OPEN,
}
# Typed where an answer would be; the keypad has both.
_MARKS = {"-": Act.UNKNOWN, "*": Act.NOT_ASKED}
_PLAIN = Qt.KeyboardModifier.NoModifier
_PAD = Qt.KeyboardModifier.KeypadModifier


def act_of(event: QKeyEvent) -> Act | None:
    """Return what the key does, None for one that types."""
    if event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
        back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        return Act.BACK if back or event.key() == Qt.Key.Key_Backtab else Act.NEXT
    if event.modifiers() not in (_PLAIN, _PAD):
        return None
    return _KEYS.get(event.key())


def mark_of(event: QKeyEvent) -> Act | None:
    """Return that nobody knew the answer (-) or nobody asked (*), None for another key."""
    if event.modifiers() & ~(_PAD | Qt.KeyboardModifier.ShiftModifier):
        return None
    return _MARKS.get(event.text())
