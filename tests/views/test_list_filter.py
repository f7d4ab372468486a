"""The chip that filters by lists and age."""

import pytest

from desktop.domain.progress import Silent
from desktop.domain.records import HouseholdFilter
from desktop.services import imports
from desktop.views.households.lists import ListsChip
from tests.factories.lists import person_row, read_list
from tests.views.conftest import rest

# The offscreen platform says so of every window with a minimum size.
pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)


def choices(chip):
    """Return the menu's actions by their words without counts, inner menus first."""
    chip.menu().aboutToShow.emit()
    return {
        f"{outer.text()}/{inner.text()}".partition("\t")[0]: inner
        for outer in chip.menu().actions()
        for inner in outer.menu().actions()
    }


@pytest.fixture
def window(shown, desk, qtbot):
    """The list of households, one of whom stands on a second list too."""
    rows = [person_row(11, "1", first_name="สมมุติ11")]
    imports.commit(desk, read_list(rows), "เบี้ยยังชีพ", "2021-06", Silent())
    window = shown(desk)
    window.go("households")
    rest(qtbot, window)
    return window


def test_on_one_list_and_not_on_another(window, qtbot):
    screen = window.rooms.households
    chip = screen.filters.findChild(ListsChip)
    choices(chip)["อยู่ในรายชื่อ/เบี้ยยังชีพ ณ มิ.ย. 2564"].trigger()
    rest(qtbot, window)
    assert screen.model.rowCount() == 1
    choices(chip)["อยู่ในรายชื่อ/ไม่กำหนด"].trigger()
    choices(chip)["ไม่อยู่ในรายชื่อ/เบี้ยยังชีพ ณ มิ.ย. 2564"].trigger()
    choices(chip)["อายุ ณ วันที่ของรายชื่อ/อายุ 18 ปีขึ้นไป"].trigger()
    rest(qtbot, window)
    flt = screen.filters.flt
    assert (flt.on_list, flt.not_on_list, flt.age_from) == (None, 2, 18)
    assert chip.toolTip() == "อายุ 18+, ไม่อยู่ใน เบี้ยยังชีพ ณ มิ.ย. 2564"
    assert screen.model.rowCount() == 5  # somebody else of household 1 is on no other list
    assert choices(chip)["อายุ ณ วันที่ของรายชื่อ/อายุ 18 ปีขึ้นไป"].isChecked()
    screen.filters.show_filter(HouseholdFilter())
    assert chip.text().startswith("รายชื่อ")


def test_the_menu_says_how_many_households_each_choice_leaves(window, qtbot):
    screen = window.rooms.households
    offered = choices(screen.filters.lists)
    rest(qtbot, window)
    counts = {name: int(one.text().partition("\t")[2]) for name, one in offered.items()}
    for name, action in offered.items():
        before = screen.filters.flt
        action.trigger()
        rest(qtbot, window)
        assert screen.model.rowCount() == counts[name], name
        screen.filters.show_filter(before)
    assert len(set(counts.values())) > 1
