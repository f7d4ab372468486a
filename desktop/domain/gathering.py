"""From the rows of a list to its households: who lives together and what the list says of them."""

from dataclasses import dataclass

from desktop.domain.listing import Persons
from desktop.domain.vocabulary import Dimension

HOUSING_INDICATOR = 1 << 7
"""Indicator 8, secure and lasting housing (จปฐ. 2560-2564; booklet p.25)."""


INDICATORS_OF = {
    dimension: sum(1 << (number - 1) for number in numbers)
    for dimension, numbers in (
        (Dimension.HEALTH, (1, 4, 5, 7)),
        (Dimension.LIVING, (8, 9, 10, 11)),
        (Dimension.EDUCATION, (15, 16, 17, 19)),
        (Dimension.INCOME, (20, 21, 22)),
        (Dimension.ACCESS, (27, 28)),
    )
}
"""The masks of the 17 indicators of the five dimensions (booklet p.22-23, จปฐ. 2560-2564)."""


ALL_DIMENSIONS = sum(dimension.bit for dimension in Dimension)


@dataclass(slots=True)
class ListedHousehold:
    """A household of one list; `rows` are the places of its people in the list.

    Income is satang per person per year; masks as in PersonRow.
    """

    key: str
    rows: list[int]
    dim_failed: int = 0
    dim_known: int = 0
    ind_failed: int = 0
    ind_passed: int = 0
    income: int | None = None
    housing_problem: bool | None = None


_FACTS = ("dim_failed", "dim_known", "ind_failed", "ind_passed", "income", "housing_problem")


def gather(persons: Persons) -> list[ListedHousehold]:
    """Put the rows of one household together, in the order of the list.

    A household fails a dimension or indicator when any member does; it passes an indicator only
    when no member fails it. The first income stated stands for the household. A dimension the
    list has no word on follows from its indicators: it fails when any of them fails.
    """
    found: dict[str, ListedHousehold] = {}
    facts = zip(*(persons[name] for name in _FACTS), strict=True)
    for row, (key, said) in enumerate(zip(persons["household"], facts, strict=True)):
        household = found.get(key)
        if household is None:
            found[key] = ListedHousehold(key, [row], *said)
            continue
        failed, known, ind_failed, ind_passed, income, housing_problem = said
        household.rows.append(row)
        household.dim_failed |= failed
        household.dim_known |= known
        household.ind_failed |= ind_failed
        household.ind_passed |= ind_passed
        if household.income is None:
            household.income = income
        if housing_problem is not None:
            household.housing_problem = bool(household.housing_problem) or housing_problem
    for household in found.values():
        household.ind_passed &= ~household.ind_failed
        if household.ind_failed & HOUSING_INDICATOR:
            household.housing_problem = True
        elif household.housing_problem is None and household.ind_passed & HOUSING_INDICATOR:
            household.housing_problem = False
        if household.dim_known != ALL_DIMENSIONS:
            _fill_dimensions(household)
    return list(found.values())


def _fill_dimensions(household: ListedHousehold) -> None:
    for dimension, mask in INDICATORS_OF.items():
        if household.dim_known & dimension.bit:
            continue
        if household.ind_failed & mask:
            household.dim_failed |= dimension.bit
        if (household.ind_failed | household.ind_passed) & mask:
            household.dim_known |= dimension.bit
