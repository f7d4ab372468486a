"""A changed form, from the workbook to its publication, through the real window."""

import io

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox

from desktop.domain.progress import Silent
from desktop.domain.records import Answer, HouseholdFilter, VisitDraft
from desktop.models.forms import BECOMES, LOUD
from desktop.services import forms, households, logbooks, publishing
from desktop.views.forms.carrying import CarryOffer
from desktop.views.forms.screen import DIFFERENCE, LIST, MISTAKES, PAIRING, REHEARSAL
from tests.factories import versions
from tests.factories.children import in_this_process
from tests.factories.forms import changed, workbook
from tests.views.conftest import rest, type_into

# The offscreen platform says so of every window with a minimum size.
pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)
KEY = Qt.Key


@pytest.fixture(autouse=True)
def here(monkeypatch):
    """Read forms in this process: what the child does is proved elsewhere."""
    monkeypatch.setattr(publishing, "run_child", in_this_process)


@pytest.fixture
def opened():
    """The files that were opened with the system's program."""
    return []


@pytest.fixture
def screen(window, qtbot, opened):
    window.rooms.forms.open_file = opened.append
    window.go("forms")
    rest(qtbot, window)
    return window.rooms.forms


@pytest.fixture
def old_one(desk, tmp_path):
    """A desk with two logbooks in the form's first version."""
    path = tmp_path / "เดิม.xlsx"
    path.write_bytes(versions.OLD)
    publishing.publish(desk, publishing.load(desk, path, Silent()))
    for number in households.find(desk, HouseholdFilter())[:2]:
        answers = (Answer("income.month", value="9000"), Answer("housing.tenure", value="8"))
        logbooks.save(desk, VisitDraft(number, "trial", "1", answers=answers))
    return desk


def write(tmp_path, content):
    path = tmp_path / "ใหม่.xlsx"
    path.write_bytes(content)
    return path


def press(qtbot, *keys):
    for key in keys:
        qtbot.keyClick(QApplication.focusWidget(), key)


def forward(qtbot, window):
    window.rooms.forms.next.click()
    rest(qtbot, window)


def test_the_list_says_which_versions_there_are(screen):
    shown = [(one.form, one.in_force) for one in screen.versions.model.rows()]
    assert shown == [("short-logbook", True), ("full-logbook", True)]
    assert screen.versions.table.hasFocus()
    assert screen.versions.again.isHidden()
    assert not screen.next.isVisible()


def test_the_palette_has_what_the_list_can_do(screen, window, clerk):
    names = [one.name for one in window.commands.all()]
    assert {"เปิดสำเนาใน Excel", "นำเข้าแบบรุ่นใหม่", "ไปหน้า แบบฟอร์ม"} <= set(names)
    window.go("overview")
    assert "นำเข้าแบบรุ่นใหม่" not in [one.name for one in window.commands.all()]


def test_a_form_changes_from_the_workbook_to_publication(
    old_one, screen, window, qtbot, clerk, tmp_path
):
    clerk.files = [write(tmp_path, versions.NEW)]
    screen.versions.load.click()
    rest(qtbot, window)
    assert screen.step == DIFFERENCE
    assert screen.difference.groups[0][0] == LOUD
    assert "ครัวเรือน 2 หลัง" in screen.difference.meaning.said()
    assert "สมุดพกทั้ง 2 เล่มยังไม่มีคำตอบของข้อที่เพิ่ม" in screen.difference.meaning.said()
    press(qtbot, KEY.Key_Return)  # the next step is under the keyboard
    rest(qtbot, window)
    assert screen.step == PAIRING
    waiting = screen.pairing.waiting()
    assert waiting
    for _ in range(waiting):
        press(qtbot, KEY.Key_1)
    assert screen.pairing.waiting() == 0
    forward(qtbot, window)
    assert screen.step == REHEARSAL
    assert screen.rehearsal.form.walk.here() == ("housing.tenure", 0)
    type_into(QApplication.focusWidget(), "4")
    assert screen.rehearsal.form.entry.book.value(("housing.tenure", 0)) == "4"
    forward(qtbot, window)
    assert clerk.asked[-1].startswith("ประกาศใช้ แบบทดลอง รุ่น 2")
    assert (screen.step, clerk.errors) == (LIST, [])
    assert (screen.versions.picked().version, screen.versions.picked().in_force) == ("2", True)
    assert forms.in_force(old_one, "trial").version == "2"
    (crosswalk,) = forms.crosswalks(old_one, "trial")
    assert crosswalk.sources["income.total"] == "income.month"
    first = households.find(old_one, HouseholdFilter())[0]
    (visit,) = logbooks.visits(old_one, first)
    assert {("income.month", "9000")} < {(one.question, one.value) for one in visit.answers}
    assert visit.form_version == "1"


