"""Where the keyboard stands: the next thing to type is under it without the mouse."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication

from desktop.domain.records import HouseholdFilter
from desktop.models import members
from desktop.services import history, households
from desktop.views.flags import FlagsEdit
from tests.views.conftest import rest, type_into

# The offscreen platform says so of every window with a minimum size.
pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)
KEY = Qt.Key
LOGBOOK = 3


@pytest.fixture
def page(window, qtbot):
    window.open_household(households.find(window.kit.desk, HouseholdFilter())[0])
    rest(qtbot, window)
    return window.rooms.household


def press(qtbot, key, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(QApplication.focusWidget(), key, modifier)


def to_logbook(page, window, qtbot):
    for _ in range(LOGBOOK):
        press(qtbot, KEY.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
        rest(qtbot, window)
    return page.parts[LOGBOOK]


def test_a_household_opens_in_its_members(page):
    assert page.parts[0].grid.hasFocus()


def test_enter_takes_a_cell_and_goes_on(page, window, qtbot):
    grid = page.parts[0].grid
    grid.setCurrentIndex(grid.model().index(0, members.INCOME))
    press(qtbot, KEY.Key_Return)
    type_into(QApplication.focusWidget(), "3500")
    press(qtbot, KEY.Key_Return)  # Qt warns where the table tries to open the cell once more
    rest(qtbot, window)
    assert page.parts[0].model.at(0).income_month == 3500
    assert grid.currentIndex().column() == members.INCOME + 1
    assert grid.state() != QAbstractItemView.State.EditingState


def test_arrows_move_between_the_boxes_and_not_the_table_behind(page, qtbot):
    grid = page.parts[0].grid
    grid.type_in(0, members.NEEDS)
    sheet = grid.findChild(FlagsEdit)
    first = QApplication.focusWidget()
    press(qtbot, KEY.Key_Down)
    second = QApplication.focusWidget()
    press(qtbot, KEY.Key_Up)
    assert first is QApplication.focusWidget()
    assert second is not first
    assert second.parent() is sheet
    assert (grid.currentIndex().row(), grid.currentIndex().column()) == (0, members.NEEDS)


def test_the_logbook_begins_at_the_first_open_question(page, window, qtbot):
    part = to_logbook(page, window, qtbot)
    assert part.form.walk.here() == part.form.entry.book.first_open()
    assert not part.form.entry.book.value(part.form.walk.here())


def test_typing_replaces_a_known_answer(page, window, qtbot):
    part = to_logbook(page, window, qtbot)
    book = part.form.entry.book
    texts = {q.id for q in book.form.questions if q.kind == "text"}
    known = next(a for a in book.answers() if a.question in texts)
    part.form.go_to((known.question, known.person_id))
    assert QApplication.focusWidget().selectedText() == known.value


def test_enter_at_the_last_question_leads_to_the_end(page, window, qtbot):
    part = to_logbook(page, window, qtbot)
    part.form.go_to(part.form.entry.line(part.form.entry.rowCount() - 1).place)
    press(qtbot, KEY.Key_Return)
    assert part.side.finish.hasFocus()


def test_saving_nothing_leaves_no_trace_for_undo(page, window, qtbot):
    part = to_logbook(page, window, qtbot)
    before = history.last(window.kit.desk)
    part.side.save.click()
    rest(qtbot, window)
    assert history.last(window.kit.desk) == before


def test_another_search_picks_what_it_found_first(window, qtbot):
    window.go("households")
    rest(qtbot, window)
    screen = window.rooms.households
    screen.table.selectRow(4)
    window.top.search.setText("สมมุติ")
    rest(qtbot, window)
    window.top.search.setText("")
    rest(qtbot, window)
    screen.table.selectRow(4)
    window.top.search.setText("สมมุติ5")
    rest(qtbot, window)
    window.top.search.setText("")
    rest(qtbot, window)
    assert screen.table.picked() == [0]


def test_the_import_stands_where_it_goes_on(window, qtbot, clerk, tmp_path):
    window.go("imports")
    screen = window.rooms.imports
    assert screen.files.pick.hasFocus()
    screen.files.take([tmp_path / "รายชื่อ.xlsx"])
    assert screen.files.as_of.edit.hasFocus()
    screen.files.as_of.edit.setText("ม.ค. 2564")
    press(qtbot, KEY.Key_Return)
    rest(qtbot, window)
    assert len(clerk.errors) == 1  # there is no such file, so the step was tried
    assert screen.next.hasFocus()


def test_pages_turn_by_key(window, qtbot):
    window.print_households(households.find(window.kit.desk, HouseholdFilter())[:2])
    rest(qtbot, window)
    paper = window.rooms.printing.prepare.preview
    assert "หน้า 1 " in paper.says.text()
    press(qtbot, KEY.Key_PageDown)
    rest(qtbot, window)
    assert "หน้า 2 " in paper.says.text()
    press(qtbot, KEY.Key_PageUp)
    rest(qtbot, window)
    assert "หน้า 1 " in paper.says.text()


def test_enter_presses_the_button_it_stands_on(window, qtbot):
    window.go("imports")
    pick = window.rooms.imports.files.pick
    with qtbot.waitSignal(pick.clicked):
        press(qtbot, KEY.Key_Return)
