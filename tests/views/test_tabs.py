"""Several households open in tabs."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTabBar

from desktop.domain.records import HouseholdFilter
from desktop.services import households
from tests.views.conftest import rest

# The offscreen platform says so of every window with a minimum size.
pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def opened(window, qtbot):
    """Return the ids of three households that were opened one after another."""
    ids = households.find(window.kit.desk, HouseholdFilter())[:3]
    window.go("households")
    for number in ids:
        window.open_household(number)
        rest(qtbot, window)
    return ids


def in_sight(window):
    return window.rooms.household.household.id if window.here() == "household" else 0


def test_each_household_has_one_tab_with_its_heads_name(window, qtbot, opened):
    tabs = window.tabs
    window.open_household(opened[0])
    rest(qtbot, window)
    assert tabs.open_ids() == opened
    assert tabs.currentIndex() == 1
    assert all(tabs.tabText(n).startswith("สมมุติ") for n in (1, 2, 3))
    window.go("reports")
    assert not tabs.isVisible()
    window.go("households")
    assert tabs.isVisible()
    assert tabs.currentIndex() == 0


def test_tabs_by_key(window, qtbot, opened):
    window.activateWindow()
    assert in_sight(window) == opened[2]
    for expected in (0, opened[0], opened[1]):
        qtbot.keyClick(window, Qt.Key.Key_Tab, CONTROL)
        rest(qtbot, window)
        assert in_sight(window) == expected
    qtbot.keyClick(window, Qt.Key.Key_W, CONTROL)
    rest(qtbot, window)
    assert (in_sight(window), window.tabs.open_ids()) == (opened[2], [opened[0], opened[2]])
    for _ in range(2):
        qtbot.keyClick(window, Qt.Key.Key_W, CONTROL)
        rest(qtbot, window)
    assert window.here() == "households"
    assert not window.tabs.isVisible()


def test_a_tab_that_is_not_in_sight_closes_quietly(window, qtbot, opened):
    cross = window.tabs.tabButton(1, QTabBar.ButtonPosition.RightSide)
    qtbot.mouseClick(cross, Qt.MouseButton.LeftButton)
    rest(qtbot, window)
    assert (in_sight(window), window.tabs.open_ids()) == (opened[2], opened[1:])


def test_what_is_gone_has_no_tab(window, qtbot, opened, clerk):
    window.go("households")
    window.undo.run()
    rest(qtbot, window)
    assert window.tabs.open_ids() == []
    assert clerk.errors == []


def test_only_so_many_stay_open(window, qtbot, monkeypatch, opened):
    monkeypatch.setattr("desktop.views.shell.tabs._MOST", 3)
    other = households.find(window.kit.desk, HouseholdFilter())[3]
    window.open_household(other)
    rest(qtbot, window)
    assert window.tabs.open_ids() == [*opened[1:], other]
