"""The imports that were made; one of them is taken back days later, with people's work kept."""

from dataclasses import replace

import pytest

from desktop.domain.errors import UserError
from desktop.domain.progress import Cancelled, Silent
from desktop.domain.records import (
    Aid,
    Answer,
    HouseholdFilter,
    PersonDraft,
    Plan,
    PlanItem,
    VolunteerDraft,
)
from desktop.services import (
    aid,
    checks,
    history,
    households,
    import_history,
    imports,
    keying,
    links,
    overview,
    plans,
    volunteers,
)
from desktop.storage.batches import with_content
from tests.factories.lists import person_row, read_list
from tests.factories.snapshots import snapshot

ROWS = [
    person_row(1, cid="1101700203451", occupation="ค้าขาย"),
    person_row(2, relation="บุตร", birth="2015"),
    person_row(3, "2"),
]


def bring(desk, rows=ROWS, as_of="2021-01", name="TPMAP"):
    imports.commit(desk, read_list(rows), name, as_of, Silent())
    return import_history.imports(desk)[0].id


def member(desk, household=1, at=0):
    return households.load(desk, household).members[at]


def edit(desk, household, at=0, **changes):
    one = member(desk, household, at)
    return households.save_member(desk, household, replace(one, **changes))


def sound(desk):
    report = checks.run(desk)
    assert report.ok, [f for f in report.findings if f.count]


def read_before(desk, sha256):
    with desk.db.read() as session:
        return [one.id for one in with_content(session.connection(), [sha256])]


def test_imports_are_listed_and_stay_on_record(desk):
    first = bring(desk)
    second = bring(desk, [person_row(9, "3")], "2022", "พมจ.")
    newest, oldest = import_history.imports(desk)
    assert (newest.id, oldest.id) == (second, first)
    assert (oldest.name, oldest.as_of, oldest.who) == ("TPMAP", "2021-01", "ผู้ทดสอบ")
    assert (oldest.rows, oldest.new_households, oldest.new_persons) == (3, 2, 3)
    assert [(f.name, f.size, f.sha256) for f in oldest.files] == [("รายชื่อ.xlsx", 1234, "0" * 64)]
    assert read_before(desk, "0" * 64) == [second, first]
    assert read_before(desk, "1" * 64) == []
    import_history.undo_import(desk, first)
    undone = import_history.imports(desk)[1]
    assert (undone.undone_who, undone.undone_at is not None) == ("ผู้ทดสอบ", True)
    assert replace(undone, undone_at=None, undone_who="") == oldest
    assert read_before(desk, "0" * 64) == [second]
    assert [one.name for one in overview.summary(desk).lists] == ["พมจ."]
    assert snapshot(desk.db)["source_sheet"] != []
    import_history.undo_import(desk, second)
    for table, rows in snapshot(desk.db).items():
        assert rows == [] or table in ("app_user", "agency"), table
    sound(desk)


def test_an_import_is_undone_once_and_not_brought_back(desk):
    batch = bring(desk)
    import_history.undo_import(desk, batch)
    for act in (import_history.undo_import, import_history.undo_preview):
        with pytest.raises(UserError, match="ย้อนกลับไปแล้ว"):
            act(desk, batch)
        with pytest.raises(UserError, match="ไม่พบการนำเข้านี้"):
            act(desk, 77)
    before = snapshot(desk.db, set())
    with pytest.raises(UserError, match="ย้อนคืนการนำเข้าที่ย้อนกลับแล้วไม่ได้"):
        history.undo_last(desk)
    assert snapshot(desk.db, set()) == before


