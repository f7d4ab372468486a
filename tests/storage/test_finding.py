"""What the search box forgives, and that the first page is the beginning of the whole answer."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.domain.progress import Cancelled, Silent
from desktop.domain.records import HouseholdFilter, PersonDraft, VolunteerDraft
from desktop.domain.vocabulary import Dimension
from desktop.services import history, households, imports, volunteers
from desktop.storage import finding
from tests.factories.lists import person_row, read_list

NAMES = [
    ("พรทิพย์", "แก้วศรี"),
    ("ณรงค์", "ทรายทอง"),
    ("ศักดิ์ชัย", "วรรณา"),
    ("น้ำใส", "ใจดี"),
    ("สมชาย", "ใจดี"),
    ("อารีสมชาย", "คงมั่น"),
    ("ชาย", "สมบูรณ์"),
]
MORE: list[dict[str, object]] = [{} for _ in NAMES]
MORE[1] = {"dim_failed": Dimension.HEALTH.bit | Dimension.INCOME.bit, "tambon_code": "130202"}
MORE[3] = {"dim_failed": Dimension.HEALTH.bit}
MORE[5] = {"tambon_code": "130302", "income": 20_000_000}
ROWS = [
    person_row(
        n, str(n), first_name=first, last_name=last, address_no=f"{n}2/3", moo=str(n), **more
    )
    for n, ((first, last), more) in enumerate(zip(NAMES, MORE, strict=True), 1)
]


@pytest.fixture(scope="module")
def shared(shared_desk):
    imports.commit(shared_desk, read_list(ROWS), "TPMAP", "2021-01", Silent())
    return shared_desk


@pytest.fixture
def listed(desk):
    imports.commit(desk, read_list(ROWS), "TPMAP", "2021-01", Silent())
    return desk


def found(desk, text, **more):
    return households.find_counted(desk, HouseholdFilter(text, **more))


@pytest.mark.parametrize(
    ("typed", "home"),
    [
        ("พอนทิพ", 0),
        ("พรทิพ แก้วศรี", 1),
        ("พรธิพ แกวสี", 1),
        ("นรงค์ ซายทอง", 2),
        ("นะรงค์", 2),
        ("นรง", 2),
        ("สักชัย วันนา", 3),
        ("ศักดิชัย", 3),
        ("นำใส", 4),
        ("น้้ำใส ไจดี", 4),
        ("น้ำใสใจดี", 4),
        ("นายน้ำใส ใจดี", 4),
        ("นาย น้ำใส", 4),
        ("ohe.l", 4),
        ("สมชย ใจดี", 5),
        ("สมชาาย ใจดี", 5),
        ("สมาชย ใจดี", 5),
        ("สมชาย จใดี", 5),
        ("ต.คลองสอง ณรงค์", 2),
        ("บ้านเลขที่ 22/3 หมู่ 2", 2),
    ],
)
def test_forgiven(shared, typed, home):
    """0 = too far from anything: what is that different isn't offered."""
    answer = found(shared, typed)
    assert answer.ids == ([home] if home else [])


def test_what_was_typed_stands_before_what_sounds_alike(listed):
    households.save_member(listed, 3, PersonDraft(first_name="นรงค์", last_name="กอ"))
    assert found(listed, "ณรงค์") == ([2, 3], 3, 1)
    assert found(listed, "นรงค์") == ([3, 2], 3, 1)
    assert found(listed, "นรงค์", area="10") == ([], 0, 0)


def test_better_matches_stand_first(shared):
    """Who is called so, who begins so, who holds it somewhere."""
    assert found(shared, "สมชาย").ids == [5, 6]
    assert found(shared, "ชาย").ids == [7, 5, 6]
    assert found(shared, "ชาย", sort="place").ids == [5, 7, 6]
    assert found(shared, "12/3").ids == [1]


