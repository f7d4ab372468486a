"""The indicators of จปฐ. 2560-2564, as data."""

from pathlib import Path

import pytest

from desktop.domain.indicators import load_indicators
from desktop.domain.vocabulary import Answered, Dimension, Need
from desktop.exporting.demo.rows import INDICATORS

FILE = Path(__file__).resolve().parents[2] / "resources" / "indicators" / "jpt-2560.toml"


@pytest.fixture(scope="module")
def edition():
    return load_indicators(FILE)


def numbered(edition, number):
    return edition.indicators[number - 1]


def test_the_set_is_whole_and_in_order(edition):
    assert [one.number for one in edition.indicators] == list(range(1, 32))
    groups = [one.group for one in edition.indicators]
    assert [groups.count(group) for group in dict.fromkeys(groups)] == [7, 7, 5, 4, 8]
    assert len({one.text for one in edition.indicators}) == 31
    assert edition.income_line == 38000


def test_tpmap_uses_seventeen(edition):
    used = {d: [one.number for one in edition.of_dimension(d)] for d in Dimension}
    assert [len(numbers) for numbers in used.values()] == [4, 4, 4, 3, 2]
    assert sorted(n for numbers in used.values() for n in numbers) == sorted(INDICATORS)


@pytest.mark.parametrize(
    ("number", "age", "needs", "concerned"),
    [
        (1, 1, (), Answered.YES),
        (1, 2, (), Answered.NO),
        (1, None, (), Answered.UNKNOWN),
        (7, 5, (), Answered.NO),
        (7, 6, (), Answered.YES),
        (16, 14, (), Answered.YES),
        (16, 15, (), Answered.NO),
        (17, 15, (), Answered.UNKNOWN),
        (21, 60, (), Answered.YES),
        (24, None, (), Answered.YES),
        (28, 40, (), Answered.NO),
        (28, None, (Need.DISABLED,), Answered.YES),
        (29, 40, (Need.CHRONIC_DEPENDENT,), Answered.YES),
    ],
)
def test_who_is_concerned(edition, number, age, needs, concerned):
    assert numbered(edition, number).concerns(age, needs) == concerned
