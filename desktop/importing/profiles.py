"""Recognise a sheet by the headers of a layout that is known, and read it as that says."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from desktop.domain.sheets import ColumnGuess, ImportProfile, ProfileColumn
from desktop.importing.drift import KindOf, clash, keys_of
from desktop.importing.headers import Header, Rows, shown, standing_at

_DEEPEST_HEADER = 60
_FEWEST = 2
# A sheet that has fewer of the columns that a layout uses is another list.
_SHARE = 0.5
_OTHER_VALUES = "ค่าในคอลัมน์เป็นคนละชนิดกับครั้งก่อน โปรแกรมจึงอ่านตามที่เห็นครั้งนี้"


@dataclass(frozen=True, slots=True)
class Fit:
    """A layout, the header it fits, and the share of the columns it uses that are there."""

    profile: ImportProfile
    header: Header
    share: float


def recognise(
    profiles: Sequence[ImportProfile], rows: Rows, header: Header | None, *, moved: bool = True
) -> Fit | None:
    """Return the layout that fits a sheet best, None where none does by half.

    `header` is where the header seems to stand; where a layout doesn't fit it, its own headers
    are looked for elsewhere, unless nothing is `moved` because a person pointed the header out.
    """
    elsewhere = rows if moved else ()
    fits = [fit for profile in profiles if (fit := _fit(profile, elsewhere, header))]
    best = max(fits, key=_merit, default=None)
    return best if best and best.share >= _SHARE else None


def with_profile(
    profile: ImportProfile, columns: Sequence[ColumnGuess], kind_of: KindOf
) -> tuple[ColumnGuess, ...]:
    """Return the columns read as the layout says; what it doesn't know stays as guessed.

    So does a column whose values are of another kind now. No two columns feed the same field: the
    layout's goes before the guess.
    """
    known = dict(zip(keys_of(one.header for one in profile.columns), profile.columns, strict=True))
    why = f"เหมือนการนำเข้า {profile.name}" if profile.of_list else f"ตามรูปแบบ “{profile.name}”"
    found, decided = list(columns), set()
    for place, key in enumerate(keys_of(guess.header for guess in columns)):
        column, guess = known.get(key), columns[place]
        if column is None or _is_open(profile, column, guess):
            continue
        if _contradicts(column, guess) and clash(column.kind, kind_of(place)):
            found[place] = replace(guess, doubt=_OTHER_VALUES)
            continue
        decided.add(place)
        found[place] = replace(
            guess, canonical=column.canonical, reading=column.reading, why=why, doubt=""
        )
    fed = {found[place].canonical for place in decided}
    return tuple(
        replace(guess, canonical="", why=f"{why} ใช้คอลัมน์อื่นแล้ว")
        if place not in decided and guess.canonical in fed
        else guess
        for place, guess in enumerate(found)
    )


def _contradicts(column: ProfileColumn, guess: ColumnGuess) -> bool:
    """Return whether header and values say otherwise; text may look like anything one year."""
    return column.canonical != guess.canonical and (column.kind != "text" or bool(guess.canonical))


def _is_open(profile: ImportProfile, column: ProfileColumn, guess: ColumnGuess) -> bool:
    """Return whether the layout doesn't decide: nobody did when the list was read last.

    Without a kind no person looked at the columns then.
    """
    unseen = not column.kind and bool(guess.canonical)
    return profile.of_list and (not column.canonical or unseen)


def _merit(fit: Fit) -> tuple[float, bool, float]:
    used = fit.profile.used_at
    return fit.share, not fit.profile.of_list, used.timestamp() if used else 0.0


def _fit(profile: ImportProfile, rows: Rows, header: Header | None) -> Fit | None:
    wanted = _wanted(profile)
    if len(wanted) < _FEWEST:
        return None
    share = _share(wanted, header) if header else 0.0
    if header and share == 1:
        return Fit(profile, header, share)
    best = Fit(profile, header, share) if header else None
    depth = max(profile.header_rows, 1)
    for last in range(depth - 1, min(len(rows), _DEEPEST_HEADER)):
        other = standing_at(rows, last - depth + 1, last)
        found = _share(wanted, other)
        if found > (best.share if best else 0.0):
            best = Fit(profile, other, found)
    return best


def _wanted(profile: ImportProfile) -> frozenset[str]:
    keys = keys_of(column.header for column in profile.columns)
    return frozenset(
        key for key, column in zip(keys, profile.columns, strict=True) if column.canonical
    )


def _share(wanted: frozenset[str], header: Header) -> float:
    present = set(keys_of(map(shown, header.names)))
    return len(wanted & present) / len(wanted)