def test_nothing_happens_where_the_clerk_does_not_confirm(
    old_one, screen, window, qtbot, clerk, tmp_path
):
    clerk.yes = False
    screen.take(write(tmp_path, versions.NEW))
    rest(qtbot, window)
    for _ in range(3):
        forward(qtbot, window)
    assert len(clerk.asked) == 1
    assert (screen.step, forms.in_force(old_one, "trial").version) == (REHEARSAL, "1")
    for step in (PAIRING, DIFFERENCE, LIST):
        press(qtbot, KEY.Key_Escape)
        assert screen.step == step


def test_every_mistake_stands_in_a_table_and_the_file_is_checked_again(
    screen, window, qtbot, clerk, tmp_path, opened
):
    survey = changed(versions.NEW_SURVEY, 4, "relevant", "${gone} = '1'")
    survey = changed(survey, 5, "type", "select_one nothing")
    path = write(tmp_path, workbook(survey, versions.NEW_CHOICES))
    screen.take(path)
    rest(qtbot, window)
    assert screen.step == MISTAKES
    assert [one.cell for one in screen.findings.mistakes.rows()] == ["survey!D4", "survey!A5"]
    assert screen.findings.doubts.isHidden()
    screen.reopen.click()
    assert opened == [path]
    write(tmp_path, versions.OLD)
    screen.next.click()
    rest(qtbot, window)
    assert screen.step == DIFFERENCE
    assert "แบบฟอร์มใหม่" in screen.difference.meaning.said()
    assert clerk.errors == []
    assert all(one.form != "trial" for one in forms.versions(window.kit.desk))


def test_what_cannot_be_keyed_is_told_with_the_doubts_apart(screen, window, qtbot, tmp_path):
    survey = changed(versions.OLD_SURVEY, 5, "type", "geotrace")
    survey = changed(survey, 6, "constraint", ". > 0")
    screen.take(write(tmp_path, workbook(survey, versions.OLD_CHOICES)))
    rest(qtbot, window)
    assert screen.step == MISTAKES
    assert [one.cell for one in screen.findings.mistakes.rows()] == ["survey!A5"]
    assert screen.findings.doubts.isVisible()


def test_a_version_that_is_taken_is_told_beside_the_sheet(
    old_one, screen, window, qtbot, clerk, tmp_path
):
    settings = (("form_title", "form_id", "version"), ("แบบทดลอง", "trial", "1"))
    screen.take(write(tmp_path, workbook(versions.NEW_SURVEY, versions.NEW_CHOICES, settings)))
    rest(qtbot, window)
    (mistake,) = screen.findings.mistakes.rows()
    assert (mistake.sheet, "รุ่นนี้มีอยู่แล้ว" in mistake.message) == ("settings", True)
    assert clerk.errors == []


def test_a_file_that_is_none_is_an_error_and_nothing_moves(screen, window, qtbot, clerk, tmp_path):
    screen.take(write(tmp_path, b"no workbook"))
    rest(qtbot, window)
    assert (screen.step, len(clerk.errors)) == (LIST, 1)


def test_a_copy_is_edited_and_checked_without_being_looked_for(
    screen, window, qtbot, opened, clerk
):
    assert screen.versions.check.isHidden()
    screen.versions.copy.click()
    rest(qtbot, window)
    (path,) = opened
    assert screen.versions.check.hasFocus()
    book = load_workbook(path)
    book["survey"]["C3"] = "เบอร์โทรศัพท์"
    book.save(path)
    press(qtbot, KEY.Key_Return)
    rest(qtbot, window)
    assert screen.step == DIFFERENCE
    ((_, sentences),) = screen.difference.groups
    assert len(sentences) == 1
    screen.recheck.click()
    rest(qtbot, window)
    assert (screen.step, clerk.errors) == (DIFFERENCE, [])


def test_the_version_before_is_used_again(old_one, screen, window, qtbot, tmp_path):
    publishing.publish(old_one, publishing.load(old_one, write(tmp_path, versions.NEW), Silent()))
    screen.arrive()
    rest(qtbot, window)
    rows = screen.versions.model.rows()
    at = next(n for n, one in enumerate(rows) if (one.form, one.version) == ("trial", "1"))
    screen.versions.table.selectRow(at)
    screen.versions.again.click()
    rest(qtbot, window)
    assert screen.step == DIFFERENCE
    assert not screen.reopen.isVisible()
    for _ in range(3):
        forward(qtbot, window)
    assert forms.in_force(old_one, "trial").version == "1"
    assert screen.versions.picked().version == "1"
    assert screen.versions.again.isHidden()


