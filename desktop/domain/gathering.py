"""From the rows of a list to its households: who lives together and what the list says of them."""

from collections.abc import Iterable
from dataclasses import dataclass

from desktop.domain.listing import PersonRow

HOUSING_INDICATOR = 1 << 7
"""Indicator 8, secure and lasting housing (จปฐ. 2560-2564; booklet p.25)."""


@dataclass(slots=True)
class ListedHousehold:
    """A household of one list. Income is satang per person per year; masks as in PersonRow."""

    key: str
    rows: list[PersonRow]
    dim_failed: int = 0
    dim_known: int = 0
    ind_failed: int = 0
    ind_passed: int = 0
    income: int | None = None
    housing_problem: bool | None = None

    @property
    def first(self) -> PersonRow:
        """The first row, whose address stands for the household."""
        return self.rows[0]


def gather(rows: Iterable[PersonRow]) -> list[ListedHousehold]:
    """Put the rows of one household together, in the order of the list.

    A household fails a dimension or indicator when any member does; it passes an indicator only
    when no member fails it. The first income stated stands for the household.
    """
    found: dict[str, ListedHousehold] = {}
    for row in rows:
        household = found.get(row.household)
        if household is None:
            household = found[row.household] = ListedHousehold(row.household, [])
        household.rows.append(row)
        household.dim_failed |= row.dim_failed
        household.dim_known |= row.dim_known
        household.ind_failed |= row.ind_failed
        household.ind_passed |= row.ind_passed
        if household.income is None:
            household.income = row.income
        if row.housing_problem is not None:
            household.housing_problem = bool(household.housing_problem) or row.housing_problem
    for household in found.values():
        household.ind_passed &= ~household.ind_failed
        if household.ind_failed & HOUSING_INDICATOR:
            household.housing_problem = True
        elif household.housing_problem is None and household.ind_passed & HOUSING_INDICATOR:
            household.housing_problem = False
    return list(found.values())
