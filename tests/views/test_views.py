"""Filters with their counts, and the views they are kept as."""

import pytest

from desktop.domain.records import HouseholdFilter
from desktop.models.households import HEAD
from desktop.services import saved_filters
from tests.views.conftest import rest, type_into

# The offscreen platform says so of every window with a minimum size.
pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)


@pytest.fixture
def screen(window, qtbot):
    window.go("households")
    rest(qtbot, window)
    return window.rooms.households


def offered(chip, window, qtbot):
    """Return the menu's actions by their words before the count."""
    chip.menu().aboutToShow.emit()
    rest(qtbot, window)
    return {action.text().partition("\t")[0]: action for action in chip.menu().actions()}


def test_choices_say_how_many_households_they_leave(screen, window, qtbot):
    bar = screen.filters
    district = offered(bar._district, window, qtbot)
    assert district["อ.คลองหลวง"].text() == "อ.คลองหลวง\t5"
    assert district["อ.ธัญบุรี"].text() == "อ.ธัญบุรี\t0"
    window.top.search.setText("สมมุติ3")
    rest(qtbot, window)
    assert offered(bar._district, window, qtbot)["อ.คลองหลวง"].text() == "อ.คลองหลวง\t1"
    assert offered(bar._volunteer, window, qtbot)["ยังไม่มอบหมาย"].text() == "ยังไม่มอบหมาย\t1"


def test_a_view_is_kept_changed_renamed_and_forgotten(screen, window, qtbot, clerk):
    desk, bar = window.kit.desk, screen.filters
    views = offered(bar.views, window, qtbot)
    assert not views["บันทึกตัวกรองนี้เป็นมุมมอง..."].isEnabled()
    offered(bar._district, window, qtbot)["อ.คลองหลวง"].trigger()
    rest(qtbot, window)
    clerk.names = ["คลองหลวงทั้งหมด"]
    offered(bar.views, window, qtbot)["บันทึกตัวกรองนี้เป็นมุมมอง..."].trigger()
    rest(qtbot, window)
    assert bar.views.text() == "คลองหลวงทั้งหมด"
    offered(bar._volunteer, window, qtbot)["ยังไม่มอบหมาย"].trigger()
    rest(qtbot, window)
    assert bar.views.text() == "คลองหลวงทั้งหมด *"
    offered(bar.views, window, qtbot)["บันทึกทับ “คลองหลวงทั้งหมด”"].trigger()
    rest(qtbot, window)
    assert bar.views.text() == "คลองหลวงทั้งหมด"
    assert saved_filters.all_of(desk)[0].flt == HouseholdFilter(area="1302", unassigned=True)
    clerk.names = ["รอมอบหมาย"]
    offered(bar.views, window, qtbot)["เปลี่ยนชื่อ “คลองหลวงทั้งหมด”..."].trigger()
    rest(qtbot, window)
    assert bar.views.text() == "รอมอบหมาย"
    bar._all.click()
    rest(qtbot, window)
    assert bar.views.text().startswith("มุมมอง")
    offered(bar.views, window, qtbot)["รอมอบหมาย"].trigger()
    rest(qtbot, window)
    assert bar.flt == HouseholdFilter(area="1302", unassigned=True)
    offered(bar.views, window, qtbot)["ลบ “รอมอบหมาย”..."].trigger()
    rest(qtbot, window)
    assert saved_filters.all_of(desk) == ()
    assert bar.views.text().startswith("มุมมอง")
    assert clerk.errors == []


def test_two_views_of_one_name_are_refused(screen, window, qtbot, clerk):
    offered(screen.filters._level, window, qtbot)["ระดับ 3"].trigger()
    rest(qtbot, window)
    for _ in range(2):
        clerk.names = ["หนึ่ง"]
        offered(screen.filters.views, window, qtbot)["บันทึกตัวกรองนี้เป็นมุมมอง..."].trigger()
        rest(qtbot, window)
    assert len(clerk.errors) == 1
    assert len(saved_filters.all_of(window.kit.desk)) == 1


def test_what_sounds_alike_is_found_and_said(screen, window, qtbot):
    window.top.search.setText("สมมุด31")
    rest(qtbot, window)
    assert screen.model.rowCount() == 0
    window.top.search.setText("ษมมุติ")
    rest(qtbot, window)
    assert screen.model.rowCount() == 5
    assert screen._count.text().endswith("ในจำนวนนี้ชื่อใกล้เคียง 5")


def test_the_list_says_which_member_was_met(window, qtbot):
    window.go("households")
    rest(qtbot, window)
    type_into(window.top.search, "สมมุติ32")
    rest(qtbot, window)
    model = window.rooms.households.model
    assert model.rowCount() == 1
    head = model.data(model.index(0, HEAD))
    assert head.startswith("นายสมมุติ31")
    assert "พบ" in head
    assert "สมมุติ32" in head
    window.top.search.clear()
    rest(qtbot, window)
    assert all("พบ" not in model.data(model.index(n, HEAD)) for n in range(model.rowCount()))
