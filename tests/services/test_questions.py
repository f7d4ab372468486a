"""Facts that were kept, shown and decided by a person."""

from dataclasses import replace

import pytest

from desktop.domain.progress import Silent
from desktop.domain.questions import Verdict
from desktop.domain.records import HouseholdDraft
from desktop.domain.review import Kind
from desktop.domain.vocabulary import Answered, Need, Right
from desktop.services import history, households, imports, questions
from desktop.storage.schema.people import HouseholdRow
from desktop.thai.dates import PartialDate
from tests.factories.lists import person_row, read_list
from tests.factories.snapshots import snapshot


@pytest.fixture
def bring(desk):
    def commit(*rows, as_of="2021-01"):
        return imports.commit(desk, read_list(rows), "TPMAP", as_of, Silent())

    return commit


def member(desk, household=1):
    return households.load(desk, household).members[0]


def type_in(desk, **changes):
    households.save_member(desk, 1, replace(member(desk), **changes))


def asked(desk):
    return questions.rows(desk, questions.find(desk))


def one_asked(desk):
    (one,) = asked(desk)
    return one


def test_what_a_clerk_typed_is_asked_field_by_field(desk, bring):
    bring(person_row(1, occupation="ทำนา"))
    type_in(desk, occupation="ค้าขาย", birth=PartialDate(1981, 5))
    bring(person_row(1, occupation="รับจ้าง"), as_of="2022-01")
    by_field = {one.field: one for one in asked(desk)}
    assert set(by_field) == {"อาชีพ", "วันเกิด"}
    work, birth = by_field["อาชีพ"], by_field["วันเกิด"]
    assert (work.kept, work.offered) == ("ค้าขาย", "รับจ้าง")
    assert (birth.kept, birth.offered) == ("พ.ค. 2524", "1 พ.ค. 2523")
    assert (work.who, work.place) == ("นายสมมุติ1 ตัวอย่าง", "1/1 ม.4 ต.คลองหนึ่ง")
    assert (work.list_name, work.as_of, work.asked_by) == ("TPMAP", "2022-01", desk.actor.name)
    assert work.reason is Kind.EDITED
    assert [(g.label, g.count) for g in questions.groups(desk)] == [("วันเกิด", 1), ("อาชีพ", 1)]


def test_a_taken_value_is_the_lists_again(desk, bring):
    bring(person_row(1, occupation="ทำนา"))
    type_in(desk, occupation="ค้าขาย")
    bring(person_row(1, occupation="รับจ้าง"), as_of="2022-01")
    before = snapshot(desk.db)
    done = questions.decide(desk, questions.find(desk), Verdict.TAKEN)
    assert (done.count, done.again, done.changes.households) == (1, (), {1})
    assert member(desk).occupation == "รับจ้าง"
    assert questions.find(desk) == []
    after = snapshot(desk.db)
    history.undo_last(desk)
    assert snapshot(desk.db) == before
    questions.decide(desk, questions.find(desk), Verdict.TAKEN)
    assert snapshot(desk.db)["person"] == after["person"]
    # The next list may speak of it again.
    bring(person_row(1, occupation="เกษียณ"), as_of="2023-01")
    assert member(desk).occupation == "เกษียณ"
    assert questions.find(desk) == []


def test_a_kept_value_stays_and_the_same_is_not_asked_again(desk, bring):
    bring(person_row(1, occupation="ทำนา"))
    type_in(desk, occupation="ค้าขาย")
    bring(person_row(1, occupation="รับจ้าง"), as_of="2022-01")
    before = snapshot(desk.db)
    done = questions.decide(desk, questions.find(desk), Verdict.KEPT)
    assert done.count == 1
    assert member(desk).occupation == "ค้าขาย"
    history.undo_last(desk)
    assert snapshot(desk.db) == before
    questions.decide(desk, questions.find(desk), Verdict.KEPT)
    bring(person_row(1, occupation="รับจ้าง"), as_of="2023-01")
    assert questions.find(desk) == []


def test_an_older_list_is_asked_about(desk, bring):
    bring(person_row(1, occupation="ทำนา"), as_of="2022-01")
    bring(person_row(1, occupation="รับจ้าง"))
    one = one_asked(desk)
    assert (one.reason, one.kept, one.offered) == (Kind.OLDER, "ทำนา", "รับจ้าง")
    assert questions.find(desk, "occupation", Kind.OLDER) == [one.id]
    assert questions.find(desk, "occupation", Kind.EDITED) == []
    assert questions.find(desk, "tel") == []


