"""What a list changes is told fact by fact, and goes in as it was decided."""

from dataclasses import fields

import pytest

from desktop.domain.listing import Tally
from desktop.domain.progress import Silent
from desktop.domain.records import PersonDraft
from desktop.domain.review import AS_USUAL, Decisions, Kind
from desktop.domain.vocabulary import Need
from desktop.services import checks, households, imports
from desktop.storage.schema.tables import Base
from tests.factories.lists import person_row, read_list
from tests.factories.snapshots import snapshot

KEPT = {
    *("id", "version", "cid", "prefix", "first_name", "last_name", "sex", "birth", "relation"),
    *("age_stated", "education", "family_no"),
}
CIDS = ("1101700203451", "1101700203460", "1101700203478", "1101700203486")


@pytest.fixture
def bring(desk):
    def commit(*rows, as_of="2021-01", name="TPMAP", decisions=AS_USUAL):
        return imports.commit(desk, read_list(rows), name, as_of, Silent(), decisions)

    return commit


@pytest.fixture
def look(desk):
    def preview(*rows, as_of="2022-01", name="TPMAP", decisions=AS_USUAL):
        before = snapshot(desk.db)
        seen = imports.preview(desk, read_list(rows), name, as_of, Silent(), decisions)
        assert snapshot(desk.db) == before
        return seen

    return preview


def questions(desk):
    table = Base.metadata.tables["import_question"]
    with desk.db.read() as session:
        rows = session.execute(table.select().order_by(table.c.id)).mappings()
        return [(q["field"], q["reason"], q["verdict"]) for q in rows]


def type_occupation(desk, words):
    member = households.load(desk, 1).members[0]
    draft = PersonDraft(
        **{f.name: getattr(member, f.name) for f in fields(PersonDraft) if f.name in KEPT},
        occupation=words,
    )
    households.save_member(desk, 1, draft)


def person(n, home="1", **more):
    return person_row(n, home, **({"cid": CIDS[n]} | more))


def told(outcome, kind):
    return [(one.field, one.old, one.new) for one in outcome.differences if one.kind is kind]


def test_every_kind_is_told_in_words(bring, look):
    bring(
        person(0),
        person(1, tel="021112222", occupation="ทำนา"),
        person(2, "2"),
        person(3, "3"),
    )
    seen = look(
        person(0, first_name="สมใหม่", birth="1980-05-02", needs=((Need.DISABLED, True),)),
        person(1, "2", occupation="ค้าขาย"),
        person(2, "2"),
        person_row(9, "4"),
    )
    assert told(seen, Kind.CHANGED) == [
        ("ชื่อ", "สมมุติ0", "สมใหม่"),
        ("อาชีพ", "ทำนา", "ค้าขาย"),
        ("วันเกิด", "1 พ.ค. 2523", "2 พ.ค. 2523"),
        ("ภาวะ", "พิการ: ไม่ทราบ", "พิการ: ใช่"),
    ]
    ((field, old, new),) = told(seen, Kind.MOVED)
    assert (field, old, new) == (
        "ครัวเรือน", "1/1 ม.4 ต.คลองหนึ่ง", "2/1 ม.4 ต.คลองหนึ่ง",
    )  # fmt: skip
    assert (seen.households, seen.persons) == (Tally(1, 0, 2), Tally(1, 2, 1))
    assert (seen.gone, seen.back) == ((1, 1), (0, 0))
    assert [(m.who, m.person) for m in seen.missing] == [
        ("นายสมมุติ3 ตัวอย่าง", False), ("นายสมมุติ3 ตัวอย่าง", True),
    ]  # fmt: skip


def test_gone_for_a_year_and_back(bring, look):
    bring(person(0), person(1, "2"), as_of="2019")
    bring(person(0), as_of="2020")
    seen = look(person(0), person(1, "2"), as_of="2021")
    assert (seen.gone, seen.back) == ((0, 0), (1, 1))
    # Another list has its own issues.
    assert look(person(0), as_of="2021", name="พมจ.").gone == (0, 0)


