"""Whole logbooks keyed through the window: which keys, how many, and what is stored."""

from dataclasses import replace
from itertools import pairwise

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication

from desktop.domain.changes import Changes
from desktop.domain.errors import UserError
from desktop.domain.keying import by_place
from desktop.domain.records import Answer, HouseholdDraft, PersonDraft
from desktop.domain.vocabulary import AnswerState, Sex, VisitState
from desktop.models.entry import CODED
from desktop.services import forms, households, keying, logbooks
from desktop.services.keying import LineKind
from desktop.thai.dates import PartialDate
from tests.factories.newer_form import newer_form, newer_short_form
from tests.views.conftest import rest, type_into

# The offscreen platform says so of every window with a minimum size.
pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)
KEY = Qt.Key
SAID = {
    "visit.date": "04012565",
    "visit.team": "ทีม 1",
    "visit.informant": "แม่",
    "household.tel": "0812345678",
    "member.occupation": "รับจ้าง",
    "member.relation": "บุตร",
    "member.income_month": "9000",
    "income.month": "27000",
    "income.person_year": "36000",
    "expense.month": "8000",
    "debt.total": "50000",
    "problem.main": "รายได้ไม่พอ",
    "problem.cause": "ตกงาน",
    "strength.main": "ขยัน",
    "need.main": "งานทำ",
    "need.detail": "ฝึกอาชีพ",
    "household.people": "3",
    "household.families": "1",
    "visit.no": "1",
    "household.house_code": "13020000001",
    "visit.latitude": "14.1",
    "visit.longitude": "100.5",
}


@pytest.fixture
def family(window):
    """A household of three, of which no list says anything more than names and ages."""
    desk = window.kit.desk
    (home,) = households.save_household(desk, HouseholdDraft()).households
    people = (("นาง", "หนึ่ง", Sex.FEMALE, 2500), ("นาย", "สอง", Sex.MALE, 2525))
    for prefix, name, sex, year in (*people, ("ด.ญ.", "สาม", Sex.FEMALE, 2555)):
        draft = PersonDraft(
            prefix=prefix,
            first_name=name,
            last_name="ตัวอย่าง",
            sex=sex,
            birth=PartialDate(year - 543),
        )
        households.save_member(desk, home, draft)
    return home


def opened(window, qtbot, home, form=forms.SHORT):
    window.open_household(home)
    rest(qtbot, window)
    window.rooms.household.show_logbook(form)
    rest(qtbot, window)
    part = window.rooms.household.parts[3]
    part.begin()
    return part


def press(key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QApplication.focusWidget(), key, modifier)


class Keyer:
    """Keys a whole logbook and counts every stroke, each letter one."""

    def __init__(self, part):
        self.part, self.strokes, self.answered = part, 0, 0

    def stroke(self, key):
        if isinstance(key, str):
            type_into(QApplication.focusWidget(), key)
            self.strokes += len(key)
        else:
            press(key)
            self.strokes += 1

    def key_all(self):
        view = self.part.form
        while QApplication.focusWidget() is not self.part.side.finish:
            line = view.entry.line(view.currentIndex().row())
            if line.kind is LineKind.ADD:
                self.stroke(KEY.Key_Return)
            else:
                self.key_one(line)

    def key_one(self, line):
        book = self.part.form.entry.book
        self.answered += 1
        if line.question.kind not in CODED:
            said = SAID.get(line.question.id, "1" if line.question.kind != "text" else "ก")
            if line.question.kind == "date" and line.question.id not in SAID:
                said = "16052520"
            if not book.value(line.place):
                self.stroke(said)
            self.stroke(KEY.Key_Return)
            return
        keys = [choice.key for choice in book.choices(line.place) if choice.key]
        if not keys:
            self.stroke(KEY.Key_Right)
            self.stroke(KEY.Key_Return)
            return
        self.stroke(keys[0])
        if line.question.kind == "select_multiple":
            self.stroke(KEY.Key_Return)


