"""Find the rows that are a sheet's header: below titles, over one to three rows.

Merged cells stand as text in their first cell and blanks in the others. A name of several rows
is kept as its parts, the group before what stands below it. Rows of units join the names; a row
that numbers the columns belongs to the header and says nothing.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from desktop.importing.aliases import Match, header_key, is_of_others, matches
from desktop.importing.rows.members import is_numbered
from desktop.thai.names import split_name
from desktop.thai.numbers import arabic
from desktop.thai.text import normalise

Rows = Sequence[Sequence[str]]

FEWEST_COLUMNS = 2
_DEEPEST_HEADER = 60
_MOST_ROWS = 3
_SURE_OF_HEADER = 6
_LONGEST_GROUP = 60
_PART_OF_NAME = 0.4
# Stand between the parts of a name, and before its unit, until it is shown.
_JOINT, _MEASURED = "\x1f", "\x1e"
_NUMBER = re.compile(r"[(\[]?(\d{1,2})[)\].]?(?:\s*=.*)?")
_VALUE = re.compile(r"\d{5,}|\d[\d -]{11,}|\d{1,4}[/-]\d{1,4}(?:[/-]\d{1,4})?(?: [\d:.]+)?")
_BARE_NUMBER = re.compile(r"\d{1,2}")
_UNIT_WORD = (
    r"(?:ล้าน|พัน)?บาท|คน|ราย|ปี|เดือน|วัน|หลัง|ครัวเรือน|ครั้ง|ไร่|ตารางวา|แห่ง|ร้อยละ|%|"
    r"(?:พ|ค)\.?ศ\.?|ว/ด/ป|วัน/เดือน/ปี|หลัก|13 หลัก|11 หลัก"
)
_UNIT = re.compile(
    rf"\(?\s*(?:หน่วย\s*:?\s*)?(?:{_UNIT_WORD})(?:\s*(?:/|ต่อ)\s*(?:{_UNIT_WORD}))*\s*\)?"
)
# What every row of data holds: values below one of these are no part of the header.
_ALWAYS_FILLED = frozenset(
    ("full_name", "first_name", "last_name", "cid", "house_code", "address_no", "prefix")
)


@dataclass(frozen=True, slots=True)
class Header:
    """The header's rows `first` to `last` (indices, both included) and a name for each column."""

    first: int
    last: int
    names: tuple[str, ...]


def shown(name: str) -> str:
    """Return a column's name as it is shown."""
    return name.replace(_JOINT, " ").replace(_MEASURED, " ")


def find(rows: Rows) -> Header | None:
    """Return the header that recognises most columns, None where fewer than two are known."""
    best: Header | None = None
    reached: tuple[float, int, int] = (0, 0, 0)
    for index in range(min(len(rows), _DEEPEST_HEADER)):
        if best and reached[0] >= _SURE_OF_HEADER and index >= best.last + _MOST_ROWS:
            break
        for header in _readings(rows, index):
            depth = header.last - header.first
            merit = (_score(header.names), -_alike(header.names), -depth)
            if merit > reached:
                best, reached = header, merit
    if best is None or reached[0] < FEWEST_COLUMNS:
        return None
    return _with_rows_below(_with_others_above(best, rows), rows)


def standing_at(rows: Rows, first: int, last: int) -> Header:
    """Return the header of the rows that a person named (indices, both included)."""
    block = [_clean(row) for row in rows[first : last + 1]]
    while len(block) > 1 and (_is_numbering(block[-1]) or _are_units(block[-1])):
        block.pop()
    named = Header(first, first + len(block) - 1, _joined(block))
    return replace(_with_rows_below(named, rows[: last + 1]), last=last)


def best_match(name: str) -> Match | None:
    """Return what a name means: all of it, its lower parts, or group and lowest part."""
    if _MEASURED in name:
        bare = best_match(name.partition(_MEASURED)[0])
        whole = best_match(name.replace(_MEASURED, " "))
        return max(filter(None, (bare, whole)), key=lambda match: match.score, default=None)
    *groups, lowest = name.split(_JOINT)
    if not groups:
        return next(iter(matches(lowest)), None)
    # A place in a title, like 'จังหวัดปทุมธานี', doesn't make a province of what is below it.
    above = {m.canonical for m in matches(" ".join(groups)) if not m.exact}
    found = [m for m in matches(shown(name)) if m.canonical not in above]
    if is_of_others(" ".join(groups)):
        found = [match for match in found if match.exact]
    else:
        found += matches(lowest)
        found += (m for group in groups for m in matches(f"{group} {lowest}") if m.exact)
    return max(found, key=lambda match: match.score, default=None)


def _readings(rows: Rows, index: int) -> Iterator[Header]:
    """Yield the row as the header's last by itself, and with one and two rows above it."""
    block = [_clean(rows[index])]
    if not any(block[0]) or _is_numbering(block[0]):
        return
    yield Header(index, index, tuple(block[0]))
    for first in range(index - 1, max(index - _MOST_ROWS, -1), -1):
        upper = _clean(rows[first])
        if not any(upper) or _is_title(upper) or any(_is_data(upper, row) for row in block):
            return
        block.insert(0, upper)
        yield Header(first, index, _joined(block))


