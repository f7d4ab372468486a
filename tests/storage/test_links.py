"""Joined records lose nothing; parted again, both are exactly as they were."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import insert

from desktop.domain.errors import UserError
from desktop.domain.linkage import FoundPair, Kind, Verdict
from desktop.domain.progress import Silent
from desktop.domain.records import (
    Address,
    Aid,
    Answer,
    HouseholdDraft,
    PersonDraft,
    Plan,
    PlanItem,
    VisitDraft,
    VolunteerDraft,
)
from desktop.domain.vocabulary import Answered, Need, Right
from desktop.services import (
    aid,
    checks,
    history,
    households,
    imports,
    keying,
    links,
    logbooks,
    plans,
    volunteers,
)
from desktop.storage import arrivals
from desktop.storage import links as stored
from desktop.storage.schema.base import table_of
from desktop.storage.schema.lists import ImportQuestionRow
from desktop.storage.work import work
from tests.factories.lists import person_row, read_list
from tests.factories.snapshots import snapshot

HEAD = {"cid": "1101700203451", "birth": "1950-05-02"}
TPMAP = [
    person_row(1, **HEAD, rights=((Right.WELFARE_CARD, True),), dim_failed=9),
    person_row(2, relation="บุตร", birth="1980-03-04"),
]
# The benefit list knows no house codes and no ids, and a right that TPMAP doesn't know.
BENEFIT = [
    person_row(
        1,
        house_code="",
        birth="1950-05-02",
        occupation="ค้าขาย",
        tel="02-1",
        rights=((Right.ELDER_ALLOWANCE, True),),
        dim_known=0,
        income=None,
    )._replace(household="a:130201|4|1/1")
]


def bring(desk, rows, as_of="2021-01", name="TPMAP"):
    imports.commit(desk, read_list(rows), name, as_of, Silent())


@pytest.fixture
def listed(desk):
    """Household 1 of TPMAP with persons 1 and 2; household 2 of the benefit list with person 3."""
    bring(desk, TPMAP)
    bring(desk, BENEFIT, "2021-06", "เบี้ยยังชีพ")
    return desk


def offer(desk, kind, first, second, score=900):
    """Keep a pair as found; return its id."""
    with work(desk.db, "หา", desk.actor, kind="derived") as current:
        pair = FoundPair(kind, first, second, score, "", ("ชื่อเหมือนกัน",))
        stored.keep(current.session.connection(), [pair], everyone=False)
    (found,) = [i for i in links.waiting(desk) if links.pair(desk, i).kind is kind]
    return links.pair(desk, found)


def join(desk, kind, first, second):
    pair = offer(desk, kind, first, second)
    links.decide(desk, pair, Verdict.SAME)
    return pair.id


def people(desk, household=1):
    return {m.id: m for m in households.load(desk, household).members}


def parted(desk, link_id):
    """Part a link and compare everything but the links with a snapshot made before."""
    links.unlink(desk, link_id)
    assert_sound(desk)
    return without_links(snapshot(desk.db))


def without_links(tables):
    return {name: rows for name, rows in tables.items() if name != "link"}


def assert_sound(desk):
    report = checks.run(desk)
    assert report.ok, [f for f in report.findings if f.count]


def test_joined_households_lose_nothing(listed):
    before = without_links(snapshot(listed.db))
    link = join(listed, Kind.HOUSEHOLD, 1, 2)
    home = households.load(listed, 1)
    assert [m.id for m in home.members] == [1, 2]
    head = home.members[0]
    assert (head.cid, head.occupation, home.tel) == ("1101700203451", "ค้าขาย", "02-1")
    rights = dict(head.rights)
    assert rights[Right.ELDER_ALLOWANCE] is rights[Right.WELFARE_CARD] is Answered.YES
    assert {a.list_name for a in home.assessments} == {"TPMAP", "เบี้ยยังชีพ"}
    with pytest.raises(UserError, match="ไม่พบครัวเรือน"):
        households.load(listed, 2)
    assert_sound(listed)
    assert parted(listed, link) == before


def test_both_lists_find_who_stayed(listed):
    join(listed, Kind.HOUSEHOLD, 1, 2)
    with listed.db.read() as session:
        connection = session.connection()
        assert arrivals.aliases(connection, Kind.HOUSEHOLD) == {"a:130201|4|1/1": 1}
        assert list(arrivals.aliases(connection, Kind.PERSON).values()) == [1]


def test_joined_persons_in_two_houses(listed):
    """The other household is left with nobody, and follows."""
    before = without_links(snapshot(listed.db))
    link = join(listed, Kind.PERSON, 1, 3)
    assert list(people(listed)) == [1, 2]
    with pytest.raises(UserError, match="ไม่พบครัวเรือน"):
        households.load(listed, 2)
    assert parted(listed, link) == before


def test_joined_person_whose_house_is_not_empty(listed):
    households.save_member(listed, 2, PersonDraft(first_name="อยู่ต่อ"))
    before = without_links(snapshot(listed.db))
    link = join(listed, Kind.PERSON, 1, 3)
    assert [m.first_name for m in people(listed, 2).values()] == ["อยู่ต่อ"]
    assert_sound(listed)
    assert parted(listed, link) == before


def test_known_facts_of_who_stays_stand(listed):
    draft = replace(people(listed)[1], occupation="เกษตรกร", needs=((Need.DISABLED, Answered.NO),))
    households.save_member(listed, 1, draft)
    other = replace(
        people(listed, 2)[3],
        education="ประถม",
        needs=((Need.DISABLED, Answered.YES), (Need.CHRONIC, Answered.YES)),
    )
    households.save_member(listed, 2, other)
    aid.save(listed, Aid(household_id=1, person_id=1, what="ข้าว"))
    join(listed, Kind.HOUSEHOLD, 1, 2)
    head = people(listed)[1]
    assert (head.occupation, head.education) == ("เกษตรกร", "ประถม")
    needs = dict(head.needs)
    assert needs[Need.DISABLED] is Answered.NO
    assert needs[Need.CHRONIC] is Answered.YES


def work_on(desk, household):
    """A volunteer, a logbook with an answer about somebody, a plan, aid and a note."""
    person = next(iter(people(desk, household)))
    volunteers.save(desk, VolunteerDraft(name=f"อาสา {household}"))
    volunteers.assign(desk, [household], volunteers.all_of(desk)[0].id)
    form = logbooks.short_form(desk)
    answers = (Answer("q1", value="2", person_id=person), Answer("q1", value="1"))
    logbooks.save(desk, VisitDraft(household, form.id, form.version, answers=answers))
    items = (PlanItem(measure="รถเข็น", person_id=person, budget=Decimal("99.50")),)
    plans.save(desk, Plan(household, desk.fiscal_year, agreed_on=date(2022, 1, 2), items=items))
    aid.save(desk, Aid(household_id=household, person_id=person, what="ข้าว", amount=Decimal(5)))
    one = households.load(desk, household)
    draft = HouseholdDraft(household, one.version, one.house_code, one.address, one.tel, "จดไว้")
    households.save_household(desk, draft)


def test_who_has_more_history_stays_and_everything_moves(listed):
    with listed.db.begin() as connection:
        question = {"batch_id": 1, "household_id": 1, "table_name": "person", "row_id": 1}
        question |= {"field": "occupation", "kept": "ก", "offered": "ข", "reason": "edited"}
        connection.execute(
            insert(table_of(ImportQuestionRow)).values(
                **question, verdict="", uid="Q" * 16, version=1
            )
        )
    work_on(listed, 2)
    before = without_links(snapshot(listed.db))
    pair = offer(listed, Kind.HOUSEHOLD, 1, 2)
    assert pair.kept == "second"
    links.decide(listed, pair, Verdict.SAME)
    home = households.load(listed, 2)
    assert sorted(m.first_name for m in home.members) == ["สมมุติ1", "สมมุติ2"]
    assert home.house_code == "13020000001"
    assert home.case.volunteer_name == "อาสา 2"
    after = snapshot(listed.db)
    assert [q["household_id"] for q in after["import_question"]] == [2]
    assert {r["person_id"] for r in after["source_row"]} <= {m.id for m in home.members}
    assert_sound(listed)
    assert parted(listed, pair.id) == before


def test_what_hangs_on_who_goes_moves(listed):
    work_on(listed, 2)
    volunteers.assign(listed, [2], None)
    for _ in range(9):
        aid.save(listed, Aid(household_id=1, person_id=1, what="ข้าว"))
    before = without_links(snapshot(listed.db))
    link = join(listed, Kind.HOUSEHOLD, 1, 2)
    plan = plans.load(listed, 1)
    assert [(i.measure, i.person_id) for i in plan.items] == [("รถเข็น", 1)]
    (visit,) = logbooks.visits(listed, 1)
    assert {a.person_id for a in visit.answers} == {0, 1}
    assert {a.person_id for a in aid.of_household(listed, 1)} == {1}
    assert households.load(listed, 1).note == "จดไว้"
    assert_sound(listed)
    assert parted(listed, link) == before


def refused(desk, pair, words):
    before = snapshot(desk.db, set())
    with pytest.raises(UserError) as caught:
        links.decide(desk, pair, Verdict.SAME)
    assert words in caught.value.message
    assert snapshot(desk.db, set()) == before


def test_two_plans_of_one_year_are_refused(listed):
    for household in (1, 2):
        items = (PlanItem(measure="ก"),)
        plans.save(listed, Plan(household, listed.fiscal_year, items=items))
    refused(listed, offer(listed, Kind.HOUSEHOLD, 1, 2), "มีแผนของปี 2565")


def test_an_empty_plan_gives_way(listed):
    plans.save(listed, Plan(1, listed.fiscal_year))
    plans.save(listed, Plan(2, listed.fiscal_year, items=(PlanItem(measure="ก"),)))
    before = without_links(snapshot(listed.db))
    link = join(listed, Kind.HOUSEHOLD, 1, 2)
    kept = snapshot(listed.db)["household"][0]["id"]
    assert [i.measure for i in plans.load(listed, kept).items] == ["ก"]
    assert parted(listed, link) == before


def test_two_volunteers_are_refused(listed):
    for number in (1, 2):
        volunteers.save(listed, VolunteerDraft(name=f"อาสา {number}"))
        volunteers.assign(listed, [number], number)
    refused(listed, offer(listed, Kind.HOUSEHOLD, 1, 2), "อพม. คนละคน")


def test_two_answers_to_one_question_are_refused(listed):
    households.save_member(listed, 1, PersonDraft(first_name="สมมุติ1", last_name="ตัวอย่าง"))
    twice = max(people(listed))
    form = logbooks.short_form(listed)
    answers = (Answer("q1", value="1", person_id=1), Answer("q1", value="2", person_id=twice))
    visit = logbooks.save(listed, VisitDraft(1, form.id, form.version, answers=answers))
    pair = offer(listed, Kind.PERSON, 1, twice)
    refused(listed, pair, "คำตอบของทั้งสองคนไม่ตรงกัน")
    alike = tuple(replace(a, value="1") for a in visit.answers)
    logbooks.save(listed, replace(visit, answers=alike))
    before = without_links(snapshot(listed.db))
    links.decide(listed, pair, Verdict.SAME)
    assert [a.value for a in logbooks.visits(listed, 1)[0].answers] == ["1"]
    assert_sound(listed)
    assert parted(listed, pair.id) == before


def test_a_verdict_is_kept_and_can_be_taken_back(listed):
    pair = offer(listed, Kind.HOUSEHOLD, 1, 2)
    links.decide(listed, pair, Verdict.LATER)
    assert links.waiting(listed) == [pair.id]
    links.decide(listed, links.pair(listed, pair.id), Verdict.DIFFERENT)
    assert links.waiting(listed) == []
    history.undo_last(listed)
    assert links.waiting(listed) == [pair.id]
    links.decide(listed, links.pair(listed, pair.id), Verdict.DIFFERENT)
    with work(listed.db, "หา", listed.actor, kind="derived") as current:
        again = FoundPair(Kind.HOUSEHOLD, 1, 2, 950, "", ())
        stored.keep(current.session.connection(), [again], everyone=True)
    assert links.waiting(listed) == []


def test_a_join_is_taken_back_by_undo(listed):
    before = snapshot(listed.db)
    pair = offer(listed, Kind.HOUSEHOLD, 1, 2)
    links.decide(listed, pair, Verdict.SAME)
    assert links.waiting(listed) == []
    history.undo_last(listed)
    assert without_links(snapshot(listed.db)) == without_links(before)
    assert links.waiting(listed) == [pair.id]


def test_a_pair_that_others_decided_is_not_overwritten(listed):
    pair = offer(listed, Kind.HOUSEHOLD, 1, 2)
    links.decide(listed, pair, Verdict.LATER)
    with pytest.raises(UserError):
        links.decide(listed, pair, Verdict.DIFFERENT)


def test_parted_days_later(listed):
    """Other work on the household in between stays, and ids are never given to others."""
    link = join(listed, Kind.HOUSEHOLD, 1, 2)
    aid.save(listed, Aid(household_id=1, person_id=2, what="ข้าว"))
    households.save_member(listed, 1, PersonDraft(first_name="แรกเกิด"))
    newborn = max(people(listed))
    assert newborn > 3
    households.save_household(listed, HouseholdDraft(address=Address(address_no="99")))
    bring(listed, [person_row(7, "7")], "2021-07")
    links.unlink(listed, link)
    assert set(people(listed)) == {1, 2, newborn}
    assert set(people(listed, 2)) == {3}
    assert_sound(listed)


def test_parted_with_what_was_edited_since(listed):
    """What the join had filled in and a person changed since is that person's word."""
    link = join(listed, Kind.HOUSEHOLD, 1, 2)
    assert people(listed)[1].occupation == "ค้าขาย"
    households.save_member(listed, 1, replace(people(listed)[1], occupation="เกษตรกร"))
    links.unlink(listed, link)
    assert people(listed)[1].occupation == "เกษตรกร"
    assert people(listed, 2)[3].occupation == "ค้าขาย"
    assert_sound(listed)


