"""Answers that two clerks gave differently, side by side, each to be decided."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QGridLayout, QRadioButton, QWidget

from desktop.domain.keying import Place
from desktop.domain.merging import Clash
from desktop.domain.records import Answer
from desktop.models.entry import STATE_WORDS, in_words
from desktop.services.keying import Book
from desktop.views.layouts import APART, button, column
from desktop.views.text import Breaker, Prose, label

_HEADS = ("ข้อ", "เดิม", "ของท่าน", "ของผู้อื่น")
_HEAD = "มีผู้อื่นบันทึกสมุดพกเล่มนี้ระหว่างที่ท่านพิมพ์ และตอบไม่ตรงกัน {} ข้อ เลือกคำตอบที่จะใช้ สิ่งที่ท่านพิมพ์ไว้ยังอยู่ครบ"


class ClashBox(QFrame):
    """`decided` carries the chosen answer of every place; one's own is chosen at first."""

    decided = Signal(object)

    def __init__(self, words: Breaker, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.setProperty("role", "card")
        self._clashes: tuple[Clash[Place, Answer], ...] = ()
        self.groups: list[QButtonGroup] = []
        self._head = Prose(words, "", "section")
        self._table = QWidget()
        self.store = button("บันทึกตามที่เลือก", "primary")
        self.store.clicked.connect(self._decide)
        self._box = column(self._head, self._table, self.store, gap=8)
        self._box.setContentsMargins(APART, APART, APART, APART)
        self.setLayout(self._box)

    def ask(
        self,
        book: Book,
        clashes: Sequence[Clash[Place, Answer]],
        head: str = "",
        heads: Sequence[str] = _HEADS,
    ) -> None:
        """Show the answers as they were, as typed here, and as the other stored them."""
        self._clashes = tuple(clashes)
        self.groups = []
        self._head.say(head or _HEAD.format(len(clashes)))
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 0)
        for place, words in enumerate(heads):
            grid.addWidget(label(words, "small"), 0, place)
        for number, clash in enumerate(self._clashes, 1):
            self._row(grid, number, book, clash)
        self._box.replaceWidget(self._table, table)
        self._table.deleteLater()
        self._table = table

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Stand in the first choice."""
        super().focusInEvent(event)
        if self.groups:
            self.groups[0].buttons()[0].setFocus()

    def _row(
        self, grid: QGridLayout, number: int, book: Book, clash: Clash[Place, Answer]
    ) -> None:
        question = next(q for q in book.form.questions if q.id == clash.key[0])
        who = dict(book.members).get(clash.key[1], "")
        grid.addWidget(Prose(self._words, f"{question.label} {who}".strip()), number, 0)

        def words(answer: Answer | None) -> str:
            if answer is None:
                return "(ไม่มีคำตอบ)"
            said = in_words(question, answer.value, question.choices)
            note = f" · {answer.note}" if answer.note else ""
            return (STATE_WORDS.get(answer.state) or said or "(ไม่มีคำตอบ)") + note

        if clash.before is not None:
            grid.addWidget(Prose(self._words, words(clash.before), "quiet"), number, 1)
        group = QButtonGroup(self)
        for place, answer in ((2, clash.mine), (3, clash.theirs)):
            choice = QRadioButton(words(answer))
            choice.setAccessibleName(f"{question.label} {words(answer)}")
            group.addButton(choice, place)
            grid.addWidget(choice, number, place)
        group.button(2).setChecked(True)
        self.groups.append(group)

    def _decide(self) -> None:
        chosen = {
            clash.key: clash.mine if group.checkedId() == 2 else clash.theirs
            for clash, group in zip(self._clashes, self.groups, strict=True)
        }
        self.decided.emit(chosen)
