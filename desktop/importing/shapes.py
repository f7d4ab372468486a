"""What the values of a column look like, whatever its header says."""

import re
from collections.abc import Callable, Sequence
from statistics import median

from desktop.domain.sheets import ColumnShape
from desktop.importing.column import Column
from desktop.importing.flags import are_flags
from desktop.thai import citizen_id
from desktop.thai.numbers import arabic, read_number
from desktop.thai.text import normalise

MOST_LOOKED_AT = 400
_MOST_MARKS = 12
_LARGEST_COUNT = 200
_MAJORITY = 0.8
_THREE_PARTS = re.compile(r"(\d{1,2}) ?[./-] ?(\d{1,2}) ?[./-] ?(\d{4}|\d{2})")
_DATE = re.compile(
    r"\d{1,2} ?[./-] ?\d{1,2} ?[./-] ?\d{2,4}|\d{4}-\d{2}-\d{2}.*"
    r"|\d{1,2} ?[ก-๙]+\.?[ก-๙]*\.? ?\d{2,4}"
)
_HOUSE_CODE = re.compile(r"\d{10,11}")


def shape_of(column: Column, most: int = MOST_LOOKED_AT) -> ColumnShape:
    """Return what a column's values look like; at most so many different ones are looked at."""
    used = [word for word in column.distinct() if word.strip()]
    step = max(len(used) // most, 1)
    some = [arabic(normalise(word)) for word in used[::step][:most]]
    blanks = sum(map(column.count, {word for word in column.distinct() if not word.strip()}))
    numbers = _numbers(some)
    dates = [found for word in some if (found := _THREE_PARTS.fullmatch(word))]
    return ColumnShape(
        kind=_kind(some, numbers),
        median=median(numbers) if numbers else None,
        day_first=sum(int(one[1]) > 12 >= int(one[2]) for one in dates),
        month_first=sum(int(one[2]) > 12 >= int(one[1]) for one in dates),
        short_years=sum(len(one[3]) == 2 for one in dates),
        filled=len(column) - blanks,
        distinct=len(used),
    )


def _kind(some: Sequence[str], numbers: Sequence[float]) -> str:
    if not some:
        return ""
    if len(some) <= _MOST_MARKS and are_flags(some):
        return "mark"
    if _mostly(some, _is_cid):
        return "cid"
    if _mostly(some, lambda word: bool(_HOUSE_CODE.fullmatch(word))):
        return "house"
    if _mostly(some, lambda word: bool(_DATE.fullmatch(word))):
        return "date"
    if numbers:
        return "count" if median(numbers) <= _LARGEST_COUNT else "amount"
    return "text"


def _mostly(some: Sequence[str], fits: Callable[[str], bool]) -> bool:
    return sum(map(fits, some)) > _MAJORITY * len(some)


def _is_cid(word: str) -> bool:
    digits = citizen_id.digits(word)
    return len(digits) == 13 and all(one.isdecimal() or one in "xX*" for one in digits)


def _numbers(some: Sequence[str]) -> list[float]:
    """Return the numbers among words; none where too few of them are numbers to matter."""
    numbers: list[float] = []
    for place, word in enumerate(some):
        number = _number(word)
        if number is not None:
            numbers.append(number)
        elif len(numbers) + len(some) - place - 1 <= _MAJORITY * len(some):
            return []
    return numbers


def _number(word: str) -> float | None:
    try:
        number = read_number(word)
    except ValueError:
        return None
    return None if number is None else float(number)
