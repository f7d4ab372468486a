"""An older list is kept with its date; it counts as a change only where it tells something new."""

import pytest

from desktop.domain.listing import Tally
from desktop.domain.progress import Silent
from desktop.services import imports
from tests.factories.lists import person_row, read_list


@pytest.fixture
def bring(desk):
    def commit(*rows, as_of="2021-01", name="TPMAP"):
        return imports.commit(desk, read_list(rows), name, as_of, Silent())

    return commit


def test_other_facts_of_an_older_list_change_nothing(bring):
    bring(person_row(1, income=9_000_000, housing_problem=False))
    older = bring(
        person_row(1, income=1_000_000, housing_problem=True), as_of="2020-01", name="เก่า"
    )
    assert (older.households, older.persons) == (Tally(0, 0, 1), Tally(0, 0, 1))


def test_what_only_an_older_list_knows_is_a_change(bring):
    bring(person_row(1, income=None))
    older = bring(person_row(1, income=1_000_000), as_of="2020-01", name="เก่า")
    assert older.households == Tally(0, 1, 0)