def sure_pairs(desk):
    """Find, as the window does."""
    return links.find_pairs(desk, Silent())


def test_sure_pairs_join_by_themselves_and_part_one_by_one(desk):
    old = [
        person_row(10 * n + m, str(n), birth=f"19{50 + n}-0{m}-0{n}", cid=cid)
        for n in range(1, 5)
        for m, cid in ((1, ""), (2, ""))
    ]
    new = [
        person_row(10 * n + 1, str(n), house_code="", birth=f"19{50 + n}-01-0{n}")._replace(
            household=f"a:130201|4|{n}/1"
        )
        for n in range(1, 5)
    ]
    bring(desk, old)
    bring(desk, new, "2021-06", "เบี้ยยังชีพ")
    before = without_links(snapshot(desk.db))
    counts = sure_pairs(desk)
    assert counts.joined == {Kind.HOUSEHOLD: 4, Kind.PERSON: 0}
    assert sum(counts.waiting.values()) == 0
    assert history.last(desk).label == "เชื่อมข้อมูลที่ตรงกันแน่นอน 4 คู่"
    assert len(snapshot(desk.db)["person"]) == 8
    assert_sound(desk)
    done = links.joined(desk)
    assert len(done) == 4
    for one in done[::-1]:
        links.unlink(desk, one.id)
    assert without_links(snapshot(desk.db)) == before
    assert links.joined(desk) == []
    # What a person parted is not joined by itself again, but may be by hand.
    assert sure_pairs(desk).joined == {Kind.HOUSEHOLD: 0, Kind.PERSON: 0}
    assert len(links.waiting(desk)) >= 4


