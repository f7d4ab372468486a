"""A pair of records as a clerk judges it: side by side, with score and reasons."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from desktop.domain.linkage import SURE_SCORE, Kind, Verdict

Agreement = Literal["same", "differs", "lacking", "unknown"]
Side = Literal["first", "second"]


@dataclass(frozen=True, slots=True)
class LinkLine:
    """One field of two records. `is_id`: citizen ids, unmasked; who shows them masks them."""

    label: str
    first: str
    second: str
    is_id: bool = False

    @property
    def agreement(self) -> Agreement:
        """How the two sides compare; 'lacking' where only one of them knows."""
        if self.first == self.second:
            return "same" if self.first else "unknown"
        return "differs" if self.first and self.second else "lacking"


@dataclass(frozen=True, slots=True)
class LinkPair:
    """A pair to be judged. `kept` is the record that would stay, the other would go into it.

    `homes` are the households' row ids; `alone`: the household of the one who goes goes too.
    """

    id: int
    kind: Kind
    score: int
    reasons: tuple[str, ...]
    verdict: Verdict
    version: int
    kept: Side
    homes: tuple[int, int]
    names: tuple[str, str]
    lines: tuple[LinkLine, ...]
    alone: bool = False

    @property
    def sure(self) -> bool:
        """Whether an exact rule holds; it is asked about where it could not join by itself."""
        return self.score >= SURE_SCORE


@dataclass(frozen=True, slots=True)
class Joined:
    """A pair that was joined: who stays, who went, when and by whom. `place` is for both."""

    id: int
    kind: Kind
    kept: str
    gone: str
    place: str
    at: datetime
    who: str
    household_id: int


@dataclass(frozen=True, slots=True)
class LinkCounts:
    """What finding gave: pairs joined by themselves, and pairs waiting for a person, by kind."""

    joined: dict[Kind, int]
    waiting: dict[Kind, int]
