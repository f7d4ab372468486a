"""Tell the rows of a sheet that hold people from those that don't: blank, header, total, area."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from desktop.importing.column import Column
from desktop.importing.rows.areas import area_of
from desktop.importing.table import Table
from desktop.thai.citizen_id import digits
from desktop.thai.numbers import arabic
from desktop.thai.text import normalise

Mask = NDArray[np.bool_]

NAMES = ("full_name", "first_name")
HOUSES = ("household_no", "house_code", "address_no")
_HOUSE_PARTS = frozenset((*HOUSES, "head_name"))
_CID_DIGITS = 13
_MOST_IN_AREA_ROW = 4
_FEWEST_NUMBERED = 3
_FEWEST_IN_BRACKETS = 2
# Columns with more different texts are only asked for cells that are quite empty.
_MANY_WORDS = 300
# Offices put these where they have no name.
_NO_NAME = re.compile(r"[\s.\-–—_]*")
# A total, not somebody whose name begins so, like รวมพร.
TOTAL = re.compile(
    r"(?:ยอด|ผล|จำนวน)?รวม(?:$|[\s\d:=(]|ทั้ง|จำนวน|หน้า|แผ่น|ครัวเรือน|คน|ราย|ตำบล|อำเภอ|จังหวัด|หมู่"
    r"|เป็น|ยอด|สุทธิ)|(?:grand |sub)? ?-?total\b|(?:ค่า)?เฉลี่ย(?:$|[\s\d:=(]|ต่อ)|(?:คิดเป็น)?ร้อยละ",
    re.IGNORECASE,
)
_TOTALS = ("รวม", "ยอด", "ผล", "จำนวน", "คิดเป็น", "ค่าเฉลี่ย", "เฉลี่ย")
_LETTERS = frozenset(map(chr, (*range(ord("ก"), ord("ฮ") + 1), *range(ord("เ"), ord("ไ") + 1))))
_PAGE = re.compile(r"(?:หน้า|แผ่น)(?:ที่)? ?\d+(?: ?(?:/|จาก) ?\d+)?")
_COLUMN_NUMBER = re.compile(r"\(?(\d{1,2})\)?")


class Kind(IntEnum):
    """What a row is. A household's row names a house and nobody."""

    PERSON = 0
    HOUSEHOLD = 1
    BLANK = 2
    HEADER = 3
    TOTAL = 4
    AREA = 5


@dataclass(frozen=True, slots=True)
class Kinds:
    """The kind of every row, and what rows across the sheet say of area and house, by index."""

    of: NDArray[np.int8]
    said: dict[int, dict[str, str]] = field(default_factory=dict)

    def are(self, *kinds: Kind) -> Mask:
        """Return which rows are of one of these kinds."""
        return np.isin(self.of, kinds)


def filled(column: Column) -> Mask:
    """Return which cells hold more than spaces."""
    words = column.words
    if len(words) > _MANY_WORDS:
        blank = [words.index("")] if "" in words else []
    else:
        blank = [index for index, word in enumerate(words) if not word.strip()]
    held = np.ones(len(words), bool)
    held[blank] = False
    return held[column.codes]


def is_name(text: str) -> bool:
    """Return whether the cell says more than that there is no name."""
    return not _NO_NAME.fullmatch(normalise(text))


def kinds_of(table: Table, names: Sequence[Column]) -> Kinds:
    """Return the kind of every row. `names` are the columns that hold people's names."""
    kinds = Kinds(np.zeros(table.size, np.int8))
    above = frozenset(cell for row in table.above for cell in row if cell.strip())
    for index in _suspects(table, names).tolist():
        kind = _kind(table, names, index, above, kinds)
        kinds.of[index] = kind
    return kinds


def _suspects(table: Table, names: Sequence[Column]) -> NDArray[np.intp]:
    """Return the rows that may hold nobody: a look at whole columns, at no cost worth naming."""
    suspect = np.zeros(table.size, bool)
    named = np.zeros(table.size, bool)
    for column in names:
        words = column.words
        named |= filled(column)
        odd = [i for i, word in enumerate(words) if _is_odd(word) or word in table.header_words]
        if odd:
            flag = np.zeros(len(words), bool)
            flag[odd] = True
            suspect |= flag[column.codes]
    suspect |= ~named
    counted = np.zeros(table.size, np.int64)
    for column in table.every:
        counted += filled(column)
    if table.size:
        usual = int(np.bincount(counted).argmax())
        suspect |= counted <= min(_MOST_IN_AREA_ROW - 1, usual - 1)
        suspect[0] = True
    return np.flatnonzero(suspect)


def _is_odd(word: str) -> bool:
    """Return whether a name begins as a total may, or is none."""
    first = word[:1]
    return first not in _LETTERS or (first in "รยผจคเ" and word.startswith(_TOTALS))


def _kind(
    table: Table, names: Sequence[Column], index: int, above: frozenset[str], kinds: Kinds
) -> Kind:
    raw = [cell for cell in table.row(index) if cell.strip()]
    if not raw:
        return Kind.BLANK
    said = [normalise(column[index]) for column in names]
    named = [name for name in said if is_name(name)]
    if _is_header(raw, named, above, table.header_words) or _is_numbering(raw, index, kinds):
        return Kind.HEADER
    cells = [normalise(cell) for cell in raw]
    cid = len(digits(table.text("cid")[index])) >= _CID_DIGITS
    nameless = not named or TOTAL.match(named[0]) or arabic(named[0])[:1].isdecimal()
    if not cid and nameless and any(map(TOTAL.match, cells)):
        return Kind.TOTAL
    if not cid and len(cells) <= _MOST_IN_AREA_ROW and (area := area_of(cells)):
        kinds.said[index] = area
        return Kind.AREA if _HOUSE_PARTS.isdisjoint(area) else Kind.HOUSEHOLD
    if named or cid:
        return Kind.PERSON
    houses = (column for one in _HOUSE_PARTS if (column := table.text(one)[index].strip()))
    return Kind.HOUSEHOLD if any(houses) else Kind.PERSON


def _is_header(
    raw: Sequence[str], named: Sequence[str], above: frozenset[str], header_words: frozenset[str]
) -> bool:
    """Return whether the row says again what stands above, as printed pages do."""
    if above.issuperset(raw) or (len(raw) == 1 and _PAGE.fullmatch(normalise(arabic(raw[0])))):
        return True
    again = sum(one in header_words for one in raw)
    return bool(named) and any(name in header_words for name in named) and again * 2 > len(raw)


def _is_numbering(raw: Sequence[str], index: int, kinds: Kinds) -> bool:
    """Return whether the row numbers the columns, right below a header: (1) (2) (3)."""
    if index and kinds.of[index - 1] != Kind.HEADER:
        return False
    found = [_COLUMN_NUMBER.fullmatch(normalise(arabic(cell))) for cell in raw]
    numbers = [int(one[1]) for one in found if one]
    first = numbers[0] if numbers else 0
    in_brackets = all(cell.strip().startswith("(") for cell in raw)
    whole = len(numbers) == len(raw) >= (_FEWEST_IN_BRACKETS if in_brackets else _FEWEST_NUMBERED)
    return whole and numbers == list(range(first, first + len(raw)))
