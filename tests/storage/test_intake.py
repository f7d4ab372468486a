"""What lists bring, again and again: nothing twice, nothing erased, nothing lost."""

import json
import zlib
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from desktop.domain.listing import Problem, RawBlock, Tally
from desktop.domain.progress import Cancelled, Silent
from desktop.domain.vocabulary import Answered, Dimension, Need
from desktop.services import checks, households, imports, overview
from desktop.storage import intake
from desktop.storage.faults import DatabaseFault
from desktop.storage.schema.tables import Base
from desktop.storage.work import work
from desktop.thai.dates import PartialDate
from tests.factories.lists import person_row, read_list
from tests.factories.snapshots import snapshot

CID = "1101700203451"


@pytest.fixture
def bring(desk):
    def commit(*rows, as_of="2021-01", name="TPMAP", **changes):
        return imports.commit(desk, read_list(rows, **changes), name, as_of, Silent())

    return commit


def all_of(desk, table):
    with desk.db.read() as session:
        found = Base.metadata.tables[table]
        return session.execute(select(found).order_by(found.c.id)).all()


def versions(desk):
    return {
        table.name: [row.version for row in all_of(desk, table.name)]
        for table in Base.metadata.tables.values()
        if "version" in table.c and table.name not in ("import_batch", "source_list")
    }


def person(desk, household=1, at=0):
    return households.load(desk, household).members[at]


def test_first_import(desk, bring):
    outcome = bring(person_row(1), person_row(2, relation="บุตร"), person_row(3, "2"))
    assert outcome.rows == 3
    assert (outcome.households, outcome.persons) == (Tally(2, 0, 0), Tally(3, 0, 0))
    first = households.load(desk, 1)
    assert [m.first_name for m in first.members] == ["สมมุติ1", "สมมุติ2"]
    assert first.head.first_name == "สมมุติ1"
    assert first.members[0].birth == PartialDate(1980, 5, 1)
    assert first.members[0].age == 40
    assert first.assessments[0].income_person_year == 50_000
    assert first.case is not None
    assert checks.run(desk).ok


def test_same_list_again_changes_nothing(desk, bring):
    rows = [
        person_row(1, cid=CID, dim_failed=9, ind_failed=3, housing_problem=True),
        person_row(2, relation="บุตร", birth="2015", needs=((Need.DISABLED, True),)),
        person_row(3, "2", birth="", age=44, income=None),
    ]
    bring(*rows)
    before, counted = snapshot(desk.db), versions(desk)
    again = bring(*rows)
    assert (again.households, again.persons) == (Tally(0, 0, 2), Tally(0, 0, 3))
    assert versions(desk) == counted
    after = snapshot(desk.db)
    for table in ("household", "person", "assessment", "household_case", "search_text"):
        assert after[table] == before[table]
    assert len(all_of(desk, "import_batch")) == 2
    assert len(after["source_row"]) == 6


def test_changed_fields(desk, bring):
    bring(person_row(1), person_row(2), person_row(3, "2"))
    outcome = bring(
        person_row(1, occupation="ค้าขาย"), person_row(2), person_row(3, "2", tel="02-000-0000")
    )
    assert (outcome.households, outcome.persons) == (Tally(0, 1, 1), Tally(0, 1, 2))
    assert person(desk).occupation == "ค้าขาย"
    assert households.load(desk, 2).tel == "02-000-0000"
    assert (person(desk).version, person(desk, at=1).version) == (2, 1)