def test_what_is_in_force_is_not_published_again(old_one, screen, window, qtbot, tmp_path):
    screen.arrive()
    rest(qtbot, window)
    screen.take(write(tmp_path, versions.OLD))
    rest(qtbot, window)
    assert "ใช้อยู่แล้ว" in screen.difference.meaning.said()
    assert not screen.next.isEnabled()


def test_the_crosswalk_is_decided_in_excel(old_one, screen, window, qtbot, tmp_path, opened):
    screen.take(write(tmp_path, versions.NEW))
    rest(qtbot, window)
    forward(qtbot, window)
    page = screen.pairing
    page.book.click()
    rest(qtbot, window)
    (path,) = opened
    book = load_workbook(io.BytesIO(path.read_bytes()))
    for sheet, column in (("questions", 6), ("values", 6)):
        for row in book[sheet].iter_rows(min_row=2):
            if row[column - 1].value == "ask":
                row[column - 1].value = "no"
    book.save(path)
    page.read.click()
    rest(qtbot, window)
    assert page.waiting() == 0
    assert page.decided().crosswalk.undecided == 0


def test_an_old_answer_becomes_a_new_one_by_keyboard(old_one, screen, window, qtbot, tmp_path):
    screen.take(write(tmp_path, versions.NEW))
    rest(qtbot, window)
    forward(qtbot, window)
    page = screen.pairing
    at = next(n for n, one in enumerate(page.model.rows()) if one.of_code)
    page.table.selectRow(at)
    page.table.setCurrentIndex(page.model.index(at, 0))
    press(qtbot, KEY.Key_Return)
    box = page.table.findChild(QComboBox)
    box.setCurrentIndex(1)
    box.activated.emit(1)
    assert page.model.at(at).link.to_value == "1"
    told = page.model.index(at, BECOMES).data(Qt.ItemDataRole.AccessibleTextRole)
    assert told == "ของตนเอง"


def test_a_member_typed_in_the_rehearsal_is_nobody(old_one, screen, window, qtbot, tmp_path):
    screen.take(write(tmp_path, versions.NEW))
    rest(qtbot, window)
    for _ in range(2):
        forward(qtbot, window)
    before = len(screen.rehearsal.form.entry.book.members)
    screen.rehearsal.form.entry.member_typed.emit("นายสี่ ตัวอย่าง")
    book = screen.rehearsal.form.entry.book
    assert len(book.members) == before + 1
    assert screen.rehearsal.form.walk.here() == ("member.health", before + 1)
    screen.rehearsal.form.ended.emit()
    assert screen.next.hasFocus()


def test_phones_get_the_picked_version(screen, window, qtbot, clerk, tmp_path):
    screen.versions.phones.click()
    rest(qtbot, window)
    assert screen.versions.says.said().startswith("แบบเปลี่ยน")
    clerk.target = tmp_path / "โทรศัพท์.xml"
    screen.versions.phones.click()
    rest(qtbot, window)
    assert clerk.target.exists()
    assert str(clerk.target) in screen.versions.says.said()


def test_a_logbook_is_offered_to_be_carried_on(old_one, window, qtbot, tmp_path):
    offer = CarryOffer(window.kit)
    qtbot.addWidget(offer)
    number = households.find(old_one, HouseholdFilter())[0]
    (visit,) = logbooks.visits(old_one, number)
    offer.offer(visit)
    rest(qtbot, window)
    assert offer.isHidden()  # it is of the version in force
    loaded = publishing.load(old_one, write(tmp_path, versions.NEW), Silent())
    publishing.publish(old_one, loaded)
    offer.offer(visit)
    rest(qtbot, window)
    assert not offer.isHidden()
    offer.look.click()
    rest(qtbot, window)
    assert offer.model.rowCount()
    with qtbot.waitSignal(offer.carried) as told:
        offer.take.click()
    assert told.args[0].form_version == "2"
    assert offer.isHidden()
    assert [one.form_version for one in logbooks.visits(old_one, number)] == ["2", "1"]
    assert logbooks.visits(old_one, number)[1] == visit
    offer.offer(None)
    assert offer.isHidden()
