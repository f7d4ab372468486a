"""Read a list again from the rows that were kept, with some cells put right.

A cell can't be read by itself: what a blank means depends on its column, an income on how many
live in the house, a person's number on everybody else's. So all of the list is read again, and
only the rows that are asked for are used.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

import numpy as np

from desktop.domain.listing import ListFile, ReadList
from desktop.domain.progress import Reporter
from desktop.domain.repairing import Cell, Cells, KeptSheet
from desktop.domain.sheets import ColumnGuess, Known, SheetLayout
from desktop.importing import places
from desktop.importing.assembly import Assembly
from desktop.importing.blocks import columns_of
from desktop.importing.column import Column
from desktop.importing.rows.reshape import reshape
from desktop.importing.table import Table
from desktop.importing.workbook import Sheet

# What one row may tell for those below it, and so is told again where a row stands alone.
_TOLD_ONCE = (
    *("province", "district", "tambon", "province_code", "district_code", "tambon_code"),
    *("moo", "village_name", "house_code", "address_no", "household_no"),
)
_LEVELS = {"province": "จังหวัด", "district": "อำเภอ", "tambon": "ตำบล"}


@dataclass(frozen=True, slots=True)
class Reread:
    """A list that was read again, and its sheets as they stand with the cells put right."""

    read: ReadList
    sheets: tuple[Sheet, ...]


def reread(
    kept: Sequence[KeptSheet], cells: Cells, latest_year: int, known: Known, report: Reporter
) -> Reread:
    """Read kept sheets again with other texts in some cells; `known` has a logbook's questions.

    Raises:
        Cancelled: the clerk asked to stop.
    """
    assembly = Assembly(latest_year, known)
    files = tuple(dict.fromkeys(one.file for one in kept))
    sheets = []
    for number, one in enumerate(kept):
        report.step(number, len(kept), f"กำลังอ่าน {one.file.name} แผ่นงาน {one.name} อีกครั้ง")
        sheet = _with_cells(_sheet_of(one), one.id, cells)
        sheets.append(sheet)
        assembly.add(one.file.name, sheet, _layout_of(one, sheet, files), [])
    return Reread(assembly.finish(files, []), tuple(sheets))


def standing_alone(one: KeptSheet, rows: Mapping[int, list[str]]) -> dict[int, list[str]]:
    """Return rows of a sheet with what others tell for them written into their blanks."""
    found = {number: list(row) for number, row in rows.items()}
    width = max(map(len, found.values()), default=0)
    told = [
        index for index, column in enumerate(one.columns[:width]) if column.canonical in _TOLD_ONCE
    ]
    if not any(not row[index].strip() for row in found.values() for index in told):
        return found
    sheet = _sheet_of(one)
    table = Table(one.file.name, sheet, _layout_of(one, sheet, (one.file,)))
    reshape(table)
    places.carry_down(table)
    # Of several people in one row the first comes last here, and stays.
    at = {number: index for index, number in reversed(list(enumerate(table.numbers)))}
    for number, row in found.items():
        for index in told:
            if not row[index].strip() and number in at:
                row[index] = table.text(one.columns[index].canonical)[at[number]]
    return found


def head_of(one: KeptSheet, name: str, cells: Mapping[int, list[str]]) -> list[list[str]]:
    """Return the rows down to the header, of `cells`, for a sheet that is now called `name`.

    A line is put above them where only the sheet's old name or its file's told the area.
    """
    head = [cells.get(row, []) for row in range(1, one.header_row + 1)]
    titles = [cell for row in head[: -one.header_rows] for cell in row]
    told = places.fallback_of(titles, one.name, PurePath(one.file.name).stem)
    if told == places.fallback_of(titles, name, ""):
        return head
    words = (f"{word}{getattr(told, level)}" for level, word in _LEVELS.items())
    said = " ".join(word for word in words if word not in _LEVELS.values())
    return [[said], *head]


def _sheet_of(one: KeptSheet) -> Sheet:
    return Sheet(one.name, False, columns_of(one.blocks))


def _layout_of(one: KeptSheet, sheet: Sheet, files: Sequence[ListFile]) -> SheetLayout:
    guesses = tuple(
        ColumnGuess(index, column.header, column.canonical, "", reading=column.reading)
        for index, column in enumerate(one.columns)
        if column.header or column.canonical
    )
    return SheetLayout(
        files.index(one.file),
        one.name,
        one.header_row,
        guesses,
        max(sheet.height - one.header_row, 0),
        first_header_row=one.header_row - one.header_rows + 1 if one.header_row else 0,
    )


def _with_cells(sheet: Sheet, number: int, cells: Cells) -> Sheet:
    """Put other texts into a sheet's cells; the column may be one that was blank so far."""
    mine = [(cell, text) for cell, text in cells.items() if cell.sheet == number]
    if not mine:
        return sheet
    columns = list(sheet.columns)
    for cell, text in mine:
        columns += [Column.blank(sheet.height)] * (cell.column + 1 - len(columns))
        columns[cell.column] = _put(columns[cell.column], cell, text)
    return replace(sheet, columns=tuple(columns))


def _put(column: Column, cell: Cell, text: str) -> Column:
    if text in column.words:
        words, code = column.words, column.words.index(text)
    else:
        words, code = [*column.words, text], len(column.words)
    codes = np.array(column.codes)
    codes[cell.row - 1] = code
    return Column(words, codes)