def test_fifty_edits_are_shown_one_by_one_and_kept(desk):
    """Undo of a list over another: all is as before, apart from the fifty fields people typed."""
    many = [person_row(n, str(n % 60), occupation="ค้าขาย", cid="") for n in range(180)]
    bring(desk, many)
    before = snapshot(desk.db)
    newer = [
        row._replace(occupation="รับจ้าง", education="ป.6", tel=f"02{row.row:03}") for row in many
    ] + [person_row(900 + n, str(70 + n)) for n in range(20)]
    batch = bring(desk, newer, "2022")
    edited = {}
    for number in range(1, 51):
        one = member(desk, number, 1)
        edited[one.id] = f"พิมพ์เอง {number}"
        households.save_member(desk, number, replace(one, occupation=edited[one.id]))
    found = import_history.undo_preview(desk, batch)
    assert [(e.what, e.listed, e.who) for e in found.edits] == [
        ("สมาชิก · อาชีพ", "รับจ้าง", "ผู้ทดสอบ")
    ] * 50
    assert {e.now for e in found.edits} == set(edited.values())
    assert all(e.whose.startswith("นายสมมุติ") for e in found.edits)
    assert found.lists == ()
    import_history.undo_import(desk, batch)
    after = snapshot(desk.db)
    for row in before["person"]:
        if row["id"] in edited:
            row |= {"occupation": edited[row["id"]], "edited": "occupation"}
    for table, rows in before.items():
        assert after[table] == rows, table
    sound(desk)


def test_edits_that_are_dropped_go_back_too_and_single_ones_can_be(desk):
    bring(desk)
    before = snapshot(desk.db)
    newer = [row._replace(occupation="รับจ้าง") for row in ROWS]
    batch = bring(desk, newer, "2022")
    edit(desk, 1, 0, occupation="ครู")
    edit(desk, 1, 1, occupation="นักเรียน")
    edits = import_history.undo_preview(desk, batch).edits
    (dropped,) = [e for e in edits if e.now == "ครู"]
    import_history.undo_import(desk, batch, [dropped.key])
    assert [(m.occupation) for m in households.load(desk, 1).members] == ["ค้าขาย", "นักเรียน"]
    (kept,) = [row for row in snapshot(desk.db)["person"] if row["occupation"] == "นักเรียน"]
    assert kept["edited"] == "occupation"
    for row in before["person"]:
        if row["id"] == kept["id"]:
            row |= {"occupation": "นักเรียน", "edited": "occupation"}
    assert snapshot(desk.db) == before
    assert "ทิ้งสิ่งที่แก้ไขหลังจากนั้น" in [o.label for o in history.of_household(desk, 1)]
    sound(desk)


def worked_on(desk):
    """Two households of a list: the first with everything that people can do, the second bare."""
    batch = bring(desk)
    edit(desk, 1, 0, occupation="ครู")
    households.save_member(desk, 1, PersonDraft(first_name="แรกเกิด"))
    aid.save(desk, Aid(household_id=1, what="ถุงยังชีพ"))
    plans.save(desk, Plan(1, desk.fiscal_year, items=(PlanItem(measure="รถเข็น"),)))
    volunteers.save(desk, VolunteerDraft(name="นางอาสา"))
    volunteers.assign(desk, [1], 1)
    return batch


def test_what_people_worked_on_stays_as_a_record(desk):
    batch = worked_on(desk)
    found = import_history.undo_preview(desk, batch)
    assert {e.what for e in found.edits} == {
        "สมาชิก · อาชีพ",
        "เพิ่มสมาชิก",
        "เพิ่มการช่วยเหลือ",
        "เพิ่มแผน",
        "ครัวเรือนในปีงบประมาณ · อพม. ผู้ดูแล",
    }
    assert {e.now for e in found.edits} >= {"ครู", "แรกเกิด", "ถุงยังชีพ", "นางอาสา"}
    import_history.undo_import(desk, batch)
    assert households.find(desk, HouseholdFilter()) == [1]
    home = households.load(desk, 1)
    assert [m.first_name for m in home.members] == ["สมมุติ1", "แรกเกิด"]
    assert home.members[0].occupation == "ครู"
    assert home.assessments == ()
    assert (home.address.address_no, home.case.volunteer_name) == ("1/1", "นางอาสา")
    assert len(aid.of_household(desk, 1)) == 1
    sound(desk)
    # The next list finds the household and the person again.
    again = bring(desk, ROWS, "2023")
    assert import_history.imports(desk)[0].new_persons == 2
    import_history.undo_import(desk, again)
    assert [m.first_name for m in households.load(desk, 1).members] == ["สมมุติ1", "แรกเกิด"]
    sound(desk)


