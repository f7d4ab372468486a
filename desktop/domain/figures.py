"""Figures of a report, with what they rest on."""

from dataclasses import dataclass, field
from datetime import datetime

from desktop.domain.vocabulary import Dimension


@dataclass(frozen=True, slots=True)
class AreaFigures:
    """One area's line of the table of districts and dimensions (domain.md a.1).

    `failures[d]` counts households failing dimension d; a household failing two is in both.
    `distinct_failing` counts each household that fails any dimension once.
    """

    code: str
    name: str
    households: int
    persons: int
    failures: dict[Dimension, int] = field(default_factory=dict)
    distinct_failing: int = 0

    @property
    def incidences(self) -> int:
        """Dimension failures added up, as the booklet's last column does."""
        return sum(self.failures.values())


@dataclass(frozen=True, slots=True)
class DistrictReport:
    """The table with its footer's facts. `lists` are 'TPMAP ณ ม.ค. 2564' in words."""

    area_name: str
    unit: str
    areas: tuple[AreaFigures, ...]
    total: AreaFigures
    lists: tuple[str, ...]
    scheme: str
    made_at: datetime
    office: str
    project: str


@dataclass(frozen=True, slots=True)
class LevelCounts:
    """Households by level; the keys are '3', '2', '1', '0', 'outside', 'unresolved', 'waiting'."""

    fiscal_year: int
    scheme: str
    counts: dict[str, int]
