"""This year's logbook: keyed in the order of the paper, written down field by field."""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QWidget

from desktop.domain.changes import Changes
from desktop.domain.keying import Place, Stored, by_place, nothing_at
from desktop.domain.records import Answer, Household, Visit
from desktop.domain.vocabulary import VisitState
from desktop.services import keying
from desktop.services.keying import Begun, Line
from desktop.views.forms.carrying import CarryOffer
from desktop.views.household.entry.clashes import ClashBox
from desktop.views.household.entry.newcomers import Newcomers
from desktop.views.household.entry.side import Side
from desktop.views.household.entry.storing import Storing
from desktop.views.household.entry.verifying import Verifying
from desktop.views.household.entry.view import EntryView
from desktop.views.household.section import Part
from desktop.views.kit import Kit
from desktop.views.layouts import APART, column, row

_NARROW, _LOW = 640, 440  # pixels of the part below which the side moves under the questions
_AGAIN = 30  # milliseconds until asking again whether everything typed is stored
Forms = tuple[tuple[str, str], ...]


class LogbookPart(Part):
    """The form with what the lists already know filled in.

    Each answer is written down as soon as it is given, and stored in the logbook on Ctrl+S, on
    leaving and on completing it.
    """

    name = "สมุดพก"

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(kit, parent)
        self._form = keying.SHORT
        self._beginning = False
        self._at: Place | None = None
        self.form = EntryView(kit.theme, kit.desk.words, self)
        self.storing = Storing(kit, self.form.entry, self)
        self.side = Side(kit.desk.words, self)
        self.offer = CarryOffer(kit, self)
        self.clashes = ClashBox(kit.desk.words, self)
        self.clashes.hide()
        self.newcomers = Newcomers(kit, self.form, self)
        self.verifying = Verifying(kit, self.form, self.clashes, self)
        self._box = row(gap=APART)
        self._box.addLayout(column(self.offer, self.clashes, self.form), 1)
        self._box.addWidget(self.side)
        self.setLayout(self._box)
        self.side.arrange(self._box, narrow=True)
        self._connect()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the questions the whole width where there is little of it."""
        super().resizeEvent(event)
        self.side.arrange(self._box, narrow=self.width() < _NARROW or self.height() < _LOW)

    def show_household(self, household: Household) -> None:
        """Lay the logbook out, unless something typed is still to be stored."""
        if self.is_other(household):
            self.storing.begin(None)
        super().show_household(household)
        if self.storing.under_way or self.verifying.active:
            return
        desk, form = self.kit.desk, self._form

        def job() -> tuple[Begun, Forms]:
            return keying.begin(desk, household.id, form), keying.choices(desk)

        self.kit.read(self, job, self._show)

    def choose(self, form: str) -> None:
        """Turn to another form's logbook, once what was typed into this one is stored."""
        if form == self._form:
            return
        self.leave()
        if self.busy():
            QTimer.singleShot(_AGAIN, self, lambda: self.choose(form))
            return
        self._form, self._beginning = form, True
        self.storing.begin(None)
        if self.household is not None:
            self.show_household(self.household)

    def begin(self) -> None:
        """Stand in the first open question, as soon as the questions are there."""
        self._beginning = self.storing.visit is None
        if not self._beginning:
            self.form.start(self._at)

    def leave(self) -> None:
        """Store at once what was typed; a second keying is given up."""
        self.form.take_typed()
        if self.verifying.active:
            self._decided({})
        if self.storing.dirty:
            self.storing.store()

    def busy(self) -> bool:
        """Whether answers are still being stored; refused ones have been told of."""
        return self.storing.busy

    def _connect(self) -> None:
        self.form.entry.answered.connect(self._answered)
        self.form.entry.member_typed.connect(lambda name: self.newcomers.add(self.household, name))
        self.newcomers.joined.connect(self._joined)
        self.form.walk.moved.connect(self._moved)
        self.storing.stored.connect(self._stored)
        self.form.ended.connect(self.side.finish.setFocus)
        self.form.list_wanted.connect(self.side.points.setFocus)
        self.side.wanted.connect(self.form.go_to)
        self.side.form_chosen.connect(self.choose)
        self.offer.carried.connect(self._carried)
        self.side.save.clicked.connect(self._save)
        self.side.finish.clicked.connect(self._finish)
        self.clashes.decided.connect(self._decided)
        self.verifying.said.connect(self.side.say)
        self.verifying.decided.connect(self._decided)
        self.side.verify.clicked.connect(self._verify)
        QShortcut(QKeySequence("Ctrl+S"), self).activated.connect(self._save)

    def _show(self, found: tuple[Begun, Forms]) -> None:
        begun, forms = found
        self.form.take_typed()
        if self.storing.under_way or self.verifying.active or self.household is None:
            return
        if (begun.visit.household_id, begun.visit.form) != (self.household.id, self._form):
            return
        self.side.show_forms(forms, self._form)
        again, here = self.storing.visit is not None, self.form.walk.here()
        self._lay_out(begun, dirty=begun.at is not None)
        if again and here is not None and self.form.hasFocus():
            self.form.go_to(here)
        if begun.at is not None:
            self.side.say("นำคำตอบที่พิมพ์ไว้ก่อนโปรแกรมปิดกลับมาแล้ว")
        elif begun.others:
            self.side.say(f"{', '.join(begun.others)} กำลังกรอกสมุดพกของครัวเรือนนี้อยู่ด้วย")
        if self._beginning and self.isVisible():
            self.form.start(self._at)
        self._beginning = False

    def _lay_out(self, begun: Begun, *, dirty: bool) -> None:
        self.storing.begin(begun.visit, dirty=dirty)
        self._at = begun.at
        self.clashes.hide()
        self.offer.offer(begun.visit)
        self.form.repeat_from(by_place(begun.previous))
        self.form.show_book(begun.book)
        self._count()

    def _carried(self, visit: Visit) -> None:
        """Go on in the version of the form that is in force; the older logbook stays."""
        self.storing.begin(None)
        self._beginning = True
        household = frozenset({visit.household_id})
        self.kit.hub.tell(Changes("", "บันทึกสมุดพก", frozenset({"visit"}), household))

    def _moved(self, line: Line) -> None:
        self._at = line.place or self._at
        self.side.show_question(line.question)

    def _answered(self, _place: Place) -> None:
        self._count()
        self.offer.hide()  # what is typed into an older logbook goes with it first
        if not self.verifying.active:
            self.storing.touch(self.form.walk.here())

    def _count(self) -> None:
        book, visit = self.form.entry.book, self.storing.visit
        if book is not None and visit is not None:
            self.side.show_state(visit, book.done())
            self.side.show_points(self.form.entry.points(), book)

    def _save(self) -> None:
        self.form.take_typed()
        if self.storing.dirty:  # an empty save would only stand in the way of undo
            self.storing.store()

    def _finish(self) -> None:
        self.form.take_typed()
        if self.verifying.active:
            self.verifying.compare()
            return
        points = self.form.entry.points()
        if points:
            self.form.go_to((points[0].question, points[0].person_id))
            self.side.say("ยังบันทึกว่าครบไม่ได้ กรุณาดูข้อที่ยังค้าง")
            return
        self.form.tally.finished()
        shown = self.kit.desk.settings.keying_figures
        self.side.say(self.form.tally.words() if shown else "")
        self.storing.store(VisitState.COMPLETE)

    def _verify(self) -> None:
        """Key the paper once more and compare, or give that up."""
        if self.verifying.active:
            self._decided({})
        elif self.household is not None and not self.storing.under_way:
            self.side.show_verifying(True)
            self.verifying.begin(self.household.id, self._form)

    def _decided(self, chosen: dict[Place, Answer | None]) -> None:
        """Store what was decided of two clerks' answers, or of two keyings."""
        if not self.verifying.active:
            self.storing.store(decided=chosen)
            return
        self.form.show_book(self.verifying.stop())
        self.side.show_verifying(False)
        self.clashes.hide()
        for place, answer in chosen.items():
            self.form.entry.take(answer or nothing_at(place))
        self._count()
        if chosen:
            self.storing.dirty = True
            self.storing.store()

    def _stored(self, stored: Stored) -> None:
        book = self.form.entry.book
        if stored.visit is None and book is not None:
            # What was typed stays written down until it is decided.
            self.clashes.ask(book, stored.clashes)
            self.clashes.show()
            self.clashes.setFocus()
        if stored.visit is None:
            return
        self.clashes.hide()
        self.offer.offer(stored.visit)
        household = frozenset({stored.visit.household_id})
        self.kit.hub.tell(Changes("", "บันทึกสมุดพก", frozenset({"visit"}), household))
        if stored.taken:
            self.side.say(f"รวมคำตอบที่ผู้อื่นบันทึกไว้ด้วยแล้ว {len(stored.taken)} ข้อ")
        self._count()

    def _joined(self, household: Household, person_id: int) -> None:
        """Ask the member who came what isn't known of them, with the keys that waited."""
        book = self.form.entry.book
        if book is None or self.household is None or self.household.id != household.id:
            self.form.release(forget=True)
            return
        self.household = household
        fuller = keying.with_newcomer(book, household, person_id)
        self.form.show_book(fuller, held=True)
        self.form.go_to(fuller.first_open(person_id))
        self.storing.dirty = True  # the screen's own answers stay while the change is told
        self.form.release()
