"""Judging pairs by keyboard: the next one is there at once, and the last can be taken back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.domain.linkage import FoundPair, Kind, Verdict
from desktop.domain.progress import Silent
from desktop.domain.records import PersonDraft, Plan, PlanItem
from desktop.services import history, households, imports, links, plans
from desktop.storage import links as stored
from desktop.storage.work import work
from desktop.views.links.screen import JOINED, RULES
from desktop.views.text import Prose
from tests.factories.lists import person_row, read_list
from tests.views.conftest import rest, type_into

# The offscreen platform says so of every window with a minimum size.
pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)


@pytest.fixture
def pairs(desk):
    """Three pairs of households of another list."""
    rows = [
        person_row(60 + n, str(n), first_name=f"สมมุติ{n}1", house_code="")._replace(
            household=f"a:130201|4|{n}/1"
        )
        for n in range(1, 4)
    ]
    imports.commit(desk, read_list(rows), "เบี้ยยังชีพ", "2021-06", Silent())
    found = [FoundPair(Kind.HOUSEHOLD, n, 5 + n, 900 - n, "", ("ที่อยู่ตรงกัน",)) for n in range(1, 4)]
    with work(desk.db, "หา", desk.actor, kind="derived") as current:
        stored.keep(current.session.connection(), found, everyone=True)
    return desk


@pytest.fixture
def screen(shown, pairs, qtbot):
    window = shown(pairs)
    window.go("links")
    rest(qtbot, window)
    return window.rooms.links


def press(qtbot, screen, key):
    qtbot.keyClick(screen.pair, key)
    rest(qtbot, screen.window())


def verdicts(desk):
    with desk.db.read() as session:
        return {row.first_id: row.verdict for row in session.query(stored.LinkRow)}


def test_the_first_pair_waits_under_the_keyboard(screen):
    assert screen.current().homes == (1, 6)
    assert QApplication.focusWidget() is screen.pair
    assert screen.pair.left.text() == "เหลือ 3 คู่"
    assert screen.pair.score.text() == "น่าจะเป็นครัวเรือนเดียวกัน 89 %"
    assert screen.pair.why.said() == "ที่อยู่ตรงกัน"


def test_answers_by_digit(screen, pairs, qtbot):
    press(qtbot, screen, Qt.Key.Key_1)
    assert screen.current().homes == (2, 7)
    press(qtbot, screen, Qt.Key.Key_2)
    press(qtbot, screen, Qt.Key.Key_3)
    assert verdicts(pairs) == {1: "same", 2: "different", 3: "later"}
    # What was put off comes again at the end.
    assert (screen.current().homes, screen.waiting()) == ((3, 8), 1)
    assert [m.id for m in households.load(pairs, 1).members] == [1, 2]


def test_answers_by_place_on_a_thai_keyboard(screen, pairs, qtbot):
    for typed in "ัืๅ":  # Y, N and 1
        type_into(screen.pair, typed)
        rest(qtbot, screen.window())
    assert verdicts(pairs) == {1: "same", 2: "different", 3: "same"}
    assert screen.current() is None
    assert not screen.pair.isVisible()


def test_space_puts_off(screen, pairs, qtbot):
    press(qtbot, screen, Qt.Key.Key_Space)
    assert verdicts(pairs)[1] == "later"
    assert screen.current().homes == (2, 7)


def test_fast_answers_are_all_kept(screen, pairs, qtbot):
    """Without waiting for what is stored in between."""
    for _ in range(3):
        qtbot.waitUntil(lambda: screen.current() is not None)
        qtbot.keyClick(screen.pair, Qt.Key.Key_2)
    rest(qtbot, screen.window())
    assert set(verdicts(pairs).values()) == {"different"}


@pytest.mark.parametrize("key", [Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3])
def test_backspace_takes_the_last_one_back(screen, pairs, qtbot, key):
    press(qtbot, screen, key)
    press(qtbot, screen, Qt.Key.Key_Backspace)
    assert screen.current().homes == (1, 6)
    assert verdicts(pairs)[1] == ""
    assert screen.waiting() == 3
    press(qtbot, screen, Qt.Key.Key_Backspace)  # nothing of this room is left to take back
    assert history.last(pairs).label.startswith("นำเข้า")


def test_ctrl_z_asks_again_at_once(screen, pairs, qtbot):
    press(qtbot, screen, Qt.Key.Key_1)
    screen.window().undo.run()
    rest(qtbot, screen.window())
    assert screen.current().homes == (1, 6)


def test_a_refused_join_is_asked_again(screen, pairs, qtbot, clerk):
    for household in (1, 6):
        plans.save(pairs, Plan(household, pairs.fiscal_year, items=(PlanItem(measure="ก"),)))
    press(qtbot, screen, Qt.Key.Key_1)
    assert [e.title for e in clerk.errors] == ["เชื่อมสองรายการนี้ไม่ได้"]
    assert screen.current().homes == (1, 6)


def test_a_pair_that_is_gone_is_passed_over(screen, pairs, qtbot):
    links.decide(pairs, links.pair(pairs, links.waiting(pairs)[1]), Verdict.SAME)
    press(qtbot, screen, Qt.Key.Key_2)
    assert screen.current().homes == (3, 8)


def test_parting_from_the_list(screen, pairs, qtbot):
    press(qtbot, screen, Qt.Key.Key_1)
    screen.tabs.setCurrentIndex(JOINED)
    assert [one.kept for one in screen.joined.model.rows()] == ["นายสมมุติ11 ตัวอย่าง"]
    screen.joined.part.click()
    rest(qtbot, screen.window())
    assert screen.joined.model.rows() == []
    assert households.load(pairs, 6).members


def test_the_household_opens_from_the_list(screen, qtbot):
    press(qtbot, screen, Qt.Key.Key_1)
    with qtbot.waitSignal(screen.open_wanted) as opened:
        screen.joined.table.opened.emit(0)
    assert opened.args == [1]


def test_the_rules_stand_on_the_screen(screen):
    screen.tabs.setCurrentIndex(RULES)
    said = [prose.said() for prose in screen.tabs.currentWidget().findChildren(Prose)]
    rules, never = links.rules()
    assert len(said) == len(rules) + len(never)
    assert any(rules[0].words in words for words in said)


def test_finding_from_the_screen(shown, pairs, qtbot):
    draft = PersonDraft(first_name="ใหม่", last_name="ไม่ซ้ำ")
    households.save_member(pairs, 1, draft)
    window = shown(pairs)
    window.go("links")
    rest(qtbot, window)
    screen = window.rooms.links
    screen.seek.click()
    qtbot.waitUntil(lambda: screen.seek.isEnabled(), timeout=60_000)
    rest(qtbot, window)
    assert "ครัวเรือน เชื่อมเอง 3" in screen.says.text()
    assert screen.waiting() == len(links.waiting(pairs))
    assert len(screen.joined.model.rows()) == 3


def test_nothing_to_judge(window, qtbot):
    window.go("links")
    rest(qtbot, window)
    assert window.rooms.links.current() is None
    assert not window.rooms.links.pair.isVisible()
