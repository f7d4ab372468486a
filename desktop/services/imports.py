"""Importing a list: look at its columns, read it, see what it would change, store it."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Self

from desktop.domain.errors import UserError
from desktop.domain.layouts import settled
from desktop.domain.listing import ReadList
from desktop.domain.progress import Cancelled, Reporter, Silent
from desktop.domain.review import AS_USUAL, Decisions, ImportOutcome
from desktop.domain.sheets import Glimpse, Known, SheetLayout
from desktop.importing import reading, remembered
from desktop.importing.child import Child, ChildReporter, Here, Kept
from desktop.importing.limits import allow_memory
from desktop.services.desk import Desk
from desktop.services.levels import follow
from desktop.services.storing import store_list, write_book
from desktop.storage import intake, profiles
from desktop.storage.batches import with_content
from desktop.storage.identity import random_uid
from desktop.storage.work import is_committed, work
from desktop.thai.dates import (
    PartialDate,
    UnreadableDate,
    read_date,
    thai_date,
    thai_datetime,
)
from desktop.thai.text import normalise

_NOTHING_KNOWN = Known()
_GLIMPSED = 100
# What was read kept to the reader's limit and is rows of a list; ten provinces need more to store.
_STORING_MB = 4000


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


def look(path: Path) -> Glimpse | None:
    """Return a file's first hundred rows; None for one that has to be opened otherwise.

    What is wrong with such a file, or its password, is asked for when it is read.
    """
    try:
        return reading.glimpse(path, _GLIMPSED, Silent())
    except UserError:
        return None


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


def remembered_list(paths: Sequence[Path]) -> tuple[str, str] | None:
    """Return name and data date (ISO) of the list that a workbook of problems came from.

    None where none of the files is one.
    """
    for path in paths:
        found = remembered.remembered_list(path)
        if found is not None:
            try:
                PartialDate.from_iso(found[1])
            except ValueError:
                continue
            return found
    return None


class OpenImport:
    """A list that is being read in. It stays in the process that read it until it is stored.

    That process also compares and stores: the window and the files stay apart, and whatever a
    file does to it leaves the database as it was. Close it in the end. `Here` is for a process
    that is such a one already.
    """

    def __init__(self, desk: Desk, child: Child | Here | None = None) -> None:
        # Without what it has made for itself so far, a desk can go to another process.
        self._desk = replace(desk)
        self._child = child or Child()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Forget the list."""
        self._child.close()

    def read(
        self,
        paths: Sequence[Path],
        layouts: Sequence[SheetLayout] | None,
        report: Reporter,
        passwords: Sequence[str] = (),
        known: Known = _NOTHING_KNOWN,
    ) -> tuple[SheetLayout, ...]:
        """Read every row; return how the sheets were read.

        `layouts` are the clerk's corrections of what `examine` found. Without them sheets are
        recognised by what is `known`; sure proposals are taken and remarked.

        Raises:
            PasswordNeededError: no password opens an encrypted file; ask, and call again.
            UserError: a file can't be read, or none of its sheets holds a list.
            Cancelled: the clerk asked to stop.
        """
        files = reading.sources(paths)
        given = None if layouts is None else tuple(layouts)
        words = (files, given, tuple(passwords), self._desk.today.year, known)
        return self._child.call(_read, *words, report=report)

    def preview(
        self, source: str, as_of: str, report: Reporter, decisions: Decisions = AS_USUAL
    ) -> ImportOutcome:
        """Say what storing the list would change; see `preview`."""
        return self._child.call(_preview, self._desk, source, as_of, decisions, report=report)

    def commit(
        self, source: str, as_of: str, report: Reporter, decisions: Decisions = AS_USUAL
    ) -> ImportOutcome:
        """Store the list; see `commit`."""
        uid = random_uid()
        try:
            return self._child.call(
                _commit, self._desk, source, as_of, decisions, uid, report=report
            )
        except (Cancelled, UserError):
            if not is_committed(self._desk.db, uid):
                raise
        # It was stored already when it was stopped: then that is what happened.
        return intake.counts_of(self._desk.db, uid)


def _read(
    kept: Kept,
    files: tuple[reading.Source, ...],
    layouts: tuple[SheetLayout, ...] | None,
    passwords: tuple[str, ...],
    latest_year: int,
    known: Known,
    report: ChildReporter,
) -> tuple[SheetLayout, ...]:
    found = reading.read_here(files, layouts, passwords, latest_year, known, report)
    kept["list"] = found
    return found.sheets


def _preview(
    kept: Kept, desk: Desk, source: str, as_of: str, decisions: Decisions, report: Reporter
) -> ImportOutcome:
    allow_memory(_STORING_MB)
    with closing(desk.db):
        return preview(desk, kept["list"], source, as_of, report, decisions)


def _commit(
    kept: Kept,
    desk: Desk,
    source: str,
    as_of: str,
    decisions: Decisions,
    uid: str,
    report: Reporter,
) -> ImportOutcome:
    allow_memory(_STORING_MB)
    with closing(desk.db):
        return commit(desk, kept["list"], source, as_of, report, decisions, uid)


def preview(
    desk: Desk,
    found: ReadList,
    source: str,
    as_of: str,
    report: Reporter,
    decisions: Decisions = AS_USUAL,
) -> ImportOutcome:
    """Say what storing the list would change; nothing is written.

    It is the import itself, rolled back, so that the two can't differ.
    """
    outcome: list[ImportOutcome] = []
    try:
        with work(desk.db, "ตรวจก่อนนำเข้า", desk.actor, kind="import") as current:
            stored = store_list(desk, current, found, normalise(source), as_of, report, decisions)
            outcome.append(stored.outcome)
            raise _Preview
    except _Preview:
        return replace(outcome[0], again=_imported_before(desk, found), batch_id=0)


def _imported_before(desk: Desk, found: ReadList) -> tuple[str, ...]:
    """Say of files with the very content of files that were imported before when that was."""
    names = {file.sha256: file.name for file in found.files}
    with desk.db.read() as session:
        before = with_content(session.connection(), names)
    return tuple(
        f"ไฟล์ {names[file.sha256]} เคยนำเข้าแล้วใน {made.name} "
        f"เมื่อ {thai_datetime(made.at)} โดย {made.who}"
        for made in before
        for file in made.files
        if file.sha256 in names
    )


class _Preview(Exception):  # noqa: N818  (no error: it rolls the unit of work back)
    pass


def commit(
    desk: Desk,
    found: ReadList,
    source: str,
    as_of: str,
    report: Reporter,
    decisions: Decisions = AS_USUAL,
    uid: str | None = None,
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
    with work(desk.db, label, desk.actor, kind="import", uid=uid) as current:
        stored = store_list(desk, current, found, source, as_of, report, decisions)
        profiles.touch(current, frozenset(sheet.profile for sheet in found.sheets) - {""})
        report.step(0, 0, "คำนวณระดับความเปราะบาง")
        follow(desk, current, stored.households)
        book = write_book(desk, current, stored, (source, as_of))
        return replace(stored.outcome, quarantine=book)


def _in_words(as_of: str) -> str:
    return f"ข้อมูล ณ {thai_date(PartialDate.from_iso(as_of))}"
