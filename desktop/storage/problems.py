"""What imports could not read: waiting problems, and what became of them."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    and_,
    bindparam,
    exists,
    func,
    select,
    update,
)

from desktop.domain.listing import Problem
from desktop.domain.repairing import OpenProblem, ProblemState, ReasonCount, kind_of_reason
from desktop.storage.bulk import chunks, rows_by_key
from desktop.storage.schema.base import table_of
from desktop.storage.schema.lists import (
    ImportBatchRow,
    SourceFileRow,
    SourceListRow,
    SourceProblemRow,
    SourceSheetRow,
)
from desktop.storage.work import Work

_problem, _batch, _list = (
    table_of(one) for one in (SourceProblemRow, ImportBatchRow, SourceListRow)
)
# What makes two problems the same, wherever they were told.
_SAME = ("file", "sheet", "row_no", "column", "value", "reason")
# A problem that a person can do something about stands in a row, not over a whole sheet.
_SUGGESTED = and_(_problem.c.suggestion != "", _problem.c.column != "")


def reasons(connection: Connection, list_id: int | None = None) -> tuple[ReasonCount, ...]:
    """Count the open problems by kind, the most frequent first."""
    query = (
        select(_problem.c.reason, func.count(), func.count().filter(_SUGGESTED))
        .where(*_open(list_id))
        .group_by(_problem.c.reason)
    )
    found: dict[str, tuple[int, int]] = {}
    for reason, count, suggested in connection.execute(query):
        kind = kind_of_reason(reason)
        before = found.get(kind, (0, 0))
        found[kind] = (before[0] + count, before[1] + suggested)
    counted = (ReasonCount(kind, *numbers) for kind, numbers in found.items())
    return tuple(sorted(counted, key=lambda one: (-one.count, one.kind)))


def count(connection: Connection) -> int:
    """Count the open problems."""
    query = select(func.count()).select_from(_problem).where(*_open(None))
    return int(connection.scalar(query) or 0)


def lists(connection: Connection) -> tuple[tuple[int, str, str, int], ...]:
    """Return id, name, data date and count of the lists with open problems, the newest first."""
    query = (
        select(_list.c.id, _list.c.name, _list.c.as_of, func.count())
        .join(_batch, _batch.c.list_id == _list.c.id)
        .join(_problem, _problem.c.batch_id == _batch.c.id)
        .where(_problem.c.state == ProblemState.OPEN)
        .group_by(_list.c.id, _list.c.name, _list.c.as_of)
        .order_by(_list.c.as_of.desc(), _list.c.id.desc())
    )
    return tuple((row[0], row[1], row[2], row[3]) for row in connection.execute(query))


def ids(
    connection: Connection,
    kind: str = "",
    list_id: int | None = None,
    *,
    suggested: bool = False,
) -> list[int]:
    """Return the open problems of a kind (any for ''): the newest import first, sheet by sheet."""
    query = (
        select(_problem.c.id, _problem.c.reason)
        .where(*_open(list_id))
        .order_by(_problem.c.batch_id.desc(), _problem.c.file, _problem.c.sheet)
        .order_by(_problem.c.row_no, _problem.c.id)
    )
    if suggested:
        query = query.where(_SUGGESTED)
    rows = connection.execute(query)
    return [row[0] for row in rows if not kind or kind_of_reason(row[1]) == kind]


def rows(connection: Connection, wanted: Sequence[int]) -> list[OpenProblem]:
    """Return problems in the order of their ids; those that are gone are left out."""
    header = table_of(SourceSheetRow)
    file = table_of(SourceFileRow)
    below = (
        exists()
        .where(file.c.batch_id == _problem.c.batch_id, file.c.name == _problem.c.file)
        .where(header.c.file_id == file.c.id, header.c.name == _problem.c.sheet)
        .where(header.c.header_row > 0, header.c.header_row < _problem.c.row_no)
    )
    found: dict[int, OpenProblem] = {}
    for some in chunks(wanted):
        query = (
            select(_problem, _list.c.id.label("list"), _list.c.name, _list.c.as_of)
            .add_columns(below.label("below"))
            .join(_batch, _batch.c.id == _problem.c.batch_id)
            .join(_list, _list.c.id == _batch.c.list_id)
            .where(_problem.c.id.in_(some))
        )
        for row in connection.execute(query):
            told = _problem_of(row)
            in_place = bool(row.below) and bool(row.column)
            found[row.id] = OpenProblem(row.id, row.list, row.name, row.as_of, told, in_place)
    return [found[one] for one in wanted if one in found]


def ids_of_batch(connection: Connection, batch_id: int) -> list[int]:
    """Return the open problems that an import told."""
    query = select(_problem.c.id).where(_problem.c.batch_id == batch_id, *_open(None))
    return list(connection.scalars(query.order_by(_problem.c.id)))


def batches(connection: Connection, wanted: Iterable[int]) -> dict[int, int]:
    """Return the import of each problem."""
    found = rows_by_key(connection, [_problem.c.id, _problem.c.batch_id], list(wanted))
    return {row_id: row.batch_id for row_id, row in found.items()}


Row = tuple[str, str, int]


def in_rows(
    connection: Connection,
    batch_ids: Collection[int],
    wanted: Collection[Row],
    state: ProblemState = ProblemState.OPEN,
) -> dict[int, Problem]:
    """Return problems of these imports that stand in these rows: (file, sheet, row)."""
    numbers = {row for _, _, row in wanted}
    found: dict[int, Problem] = {}
    for some in chunks(sorted(batch_ids)):
        query = select(_problem).where(
            _problem.c.batch_id.in_(some), _problem.c.state == state, _problem.c.row_no > 0
        )
        for row in connection.execute(query.order_by(_problem.c.id)):
            if row.row_no in numbers and (row.file, row.sheet, row.row_no) in wanted:
                found[row.id] = _problem_of(row)
    return found


def set_state(work: Work, wanted: Iterable[int], state: ProblemState) -> None:
    """Note what became of problems, each on the record, so that undo brings it back."""
    connection = work.session.connection()
    for some in chunks(list(wanted)):
        query = select(_problem.c.id, _problem.c.state).where(_problem.c.id.in_(some))
        stored = [row for row in connection.execute(query) if row.state != state]
        for row in stored:
            images = {"state": row.state}, {"state": state.value}
            work.record("source_problem", row.id, None, *images)
        if stored:
            connection.execute(
                update(_problem)
                .where(_problem.c.id == bindparam("problem"))
                .values(state=state.value),
                [{"problem": row.id} for row in stored],
            )


def settle_repeats(work: Work, batch_id: int) -> None:
    """Let the newest import speak for problems that earlier ones of the same list told alike.

    What a person dismissed before stays dismissed.
    """
    connection = work.session.connection()
    list_id = connection.scalar(select(_batch.c.list_id).where(_batch.c.id == batch_id))
    of_list = select(_batch.c.id).where(_batch.c.list_id == list_id)
    columns = [_problem.c[name] for name in _SAME]

    def told(condition: ColumnElement[bool], state: ProblemState) -> dict[tuple[Any, ...], int]:
        query = select(_problem.c.id, *columns).where(condition, _problem.c.state == state)
        return {tuple(row[1:]): row[0] for row in connection.execute(query)}

    mine = told(_problem.c.batch_id == batch_id, ProblemState.OPEN)
    if not mine:
        return
    earlier = and_(_problem.c.batch_id.in_(of_list), _problem.c.batch_id < batch_id)
    dismissed = told(earlier, ProblemState.DISMISSED)
    for some in chunks([number for key, number in mine.items() if key in dismissed]):
        # They go with the import that told them: nothing to record.
        connection.execute(
            update(_problem)
            .where(_problem.c.id.in_(some))
            .values(state=ProblemState.DISMISSED.value)
        )
    waiting = told(earlier, ProblemState.OPEN)
    again = [number for key, number in waiting.items() if key in mine]
    set_state(work, again, ProblemState.AGAIN)


def _open(list_id: int | None) -> list[ColumnElement[bool]]:
    conditions = [_problem.c.state == ProblemState.OPEN]
    if list_id is not None:
        mine = select(_batch.c.id).where(_batch.c.list_id == list_id)
        conditions.append(_problem.c.batch_id.in_(mine))
    return conditions


def _problem_of(row: Any) -> Problem:
    where = (row.sheet, row.row_no, row.column, row.value, row.reason)
    return Problem(*where, file=row.file, suggestion=row.suggestion, used=row.used)
