"""Which question of a new version is which of the old one.

By stable id, then by name within the same groups, then by name and kind in other groups. A
question that is only worded alike is a suggestion: of six such pairs tried, one was wrong.
"""

import difflib
import re
import unicodedata
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import Literal

from desktop.domain.form import Form, Question

_ALIKE = 0.85
_QUOTES = str.maketrans("‘’“”", "''\"\"")

How = Literal["id", "path", "name", "suggested"]


@dataclass(frozen=True, slots=True)
class Pair:
    """An old and a new question that are one, and how that is known. `score` is 0 to 1."""

    old: Question
    new: Question
    how: How
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Matching:
    """Every question of both versions once: in `pairs`, in `retired` or in `added`.

    Those of `suggested` also stand in `retired` and `added`.
    """

    pairs: tuple[Pair, ...]
    retired: tuple[Question, ...]
    added: tuple[Question, ...]
    suggested: tuple[Pair, ...]


def match(old: Form, new: Form) -> Matching:
    """Match the questions of two versions; pairs, retired and added in the order of the forms."""
    left = {one.id: one for one in old.questions if one.kind != "note"}
    right = {one.id: one for one in new.questions if one.kind != "note"}
    pairs: list[Pair] = []

    def take(how: How, key: Callable[[Question], Hashable]) -> None:
        known = {key(one): one for one in left.values()}
        for one in list(right.values()):
            if before := known.get(key(one)):
                pairs.append(Pair(before, one, how))
                del left[before.id], right[one.id]

    take("id", lambda one: one.id)
    take("path", lambda one: (one.groups, one.name))
    take("name", lambda one: (one.name, one.kind, one.per_member))
    order = {one.id: place for place, one in enumerate(new.questions)}
    return Matching(
        pairs=tuple(sorted(pairs, key=lambda one: order[one.new.id])),
        retired=tuple(left.values()),
        added=tuple(right.values()),
        suggested=_suggested(left.values(), right.values()),
    )


def alike(one: str, other: str) -> bool:
    """Return whether two texts say the same; spaces, quotes and composed letters don't count."""
    return plain(one) == plain(other)


def plain(text: str) -> str:
    """Return a text without what doesn't count in a comparison."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFC", text).translate(_QUOTES)).casefold()


def similarity(one: str, other: str) -> float:
    """Return how alike two texts are, 0 to 1."""
    return difflib.SequenceMatcher(None, plain(one), plain(other), autojunk=False).ratio()


def _suggested(retired: Iterable[Question], added: Iterable[Question]) -> tuple[Pair, ...]:
    """Return the likeliest pairs first, no question twice."""
    news = list(added)
    scored = sorted(
        (
            Pair(old, new, "suggested", score)
            for old in retired
            for new in news
            if (old.kind, old.per_member) == (new.kind, new.per_member)
            and (score := similarity(old.label, new.label)) >= _ALIKE
        ),
        key=lambda pair: -pair.score,
    )
    found: list[Pair] = []
    taken: set[tuple[str, str]] = set()
    for pair in scored:
        ends = {("old", pair.old.id), ("new", pair.new.id)}
        if taken.isdisjoint(ends):
            found.append(pair)
            taken |= ends
    return tuple(found)
