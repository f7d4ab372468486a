"""Undo puts everything back as it was, or refuses and changes nothing."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from desktop.domain.errors import UserError
from desktop.domain.progress import Silent
from desktop.domain.records import (
    Actor,
    Address,
    Aid,
    Answer,
    HouseholdDraft,
    HouseholdFilter,
    PersonDraft,
    Plan,
    PlanItem,
    VisitDraft,
    VolunteerDraft,
)
from desktop.domain.vocabulary import Answered, AnswerState, Need, Phase, VisitState
from desktop.services import (
    aid,
    checks,
    history,
    households,
    imports,
    logbooks,
    plans,
    volunteers,
)
from desktop.thai.dates import PartialDate
from tests.factories.lists import person_row, read_list
from tests.factories.snapshots import snapshot

ROWS = [
    person_row(1, cid="1101700203451", dim_failed=9),
    person_row(2, relation="บุตร", birth="2015", income=None),
    person_row(3, "2", needs=((Need.DISABLED, True),)),
]


@pytest.fixture
def listed(desk):
    """A desk with two households of a list."""
    bring(desk, ROWS)
    return desk


def bring(desk, rows, as_of="2021-01", name="TPMAP"):
    return imports.commit(desk, read_list(rows), name, as_of, Silent())


def undone(desk, act):
    """Act, undo, and compare; what was done must have shown in between."""
    before = snapshot(desk.db)
    act()
    between = snapshot(desk.db)
    assert between != before
    history.undo_last(desk)
    after = snapshot(desk.db)
    for table, rows in before.items():
        assert after[table] == rows, table
    report = checks.run(desk)
    assert report.ok, [f for f in report.findings if f.count]
    found = households.find(desk, HouseholdFilter(text="สมมุติ", sort="place"))
    assert found == [r["id"] for r in before["household"]]


def member(desk, household=1, at=0):
    return households.load(desk, household).members[at]


def test_added_member(listed):
    draft = PersonDraft(first_name="แรกเกิด", birth=PartialDate(2022, 1), income_month=Decimal(5))
    undone(listed, lambda: households.save_member(listed, 1, draft))


def test_edited_member(listed):
    draft = replace(
        member(listed),
        first_name="เปลี่ยน",
        birth=None,
        age_stated=44,
        income_month=Decimal("1234.56"),
        needs=((Need.BEDRIDDEN, Answered.YES), (Need.DISABLED, Answered.NO)),
    )
    undone(listed, lambda: households.save_member(listed, 1, draft))


def test_edited_twice_and_undone_twice(listed):
    before = snapshot(listed.db)
    households.save_member(listed, 1, replace(member(listed), income_month=Decimal(100)))
    undone(
        listed,
        lambda: households.save_member(
            listed, 1, replace(member(listed), income_month=Decimal(200))
        ),
    )
    history.undo_last(listed)
    assert snapshot(listed.db) == before


def test_new_household(listed):
    draft = HouseholdDraft(address=Address(address_no="99", tambon_code="130201"), tel="02")
    undone(listed, lambda: households.save_household(listed, draft))


def test_edited_household(listed):
    one = households.load(listed, 1)
    address = replace(one.address, moo="7", village_name="บ้านใหม่")
    draft = HouseholdDraft(1, one.version, one.house_code, address, "02-1", "จดไว้")
    undone(listed, lambda: households.save_household(listed, draft))


def fill_in(desk):
    """Give the first household's second member answers, a plan item and aid."""
    person = member(desk, at=1).id
    form = logbooks.short_form(desk)
    answers = (
        Answer("q1", value="2", person_id=person),
        Answer("q1", AnswerState.UNKNOWN),
    )
    logbooks.save(desk, VisitDraft(1, form.id, form.version, answers=answers))
    items = (PlanItem(measure="รถเข็น", person_id=person), PlanItem(measure="ซ่อมบ้าน"))
    plans.save(desk, Plan(1, desk.fiscal_year, items=items))
    aid.save(desk, Aid(household_id=1, person_id=person, what="ถุงยังชีพ", amount=Decimal(500)))
    return person


