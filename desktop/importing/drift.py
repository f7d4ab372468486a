"""How a sheet's columns differ from a layout that is known: moved, gone, new, renamed."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from desktop.domain.sheets import ColumnGuess, Drift, ImportProfile, ProfileColumn
from desktop.importing.aliases import header_key

_ALIKE = 70
_SOMEWHAT_ALIKE = 40
_PLACE, _KIND, _MEANING = 30, 20, 60
# Kinds that one column may have in one year and the other in the next.
_NEAR = (frozenset(("mark", "count")), frozenset(("count", "amount")))

KindOf = Callable[[int], str]


@dataclass(frozen=True, slots=True)
class _Pair:
    """A column that is gone and one that is new, which may be the same."""

    merit: float
    gone: int
    new: int
    why: str


def keys_of(headers: Iterable[str]) -> list[str]:
    """Return each header's key; of headers that are alike the second ends in '#2'."""
    seen: Counter[str] = Counter()
    found = []
    for header in headers:
        key = header_key(header)
        seen[key] += 1
        found.append(key if seen[key] == 1 else f"{key}#{seen[key]}")
    return found


def drift_of(
    profile: ImportProfile, columns: Sequence[ColumnGuess], kind_of: KindOf
) -> tuple[Drift, ...]:
    """Return how columns differ from a layout, in the order gone and renamed, new, moved.

    `kind_of` tells the kind of values of the column at a place in `columns`.
    """
    known = keys_of(column.header for column in profile.columns)
    present = keys_of(guess.header for guess in columns)
    before, after = set(known), set(present)
    gone = [place for place, key in enumerate(known) if key not in after]
    new = [
        place for place, key in enumerate(present) if key not in before and columns[place].header
    ]
    pairs = {
        pair.gone: pair
        for pair in _pairs(profile, columns, (known, present), (gone, new), kind_of)
    }
    renamed = {pair.new for pair in pairs.values()}
    return (
        *(_of_gone(profile.columns[place], place, columns, pairs.get(place)) for place in gone),
        *(_of_new(columns[place]) for place in new if place not in renamed),
        *_moved(profile, columns, known, present),
    )


def _of_gone(
    column: ProfileColumn, place: int, columns: Sequence[ColumnGuess], pair: _Pair | None
) -> Drift:
    if pair is None:
        return Drift("gone", column.header, was=place, canonical=column.canonical)
    guess = columns[pair.new]
    return Drift(
        *("renamed", column.header, place, guess.index, guess.header, column.canonical, pair.why)
    )


def _of_new(guess: ColumnGuess) -> Drift:
    return Drift("new", guess.header, index=guess.index, canonical=guess.canonical)


def _moved(
    profile: ImportProfile,
    columns: Sequence[ColumnGuess],
    known: Sequence[str],
    present: Sequence[str],
) -> Iterable[Drift]:
    """Yield the columns that left the order; those beside an inserted one only made room."""
    at = {key: place for place, key in enumerate(present)}
    common = [(place, at[key]) for place, key in enumerate(known) if key in at]
    in_order = _longest_rising([now for _was, now in common])
    for number, (was, now) in enumerate(common):
        if number not in in_order:
            column, guess = profile.columns[was], columns[now]
            yield Drift("moved", column.header, was, guess.index, guess.header, column.canonical)


def _longest_rising(numbers: Sequence[int]) -> set[int]:
    """Return the places of a longest run of rising numbers."""
    ends: list[int] = []
    places: list[int] = []
    before: list[int] = []
    for place, number in enumerate(numbers):
        length = bisect_left(ends, number)
        before.append(places[length - 1] if length else -1)
        ends[length : length + 1] = [number]
        places[length : length + 1] = [place]
    found: set[int] = set()
    place = places[-1] if places else -1
    while place >= 0:
        found.add(place)
        place = before[place]
    return found


def _pairs(
    profile: ImportProfile,
    columns: Sequence[ColumnGuess],
    keys: tuple[Sequence[str], Sequence[str]],
    lost: tuple[Sequence[int], Sequence[int]],
    kind_of: KindOf,
) -> list[_Pair]:
    """Return which columns that are gone seem to be which new ones, the surest first."""
    (known, present), (gone, new) = keys, lost
    common = set(known) & set(present)
    offers = []
    for was in gone:
        for now in new:
            near = _same_neighbours(known, was, present, now, common)
            offer = _offer(profile.columns[was], columns[now], near, kind_of(now), (was, now))
            if offer:
                offers.append(offer)
    chosen: list[_Pair] = []
    for offer in sorted(offers, key=lambda one: -one.merit):
        if not any(offer.gone == one.gone or offer.new == one.new for one in chosen):
            chosen.append(offer)
    return chosen


def clash(kind: str, other: str) -> bool:
    """Return whether values of the two kinds can't be the same column's; '' clashes with none."""
    return bool(kind and other) and kind != other and {kind, other} not in _NEAR


def _offer(
    column: ProfileColumn, guess: ColumnGuess, near: int, kind: str, places: tuple[int, int]
) -> _Pair | None:
    """Return the pair if it is likely: alike by header, meaning, or by place and values."""
    if clash(column.kind, kind):
        return None
    same_kind = column.kind == kind
    alike = fuzz.ratio(header_key(column.header), header_key(guess.header))
    means_same = bool(guess.canonical) and guess.canonical == column.canonical
    telling = same_kind and kind not in ("", "text")
    in_place = near == 2 and (telling or alike >= _SOMEWHAT_ALIKE)
    if not (means_same or alike >= _ALIKE or in_place):
        return None
    reasons = (
        "ชื่อคล้ายกัน" if alike >= _SOMEWHAT_ALIKE else "",
        "ความหมายเดียวกัน" if means_same else "",
        "อยู่ที่เดิม" if near == 2 else "",
        "ค่าเป็นชนิดเดียวกัน" if telling else "",
    )
    merit = alike + near / 2 * _PLACE + telling * _KIND + means_same * _MEANING
    return _Pair(merit, *places, " ".join(one for one in reasons if one))


def _same_neighbours(
    known: Sequence[str], was: int, present: Sequence[str], now: int, common: set[str]
) -> int:
    """Return on how many sides, 0 to 2, the same column (or the edge) stands nearest."""
    sides = (
        (reversed(known[:was]), reversed(present[:now])),
        (known[was + 1 :], present[now + 1 :]),
    )
    return sum(_first(ones, common) == _first(others, common) for ones, others in sides)


def _first(keys: Iterable[str], common: set[str]) -> str:
    return next((key for key in keys if key in common), "")
