"""A logbook on one column, generated from its `Form`."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from desktop.domain.form import Form, Question
from desktop.domain.records import Answer, Person
from desktop.views.household.questions import Field, answer_of, field_for
from desktop.views.layouts import NEAR, column, row, scrolled
from desktop.views.text import Breaker, Prose, label, restyle

_HEAD, _SHORT_HEAD = 228, 132  # pixels of a question, and on a narrow screen
_NARROW = 560


@dataclass(frozen=True)
class Asked:
    """One question to one person (0 = the household), with its field and frame."""

    question: Question
    person_id: int
    field: Field
    frame: QFrame


class FormView(QWidget):
    """Every question in the order of the paper; the one being answered is lit."""

    answered = Signal()
    ended = Signal()

    def __init__(self, words: Breaker, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._form: Form | None = None
        self._people: tuple[int, ...] = ()
        self.asked: list[Asked] = []
        self._heads: list[Prose] = []
        self._kept: dict[tuple[str, int], Answer] = {}
        self._box = column()
        self._area: QScrollArea | None = None
        self.setLayout(self._box)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the answers have their room on a narrow screen."""
        super().resizeEvent(event)
        width = self._head_width()
        if self._heads and self._heads[0].width() != width:
            for head in self._heads:
                head.setFixedWidth(width)

    def ask(self, form: Form, people: Sequence[Person], answers: Sequence[Answer]) -> None:
        """Show the questions with what is known. The fields are built once for each family."""
        self._kept = {(a.question, a.person_id): a for a in answers}
        who = tuple(p.id or 0 for p in people)
        if who != self._people or form != self._form:
            self._people, self._form = who, form
            self._build(form, people)
        for one in self.asked:
            known = self._kept.get((one.question.id, one.person_id))
            one.field.put(known.value if known else "")

    def answers(self) -> tuple[Answer, ...]:
        """Return every answer, also those whose question isn't on this screen."""
        found = dict(self._kept)
        for one in self.asked:
            key = (one.question.id, one.person_id)
            answer = answer_of(one.question, one.person_id, one.field)
            if answer is not None:
                found[key] = answer
            elif not (key in found and not found[key].value):
                found.pop(key, None)
        return tuple(found.values())

    def done(self) -> tuple[int, int]:
        """Return how many questions are answered, and of how many."""
        return sum(bool(one.field.value()) for one in self.asked), len(self.asked)

    def open_points(self) -> list[Asked]:
        """Return what keeps the logbook from being complete."""
        return [
            one
            for one in self.asked
            if one.field.problem() or (one.question.required and not one.field.value())
        ]

    def go_to(self, one: Asked) -> None:
        """Stand in a question."""
        one.field.setFocus(Qt.FocusReason.TabFocusReason)  # picks the text: typing replaces it

    def start(self) -> None:
        """Stand in the first question without an answer, in the first where all have one."""
        for one in [*(a for a in self.asked if not a.field.value()), *self.asked][:1]:
            self.go_to(one)

    def _build(self, form: Form, people: Sequence[Person]) -> None:
        self.asked, self._heads = [], []
        inside = QWidget()
        inside.setObjectName("page")
        box = column(gap=4)
        box.setContentsMargins(0, 0, 12, 0)
        for section in form.sections:
            box.addSpacing(NEAR)
            box.addWidget(label(section.label, "section"))
            for question in form.questions:
                if question.section == section.name:
                    for frame in self._frames(question, people):
                        box.addWidget(frame)
        box.addStretch(1)
        inside.setLayout(box)
        if self._area is not None:
            self._box.removeWidget(self._area)
            self._area.deleteLater()
        self._area = scrolled(inside)
        self._box.addWidget(self._area)

    def _frames(self, question: Question, people: Sequence[Person]) -> list[QWidget]:
        if question.kind == "note":
            return [Prose(self._words, question.label, "quiet")]
        if not question.per_member:
            return [self._frame(question, question.label, 0)]
        heads: list[QWidget] = [Prose(self._words, question.label)]
        return heads + [self._frame(question, p.name, p.id or 0) for p in people]

    def _frame(self, question: Question, words: str, person_id: int) -> QWidget:
        frame = QFrame()
        frame.setProperty("role", "question")
        field = field_for(question)
        star = " *" if question.required else ""
        head = Prose(self._words, f"{words}{star}")
        head.setFixedWidth(self._head_width())
        self._heads.append(head)
        field.setToolTip(question.hint)
        line = row(head, field, gap=16)
        line.setContentsMargins(10, 5, 10, 5)
        frame.setLayout(line)
        one = Asked(question, person_id, field, frame)
        place = len(self.asked)
        self.asked.append(one)
        field.answered.connect(self.answered)
        field.entered.connect(lambda: self._light(one))
        field.next.connect(lambda: self._step(place, 1))
        field.previous.connect(lambda: self._step(place, -1))
        return frame

    def _head_width(self) -> int:
        return _HEAD if self.width() >= _NARROW else _SHORT_HEAD

    def _step(self, place: int, by: int) -> None:
        goal = place + by
        if 0 <= goal < len(self.asked):
            self.go_to(self.asked[goal])
        elif by > 0:
            self.ended.emit()

    def _light(self, lit: Asked) -> None:
        for one in self.asked:
            restyle(one.frame, "lit", one is lit)
        if self._area is not None:
            self._area.ensureWidgetVisible(lit.frame, 0, 90)
