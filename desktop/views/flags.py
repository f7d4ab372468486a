"""Several three-way facts in one cell: ticked, not, or not known."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QFrame, QLabel, QVBoxLayout, QWidget

from desktop.domain.vocabulary import Answered

_STATE = {
    Answered.YES: Qt.CheckState.Checked,
    Answered.NO: Qt.CheckState.Unchecked,
    Answered.UNKNOWN: Qt.CheckState.PartiallyChecked,
}
_STEP = {Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1}
_ANSWER = {state: answer for answer, state in _STATE.items()}


class FlagsEdit(QFrame):
    """Tick boxes below the cell. Arrows move, Space turns a box; Enter takes all, Esc none."""

    def __init__(self, choices: Sequence[tuple[object, str]], parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setAutoFillBackground(True)
        self._boxes: dict[object, QCheckBox] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(0)
        hint = QLabel("เครื่องหมาย ถูก = ใช่   ว่าง = ไม่ใช่   ขีด = ไม่ทราบ", self)
        hint.setProperty("role", "small")
        column.addWidget(hint)
        for value, words in choices:
            box = QCheckBox(words, self)
            box.setTristate(True)
            box.setCheckState(Qt.CheckState.PartiallyChecked)
            box.installEventFilter(self)
            column.addWidget(box)
            self._boxes[value] = box
        if self._boxes:
            self.setFocusProxy(next(iter(self._boxes.values())))

    def put(self, states: Sequence[tuple[object, Answered]]) -> None:
        """Show known facts; what isn't named is not known."""
        known = dict(states)
        for value, box in self._boxes.items():
            box.setCheckState(_STATE[known.get(value, Answered.UNKNOWN)])

    def value(self) -> tuple[tuple[object, Answered], ...]:
        """Return the facts that are known."""
        answers = ((value, _ANSWER[box.checkState()]) for value, box in self._boxes.items())
        return tuple((v, a) for v, a in answers if a is not Answered.UNKNOWN)

    def eventFilter(self, box: QObject, event: QEvent) -> bool:
        """Let arrows move between the boxes; left to Qt they would move the table behind."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = _STEP.get(Qt.Key(event.key()))
            boxes = list(self._boxes.values())
            if step is not None and box in boxes:
                goal = (boxes.index(box) + step) % len(boxes)
                boxes[goal].setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return super().eventFilter(box, event)

    def place(self, cell: QRect) -> None:
        """Stand below the cell, or above it where there is no room."""
        size = self.sizeHint()
        parent = self.parentWidget()
        room = parent.rect() if parent is not None else QApplication.primaryScreen().geometry()
        left = max(0, min(cell.left(), room.right() - size.width()))
        top = (
            cell.bottom()
            if cell.bottom() + size.height() <= room.bottom()
            else max(0, min(cell.top() - size.height(), room.bottom() - size.height()))
        )
        self.setGeometry(QRect(QPoint(left, top), size))