def test_all_sure_pairs_are_undone_as_one(desk):
    bring(desk, TPMAP)
    bring(desk, BENEFIT, "2021-06", "เบี้ยยังชีพ")
    before = without_links(snapshot(desk.db))
    assert sure_pairs(desk).joined[Kind.HOUSEHOLD] == 1
    history.undo_last(desk)
    assert without_links(snapshot(desk.db)) == before


def test_what_cannot_join_is_asked_about(listed):
    for household in (1, 2):
        plans.save(listed, Plan(household, listed.fiscal_year, items=(PlanItem(measure="ก"),)))
    counts = sure_pairs(listed)
    assert counts.joined == {Kind.HOUSEHOLD: 0, Kind.PERSON: 0}
    pair = links.pair(listed, links.waiting(listed)[0])
    assert (pair.kind, pair.sure) == (Kind.HOUSEHOLD, True)


def test_a_later_join_is_parted_first(listed):
    households.save_member(listed, 2, PersonDraft(first_name="อยู่ต่อ"))
    person = join(listed, Kind.PERSON, 1, 3)
    before_home = without_links(snapshot(listed.db))
    home = join(listed, Kind.HOUSEHOLD, 1, 2)
    with pytest.raises(UserError, match="ยกเลิกการเชื่อมนี้ก่อนไม่ได้"):
        links.unlink(listed, person)
    assert parted(listed, home) == before_home
    links.unlink(listed, person)
    assert set(people(listed, 2)) == {3, 4}


