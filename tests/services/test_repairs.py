"""Rows that could not be read: their workbook, put right by a clerk, and put right in place."""

from pathlib import Path

import openpyxl
import pytest

from desktop.domain.errors import UserError
from desktop.domain.listing import Tally
from desktop.domain.progress import Silent
from desktop.domain.records import HouseholdFilter
from desktop.domain.repairing import ADDED, Fix
from desktop.services import history, households, imports, repairs
from tests.factories.children import ChildHere, SilentHere
from tests.factories.snapshots import snapshot
from tests.factories.workbooks import (
    AGE,
    BIRTH,
    CID,
    HEADS,
    HOUSE,
    NAME,
    cid,
    row_of,
    write_workbook,
)

AS_OF = "2021-01"


@pytest.fixture
def at_once(monkeypatch):
    """Work in this process: what a child is, the first test knows."""
    monkeypatch.setattr(imports, "Child", ChildHere)
    monkeypatch.setattr(
        repairs, "run_child", lambda function, *args, report: function(*args, SilentHere())
    )


@pytest.fixture
def bring(desk):
    def commit(*paths, source="TPMAP", as_of=AS_OF):
        with imports.OpenImport(desk) as opened:
            opened.read(paths, None, Silent())
            return opened.commit(source, as_of, Silent())

    return commit


@pytest.fixture
def listed(tmp_path):
    def write(*rows, name="รายชื่อ.xlsx", sheet="คลองสอง"):
        return write_workbook(tmp_path / name, (sheet, [HEADS, *rows]))

    return write


def people(desk):
    ids = households.find(desk, HouseholdFilter())
    return [p for hid in ids for p in households.load(desk, hid).members]


def edited(outcome, change):
    """Let `change` work on each sheet of the workbook as a clerk does, and save it."""
    book = openpyxl.load_workbook(outcome.quarantine)
    for page in book:
        change(page)
    book.save(outcome.quarantine)
    return Path(outcome.quarantine)


