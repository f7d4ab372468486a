"""The short logbook of this year's visit."""

from dataclasses import replace
from datetime import date

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QProgressBar, QWidget

from desktop.domain.changes import Changes
from desktop.domain.form import Form
from desktop.domain.records import Household, Visit, VisitDraft
from desktop.domain.vocabulary import VISIT_STATE_LABEL, VisitState
from desktop.services import logbooks
from desktop.views.household.form import FormView
from desktop.views.household.section import Part
from desktop.views.kit import Kit
from desktop.views.layouts import APART, NEAR, button, card, row
from desktop.views.text import Prose, label

_DAY, _TEAM = "visit.date", "visit.team"  # questions that also head the visit
_SIDE, _NARROW = 244, 640  # pixels of the side card, and of the part below which it moves
_PAUSE = 8000  # milliseconds without an answer before the draft is stored


class LogbookPart(Part):
    """The form with what the list already knows filled in; drafts are stored by themselves."""

    name = "สมุดพกฉบับย่อ"

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(kit, parent)
        self._draft: VisitDraft | None = None
        self._dirty = self._saving = self._refused = self._beginning = False
        words = kit.desk.words
        self.form = FormView(words, self)
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._count = label("", "small")
        self._state = label("", "section")
        self._open = Prose(words, "", "quiet")
        self.save_draft = button("บันทึกร่าง  (Ctrl+S)")
        self.finish = button("บันทึกว่าครบถ้วน", "primary")
        self._hint = Prose(words, "พิมพ์ตัวเลขหน้าคำตอบ Enter ไปข้อถัดไป ลูกศรขึ้นกลับข้อก่อน", "small")
        self._side = card(
            *(self._state, self._bar, self._count, self._open, None),
            *(self.save_draft, self.finish, self._hint),
        )
        self._box = row(gap=APART)
        self._box.addWidget(self.form, 1)
        self._box.addWidget(self._side)
        self.setLayout(self._box)
        self._arrange(narrow=False)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_PAUSE)
        self._connect()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the questions the whole width where there is little of it."""
        super().resizeEvent(event)
        self._arrange(narrow=self.width() < _NARROW)

    def show_household(self, household: Household) -> None:
        """Load the visit, unless something typed is still to be stored."""
        if self.is_other(household):
            self._draft, self._dirty = None, False
        super().show_household(household)
        if self._dirty or self._saving:
            return
        desk = self.kit.desk

        def job() -> tuple[Form, VisitDraft]:
            return logbooks.short_form(desk), logbooks.load_or_begin(desk, household.id)

        self.kit.read(self, job, self._show)

    def begin(self) -> None:
        """Stand in the first open question, as soon as the questions are there."""
        self._beginning = self._draft is None
        if not self._beginning:
            self.form.start()

    def leave(self) -> None:
        """Store at once what was typed."""
        if self._dirty:
            self._store()

    def busy(self) -> bool:
        """Whether answers are still being stored; refused ones have been told of."""
        return self._saving or (self._dirty and not self._refused)

    def _arrange(self, *, narrow: bool) -> None:
        """Put the state beside the questions, or in one line below them."""
        way = QBoxLayout.Direction
        self._box.setDirection(way.TopToBottom if narrow else way.LeftToRight)
        inside = self._side.layout()
        if isinstance(inside, QBoxLayout):
            inside.setDirection(way.LeftToRight if narrow else way.TopToBottom)
            edge = NEAR if narrow else APART
            inside.setContentsMargins(APART, edge, APART, edge)
        self._side.setMinimumWidth(0 if narrow else _SIDE)
        self._side.setMaximumWidth(16_777_215 if narrow else _SIDE)
        for part in (self._bar, self._count, self._open, self._hint):
            part.setHidden(narrow)

    def _connect(self) -> None:
        self._rest.timeout.connect(self._store)
        self.form.answered.connect(self._touch)
        self.form.ended.connect(self.finish.setFocus)
        self.save_draft.clicked.connect(lambda: self._store())
        self.finish.clicked.connect(self._finish)
        QShortcut(QKeySequence("Ctrl+S"), self).activated.connect(lambda: self._store())

    def _show(self, found: tuple[Form, VisitDraft]) -> None:
        if self._dirty or self._saving or self.household is None:
            return
        form, draft = found
        if draft.household_id != self.household.id:
            return
        self._draft = draft
        self.form.ask(form, self.household.members, draft.answers)
        if self._beginning and self.isVisible():
            self.form.start()
        self._beginning = False
        self._say()

    def _touch(self) -> None:
        self._dirty = True
        self._rest.start()
        self._say()

    def _say(self) -> None:
        done, total = self.form.done()
        self._bar.setRange(0, max(total, 1))
        self._bar.setValue(done)
        self._count.setText(f"ตอบแล้ว {done} จาก {total} ข้อ")
        state = self._draft.state if self._draft else VisitState.DRAFT
        begun = self._draft is not None and self._draft.id is not None
        words = VISIT_STATE_LABEL[state] if begun else "ยังไม่เริ่ม"
        self._state.setText(f"สมุดพก: {words}")
        missing = len(self.form.open_points())
        self._open.say(f"ยังขาดข้อที่ต้องตอบ {missing} ข้อ" if missing else "ตอบข้อที่ต้องตอบครบแล้ว")

    def _finish(self) -> None:
        points = self.form.open_points()
        if points:
            self.form.go_to(points[0])
            return
        self._store(VisitState.COMPLETE)

    def _store(self, state: VisitState | None = None) -> None:
        self._rest.stop()
        if self._draft is None or self._saving:
            return  # the answer on its way sends the rest
        if state is None and not self._dirty:
            return  # an empty save would only stand in the way of undo
        self._dirty, self._saving, self._refused = False, True, False
        answers = self.form.answers()
        said = {answer.question: answer.value for answer in answers if not answer.person_id}
        draft = replace(
            self._draft,
            visited_on=_day(said.get(_DAY, "")),
            team=said.get(_TEAM, ""),
            state=state or self._draft.state,
            answers=answers,
        )
        desk = self.kit.desk
        self.kit.write(self, lambda: logbooks.save(desk, draft), self._stored, self._failed)

    def _stored(self, visit: Visit) -> None:
        self._saving, self._draft = False, visit
        self._say()
        household = frozenset({visit.household_id})
        self.kit.hub.tell(Changes("", "บันทึกสมุดพก", frozenset({"visit"}), household))
        if self._dirty:
            self._store()

    def _failed(self, _error: BaseException) -> None:
        self._saving = False
        self._dirty = self._refused = True  # what was typed stays on the screen


def _day(iso: str) -> date | None:
    """Return the day of the visit where the answer is a whole date."""
    return date.fromisoformat(iso) if len(iso) == len("2022-10-04") else None