def test_links_of_an_import_are_known(listed):
    link = join(listed, Kind.HOUSEHOLD, 1, 2)
    with listed.db.read() as session:
        assert stored.brought_back_by(session, 2) == [link]
        assert stored.brought_back_by(session, 1) == []


def test_pairs_of_removed_records_are_not_asked_about(listed):
    offer(listed, Kind.PERSON, 1, 2)
    households.remove_member(listed, 2, people(listed)[2].version)
    assert links.waiting(listed) == []
    history.undo_last(listed)
    assert len(links.waiting(listed)) == 1


def test_a_pair_side_by_side(listed):
    pair = offer(listed, Kind.PERSON, 1, 3)
    lines = {line.label: line for line in pair.lines}
    assert lines["ชื่อ"].agreement == "same"
    assert lines["เลขประจำตัวประชาชน"].agreement == "lacking"
    assert lines["เลขประจำตัวประชาชน"].is_id
    assert lines["รหัสประจำบ้าน"].agreement == "lacking"
    assert lines["อยู่ในรายชื่อ"].agreement == "differs"
    assert lines["คนอื่นในบ้าน"].first == "นายสมมุติ2 ตัวอย่าง"
    assert (pair.kept, pair.homes, pair.alone) == ("first", (1, 2), True)
    assert pair.reasons == ("ชื่อเหมือนกัน",)


def test_a_household_whose_logbook_is_being_typed_is_not_joined_away(listed):
    for home in (1, 2):
        begun = keying.begin(listed, home)
        typed = (*begun.book.answers(), Answer("visit.team", value="ทีมหนึ่ง"))
        keying.keep(listed, begun.visit, typed, ("visit.team", 0))
    pair = offer(listed, Kind.HOUSEHOLD, 1, 2)
    with pytest.raises(UserError) as refused:
        links.decide(listed, pair, Verdict.SAME)
    assert "ยังไม่ได้บันทึก" in refused.value.message
    begun = keying.begin(listed, 2)
    keying.store(listed, begun.visit, begun.book.answers())
    begun = keying.begin(listed, 1)
    keying.store(listed, begun.visit, begun.book.answers())
    links.decide(listed, links.pair(listed, pair.id), Verdict.SAME)
    assert len(logbooks.visits(listed, 1)) + len(logbooks.visits(listed, 2)) == 2