def test_five_hundred_bad_rows_and_back(desk, bring, listed):
    rows = [row_of(n, n // 3 + 1) for n in range(1, 1501)]
    bad = {}
    for number in range(0, 1500, 3):
        kind = (number // 3) % 4
        column, text = (
            (CID, cid(number + 1)[:-1] + "x"),
            (BIRTH, "31/02/2521"),
            (AGE, "ห้าสิบ"),
            (CID, cid(number + 1)[:12] + str((int(cid(number + 1)[12]) + 1) % 10)),
        )[kind]
        bad[number] = column, rows[number][column]
        rows[number][column] = text
    first = bring(listed(*rows))
    assert first.persons.new == 1500
    assert len(first.problems) == 500
    page = openpyxl.load_workbook(first.quarantine)["คลองสอง"]
    lines = list(page.iter_rows(min_row=2))
    assert len(lines) == 500
    assert [c.value for c in page[1]] == [*HEADS, *ADDED]
    for line, (number, (column, _)) in zip(lines, bad.items(), strict=True):
        assert line[column].value == rows[number][column]
        assert line[column].fill.fgColor.rgb == "FFFDE2D9"
        assert line[column].comment.text
        assert line[-3].value.startswith(HEADS[column])
        assert f"แถว {number + 2} " in line[-1].value

    def repair(page):
        for line, (column, right) in zip(page.iter_rows(min_row=2), bad.values(), strict=True):
            line[column].value = right

    again = bring(edited(first, repair))
    assert again.problems == ()
    assert again.persons.new == 0
    assert again.households.new == 0
    # Of whom only the age was wrong, the birth date was known.
    assert again.persons.changed == 375
    stored = people(desk)
    assert len(stored) == 1500
    assert sorted(p.cid for p in stored) == sorted(cid(n) for n in range(1, 1501))
    assert repairs.reasons(desk) == ()
    before = snapshot(desk.db)
    third = bring(Path(first.quarantine))
    assert third.persons == Tally(0, 0, 0)
    assert snapshot(desk.db)["person"] == before["person"]
    assert snapshot(desk.db)["household"] == before["household"]


def problems(desk, kind=""):
    return repairs.rows(desk, repairs.find(desk, kind))


def fix(desk, **values):
    """Type `values` (by the column's name in the factory) into the open problems."""
    columns = {"cid": HEADS[CID], "birth": HEADS[BIRTH], "house": HEADS[HOUSE], "age": HEADS[AGE]}
    fixes = [
        Fix(one.id, text)
        for name, text in values.items()
        for one in problems(desk)
        if one.problem.column == columns[name]
    ]
    return repairs.repair(desk, fixes, Silent())


@pytest.mark.usefixtures("at_once")
def test_a_row_with_two_problems_is_written_once_and_repaired_one_by_one(desk, bring, listed):
    first = bring(listed(row_of(1), row_of(2, cid="12345", birth="31/02/2521")))
    page = openpyxl.load_workbook(first.quarantine)["คลองสอง"]
    assert page.max_row == 2
    assert [bool(page.cell(2, n + 1).comment) for n in (CID, BIRTH, NAME)] == [True, True, False]
    assert page.cell(2, len(HEADS) + 1).value.count(";") == 1
    before = snapshot(desk.db)
    done = fix(desk, cid=cid(2))
    assert (done.repaired, len(done.still_open), done.unchanged) == (1, 1, 0)
    assert [p.problem.column for p in problems(desk)] == [HEADS[BIRTH]]
    assert sorted(p.cid for p in people(desk)) == [cid(1), cid(2)]
    between = snapshot(desk.db)
    done = fix(desk, birth="28/02/2521")
    assert (done.repaired, done.still_open) == (1, ())
    assert {p.cid: p.birth.iso() for p in people(desk)}[cid(2)] == "1978-02-28"
    assert history.last(desk).label == "แก้ไขข้อมูลที่ต้องตรวจของ TPMAP"
    history.undo_last(desk)
    assert snapshot(desk.db) == between
    history.undo_last(desk)
    assert snapshot(desk.db) == before


@pytest.mark.usefixtures("at_once")
def test_what_still_cannot_be_read_stays_open_with_its_new_reason(desk, bring, listed):
    bring(listed(row_of(1, age="ห้าสิบ", birth="")))
    (old,) = problems(desk)
    done = repairs.repair(desk, [Fix(old.id, "500")], Silent())
    (new,) = problems(desk)
    assert done.still_open == (new.id,)
    assert done.repaired == 0
    assert (new.problem.value, new.problem.reason) == ("500", "อายุเป็นไปไม่ได้")
    assert new.problem.row == old.problem.row
    same = repairs.repair(desk, [Fix(new.id, "500")], Silent())
    assert (same.unchanged, problems(desk)) == (1, [new])
    assert repairs.repair(desk, [Fix(new.id, "50")], Silent()).repaired == 1
    assert [p.age_stated for p in people(desk)] == [50]


@pytest.mark.usefixtures("at_once")
def test_a_number_with_a_wrong_check_digit_is_put_right_on_the_same_person(desk, bring, listed):
    wrong = cid(1)[:12] + str((int(cid(1)[12]) + 1) % 10)
    bring(listed(row_of(1, cid=wrong), row_of(2, 1)))
    who = {p.cid: p.id for p in people(desk)}
    assert wrong in who
    fix(desk, cid=cid(1))
    assert {p.cid: p.id for p in people(desk)} == {cid(1): who[wrong], cid(2): who[cid(2)]}


@pytest.mark.usefixtures("at_once")
def test_a_house_whose_code_is_put_right_stays_the_same_house(desk, bring, listed):
    bring(listed(row_of(1, house="13020001"), row_of(2, 1, house="13020001"), row_of(3)))
    homes = households.find(desk, HouseholdFilter())
    before = snapshot(desk.db)
    done = fix(desk, house="13020000001")
    assert (done.repaired, done.households) == (2, (0, 1))
    assert households.find(desk, HouseholdFilter()) == homes
    codes = {households.load(desk, one).house_code for one in homes}
    assert codes == {"13020000001", "13020000003"}
    history.undo_last(desk)
    assert snapshot(desk.db) == before


@pytest.mark.usefixtures("at_once")
def test_one_of_a_house_whose_code_is_put_right_moves(desk, bring, listed):
    bring(listed(row_of(1, 3, house="13020003"), row_of(2, 3, house="13020003"), row_of(3)))
    first, second = problems(desk)
    repairs.repair(desk, [Fix(first.id, "13020000003")], Silent())
    homes = {
        households.load(desk, n).house_code: n for n in households.find(desk, HouseholdFilter())
    }
    assert {code: len(households.load(desk, n).members) for code, n in homes.items()} == {
        "13020003": 1,
        "13020000003": 2,
    }
    assert [p.id for p in problems(desk)] == [second.id]


@pytest.mark.usefixtures("at_once")
def test_facts_of_the_household_are_those_of_all_its_rows(desk, bring, tmp_path):
    heads = ["รายได้ครัวเรือนต่อปี" if h.startswith("รายได้") else h for h in HEADS] + ["มิติสุขภาพ"]
    rows = [
        [*row_of(1, 1, income="120000"), "ตก"],
        [*row_of(2, 1, income="120000", cid="12"), "ผ่าน"],
        [*row_of(3, 3), "ผ่าน"],
    ]
    bring(write_workbook(tmp_path / "ก.xlsx", ("คลองสอง", [heads, *rows])))
    (home,) = households.find(desk, HouseholdFilter(text=cid(1)))
    before = households.load(desk, home).assessments
    assert before[0].income_person_year == 60_000
    fix(desk, cid=cid(2))
    assert households.load(desk, home).assessments == before


@pytest.mark.usefixtures("at_once")
def test_a_blank_means_what_it_meant_in_the_whole_column(desk, bring, listed):
    outcome = bring(
        listed(row_of(1, disabled="ไม่พิการ"), row_of(2, cid="1", disabled="/"), row_of(3, cid="2"))
    )

    def repair(page):
        page.cell(2, CID + 1).value, page.cell(3, CID + 1).value = cid(2), cid(3)

    known = {p.first_name: p.needs for p in people(desk)}
    bring(edited(outcome, repair))
    assert {p.first_name: p.needs for p in people(desk)} == known
    assert sorted(p.cid for p in people(desk)) == [cid(1), cid(2), cid(3)]


@pytest.mark.usefixtures("at_once")
def test_untouched_rows_are_told_again_and_repaired_ones_are_not(desk, bring, listed):
    first = bring(listed(*(row_of(n, cid=str(n)) for n in range(1, 4))))

    def repair(page):
        page.cell(3, CID + 1).value = cid(2)

    again = bring(edited(first, repair))
    assert [p.row for p in again.problems] == [2, 4]
    assert [p.problem.row for p in problems(desk)] == [2, 4]
    page = openpyxl.load_workbook(again.quarantine)["คลองสอง"]
    assert [page.cell(n, CID + 1).value for n in (2, 3)] == ["1", "3"]
    # The older workbook knows nothing of what was repaired since, and alters nothing.
    fix(desk, cid=cid(1))
    bring(Path(first.quarantine))
    assert sorted(p.cid for p in people(desk)) == ["", cid(1), cid(2)]


@pytest.mark.usefixtures("at_once")
def test_rows_stand_on_their_own_in_another_database(desk, bring, tmp_path):
    rows = [
        ["ทะเบียนครัวเรือน ตำบลคลองสอง อำเภอคลองหลวง จังหวัดปทุมธานี"],
        ["บ้านเลขที่", "หมู่ที่", "ชื่อ-สกุล", "เลขประจำตัวประชาชน"],
        ["1/2", "4", "นายสมมุติหนึ่ง ตัวอย่าง", cid(1)],
        ["007", "", "นายสมมุติสอง ตัวอย่าง", "0012"],
        ["1/3", "", "นายสมมุติสาม ตัวอย่าง", cid(3)],
    ]
    first = bring(write_workbook(tmp_path / "ก.xlsx", ("Sheet1", rows)), source="ก")
    page = openpyxl.load_workbook(first.quarantine)["Sheet1"]
    cells = [[c.value for c in row][:4] for row in page.iter_rows(max_col=4)]
    assert cells[0][0] == rows[0][0]
    assert cells[2] == ["007", "4", "นายสมมุติสอง ตัวอย่าง", "0012"]
    assert {c.data_type for c in page[3]} == {"s"}
    history.undo_last(desk)
    again = bring(Path(first.quarantine), source="ก")
    assert again.persons.new == 1
    (home,) = households.find(desk, HouseholdFilter(area="13020204"))
    assert households.load(desk, home).address.address_no == "007"
    assert [p.column for p in again.problems] == ["เลขประจำตัวประชาชน"]


@pytest.mark.usefixtures("at_once")
def test_an_area_that_only_the_files_name_tells_is_written_above(desk, bring, tmp_path):
    rows = [["บ้านเลขที่", "ชื่อ-สกุล", "อายุ"], ["1", "นายสมมุติ ตัวอย่าง", "ห้าสิบ"]]
    path = write_workbook(tmp_path / "อำเภอคลองหลวง จังหวัดปทุมธานี ตำบลคลองสอง.xlsx", ("1", rows))
    first = bring(path, source="ก")
    page = openpyxl.load_workbook(first.quarantine)["1"]
    assert page["A1"].value == "จังหวัดปทุมธานี อำเภอคลองหลวง ตำบลคลองสอง"
    assert page["A2"].value == "บ้านเลขที่"
    history.undo_last(desk)
    bring(Path(first.quarantine), source="ก")
    assert len(households.find(desk, HouseholdFilter(area="130202"))) == 1


@pytest.mark.usefixtures("at_once")
def test_a_row_that_the_clerk_adds_goes_in_too(desk, bring, listed):
    first = bring(listed(row_of(1, cid="1")))

    def add(page):
        for column, text in enumerate(row_of(9), start=1):
            page.cell(3, column).value = text

    again = bring(edited(first, add))
    assert again.persons.new == 1
    assert [p.row for p in again.problems] == [2]
    assert sorted(p.cid for p in people(desk)) == ["", cid(9)]


@pytest.mark.usefixtures("at_once")
def test_a_row_that_was_left_out_goes_in_once_repaired(desk, bring, listed):
    bring(listed(row_of(1), row_of(2, 1, cid="", name="")))
    (one,) = problems(desk)
    assert not one.problem.used
    repairs.repair(desk, [Fix(one.id, "นางสมมุติสอง ตัวอย่าง")], Silent())
    assert sorted(p.first_name for p in people(desk)) == ["สมมุติ1", "สมมุติสอง"]
    assert len(households.find(desk, HouseholdFilter())) == 1


@pytest.mark.usefixtures("at_once")
def test_a_number_that_is_somebody_elses_stays_a_problem(desk, bring, listed):
    bring(listed(row_of(1), row_of(2, cid="12")))
    done = fix(desk, cid=cid(1))
    assert done.repaired == 0
    (one,) = problems(desk)
    assert one.problem.reason.startswith("ซ้ำกับแถว 2")
    assert sorted(p.cid for p in people(desk)) == ["", cid(1)]


@pytest.mark.usefixtures("at_once")
def test_dismissed_problems_stay_so_when_the_list_comes_again(desk, bring, listed):
    path = listed(row_of(1, age="ห้าสิบ"), row_of(2, cid="12"))
    bring(path)
    age = next(p for p in problems(desk) if p.problem.column == HEADS[AGE])
    repairs.dismiss(desk, [age.id])
    assert [p.problem.column for p in problems(desk)] == [HEADS[CID]]
    bring(path)
    assert [p.problem.column for p in problems(desk)] == [HEADS[CID]]
    history.undo_last(desk)
    history.undo_last(desk)
    assert len(problems(desk)) == 2


@pytest.mark.usefixtures("at_once")
def test_suggestions_of_one_kind_are_taken_at_once(desk, bring, listed):
    bring(
        listed(
            row_of(1, address="2020-02-01"), row_of(2, address="2020-03-01"), row_of(3, age="ก")
        )
    )
    counted = {one.kind: one for one in repairs.reasons(desk)}
    (kind,) = [kind for kind, one in counted.items() if one.suggested]
    assert counted[kind].count == 2
    done = repairs.take_suggestions(desk, kind, None, Silent())
    assert done.repaired == 2
    assert [p.problem.column for p in problems(desk)] == [HEADS[AGE]]
    numbers = {
        households.load(desk, n).address.address_no
        for n in households.find(desk, HouseholdFilter())
    }
    assert numbers == {"1/2", "1/3", "3/1"}


def test_repair_in_a_process_of_its_own(desk, bring, listed, tmp_path):
    bring(listed(row_of(1, cid="12")))
    assert fix(desk, cid=cid(1)).repaired == 1
    assert [p.cid for p in people(desk)] == [cid(1)]
    assert repairs.lists(desk) == ()
    with pytest.raises(UserError):
        repairs.write_sheet(desk, 1, tmp_path / "ไม่มี.xlsx")


@pytest.mark.usefixtures("at_once")
def test_a_repair_leaves_nobody_out_of_the_list(desk, bring, listed):
    rows = [row_of(n) for n in range(1, 4)]
    bring(listed(*rows), as_of="2020-01")
    wrong = bring(listed(*rows[:2], row_of(3, cid="12")))
    assert wrong.gone == (0, 0)

    def repair(page):
        page.cell(2, CID + 1).value = cid(3)

    assert bring(edited(wrong, repair)).gone == (0, 0)


@pytest.mark.usefixtures("at_once")
def test_a_row_of_several_people_is_repaired_for_the_one_who_is_wrong(desk, bring, tmp_path):
    heads = [
        *("บ้านเลขที่", "ตำบล", "อำเภอ", "จังหวัด"),
        *("สมาชิกคนที่ 1 ชื่อ-สกุล", "สมาชิกคนที่ 1 อายุ"),
        *("สมาชิกคนที่ 2 ชื่อ-สกุล", "สมาชิกคนที่ 2 อายุ"),
    ]
    place = ("คลองสอง", "คลองหลวง", "ปทุมธานี")
    rows = [
        ["1", *place, "นายสมมุติหนึ่ง ตัวอย่าง", "50", "นางสมมุติสอง ตัวอย่าง", "ห้าสิบ"],
        ["2", *place, "นายสมมุติสาม ตัวอย่าง", "40", "นางสมมุติสี่ ตัวอย่าง", "41"],
        ["3", *place, "นายสมมุติห้า ตัวอย่าง", "40", "นางสมมุติหก ตัวอย่าง", "41"],
    ]
    bring(write_workbook(tmp_path / "ก.xlsx", ("คลองสอง", [heads, *rows])))
    before = {p.id: (p.first_name, p.age_stated) for p in people(desk)}
    assert len(before) == 6
    (one,) = [p for p in problems(desk) if p.problem.row]
    assert repairs.repair(desk, [Fix(one.id, "55")], Silent()).repaired == 1
    after = {p.id: (p.first_name, p.age_stated) for p in people(desk)}
    assert {number for number in before if before[number] != after[number]} == {
        next(number for number, (name, _) in before.items() if name == "สมมุติสอง")
    }
    assert ("สมมุติสอง", 55) in after.values()


@pytest.mark.usefixtures("at_once")
def test_a_member_below_the_households_row_is_repaired_in_that_household(desk, bring, tmp_path):
    heads = ["บ้านเลขที่", "หมู่ที่", "ตำบล", "อำเภอ", "จังหวัด", "ชื่อ-สกุล", "อายุ"]
    place = ("4", "คลองสอง", "คลองหลวง", "ปทุมธานี")
    rows = [
        ["1", *place, "นายสมมุติหนึ่ง ตัวอย่าง", "50"],
        ["", "", "", "", "", "นางสมมุติสอง ตัวอย่าง", "ห้าสิบ"],
        ["2", *place, "นายสมมุติสาม ตัวอย่าง", "40"],
        ["", "", "", "", "", "นางสมมุติสี่ ตัวอย่าง", "41"],
    ]
    first = bring(write_workbook(tmp_path / "ก.xlsx", ("คลองสอง", [heads, *rows])))
    homes = households.find(desk, HouseholdFilter())
    assert [len(households.load(desk, one).members) for one in homes] == [2, 2]
    page = openpyxl.load_workbook(first.quarantine)["คลองสอง"]
    assert [page.cell(2, n).value for n in range(1, 6)] == ["1", *place]

    def repair(page):
        page.cell(2, 7).value = "51"

    again = bring(edited(first, repair))
    assert (again.persons.new, again.persons.changed, again.households.new) == (0, 1, 0)
    assert households.find(desk, HouseholdFilter()) == homes
    assert ("สมมุติสอง", 51) in {(p.first_name, p.age_stated) for p in people(desk)}
