"""The screen of what waits after imports: typed, decided, sent to Excel and back."""

from dataclasses import replace

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.domain.progress import Silent
from desktop.domain.records import HouseholdFilter
from desktop.models.repairs import TYPED
from desktop.services import history, households, imports, questions, repairs
from tests.factories.children import ChildHere, SilentHere
from tests.factories.workbooks import AGE, HEADS, cid, row_of, write_workbook
from tests.views.conftest import rest, type_into

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)
KEY = Qt.Key


@pytest.fixture(autouse=True)
def at_once(monkeypatch):
    """Work in this process."""
    monkeypatch.setattr(imports, "Child", ChildHere)
    monkeypatch.setattr(
        repairs, "run_child", lambda function, *args, report: function(*args, SilentHere())
    )


def bring(desk, path, as_of):
    with imports.OpenImport(desk) as opened:
        opened.read([path], None, Silent())
        return opened.commit("TPMAP", as_of, Silent())


@pytest.fixture
def waiting(empty_desk, tmp_path):
    """Two ages that are no numbers, a house number that became a date, two facts to decide."""
    rows = [
        row_of(1, age="ห้าสิบ", birth=""),
        row_of(2, age="หกสิบ", birth=""),
        row_of(3, address="2020-02-01"),
        row_of(4),
        row_of(5),
    ]
    bring(empty_desk, write_workbook(tmp_path / "ก.xlsx", ("คลองสอง", [HEADS, *rows])), "2021-01")
    for number in (4, 5):
        member = households.load(empty_desk, number).members[0]
        households.save_member(empty_desk, number, replace(member, first_name=f"แก้{number}"))
    path = write_workbook(tmp_path / "ข.xlsx", ("คลองสอง", [HEADS, *rows[3:]]))
    bring(empty_desk, path, "2022-01")
    return empty_desk


@pytest.fixture
def window(shown, waiting, qtbot):
    made = shown(waiting)
    made.go("repairs")
    rest(qtbot, made)
    return made


