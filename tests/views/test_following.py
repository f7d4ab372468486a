"""The list of plans, the help, the year, the colours, the address, and closing."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from desktop.domain.errors import UserError
from desktop.domain.records import HouseholdFilter, Plan, PlanItem, VolunteerDraft
from desktop.domain.vocabulary import Phase
from desktop.models import members
from desktop.services import households, logbooks, plans, volunteers
from desktop.services.desk import Desk
from desktop.views.household.address import AddressPart
from desktop.views.household.plan import PlanPart
from tests.views.conftest import answer, rest, type_into

# The offscreen platform says so of every window with a minimum size.
pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)


def first(desk):
    return households.find(desk, HouseholdFilter())[0]


@pytest.fixture
def planned(desk):
    items = (
        PlanItem(phase=Phase.URGENT, measure="ถุงยังชีพ", agency="พมจ.", due_on=date(2022, 1, 3)),
        PlanItem(phase=Phase.LONG, measure="ซ่อมบ้าน", due_on=date(2022, 9, 30)),
    )
    plans.save(desk, Plan(first(desk), desk.fiscal_year, items=items))
    return desk


def test_plans_are_followed_by_phase_agency_and_lateness(shown, planned, qtbot, clerk):
    window = shown(planned)
    window.go("plans")
    rest(qtbot, window)
    screen = window.rooms.plans
    assert [d.item.measure for d in screen.model.rows()] == ["ถุงยังชีพ", "ซ่อมบ้าน"]
    assert "เลยกำหนด 1" in screen.says.text()
    screen.phase.picked.emit(Phase.LONG)
    assert [d.item.measure for d in screen.model.rows()] == ["ซ่อมบ้าน"]
    screen.late.picked.emit(True)
    assert screen.model.rows() == []
    screen.all.click()
    screen.agency.picked.emit("พมจ.")
    assert [d.item.measure for d in screen.model.rows()] == ["ถุงยังชีพ"]
    window.grab()
    screen.table.setFocus()
    qtbot.keyClick(screen.table, Qt.Key.Key_Return)
    rest(qtbot, window)
    page = window.rooms.household
    assert window.here() == "household"
    assert isinstance(page.parts[page.sections.currentRow()], PlanPart)
    assert clerk.errors == []


def test_the_help_is_readable_in_both_colours(window, qtbot):
    window.go("help")
    text = window.rooms.help.text
    written = text.toPlainText()
    assert "\u200b" in written
    assert "มีอะไรใหม่" in written.replace("\u200b", "")
    window.top.light.click()
    assert text.toPlainText() == written


def test_colours_and_year_are_remembered(shown, desk, qtbot, tmp_path):
    window = shown(replace_desk(desk, settings_file=tmp_path / "settings.json"))
    window.top.light.click()
    assert window.kit.desk.settings.theme == "dark"
    assert '"dark"' in (tmp_path / "settings.json").read_text(encoding="utf-8")
    window.top.light.click()
    window.top.year_chosen.emit(2564)
    rest(qtbot, window)
    assert "2564" in (tmp_path / "settings.json").read_text(encoding="utf-8")
    assert "2564" in window.top.year.text()


def replace_desk(desk: Desk, **new):
    made = replace(desk, **new)
    vars(made)["words"] = desk.words
    return made


def test_another_year_has_levels_of_its_own(window, qtbot, clerk):
    window.choose_year(2566)
    rest(qtbot, window)
    assert window.kit.desk.fiscal_year == 2566
    overview = window.rooms.overview
    assert overview._goal == "levels"
    overview._do.click()
    rest(qtbot, window)
    assert sum(int(one.text()) for one in overview._levels.values()) == 5
    assert overview._goal != "levels"
    assert clerk.errors == []


def test_a_setting_that_cannot_be_kept_is_told_and_used(shown, desk, tmp_path, clerk, qtbot):
    (tmp_path / "no").write_text("", encoding="utf-8")
    window = shown(replace_desk(desk, settings_file=tmp_path / "no" / "settings.json"))
    window.top.light.click()
    assert [e.title for e in clerk.errors] == ["จำการตั้งค่าไม่ได้"]
    assert window.kit.theme.palette.name == "dark"
    window.top.light.click()


def test_what_was_typed_goes_to_the_year_it_was_typed_in(window, qtbot):
    number = first(window.kit.desk)
    window.open_household(number)
    rest(qtbot, window)
    window.rooms.household.show_plan()
    rest(qtbot, window)
    part = next(p for p in window.rooms.household.parts if isinstance(p, PlanPart))
    part.adders[Phase.URGENT].click()
    part.model.setData(part.model.index(0, 1), "ถุงยังชีพ")
    before = window.kit.desk
    window.choose_year(2566)
    qtbot.waitUntil(lambda: window.kit.desk.fiscal_year == 2566)
    rest(qtbot, window)
    assert [i.measure for i in plans.load(before, number).items] == ["ถุงยังชีพ"]
    assert plans.load(window.kit.desk, number).items == ()
    assert part.model.rows() == []


def address_of(window, qtbot):
    number = first(window.kit.desk)
    window.open_household(number)
    rest(qtbot, window)
    window.rooms.household.show_section(1)
    rest(qtbot, window)
    part = window.rooms.household.parts[1]
    assert isinstance(part, AddressPart)
    return number, part


def put(line, text):
    line.setText(text)
    line.textEdited.emit(text)


def test_an_address_is_typed_and_stored_on_leaving(window, qtbot, clerk):
    number, part = address_of(window, qtbot)
    put(part.lines["address_no"], "99/1")
    put(part.lines["tambon_code"], "คลองหนึ่ง")
    part.note.setPlainText("บ้านสีฟ้า")
    window.rooms.household.show_section(0)
    rest(qtbot, window)
    stored = households.load(window.kit.desk, number)
    assert (stored.address.address_no, stored.address.tambon_code) == ("99/1", "130201")
    assert stored.note == "บ้านสีฟ้า"
    type_into(part.lines["tel"], "02")
    part.save.click()
    rest(qtbot, window)
    assert households.load(window.kit.desk, number).tel.endswith("02")
    assert clerk.errors == []


def test_an_unknown_tambon_is_told_beside_the_field(window, qtbot):
    number, part = address_of(window, qtbot)
    before = households.load(window.kit.desk, number)
    put(part.lines["tambon_code"], "ที่ไหนสักแห่ง")
    part.save.click()
    rest(qtbot, window)
    assert "ไม่พบ" in part._says.said()
    assert households.load(window.kit.desk, number) == before


def test_the_next_ten_of_an_area_are_given(window, qtbot, clerk):
    desk = window.kit.desk
    volunteers.save(desk, VolunteerDraft(name="นางวิชุดา ตัวอย่าง", area="13"))
    window.go("volunteers")
    rest(qtbot, window)
    screen = window.rooms.volunteers
    screen.give.click()
    rest(qtbot, window)
    assert volunteers.all_of(desk)[0].households == 5
    screen.give.click()
    rest(qtbot, window)
    assert [error.title for error in clerk.errors] == ["ไม่มีครัวเรือนให้มอบหมาย"]


def test_villages_of_a_tambon_are_offered_with_their_counts(window, qtbot):
    window.go("printing")
    prepare = window.rooms.printing.prepare
    screen = prepare.whose
    screen.district.setCurrentIndex(screen.district.findData("1302"))
    screen.district.activated.emit(0)
    code = households.load(window.kit.desk, first(window.kit.desk)).address.tambon_code
    screen.tambon.setCurrentIndex(screen.tambon.findData(code))
    screen.tambon.activated.emit(0)
    rest(qtbot, window)
    names = [screen.village.itemText(n) for n in range(1, screen.village.count())]
    assert names
    assert all(name.startswith("หมู่ ") and name.endswith(")") for name in names)
    screen.village.setCurrentIndex(1)
    screen.village.activated.emit(1)
    rest(qtbot, window)
    assert prepare.ids


def test_the_arrow_follows_the_order(window, qtbot):
    screen = window.rooms.households
    window.go("households")
    rest(qtbot, window)
    heads = screen.table.horizontalHeader()
    screen.show_only(HouseholdFilter(sort="-level"))
    assert heads.sortIndicatorSection() == 0
    heads.setSortIndicator(4, Qt.SortOrder.AscendingOrder)  # dimensions have no order
    assert heads.sortIndicatorSection() == 0
    assert screen.filters.flt.sort == "-level"
    heads.setSortIndicator(3, Qt.SortOrder.DescendingOrder)
    assert screen.filters.flt.sort == "-members"
    rest(qtbot, window)


def test_it_fits_a_small_screen_at_150_percent(window):
    assert window.minimumHeight() <= 480
    needed = window._shell.minimumSizeHint()
    assert needed.height() <= 480
    assert needed.width() <= 911


def test_a_smaller_screen_shows_where_the_keyboard_is(window, qtbot):
    """1366 x 768 at 200 %: nothing is squeezed, and what is typed in stays in sight."""
    window.resize(911, 480)
    rest(qtbot, window)
    lens = window.centralWidget()
    for key in window.rooms.by_key():
        window.go(key) if key != "household" else window.open_household(first(window.kit.desk))
        rest(qtbot, window)
        bars = lens.verticalScrollBar(), lens.horizontalScrollBar()
        assert [bar.maximum() for bar in bars] == [0, 0], key
    window.resize(683, 384)
    assert (window.width(), window.height()) == (683, 384)
    window.open_household(first(window.kit.desk))
    rest(qtbot, window)
    window.rooms.household.show_section(3)
    rest(qtbot, window)
    view = window.rooms.household.parts[3].form
    window.rooms.household.parts[3].begin()
    seen = set()
    for _ in range(12):
        rest(qtbot, window)
        line = view.visualRect(view.currentIndex())
        at = view.viewport().mapTo(lens.viewport(), line.center())
        assert lens.viewport().rect().contains(at)
        seen.add(view.currentIndex().row())
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert len(seen) > 8


def test_what_is_around_the_inside_takes_no_keyboard(window, qtbot):
    window.go("households")
    rest(qtbot, window)
    table = window.rooms.households.table
    table.setFocus()
    lens = window.centralWidget()
    one = table
    for _ in range(60):
        one = one.nextInFocusChain()
        assert one is not lens or one.focusPolicy() == Qt.FocusPolicy.NoFocus
    place = window.rooms.households.findChild(QLabel)
    qtbot.mouseClick(place, Qt.MouseButton.LeftButton)
    assert table.hasFocus()


def test_a_save_that_fails_while_closing_keeps_the_window(window, qtbot, clerk, monkeypatch):
    number = first(window.kit.desk)
    window.open_household(number)
    rest(qtbot, window)
    window.rooms.household.show_section(3)
    rest(qtbot, window)
    part = window.rooms.household.parts[3]
    answer(part, "visit.team", "ทีมหนึ่ง")
    good = logbooks.save

    def full(*_args):
        raise UserError("บันทึกไม่ได้", "ดิสก์เต็ม")

    monkeypatch.setattr(logbooks, "save", full)
    assert not window.close()
    assert window.isVisible()
    assert [e.title for e in clerk.errors] == ["บันทึกไม่ได้"]
    assert part.form.entry.book.value(("visit.team", 0)) == "ทีมหนึ่ง"
    monkeypatch.setattr(logbooks, "save", good)
    assert window.close()
    assert logbooks.load_or_begin(window.kit.desk, number).team == "ทีมหนึ่ง"


def test_an_open_cell_is_stored_on_closing(window, qtbot):
    number = first(window.kit.desk)
    window.open_household(number)
    rest(qtbot, window)
    part = window.rooms.household.parts[0]
    part.grid.type_in(0, members.OCCUPATION)
    editor = part.grid.indexWidget(part.grid.currentIndex()) or part.grid.focusWidget()
    editor.setText("ค้าขาย")
    assert window.close()
    assert households.load(window.kit.desk, number).members[0].occupation == "ค้าขาย"


def test_undo_of_volunteers_does_not_ask(window, qtbot, clerk):
    desk = window.kit.desk
    window.kit.hub.tell(volunteers.save(desk, VolunteerDraft(name="นำเข้าใจ ตัวอย่าง")))
    rest(qtbot, window)
    window.undo.run()
    rest(qtbot, window)
    assert clerk.asked == []
    assert volunteers.all_of(desk) == ()


def test_a_narrow_window_leaves_room_for_answers_and_names(window, qtbot):
    window.go("households")
    window.resize(911, 480)
    rest(qtbot, window)
    screen = window.rooms.households
    assert not screen.preview.isVisible()
    assert screen.table.columnWidth(1) >= 200
    window.open_household(first(window.kit.desk))
    rest(qtbot, window)
    window.rooms.household.show_section(3)
    rest(qtbot, window)
    part = window.rooms.household.parts[3]
    view = part.form
    room = view.viewport().width()
    for row in range(view.entry.rowCount()):
        places = view.lines.places(view.entry.index(row))
        for rect in (places.head, places.field, *(chip.rect for chip in places.chips)):
            assert rect.right() <= room, view.entry.line(row).name
    window.resize(1366, 768)
    window.go("households")
    rest(qtbot, window)
    assert screen.preview.isVisible()
