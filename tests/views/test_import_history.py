"""The imports that were made: looked at, and one of them taken back, by keyboard too."""

import time
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from desktop.domain.progress import Silent
from desktop.domain.records import Aid, HouseholdFilter
from desktop.services import aid, history, households, import_history, imports
from desktop.views.imports.history import LIST, NOTHING, UNDOING
from tests.factories.lists import person_row, read_list
from tests.views.conftest import rest

# The offscreen platform says so of every window with a minimum size.
pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)


@pytest.fixture
def screen(window, qtbot):
    """The history with a second list, after which a clerk typed and gave aid."""
    desk = window.kit.desk
    rows = [person_row(90 + n, str(n), first_name=f"ใหม่{n}") for n in (1, 2, 7)]
    imports.commit(desk, read_list(rows), "พมจ.", "2022", Silent())
    (home,) = households.find(desk, HouseholdFilter(text="ใหม่7"))
    (one,) = households.load(desk, home).members
    households.save_member(desk, home, replace(one, occupation="ครู"))
    aid.save(desk, Aid(household_id=home, what="ถุงยังชีพ"))
    window.go("imports")
    window.rooms.imports.history.click()
    rest(qtbot, window)
    return window.rooms.import_history


def settle(qtbot, window):
    qtbot.waitUntil(lambda: not window.kit.work.busy(), timeout=30_000)
    rest(qtbot, window)


def cells(model, row):
    return [model.data(model.index(row, column)) for column in range(model.columnCount())]


def test_without_imports_it_says_so(shown, empty_desk, qtbot):
    window = shown(empty_desk)
    window.go("import_history")
    rest(qtbot, window)
    assert window.rooms.import_history._stack.currentIndex() == NOTHING


def test_imports_and_the_details_of_one(window, screen, qtbot):
    assert window.here() == "import_history"
    assert [cells(screen.model, row)[:3] for row in range(2)] == [
        ["พมจ.", "พ.ศ. 2565", "ใช้อยู่"],
        ["TPMAP", "ม.ค. 2564", "ใช้อยู่"],
    ]
    assert "คนใหม่ 3" in screen._counts.said()
    (file,) = screen.files_model.rows()
    assert cells(screen.files_model, 0) == ["รายชื่อ.xlsx", "1 KB", "0" * 12]
    tip = screen.files_model.index(0, 2)
    assert screen.files_model.data(tip, Qt.ItemDataRole.ToolTipRole) == file.sha256
    screen.table.selectRow(1)
    assert "TPMAP" in screen._name.text()
    assert "คนใหม่ 10" in screen._counts.said()
    screen.back.click()
    assert window.here() == "imports"


def test_undoing_keeps_what_people_did(window, screen, qtbot, clerk):
    screen.table.setFocus()
    qtbot.keyClick(screen.table, Qt.Key.Key_Return)
    settle(qtbot, window)
    step = screen.undoing
    assert screen._stack.currentIndex() == UNDOING
    assert step.table.hasFocus()
    assert sorted(cells(step.model, row)[2] for row in range(2)) == [
        "สมาชิก · อาชีพ",
        "เพิ่มการช่วยเหลือ",
    ]
    assert "เก็บไว้ 2 รายการ" in step._count.text()
    step.go.click()
    settle(qtbot, window)
    assert screen._stack.currentIndex() == LIST
    assert cells(screen.model, 0)[2] == "ย้อนกลับแล้ว"
    assert "ย้อนกลับแล้ว โดย สมศรี" in screen._name.text()
    assert not screen.undo.isEnabled()
    found = households.find(window.kit.desk, HouseholdFilter(text="ใหม่"))
    assert len(found) == 1
    assert households.load(window.kit.desk, found[0]).members[0].occupation == "ครู"
    assert (clerk.asked, clerk.errors) == ([], [])


def test_ticks_are_taken_away_by_space_and_what_goes_is_asked_about(window, screen, qtbot, clerk):
    screen.undo.click()
    settle(qtbot, window)
    step = screen.undoing
    check = Qt.ItemDataRole.CheckStateRole
    qtbot.keyClick(step.table, Qt.Key.Key_Space)
    assert step.model.data(step.model.index(0, 0), check) is Qt.CheckState.Unchecked
    assert len(step.model.dropped()) == 1
    qtbot.keyClick(step.table, Qt.Key.Key_Space)
    assert step.model.dropped() == []
    step.drop.click()
    assert "ไม่เก็บ 2 รายการ" in step._count.text()
    clerk.yes = False
    step.go.click()
    assert clerk.asked == ["ทิ้งสิ่งที่แก้ไขหลังการนำเข้า 2 รายการหรือไม่"]
    assert screen._stack.currentIndex() == UNDOING
    clerk.yes = True
    step.go.click()
    settle(qtbot, window)
    assert households.find(window.kit.desk, HouseholdFilter(text="ใหม่")) == []
    assert clerk.errors == []


def test_escape_leaves_without_undoing(window, screen, qtbot):
    screen.undo.click()
    settle(qtbot, window)
    qtbot.keyClick(screen.undoing.table, Qt.Key.Key_Escape)
    assert screen._stack.currentIndex() == LIST
    assert all(one.undone_at is None for one in import_history.imports(window.kit.desk))
    qtbot.keyClick(screen.table, Qt.Key.Key_Escape)
    assert window.here() == "imports"


def test_an_import_nobody_worked_on_has_no_list_of_edits(window, screen, qtbot):
    screen.table.selectRow(1)
    screen.undo.click()
    settle(qtbot, window)
    step = screen.undoing
    assert not step.table.isVisible()
    assert "พมจ." in step._lists.said()
    assert step.go.hasFocus()


def test_ctrl_z_after_it_is_refused_in_words(window, screen, qtbot, clerk):
    import_history.undo_import(window.kit.desk, import_history.imports(window.kit.desk)[0].id)
    window.undo.look()
    rest(qtbot, window)
    assert not window.undo._action.isEnabled()
    assert "นำเข้าไฟล์เดิมใหม่" in window.top.undo.toolTip()
    window.undo.run()
    settle(qtbot, window)
    assert [e.title for e in clerk.errors] == ["ย้อนคืนการนำเข้าที่ย้อนกลับแล้วไม่ได้"]
    assert history.last(window.kit.desk).kind == "undo-import"


def test_cancelling_changes_nothing(window, screen, qtbot, clerk, monkeypatch):
    def endless(_desk, _number, _dropped, report):
        while True:
            report.step(1, 3, "นำรายชื่อออก")
            time.sleep(0.01)

    monkeypatch.setattr(import_history, "undo_import", endless)
    screen.undo.click()
    settle(qtbot, window)
    step = screen.undoing
    step.go.click()
    qtbot.waitUntil(lambda: "1 จาก 3" in step._count.text())
    assert not step.go.isEnabled()
    assert not step.table.isEnabled()
    step.stop.click()
    settle(qtbot, window)
    assert screen._stack.currentIndex() == UNDOING
    assert step.go.isEnabled()
    assert not step.stop.isVisible()
    assert "เก็บไว้ 2 รายการ" in step._count.text()
    assert clerk.errors == []
