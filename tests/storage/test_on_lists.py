"""On this list and not on that one, of an age: all of it must hold for one person."""

import pytest

from desktop.domain.progress import Silent
from desktop.domain.records import HouseholdFilter
from desktop.services import households, imports
from tests.factories.lists import person_row, read_list

A, B = 1, 2


@pytest.fixture
def listed(desk):
    """Household 1: an elder on both lists and a child; 2: an elder on A only; 3: an adult."""
    first = [
        person_row(1, birth="1950-05-01", cid="1101700203450"),
        person_row(2, birth="2015-01-01"),
        person_row(3, "2", birth="1962-02-01"),
        person_row(4, "3", birth="1990"),
        person_row(5, "4", birth="", age=70),
    ]
    imports.commit(desk, read_list(first), "TPMAP", "2021-01", Silent())
    imports.commit(desk, read_list(first[:1]), "เบี้ยยังชีพ", "2022-02", Silent())
    return desk


@pytest.mark.parametrize(
    ("flt", "found"),
    [
        ({"on_list": A}, [1, 2, 3, 4]),
        ({"on_list": B}, [1]),
        ({"not_on_list": B}, [1, 2, 3, 4]),  # the child of household 1
        ({"on_list": B, "not_on_list": A}, []),
        ({"on_list": A, "not_on_list": B, "age_from": 60}, [2, 4]),
        ({"on_list": A, "age_from": 60}, [1, 4]),  # in January 2021 the elder of 2 is 58
        ({"age_from": 60}, [1, 2, 4]),
        ({"age_from": 71, "not_on_list": B}, []),
        ({"on_list": A, "not_on_list": B, "age_from": 60, "area": "1303"}, []),
        ({"on_list": 99}, []),
    ],
)
def test_filter(listed, flt, found):
    assert sorted(households.find(listed, HouseholdFilter(**flt))) == found


@pytest.mark.parametrize(
    ("birth", "old"),
    [
        ("1962-02-01", True),
        ("1962-02-02", False),
        ("1962-02", True),
        ("1962", True),
        ("1963", False),
    ],
)
def test_the_birthday_counts(desk, birth, old):
    imports.commit(desk, read_list([person_row(1, birth=birth)]), "ก", "2022-02-01", Silent())
    found = households.find(desk, HouseholdFilter(on_list=1, age_from=60))
    assert bool(found) is old
