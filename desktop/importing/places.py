"""Which tambon each row of a sheet lies in: by codes, by names, by the sheet's title or name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from desktop.importing.cells import read_text
from desktop.importing.table import Table
from desktop.thai import areas
from desktop.thai.numbers import arabic
from desktop.thai.text import normalise

_GROUP = ("province", "district", "tambon", "province_code", "district_code", "tambon_code")
_CARRIED = (*_GROUP, "moo", "village_name")
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
    """Fill areas that are given once per block of rows into the rows below."""
    for canonical in _CARRIED:
        column = table.text(canonical)
        blanks = column.count("")
        if canonical not in table or not blanks or blanks * _BLANKS_OF_BLOCKS < table.size:
            continue
        filled, last = [], ""
        for cell in column:
            last = cell or last
            filled.append(last)
        table.replace(canonical, filled)


def tambon_codes(table: Table, fallback: Fallback) -> list[str]:
    """Return each row's tambon code, '' with a problem where it can't be told."""
    cells = list(zip(*(table.text(canonical) for canonical in _GROUP), strict=True))
    codes = {row: _resolve(row, fallback) for row in set(cells)}
    unknown = {row for row, code in codes.items() if not code}
    if unknown:
        _remark(table, cells, unknown)
    return list(map(codes.__getitem__, cells))


def place_names(table: Table, fallback: Fallback) -> list[str]:
    """Return what tells one tambon from another where its code isn't known."""
    cells = zip(table.text("district"), table.text("tambon"), strict=True)
    return [f"{district}/{tambon or fallback.tambon}" for district, tambon in cells]


def _remark(table: Table, cells: Sequence[tuple[str, ...]], unknown: set[tuple[str, ...]]) -> None:
    if not any(canonical in table for canonical in _GROUP):
        reason = "ไม่มีคอลัมน์ตำบล และชื่อแผ่นงานหรือหัวเรื่องไม่บอกตำบล"
        table.problems.append(table.problem(-1, "tambon", "", reason))
        return
    for index, row in enumerate(cells):
        if row in unknown:
            value = " ".join(filter(None, row))
            reason = "ไม่พบตำบลนี้ในอำเภอที่ระบุ" if value else "ไม่ได้ระบุตำบล"
            table.problems.append(table.problem(index, "tambon", value, reason))


def _resolve(row: Sequence[str], fallback: Fallback) -> str:
    """Return the tambon code that names and codes in one row give together."""
    province, district, tambon, *codes = (read_text(arabic(cell)) for cell in row)
    numbers = [*codes]
    for level, name in enumerate((province, district, tambon)):
        if name.isdecimal():
            numbers[level] = numbers[level] or name
    code = _from_numbers(*numbers)
    if code:
        return code
    found = areas.find(
        province or fallback.province,
        district or fallback.district,
        tambon or (fallback.tambon if not district or district == fallback.district else ""),
    )
    return found if found and len(found) == 6 else ""


def _from_numbers(province: str, district: str, tambon: str) -> str:
    """Return the code of a tambon from parts that may repeat the part before, or not."""
    if len(district) == 2:
        district = province + district
    if len(tambon) == 2:
        tambon = district + tambon
    return tambon if len(tambon) == 6 and areas.name_of(tambon) else ""
