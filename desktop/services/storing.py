"""Storing what was read: an import, rows that were put right, or both in one workbook."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from desktop.domain.listing import Problem, ReadList
from desktop.domain.progress import Reporter
from desktop.domain.repairing import Cells, ProblemState
from desktop.domain.review import Decisions, ImportOutcome
from desktop.exporting.quarantine import write_repairs
from desktop.services import rereading
from desktop.services.desk import Desk
from desktop.services.files import written_beside
from desktop.services.forms import keep
from desktop.services.import_review import outcome_of
from desktop.services.repair_books import Returned, book_of, returned
from desktop.storage import intake, intake_answers, problems
from desktop.storage.problem_places import material_of
from desktop.storage.raw_rows import SheetPlace
from desktop.storage.work import Work


@dataclass(frozen=True, slots=True)
class StoredList:
    """What was stored: the outcome, the problems that still wait, the households spoken of."""

    outcome: ImportOutcome
    waiting: tuple[int, ...]
    households: tuple[int, ...]


def store_list(
    desk: Desk,
    current: Work,
    read: ReadList,
    source: str,
    as_of: str,
    report: Reporter,
    decisions: Decisions,
) -> StoredList:
    """Store a list into the unit of work.

    Rows of its workbook of problems are read within the list that they come from: there a blank
    means what it meant, and the people are those they were.

    Raises:
        Cancelled: the clerk asked to stop; the unit of work rolls back.
    """
    back = returned(current, read, source, as_of)
    if back is None:
        return _stored(desk, current, read, (), (source, as_of), report, decisions)
    rows = _rows_of(desk, current, back, report)
    again = _still_open(current, back.untouched)
    whole = rereading.added(back.rest, rows.read)
    stored = _stored(desk, current, whole, rows.before, (source, as_of), report, decisions)
    told = [one.problem for one in material_of(current.session.connection(), again).problems]
    outcome = replace(stored.outcome, problems=(*stored.outcome.problems, *told))
    return replace(stored, outcome=outcome, waiting=(*stored.waiting, *again))


def store_cells(
    desk: Desk,
    current: Work,
    cells: Cells,
    named: tuple[str, str],
    report: Reporter,
    decisions: Decisions,
) -> StoredList:
    """Store rows of one list (`named`: name, data date) with these cells put right."""
    rows = rereading.read_again(desk, current, cells, report)
    return _stored(desk, current, rows.read, rows.before, named, report, decisions)


def write_book(desk: Desk, current: Work, stored: StoredList, named: tuple[str, str]) -> str:
    """Write the workbook of what still waits into the desk's output folder; '' for nothing.

    Raises:
        UserError: the folder can't be written.
    """
    if not stored.outcome.problems:
        return ""
    target = free_name(desk)
    material = material_of(current.session.connection(), stored.waiting)
    with written_beside(target) as file:
        write_repairs(book_of(material, *named), file)
    return str(target)


def free_name(desk: Desk) -> Path:
    """Return where the next workbook of problems goes."""
    target = desk.output / f"ข้อมูลที่ต้องตรวจ-{desk.today:%Y%m%d}.xlsx"
    number = 2
    while target.exists():
        target = target.with_name(f"ข้อมูลที่ต้องตรวจ-{desk.today:%Y%m%d}-{number}.xlsx")
        number += 1
    return target


def _rows_of(desk: Desk, current: Work, back: Returned, report: Reporter) -> rereading.Rows:
    cells = rereading.still_to_change(current, back.cells)
    if not cells:
        return rereading.Rows(ReadList((), ()))
    return rereading.read_again(desk, current, cells, report)


def _stored(
    desk: Desk,
    current: Work,
    read: ReadList,
    before: Sequence[int],
    named: tuple[str, str],
    report: Reporter,
    decisions: Decisions,
) -> StoredList:
    stored = intake.store(current, read, *named, report, decisions)
    _keep_answers(desk, current, read, stored)
    problems.set_state(current, before, ProblemState.REPAIRED)
    problems.settle_repeats(current, stored.batch_id)
    left = {fact.before["household_id"] for fact in stored.facts if fact.field == "household"}
    households = tuple(sorted({*stored.arrivals.household_ids, *left}))
    waiting = tuple(problems.ids_of_batch(current.session.connection(), stored.batch_id))
    return StoredList(outcome_of(current, read, stored), waiting, households)


def _keep_answers(desk: Desk, current: Work, read: ReadList, stored: intake.Stored) -> None:
    """Store what the list answers to a logbook's questions, beside the form it answers."""
    if not read.answers:
        return
    for form, version in {intake_answers.form_of(one.question)[:2] for one in read.answers}:
        keep(desk, current, form, version)
    intake_answers.write(current, stored, read.answers, desk.fiscal_year)


def _still_open(current: Work, rows: Sequence[tuple[SheetPlace, int]]) -> list[int]:
    """Return the open problems of rows that came back as they went out."""
    named = {(place.file.name, place.name, row) for place, row in rows}
    batches = {place.batch_id for place, _ in rows}
    found: dict[int, Problem] = problems.in_rows(current.session.connection(), batches, named)
    return list(found)