def test_blank_never_erases(desk, bring):
    bring(
        person_row(
            1, cid=CID, occupation="ค้าขาย", tel="02", dim_failed=1, needs=((Need.DISABLED, True),)
        )
    )
    blank = person_row(
        1,
        cid=CID,
        birth="",
        sex="",
        relation="",
        occupation="",
        tel="",
        address_no="",
        dim_known=0,
        income=None,
        prefix="",
    )
    before = households.load(desk, 1)
    for as_of in ("2021-01", "2022"):
        outcome = bring(blank, as_of=as_of)
        assert outcome.persons == Tally(0, 0, 1)
    after = households.load(desk, 1)
    kept = "cid sex relation occupation birth prefix needs"
    for name in kept.split():
        assert getattr(after.members[0], name) == getattr(before.members[0], name), name
    assert (after.address, after.tel) == (before.address, before.tel)
    row = households.rows(desk, [1])[0]
    assert (row.failed, row.known) == (1, 31)
    assert after.case.level == before.case.level


def test_newer_list_that_knows_less_erases_no_dimension(desk, bring):
    health, income = Dimension.HEALTH.bit, Dimension.INCOME.bit
    bring(person_row(1, dim_failed=health | income, dim_known=31))
    bring(person_row(1, dim_failed=0, dim_known=income), as_of="2022", name="พมจ.")
    row = households.rows(desk, [1])[0]
    assert (row.failed, row.known) == (health, 31)
    assert checks.run(desk).ok


def test_older_list_never_overwrites(desk, bring):
    bring(person_row(1, occupation="ค้าขาย", tel="02", dim_failed=1), as_of="2021-01")
    before = snapshot(desk.db)
    old = person_row(1, occupation="ทำนา", tel="09", dim_failed=2, income=20_000_000)
    outcome = bring(old, as_of="2019")
    after = snapshot(desk.db)
    assert after["person"] == before["person"]
    assert after["household"] == before["household"]
    assert outcome.persons == Tally(0, 0, 1)
    said = households.load(desk, 1).assessments
    assert [(a.as_of, a.failed) for a in said] == [("2021-01", 1), ("2019", 2)]
    assert said[0].income_person_year == 50_000


def test_what_a_clerk_typed_stays(desk, bring):
    bring(person_row(1), person_row(2))
    one = person(desk)
    typed = replace(
        one,
        occupation="ช่างไม้",
        birth=PartialDate(1980, 6, 1),
        needs=((Need.CHRONIC, Answered.NO),),
    )
    households.save_member(desk, 1, typed)
    bring(
        person_row(
            1,
            occupation="ค้าขาย",
            birth="1981-05-02",
            education="ป.6",
            needs=((Need.BEDRIDDEN, True),),
        ),
        person_row(2),
        as_of="2022",
    )
    after = person(desk)
    assert (after.occupation, after.birth) == ("ช่างไม้", PartialDate(1980, 6, 1))
    assert after.education == "ป.6"
    assert not after.has(Need.BEDRIDDEN)
    assert (Need.BEDRIDDEN, Answered.UNKNOWN) in after.needs


def test_moved_person(desk, bring):
    bring(person_row(1, cid=CID, relation="หัวหน้า"), person_row(2), person_row(3, "2"))
    bring(person_row(2), person_row(1, "2", cid=CID), person_row(3, "2"), as_of="2022")
    first, second = households.load(desk, 1), households.load(desk, 2)
    assert [m.id for m in first.members] == [2]
    assert {m.id for m in second.members} == {1, 3}
    assert [r.members for r in households.rows(desk, [1, 2])] == [1, 2]
    found = households.find(desk, households.HouseholdFilter(text=CID))
    assert found == [2]
    assert checks.run(desk).ok


@pytest.mark.parametrize(("before", "after"), [("", CID), (CID, "")])
def test_citizen_id_gained_or_lost(desk, bring, before, after):
    bring(person_row(1, cid=before), person_row(2))
    outcome = bring(person_row(1, cid=after), person_row(2), as_of="2022")
    assert outcome.persons.new == 0
    assert [(m.id, m.cid) for m in households.load(desk, 1).members] == [(1, CID), (2, "")]
    again = bring(person_row(1, cid=after), person_row(2), as_of="2022")
    assert again.persons == Tally(0, 0, 2)


