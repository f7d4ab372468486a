"""Read whole lists from files: what their columns are, and every row of them.

Both doors do their work in one child process (see `child`); only records come back.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop.domain.errors import Place, UserError
from desktop.domain.listing import ListFile, Problem, ReadList
from desktop.domain.progress import Reporter
from desktop.domain.repairing import REMARKS
from desktop.domain.sheets import Glimpse, Known, SheetLayout
from desktop.importing.assembly import Assembly
from desktop.importing.blocks import raw_blocks
from desktop.importing.child import ChildReporter, run_child
from desktop.importing.columns import check_needed
from desktop.importing.hidden import NOTHING
from desktop.importing.layouts import Layouts
from desktop.importing.workbook import (
    SUFFIXES,
    VAGUE_SUFFIXES,
    Sheet,
    first_rows,
    open_sheets,
    read_bytes,
)

_NOTHING_KNOWN = Known()
_NOT_WANTED = "ไม่ได้นำเข้าแผ่นงานนี้: ไม่ได้เลือกให้นำเข้า"


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read. One that only lay in a folder may turn out to be no list."""

    path: Path
    may_be_none: bool = False


def examine(
    paths: Sequence[Path],
    report: Reporter,
    passwords: Sequence[str] = (),
    known: Known = _NOTHING_KNOWN,
) -> tuple[SheetLayout, ...]:
    """Return what each sheet's columns were taken for, and what is to be asked about them.

    Args:
        paths: files, or folders whose spreadsheets are meant.
        report: told of each sheet; may cancel.
        passwords: tried in turn on each encrypted file.
        known: layouts by which sheets are recognised, headers that a person pointed out.

    Raises:
        PasswordNeededError: no password opens an encrypted file.
        UserError: a file can't be read, or none of its sheets holds a list.
        Cancelled: the clerk asked to stop.
    """
    return run_child(_examine, sources(paths), tuple(passwords), known, report=report)


def glimpse(path: Path, rows: int, report: Reporter) -> Glimpse:
    """Return the first rows of a file's first sheet, read without the rest where that can be.

    Raises:
        UserError: the file can't be read; an encrypted one neither.
        Cancelled: the clerk asked to stop.
    """
    return run_child(_glimpse, path, rows, report=report)


def _glimpse(path: Path, rows: int, report: ChildReporter) -> Glimpse:
    report.at(path.name)
    sheet = next(first_rows(path, read_bytes(path), rows))
    return Glimpse(sheet.name, tuple(sheet.rows(0, rows)), sheet.about or sheet.height)


def read_list(
    paths: Sequence[Path],
    layouts: Sequence[SheetLayout] | None,
    latest_year: int,
    report: Reporter,
    passwords: Sequence[str] = (),
    known: Known = _NOTHING_KNOWN,
) -> ReadList:
    """Return every row of a list.

    Args:
        paths: files, or folders whose spreadsheets are meant.
        layouts: the clerk's corrections of what `examine` returned; None = guess.
        latest_year: the last year (common era) in which somebody on the list can be born.
        report: told of each sheet; may cancel.
        passwords: tried in turn on each encrypted file.
        known: layouts by which sheets are recognised, and the questions that columns may feed.

    Raises:
        PasswordNeededError: no password opens an encrypted file.
        UserError: a file can't be read, or none of its sheets holds a list.
        Cancelled: the clerk asked to stop.
    """
    given = None if layouts is None else tuple(layouts)
    found = (sources(paths), given, tuple(passwords), latest_year, known)
    return run_child(read_here, *found, report=report)


def sources(paths: Sequence[Path]) -> tuple[Source, ...]:
    """Return the files, with each folder's files that can be lists in the order of their names.

    Raises:
        UserError: there is none.
    """
    found: list[Source] = []
    for path in paths:
        if path.is_dir():
            inside = (one for one in path.iterdir() if one.suffix.lower() in SUFFIXES)
            # Files that begin so are hidden, or locks of a program that has the real one open.
            files = sorted(
                one for one in inside if not one.name.startswith(("~$", ".")) and one.is_file()
            )
            found += (Source(one, one.suffix.lower() in VAGUE_SUFFIXES) for one in files)
        else:
            found.append(Source(path))
    if not found:
        names = ", ".join(path.name for path in paths)
        raise UserError(
            "ไม่พบไฟล์ตารางคำนวณ",
            "ในที่ที่เลือกไม่มีไฟล์ .xlsx .xls .xlsb .ods .csv หรือ .html กรุณาเลือกไฟล์ใหม่",
            Place(file=names),
        )
    return tuple(found)


def _examine(
    files: tuple[Source, ...], passwords: tuple[str, ...], known: Known, report: ChildReporter
) -> tuple[SheetLayout, ...]:
    reading = _Reading(files, None, passwords, report, Layouts(known, closely=True))
    layouts = tuple(
        layout
        for index, source in enumerate(files)
        for _, layout, _ in reading.sheets(index, read_bytes(source.path))
    )
    reading.finish()
    return layouts