def test_told_otherwise_everything_goes(desk):
    batch = worked_on(desk)
    edits = import_history.undo_preview(desk, batch).edits
    import_history.undo_import(desk, batch, [e.key for e in edits])
    after = snapshot(desk.db)
    for table in ("household", "person", "aid", "plan", "plan_item", "household_case"):
        assert after[table] == [], table
    assert len(after["volunteer"]) == 1
    sound(desk)


def test_a_single_thing_is_dropped_from_a_record_that_stays(desk):
    batch = worked_on(desk)
    drop = [
        e.key
        for e in import_history.undo_preview(desk, batch).edits
        if e.now in ("ครู", "แรกเกิด", "นางอาสา")
    ]
    import_history.undo_import(desk, batch, drop)
    home = households.load(desk, 1)
    # Nobody's work is left in the person, so he goes with the list; aid and plan hold the house.
    assert (home.members, home.case.volunteer_name) == ((), "")
    assert len(aid.of_household(desk, 1)) == 1
    sound(desk)


def test_later_lists_are_counted_and_their_word_is_kept(desk):
    first = bring(desk)
    second = bring(desk, ROWS[:2], "2022", "พมจ.")
    (later,) = import_history.undo_preview(desk, first).lists
    assert (later.name, later.households, later.persons) == ("พมจ.", 1, 2)
    assert import_history.list_words(later).startswith("พมจ. ณ พ.ศ. 2565 กล่าวถึง 1 ครัวเรือน 2 คน ")
    import_history.undo_import(desk, first)
    assert [m.first_name for m in households.load(desk, 1).members] == ["สมมุติ1", "สมมุติ2"]
    assert [a.list_name for a in households.load(desk, 1).assessments] == ["พมจ."]
    assert households.find(desk, HouseholdFilter()) == [1]
    sound(desk)
    import_history.undo_import(desk, second)
    assert households.find(desk, HouseholdFilter()) == []


def test_a_chain_of_lists_gives_back_what_was_before_the_first(desk):
    said = [[ROWS[0]._replace(occupation=word)] for word in ("ค้าขาย", "รับจ้าง", "เกษตรกร", "ครู")]
    base, one, two, three = (bring(desk, rows, f"202{n}") for n, rows in enumerate(said, start=1))
    import_history.undo_import(desk, one)
    assert member(desk).occupation == "ครู"
    import_history.undo_import(desk, three)
    assert member(desk).occupation == "เกษตรกร"
    import_history.undo_import(desk, two)
    assert member(desk).occupation == "ค้าขาย"
    import_history.undo_import(desk, base)
    assert households.find(desk, HouseholdFilter()) == []
    sound(desk)


def test_an_edit_between_counts_as_having_found_the_earlier_value(desk):
    bring(desk, [ROWS[0]])
    batch = bring(desk, [ROWS[0]._replace(occupation="รับจ้าง")], "2022")
    edit(desk, 1, 0, occupation="ครู")
    history.undo_last(desk)
    assert member(desk).occupation == "รับจ้าง"
    edit(desk, 1, 0, occupation="หมอ")
    import_history.undo_import(desk, batch)
    assert member(desk).occupation == "หมอ"
    changes = [
        (c.before, c.after)
        for o in history.of_household(desk, 1)
        for c in o.changes
        if c.field == "อาชีพ" and not o.undone and o.kind == "edit"
    ]
    assert changes == [("ค้าขาย", "หมอ")]


