"""The window over a real, small database: find, open, type, assign, undo."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QStyleOptionViewItem

from desktop.domain.records import HouseholdFilter, PersonDraft, VolunteerDraft
from desktop.domain.vocabulary import ItemState, Phase
from desktop.models import members, plan
from desktop.services import history, households, logbooks, overview, plans, volunteers
from desktop.views.overview import next_step
from desktop.views.shell.navigation import ROOMS
from desktop.views.volunteers.chooser import Chooser
from tests.views.conftest import answer, rest, type_into

# The offscreen platform says so of every window with a minimum size.
pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)


def test_an_empty_database_tells_to_import(shown, empty_desk, qtbot, clerk):
    window = shown(empty_desk)
    assert window.rooms.overview.start.isVisible()
    assert window.focusWidget() is window.rooms.overview.start
    for room in ROOMS:
        window.go(room.key)
        rest(qtbot, window)
    window.go("overview")
    qtbot.mouseClick(window.rooms.overview.start, Qt.MouseButton.LeftButton)
    assert window.here() == "imports"
    assert clerk.errors == []


def test_titles_hold_no_personal_data(window, qtbot):
    window.open_household(households.find(window.kit.desk, HouseholdFilter())[0])
    rest(qtbot, window)
    assert "สมมุติ" not in window.windowTitle()


def test_search_as_one_types(window, qtbot):
    type_into(window.top.search, "สมมุติ31")
    rest(qtbot, window)
    assert window.here() == "households"
    screen = window.rooms.households
    assert screen.model.rowCount() == 1
    assert screen.preview.name.said().startswith("นายสมมุติ31")
    window.top.search.setText("ไม่มีใครชื่อนี้")
    rest(qtbot, window)
    assert screen.model.rowCount() == 0
    assert not screen.table.isVisible()
    assert not screen.bring.isVisible()


def test_an_empty_list_offers_import_only_until_there_is_one(shown, empty_desk, qtbot):
    window = shown(empty_desk)
    window.top.search.setText("ไม่มีใครชื่อนี้")
    rest(qtbot, window)
    bring = window.rooms.households.bring
    assert bring.isVisible()
    with qtbot.waitSignal(window.rooms.households.import_wanted):
        bring.click()


def test_selection_stays_when_something_changes(window, qtbot):
    window.go("households")
    rest(qtbot, window)
    screen = window.rooms.households
    screen.table.selectRow(2)
    kept = screen.picked()
    person = households.load(window.kit.desk, kept[0]).members[0]
    changes = households.save_member(window.kit.desk, kept[0], members.draft_of(person))
    window.kit.hub.tell(changes)
    rest(qtbot, window)
    assert screen.picked() == kept
    screen.filters.changed.emit(HouseholdFilter())
    rest(qtbot, window)
    assert screen.picked() == kept


def test_enter_opens_and_escape_goes_back(window, qtbot):
    window.go("households")
    rest(qtbot, window)
    table = window.rooms.households.table
    table.setFocus()
    table.selectRow(1)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    rest(qtbot, window)
    assert window.here() == "household"
    assert len(window.rooms.household.parts[0].model.rows()) == 2
    window.rooms.household.back_wanted.emit()
    assert window.here() == "households"
    assert table.picked() == [1]


def opened(window, qtbot, section=0):
    number = households.find(window.kit.desk, HouseholdFilter())[0]
    window.open_household(number)
    rest(qtbot, window)
    window.rooms.household.show_section(section)
    rest(qtbot, window)
    return number, window.rooms.household.parts[section]


def test_a_member_is_edited_in_two_quick_steps(window, qtbot, clerk):
    number, part = opened(window, qtbot)
    part.model.setData(part.model.index(0, members.OCCUPATION), "ค้าขาย")
    part.model.setData(part.model.index(0, members.INCOME), "3,500")
    rest(qtbot, window)
    stored = households.load(window.kit.desk, number).members[0]
    assert (stored.occupation, stored.income_month) == ("ค้าขาย", 3500)
    assert clerk.errors == []


def test_a_new_member_is_stored_once(window, qtbot, clerk):
    number, part = opened(window, qtbot)
    part.add.click()
    row = part.model.rowCount() - 1
    part.model.setData(part.model.index(row, members.NAME), "ด.ญ.ใหม่ ตัวอย่าง")
    part.model.setData(part.model.index(row, members.RELATION), "บุตร")
    rest(qtbot, window)
    stored = households.load(window.kit.desk, number).members
    assert [(m.first_name, m.relation) for m in stored if m.first_name == "ใหม่"] == [
        ("ใหม่", "บุตร")
    ]
    assert clerk.errors == []


def test_what_two_clerks_change_in_one_member_is_merged(window, qtbot, clerk):
    number, part = opened(window, qtbot)
    person = households.load(window.kit.desk, number).members[0]
    other = PersonDraft(id=person.id, version=person.version, first_name="คนอื่น", last_name="แก้")
    households.save_member(window.kit.desk, number, other)
    part.model.setData(part.model.index(0, members.OCCUPATION), "ค้าขาย")
    rest(qtbot, window)
    assert clerk.errors == []
    assert (part.model.at(0).first_name, part.model.at(0).occupation) == ("คนอื่น", "ค้าขาย")
    assert "ผู้อื่นแก้ไว้" in window.footer.said.text()


def test_what_both_changed_is_told_and_shown_as_stored(window, qtbot, clerk):
    number, part = opened(window, qtbot)
    person = households.load(window.kit.desk, number).members[0]
    households.save_member(window.kit.desk, number, replace(person, occupation="ครู"))
    part.model.setData(part.model.index(0, members.OCCUPATION), "ค้าขาย")
    rest(qtbot, window)
    assert [e.title for e in clerk.errors] == ["มีผู้อื่นแก้ช่องเดียวกันก่อนท่าน"]
    assert part.model.at(0).occupation == "ครู"


def test_a_field_is_put_back_from_the_history(window, qtbot, clerk):
    number, part = opened(window, qtbot)
    before = households.load(window.kit.desk, number).members[0].occupation
    part.model.setData(part.model.index(0, members.OCCUPATION), "ช่างไม้")
    rest(qtbot, window)
    window.rooms.household.show_section(8)
    rest(qtbot, window)
    past = window.rooms.household.parts[8]
    past.table.selectRow(0)
    fields = [past.fields.at(n).field for n in range(past.fields.rowCount())]
    past.changed.selectRow(fields.index("อาชีพ"))
    past.back.click()
    rest(qtbot, window)
    assert households.load(window.kit.desk, number).members[0].occupation == before
    assert clerk.errors == []


def test_an_id_is_revealed_and_that_is_recorded(window, qtbot):
    number, part = opened(window, qtbot)
    part.model.setData(part.model.index(0, members.CID), "1101700230708")
    rest(qtbot, window)
    assert "xxxxx" in part.model.data(part.model.index(0, members.CID))
    part.grid.setCurrentIndex(part.model.index(0, members.NAME))
    part.reveal.click()
    rest(qtbot, window)
    assert part.model.data(part.model.index(0, members.CID)) == "1-1017-00230-70-8"
    labels = [o.label for o in history.of_household(window.kit.desk, number)]
    assert any("เลขประจำตัว" in label for label in labels)


def test_a_plan_is_typed_and_stored(window, qtbot, clerk):
    number, part = opened(window, qtbot, 5)
    part.adders[Phase.URGENT].click()
    part.model.setData(part.model.index(0, plan.MEASURE), "ถุงยังชีพ")
    part.leave()
    part.model.setData(part.model.index(0, plan.DUE), date(2022, 11, 15))
    part.model.setData(part.model.index(0, plan.STATE), ItemState.DOING)
    rest(qtbot, window)
    part.leave()
    rest(qtbot, window)
    (item,) = plans.load(window.kit.desk, number).items
    assert (item.measure, item.due_on, item.state) == (
        "ถุงยังชีพ",
        date(2022, 11, 15),
        ItemState.DOING,
    )
    assert clerk.errors == []


def test_a_logbook_answer_is_stored(window, qtbot, clerk):
    number, part = opened(window, qtbot, 3)
    answer(part, "visit.team", "ทีมหนึ่ง")
    answer(part, "visit.date", "04/01/2565")
    part.side.save.click()
    rest(qtbot, window)
    visit = logbooks.load_or_begin(window.kit.desk, number)
    assert (visit.team, visit.visited_on) == ("ทีมหนึ่ง", date(2022, 1, 4))
    part.side.finish.click()
    rest(qtbot, window)
    missing = part.form.entry.points()
    assert bool(missing) == (logbooks.load_or_begin(window.kit.desk, number).state == "draft")
    assert clerk.errors == []


def test_enter_goes_through_the_logbook(window, qtbot):
    _number, part = opened(window, qtbot, 3)
    places = [part.form.entry.line(n).place for n in range(part.form.entry.rowCount())]
    first, second = [p for p in places if p][:2]
    part.form.go_to(first)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert part.form.walk.here() == second
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Up)
    assert part.form.walk.here() == first


def test_the_other_sections_load(window, qtbot, clerk):
    _number, part = opened(window, qtbot)
    part.model.setData(part.model.index(0, members.OCCUPATION), "ค้าขาย")
    rest(qtbot, window)
    window.rooms.household.show_section(8)
    rest(qtbot, window)
    part = window.rooms.household.parts[8]
    assert part.model.at(0).label == "แก้ไขสมาชิก"
    for section in (2, 1, 4, 6):
        window.rooms.household.show_section(section)
        rest(qtbot, window)
    aid = window.rooms.household.parts[6]
    aid.add.click()
    aid.model.setData(aid.model.index(0, 2), "ถุงยังชีพ")
    rest(qtbot, window)
    assert aid.model.at(0).id is not None
    assert clerk.errors == []


def test_assign_and_undo(window, qtbot, clerk):
    desk = window.kit.desk
    volunteers.save(desk, VolunteerDraft(name="นางวิชุดา ตัวอย่าง"))
    window.go("households")
    rest(qtbot, window)
    table = window.rooms.households.table
    table.setFocus()
    table.selectAll()
    qtbot.keyClicks(table, "a")
    rest(qtbot, window)
    (chooser,) = window.findChildren(Chooser)
    assert "5" in chooser.assign.text()
    chooser.assign.click()
    rest(qtbot, window)
    assert volunteers.all_of(desk)[0].households == 5
    assert "มอบหมาย" in window.top.undo.toolTip()
    window.undo.run()
    rest(qtbot, window)
    assert volunteers.all_of(desk)[0].households == 0
    assert clerk.errors == []


def test_undoing_an_import_asks_first(window, qtbot, clerk):
    clerk.yes = False
    window.undo.run()
    assert clerk.asked
    clerk.yes = True
    window.undo.run()
    rest(qtbot, window)
    assert households.find(window.kit.desk, HouseholdFilter()) == []


def test_volunteers_are_typed(window, qtbot, clerk):
    window.go("volunteers")
    rest(qtbot, window)
    screen = window.rooms.volunteers
    screen.add.click()
    screen.people.setData(screen.people.index(0, 0), "นางวิชุดา ตัวอย่าง")
    rest(qtbot, window)
    assert [v.name for v in volunteers.all_of(window.kit.desk)] == ["นางวิชุดา ตัวอย่าง"]
    screen.remove.click()
    rest(qtbot, window)
    assert volunteers.all_of(window.kit.desk) == ()
    assert clerk.errors == []


def test_chosen_households_are_printed(window, qtbot, clerk, tmp_path):
    window.print_households(households.find(window.kit.desk, HouseholdFilter())[:2])
    rest(qtbot, window)
    screen = window.rooms.printing.prepare
    assert "จาก 2" in screen.preview.says.text()
    clerk.target = tmp_path / "แผ่นพับ.pdf"
    screen.save.click()
    rest(qtbot, window)
    assert clerk.target.read_bytes().startswith(b"%PDF")
    assert screen.open.isVisible()
    assert clerk.errors == []


def test_the_report_counts_and_leads_to_households(window, qtbot, clerk):
    window.go("reports")
    rest(qtbot, window)
    screen = window.rooms.reports
    names = [a.name for a in screen.model.rows()]
    assert screen.model.rows()[-1].households == 5
    row = names.index("คลองหลวง")
    screen.table.opened.emit(row)
    rest(qtbot, window)
    assert window.here() == "households"
    assert window.rooms.households.model.rowCount() == 5
    assert clerk.errors == []


def test_the_sum_of_the_report_stands_out(window, qtbot):
    window.go("reports")
    rest(qtbot, window)
    table = window.rooms.reports.table
    last = table.model().rowCount() - 1
    assert table.model().index(last, 0).data() == "รวม"
    bold = {}
    for row in (last - 1, last):
        option = QStyleOptionViewItem()
        table.itemDelegate().initStyleOption(option, table.model().index(row, 1))
        bold[row] = option.font.bold()
    assert bold == {last - 1: False, last: True}
    table.scrollToBottom()
    table.clearSelection()
    picture = table.viewport().grab().toImage()
    edges = {}
    for row in (last - 1, last):
        rect = table.visualRect(table.model().index(row, 1))
        edges[row] = picture.pixelColor(rect.left() + 1, rect.top()).name()
    assert edges[last] == window.kit.theme.palette.ink2.lower()
    assert edges[last - 1] != edges[last]


def test_dark_and_light_in_mid_work(window, qtbot):
    window.go("households")
    rest(qtbot, window)
    window.top.light.click()
    window.grab()
    window.top.light.click()
    window.grab()
    assert QApplication.instance().styleSheet()


def test_closing_in_mid_search_is_quiet(shown, desk, qtbot):
    window = shown(desk)
    window.go("households")
    for text in ("ส", "สม", "สมม"):
        window.rooms.households.search(text)
        window.rooms.households._find()
    window.close()


def endless(report):
    while True:
        report.step(1, 100, "ทำงาน")


def test_a_job_is_cancelled_from_the_foot(window, qtbot, clerk):
    handle = window.kit.long(window, "งานยาว", endless)
    qtbot.waitUntil(lambda: "ทำงาน" in window.footer.what.text())
    with qtbot.waitSignal(handle.cancelled):
        window.footer.stop.click()
    assert not window.footer.busy()
    assert window.footer.said.text() == "ยกเลิกแล้ว: งานยาว"
    assert clerk.errors == []


def test_closing_asks_before_a_job_is_lost(window, qtbot, clerk):
    window.kit.long(window, "งานยาว", endless)
    clerk.yes = False
    assert not window.close()
    assert window.isVisible()
    clerk.yes = True
    assert window.close()
    assert len(clerk.asked) == 2


def test_what_is_half_typed_is_stored_on_closing(window, qtbot):
    number, part = opened(window, qtbot, 3)
    answer(part, "visit.team", "ทีมหนึ่ง")
    window.close()
    assert logbooks.load_or_begin(window.kit.desk, number).team == "ทีมหนึ่ง"


def test_the_next_step_leads_on(window, qtbot):
    found = overview.summary(window.kit.desk)
    assert next_step(found)[2] == "volunteers"
    found = replace(found, volunteers=3)
    assert next_step(found)[2] == "level 3"
    assert next_step(replace(found, assigned=5))[2] == "printing"
    assert next_step(replace(found, assigned=5, visited=2))[2] == "households"


def test_going_straight_on_to_another_household_mixes_nothing(window, qtbot, clerk):
    number, part = opened(window, qtbot, 5)
    other = households.find(window.kit.desk, HouseholdFilter())[1]
    part.adders[Phase.URGENT].click()
    part.model.setData(part.model.index(0, plan.MEASURE), "ถุงยังชีพ")
    part.leave()
    part.model.setData(part.model.index(0, plan.AGENCY), "สำนักงาน พมจ.")
    window.open_household(other)
    qtbot.wait(60)
    rest(qtbot, window)
    assert window.rooms.household.household.id == other
    assert part.model.rows() == []
    (item,) = plans.load(window.kit.desk, number).items
    assert (item.measure, item.agency) == ("ถุงยังชีพ", "สำนักงาน พมจ.")
    assert plans.load(window.kit.desk, other).items == ()
    window.rooms.household.show_section(3)
    rest(qtbot, window)
    book = window.rooms.household.parts[3]
    answer(book, "visit.team", "ทีมหนึ่ง")
    window.open_household(number)
    qtbot.wait(60)
    rest(qtbot, window)
    assert logbooks.load_or_begin(window.kit.desk, other).team == "ทีมหนึ่ง"
    assert book.form.entry.book.value(("visit.team", 0)) == ""
    assert clerk.errors == []
