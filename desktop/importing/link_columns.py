"""Facts of persons as columns of numbers, so that millions of pairs are compared at once."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from desktop.domain import linkage
from desktop.domain.linkage import PersonFacts
from desktop.thai.spelling import skeleton

Ints = NDArray[np.int64]
UNKNOWN = -1
_MOST_LISTS = 62
_SEX = {"m": 1, "f": 2}


class Codes:
    """Numbers for texts, in the order they are met; '' is unknown."""

    def __init__(self) -> None:
        self.known: dict[Any, int] = {}

    def of(self, values: Iterable[Any]) -> Ints:
        """Return the number of each value."""
        known = self.known
        found = [known.setdefault(v, len(known)) if v else UNKNOWN for v in values]
        return np.array(found, np.int64)

    def words(self) -> list[Any]:
        """Return the values in the order of their numbers."""
        return list(self.known)


@dataclass(frozen=True)
class Columns:
    """Persons side by side; -1 is unknown. First and last names share their numbers.

    `first`, `last` are numbers of the sounds in `sounds`; `spelt_*` those of the exact words.
    `low`, `high` are the years of birth that can be; `birth` counts days of full dates,
    `lists` is a mask of the newest lists.
    """

    size: int
    household: Ints
    cid: Ints
    valid: NDArray[np.bool_]
    first: Ints
    last: Ints
    spelt_first: Ints
    spelt_last: Ints
    sounds: Sequence[str]
    sex: Ints
    woman: NDArray[np.bool_]
    year: Ints
    month: Ints
    day: Ints
    low: Ints
    high: Ints
    birth: Ints
    tambon: Ints
    village: Ints
    address: Ints
    code: Ints
    lists: Ints


def columns_of(people: Sequence[PersonFacts]) -> Columns:
    """Return the persons' facts as columns."""
    names = [_names(p.prefix, p.first, p.last) for p in people]
    sounds, spelt = Codes(), Codes()
    sex = _ints(_SEX.get(linkage.sex_of(p), 0) for p in people)
    ranges = [linkage.birth_years(p) for p in people]
    year, month, day = (
        _ints(getattr(p, name) for p in people) for name in PersonFacts._fields[7:10]
    )
    whole = (year > 0) & (month > 0) & (day > 0) & ~((month == 1) & (day == 1))
    return Columns(
        size=len(people),
        household=_ints(p.household for p in people),
        cid=Codes().of(p.cid for p in people),
        valid=np.fromiter((bool(p.cid) and _valid(p.cid) for p in people), np.bool_),
        first=sounds.of(n[2] for n in names),
        last=sounds.of(n[3] for n in names),
        spelt_first=spelt.of(n[0] for n in names),
        spelt_last=spelt.of(n[1] for n in names),
        sounds=sounds.words(),
        sex=sex,
        woman=sex == _SEX["f"],
        year=year,
        month=month,
        day=day,
        low=_ints(r[0] for r in ranges),
        high=_ints(r[1] for r in ranges),
        birth=np.where(whole, (year * 12 + month) * 31 + day, UNKNOWN),
        tambon=Codes().of(p.tambon if len(p.tambon) == 6 else "" for p in people),
        village=Codes().of(_village(p) for p in people),
        address=Codes().of(linkage.address_key(p) for p in people),
        code=Codes().of(p.house_code for p in people),
        lists=_masks_of([p.lists for p in people]),
    )


def _ints(values: Iterable[int]) -> Ints:
    return np.fromiter(values, np.int64)


_valid: Callable[[str], bool] = lru_cache(maxsize=1 << 19)(linkage.is_valid)


@lru_cache(maxsize=1 << 18)
def _names(prefix: str, first: str, last: str) -> tuple[str, str, str, str]:
    """Return first and last name as spelt, then as they sound."""
    one, other = linkage.plain_names(PersonFacts(0, 0, prefix=prefix, first=first, last=last))
    return one, other, skeleton(one), skeleton(other)


def _village(person: PersonFacts) -> tuple[str, str] | None:
    if len(person.tambon) != 6 or not person.moo:
        return None
    return person.tambon, linkage.number_key(person.moo)


def _masks_of(lists: Sequence[tuple[int, ...]]) -> Ints:
    newest = sorted({one for some in lists for one in some}, reverse=True)[:_MOST_LISTS]
    bit = {one: 1 << place for place, one in enumerate(newest)}
    return _ints(sum(bit.get(one, 0) for one in set(some)) for some in lists)