def press(qtbot, key, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(QApplication.focusWidget(), key, modifier)


def ages(desk):
    found = [households.load(desk, n).members[0] for n in (1, 2)]
    return [one.age_stated for one in found]


def test_what_waits_is_counted_in_the_navigation_and_on_the_tabs(window):
    screen = window.rooms.repairs
    assert [tab.text() for tab in screen._tabs] == ["แก้ข้อมูล 3", "ตัดสินใจ 2"]
    assert window.navigation._counts["repairs"].text() == "5"
    assert screen.problems.work.grid.hasFocus()
    assert screen.problems.work.groups.count() == 3
    assert screen.problems.work.groups.item(0).text().startswith("3")


def test_values_are_typed_down_the_column_and_stored_together(window, qtbot):
    part = window.rooms.repairs.problems
    part.work.groups.setCurrentRow(1)
    rest(qtbot, window)
    grid = part.work.grid
    assert part.work.model.rowCount() == 2
    grid.setFocus()
    for text in ("50", "60"):
        press(qtbot, KEY.Key_Return)
        type_into(QApplication.focusWidget(), text)
        press(qtbot, KEY.Key_Return)
        rest(qtbot, window)
    assert grid.currentIndex().column() == TYPED
    assert part.save.text() == "บันทึกที่แก้ 2 รายการ"
    assert ages(window.kit.desk) == [None, None]
    press(qtbot, KEY.Key_S, Qt.KeyboardModifier.ControlModifier)
    rest(qtbot, window)
    assert ages(window.kit.desk) == [50, 60]
    assert part.unsaved() == 0
    assert part.says.text() == "แก้แล้ว 2 รายการ"
    assert part.work.model.rowCount() == 1
    assert not part.save.isEnabled()
    history.undo_last(window.kit.desk)
    assert ages(window.kit.desk) == [None, None]


def test_a_key_takes_the_suggestion_and_another_leaves_it_as_it_is(window, qtbot):
    part, desk = window.rooms.repairs.problems, window.kit.desk
    lines = [part.work.model.record(n).problem.suggestion for n in range(3)]
    grid = part.work.grid
    grid.setCurrentIndex(part.work.model.index(lines.index("1/2"), 0))
    press(qtbot, KEY.Key_F4)
    assert list(part.work.model.typed().values()) == ["1/2"]
    grid.setCurrentIndex(part.work.model.index(0, TYPED))
    press(qtbot, KEY.Key_Delete)
    rest(qtbot, window)
    assert len(repairs.find(desk)) == 2
    assert part.unsaved() == 1


def test_all_that_are_shown_are_left_as_they_are_after_asking(window, qtbot, clerk):
    desk = window.kit.desk
    for yes, left in ((False, 3), (True, 0)):
        clerk.yes = yes
        press(qtbot, KEY.Key_Delete, Qt.KeyboardModifier.ShiftModifier)
        rest(qtbot, window)
        assert len(repairs.find(desk)) == left
    assert len(clerk.asked) == 2
    history.undo_last(desk)
    assert len(repairs.find(desk)) == 3


def test_all_suggestions_of_one_reason_are_taken_at_once(window, qtbot):
    part, desk = window.rooms.repairs.problems, window.kit.desk
    assert part.suggest.text() == "ใช้ค่าที่แนะนำทั้ง 1 แถว"
    part.suggest.click()
    rest(qtbot, window)
    assert households.load(desk, 3).address.address_no == "1/2"
    assert len(repairs.find(desk)) == 2


def test_to_excel_and_back_in_two_clicks(window, qtbot):
    part, opened = window.rooms.repairs.problems, []
    part.excel.open_file = opened.append
    part.excel.out.click()
    rest(qtbot, window)
    (path,) = opened
    book = openpyxl.load_workbook(path)
    page = book["คลองสอง"]
    for line in range(2, page.max_row + 1):
        if page.cell(line, AGE + 1).value:
            page.cell(line, AGE + 1).value = "44"
    book.save(path)
    part.excel.back.click()
    rest(qtbot, window)
    assert ages(window.kit.desk) == [44, 44]
    assert part.says.text() == "อ่านแล้ว 2 แถว   ยังต้องตรวจ 1 รายการ"
    assert part.work.model.rowCount() == 1


def test_a_workbook_of_problems_names_its_list_when_it_is_chosen(window, qtbot):
    path = repairs.write_sheet(window.kit.desk, 1)
    window.go("imports")
    files = window.rooms.imports.files
    files.source.setCurrentText("อื่น")
    files.take([path])
    rest(qtbot, window)
    assert files.source.currentText() == "TPMAP"
    assert files.as_of_iso() == "2021-01"


@pytest.mark.parametrize(("keys", "names"), [("ๅๅ", "สมมุติ"), ("11", "สมมุติ"), ("//", "แก้")])
def test_questions_are_decided_by_the_keys_place(window, qtbot, keys, names):
    screen, desk = window.rooms.repairs, window.kit.desk
    screen.turn(1)
    rest(qtbot, window)
    assert screen.questions.table.hasFocus()
    for left, letter in zip((1, 0), keys, strict=True):
        type_into(QApplication.focusWidget(), letter)
        assert screen.questions.model.rowCount() == left
    rest(qtbot, window)
    found = [households.load(desk, n).members[0].first_name for n in (4, 5)]
    assert all(name.startswith(names) for name in found)
    assert questions.find(desk) == []
    assert screen._tabs[1].text() == "ตัดสินใจ"


def test_all_of_one_field_are_decided_after_asking(window, qtbot, clerk):
    screen, desk = window.rooms.repairs, window.kit.desk
    screen.turn(1)
    clerk.yes = False
    screen.questions.take_all.click()
    rest(qtbot, window)
    assert len(questions.find(desk)) == 2
    clerk.yes = True
    screen.questions.take_all.click()
    rest(qtbot, window)
    assert questions.find(desk) == []
    assert len(clerk.asked) == 2


def test_what_another_altered_meanwhile_is_asked_again(window, qtbot):
    screen, desk = window.rooms.repairs, window.kit.desk
    screen.turn(1)
    rest(qtbot, window)
    one = screen.questions.model.record(0)
    member = households.load(desk, one.household_id).members[0]
    households.save_member(desk, one.household_id, replace(member, first_name="อีกคน"))
    type_into(QApplication.focusWidget(), "1")
    rest(qtbot, window)
    assert one.id in questions.find(desk)
    assert "อีกครั้ง" in screen.questions.says.text()
    assert [screen.questions.model.record(n).kept for n in range(2)].count("อีกคน") == 1


def test_enter_opens_the_household(window, qtbot):
    screen = window.rooms.repairs
    screen.turn(1)
    rest(qtbot, window)
    one = screen.questions.model.record(0)
    press(qtbot, KEY.Key_Return)
    rest(qtbot, window)
    assert window.here() == "household"
    assert window.rooms.household.household.id == one.household_id


def test_the_window_asks_before_typed_values_are_lost(window, qtbot, clerk):
    model = window.rooms.repairs.problems.work.model
    model.setData(model.index(0, TYPED), "50")
    clerk.yes = False
    assert not window.close()
    assert "1 รายการ" in clerk.asked[-1]
    model.setData(model.index(0, TYPED), "")
    assert window.close()


def test_nothing_waits(shown, empty_desk, qtbot):
    window = shown(empty_desk)
    window.go("repairs")
    rest(qtbot, window)
    screen = window.rooms.repairs
    assert screen.problems._stack.currentIndex() == 1
    screen.turn(1)
    assert screen.questions._stack.currentIndex() == 1
    assert households.find(empty_desk, HouseholdFilter()) == []
    assert cid(1)


def test_in_a_small_window_the_reason_is_picked_by_a_chip(window, qtbot):
    window.resize(911, 480)
    rest(qtbot, window)
    work = window.rooms.repairs.problems.work
    assert not work.groups.isVisible()
    assert work.chip.isVisible()
    work.chip.picked.emit(work.groups.choices()[0][0])
    rest(qtbot, window)
    assert work.model.rowCount() == 2
    assert work.grid.columnWidth(TYPED) >= 120
