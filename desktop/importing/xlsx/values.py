"""Turn the values of cells, as they stand in XML, into the texts that the other reader gives."""

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import date

import python_calamine

from desktop.importing.texts import text_of
from desktop.importing.xlsx.kinds import BOOL, DATE, ERROR, NUMBER, READY, SPAN, TRIMMED
from desktop.importing.xlsx.refusal import NotPlain
from desktop.importing.xlsx.strings import exact, trimmed

_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")
_ERROR = re.compile(r"#[A-Z][A-Z0-9_/]*[!?]?")
# Whole numbers of so many digits are exact in a number of the office program.
_EXACT_DIGITS = 15
_LONGEST_NUMBER = 400
_BOOLS = {"1": str(True), "0": str(False)}
_FORMATS = {DATE: 0, SPAN: 1}
# Numbers of days that are counted alike in both systems, from March 1900 to the year 4600.
_DAY = re.compile(r"[1-9][0-9]{2,5}")
_DAY_0 = date(1899, 12, 30).toordinal()
_DAYS_TO_1904 = 1462

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_LINKS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="a" Type="{_OFFICE}/%s" Target="%s"/></Relationships>'
)
_PARTS = {
    "_rels/.rels": _LINKS % ("officeDocument", "xl/workbook.xml"),
    "xl/_rels/workbook.xml.rels": _LINKS % ("worksheet", "a.xml"),
    "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}"><cellXfs>'
    '<xf numFmtId="14"/><xf numFmtId="46"/></cellXfs></styleSheet>',
}
_BOOK = (
    f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><workbookPr date1904="%d"/>'
    '<sheets><sheet name="a" r:id="a"/></sheets></workbook>'
)
_SHEET = f'<worksheet xmlns="{_MAIN}"><sheetData>%s</sheetData></worksheet>'


def texts_of(kind: int, values: Sequence[str], *, starts_1904: bool) -> list[str]:
    """Return the texts of values of one kind.

    Raises:
        NotPlain: one of them isn't what it should be.
    """
    if kind == NUMBER:
        return [_number(value) for value in values]
    if kind == DATE:
        return _dates(values, starts_1904=starts_1904)
    if kind == SPAN:
        return _asked(kind, values, starts_1904=starts_1904)
    if kind == BOOL:
        if not _BOOLS.keys() >= set(values):
            raise NotPlain("neither true nor false")
        return [_BOOLS[value] for value in values]
    if kind == ERROR:
        if not all(map(_ERROR.fullmatch, values)):
            raise NotPlain("an error's name")
        return [""] * len(values)
    if kind == READY:
        return list(values)
    return list(map(trimmed if kind == TRIMMED else exact, values))


def _number(value: str) -> str:
    if len(value) <= _EXACT_DIGITS and value.isdigit() and value.isascii():
        return str(int(value))
    if len(value) > _LONGEST_NUMBER or not _NUMBER.fullmatch(value):
        raise NotPlain("a number")
    return text_of(float(value))


def _dates(values: Sequence[str], *, starts_1904: bool) -> list[str]:
    """Return numbers as dates. Days without a time of day, which most are, are simply counted."""
    days = _DAY_0 + (_DAYS_TO_1904 if starts_1904 else 0)
    texts = [
        date.fromordinal(days + int(value)).isoformat() if _DAY.fullmatch(value) else ""
        for value in values
    ]
    others = [at for at, text in enumerate(texts) if not text]
    if others:
        found = _asked(DATE, [values[at] for at in others], starts_1904=starts_1904)
        for at, text in zip(others, found, strict=True):
            texts[at] = text
    return texts


def _asked(kind: int, values: Sequence[str], *, starts_1904: bool) -> list[str]:
    """Return numbers as dates, times and lengths of time, as the other reader has them.

    There are few in a list, as each is asked about once.
    """
    if not all(len(value) <= _LONGEST_NUMBER and _NUMBER.fullmatch(value) for value in values):
        raise NotPlain("a number")
    cells = "".join(f'<row><c s="{_FORMATS[kind]}"><v>{value}</v></c></row>' for value in values)
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as parcel:
        for name, xml in _PARTS.items():
            parcel.writestr(name, xml)
        parcel.writestr("xl/workbook.xml", _BOOK % starts_1904)
        parcel.writestr("xl/a.xml", _SHEET % cells)
    try:
        rows = (
            python_calamine.load_workbook(io.BytesIO(content.getvalue()))
            .get_sheet_by_index(0)
            .to_python()
        )
    except (python_calamine.CalamineError, OverflowError):
        raise NotPlain("a date") from None
    if len(rows) != len(values):
        raise NotPlain("a date")
    return [text_of(row[0]) for row in rows]
