"""Finding who may be the same person or household in different lists.

Blocks bring together what shares a key, levels say how far each field agrees, and the exact
rules of `domain.linkage` say which pairs are sure.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop.domain.linkage import (
    SURE_SCORE,
    FoundPair,
    HouseholdFacts,
    Kind,
    PersonFacts,
    rule_of,
    unambiguous,
)
from desktop.domain.progress import Reporter
from desktop.importing import link_levels as levels
from desktop.importing.child import run_child
from desktop.importing.link_blocks import candidates, masked_ids, near_ids
from desktop.importing.link_columns import Columns, Ints, columns_of
from desktop.importing.link_households import household_pairs

# Points at which a pair is as likely one person as two, and from which it is offered.
EVEN, OFFERED = 16.0, 18.0
_AT_ONCE = 400_000
_STEPS = 4
_FIELDS: dict[str, tuple[levels.Table, levels.Compare]] = {
    "first": (levels.FIRST, levels.first_names),
    "last": (levels.LAST, levels.last_names),
    "birth": (levels.BIRTH, levels.births),
    "sex": (levels.SEX, levels.sexes),
    "place": (levels.PLACE, levels.places),
    "lists": (levels.LISTS, levels.lists),
}
_SIBLINGS = 12.0


def find_pairs(
    people: Sequence[PersonFacts],
    houses: Sequence[HouseholdFacts],
    fresh: frozenset[int] | None,
    report: Reporter,
) -> Iterator[list[FoundPair]]:
    """Yield pairs of persons, then pairs of households, that are sure or likely.

    `fresh` are the ids of the persons to be compared with all others; None compares all.
    """
    report.step(0, _STEPS, "เตรียมชื่อและที่อยู่")
    columns = columns_of(people)
    is_fresh = None
    if fresh is not None:
        is_fresh = np.fromiter((p.id in fresh for p in people), np.bool_, len(people))
    report.step(1, _STEPS, "หาคู่ที่ควรเทียบ")
    persons = person_pairs(people, columns, is_fresh)
    report.step(2, _STEPS, "เทียบครัวเรือน")
    yield persons
    yield household_pairs(houses, people, persons, fresh)
    report.step(_STEPS, _STEPS, "เรียบร้อย")


def person_pairs(
    people: Sequence[PersonFacts],
    columns: Columns,
    fresh: NDArray[np.bool_] | None = None,
) -> list[FoundPair]:
    """Return the sure and the likely pairs, by their ids."""
    cids = [p.cid for p in people]
    near, masked = near_ids(cids, columns.valid), masked_ids(cids)
    pairs = np.unique(np.concatenate([near, masked, *candidates(columns)]))
    if fresh is not None:
        one, other = np.divmod(pairs, columns.size)
        pairs = pairs[fresh[one] | fresh[other]]
    found: list[FoundPair] = []
    for start in range(0, len(pairs), _AT_ONCE):
        one, other = np.divmod(pairs[start : start + _AT_ONCE], columns.size)
        compared = compare(columns, one, other, near, masked)
        found.extend(
            _pair(people, int(one[row]), int(other[row]), compared, row)
            for row in np.flatnonzero(compared.points >= OFFERED).tolist()
        )
    sure = unambiguous(found)
    return [
        pair
        if not pair.rule or pair[1:3] in sure
        else pair._replace(rule="", score=SURE_SCORE - 1)
        for pair in found
    ]


@dataclass(frozen=True)
class Compared:
    """Pairs' points, and the levels of each field."""

    points: levels.Points
    fields: dict[str, levels.Levels]

    def reasons(self, row: int) -> tuple[str, ...]:
        """Say why the pair is what it is, what speaks for it first."""
        said = [_table(field)[int(level[row])] for field, level in self.fields.items()]
        said.sort(key=lambda level: -level.points)
        return tuple(level.words for level in said if level.words)

    def score(self, row: int) -> int:
        """Return how likely the pair is one person, per mille, below what is sure."""
        odds: float = 2.0 ** min(40.0, float(self.points[row]) - EVEN)
        return min(SURE_SCORE - 1, round(1000 * odds / (1 + odds)))


def compare(c: Columns, one: Ints, other: Ints, near: Ints, masked: Ints) -> Compared:
    """Compare pairs of rows field by field."""
    fields = {"cid": levels.ids(c, one, other, near, masked)}
    fields |= {field: level(c, one, other) for field, (_, level) in _FIELDS.items()}
    points: levels.Points = -_SIBLINGS * _siblings(fields).astype(np.float64)
    for field, found in fields.items():
        table = _table(field)
        points += np.array([table[level].points for level in range(len(table))])[found]
    return Compared(points, fields)


def _table(field: str) -> levels.Table:
    return levels.CID if field == "cid" else _FIELDS[field][0]


def _siblings(fields: dict[str, levels.Levels]) -> levels.Bools:
    """Return where a shared house, birthday or near number are one fact: that of siblings.

    Twins differ by their first names; children registered together have ids that are near.
    """
    first, cid = fields["first"], fields["cid"]
    near = cid == levels.NEAR_ID
    unproven = ~np.isin(cid, (levels.SAME_ID, levels.SAME_BAD_ID))
    named = np.isin(first, (levels.SOMEWHAT, levels.OTHER))
    shared = (fields["birth"] == levels.DAY) & ~near | (first == levels.OTHER) & near
    alike: levels.Bools = named & unproven & shared & (fields["place"] == levels.ONE_HOUSE)
    return alike


def _pair(
    people: Sequence[PersonFacts], one: int, other: int, compared: Compared, row: int
) -> FoundPair:
    first, second = sorted((people[one], people[other]))
    rule = rule_of(first, second)
    score = SURE_SCORE if rule else compared.score(row)
    return FoundPair(Kind.PERSON, first.id, second.id, score, rule, compared.reasons(row))


def find_pairs_in_child(
    people: Sequence[str],
    houses: Sequence[str],
    fresh: frozenset[int] | None,
    report: Reporter,
) -> list[FoundPair]:
    """Return what `find_pairs` yields, found in a process of its own.

    `people` and `houses` are parcels: JSON texts of lists of facts.

    Raises:
        UserError: the process died or went over its limits.
        Cancelled: the clerk asked to stop.
    """
    return run_child(_compare, people, houses, fresh, report=report)


def _compare(
    people: Sequence[str], houses: Sequence[str], fresh: frozenset[int] | None, report: Reporter
) -> list[FoundPair]:
    persons = [
        PersonFacts._make([*values, tuple(lists)])
        for parcel in people
        for *values, lists in json.loads(parcel)
    ]
    homes = [HouseholdFacts(*values) for parcel in houses for values in json.loads(parcel)]
    return [pair for found in find_pairs(persons, homes, fresh, report) for pair in found]
