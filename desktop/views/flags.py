"""Several three-way facts in one cell: ticked, not, or not known."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QFrame, QLabel, QVBoxLayout, QWidget

from desktop.domain.vocabulary import Answered

_STATE = {
    Answered.YES: Qt.CheckState.Checked,
    Answered.NO: Qt.CheckState.Unchecked,
    Answered.UNKNOWN: Qt.CheckState.PartiallyChecked,
}
_ANSWER = {state: answer for answer, state in _STATE.items()}


class FlagsEdit(QFrame):
    """A sheet of tick boxes below the cell. Space turns a box; Enter takes all, Esc none."""

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
