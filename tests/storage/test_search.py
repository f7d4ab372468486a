"""The search box and the list: found by any part, never an error, in the order people count."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.domain.progress import Silent
from desktop.domain.records import Address, HouseholdDraft, HouseholdFilter, PersonDraft
from desktop.domain.records import VolunteerDraft as Draft
from desktop.domain.vocabulary import Dimension
from desktop.services import checks, history, households, imports, volunteers
from tests.factories.lists import person_row, read_list

HEALTH, INCOME = Dimension.HEALTH.bit, Dimension.INCOME.bit
CID = "1101700203451"
ROWS = [
    person_row(1, "1", first_name="น้ำใส", last_name="ใจดี", cid=CID, dim_failed=HEALTH),
    person_row(2, "1", first_name="เก่ง", last_name="ใจดี", relation="บุตร", birth="2015"),
    person_row(
        3,
        "2",
        first_name="อ้อย",
        last_name="ก้านทอง",
        address_no="12/3",
        moo="10",
        tambon_code="130202",
        dim_failed=HEALTH | INCOME,
        village_name="บ้านคลองสาม",
    ),
    person_row(
        4,
        "3",
        first_name="เขียว",
        last_name="100%_ดี",
        address_no="2",
        moo="10",
        tambon_code="130202",
        tel="081-234-5678",
        income=20_000_000,
    ),
    person_row(5, "4", first_name="Anna", last_name="O'Neil", tambon_code="1303", moo=""),
]


@pytest.fixture(scope="module")
def shared(shared_desk):
    """What tests that change nothing look at together."""
    imports.commit(shared_desk, read_list(ROWS), "TPMAP", "2021-01", Silent())
    return shared_desk


@pytest.fixture
def listed(desk):
    imports.commit(desk, read_list(ROWS), "TPMAP", "2021-01", Silent())
    return desk


def found(desk, text="", **flt):
    return households.find(desk, HouseholdFilter(**({"text": text, "sort": "place"} | flt)))


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("น้ำใส", {1}),
        ("น้ำใส ใจดี", {1}),
        ("ใจดี น้ำ", {1}),
        ("น้ำใสใจดี", {1}),
        ("ใส", {1}),
        ("ใจ", {1}),
        ("ก้าน", {2}),
        ("น้ำใส ก้านทอง", set()),
        ("นํ้าใส", {1}),
        ("น้ำ\u200bใส", {1}),
        ("  อ้อย  ", {2}),
        (CID, {1}),
        ("1-1017-00203-45-1", {1}),
        ("๑๑๐๑๗๐๐๒๐๓๔๕๑", {1}),
        ("203451", {1}),
        ("12/3", {2}),
        ("๑๒/๓", {2}),
        ("1/23", set()),
        ("13020000002", {2}),
        ("ม.4", {1}),
        ("ม.10", {2, 3}),
        ("หมู่ 4", {1}),
        ("หมู่ที่ 4", {1}),
        ("ม. ๔ คลอง", {1}),
        ("12/3 หมู่ 10", {2}),
        ("หมู่๑๐", {2, 3}),
        ("คลองสอง", {2, 3}),
        ("คลองหลวง", {1, 2, 3}),
        ("ธัญบุรี", {4}),
        ("บ้านคลองสาม", {2}),
        ("0812345678", {3}),
        ("081-234", {3}),
        ("100%", {3}),
        ("%", {3}),
        ("_ดี", {3}),
        ("_", {3}),
        ("anna", {4}),
        ("ANNA o'neil", {4}),
        ("O'", {4}),
        ("", {1, 2, 3, 4}),
        ("   ", {1, 2, 3, 4}),
        ("ไม่มีใครชื่อนี้", set()),
    ],
)
def test_found_by(shared, text, ids):
    assert set(found(shared, text)) == ids


OPERATORS = [
    *('"', "*", "AND", "NOT x", "(", ")", "-", ":", "text:", "^", '""', "'", ";", "NEAR(a b)"),
    *("a" * 5000, '" OR "', "\0", "น\0ำ", "\ufffe", "\\", "%%%"),
]


@pytest.mark.parametrize("text", OPERATORS, ids=range(len(OPERATORS)))
def test_operators_are_only_letters(shared, text):
    assert isinstance(found(shared, text), list)
    assert found(shared, f"น้ำใส {text}") in ([], [1])


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text() | st.text(alphabet='กำ้ํ"*():-^/%_\\\0 AND๑1', max_size=12))
def test_nothing_typed_is_an_error(shared, text):
    assert set(found(shared, text)) <= {1, 2, 3, 4}


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(["น้ำใส", "ก้านทอง", "เขียว", "Anna", CID]), data=st.data())
def test_any_part_of_a_name_finds_it(shared, name, data):
    start = data.draw(st.integers(0, len(name) - 1))
    part = name[start : data.draw(st.integers(start + 1, len(name)))]
    assert set(found(shared, name)) <= set(found(shared, part))


def test_index_follows_edits_and_undo(listed):
    member = households.load(listed, 1).members[0]
    households.save_member(listed, 1, replace(member, first_name="ฟ้าใหม่"))
    assert (found(listed, "ฟ้าใหม่"), found(listed, "น้ำใส")) == ([1], [])
    history.undo_last(listed)
    assert (found(listed, "ฟ้าใหม่"), found(listed, "น้ำใส")) == ([], [1])
    households.remove_member(listed, 2, 1)
    assert found(listed, "เก่ง") == []
    history.undo_last(listed)
    assert found(listed, "เก่ง") == [1]
    one = households.load(listed, 1)
    address = Address(address_no="77", moo="๙", tambon_code="130302")
    households.save_household(listed, HouseholdDraft(1, one.version, address=address))
    assert found(listed, "ม.9") == [1]
    assert found(listed, "ธัญบุรี") == [1, 4]
    history.undo_last(listed)
    assert found(listed, "ธัญบุรี") == [4]
    history.undo_last(listed)
    assert found(listed, "น้ำใส") == []
    assert checks.run(listed).ok


def test_typed_marks_in_any_order_are_found(listed):
    draft = PersonDraft(first_name="กู\u0e49\u0e34", last_name="เเดง")
    households.save_member(listed, 3, draft)
    assert found(listed, "แดง") == [3]
    assert found(listed, "กู้") == [3] or found(listed, "กู") == [3]


def test_typed_house_code_is_found_without_its_dashes(listed):
    households.save_household(listed, HouseholdDraft(house_code="1302-012345-6"))
    assert found(listed, "13020123456") == [5]
    assert found(listed, "1302-012345-6") == [5]


@pytest.mark.parametrize(
    ("area", "ids"),
    [
        ("13", [1, 3, 2, 4]),
        ("1302", [1, 3, 2]),
        ("1303", [4]),
        ("130202", [3, 2]),
        ("13020204", []),
        ("13020210", [3, 2]),
        ("13020104", [1]),
        ("10", []),
    ],
)
def test_area(shared, area, ids):
    assert sorted(found(shared, area=area)) == sorted(ids)


def test_place_order_is_as_people_count(shared):
    """130201 before 130202, house 2 before 12/3; a known district without tambon stands last."""
    assert found(shared) == [1, 3, 2, 4]


def test_name_order_is_the_dictionarys(shared):
    """เ and แ stand behind the consonant they are spoken with; Latin comes first."""
    assert found(shared, sort="name") == [4, 3, 1, 2]


def test_other_orders(shared):
    assert found(shared, sort="-members")[0] == 1
    assert found(shared, sort="members")[-1] == 1
    levels = {r.id: r.level for r in households.rows(shared, [1, 2, 3, 4])}
    up = [levels[i] for i in found(shared, sort="level")]
    down = [levels[i] for i in found(shared, sort="-level")]
    known = [n for n in up if n is not None]
    assert known == sorted(known)
    assert up == known + [None] * (4 - len(known))
    assert down == known[::-1] + [None] * (4 - len(known))


def test_filters(shared):
    assert found(shared, dimension=Dimension.INCOME) == [2]
    assert sorted(found(shared, dimension=Dimension.HEALTH)) == [1, 2]
    assert found(shared, dimension=Dimension.EDUCATION) == []
    assert found(shared, level="outside") == [3]
    assert found(shared, level="2") == [1]
    assert sorted(found(shared, level="unresolved")) == [2, 4]
    assert found(shared, level="waiting") == []
    assert found(shared, level="waiting", fiscal_year=2570) == [1, 3, 2, 4]
    assert found(shared, "คลองหลวง", dimension=Dimension.HEALTH, area="130202") == [2]


def test_filter_by_volunteer(listed):
    volunteers.save(listed, Draft(name="นางอาสา"))
    volunteers.assign(listed, [2, 4], 1)
    assert sorted(found(listed, volunteer_id=1)) == [2, 4]
    assert sorted(found(listed, unassigned=True)) == [1, 3]
    assert found(listed, volunteer_id=1, area="1303") == [4]
    assert found(listed, volunteer_id=1, fiscal_year=2566) == []


def test_rows_come_in_the_order_asked_without_those_gone(shared):
    assert [r.id for r in households.rows(shared, [4, 1, 99, 3])] == [4, 1, 3]
    assert households.rows(shared, []) == []
    row = households.rows(shared, [1])[0]
    assert (row.head, row.members, row.failed) == ("นายน้ำใส ใจดี", 2, HEALTH)
    assert (row.address_no, row.moo, row.tambon_code) == ("1/1", "4", "130201")


def test_persons_are_counted(shared):
    assert households.find_counted(shared, HouseholdFilter()) == ([4, 3, 1, 2], 5, 0)
    assert households.find_counted(shared, HouseholdFilter(area="130202")) == ([3, 2], 2, 0)
    assert households.find_counted(shared, HouseholdFilter(area="10")) == ([], 0, 0)
