"""Recognise a sheet by the headers of a layout that is known, and read it as that says."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from desktop.domain.listing import ColumnGuess, ImportProfile, ProfileColumn
from desktop.importing.drift import keys_of
from desktop.importing.headers import Header, Rows, shown, standing_at

_DEEPEST_HEADER = 60
_FEWEST = 2
# A sheet that has fewer of the columns that a layout uses is another list.
_SHARE = 0.5


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
    profile: ImportProfile, columns: Sequence[ColumnGuess]
) -> tuple[ColumnGuess, ...]:
    """Return the columns read as the layout says; what it doesn't know stays as guessed.

    No two columns feed the same field: the layout's goes before the guess.
    """
    known = dict(zip(keys_of(one.header for one in profile.columns), profile.columns, strict=True))
    keys = keys_of(guess.header for guess in columns)
    decided = {
        known[key].canonical for key in keys if key in known and not _is_open(profile, known[key])
    }
    why = (
        f"เหมือนการนำเข้า {profile.name} ครั้งก่อน" if profile.of_list else f"ตามรูปแบบ “{profile.name}”"
    )
    found = []
    for guess, key in zip(columns, keys, strict=True):
        column = known.get(key)
        if column is not None and not _is_open(profile, column):
            found.append(
                replace(
                    guess, canonical=column.canonical, reading=column.reading, why=why, doubt=""
                )
            )
        elif guess.canonical in decided:
            found.append(replace(guess, canonical="", why=f"{why} ใช้คอลัมน์อื่นแล้ว"))
        else:
            found.append(guess)
    return tuple(found)


def _is_open(profile: ImportProfile, column: ProfileColumn) -> bool:
    """Return whether a column was left unused only because the program didn't know it then."""
    return profile.of_list and not column.canonical


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