def test_another_citizen_id_is_another_person(desk, bring):
    bring(person_row(1, cid=CID))
    outcome = bring(person_row(1, cid="3101700203459"), as_of="2022")
    assert outcome.persons == Tally(1, 0, 0)
    assert len(households.load(desk, 1).members) == 2


def test_namesakes(desk, bring):
    rows = [person_row(1, first_name="สมชาย"), person_row(2, first_name="สมชาย", birth="2010")]
    bring(*rows)
    assert len(households.load(desk, 1).members) == 2
    assert bring(*rows).persons == Tally(0, 0, 2)
    elsewhere = person_row(3, "2", first_name="สมชาย")
    assert bring(*rows, elsewhere).persons == Tally(1, 0, 2)


def test_same_person_twice_in_one_list(desk, bring):
    rows = [person_row(1, cid=CID), person_row(2, "2", cid=CID)]
    assert bring(*rows).persons == Tally(2, 0, 0)
    assert bring(*rows).persons == Tally(0, 0, 2)


def test_newer_list_moves_ages_on(desk, bring):
    bring(person_row(1, birth="1980-05-01"))
    assert (person(desk).age, str(person(desk).age_on)) == (40, "2021-01-01")
    outcome = bring(person_row(1, birth="1980-05-01"), as_of="2022-06")
    assert outcome.households == Tally(0, 0, 1)
    assert person(desk).age == 42


def test_every_raw_row_is_kept(desk, bring):
    pieces = [[["หัวเรื่อง", ""], ["นายหนึ่ง", "1/2"]], [["นายสอง", "0012"], ["", " ๓ "]]]
    blocks = [
        RawBlock(0, 1 + 2 * n, 2, zlib.compress(json.dumps(rows).encode()))
        for n, rows in enumerate(pieces)
    ]
    bring(person_row(1), blocks=blocks)
    kept = all_of(desk, "source_block")
    assert [(b.first_row, b.row_count) for b in kept] == [(1, 2), (3, 2)]
    assert [json.loads(zlib.decompress(b.data)) for b in kept] == pieces
    (sheet,) = all_of(desk, "source_sheet")
    assert (sheet.name, sheet.header_row) == ("ต.คลองหนึ่ง", 1)
    assert json.loads(sheet.columns) == [["ชื่อ", "first_name"]]
    (file,) = all_of(desk, "source_file")
    assert (file.name, file.size, file.sha256) == ("รายชื่อ.xlsx", 1234, "0" * 64)
    (origin,) = all_of(desk, "source_row")
    assert (origin.sheet_id, origin.row_no, origin.person_id) == (sheet.id, 2, 1)


def test_problems_are_kept_and_written(desk, bring):
    problem = Problem("ต.คลองหนึ่ง", 7, "อายุ", "สิบสอง", "อ่านเป็นตัวเลขไม่ได้", "รายชื่อ.xlsx", used=False)
    outcome = bring(person_row(1), problems=[problem])
    (kept,) = all_of(desk, "source_problem")
    assert (kept.sheet, kept.row_no, kept.column) == ("ต.คลองหนึ่ง", 7, "อายุ")
    assert (kept.value, kept.used) == ("สิบสอง", False)
    assert outcome.problems == (problem,)
    assert outcome.quarantine.endswith(".xlsx")
    second = bring(person_row(1), problems=[problem])
    assert second.quarantine != outcome.quarantine
    assert len(list(desk.output.iterdir())) == 2


def test_long_words_go_in(desk, bring):
    """A server counts letters where a file does not."""
    long = "ก" * 300
    bring(
        person_row(1, household="9", address_no=long, moo=long, house_code=long, postcode=long),
        person_row(2, household="8", cid="", first_name=long, soi=long),
    )
    assert households.load(desk, 1).address.address_no == long


