"""Rows become households: any member's failure is the household's, unknown is never no."""

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.gathering import HOUSING_INDICATOR, gather
from desktop.domain.listing import Persons
from desktop.domain.vocabulary import Dimension
from tests.factories.lists import person_row


def test_rows_of_one_household_stand_together_in_the_order_of_the_list():
    rows = [person_row(1), person_row(2, "2"), person_row(3)]
    first, second = gather(Persons.of(rows))
    assert first.rows == [0, 2]
    assert second.rows == [1]


def test_any_members_failure_is_the_households():
    health, income = Dimension.HEALTH.bit, Dimension.INCOME.bit
    rows = [
        person_row(1, dim_failed=health, dim_known=health, ind_failed=1, ind_passed=6),
        person_row(2, dim_failed=income, dim_known=health | income, ind_failed=2, ind_passed=5),
    ]
    (one,) = gather(Persons.of(rows))
    assert (one.dim_failed, one.dim_known) == (health | income, health | income)
    assert (one.ind_failed, one.ind_passed) == (3, 4)


def test_first_income_stated_stands():
    rows = [person_row(1, income=None), person_row(2, income=0), person_row(3, income=700)]
    assert gather(Persons.of(rows))[0].income == 0
    assert gather(Persons.of([person_row(1, income=None)]))[0].income is None


def housing(**facts):
    return gather(Persons.of([person_row(1, **facts)]))[0].housing_problem


def test_housing():
    assert housing() is None
    assert housing(ind_passed=HOUSING_INDICATOR) is False
    assert housing(ind_failed=HOUSING_INDICATOR) is True
    assert housing(ind_failed=HOUSING_INDICATOR, housing_problem=False) is True
    assert housing(housing_problem=False) is False
    assert housing(ind_passed=HOUSING_INDICATOR, housing_problem=True) is True
    assert housing(ind_failed=HOUSING_INDICATOR >> 1) is None


def test_one_member_with_a_housing_problem_is_enough():
    rows = [person_row(1, housing_problem=True), person_row(2, housing_problem=False)]
    assert gather(Persons.of(rows))[0].housing_problem is True
    assert gather(Persons.of(rows[::-1]))[0].housing_problem is True


masks = st.integers(min_value=0, max_value=31)


@given(st.lists(st.tuples(st.sampled_from("123"), masks, masks, st.booleans())))
def test_nothing_is_lost_or_made_up(facts):
    rows = [
        person_row(n, house, dim_failed=failed & known, dim_known=known, ind_failed=failed,
                   ind_passed=known)
        for n, (house, failed, known, _) in enumerate(facts)
    ]  # fmt: skip
    found = gather(Persons.of(rows))
    assert sorted(row for h in found for row in h.rows) == list(range(len(rows)))
    assert len({h.key for h in found}) == len(found)
    for one in found:
        assert one.dim_failed & ~one.dim_known == 0
        assert one.ind_failed & one.ind_passed == 0
        assert all(one.ind_failed & rows[r].ind_failed == rows[r].ind_failed for r in one.rows)


def test_dimension_without_a_column_follows_its_indicators():
    health, living = Dimension.HEALTH.bit, Dimension.LIVING.bit
    rows = [
        person_row(1, dim_known=living, ind_failed=1 << 6 | 1 << 8, ind_passed=1 << 0),
        person_row(2, dim_known=0, ind_passed=1 << 14),
    ]
    (home,) = gather(Persons.of(rows))
    # Indicators 7 and 9 fail, 1 and 15 pass; the list's own word on living (9) stands.
    assert home.dim_failed == health
    assert home.dim_known == health | living | Dimension.EDUCATION.bit