def test_a_short_logbook_of_three_takes_few_keys_and_no_mouse(window, qtbot, family, clerk):
    part = opened(window, qtbot, family)
    while (first := part.form.walk.here()) != ("household.tel", 0):
        press(KEY.Key_Up)
        assert part.form.walk.here() != first
    keyer = Keyer(part)
    keyer.key_all()
    assert keyer.answered >= 50
    assert keyer.strokes <= 400
    assert [p.message for p in part.form.entry.points()] == []
    press(KEY.Key_Return)
    rest(qtbot, window)
    (visit,) = logbooks.visits(window.kit.desk, family)
    assert visit.state == VisitState.COMPLETE
    said = by_place(visit.answers)
    assert said["visit.date", 0].value == "2022-01-04"
    assert said["debt.total", 0].value == "50000"
    assert part.form.tally.mouse_uses == 0
    assert keying.left_open(window.kit.desk) is None
    assert clerk.errors == []


def test_a_full_logbook_of_three_takes_at_most_700_keys(window, qtbot, family, clerk):
    part = opened(window, qtbot, family, forms.FULL)
    while part.form.currentIndex().row() > 1:
        press(KEY.Key_Up)
    keyer = Keyer(part)
    keyer.key_all()
    assert keyer.answered >= 120
    assert part.form.entry.points() == ()
    assert keyer.strokes <= 700
    part.side.finish.click()
    rest(qtbot, window)
    (visit,) = logbooks.visits(window.kit.desk, family)
    assert (visit.form, visit.state) == (forms.FULL, VisitState.COMPLETE)
    assert clerk.errors == []