def _clean(row: Sequence[str]) -> list[str]:
    return [cell.strip() for cell in row]


def _is_title(row: Sequence[str]) -> bool:
    """Return whether the row is one text across the sheet, not groups over some columns."""
    filled = [index for index, cell in enumerate(row) if cell]
    return any(len(row[index]) > _LONGEST_GROUP for index in filled) or filled == [0]


def _is_data(upper: Sequence[str], lower: Sequence[str]) -> bool:
    """Return whether values stand below headers; merged headers leave such cells blank."""
    if _holds_values(upper) or _holds_values(lower) or _is_covered(upper, lower):
        return True
    filled = 0
    for above, below in zip(upper, lower, strict=True):
        exact = next((match for match in matches(above) if match.exact), None)
        if exact is None or not below or any(match.exact for match in matches(below)):
            continue
        if exact.canonical in _ALWAYS_FILLED and not _is_unit(below):
            return True
        filled += not _BARE_NUMBER.fullmatch(arabic(below))
    return filled >= FEWEST_COLUMNS


def _holds_values(row: Sequence[str]) -> bool:
    """Return whether a row holds what no header says: ids, dates, house numbers, people."""
    return any(_VALUE.fullmatch(arabic(cell)) or _is_person(cell) for cell in row)


def _is_person(cell: str) -> bool:
    name = split_name(cell)
    return bool(name.prefix and name.last)


def _is_covered(upper: Sequence[str], lower: Sequence[str]) -> bool:
    """Return whether no cell stands alone below a merged one, as under headers in two rows."""
    below = [
        above for above, cell in zip(upper, lower, strict=True) if cell and not _is_unit(cell)
    ]
    return len(below) > FEWEST_COLUMNS and all(below)


def _joined(rows: Rows) -> tuple[str, ...]:
    """Return the names of columns whose upper cells may be merged over several of them."""
    groups = [""] * len(rows)
    return tuple(_name(cells, groups) for cells in zip(*rows, strict=True))


def _name(cells: Sequence[str], groups: list[str]) -> str:
    """Return one column's name; `groups` are those reaching over it, and are brought on."""
    deepest = max((level for level, cell in enumerate(cells) if cell), default=-1)
    parts: list[str] = []
    for level, cell in enumerate(cells):
        if cell:
            groups[level:] = [cell, *[""] * (len(cells) - level - 1)]
        part = groups[level] if level <= deepest else ""
        if part and part not in parts[-1:]:
            parts.append(part)
        if level >= deepest:
            # Nothing below it: the cell is no group, it names its own column.
            groups[level] = ""
    return _JOINT.join(parts)


def _score(names: Sequence[str]) -> float:
    """Return how many different columns are recognised; parts of long sentences count less."""
    found: dict[str, float] = {}
    for name in names:
        best = best_match(name)
        if best:
            likely = best.exact or 2 * best.score >= len(header_key(shown(name)))
            weight = 1.0 if likely or is_numbered(name) else _PART_OF_NAME
            found[best.canonical] = max(weight, found.get(best.canonical, 0))
    return sum(found.values())


def _alike(names: Sequence[str]) -> int:
    """Return how many names say what another says: then the row above tells them apart."""
    keys = [header_key(shown(name)) for name in names if name]
    return len(keys) - len(set(keys))


def _with_others_above(header: Header, rows: Rows) -> Header:
    """Take in a row above that gives some columns to somebody else than the person of the row.

    A line about who made the list, above all columns, is none: the person's own would be gone.
    """
    for deeper in _readings(rows, header.last):
        others = any(map(is_of_others, rows[deeper.first]))
        if deeper.first < header.first and others and _needed(header) <= _needed(deeper):
            return deeper
    return header


def _needed(header: Header) -> frozenset[str]:
    """Return which of the columns that every row fills are among the names."""
    return _ALWAYS_FILLED & {
        match.canonical for name in header.names if (match := best_match(name))
    }


def _with_rows_below(header: Header, rows: Rows) -> Header:
    """Take in the rows of units and of column numbers that follow."""
    for index in range(header.last + 1, len(rows)):
        row = _clean(rows[index])
        if _is_numbering(row):
            header = replace(header, last=index)
        elif _are_units(row):
            names = [
                f"{name}{_MEASURED}{unit}" if name and unit else name or unit
                for name, unit in zip(header.names, row, strict=True)
            ]
            header = replace(header, last=index, names=tuple(names))
        else:
            break
    return header


def _is_numbering(row: Sequence[str]) -> bool:
    """Return whether the row numbers the columns from 1 on: 1 2 3, or (1) (2) (3)=(1)+(2)."""
    found = [_NUMBER.fullmatch(arabic(normalise(cell))) for cell in row if cell.strip()]
    numbers = [int(one[1]) for one in found if one]
    return len(numbers) > FEWEST_COLUMNS and numbers == list(range(1, len(found) + 1))


def _are_units(row: Sequence[str]) -> bool:
    filled = [cell for cell in row if cell]
    return bool(filled) and all(map(_is_unit, filled))


def _is_unit(cell: str) -> bool:
    return bool(_UNIT.fullmatch(normalise(cell)))
