"""Facts that a list told otherwise and that were kept, for a person to decide."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from desktop.domain.changes import Changes
from desktop.domain.listing import MASKS
from desktop.domain.review import Kind

Values = Mapping[str, Any]
"""Columns of one fact by their names, as they are stored."""


class Verdict(StrEnum):
    """What a person decided."""

    KEPT = "kept"
    TAKEN = "taken"


@dataclass(frozen=True, slots=True)
class Question:
    """One fact, kept and offered, in the clerk's words.

    `seen` is what stands there now, to be handed back with the decision. `altered`: that is
    another value than the one the list met. `gone`: whom it is about is no longer there.
    """

    id: int
    household_id: int
    who: str
    place: str
    field: str
    kept: str
    offered: str
    reason: Kind
    list_name: str
    as_of: str
    asked_by: str
    seen: str
    altered: bool = False
    gone: bool = False


@dataclass(frozen=True, slots=True)
class QuestionGroup:
    """How many open questions are about one field for one reason; `label` names the field."""

    field: str
    label: str
    reason: Kind
    count: int


@dataclass(frozen=True, slots=True)
class Decided:
    """`again` are questions whose stored value was altered meanwhile: they stay open."""

    changes: Changes
    count: int
    again: tuple[int, ...] = ()


_MASKS = frozenset(name for pair in MASKS.values() for name in pair)


def offered_now(kept: Values, offered: Values, now: Values) -> dict[str, Any]:
    """Return what taking the offer would store now.

    Of needs and rights only the marks that the list told otherwise are its own: what others were
    marked since stays.
    """
    taken = dict(offered)
    for name in _MASKS & offered.keys():
        told = kept[name] ^ offered[name]
        taken[name] = (now[name] & ~told) | (offered[name] & told)
    return taken