def test_going_back_retraces_what_was_really_visited(window, qtbot, family):
    part = opened(window, qtbot, family)
    part.form.go_to(("visit.result", 0))
    press(KEY.Key_2)  # nobody was met: no informant
    assert part.form.walk.here() == ("visit.team", 0)
    press(KEY.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    assert part.form.walk.here() == ("visit.result", 0)
    press(KEY.Key_1)
    assert part.form.walk.here() == ("visit.informant", 0)
    press(KEY.Key_Tab)
    press(KEY.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    assert part.form.walk.here() == ("visit.informant", 0)


def test_digits_answer_on_the_keypad_and_on_a_thai_layout(window, qtbot, family):
    part = opened(window, qtbot, family)
    for key, text, modifier in (
        (KEY.Key_2, "2", Qt.KeyboardModifier.KeypadModifier),
        (KEY.Key_unknown, "/", Qt.KeyboardModifier.NoModifier),  # 2 on the Thai layout
        (KEY.Key_unknown, "๒", Qt.KeyboardModifier.NoModifier),
    ):
        part.form.go_to(("dim.health", 0))
        part.form.entry.answer(part.form.currentIndex().row(), "")
        event_at = QApplication.focusWidget()

        QApplication.sendEvent(event_at, QKeyEvent(QEvent.Type.KeyPress, key, modifier, text))
        assert part.form.entry.book.value(("dim.health", 0)) == "2"


def test_unknown_not_asked_and_empty_are_three_things(window, qtbot, family):
    part = opened(window, qtbot, family)
    for place, key in ((("visit.informant", 0), "-"), (("dim.living", 0), "*")):
        part.form.go_to(place)
        type_into(QApplication.focusWidget(), key)
        assert part.form.walk.here() != place
    part.side.save.click()
    rest(qtbot, window)
    said = by_place(logbooks.visits(window.kit.desk, family)[0].answers)
    assert said["visit.informant", 0].state is AnswerState.UNKNOWN
    assert said["dim.living", 0].state is AnswerState.NOT_ASKED
    assert ("visit.team", 0) not in said


def test_f7_repeats_the_logbook_stored_before(window, qtbot, family):
    desk = window.kit.desk
    (other,) = households.save_household(desk, HouseholdDraft()).households
    begun = keying.begin(desk, other)
    keying.store(desk, begun.visit, (Answer("visit.team", value="ทีมเดิม"),))
    part = opened(window, qtbot, family)
    part.form.go_to(("visit.team", 0))
    press(KEY.Key_F7)
    assert part.form.entry.book.value(("visit.team", 0)) == "ทีมเดิม"
    assert part.form.walk.here() != ("visit.team", 0)


def test_a_note_is_written_beside_the_answer(window, qtbot, family):
    part = opened(window, qtbot, family)
    part.form.go_to(("dim.health", 0))
    press(KEY.Key_1)
    press(KEY.Key_Up)
    press(KEY.Key_F8)
    type_into(QApplication.focusWidget(), "ไปหาหมอทุกเดือน")
    press(KEY.Key_Return)
    given = part.form.entry.book.answer(("dim.health", 0))
    assert (given.value, given.note) == ("1", "ไปหาหมอทุกเดือน")


def test_what_can_not_be_read_is_kept_told_and_open(window, qtbot, family):
    part = opened(window, qtbot, family)
    part.form.go_to(("income.month", 0))
    type_into(QApplication.focusWidget(), "มาก")
    press(KEY.Key_Return)
    assert part.form.entry.book.value(("income.month", 0)) == "มาก"
    points = {p.question: p.message for p in part.form.entry.points()}
    assert "income.month" in points
    press(KEY.Key_F10)
    press(KEY.Key_F6)
    assert part.side.points.hasFocus()
    press(KEY.Key_Return)
    assert part.form.walk.here()[0] in points


def test_the_next_member_is_typed_in_their_line(window, qtbot, family, clerk):
    part = opened(window, qtbot, family)
    row = next(
        n
        for n in range(part.form.entry.rowCount())
        if part.form.entry.line(n).kind is LineKind.ADD
    )
    part.form.go_to(part.form.entry.line(row - 1).place)
    press(KEY.Key_Down)
    type_into(QApplication.focusWidget(), "ด.ช.สี่ ตัวอย่าง")
    press(KEY.Key_Return)
    rest(qtbot, window)
    people = households.load(window.kit.desk, family).members
    assert (people[-1].prefix, people[-1].first_name) == ("เด็กชาย", "สี่")
    assert part.form.walk.here() == ("member.relation", people[-1].id)
    assert clerk.errors == []


def stand_in_the_next_members_line(part):
    rows = range(part.form.entry.rowCount())
    row = next(n for n in rows if part.form.entry.line(n).kind is LineKind.ADD)
    cells = [part.form.entry.line(n).place for n in range(row) if part.form.entry.line(n).column]
    part.form.go_to([place for place in cells if place][-1])
    press(KEY.Key_Down)


def test_keys_that_follow_a_new_name_wait_for_their_questions(window, qtbot, family, clerk):
    part = opened(window, qtbot, family)
    stand_in_the_next_members_line(part)
    type_into(QApplication.focusWidget(), "ด.ช.สี่ ตัวอย่าง")
    press(KEY.Key_Return)
    before = part.form.entry.book.answers()
    # Typed before the member is stored: relation 3, then on to what comes.
    press(KEY.Key_3)
    press(KEY.Key_F10)
    assert part.form.entry.book.answers() == before
    rest(qtbot, window)
    new = households.load(window.kit.desk, family).members[-1].id
    assert part.form.entry.book.value(("member.relation", new)) == "3"
    assert clerk.errors == []


def test_a_name_that_cannot_be_stored_stays_in_its_line(window, qtbot, family, clerk, monkeypatch):
    part = opened(window, qtbot, family)
    stand_in_the_next_members_line(part)

    def fail(*_given):
        raise UserError("ฐานข้อมูลไม่ว่าง", "กรุณาลองอีกครั้ง")

    monkeypatch.setattr(households, "save_member", fail)
    type_into(QApplication.focusWidget(), "ด.ช.สี่ ตัวอย่าง")
    press(KEY.Key_Return)
    press(KEY.Key_3)
    rest(qtbot, window)
    (error,) = clerk.errors
    assert error.title == "ฐานข้อมูลไม่ว่าง"
    assert QApplication.focusWidget().text() == "ด.ช.สี่ ตัวอย่าง"
    monkeypatch.undo()
    press(KEY.Key_Return)
    rest(qtbot, window)
    assert households.load(window.kit.desk, family).members[-1].first_name == "สี่"


def test_the_full_form_does_not_ask_a_new_name_again(window, qtbot, family):
    part = opened(window, qtbot, family)
    part.choose("full-logbook")
    rest(qtbot, window)
    stand_in_the_next_members_line(part)
    type_into(QApplication.focusWidget(), "ด.ช.สี่ ตัวอย่าง")
    press(KEY.Key_Return)
    rest(qtbot, window)
    new = households.load(window.kit.desk, family).members[-1].id
    book = part.form.entry.book
    (asked,) = [one for one in book.form.questions if one.fact == "member.name"]
    assert book.value((asked.id, new)) == "เด็กชายสี่ ตัวอย่าง"
    place = part.form.walk.here()
    assert (place[0] != asked.id, place[1], book.value(place)) == (True, new, "")
    # It is stored with the logbook, like all else that is known.
    part.leave()
    rest(qtbot, window)
    (visit,) = logbooks.visits(window.kit.desk, family)
    assert (asked.id, new) in by_place(visit.answers)


def test_a_killed_program_reopens_where_it_was(window, qtbot, family):
    part = opened(window, qtbot, family)
    part.form.go_to(("visit.team", 0))
    type_into(QApplication.focusWidget(), "ทีมหนึ่ง")
    press(KEY.Key_Return)
    place = part.form.walk.here()
    rest(qtbot, window)
    desk = window.kit.desk
    assert logbooks.visits(desk, family) == ()
    # Another window over the same data knows only what was written down.
    begun = keying.begin(desk, family)
    assert begun.book.value(("visit.team", 0)) == "ทีมหนึ่ง"
    assert begun.at == ("visit.team", 0)
    part.storing.begin(None)
    window.go("overview")
    window.resume()
    rest(qtbot, window)
    assert window.here() == "household"
    assert part.form.entry.book.value(("visit.team", 0)) == "ทีมหนึ่ง"
    assert part.form.walk.here() in (place, ("visit.team", 0))
    part.leave()
    rest(qtbot, window)
    assert logbooks.visits(desk, family)[0].team == "ทีมหนึ่ง"


def test_two_clerks_answers_are_merged_and_clashes_are_decided(window, qtbot, family, clerk):
    desk = window.kit.desk
    part = opened(window, qtbot, family)
    theirs = keying.begin(desk, family)
    part.form.go_to(("visit.team", 0))
    type_into(QApplication.focusWidget(), "ก")
    press(KEY.Key_Return)
    rest(qtbot, window)
    other = (Answer("visit.team", value="ข"), Answer("visit.informant", value="ยาย"))
    logbooks.save(desk, replace(theirs.visit, answers=other))
    part.side.save.click()
    rest(qtbot, window)
    assert part.clashes.isVisible()
    assert by_place(logbooks.visits(desk, family)[0].answers)["visit.team", 0].value == "ข"
    part.clashes.groups[0].button(2).setChecked(True)
    part.clashes.store.click()
    rest(qtbot, window)
    assert not part.clashes.isVisible()
    said = by_place(logbooks.visits(desk, family)[0].answers)
    assert (said["visit.team", 0].value, said["visit.informant", 0].value) == ("ก", "ยาย")
    assert part.form.entry.book.value(("visit.informant", 0)) == "ยาย"
    assert clerk.errors == []


def test_the_lines_are_a_sound_model(window, qtbot, family):
    part = opened(window, qtbot, family, forms.FULL)
    QAbstractItemModelTester(part.form.entry, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for place, value in (
        (("housing.tenure", 0), "4"),
        (("housing.tenure", 0), "1"),
        (("debt.total", 0), "500"),
    ):
        row = part.form.entry.row_of(place)
        part.form.entry.answer(row, value)
    assert part.form.entry.row_of(("housing.rent", 0)) is None
    assert part.form.entry.row_of(("debt.source", 0)) is not None


def test_a_click_answers(window, qtbot, family):
    part = opened(window, qtbot, family)
    view = part.form
    view.go_to(("dim.health", 0))
    index = view.currentIndex()
    chip = view.lines.places(index).chips[1]
    at = view.visualRect(index).topLeft() + chip.rect.center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert view.entry.book.value(("dim.health", 0)) == chip.code
    assert view.tally.mouse_uses == 1


def test_every_line_says_what_it_asks_and_holds(window, qtbot, family):
    part = opened(window, qtbot, family)
    row = part.form.entry.row_of(("dim.health", 0))
    index = part.form.entry.index(row)
    role = Qt.ItemDataRole.AccessibleTextRole
    assert "มิติสุขภาพ" in index.data(role)
    assert "ต้องตอบ" in index.data(role)
    part.form.entry.choose(row, "1")
    assert "ตก" in index.data(role)


def test_a_draft_of_an_older_version_is_carried_on(window, qtbot, family, clerk):
    desk = window.kit.desk
    begun = keying.begin(desk, family)
    old = keying.store(desk, begun.visit, (Answer("visit.team", value="ทีมเดิม"),)).visit
    version = newer_short_form(desk)
    part = opened(window, qtbot, family)
    assert part.offer.isVisible()
    part.offer.look.click()
    rest(qtbot, window)
    part.offer.take.click()
    rest(qtbot, window)
    assert part.form.entry.book.value(("visit.team", 0)) == "ทีมเดิม"
    assert part.form.entry.book.form.version == version
    assert not part.offer.isVisible()
    new, kept = logbooks.visits(desk, family)
    assert (new.form_version, kept) == (version, old)
    assert clerk.errors == []


def test_a_second_keying_is_compared_and_the_paper_decides(window, qtbot, family, clerk):
    desk = window.kit.desk
    begun = keying.begin(desk, family)
    first = (
        *(a for a in begun.book.answers() if a.question == "member.relation"),
        Answer("visit.team", value="ทีมหนึ่ง"),
        Answer("dim.health", value="1"),
    )
    keying.store(desk, begun.visit, first)
    part = opened(window, qtbot, family)
    part.side.verify.click()
    rest(qtbot, window)
    book = part.form.entry.book
    assert book.answers() == ()
    for answer in first:
        part.form.go_to((answer.question, answer.person_id))
        row = part.form.currentIndex().row()
        again = "2" if answer.question == "dim.health" else answer.value
        part.form.entry.answer(row, again)
    assert by_place(logbooks.visits(desk, family)[0].answers)["dim.health", 0].value == "1"
    part.side.finish.click()
    assert part.clashes.isVisible()
    (group,) = part.clashes.groups
    group.button(2).setChecked(True)
    part.clashes.store.click()
    rest(qtbot, window)
    said = by_place(logbooks.visits(desk, family)[0].answers)
    assert said["dim.health", 0].value == "2"
    assert said["visit.team", 0].value == "ทีมหนึ่ง"
    assert not part.verifying.active
    assert keying.left_open(desk) is None
    assert clerk.errors == []


def test_a_second_keying_outlasts_what_others_store(window, qtbot, family, clerk):
    desk = window.kit.desk
    begun = keying.begin(desk, family)
    keying.store(desk, begun.visit, (Answer("visit.team", value="ทีมหนึ่ง"),))
    part = opened(window, qtbot, family)
    part.side.verify.click()
    rest(qtbot, window)
    part.form.entry.answer(part.form.entry.row_of(("visit.team", 0)), "อื่น")
    window.kit.hub.tell(Changes(everything=True))
    rest(qtbot, window)
    assert part.verifying.active
    assert part.form.entry.book.value(("visit.team", 0)) == "อื่น"
    part.side.verify.click()
    assert part.form.entry.book.value(("visit.team", 0)) == "ทีมหนึ่ง"
    assert clerk.errors == []


def test_a_second_keying_that_is_given_up_changes_nothing(window, qtbot, family, clerk):
    desk = window.kit.desk
    begun = keying.begin(desk, family)
    stored = keying.store(desk, begun.visit, (Answer("visit.team", value="ทีมหนึ่ง"),)).visit
    part = opened(window, qtbot, family)
    part.side.verify.click()
    rest(qtbot, window)
    part.form.entry.answer(part.form.entry.row_of(("visit.team", 0)), "อื่น")
    window.rooms.household.show_section(0)
    rest(qtbot, window)
    assert logbooks.visits(desk, family) == (stored,)
    assert keying.left_open(desk) is None
    assert clerk.errors == []


def test_what_keying_costs_is_told_unless_switched_off(window, qtbot, family):
    part = opened(window, qtbot, family)
    part.form.tally.now = iter(range(100)).__next__
    Keyer(part).key_all()
    window.commands.toggle_figures()
    part.side.finish.click()
    rest(qtbot, window)
    assert "เล่มต่อชั่วโมง" not in part.side._news.said()
    window.commands.toggle_figures()
    part.form.tally.key()
    part.side.finish.click()
    rest(qtbot, window)
    assert "เล่มต่อชั่วโมง" in part.side._news.said()


def test_a_date_is_told_in_words_with_the_age(window, qtbot, family):
    part = opened(window, qtbot, family, forms.FULL)
    person = households.load(window.kit.desk, family).members[0].id
    part.form.go_to(("member.birth_date", person))
    editor = QApplication.focusWidget()
    before = editor.grab().toImage()
    type_into(editor, "1605251")
    assert editor.told != "16 พฤษภาคม 2512 อายุ 52 ปี"
    type_into(editor, "2")
    # It is told while one types, inside the line: nothing moves.
    assert editor.told == "16 พฤษภาคม 2512 อายุ 52 ปี"
    assert editor.accessibleDescription() == editor.told
    editor.clear()
    type_into(editor, "3102251")
    assert editor.told == ""
    type_into(editor, "2")
    assert editor.told.startswith("! ")
    editor.clear()
    type_into(editor, "16052512")
    assert editor.grab().toImage() != before
    assert editor.fontMetrics().horizontalAdvance(editor.told) < editor.width() - 100
    press(KEY.Key_Return)
    row = part.form.entry.row_of(("member.birth_date", person))
    assert part.form.entry.shown(row).words == "16 พฤษภาคม 2512 อายุ 52 ปี"
    # Once the day of the visit is known, the age is that of the day.
    part.form.go_to(("visit.date", 0))
    type_into(QApplication.focusWidget(), "15052561")
    press(KEY.Key_Return)
    assert part.form.entry.shown(row).words == "16 พฤษภาคม 2512 อายุ 48 ปี"


def test_a_date_at_the_right_edge_reaches_to_the_left_for_its_words(window, qtbot, family):
    part = opened(window, qtbot, family, forms.FULL)
    part.form.setFixedWidth(600)
    rest(qtbot, window)
    person = households.load(window.kit.desk, family).members[0].id
    part.form.go_to(("member.birth_date", person))
    editor = QApplication.focusWidget()
    assert editor.width() >= 380
    assert 0 <= editor.x() <= part.form.viewport().width() - editor.width()


def test_a_journal_that_can_not_be_written_is_told_of_once(
    window, qtbot, family, clerk, monkeypatch
):
    part = opened(window, qtbot, family)

    def full(*_args):
        raise UserError("จดคำตอบไม่ได้", "ดิสก์เต็ม")

    with monkeypatch.context() as broken:
        broken.setattr(keying, "keep", full)
        for question in ("dim.health", "dim.living", "dim.income"):
            part.form.go_to((question, 0))
            press(KEY.Key_1)
            rest(qtbot, window)
    assert [error.title for error in clerk.errors] == ["จดคำตอบไม่ได้"]
    part.side.save.click()
    rest(qtbot, window)
    said = by_place(logbooks.visits(window.kit.desk, family)[0].answers)
    assert said["dim.income", 0].value == "1"
    part.form.go_to(("dim.access", 0))
    press(KEY.Key_2)
    rest(qtbot, window)
    assert keying.left_open(window.kit.desk).household_id == family


def test_what_phones_take_by_themselves_is_typed_here(window, qtbot, family):
    """A time, a place, a code, a reading of a slider, and a tick that something was said."""
    asked = (
        ("time", "came", "เวลามาถึง"),
        ("geopoint", "place", "พิกัดบ้าน"),
        ("barcode", "tag", "รหัสป้าย"),
        ("range", "pain", "ความเจ็บปวด"),
        ("acknowledge", "told", "แจ้งสิทธิแล้ว"),
    )
    newer_form(window.kit.desk, forms.SHORT, asked=asked)
    part = opened(window, qtbot, family)
    part.form.go_to(("new.came", 0))
    for text in ("0830", "14.02 100.5", "OH-17", "11"):
        type_into(QApplication.focusWidget(), text)
        press(KEY.Key_Return)
    assert part.form.walk.here() == ("new.told", 0)
    press(KEY.Key_1)
    entry = part.form.entry
    said = [entry.shown(entry.row_of((f"new.{name}", 0))) for _, name, _ in asked]
    assert [one.words for one in said] == ["08.30 น.", "14.02, 100.5", "OH-17", "11", "รับทราบ"]
    assert [bool(one.problem) for one in said] == [False, False, False, True, False]
    # To look at an answer again changes nothing of it.
    before = entry.book.answers()
    part.form.go_to(("new.came", 0))
    assert QApplication.focusWidget().text() == "08.30 น."
    press(KEY.Key_Return)
    press(KEY.Key_Return)
    assert entry.book.answers() == before
    part.side.save.click()
    rest(qtbot, window)
    stored = by_place(logbooks.visits(window.kit.desk, family)[0].answers)
    assert stored["new.came", 0].value == "08:30:00.000+07:00"
    assert stored["new.place", 0].value == "14.02 100.5 0 0"


def cells_of(part, person):
    entry = part.form.entry
    lines = ((n, entry.line(n)) for n in range(entry.rowCount()))
    return [(n, line) for n, line in lines if line.column and line.person_id == person]


def rect_of(part, row):
    return part.form.visualRect(part.form.entry.index(row))


def test_members_stand_in_a_table_that_fills_the_width(window, qtbot, family):
    part = opened(window, qtbot, family)
    people = [one.id for one in households.load(window.kit.desk, family).members]
    tops = []
    for person in people:
        rects = [rect_of(part, row) for row, _ in cells_of(part, person)]
        assert len(rects) == 7
        assert len({rect.top() for rect in rects}) == len({rect.height() for rect in rects}) == 1
        assert all(a.right() + 1 == b.left() for a, b in pairwise(rects))
        assert 0 <= part.form.viewport().width() - rects[-1].right() < 4
        tops.append(rects[0].top())
    assert tops == sorted(set(tops))
    first = cells_of(part, people[0])[0][0]
    head = next(n for n, x in enumerate(lines_of(part)) if x.kind is LineKind.COLUMN)
    assert rect_of(part, head).left() == rect_of(part, first).left()
    assert rect_of(part, head).bottom() < rect_of(part, first).top()
    spoken = part.form.entry.index(first).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("นางหนึ่ง ตัวอย่าง ความสัมพันธ์")


def lines_of(part):
    return [part.form.entry.line(n) for n in range(part.form.entry.rowCount())]


def test_where_a_table_has_no_room_its_cells_are_lines(window, qtbot, family):
    part = opened(window, qtbot, family)
    people = [one.id for one in households.load(window.kit.desk, family).members]
    part.form.setFixedWidth(420)
    rest(qtbot, window)
    tops = [rect_of(part, row).top() for row, _ in cells_of(part, people[0])]
    assert tops == sorted(set(tops))
    heads = [
        n for n, x in enumerate(lines_of(part)) if x.kind in (LineKind.CORNER, LineKind.COLUMN)
    ]
    assert {part.form.sizeHintForIndex(part.form.entry.index(n)).height() for n in heads} == {0}
    # Up and down go line by line then, and nothing more need be said of one.
    part.form.go_to(("member.health", people[0]))
    assert not part.form.card.isVisible()
    press(KEY.Key_Down)
    assert part.form.walk.here() == ("member.selfcare", people[0])


def test_up_and_down_stay_in_their_column(window, qtbot, family):
    part = opened(window, qtbot, family)
    first, second, third = (one.id for one in households.load(window.kit.desk, family).members)
    part.form.go_to(("member.occupation", first))
    type_into(QApplication.focusWidget(), "รับจ้าง")
    for key, at in ((KEY.Key_Down, second), (KEY.Key_Down, third), (KEY.Key_Up, second)):
        press(key)
        assert part.form.walk.here() == ("member.occupation", at)
    assert part.form.entry.book.value(("member.occupation", first)) == "รับจ้าง"
    press(KEY.Key_Up)
    press(KEY.Key_Up)
    above = part.form.walk.here()
    assert above == ("visit.team", 0)
    part.form.go_to(("member.health", third))
    press(KEY.Key_Down)
    line = part.form.entry.line(part.form.currentIndex().row())
    assert line.kind is LineKind.ADD
    press(KEY.Key_Up)
    assert part.form.walk.here()[1] == third


def test_under_a_narrow_cell_stands_what_it_has_no_room_for(window, qtbot, family):
    part = opened(window, qtbot, family)
    people = [one.id for one in households.load(window.kit.desk, family).members]
    card, view = part.form.card, part.form
    view.go_to(("member.health", people[0]))
    cell = view.visualRect(view.currentIndex())
    assert card.isVisible()
    assert card.focusPolicy() == Qt.FocusPolicy.NoFocus
    assert card.y() >= cell.bottom()
    assert card.geometry().right() <= view.width()
    chip = (
        part.form.lines.layout()
        .question(
            view.entry.line(view.currentIndex().row()),
            view.entry.shown(view.currentIndex().row()),
            card.width(),
        )
        .chips[1]
    )
    qtbot.mouseClick(card, Qt.MouseButton.LeftButton, pos=chip.rect.center())
    assert view.entry.book.value(("member.health", people[0])) == chip.code
    press(KEY.Key_4)
    assert view.entry.book.value(("member.health", people[0])).split() == [chip.code, "4"]
    # A cell that is typed in says all itself, unless something is wrong with it.
    view.go_to(("member.income_month", people[0]))
    assert not card.isVisible()
    type_into(QApplication.focusWidget(), "มาก")
    press(KEY.Key_Return)
    view.go_to(("member.income_month", people[0]))
    assert card.isVisible()
    view.go_to(("member.health", people[0]))
    press(KEY.Key_F6)
    assert not card.isVisible()


def test_the_card_follows_its_cell_when_the_window_changes(window, qtbot, family):
    part = opened(window, qtbot, family)
    people = [one.id for one in households.load(window.kit.desk, family).members]
    view, card = part.form, part.form.card
    view.go_to(("member.health", people[0]))
    for width in (1000, 420, 900):
        view.setFixedWidth(width)
        rest(qtbot, window)
        cell = view.visualRect(view.currentIndex())
        assert card.isVisible() is bool(view.lines.places(view.currentIndex()).width)
        if card.isVisible():
            assert card.x() <= cell.left() + view.frameWidth() + 1
            assert card.geometry().right() <= view.width()
            assert card.y() >= cell.bottom()
    before = view.entry.book.answers()
    qtbot.mouseClick(card, Qt.MouseButton.RightButton, pos=card.rect().center())
    assert view.entry.book.answers() == before


def test_a_note_in_a_table_has_more_room_than_its_cell(window, qtbot, family):
    part = opened(window, qtbot, family)
    people = [one.id for one in households.load(window.kit.desk, family).members]
    for question in ("member.income_month", "member.education"):
        part.form.go_to((question, people[0]))
        press(KEY.Key_F8)
        editor = QApplication.focusWidget()
        assert editor.width() >= 300
        assert 0 <= editor.x() <= part.form.viewport().width() - editor.width()
        press(KEY.Key_Return)


def test_a_question_that_stops_being_asked_leaves_its_cell_blank(window, qtbot, family):
    part = opened(window, qtbot, family)
    part.form.go_to(("visit.result", 0))
    press(KEY.Key_2)
    assert not any(line.table for line in lines_of(part))
    part.form.go_to(("visit.result", 0))
    press(KEY.Key_1)
    assert sum(line.column > 0 and line.place is not None for line in lines_of(part)) == 21
    QAbstractItemModelTester(
        part.form.entry, QAbstractItemModelTester.FailureReportingMode.Fatal, part
    )
