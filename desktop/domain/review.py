"""What a list would change, for a person to look through before it does."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from desktop.domain.listing import Problem, Tally

Key = tuple[str, int, str]
"""One fact: the table, the row's id, the field."""


class Kind(StrEnum):
    """Why a fact differs from what is stored, and so what happens to it by default."""

    CHANGED = "changed"
    """The list is newer: what it says is taken."""
    MOVED = "moved"
    """The person lives in another household by now: taken."""
    EDITED = "edited"
    """A clerk typed what is stored: kept, and asked."""
    OLDER = "older"
    """The list is older than what is stored: kept, and asked."""


TAKEN_BY_DEFAULT = frozenset((Kind.CHANGED, Kind.MOVED))


@dataclass(frozen=True, slots=True)
class Difference:
    """One fact that the list tells otherwise than it is stored; both in the clerk's words.

    `who` is the person or the household's head. `row` and `sheet` say where the list tells it.
    """

    kind: Kind
    key: Key
    household_id: int
    who: str
    field: str
    old: str
    new: str
    sheet: int
    row: int


@dataclass(frozen=True, slots=True)
class Missing:
    """A household or person of the list's last issue that is gone, or one that is back."""

    household_id: int
    who: str
    place: str
    person: bool
    returned: bool


@dataclass(frozen=True, slots=True)
class Decisions:
    """What a person decided otherwise than by default: facts to take and facts to keep."""

    taken: frozenset[Key] = frozenset()
    kept: frozenset[Key] = frozenset()

    def takes(self, kind: Kind, key: Key) -> bool:
        """Whether the list's word on a fact goes in."""
        if key in self.taken:
            return True
        return kind in TAKEN_BY_DEFAULT and key not in self.kept


AS_USUAL = Decisions()


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """What an import did, or would do.

    `differences` and `missing` are what a person may want to see, up to LIMIT of each kind;
    `counts` counts all differences by kind, `gone` and `back` (households, people).
    `quarantine` is the xlsx of problems, '' when there are none. `again` says, in Thai, when
    one of the files was imported before. `batch_id` is 0 for what was only looked at.
    """

    rows: int
    households: Tally
    persons: Tally
    problems: tuple[Problem, ...] = ()
    differences: tuple[Difference, ...] = ()
    missing: tuple[Missing, ...] = ()
    counts: Mapping[Kind, int] = field(default_factory=dict)
    gone: tuple[int, int] = (0, 0)
    back: tuple[int, int] = (0, 0)
    quarantine: str = ""
    again: tuple[str, ...] = ()
    batch_id: int = 0

    @classmethod
    def nothing(cls) -> "ImportOutcome":
        """Return what comes of no list at all."""
        return cls(0, Tally(), Tally())


LIMIT = 20_000
"""How many differences of one kind, and missing records, are listed; all are counted."""
