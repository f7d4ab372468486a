"""Which tambon each row of a sheet lies in: by codes, by names, by the sheet's title or name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from desktop.importing.cells import read_text
from desktop.importing.column import Column
from desktop.importing.table import Table
from desktop.thai import areas
from desktop.thai.numbers import arabic
from desktop.thai.text import normalise

_GROUP = ("province", "district", "tambon", "province_code", "district_code", "tambon_code")
_CARRIED = (*_GROUP, "moo", "village_name")
# Which column is named when a row's tambon can't be told.
_TELLING = ("tambon", "tambon_code", "district", "district_code", "province", "province_code")
_TAMBON_DIGITS = 6
# Blocks with merged cells leave most cells blank; a few blanks are only gaps.
_BLANKS_OF_BLOCKS = 3
_IN_TITLE = {
    "province": re.compile(r"(?:จังหวัด|จ\.) ?([ก-๙]+)"),
    "district": re.compile(r"(?:อำเภอ|อ\.) ?([ก-๙]+)"),
    "tambon": re.compile(r"(?:ตำบล|ต\.) ?([ก-๙]+)"),
}


@dataclass(frozen=True, slots=True)
class Fallback:
    """The area that a sheet's title, its name or its file's name tell; parts may be empty."""

    province: str = ""
    district: str = ""
    tambon: str = ""


def fallback_of(titles: Sequence[str], sheet: str, file_stem: str) -> Fallback:
    """Return the area named above the header, else by the sheet, else by the file."""
    text = " ".join(normalise(title) for title in titles)
    found = {}
    for level, pattern in _IN_TITLE.items():
        match = pattern.search(text) or pattern.search(sheet) or pattern.search(file_stem)
        found[level] = match[1] if match else ""
    province = found["province"]
    if not found["district"]:
        words = [sheet, *re.split(r"[ _\-.]+", file_stem)]
        named = (word for word in words if len(areas.find(province, word, "") or "") == 4)
        found["district"] = next(named, "")
    if not found["tambon"] and len(areas.find(province, found["district"], sheet) or "") == 6:
        found["tambon"] = sheet
    return Fallback(**found)


def carry_down(table: Table) -> None:
    """Fill areas that are given once per block of rows into the rows below.

    In a town many houses have no village: its cell is blank although the row names its tambon.
    """
    areas_given: list[bool] = []
    for canonical in _CARRIED:
        column = table.text(canonical)
        blanks = column.count("")
        if canonical not in table or not blanks or blanks * _BLANKS_OF_BLOCKS < table.size:
            continue
        if not areas_given:
            areas_given = [any(row) for row in zip(*map(table.text, _GROUP), strict=True)]
        filled, last = [], ""
        for cell, given in zip(column, areas_given, strict=True):
            last = cell or ("" if given and canonical not in _GROUP else last)
            filled.append(last)
        table.replace(canonical, Column.of(filled))


def tambon_codes(table: Table, fallback: Fallback) -> list[str]:
    """Return each row's tambon code; with a problem where only its district or less is known."""
    cells, among = _different([table.text(canonical) for canonical in _GROUP])
    codes = [_resolve(row, fallback) for row in cells]
    unknown = {row for row, code in zip(cells, codes, strict=True) if len(code) != _TAMBON_DIGITS}
    if unknown:
        _remark(table, [cells[index] for index in among], unknown)
    return [codes[index] for index in among]


def _different(columns: Sequence[Column]) -> tuple[list[tuple[str, ...]], list[int]]:
    """Return the different rows that columns make, and which of them each row is."""
    among = np.zeros(len(columns[0]), np.int64)
    for column in columns:
        if len(column.words) > 1:
            both = among * len(column.words) + column.codes
            among = np.unique(both, return_inverse=True)[1]
    firsts = np.unique(among, return_index=True)[1].tolist()
    return [tuple(column[row] for column in columns) for row in firsts], among.tolist()


def place_keys(table: Table, fallback: Fallback, codes: Sequence[str]) -> list[str]:
    """Return what tells one tambon from another: its code, else its names as they stand."""
    cells = zip(codes, table.text("district"), table.text("tambon"), strict=True)
    return [
        code if len(code) == _TAMBON_DIGITS else f"{district}/{tambon or fallback.tambon}"
        for code, district, tambon in cells
    ]


def _remark(table: Table, cells: Sequence[tuple[str, ...]], unknown: set[tuple[str, ...]]) -> None:
    column = next((canonical for canonical in _TELLING if canonical in table), "")
    if column not in ("tambon", "tambon_code"):
        reason = "ไม่มีคอลัมน์ตำบล และชื่อแผ่นงานหรือหัวเรื่องไม่บอกตำบล"
        table.problems.append(table.problem(-1, column, "", reason))
        return
    at = _GROUP.index(column)
    for index, row in enumerate(cells):
        if row in unknown:
            value = row[at]
            reason = "ไม่พบตำบลนี้ในอำเภอที่ระบุ" if value else "ไม่ได้ระบุตำบล"
            table.problems.append(table.problem(index, column, value, reason))


def _resolve(row: Sequence[str], fallback: Fallback) -> str:
    """Return the code of the tambon, or of its district or province where that is all we know.

    A name in a column of codes is a name, a number in a column of names a code.
    """
    cells = [read_text(arabic(cell)) for cell in row]
    levels = list(zip(cells[:3], cells[3:], strict=True))
    numbers = [next((one for one in both if one.isdecimal()), "") for both in levels]
    province, district, tambon = (
        next((one for one in both if one and not one.isdecimal()), "") for both in levels
    )
    by_number = _from_numbers(*numbers)
    if len(by_number) == _TAMBON_DIGITS:
        return by_number
    province = province or areas.name_of(by_number[:2]) or fallback.province
    district = district or areas.name_of(by_number[:4] if by_number[2:] else "")
    if not tambon and not numbers[2] and district in ("", fallback.district):
        tambon = fallback.tambon
    district = district or fallback.district
    return (
        areas.find(province, district, tambon)
        or areas.find(province, district, "")
        or areas.find(province, "", "")
        or ""
    )


def _from_numbers(province: str, district: str, tambon: str) -> str:
    """Return the longest code there is, from parts that may repeat the part before, or not."""
    if len(district) == 2:
        district = province + district
    if len(tambon) == 2:
        tambon = district + tambon
    # A tambon of another district is no tambon: one of the two is wrong.
    parts = (tambon if tambon.startswith(district) else "", district, province)
    return next((code for code in parts if areas.name_of(code)), "")