def test_removed_member_with_answers_plan_and_aid(listed):
    person = fill_in(listed)
    version = member(listed, at=1).version
    undone(listed, lambda: households.remove_member(listed, person, version))


def test_removing_a_member_leaves_a_sound_database(listed):
    person = fill_in(listed)
    households.remove_member(listed, person, member(listed, at=1).version)
    assert checks.run(listed).ok
    assert [i.person_id for i in plans.load(listed, 1).items] == [None, None]
    assert {a.person_id for a in logbooks.visits(listed, 1)[0].answers} == {0}


def test_first_logbook(listed):
    form = logbooks.short_form(listed)
    draft = VisitDraft(
        1,
        form.id,
        form.version,
        visited_on=date(2022, 5, 1),
        state=VisitState.COMPLETE,
        answers=(Answer("q1", value="1"), Answer("q2", AnswerState.NOT_ASKED)),
    )
    undone(listed, lambda: logbooks.save(listed, draft))


def test_second_save_of_a_logbook(listed):
    form = logbooks.short_form(listed)
    draft = VisitDraft(1, form.id, form.version, team="ก", answers=(Answer("a", value="1"),) * 1)
    visit = logbooks.save(listed, replace(draft, answers=(*draft.answers, Answer("b", value="2"))))
    again = replace(visit, team="ข", answers=(Answer("b", value="3"), Answer("c", value="4")))
    undone(listed, lambda: logbooks.save(listed, again))


def test_first_plan(listed):
    items = (PlanItem(measure="รถเข็น", budget=Decimal("4500.50"), due_on=date(2022, 9, 30)),)
    plan = Plan(1, listed.fiscal_year, agreed_on=date(2022, 5, 1), items=items)
    undone(listed, lambda: plans.save(listed, plan))


def test_second_save_of_a_plan(listed):
    items = tuple(PlanItem(measure=m, budget=Decimal(9)) for m in ("ก", "ข", "ค"))
    plan = plans.save(listed, Plan(1, listed.fiscal_year, note="เดิม", items=items))
    first, _, third = plan.items
    moved = replace(third, phase=Phase.LONG, budget=None)
    again = replace(plan, note="ใหม่", items=(moved, first, PlanItem(measure="ง")))
    undone(listed, lambda: plans.save(listed, again))


def test_aid(listed):
    given = Aid(household_id=1, given_on=date(2022, 5, 1), what="ถุงยังชีพ", amount=Decimal("0.25"))
    undone(listed, lambda: aid.save(listed, given))


def test_assignment(listed):
    volunteers.save(listed, VolunteerDraft(name="นางอาสา"))
    undone(listed, lambda: volunteers.assign(listed, [1, 2], 1))
    volunteers.assign(listed, [1], 1)
    undone(listed, lambda: volunteers.assign(listed, [1, 2], None))


def test_removed_volunteer(listed):
    volunteers.save(listed, VolunteerDraft(name="นางอาสา"))
    volunteers.assign(listed, [1, 2], 1)
    undone(listed, lambda: volunteers.remove(listed, 1, 1))


def test_whole_import(desk):
    undone(desk, lambda: bring(desk, ROWS))
    assert snapshot(desk.db)["household"] == []


CHANGED = [
    person_row(1, cid="1101700203451", dim_failed=2, first_name="เปลี่ยน", income=9_000_000),
    person_row(2, "2", relation="บุตร", birth="2015-03", income=None),
    person_row(4, "2", age=3),
    person_row(5, "3", tambon_code="1302", needs=((Need.CHRONIC, False),)),
]


@pytest.mark.parametrize(
    ("name", "as_of"), [("TPMAP", "2021-01"), ("TPMAP", "2022"), ("พมจ.", "2020-05")]
)
def test_import_over_an_older_one(listed, name, as_of):
    undone(listed, lambda: bring(listed, CHANGED, as_of, name))


def test_import_of_many_over_many(desk):
    """Enough households for the index to be built at once."""
    many = [person_row(n, str(1000 + n)) for n in range(1100)]
    bring(desk, many[:50])
    undone(desk, lambda: bring(desk, many, "2022"))


