"""What phones sent: chosen, decided, taken; by keyboard too."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.domain.progress import Silent
from desktop.domain.submissions import SUBMISSION_LABEL
from desktop.importing.submissions import receiving
from desktop.services import attachments, history, households, logbooks, submissions
from desktop.views.households.picker import HouseholdPicker
from tests.factories.children import in_this_process
from tests.factories.papers import photo
from tests.factories.phones import SHORT, Phone, parcel
from tests.views.conftest import rest, type_into

# The offscreen platform says so of every window with a minimum size.
pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)

PHONE = Phone(SHORT)


@pytest.fixture(autouse=True)
def here(monkeypatch):
    monkeypatch.setattr(receiving, "run_child", in_this_process)


@pytest.fixture
def screen(window, qtbot):
    window.go("forms")
    rest(qtbot, window)
    window.rooms.forms.versions.sent.click()
    rest(qtbot, window)
    assert window.here() == "phones"
    return window.rooms.phones


@pytest.fixture
def sent(window, tmp_path):
    """A parcel: one new with a picture, one of nobody, one of a household that is begun."""
    desk = window.kit.desk
    uids = [households.load(desk, number).uid for number in (1, 2, 3)]
    logbooks.save(desk, logbooks.load_or_begin(desk, 3))
    day = {"visit_date": "2022-01-10", "visit_team": "ทีมหนึ่ง"}
    named = day | {"visit_informant": "บ้าน.jpg"}
    files = {
        "a/s.xml": PHONE.xml(named | {"onehome_household": uids[0]}, [], "one"),
        "a/บ้าน.jpg": photo(),
        "b/s.xml": PHONE.xml(day | {"onehome_household": ""}, [], "two"),
        "c/s.xml": PHONE.xml(day | {"onehome_household": uids[2]}, [], "three"),
    }
    path = tmp_path / "กลุ่มเป้าหมาย.zip"
    path.write_bytes(parcel(files))
    return path


@pytest.fixture
def looked(window, screen, sent, clerk, qtbot):
    clerk.files = [sent]
    screen.files.click()
    rest(qtbot, window)
    return screen


def kinds(screen):
    labels = {label: kind for kind, label in SUBMISSION_LABEL.items()}
    return [
        labels[screen.model.data(screen.model.index(row, 0))]
        for row in range(screen.model.rowCount())
    ]


def pick(screen, kind):
    screen.table.selectRow(kinds(screen).index(kind))


def test_with_nothing_sent_it_says_how(screen):
    assert kinds(screen) == []
    assert QApplication.focusWidget() is screen.files
    assert not screen.take.isVisible()


def test_what_needs_a_person_stands_first(looked, qtbot, window):
    assert kinds(looked) == ["begun", "unmatched", "new"]
    assert looked.take.text() == "รับ 1 ชุดเป็นสมุดพกฉบับร่าง พักอีก 2 ชุด"
    pick(looked, "new")
    rest(qtbot, window)
    model = looked.details.model
    said = [model.data(model.index(row, 1)) for row in range(model.rowCount())]
    assert said[:2] == ["วันที่เยี่ยม", "ผู้ให้ข้อมูล"]
    assert model.data(model.index(0, 2)) == "10 ม.ค. 2565"


def test_taking_makes_drafts_and_keeps_the_rest_aside(looked, window, qtbot):
    desk = window.kit.desk
    looked.take.click()
    rest(qtbot, window)
    assert looked.says.said().startswith("เพิ่มสมุดพกฉบับร่าง 1 เล่ม รูป 1 รูป")
    assert looked.says.said().endswith("พักไว้รอตัดสิน 2 ชุด")
    assert [paper.title for paper in attachments.of_household(desk, 1)] == ["ผู้ให้ข้อมูล"]
    # What was taken stays in sight, and can be opened: whose logbook it became is known.
    assert kinds(looked) == ["begun", "unmatched", "known"]
    pick(looked, "known")
    QTest.keyClick(looked.table, Qt.Key.Key_Return)
    assert window.here() == "household"
    rest(qtbot, window)
    assert window.rooms.household._stack.currentWidget().name == "สมุดพก"
    window.go("phones")
    rest(qtbot, window)
    looked.settled.click()
    assert kinds(looked) == ["begun", "unmatched"]
    window.go("forms")
    rest(qtbot, window)
    assert window.rooms.forms.versions.sent.text() == "รับคำตอบจากโทรศัพท์ (รอตัดสิน 2)..."


def test_a_household_is_chosen_by_name_or_code(looked, window, qtbot):
    pick(looked, "unmatched")
    looked.household.click()
    box = QApplication.activeModalWidget()
    assert isinstance(box, HouseholdPicker)
    type_into(box.line, "สมมุติ21")
    qtbot.waitUntil(lambda: box.model.rowCount() == 1)
    rest(qtbot, window)
    QTest.keyClick(box.line, Qt.Key.Key_Return)
    rest(qtbot, window)
    assert kinds(looked) == ["begun", "new", "new"]
    # It can be chosen anew, with the code on the family's leaflet, as a scanner types it.
    (found,) = [one for one in looked._looked.preview.of("new") if one.household_id == 2]
    keys = [line.found.sent.key for line in looked.model.rows()]
    looked.table.selectRow(keys.index(found.sent.key))
    looked.household.click()
    box = QApplication.activeModalWidget()
    type_into(box.line, f"OH1:{households.load(window.kit.desk, 4).uid}")
    QTest.keyClick(box.line, Qt.Key.Key_Return)
    rest(qtbot, window)
    QTest.keyClick(box.line, Qt.Key.Key_Return)
    rest(qtbot, window)
    looked.take.click()
    rest(qtbot, window)
    (visit,) = logbooks.visits(window.kit.desk, 4)
    assert any("เจ้าหน้าที่เป็นผู้เลือกครัวเรือนนี้" in one.note for one in visit.answers)
    assert logbooks.visits(window.kit.desk, 2) == ()


def test_a_search_that_finds_nothing_offers_nothing(looked, window, qtbot):
    pick(looked, "unmatched")
    looked.household.click()
    box = QApplication.activeModalWidget()
    for typed in ("ไม่มีใครชื่อนี้", "OH1:" + "A" * 16, ""):
        box.line.clear()
        type_into(box.line, typed)
        QTest.keyClick(box.line, Qt.Key.Key_Return)
        rest(qtbot, window)
        assert (box.model.rowCount(), box.take.isEnabled()) == (0, False)
    box.reject()


def test_another_logbook_beside_the_first(looked, window, qtbot):
    pick(looked, "begun")
    looked.beside.click()
    rest(qtbot, window)
    assert kinds(looked) == ["unmatched", "new", "new"]
    # The decision can be taken back as long as it isn't carried out.
    assert looked.beside.text() == "ไม่เพิ่มเป็นอีกเล่ม"
    looked.beside.click()
    rest(qtbot, window)
    assert kinds(looked) == ["begun", "unmatched", "new"]
    looked.beside.click()
    rest(qtbot, window)
    looked.take.click()
    rest(qtbot, window)
    assert len(logbooks.visits(window.kit.desk, 3)) == 2


def test_turned_down_with_a_reason_and_reconsidered(looked, window, clerk, qtbot):
    pick(looked, "unmatched")
    looked.dismiss.click()  # no reason given: nothing happens
    rest(qtbot, window)
    assert kinds(looked) == ["begun", "unmatched", "new"]
    clerk.names = ["ชุดทดลองของวันอบรม"]
    looked.dismiss.click()
    rest(qtbot, window)
    assert kinds(looked) == ["begun", "new"]
    looked.settled.click()
    pick(looked, "dismissed")
    rest(qtbot, window)
    assert looked.details.says.said() == "เหตุผล: ชุดทดลองของวันอบรม"
    assert not looked.dismiss.isEnabled()
    looked.reconsider.click()
    rest(qtbot, window)
    assert kinds(looked) == ["begun", "unmatched", "new"]
    history.undo_last(window.kit.desk)
    assert [one.kind for one in submissions.look(window.kit.desk, [], Silent()).found] == [
        "dismissed"
    ]


def test_a_file_that_cannot_be_read_is_told_once(screen, window, clerk, qtbot, tmp_path):
    path = tmp_path / "ภาพ.jpg"
    path.write_bytes(b"x")
    clerk.files = [path]
    screen.files.click()
    rest(qtbot, window)
    (error,) = clerk.errors
    assert error.where.file == "ภาพ.jpg"
    screen.arrive()
    rest(qtbot, window)
    assert len(clerk.errors) == 1
    QTest.keyClick(screen, Qt.Key.Key_Escape)
    assert window.here() == "forms"


def test_models(looked, qtmodeltester):
    for model in (looked.model, looked.details.model):
        qtmodeltester.check(model)
