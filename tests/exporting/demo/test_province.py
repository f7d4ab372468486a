"""The demo province: the booklet's figures, the same by the same seed, read back exactly."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.errors import UserError
from desktop.domain.progress import Cancelled, Silent
from desktop.domain.vocabulary import Dimension, Need, Right
from desktop.exporting.demo import people, plan
from desktop.exporting.demo.province import write_province
from desktop.exporting.demo.volunteers import FILE_NAME, write_volunteers
from desktop.importing import reading
from desktop.thai import citizen_id

SCALE = 0.01


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    return write_province(tmp_path_factory.mktemp("demo"), SCALE, 7, Silent())


@pytest.fixture(scope="module")
def found(files):
    return reading.read_list(files, None, 2021, Silent())


def test_plan_at_full_scale_is_the_booklet():
    districts = plan.districts(1)
    assert [one.households for one in districts] == [18289, 2605, 4646, 15643, 6247, 3727, 3910]
    assert sum(one.persons for one in districts) == 126_859
    failures = Counter()
    for one in districts:
        failures.update(one.failures)
    assert failures == {
        Dimension.HEALTH: 542,
        Dimension.LIVING: 187,
        Dimension.EDUCATION: 75,
        Dimension.INCOME: 1195,
    }


@given(st.floats(0.0001, 3))
def test_plan_at_any_scale(scale):
    for one in plan.districts(scale):
        assert 1 <= one.households <= one.persons
        assert all(count <= one.households for count in one.failures.values())


def test_files_and_sheets(files, found):
    assert [file.name for file in files][:2] == [
        "TPMAP_ครัวเรือนเปราะบาง_คลองหลวง.xlsx",
        "TPMAP_ครัวเรือนเปราะบาง_ธัญบุรี.xlsx",
    ]
    assert len(files) == 7
    assert {sheet.header_row for sheet in found.sheets} == {4}
    unknown = {g.header for sheet in found.sheets for g in sheet.columns if not g.canonical}
    assert unknown == set()


def test_read_back_exactly(found):
    assert found.data_rows == len(found.rows) == 1269
    assert all(problem.used for problem in found.problems)
    assert {problem.column for problem in found.problems} == {"เลขประจำตัวประชาชน"}
    homes = {}
    for row in found.rows:
        homes.setdefault(row.tambon_code[:4], {}).setdefault(row.household, set()).add(
            row.dim_failed
        )
    for one in plan.districts(SCALE):
        households = homes[one.code]
        assert len(households) == one.households
        masks = [max(failed) for failed in households.values()]
        for dimension in Dimension:
            failing = sum(bool(mask & dimension.bit) for mask in masks)
            assert failing == one.failures.get(dimension, 0)


def test_distinct_households_are_fewer_than_failures(found):
    failed = {row.household: row.dim_failed for row in found.rows}
    incidences = sum(mask.bit_count() for mask in failed.values())
    assert 0 < sum(mask > 0 for mask in failed.values()) < incidences


def test_every_kind_of_fact_is_there(found):
    rows = found.rows
    needs = {need for row in rows for need, yes in row.needs if yes}
    rights = {right for row in rows for right, yes in row.rights if yes}
    assert needs == set(Need) - {Need.DEPENDENT}
    assert rights == set(Right)
    assert any(row.income is None for row in rows)
    assert any(row.housing_problem for row in rows)
    assert any(len(row.birth) == 4 for row in rows)
    assert any(row.household.startswith("a:") for row in rows)
    assert all(row.age is not None and row.sex and row.birth and row.tambon_code for row in rows)


def test_nobody_real_is_meant(found):
    assert all(row.cid[1:5] == "0000" for row in found.rows if row.cid)
    assert all(row.house_code[:4] == "1300" for row in found.rows if row.house_code)


def test_same_seed_same_bytes(files, tmp_path):
    again = write_province(tmp_path, SCALE, 7, Silent())
    assert [one.read_bytes() for one in again] == [one.read_bytes() for one in files]
    other = write_province(tmp_path, SCALE, 8, Silent())
    assert other[0].read_bytes() != files[0].read_bytes()


@given(st.integers(1, 8), st.integers(1, 9_999_999))
def test_ids_have_a_valid_check_digit(first, number):
    assert citizen_id.problem(people.citizen_id(first, number)) is None


@settings(max_examples=30)
@given(st.integers(1, 200), st.integers(0, 300), st.randoms(use_true_random=False))
def test_sizes_add_up(households, more, rng):
    found = people.sizes(rng, households, households + more)
    assert len(found) == households
    assert sum(found) == households + more
    assert min(found) >= 1


def test_folder_that_cannot_be_written(tmp_path):
    (tmp_path / "ไฟล์").write_text("x", encoding="utf-8")
    with pytest.raises(UserError, match="เขียนไฟล์"):
        write_province(tmp_path / "ไฟล์", SCALE, 7, Silent())


def test_cancel(tmp_path):
    class Stop:
        def step(self, done, total, what):
            raise Cancelled

    with pytest.raises(Cancelled):
        write_province(tmp_path, SCALE, 7, Stop())


def test_the_same_seed_gives_the_same_volunteers(tmp_path):
    one, other = (write_volunteers(tmp_path / name, 7).read_bytes() for name in "ab")
    assert one == other
    assert write_volunteers(tmp_path / "a", 8).read_bytes() != one


def test_a_list_of_volunteers_that_cannot_be_written(tmp_path):
    (tmp_path / FILE_NAME).mkdir()
    with pytest.raises(UserError, match="เขียนไฟล์"):
        write_volunteers(tmp_path, 7)