def test_error_while_copying_tells_nothing_of_anybody(desk, bring):
    """The driver's own error would quote the row."""
    if desk.db.dialect == "sqlite":
        pytest.skip("a file takes any value")
    with pytest.raises(DatabaseFault) as caught:
        bring(person_row(1, first_name="ชื่อลับ", age=10**6))
    assert "ชื่อลับ" not in repr(caught.value)
    assert caught.value.__suppress_context__


def test_preview_says_what_commit_does_and_writes_nothing(desk, bring):
    bring(person_row(1), person_row(2))
    before = snapshot(desk.db, set())
    read = read_list([person_row(1, occupation="ค้าขาย"), person_row(3, "2")])
    seen = imports.preview(desk, read, "TPMAP", "2022", Silent())
    assert snapshot(desk.db, set()) == before
    done = imports.commit(desk, read, "TPMAP", "2022", Silent())
    assert done.batch_id
    # The fixture's lists all come from one made file.
    assert len(seen.again) == 1
    assert "เคยนำเข้าแล้วใน TPMAP" in seen.again[0]
    assert replace(done, batch_id=0, again=seen.again) == seen


class Impatient:
    """A clerk who cancels at the n-th step."""

    def __init__(self, patience):
        self.patience = patience

    def step(self, done, total, what):
        self.patience -= 1
        if self.patience < 0:
            raise Cancelled


@pytest.mark.parametrize("patience", range(8))
def test_cancelled_import_leaves_nothing(desk, patience):
    before = snapshot(desk.db, set())
    with pytest.raises(Cancelled):
        imports.commit(desk, read_list([person_row(1)]), "TPMAP", "2021", Impatient(patience))
    assert snapshot(desk.db, set()) == before


def test_lists_are_counted(desk, bring):
    bring(person_row(1))
    bring(person_row(1), as_of="2022", name="พมจ.")
    seen = overview.summary(desk)
    assert [(one.name, one.as_of, one.files, one.rows) for one in seen.lists] == [
        ("พมจ.", "2022", 1, 1),
        ("TPMAP", "2021-01", 1, 1),
    ]
    assert (seen.households, seen.persons) == (1, 1)


names = st.sampled_from(["สมชาย", "สมหญิง", "ก๊ก", "ญาญ่า"])
people = st.builds(
    person_row,
    st.integers(0, 5),
    st.sampled_from("123"),
    cid=st.sampled_from(["", "", CID, "3101700203459"]),
    first_name=names,
    birth=st.sampled_from(["", "1950", "1990-02", "2015-05-05"]),
    age=st.none() | st.integers(0, 100),
    moo=st.sampled_from(["", "4", "๕"]),
    tambon_code=st.sampled_from(["130201", "1302", "13", ""]),
    dim_failed=st.integers(0, 31),
    income=st.none() | st.integers(0, 20_000_000),
    housing_problem=st.none() | st.booleans(),
    relation=st.sampled_from(["", "หัวหน้า", "บุตร"]),
    needs=st.sampled_from([(), ((Need.DISABLED, True),), ((Need.CHRONIC, False),)]),
)


def added_up(tally):
    return tally.new + tally.changed + tally.same


class RolledBackError(Exception):
    pass


@settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(first=st.lists(people, max_size=6), second=st.lists(people, max_size=6))
def test_counts_add_up_and_the_second_time_all_is_the_same(desk, first, second):
    with pytest.raises(RolledBackError), work(desk.db, "นำเข้า", desk.actor) as current:
        for rows, as_of in ((first, "2021"), (second, "2022")):
            tallies = []
            for _ in range(2):
                outcome = intake.store(current, read_list(rows), "TPMAP", as_of, Silent())
                assert added_up(outcome.households) == len({r.household for r in rows})
                assert added_up(outcome.persons) == len(rows)
                tallies.append(outcome)
            assert (tallies[1].households.new, tallies[1].households.changed) == (0, 0)
            assert (tallies[1].persons.new, tallies[1].persons.changed) == (0, 0)
        raise RolledBackError
