"""Which pairs are worth comparing: those that share one of several keys."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from desktop.domain import linkage
from desktop.importing.link_columns import UNKNOWN, Columns, Ints

_CITIZEN = 13
_DIGITS = "0123456789"
_MASKED = "xX*×•"
_FEW, _SOME, _MANY = 40, 100, 300


def pairs_of(key: Ints, most: int) -> Ints:
    """Return each two rows with the same key as one number, row * size + later row.

    Keys of more than `most` rows say nothing and are passed over, and so are unknown ones (-1).
    """
    size = len(key)
    order = np.argsort(key, kind="stable")
    ordered = key[order]
    starts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]])
    counts = np.diff(np.r_[starts, size])
    usable = np.repeat((counts > 1) & (counts <= most), counts) & (ordered != UNKNOWN)
    here = np.flatnonzero(usable)
    found = []
    for step in range(1, most):
        here = here[here + step < size]
        here = here[ordered[here] == ordered[here + step]]
        if not len(here):
            break
        one, other = order[here], order[here + step]
        found.append(np.minimum(one, other) * size + np.maximum(one, other))
    return np.concatenate(found) if found else np.empty(0, np.int64)


def candidates(columns: Columns) -> Iterator[Ints]:
    """Yield pairs that share names, birth, house, or parts of them."""
    c = columns
    names = len(c.sounds) + 1
    whole = _join(np.minimum(c.first, c.last), np.maximum(c.first, c.last), names)
    years = np.where(c.year > 0, c.year, UNKNOWN)
    yield pairs_of(c.cid, _FEW)
    yield pairs_of(whole, _MANY)
    for name in (c.first, c.last):
        yield pairs_of(_join(c.birth, name, names), _SOME)
        yield pairs_of(_join(_join(c.tambon, years, 10_000), name, names), _SOME)
    yield pairs_of(_join(c.tambon, c.birth, 1_000_000), _FEW)
    for house in (c.code, c.address, c.household):
        yield pairs_of(house, _FEW)


def _join(one: Ints, other: Ints, limit: int) -> Ints:
    """Return one key of two; unknown where either is. `other` is less than `limit`."""
    return np.where((one == UNKNOWN) | (other == UNKNOWN), UNKNOWN, one * limit + other)


def near_ids(cids: Sequence[str], valid: NDArray[np.bool_]) -> Ints:
    """Return pairs of a good id and one with a wrong, swapped, missing or additional digit."""
    rows: dict[str, list[int]] = defaultdict(list)
    for row in np.flatnonzero(valid).tolist():
        rows[cids[row]].append(row)
    size = len(cids)
    found = [
        min(row, other) * size + max(row, other)
        for row in np.flatnonzero(~valid).tolist()
        if _CITIZEN - 1 <= len(cids[row]) <= _CITIZEN + 1 and cids[row].isdecimal()
        for repaired in _repairs(cids[row])
        for other in rows.get(repaired, ())
    ]
    return np.unique(np.array(found, np.int64))


def _repairs(cid: str) -> set[str]:
    """Return what the id may have been before one slip of the hand."""
    if len(cid) == _CITIZEN:
        found = {cid[:i] + d + cid[i + 1 :] for i in range(len(cid)) for d in _DIGITS}
        return found | {cid[:i] + cid[i + 1] + cid[i] + cid[i + 2 :] for i in range(len(cid) - 1)}
    if len(cid) < _CITIZEN:
        return {cid[:i] + d + cid[i:] for i in range(_CITIZEN) for d in _DIGITS}
    return {cid[:i] + cid[i + 1 :] for i in range(len(cid))}


def masked_ids(cids: Sequence[str]) -> Ints:
    """Return pairs of a masked id and one that agrees with it in every digit that is shown."""
    masked: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for row, cid in enumerate(cids):
        if len(cid) == _CITIZEN and not cid.isdecimal():
            shown = tuple(i for i, letter in enumerate(cid) if letter not in _MASKED)
            masked[shown].append(row)
    whole = [row for row, cid in enumerate(cids) if len(cid) == _CITIZEN]
    size, found = len(cids), []
    for shown, some in masked.items():
        wanted: dict[str, list[int]] = defaultdict(list)
        for row in some:
            wanted["".join(cids[row][i] for i in shown)].append(row)
        found += [
            min(row, other) * size + max(row, other)
            for other in whole
            for row in wanted.get("".join(cids[other][i] for i in shown), ())
            if row != other
        ]
    return np.unique(np.array(found, np.int64))


def house_pairs(houses: Sequence[linkage.HouseholdFacts]) -> set[tuple[int, int]]:
    """Return households that share a house code or an address, as pairs of rows."""
    rows: dict[object, list[int]] = defaultdict(list)
    for row, house in enumerate(houses):
        for key in (house.house_code, linkage.address_key(house)):
            if key:
                rows[key].append(row)
    return set(_within(some for some in rows.values() if len(some) <= _FEW))


def _within(groups: Iterable[list[int]]) -> Iterator[tuple[int, int]]:
    for group in groups:
        yield from combinations(group, 2)