def test_levels_are_passed_over(listed):
    from desktop.services import levels

    households.save_member(listed, 1, replace(member(listed), first_name="เปลี่ยน"))
    levels.compute(listed, Silent())
    assert history.last(listed).label == "แก้ไขสมาชิก"
    history.undo_last(listed)
    assert member(listed).first_name == "สมมุติ1"


def colleague(desk):
    """The same database with another clerk before it."""
    from sqlalchemy import insert, select

    from desktop.storage.schema.base import table_of
    from desktop.storage.schema.cases import UserRow

    user = table_of(UserRow)
    with desk.db.begin() as connection:
        connection.execute(insert(user).values(name="อีกคน", uid="B" * 16, version=1))
        number = connection.scalar(select(user.c.id).where(user.c.name == "อีกคน"))
    return replace(desk, actor=Actor(number, "อีกคน"))


def refused(desk):
    before = snapshot(desk.db, set())
    with pytest.raises(UserError, match="ย้อนกลับไม่ได้"):
        history.undo_last(desk)
    assert snapshot(desk.db, set()) == before


def test_refused_where_another_edited_since(listed):
    other = colleague(listed)
    households.save_member(listed, 1, replace(member(listed), first_name="ฉัน"))
    households.save_member(other, 1, replace(member(listed), first_name="อีกคน"))
    refused(listed)
    # What the other changed is no matter where it is another field.
    history.undo_last(other)
    households.save_member(other, 1, replace(member(listed), occupation="ค้าขาย"))
    history.undo_last(listed)
    assert (member(listed).first_name, member(listed).occupation) == ("สมมุติ1", "ค้าขาย")


@pytest.mark.parametrize(
    "act",
    [
        lambda other: households.save_member(other, 1, PersonDraft(first_name="ใหม่")),
        lambda other: households.save_member(other, 1, replace(member(other), occupation="ค้าขาย")),
        lambda other: plans.save(other, Plan(1, 2565, items=(PlanItem(measure="ก"),))),
        lambda other: aid.save(other, Aid(household_id=1, what="ข้าวสาร")),
        lambda other: bring(other, ROWS, "2022"),
        lambda other: bring(other, [person_row(9)], "2021-01"),
    ],
    ids=["member added", "member edited", "plan", "aid", "newer list", "same list"],
)
def test_import_others_worked_on_is_not_torn_out(listed, act):
    act(colleague(listed))
    refused(listed)


def test_import_is_torn_out_when_others_took_their_work_back(listed):
    other = colleague(listed)
    aid.save(other, Aid(household_id=1, what="ข้าวสาร"))
    history.undo_last(other)
    history.undo_last(listed)
    assert snapshot(listed.db)["person"] == []


def test_only_ones_own_is_undone(listed):
    other = colleague(listed)
    assert history.last(other) is None
    with pytest.raises(UserError, match="ไม่มีรายการให้ย้อนกลับ"):
        history.undo_last(other)


def test_each_is_undone_once(listed):
    history.undo_last(listed)
    with pytest.raises(UserError, match="ไม่มีรายการให้ย้อนกลับ"):
        history.undo_last(listed)


def test_undo_is_part_of_the_history(listed):
    households.save_member(listed, 1, replace(member(listed), first_name="เปลี่ยน"))
    history.undo_last(listed)
    newest, edit = history.of_household(listed, 1)[:2]
    assert newest.label == "ย้อนกลับ: แก้ไขสมาชิก"
    assert (edit.undone, newest.undone) == (True, False)


def test_failing_undo_leaves_everything(listed, monkeypatch):
    households.save_member(listed, 1, replace(member(listed), first_name="เปลี่ยน"))
    before = snapshot(listed.db, set())

    def fail(*_):
        raise RuntimeError

    monkeypatch.setattr(history, "recompute", fail)
    with pytest.raises(RuntimeError):
        history.undo_last(listed)
    assert snapshot(listed.db, set()) == before
