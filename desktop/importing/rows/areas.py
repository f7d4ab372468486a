"""Areas that stand in rows of their own across a sheet, or only in its title or its name."""

import re
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from desktop.importing.column import Column
from desktop.importing.table import Table
from desktop.thai import areas
from desktop.thai.numbers import arabic
from desktop.thai.text import normalise

# From the widest to the narrowest: a new one ends those after it.
LEVELS = ("province", "district", "tambon", "moo", "village_name")
_WORD = r"[ก-๙]+"
_MOO = r"(?:หมู่\ ?ที่|หมู่|ม\.)\ ?"
_PARTS = re.compile(
    rf"""(?:{_MOO}(?P<moo>\d{{1,2}})(?!\d)
    | (?:จังหวัด|จ\.)\ ?(?P<province>{_WORD})
    | (?:อำเภอ|อ\.|เขต)\ ?(?P<district>{_WORD})
    | (?:ตำบล|ต\.|แขวง)\ ?(?P<tambon>{_WORD})
    | (?:บ้านเลขที่|เลขที่)\ ?(?P<address_no>\d[\d/\-]*)
    | (?:รหัส(?:ประจำ)?บ้าน)\ ?(?P<house_code>\d[\d\-]*)
    | (?:ครัวเรือนที่|ลำดับครัวเรือน(?:ที่)?)\ ?(?P<household_no>\d+)
    | (?:ชื่อ)?(?P<village_name>(?:หมู่บ้าน|บ้าน(?!เลขที่)|ชุมชน)\ ?{_WORD}\d*)
    | (?:จำนวน|รวม)?\ ?\d+\ ?(?:ครัวเรือน|หลังคาเรือน|หลัง|คน|ราย))
    [\ ,:()–-]*""",
    re.VERBOSE,
)
_MOO_OF_SHEET = re.compile(rf"{_MOO}(\d{{1,2}})(?! ?[\d,/–-]| ?(?:ถึง|และ))")
_SHORT = frozenset(("province", "district", "tambon"))
_LONG = ("จังหวัด", "อำเภอ", "ตำบล")


def area_of(cells: Sequence[str]) -> dict[str, str]:
    """Return what a row says that names nothing but areas, or a house; empty if it's no such."""
    text = normalise(arabic(" ".join(cells))).strip(" ()*-:")
    found: dict[str, str] = {}
    at = 0
    while at < len(text):
        part = _PARTS.match(text, at)
        if part is None:
            return {}
        said = {name: value for name, value in part.groupdict().items() if value}
        if not all(_is_sure(name, value, part[0]) for name, value in said.items()):
            return {}
        found |= said
        at = part.end()
    return found


def _is_sure(level: str, name: str, text: str) -> bool:
    """Return whether a short form names an area there is: อ. is also how teachers are called."""
    return level not in _SHORT or text.startswith(_LONG) or areas.is_known(name)


def moo_of_sheet(titles: Iterable[str], sheet: str) -> str:
    """Return the one village's number that the titles name, else the sheet's name; '' if none."""
    for texts in (titles, (sheet,)):
        found = {
            str(int(one))
            for text in texts
            for one in _MOO_OF_SHEET.findall(normalise(arabic(text)))
        }
        if found:
            return found.pop() if len(found) == 1 else ""
    return ""


def fill_from_rows(table: Table, said: Mapping[int, Mapping[str, str]]) -> None:
    """Write into the blank cells below each area's row what the row says."""
    state: dict[str, str] = {}
    values: dict[str, list[str]] = {level: [""] * table.size for level in LEVELS}
    for index in range(table.size):
        row = said.get(index, {})
        for depth, level in enumerate(LEVELS):
            if level in row:
                state = {one: held for one, held in state.items() if one in LEVELS[:depth]}
                state[level] = row[level]
        for level, value in state.items():
            values[level][index] = value
    for level, cells in values.items():
        if any(cells) and not (level == "moo" and "village_code" in table and level not in table):
            fill_blanks(table, level, cells)


def fill_moo_of_sheet(table: Table) -> None:
    """Give all rows the village's number of the title or the sheet, where no column has one."""
    if "village_code" in table or any(word.strip() for word in table.text("moo").distinct()):
        return
    titles = [cell for row in table.above[:-1] for cell in row]
    moo = moo_of_sheet(titles, table.place.sheet)
    if moo:
        table.replace("moo", Column([moo], np.zeros(table.size, np.int32)))


def fill_blanks(table: Table, canonical: str, cells: Sequence[str]) -> None:
    """Put `cells` where the column is blank."""
    column = table.text(canonical)
    both = (own if own.strip() else other for own, other in zip(column, cells, strict=True))
    table.replace(canonical, Column.of(both))
