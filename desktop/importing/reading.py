"""Read whole lists from files: what their columns are, and every row of them.

Both doors do their work in one child process (see `child`); only records come back.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from desktop.domain.errors import Place, UserError
from desktop.domain.listing import (
    ColumnGuess,
    ListFile,
    PersonRow,
    Problem,
    ReadList,
    SheetLayout,
)
from desktop.domain.progress import Reporter
from desktop.importing import cells, facts
from desktop.importing.blocks import raw_blocks
from desktop.importing.child import ChildReporter, run_child, stream_child
from desktop.importing.columns import find_header
from desktop.importing.duplicates import Duplicates
from desktop.importing.persons import Readers, read_persons
from desktop.importing.places import fallback_of
from desktop.importing.table import Table
from desktop.importing.workbook import SUFFIXES, Sheet, open_sheets, read_bytes

_ROWS_PER_PART = 2000
_HEADER_ROWS = 200


def examine(paths: Sequence[Path], report: Reporter) -> tuple[SheetLayout, ...]:
    """Return what each sheet's columns were taken for.

    Args:
        paths: files, or folders whose spreadsheets are meant.
        report: told of each sheet; may cancel.

    Raises:
        UserError: a file can't be read, or none of its sheets holds a list.
        Cancelled: the clerk asked to stop.
    """
    return run_child(_examine, spreadsheets(paths), report=report)


def read_list(
    paths: Sequence[Path],
    layouts: Sequence[SheetLayout] | None,
    latest_year: int,
    report: Reporter,
) -> ReadList:
    """Return every row of a list.

    Args:
        paths: files, or folders whose spreadsheets are meant.
        layouts: the clerk's corrections of what `examine` returned; None = guess.
        latest_year: the last year (common era) in which somebody on the list can be born.
        report: told of each sheet; may cancel.

    Raises:
        UserError: a file can't be read, or none of its sheets holds a list.
        Cancelled: the clerk asked to stop.
    """
    files: list[ListFile] = []
    sheets: list[SheetLayout] = []
    found = ReadList((), ())
    counted = 0
    parts = stream_child(
        _read, spreadsheets(paths), _as_tuple(layouts), latest_year, report=report
    )
    for kind, content in parts:
        if kind == "rows":
            found.rows.extend(map(PersonRow._make, content))
        elif kind == "blocks":
            found.blocks.extend(content)
        elif kind == "problems":
            found.problems.extend(content)
        elif kind == "file":
            files.append(content)
        elif kind == "sheet":
            sheets.append(content)
        else:
            counted += content
    return replace(found, files=tuple(files), sheets=tuple(sheets), data_rows=counted)


def spreadsheets(paths: Sequence[Path]) -> tuple[Path, ...]:
    """Return the files, with each folder's spreadsheets in the order of their names.

    Raises:
        UserError: there is none.
    """
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = (one for one in path.iterdir() if one.suffix.lower() in SUFFIXES)
            # Files that begin so are locks of a program that has the real one open.
            found += sorted(one for one in inside if not one.name.startswith(("~$", ".")))
        else:
            found.append(path)
    if not found:
        names = ", ".join(path.name for path in paths)
        raise UserError(
            "ไม่พบไฟล์ตารางคำนวณ",
            "ในที่ที่เลือกไม่มีไฟล์ .xlsx .xls .xlsb .ods หรือ .csv กรุณาเลือกไฟล์ใหม่",
            Place(file=names),
        )
    return tuple(found)


def _as_tuple(layouts: Sequence[SheetLayout] | None) -> tuple[SheetLayout, ...] | None:
    return None if layouts is None else tuple(layouts)


def _examine(paths: tuple[Path, ...], report: ChildReporter) -> tuple[SheetLayout, ...]:
    return tuple(
        layout
        for number, path in enumerate(paths)
        for _, layout, _ in _sheets_of(number, path, read_bytes(path), None, report, len(paths))
    )


def _read(
    paths: tuple[Path, ...],
    layouts: tuple[SheetLayout, ...] | None,
    latest_year: int,
    report: ChildReporter,
) -> Iterator[tuple[str, Any]]:
    """Yield what was read as (kind, content), so that the parent assembles it piece by piece."""
    readers = Readers(latest_year)
    duplicates = Duplicates()
    number = 0
    for index, path in enumerate(paths):
        data = read_bytes(path)
        yield "file", ListFile(path.name, len(data), hashlib.sha256(data).hexdigest())
        for sheet, layout, problems in _sheets_of(index, path, data, layouts, report, len(paths)):
            yield "sheet", layout
            yield "blocks", list(raw_blocks(sheet, number))
            if layout.header_row:
                table = Table(path.name, sheet, layout)
                titles = [cell for row in sheet.rows(0, layout.header_row - 1) for cell in row]
                fallback = fallback_of(titles, sheet.name, path.stem)
                found = read_persons(table, readers, number, fallback)
                rows = duplicates.without(found.rows, table)
                for first in range(0, len(rows), _ROWS_PER_PART):
                    yield "rows", rows[first : first + _ROWS_PER_PART]
                yield "count", found.data_rows
                problems = [*problems, *found.problems]
            yield "problems", problems
            number += 1
    yield "rows", list(duplicates.kept_for_their_household())
    yield "problems", duplicates.problems


def _sheets_of(
    number: int,
    path: Path,
    data: bytes,
    layouts: tuple[SheetLayout, ...] | None,
    report: ChildReporter,
    files: int,
) -> Iterator[tuple[Sheet, SheetLayout, list[Problem]]]:
    """Yield each sheet of a file with its layout, and problems of the sheet as a whole.

    A sheet without a list is kept beside others that have one, and named as a problem.
    """
    report.at(path.name)
    report.step(number, files, f"กำลังอ่าน {path.name}")
    given = {one.name: one for one in layouts or () if one.file == number}
    refusal: UserError | None = None
    lists = 0
    for sheet in open_sheets(path, data):
        report.step(number, files, f"กำลังอ่าน {path.name} แผ่นงาน {sheet.name}")
        problems: list[Problem] = []
        layout = given.get(sheet.name)
        if layout is None:
            try:
                layout = _guessed(number, path, sheet)
            except UserError as error:
                refusal = refusal or error
                layout = SheetLayout(number, sheet.name, 0, (), sheet.height, sheet.hidden)
                reason = f"ไม่ได้นำเข้าแผ่นงานนี้: {error.title}"
                problems.append(Problem(sheet.name, 0, "", "", reason, file=path.name, used=False))
        lists += layout.header_row > 0
        yield sheet, layout, problems
    if refusal and not lists:
        raise refusal


def _guessed(number: int, path: Path, sheet: Sheet) -> SheetLayout:
    place = Place(file=path.name, sheet=sheet.name)
    index, guesses = find_header(sheet.rows(0, _HEADER_ROWS), place)
    columns = tuple(_with_note(guess, sheet, index + 1) for guess in guesses)
    return SheetLayout(
        number, sheet.name, index + 1, columns, sheet.height - index - 1, sheet.hidden
    )


def _with_note(guess: ColumnGuess, sheet: Sheet, first: int) -> ColumnGuess:
    """Add to a guess what was decided on its marks or its unit."""
    if guess.canonical in ("income", "household_income"):
        note = cells.income_unit(guess.header, guess.canonical)
    else:
        column = sheet.columns[guess.index][first:]
        note = facts.style_note(guess.canonical, guess.header, column)
    return replace(guess, why=f"{guess.why} · {note}") if note else guess
