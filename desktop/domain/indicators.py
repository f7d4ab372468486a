"""The indicators of the household survey จปฐ.: an edition is data (domain.md A.2)."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Literal

from desktop.domain.vocabulary import Answered, Dimension, Need


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator. Ages are in whole years, included; None is no limit.

    TPMAP uses those with a `dimension`. `only` says in words of whom it is asked where neither
    age nor need tells.
    """

    number: int
    group: str
    text: str
    of: Literal["household", "person"]
    dimension: Dimension | None = None
    age_from: int | None = None
    age_to: int | None = None
    needs: frozenset[Need] = frozenset()
    only: str = ""

    def concerns(self, age: int | None, needs: Iterable[Need]) -> Answered:
        """Whether it is asked of a person of that age with those needs.

        Unknown where the age isn't known, or where only a look at the person tells.
        """
        if self.needs and self.needs.isdisjoint(needs):
            return Answered.NO
        if age is None and (self.age_from, self.age_to) != (None, None):
            return Answered.UNKNOWN
        if age is not None and self._outside(age):
            return Answered.NO
        return Answered.UNKNOWN if self.only else Answered.YES

    def _outside(self, age: int) -> bool:
        too_young = self.age_from is not None and age < self.age_from
        return too_young or (self.age_to is not None and age > self.age_to)


@dataclass(frozen=True, slots=True)
class IndicatorSet:
    """An edition. Indicator 22 fails below `income_line` baht per person per year."""

    id: str
    title: str
    income_line: Decimal
    indicators: tuple[Indicator, ...]

    def of_dimension(self, dimension: Dimension) -> tuple[Indicator, ...]:
        """The indicators that TPMAP counts for a dimension; one that fails fails it."""
        return tuple(one for one in self.indicators if one.dimension is dimension)


def load_indicators(path: Path) -> IndicatorSet:
    """Read an edition from its TOML file."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return IndicatorSet(
        id=data["id"],
        title=data["title"],
        income_line=Decimal(data["income_line"]),
        indicators=tuple(
            Indicator(
                **{key: one[key] for key in one if key not in ("dimension", "needs")},
                dimension=Dimension(one["dimension"]) if "dimension" in one else None,
                needs=frozenset(map(Need, one.get("needs", ()))),
            )
            for one in data["indicators"]
        ),
    )
