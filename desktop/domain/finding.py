"""What a search answers with, how many households each choice would leave, saved filters."""

import json
from collections import Counter
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any, NamedTuple

from desktop.domain.records import HouseholdFilter
from desktop.domain.vocabulary import Dimension

FIRST = 200
"""Households of a list that are shown at once."""


class Found(NamedTuple):
    """Ids in the order of the list, how many people live there, and how many are only alike.

    Those that are only alike hold a name that sounds like what was typed; in the order of names
    they stand last.
    """

    ids: list[int]
    persons: int
    alike: int = 0


class Cell(NamedTuple):
    """Households that are one in all a chip can choose; `level` as a filter says it."""

    tambon: str
    level: str
    failed: int
    volunteer_id: int | None
    households: int


@dataclass(frozen=True, slots=True)
class Counts:
    """How many households there are to each choice, whatever the other chips choose."""

    cells: tuple[Cell, ...] = ()

    def districts(self, flt: HouseholdFilter) -> Counter[Any]:
        """Count by district, as 4 digits, with the other choices of the filter."""
        return self._count(replace(flt, area=""), lambda cell: [cell.tambon[:4]])

    def tambons(self, flt: HouseholdFilter) -> Counter[Any]:
        """Count by tambon of the filter's district."""
        return self._count(replace(flt, area=flt.area[:4]), lambda cell: [cell.tambon])

    def levels(self, flt: HouseholdFilter) -> Counter[Any]:
        """Count by level."""
        return self._count(replace(flt, level=""), lambda cell: [cell.level])

    def dimensions(self, flt: HouseholdFilter) -> Counter[Any]:
        """Count by failed dimension; a household may fail several."""
        failed = replace(flt, dimension=None)
        return self._count(failed, lambda cell: [d for d in Dimension if cell.failed & d.bit])

    def volunteers(self, flt: HouseholdFilter) -> Counter[Any]:
        """Count by volunteer's id; None is nobody."""
        anybody = replace(flt, volunteer_id=None, unassigned=False)
        return self._count(anybody, lambda cell: [cell.volunteer_id])

    def _count(self, flt: HouseholdFilter, choices: Any) -> Counter[Any]:
        counted: Counter[Any] = Counter()
        for cell in self.cells:
            if _keeps(flt, cell):
                for choice in choices(cell):
                    counted[choice] += cell.households
        return counted


def _keeps(flt: HouseholdFilter, cell: Cell) -> bool:
    return (
        cell.tambon.startswith(flt.area[:6])
        and flt.level in ("", cell.level)
        and (flt.dimension is None or bool(cell.failed & flt.dimension.bit))
        and flt.volunteer_id in (None, cell.volunteer_id)
        and not (flt.unassigned and cell.volunteer_id is not None)
    )


def without_chips(flt: HouseholdFilter) -> HouseholdFilter:
    """Return what of the filter no chip can change: text, lists, and a village."""
    area = flt.area if len(flt.area) == _VILLAGE else ""
    return replace(
        flt, area=area, level="", dimension=None, volunteer_id=None, unassigned=False, sort="name"
    )


_VILLAGE = 8


@dataclass(frozen=True, slots=True)
class SavedFilter:
    """A filter under a name, for everyone in the office."""

    name: str
    flt: HouseholdFilter = field(default_factory=HouseholdFilter)
    id: int | None = None
    version: int = 0


_OF_THE_MOMENT = ("text", "fiscal_year")


def to_json(flt: HouseholdFilter) -> str:
    """Return what the filter asks for; what is typed and the fiscal year aren't part of it."""
    plain = asdict(HouseholdFilter())
    asked = {k: v for k, v in asdict(flt).items() if v != plain[k] and k not in _OF_THE_MOMENT}
    return json.dumps(asked, ensure_ascii=False, sort_keys=True)


def from_json(text: str) -> HouseholdFilter:
    """Read a stored filter; what this program doesn't know is left out."""
    known = {one.name for one in fields(HouseholdFilter)}
    asked = {k: v for k, v in json.loads(text).items() if k in known}
    if "dimension" in asked:
        asked["dimension"] = Dimension(asked["dimension"])
    return HouseholdFilter(**asked)