def test_a_date_is_kept_whole(desk):
    bring(desk, [ROWS[0]._replace(birth="1980-05-01")])
    batch = bring(desk, [ROWS[0]._replace(birth="1981-06-02")], "2022")
    one = member(desk)
    edit(desk, 1, 0, birth=replace(one.birth, day=9))
    import_history.undo_import(desk, batch)
    assert member(desk).birth.iso() == "1981-06-09"


def test_persons_are_kept_in_households_the_import_did_not_bring(desk):
    bring(desk, ROWS[:1])
    batch = bring(desk, ROWS[:2], "2022")
    edit(desk, 1, 1, occupation="นักเรียน")
    import_history.undo_import(desk, batch)
    assert [m.first_name for m in households.load(desk, 1).members] == ["สมมุติ1", "สมมุติ2"]
    sound(desk)


def test_a_person_taken_out_stays_out(desk):
    bring(desk)
    batch = bring(desk, [row._replace(occupation="รับจ้าง") for row in ROWS], "2022")
    households.remove_member(desk, member(desk, 1, 1).id, member(desk, 1, 1).version)
    (gone,) = import_history.undo_preview(desk, batch).edits
    assert (gone.what, gone.droppable) == ("สมาชิก: ลบออกแล้ว", False)
    import_history.undo_import(desk, batch, [gone.key])
    assert [m.first_name for m in households.load(desk, 1).members] == ["สมมุติ1"]
    sound(desk)


def test_cancelling_leaves_everything(desk):
    batch = bring(desk)
    before = snapshot(desk.db, set())

    class Stop:
        steps = 0

        def step(self, done, total, what):
            self.steps += 1
            if self.steps > 4:
                raise Cancelled

    with pytest.raises(Cancelled):
        import_history.undo_import(desk, batch, report=Stop())
    assert snapshot(desk.db, set()) == before


def test_a_list_whose_people_were_joined_with_others_is_undone_exactly(desk):
    """What its join filled into others goes back out, and the joined are the list's own again."""
    first = [person_row(1, birth="1950-05-02"), person_row(2, birth="1980-03-04", relation="บุตร")]
    alike = person_row(1, house_code="", birth="1950-05-02", tel="02-1", occupation="ค้าขาย")
    alike = alike._replace(household="a:130201|4|1/1")
    imports.commit(desk, read_list(first), "TPMAP", "2021-01", Silent())
    before = snapshot(desk.db)
    imports.commit(desk, read_list([alike]), "เบี้ยยังชีพ", "2021-06", Silent())
    counts = links.find_pairs(desk, Silent())
    assert sum(counts.joined.values()) >= 1
    import_history.undo_import(desk, import_history.imports(desk)[0].id)
    after = snapshot(desk.db)
    for table in ("household", "person", "assessment", "household_case", "search_text"):
        assert after[table] == before[table], table
    assert checks.run(desk).ok


def test_a_logbook_being_typed_holds_its_household(desk):
    batch = bring(desk)
    begun = keying.begin(desk, 1)
    typed = (*begun.book.answers(), Answer("visit.team", value="ทีมหนึ่ง"))
    keying.keep(desk, begun.visit, typed, ("visit.team", 0))
    (edit_,) = import_history.undo_preview(desk, batch).edits
    assert (edit_.what, edit_.household_id) == ("คำตอบในสมุดพกที่พิมพ์ค้างไว้", 1)
    import_history.undo_import(desk, batch)
    assert keying.begin(desk, 1).book.answers() == (Answer("visit.team", value="ทีมหนึ่ง"),)
    sound(desk)


def test_what_is_typed_goes_with_its_household_when_told_so(desk):
    batch = bring(desk)
    begun = keying.begin(desk, 1)
    typed = (*begun.book.answers(), Answer("visit.team", value="ทีมหนึ่ง"))
    keying.keep(desk, begun.visit, typed, ("visit.team", 0))
    (edit_,) = import_history.undo_preview(desk, batch).edits
    import_history.undo_import(desk, batch, [edit_.key])
    assert keying.left_open(desk) is None
    sound(desk)