def test_what_was_altered_since_is_not_overwritten_but_asked_again(desk, bring):
    bring(person_row(1, occupation="ทำนา"))
    type_in(desk, occupation="ค้าขาย")
    bring(person_row(1, occupation="รับจ้าง"), as_of="2022-01")
    seen = one_asked(desk)
    type_in(desk, occupation="ช่างไม้")
    now = one_asked(desk)
    assert (now.kept, now.altered, seen.altered) == ("ช่างไม้", True, False)
    for given in ({}, {seen.id: seen.seen}):
        type_in(desk, occupation=f"ช่าง{len(given)}")
        done = questions.decide(desk, [seen.id], Verdict.TAKEN, given)
        assert (done.count, done.again) == (0, (seen.id,))
    assert member(desk).occupation == "ช่าง1"
    now = one_asked(desk)
    assert (now.kept, now.altered) == ("ช่าง1", False)
    assert questions.decide(desk, [seen.id], Verdict.TAKEN).count == 1
    assert member(desk).occupation == "รับจ้าง"


def test_what_the_clerk_saw_may_be_taken_although_it_was_altered(desk, bring):
    bring(person_row(1, occupation="ทำนา"))
    type_in(desk, occupation="ค้าขาย")
    bring(person_row(1, occupation="รับจ้าง"), as_of="2022-01")
    type_in(desk, occupation="ช่างไม้")
    one = one_asked(desk)
    assert questions.decide(desk, [one.id], Verdict.TAKEN, {one.id: one.seen}).count == 1
    assert member(desk).occupation == "รับจ้าง"


def test_of_needs_only_what_the_list_told_otherwise_is_taken(desk, bring):
    bring(person_row(1, needs=((Need.DISABLED, True), (Need.BEDRIDDEN, False))))
    type_in(desk, needs=((Need.DISABLED, Answered.NO), (Need.BEDRIDDEN, Answered.NO)))
    bring(person_row(1, needs=((Need.DISABLED, True),)), as_of="2022-01")
    one = one_asked(desk)
    assert one.field == "ภาวะ"
    assert one.kept.endswith("ไม่ใช่")
    type_in(desk, needs=((Need.DISABLED, Answered.NO), (Need.BEDRIDDEN, Answered.YES)))
    one = one_asked(desk)
    assert "ติดเตียง" not in one.kept + one.offered
    questions.decide(desk, [one.id], Verdict.TAKEN, {one.id: one.seen})
    said = dict(member(desk).needs)
    assert (said[Need.DISABLED], said[Need.BEDRIDDEN]) == (Answered.YES, Answered.YES)


def test_a_move_that_is_taken_moves(desk, bring):
    number = "1101700203451"
    bring(person_row(1, cid=number), person_row(2), person_row(3, "2"), as_of="2022-01")
    bring(person_row(1, "2", cid=number))
    one = next(one for one in asked(desk) if one.field == "ครัวเรือน")
    assert (one.kept, one.offered) == ("1/1 ม.4 ต.คลองหนึ่ง", "2/1 ม.4 ต.คลองหนึ่ง")
    done = questions.decide(desk, [one.id], Verdict.TAKEN)
    assert done.changes.households >= {1, 2}
    assert [len(households.load(desk, n).members) for n in (1, 2)] == [1, 2]
    history.undo_last(desk)
    assert [len(households.load(desk, n).members) for n in (1, 2)] == [2, 1]


def test_levels_and_search_follow_what_is_taken(desk, bring):
    bring(person_row(1, tel="021"), as_of="2022-01")
    one = households.load(desk, 1)
    households.save_household(
        desk, HouseholdDraft(1, one.version, one.house_code, replace(one.address, moo="9"), "021")
    )
    bring(person_row(1, tel="021"), as_of="2023-01")
    row = one_asked(desk)
    assert (row.field, row.kept, row.offered) == ("หมู่ที่", "9", "4")
    questions.decide(desk, [row.id], Verdict.TAKEN)
    assert households.load(desk, 1).address.moo == "4"
    with desk.db.read() as session:
        assert session.get(HouseholdRow, 1).village_code == "13020104"


def test_a_question_about_somebody_who_was_taken_out_is_closed(desk, bring):
    bring(person_row(1, occupation="ทำนา"), person_row(2), as_of="2022-01")
    bring(person_row(1, occupation="รับจ้าง"), person_row(2))
    first = member(desk)
    households.remove_member(desk, first.id, first.version)
    one = one_asked(desk)
    assert one.gone
    assert questions.decide(desk, [one.id], Verdict.TAKEN).count == 1
    assert questions.find(desk) == []


def test_rights_are_in_the_clerks_words(desk, bring):
    bring(person_row(1, rights=((Right.ELDER_ALLOWANCE, True),)), as_of="2022-01")
    bring(person_row(1, rights=((Right.ELDER_ALLOWANCE, False),)))
    one = one_asked(desk)
    assert one.field == "สิทธิ"
    assert one.kept.endswith(": ใช่")
    assert one.offered.endswith(": ไม่ใช่")
