"""Importing a list: look at its columns, read it, see what it would change, store it."""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

from desktop.domain.errors import UserError
from desktop.domain.layouts import settled
from desktop.domain.listing import ImportOutcome, ReadList
from desktop.domain.progress import Reporter, Silent
from desktop.domain.sheets import Known, SheetLayout
from desktop.exporting.quarantine import write_problems
from desktop.importing import reading
from desktop.services.desk import Desk
from desktop.services.files import written_beside
from desktop.services.levels import recompute
from desktop.storage import intake, profiles
from desktop.storage.work import work
from desktop.thai.dates import PartialDate, UnreadableDate, read_date, thai_date
from desktop.thai.text import normalise

_NOTHING_KNOWN = Known()


def examine(
    paths: Sequence[Path],
    report: Reporter,
    passwords: Sequence[str] = (),
    known: Known = _NOTHING_KNOWN,
) -> tuple[SheetLayout, ...]:
    """Find each sheet's header and what its columns mean; `passwords` open encrypted files.

    Proposed answers to what must be asked are taken, for a person to look at.

    Raises:
        PasswordNeededError: no password opens an encrypted file; ask, and call again.
        UserError: a file can't be read, or none of its sheets holds a list.
        Cancelled: the clerk asked to stop.
    """
    found = reading.examine(paths, report, passwords, known)
    return tuple(settled(layout, all_of_them=True) for layout in found)


def read(
    desk: Desk,
    paths: Sequence[Path],
    layouts: Sequence[SheetLayout] | None,
    report: Reporter,
    passwords: Sequence[str] = (),
    known: Known = _NOTHING_KNOWN,
) -> ReadList:
    """Read every row; `layouts` are the clerk's corrections of what `examine` found.

    Without them sheets are recognised by what is `known`; sure proposals are taken and remarked.

    Raises:
        PasswordNeededError: no password opens an encrypted file; ask, and call again.
        UserError: a file can't be read, or none of its sheets holds a list.
        Cancelled: the clerk asked to stop.
    """
    with _no_collector():
        return reading.read_list(paths, layouts, desk.today.year, report, passwords, known)


def data_date(text: str, today: date) -> str:
    """Read a list's data date in either era, with or without day and month; return ISO.

    Raises:
        UserError: it is no date.
    """
    parts = text.strip().split("-")
    if len(parts) == 2 and all(p.isdecimal() for p in parts) and len(parts[0]) == 4:
        # '2564-01': the form the command line documents, which no list of births uses.
        text = f"{parts[1]}/{parts[0]}"
    try:
        return read_date(text, latest_year=today.year + 1).iso()
    except UnreadableDate as error:
        raise UserError(
            "วันที่ของข้อมูลไม่ถูกต้อง",
            f"อ่านวันที่นี้ไม่ได้: {error} กรุณาพิมพ์ เช่น 31/1/2564 หรือ 2564-01",
        ) from None


def preview(desk: Desk, found: ReadList, source: str, as_of: str) -> ImportOutcome:
    """Say what storing the list would change; nothing is written.

    It is the import itself, rolled back, so that the two can't differ.
    """
    outcome: list[ImportOutcome] = []
    try:
        with _no_collector(), work(desk.db, "ตรวจก่อนนำเข้า", desk.actor, kind="import") as current:
            outcome.append(intake.store(current, found, normalise(source), as_of, Silent()))
            raise _Preview
    except _Preview:
        return outcome[0]


class _Preview(Exception):  # noqa: N818  (no error: it rolls the unit of work back)
    pass


def commit(
    desk: Desk, found: ReadList, source: str, as_of: str, report: Reporter
) -> ImportOutcome:
    """Store the list as one batch; levels follow in the same unit of work.

    Problems are written to an xlsx in the desk's output folder.

    Raises:
        UserError: the list has no name, or the database or the folder can't be written; nothing
            is stored then.
        Cancelled: the clerk asked to stop; nothing is stored then.
    """
    source = normalise(source)
    if not source:
        raise UserError("ยังไม่มีชื่อรายชื่อ", "กรุณาตั้งชื่อรายชื่อที่นำเข้า เช่น TPMAP แล้วนำเข้าใหม่")
    label = f"นำเข้า {source} ({_in_words(as_of)})"
    with _no_collector(), work(desk.db, label, desk.actor, kind="import") as current:
        outcome = intake.store(current, found, source, as_of, report)
        profiles.touch(current, frozenset(sheet.profile for sheet in found.sheets) - {""})
        report.step(0, 0, "คำนวณระดับความเปราะบาง")
        recompute(desk, current)
        return replace(outcome, quarantine=_quarantine(desk, outcome))


@contextmanager
def _no_collector() -> Iterator[None]:
    """Hold Python's cycle collector back: a list is a million small objects and no cycle."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _in_words(as_of: str) -> str:
    return f"ข้อมูล ณ {thai_date(PartialDate.from_iso(as_of))}"


def _quarantine(desk: Desk, outcome: ImportOutcome) -> str:
    if not outcome.problems:
        return ""
    target = desk.output / f"ข้อมูลที่ต้องตรวจ-{desk.today:%Y%m%d}.xlsx"
    number = 2
    while target.exists():
        target = target.with_name(f"ข้อมูลที่ต้องตรวจ-{desk.today:%Y%m%d}-{number}.xlsx")
        number += 1
    with written_beside(target) as file:
        write_problems(outcome.problems, file)
    return str(target)