def read_here(
    files: tuple[Source, ...],
    layouts: tuple[SheetLayout, ...] | None,
    passwords: tuple[str, ...],
    latest_year: int,
    known: Known,
    report: ChildReporter,
) -> ReadList:
    """Do what `read_list` does in this very process, which a hostile file may kill."""
    reading = _Reading(files, layouts, passwords, report, Layouts(known, closely=False))
    assembly = Assembly(latest_year, known)
    listed: list[ListFile] = []
    for index, source in enumerate(files):
        path, data = source.path, read_bytes(source.path)
        listed.append(ListFile(path.name, len(data), hashlib.sha256(data).hexdigest()))
        for sheet, layout, problems in reading.sheets(index, data):
            number = assembly.add(path.name, sheet, layout, problems)
            assembly.found.blocks.extend(raw_blocks(sheet, number))
    reading.finish()
    return assembly.finish(tuple(listed), reading.left_out)


class _Reading:
    """The sheets of several files with their layouts; knows what was no list."""

    def __init__(
        self,
        files: tuple[Source, ...],
        layouts: tuple[SheetLayout, ...] | None,
        passwords: tuple[str, ...],
        report: ChildReporter,
        known: Layouts,
    ) -> None:
        self.left_out: list[Problem] = []
        self._known = known
        self._files = files
        self._layouts = layouts or ()
        self._passwords = passwords
        self._report = report
        self._lists = 0
        self._refusal: UserError | None = None

    def finish(self) -> None:
        """Refuse the whole when nothing in it was a list."""
        if self._refusal and not self._lists:
            raise self._refusal

    def sheets(
        self, number: int, data: bytes
    ) -> Iterator[tuple[Sheet, SheetLayout, list[Problem]]]:
        """Yield each sheet of a file with its layout, and problems of the sheet as a whole.

        A sheet without a list is kept beside others that have one, and named as a problem.
        """
        source = self._files[number]
        named = False
        try:
            for found in self._sheets(number, source.path, data):
                named = True
                yield found
        except UserError as error:
            if not source.may_be_none:
                raise
            self._refusal = self._refusal or error
            if not named:
                reason = f"ไม่ได้นำเข้าไฟล์นี้: {error.title}"
                self.left_out.append(_remark(source.path, "", reason, used=False))

    def _sheets(
        self, number: int, path: Path, data: bytes
    ) -> Iterator[tuple[Sheet, SheetLayout, list[Problem]]]:
        self._report.at(path.name)
        self._say(number, path.name)
        given = {one.name: one for one in self._layouts if one.file == number}
        refusal: UserError | None = None
        lists = 0
        for sheet in open_sheets(path, data, self._passwords):
            self._say(number, f"{path.name} แผ่นงาน {sheet.name}")
            problems: list[Problem] = []
            layout = given.get(sheet.name)
            try:
                if layout is None:
                    layout = self._known.of(number, path.name, sheet)
                    problems += _taken(path, layout)
                if layout.header_row and layout.wanted:
                    where = Place(path.name, sheet.name, layout.header_row)
                    check_needed(layout.columns, where)
            except UserError as error:
                refusal = refusal or error
                layout = SheetLayout(number, sheet.name, 0, (), sheet.height, sheet.hidden)
                reason = f"ไม่ได้นำเข้าแผ่นงานนี้: {error.title}"
                # Our own sheet of remarks is no list, and no news.
                ours = sheet.name == REMARKS
                problems = [] if ours else [_remark(path, sheet.name, reason, used=False)]
            if layout.header_row and not layout.wanted:
                problems.append(_remark(path, sheet.name, _NOT_WANTED, used=False))
            elif layout.header_row:
                lists += 1
                reason = _what_is_hidden(sheet)
                problems += [_remark(path, sheet.name, reason)] if reason else []
            yield sheet, layout, problems
        self._lists += lists
        if refusal and not lists:
            raise refusal

    def _say(self, number: int, name: str) -> None:
        self._report.step(number, len(self._files), f"กำลังอ่าน {name}")


def _remark(path: Path, sheet: str, reason: str, *, used: bool = True) -> Problem:
    return Problem(sheet, 0, "", "", reason, file=path.name, used=used)


def _what_is_hidden(sheet: Sheet) -> str:
    """Return, in Thai, what of a sheet its reader didn't see in the office program."""
    if not sheet.hidden and sheet.hides == NOTHING:
        return ""
    parts = [
        "ซ่อนอยู่" if sheet.hidden else "",
        f"มีแถวที่ซ่อนไว้ {sheet.hides.rows:,} แถว (อาจกรองอยู่)" if sheet.hides.rows else "",
        f"มีคอลัมน์ที่ซ่อนไว้ {sheet.hides.columns:,} คอลัมน์" if sheet.hides.columns else "",
        "โปรแกรมอ่านทุกแถว" if not sheet.hides.columns else "โปรแกรมอ่านทุกแถวและทุกคอลัมน์",
    ]
    return "แผ่นงานนี้" + " ".join(part for part in parts if part)


def _taken(path: Path, layout: SheetLayout) -> list[Problem]:
    """Return, as remarks, what was proposed and taken because nobody was there to ask."""
    return [
        Problem(
            layout.name,
            0,
            "",
            "",
            f"{query.ask} โปรแกรมถือว่า{option.label} เพราะ{query.why}",
            path.name,
        )
        for query in layout.queries
        for option in query.options
        if query.kind != "hidden" and option.value == query.answer
    ]
