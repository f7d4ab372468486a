"""What imports could not read: looked at, put right in place, or left as it is."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from desktop.domain.changes import Changes
from desktop.domain.errors import Place, UserError
from desktop.domain.progress import Cancelled, Reporter
from desktop.domain.repairing import Fix, OpenProblem, ProblemState, ReasonCount
from desktop.domain.review import AS_USUAL, ImportOutcome
from desktop.exporting.quarantine import write_repairs
from desktop.importing.blocks import cells_of
from desktop.importing.child import ChildReporter, run_child
from desktop.services import imports, rereading
from desktop.services.desk import Desk
from desktop.services.files import written_beside
from desktop.services.levels import recompute
from desktop.services.repair_books import book_of, cells_by_problem
from desktop.services.storing import free_name, store_cells
from desktop.storage import problems
from desktop.storage.identity import random_uid
from desktop.storage.problem_places import Material, material_of
from desktop.storage.work import Work, is_committed, work

_TELLING = {
    name: place
    for place, name in enumerate(
        (
            *("full_name", "prefix", "first_name", "last_name", "cid", "birth_date", "age"),
            *("relation", "address_no", "moo", "village_name", "tambon", "district", "house_code"),
        )
    )
}


@dataclass(frozen=True, slots=True)
class WaitingList:
    """A list with open problems; `as_of` is its data date in ISO."""

    id: int
    name: str
    as_of: str
    count: int


@dataclass(frozen=True, slots=True)
class RepairOutcome:
    """What became of fixes: how many problems are gone, and the ones that stand in their place.

    `unchanged` fixes said what stands there already, or have no cell that can be typed anew.
    """

    repaired: int = 0
    still_open: tuple[int, ...] = ()
    unchanged: int = 0
    households: tuple[int, int] = (0, 0)
    persons: tuple[int, int] = (0, 0)


def reasons(desk: Desk, list_id: int | None = None) -> tuple[ReasonCount, ...]:
    """Count the open problems of a list, or of all, by kind."""
    with desk.db.read() as session:
        return problems.reasons(session.connection(), list_id)


def lists(desk: Desk) -> tuple[WaitingList, ...]:
    """Return the lists that have open problems, the newest first."""
    with desk.db.read() as session:
        return tuple(WaitingList(*row) for row in problems.lists(session.connection()))


def find(desk: Desk, kind: str = "", list_id: int | None = None) -> list[int]:
    """Return ids of the open problems of a kind, of any for ''."""
    with desk.db.read() as session:
        return problems.ids(session.connection(), kind, list_id)


def rows(desk: Desk, ids: Sequence[int]) -> list[OpenProblem]:
    """Return a page of problems, in their order."""
    with desk.db.read() as session:
        return problems.rows(session.connection(), ids)


def repair(desk: Desk, fixes: Sequence[Fix], report: Reporter) -> RepairOutcome:
    """Put other values into the cells of problems, and read and store their rows anew.

    One unit of work for each list. Whoever went in without the bad value is completed. What
    still can't be read stays open, with its new reason.

    Raises:
        UserError: the rows can't be read again, or the database can't be written.
        Cancelled: the clerk asked to stop; lists that are stored by then stay stored.
    """
    with desk.db.read() as session:
        found = problems.rows(session.connection(), [one.problem_id for one in fixes])
    said = {one.problem_id: one.value for one in fixes}
    outcome = RepairOutcome(unchanged=len(said) - len(found))
    for list_id in dict.fromkeys(one.list_id for one in found):
        mine = tuple(Fix(p.id, said[p.id]) for p in found if p.list_id == list_id)
        outcome = _plus(outcome, _repair_list(desk, mine, report))
    return outcome


def take_suggestions(
    desk: Desk, kind: str, list_id: int | None, report: Reporter
) -> RepairOutcome:
    """Put the suggested value into every cell whose problem is of a kind.

    Raises as `repair` does.
    """
    with desk.db.read() as session:
        connection = session.connection()
        wanted = problems.ids(connection, kind, list_id, suggested=True)
        found = problems.rows(connection, wanted)
    return repair(desk, [Fix(one.id, one.problem.suggestion) for one in found], report)


def dismiss(desk: Desk, ids: Sequence[int]) -> Changes:
    """Leave these as they are: they need no repair. Undo opens them again."""
    label = f"ไม่แก้ไขข้อมูลที่ต้องตรวจ {len(ids):,} รายการ"
    with work(desk.db, label, desk.actor) as current:
        problems.set_state(current, ids, ProblemState.DISMISSED)
    return current.done


def write_sheet(desk: Desk, list_id: int, target: Path | None = None) -> Path:
    """Write the workbook of a list's open problems, into the desk's folder where none is told.

    Raises:
        UserError: nothing waits, or the file can't be written.
    """
    with desk.db.read() as session:
        connection = session.connection()
        material = material_of(connection, problems.ids(connection, "", list_id))
    if not material.problems:
        raise UserError("ไม่มีข้อมูลที่ต้องตรวจ", "รายชื่อนี้ไม่มีข้อมูลที่รอแก้ไขแล้ว")
    first = material.problems[0]
    target = target or free_name(desk)
    with written_beside(target) as file:
        write_repairs(book_of(material, first.list_name, first.as_of), file)
    return target


def take_back(desk: Desk, path: Path, report: Reporter) -> ImportOutcome:
    """Import a workbook of problems that somebody worked on; its list is the one it remembers.

    Raises:
        UserError: it is none, or can't be read or stored.
        Cancelled: the clerk asked to stop; nothing is stored then.
    """
    found = imports.remembered_list([path])
    if found is None:
        raise UserError(
            "ไม่ใช่ไฟล์ข้อมูลที่ต้องตรวจ",
            "ไฟล์นี้ไม่ได้จำว่าเป็นของรายชื่อใด กรุณานำเข้าที่หน้า “นำเข้ารายชื่อ” แล้วระบุชื่อและวันที่ของข้อมูล",
            Place(file=path.name),
        )
    name, as_of = found
    with imports.OpenImport(desk) as opened:
        opened.read([path], None, report)
        return opened.commit(name, as_of, report)


def whole_row(desk: Desk, problem_id: int) -> tuple[tuple[str, str], ...]:
    """Return the row that a problem stands in as (column's header, text), without blanks.

    What tells who it is and where they live comes first.
    """
    with desk.db.read() as session:
        material = material_of(session.connection(), [problem_id])
    if not material.problems:
        return ()
    one = material.problems[0]
    place = material.places.get(one.id)
    kept = material.kept.get(place.base) if place else None
    if kept is None or one.problem.row <= kept.header_row:
        return ()
    cells = cells_of(kept.blocks, [one.problem.row]).get(one.problem.row, [])
    named = [(c, text) for c, text in zip(kept.columns, cells, strict=False) if text.strip()]
    named.sort(key=lambda pair: _TELLING.get(pair[0].canonical, len(_TELLING)))
    return tuple((column.header, text) for column, text in named)


def _repair_list(desk: Desk, fixes: tuple[Fix, ...], report: Reporter) -> RepairOutcome:
    uid = random_uid()
    try:
        return run_child(_in_child, replace(desk), fixes, uid, report=report)
    except (Cancelled, UserError):
        if not is_committed(desk.db, uid):
            raise
    # It was stored already when it was stopped: then that is what happened.
    return RepairOutcome(repaired=len(fixes))


def _in_child(
    desk: Desk, fixes: tuple[Fix, ...], uid: str, report: ChildReporter
) -> RepairOutcome:
    with closing(desk.db):
        return repair_here(desk, fixes, report, uid)


class _Nothing(Exception):  # noqa: N818  (no error: it rolls the unit of work back)
    pass


def repair_here(
    desk: Desk, fixes: Sequence[Fix], report: Reporter, uid: str | None = None
) -> RepairOutcome:
    """Repair rows of one list in this very process."""
    with desk.db.read() as session:
        material = material_of(session.connection(), [one.problem_id for one in fixes])
    name, as_of = material.problems[0].list_name, material.problems[0].as_of
    label = f"แก้ไขข้อมูลที่ต้องตรวจของ {name}"
    try:
        with work(desk.db, label, desk.actor, kind="import", uid=uid) as current:
            return _store(desk, current, material, fixes, (name, as_of), report)
    except _Nothing:
        return RepairOutcome(unchanged=len(fixes))


def _store(
    desk: Desk,
    current: Work,
    material: Material,
    fixes: Sequence[Fix],
    named: tuple[str, str],
    report: Reporter,
) -> RepairOutcome:
    said = {one.problem_id: one.value for one in fixes}
    places = cells_by_problem(material)
    cells = {cell: said[number] for number, cell in places.items()}
    changed = rereading.changed_only(material.kept.values(), cells)
    if not changed:
        raise _Nothing
    stored = store_cells(desk, current, changed, named, report, AS_USUAL)
    report.step(0, 0, "คำนวณระดับความเปราะบาง")
    recompute(desk, current, stored.households)
    waiting = problems.rows(current.session.connection(), stored.waiting)
    wrong = {_spot(one) for one in waiting}
    tried = [one for one in material.problems if places.get(one.id) in changed]
    households, persons = stored.outcome.households, stored.outcome.persons
    return RepairOutcome(
        sum(_spot(one) not in wrong for one in tried),
        stored.waiting,
        len(fixes) - len(tried),
        (households.new, households.changed),
        (persons.new, persons.changed),
    )


def _spot(one: OpenProblem) -> tuple[str, str, int, str]:
    return one.problem.file, one.problem.sheet, one.problem.row, one.problem.column


def _plus(one: RepairOutcome, other: RepairOutcome) -> RepairOutcome:
    return RepairOutcome(
        one.repaired + other.repaired,
        (*one.still_open, *other.still_open),
        one.unchanged + other.unchanged,
        (one.households[0] + other.households[0], one.households[1] + other.households[1]),
        (one.persons[0] + other.persons[0], one.persons[1] + other.persons[1]),
    )
