"""Ctrl+K: every action by a few letters, without the mouse."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from desktop.domain.finding import SavedFilter
from desktop.domain.records import HouseholdFilter
from desktop.services import households, saved_filters
from desktop.thai.typed import closeness
from desktop.views.palette import Palette
from tests.views.conftest import rest, type_into

# The offscreen platform says so of every window with a minimum size.
pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def palette(window, qtbot):
    """Call: the palette as the key opens it."""

    def show():
        window.activateWindow()
        qtbot.keyClick(window, Qt.Key.Key_K, CONTROL)
        rest(qtbot, window)
        return next(box for box in window.findChildren(Palette) if box.isVisible())

    return show


def names(box):
    return [box.model.at(row).name for row in range(box.model.rowCount())]


def test_a_few_letters_and_enter(window, qtbot, palette):
    box = palette()
    assert QApplication.focusWidget() is box.line
    type_into(box.line, "รายงาณ")
    assert names(box)[0] == "ไปหน้า รายงาน"
    qtbot.keyClick(box.line, Qt.Key.Key_Return)
    assert window.here() == "reports"
    assert not box.isVisible()


def test_every_key_of_the_window_is_said(palette):
    box = palette()
    said = {box.model.at(row).keys for row in range(box.model.rowCount())}
    rooms = {f"Ctrl+{number}" for number in range(1, 10)}
    assert rooms | {"Ctrl+F", "Ctrl+Z", "Alt+Left", "Alt+Right", "F1"} <= said


def test_every_button_of_every_page_is_an_action(window, qtbot):
    """By its words, without its key; what can't be pressed now isn't offered."""
    for key in window.rooms.by_key():
        if key == "household":
            window.open_household(households.find(window.kit.desk, HouseholdFilter())[0])
        else:
            window.go(key)
        rest(qtbot, window)
        offered = [action.name for action in window.commands.all()]
        assert len(offered) == len(set(offered)), key
        for one in window.rooms.by_key()[key].findChildren(QPushButton):
            words = one.text().partition("  (")[0].removesuffix("...")
            if one.isVisible() and not words.isdecimal():
                assert (words in offered) is one.isEnabled(), (key, words)


def test_a_button_is_pressed_by_its_name(window, qtbot, palette):
    window.go("phones")
    rest(qtbot, window)
    box = palette()
    type_into(box.line, "กลับไปแบบฟอร์ม")
    assert names(box)[0] == "กลับไปแบบฟอร์ม"
    qtbot.keyClick(box.line, Qt.Key.Key_Return)
    rest(qtbot, window)
    assert window.here() == "forms"
    window.go("households")
    rest(qtbot, window)
    keys = {action.name: action.keys for action in window.commands.all()}
    assert keys["พิมพ์แผ่นพับ"] == "P"


def test_what_is_no_action_is_searched_for(window, qtbot, palette):
    box = palette()
    type_into(box.line, "สมมุติ31")
    qtbot.keyClick(box.line, Qt.Key.Key_Return)
    rest(qtbot, window)
    assert window.here() == "households"
    assert window.rooms.households.model.rowCount() == 1
    assert window.focusWidget() is window.top.search


def test_arrows_move_and_escape_leaves_everything(window, qtbot, palette):
    box = palette()
    here = window.here()
    qtbot.keyClick(box.line, Qt.Key.Key_Down)
    assert box.table.currentIndex().row() == 1
    qtbot.keyClick(box.line, Qt.Key.Key_Escape)
    assert (box.isVisible(), window.here()) == (False, here)


def test_recent_households_and_views_are_offered(window, qtbot, palette):
    first, second = households.find(window.kit.desk, HouseholdFilter())[:2]
    saved_filters.save(window.kit.desk, SavedFilter("ยังไม่มอบ", HouseholdFilter(unassigned=True)))
    for number in (first, second):
        window.open_household(number)
        rest(qtbot, window)
    box = palette()
    assert names(box)[0].startswith("เปิด นายสมมุติ")
    assert "มุมมอง ยังไม่มอบ" in names(box)
    assert "ไปส่วน สมาชิก" in names(box)
    type_into(box.line, "ยังไม่มอบ")
    qtbot.keyClick(box.line, Qt.Key.Key_Return)
    rest(qtbot, window)
    assert window.rooms.households.filters.flt.unassigned
    assert window.rooms.households.filters.views.text() == "ยังไม่มอบ"


def test_back_and_forward_by_key(window, qtbot):
    window.activateWindow()
    number = households.find(window.kit.desk, HouseholdFilter())[0]
    window.go("households")
    window.open_household(number)
    window.go("reports")
    rest(qtbot, window)
    for key, here in ((Qt.Key.Key_Left, "household"), (Qt.Key.Key_Left, "households")):
        qtbot.keyClick(window, key, ALT)
        rest(qtbot, window)
        assert window.here() == here
    qtbot.keyClick(window, Qt.Key.Key_Right, ALT)
    rest(qtbot, window)
    assert window.rooms.household.household.id == number


@pytest.mark.parametrize(
    ("typed", "text", "rank"),
    [
        ("พิมพ์", "พิมพ์แผ่นพับ", 0),
        ("รายงาน", "ไปหน้า รายงาน", 1),
        ("แผ่น", "พิมพ์แผ่นพับ", 2),
        ("พิมแผ่นพับ", "พิมพ์แผ่นพับ", 3),
        ("l,6f", "สมุดพก", 0),
        ("ฟฟฟ", "พิมพ์แผ่นพับ", None),
    ],
)
def test_closeness(typed, text, rank):
    assert closeness(typed, text) == rank