def test_what_a_clerk_typed_is_kept_and_asked_once(desk, bring, look):
    bring(person(0, occupation="ทำนา"))
    type_occupation(desk, "ช่างไม้")
    seen = look(person(0, occupation="ค้าขาย"))
    assert told(seen, Kind.EDITED) == [("อาชีพ", "ช่างไม้", "ค้าขาย")]
    bring(person(0, occupation="ค้าขาย"), as_of="2022-01")
    assert households.load(desk, 1).members[0].occupation == "ช่างไม้"
    assert questions(desk) == [("occupation", "edited", "")]
    bring(person(0, occupation="ค้าขาย"), as_of="2022-02")
    assert questions(desk) == [("occupation", "edited", "")]


def test_an_older_list_fills_blanks_and_asks_of_the_rest(desk, bring, look):
    bring(person(0, occupation="ทำนา", education=""))
    old = person(0, occupation="ค้าขาย", education="ประถม")
    seen = look(old, as_of="2019")
    assert told(seen, Kind.OLDER) == [("อาชีพ", "ทำนา", "ค้าขาย")]
    assert told(seen, Kind.CHANGED) == [("การศึกษา", "", "ประถม")]
    bring(old, as_of="2019")
    member = households.load(desk, 1).members[0]
    assert (member.occupation, member.education) == ("ทำนา", "ประถม")
    assert questions(desk) == [("occupation", "older", "")]


def test_decisions_turn_what_is_usual(desk, bring, look):
    bring(person(0, occupation="ทำนา", education="ประถม"))
    newer = person(0, occupation="ค้าขาย", education="มัธยม")
    job, school = sorted(look(newer).differences, key=lambda one: one.field)[::-1]
    assert (job.field, school.field) == ("อาชีพ", "การศึกษา")
    bring(newer, as_of="2022-01", decisions=Decisions(kept=frozenset((job.key,))))
    member = households.load(desk, 1).members[0]
    assert (member.occupation, member.education) == ("ทำนา", "มัธยม")
    assert questions(desk) == [("occupation", "changed", "kept")]
    old = person(0, occupation="รับจ้าง")
    (asked,) = look(old, as_of="2018").differences
    bring(old, as_of="2018", decisions=Decisions(taken=frozenset((asked.key,))))
    assert households.load(desk, 1).members[0].occupation == "รับจ้าง"
    assert checks.run(desk).ok


def test_a_list_without_house_codes_finds_the_household_by_its_people(desk, bring):
    bring(person(0), person(1))
    by_address = {"household": "a:130201|4|1/1", "house_code": ""}
    outcome = bring(
        person(0)._replace(**by_address),
        person_row(7)._replace(**by_address),
        as_of="2022",
        name="เบี้ยยังชีพ",
    )
    assert (outcome.households, outcome.persons) == (Tally(0, 0, 1), Tally(1, 0, 1))
    assert [m.first_name for m in households.load(desk, 1).members] == [
        "สมมุติ0", "สมมุติ1", "สมมุติ7",
    ]  # fmt: skip
    assert checks.run(desk).ok


def test_a_birth_date_that_says_less_erases_nothing(desk, bring, look):
    bring(person(0, birth="1980-05-01"))
    assert look(person(0, birth="1980", age=42)).differences == ()
    bring(person_row(1, "2", birth="1975", cid=CIDS[1]))
    seen = look(person_row(1, "2", birth="1975-03-04", cid=CIDS[1]), as_of="2021-06")
    assert told(seen, Kind.CHANGED) == [("วันเกิด", "พ.ศ. 2518", "4 มี.ค. 2518")]


def test_an_older_list_moves_nobody_into_a_house_that_only_it_knows(desk, bring, look):
    bring(person(0), person(1))
    old = [person(0), person(1, "5")]
    seen = look(*old, as_of="2019")
    assert [(d.kind, d.field) for d in seen.differences] == [(Kind.OLDER, "ครัวเรือน")]
    bring(*old, as_of="2019")
    assert len(households.load(desk, 1).members) == 2
    assert questions(desk) == [("household", "older", "")]


def test_a_list_of_one_district_misses_nobody_of_another(bring, look):
    there = {"tambon_code": "130101"}
    bring(person(0), person(1, "2"), person(2, "3", **there), as_of="2019")
    seen = look(person(0), as_of="2020")
    assert seen.gone == (1, 1)
    bring(person(0), as_of="2020")
    # The issue of 2020 was of one district: who lives in the other isn't back, but listed again.
    assert look(person(0), person(1, "2"), person(2, "3", **there), as_of="2021").back == (1, 1)