def test_a_long_number_is_found_whole_and_no_other_with_its_end(listed):
    member = households.load(listed, 2).members[0]
    households.save_member(listed, 2, replace(member, cid="3130200012346"))
    for typed in ("3130200012346", "3 1302 00012 34 6", "30200012346", "0012346"):
        assert found(listed, typed).ids == [2]
    assert found(listed, "4130200012346").ids == []
    flt = HouseholdFilter("4130200012346")
    assert households.find_first(listed, flt) == []
    assert households.find_first(listed, replace(flt, text="3130200012346")) == [2]


def test_new_names_are_known_by_their_sound_at_once(listed):
    assert found(listed, "ฟาใหม") == ([], 0, 0)
    member = households.load(listed, 1).members[0]
    households.save_member(listed, 1, replace(member, first_name="ฟ้าใหม่"))
    assert found(listed, "ฟาใหม").ids == [1]
    history.undo_last(listed)
    assert found(listed, "ฟาใหม").ids == []
    assert found(listed, "พรธิพ").ids == [1]


PIECES = ("สม", "ชาย", "ก", "เ", "ใจดี", "ใ", "2/3", "12", "ม4", "คลอง", "ศรี", " ", " ", "ซ")


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    pieces=st.lists(st.sampled_from(PIECES), max_size=4),
    ranked=st.sampled_from([0, 1000]),
    many=st.sampled_from([0.0, 0.8, 9.0]),
    at_once=st.sampled_from([1, 2_000]),
    walked=st.sampled_from([2, 20_000]),
    most=st.integers(1, 8),
)
def test_the_first_are_the_beginning_of_all(
    shared, monkeypatch, pieces, ranked, many, at_once, walked, most
):
    """By every way the first page may be made."""
    limits = {"_RANKED": ranked, "_SORTED": many, "_AT_ONCE": at_once, "_WALKED": walked}
    for name, value in limits.items():
        monkeypatch.setattr(finding, name, value)
    flt = HouseholdFilter("".join(pieces), fiscal_year=2565)
    with shared.db.read() as session:
        first = finding.Search(session, flt, shared.today).first(shared.db.by_name, most)
    ids, _, alike = households.find_counted(shared, flt)
    assert first == ids[: len(ids) - alike][:most]


def test_a_search_nobody_waits_for_stops(shared, monkeypatch):
    if shared.db.dialect != "sqlite":
        pytest.skip("a server finishes its query")
    monkeypatch.setattr("desktop.storage.database._STEPS", 1)

    class Gone:
        def step(self, done, total, what):
            raise Cancelled

    with pytest.raises(Cancelled):
        households.find_counted(shared, HouseholdFilter("ส"), Gone())
    assert len(found(shared, "ส").ids) == 5


def test_counts_are_what_each_choice_would_find(listed):
    volunteers.save(listed, VolunteerDraft(name="นางอาสา"))
    volunteers.assign(listed, [2, 4, 5], 1)
    for flt in (
        HouseholdFilter(),
        HouseholdFilter("ใจดี"),
        HouseholdFilter("ไจดี", area="1302"),
        HouseholdFilter(level="2", dimension=Dimension.HEALTH, volunteer_id=1),
        HouseholdFilter(area="130202", unassigned=True),
    ):
        counts = households.count(listed, flt)

        def left(flt=flt, **more):
            return len(households.find(listed, replace(flt, **more)))

        for district in ("1302", "1303"):
            assert counts.districts(flt)[district] == left(area=district)
        for tambon in ("130201", "130202"):
            inside = replace(flt, area="1302")
            assert counts.tambons(inside)[tambon] == left(area=tambon)
        for level in ("3", "2", "outside", "unresolved", "waiting"):
            assert counts.levels(flt)[level] == left(level=level)
        for dimension in Dimension:
            assert counts.dimensions(flt)[dimension] == left(dimension=dimension)
        assert counts.volunteers(flt)[1] == left(volunteer_id=1, unassigned=False)
        assert counts.volunteers(flt)[None] == left(volunteer_id=None, unassigned=True)
