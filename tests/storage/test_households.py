"""The lines of the list say who in a household was searched for."""

import pytest

from desktop.domain.progress import Silent
from desktop.domain.records import HouseholdFilter
from desktop.services import households, imports
from tests.factories.lists import person_row, read_list

ROWS = [
    person_row(1, first_name="สมชาย", last_name="ใจดี", cid="1101700203451"),
    person_row(2, first_name="มะลิ", last_name="ใจดี", relation="บุตร", cid="1101700203469"),
    person_row(3, first_name="พรทิพย์", last_name="แก้วศรี", relation="หลาน"),
    person_row(4, "2", first_name="มะลิ", last_name="วรรณา"),
]


@pytest.fixture(scope="module")
def listed(shared_desk):
    imports.commit(shared_desk, read_list(ROWS), "TPMAP", "2021-01", Silent())
    return shared_desk


@pytest.mark.parametrize(
    ("typed", "met"),
    [
        ("", ["", ""]),
        ("สมชาย", [""]),
        ("มะลิ", ["มะลิ ใจดี", ""]),
        ("มะลิ ใจดี", ["มะลิ ใจดี"]),
        # Everybody there is called so: the head stands for the household.
        ("ใจดี", [""]),
        ("พรธิพ", ["พรทิพย์ แก้วศรี"]),
        ("1-1017-00203-46-9", ["มะลิ ใจดี"]),
        ("1-1017-00203-45-1", [""]),
    ],
)
def test_who_was_met_is_told_where_it_is_not_the_head(listed, typed, met):
    ids = households.find(listed, HouseholdFilter(typed))
    rows = sorted(households.rows(listed, ids, typed), key=lambda row: row.id)
    assert len(rows) == len(met)
    for row, name in zip(rows, met, strict=True):
        assert row.met.endswith(name)
        assert bool(row.met) == bool(name)
        assert (f"พบ {row.met}" in row.called) == bool(name)
