"""Undoing a unit of work from its record: all of it, or nothing and why not."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import groupby
from typing import Any

from sqlalchemy import (
    Connection,
    RowMapping,
    Select,
    Table,
    and_,
    bindparam,
    delete,
    func,
    insert,
    or_,
    select,
    text,
    update,
)

from desktop.domain.errors import UserError
from desktop.storage import derived, search
from desktop.storage.bulk import chunks
from desktop.storage.history import UNDOABLE
from desktop.storage.schema.base import Baht, table_of
from desktop.storage.schema.cases import AidRow, ChangeRow, OperationRow, PlanItemRow
from desktop.storage.schema.lists import (
    AssessmentRow,
    ImportBatchRow,
    SourceListRow,
)
from desktop.storage.schema.people import HouseholdRow, PersonRow
from desktop.storage.schema.tables import Base
from desktop.storage.work import Work


def undo(work: Work, operation_id: int) -> list[int]:
    """Put everything back as it was before the operation; return the households touched.

    Raises:
        UserError: something it touched was changed since; nothing is undone then.
    """
    connection = work.session.connection()
    changes = list(
        work.session.scalars(
            select(ChangeRow)
            .where(ChangeRow.operation_id == operation_id)
            .order_by(ChangeRow.id.desc())
        )
    )
    put_back(work, changes)
    households = _remove_batch(connection, operation_id)
    households |= {c.household_id for c in changes if c.household_id is not None}
    touched = sorted(households)
    derived.refresh(connection, touched)
    connection.execute(
        update(OperationRow)
        .where(OperationRow.id == operation_id)
        .values(undone_by=work.operation.id)
    )
    return touched


def put_back(work: Work, changes: Iterable[ChangeRow]) -> None:
    """Put rows back as they were before these changes, which are the newest first.

    Raises:
        UserError: something they touched was changed since.
    """
    connection = work.session.connection()
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    for (name, altered), some in groupby(changes, key=_kind_of_change):
        if altered:
            _put_values_back(work, connection, Base.metadata.tables[name], list(some))
        else:
            for change in some:
                _put_row_back(work, connection, change)


def _kind_of_change(change: ChangeRow) -> tuple[str, bool]:
    """The table, and whether a row was altered rather than made or removed."""
    return change.table_name, change.before is not None and change.after is not None


def _put_row_back(work: Work, connection: Connection, change: ChangeRow) -> None:
    """Take away a row that was made, or bring back one that was removed."""
    table = Base.metadata.tables[change.table_name]
    row = table.c.id == change.row_id
    if change.before is None:
        current = connection.execute(select(table).where(row)).mappings().one_or_none()
        _refuse_if_changed(table, current, change.after or {})
        _refuse_if_used(connection, change)
        if change.table_name == "household":
            search.forget(connection, [change.row_id])
        connection.execute(delete(table).where(row))
    else:
        values = {n: _value(table, n, v) for n, v in change.before.items()}
        if "version" in values:
            values["version"] += 1
        connection.execute(insert(table).values(values))
    work.record(change.table_name, change.row_id, change.household_id, change.after, change.before)


def _put_values_back(
    work: Work, connection: Connection, table: Table, changes: list[ChangeRow]
) -> None:
    """Give altered rows their values back, many at a time: a list may have altered them all."""
    while changes:
        # A row that was altered twice is put back in two rounds, the later change first.
        first = list({c.row_id: c for c in reversed(changes)}.values())
        taken = {c.id for c in first}
        changes = [c for c in changes if c.id not in taken]
        planned: dict[tuple[str, ...], list[dict[str, Any]]] = {}
        for some in chunks(first):
            rows = connection.execute(
                select(table).where(table.c.id.in_([c.row_id for c in some]))
            ).mappings()
            current = {row["id"]: row for row in rows}
            for change in some:
                values = _earlier_values(table, current.get(change.row_id), change)
                planned.setdefault(tuple(values), []).append(values | {"row": change.row_id})
        for names, rows_ in planned.items():
            _write_back(connection, table, names, rows_)
        for change in first:
            work.record(
                change.table_name, change.row_id, change.household_id, change.after, change.before
            )


def _earlier_values(table: Table, current: RowMapping | None, change: ChangeRow) -> dict[str, Any]:
    before, after = change.before or {}, change.after or {}
    names = [n for n in before if before[n] != after.get(n) and n != "version"]
    _refuse_if_changed(table, current, {n: after.get(n) for n in names})
    values = {n: _value(table, n, before[n]) for n in names}
    if "edited" in names and current is not None:
        values["edited"] = _untyped(current["edited"], before["edited"], after["edited"])
    return values


def _write_back(
    connection: Connection, table: Table, names: tuple[str, ...], rows: list[dict[str, Any]]
) -> None:
    changed: dict[str, Any] = {n: bindparam("old_" + n) for n in names}
    if "version" in table.c:
        changed["version"] = table.c.version + 1
    if changed:
        connection.execute(
            update(table).where(table.c.id == bindparam("row_id_")).values(changed),
            [{"row_id_": r["row"], **{"old_" + n: r[n] for n in names}} for r in rows],
        )


# Columns other work computes again are no sign that somebody edited the row.
_COMPUTED = {
    *("id", "version", "edited", "village_code", "place_key", "head_name", "sort_key", "members"),
    *("dim_failed", "dim_known", "list_as_of", "list_hash", "batch_id", "list_key"),
    *("level_status", "level_computed", "level_final", "level_reason", "level_scheme"),
    "level_facts",
}


def _refuse_if_changed(
    table: Table, current: RowMapping | None, expected: Mapping[str, Any]
) -> None:
    names = [n for n in expected if n in table.c and n not in _COMPUTED]
    if current is None or any(current[n] != _value(table, n, expected[n]) for n in names):
        raise _refusal()


def _refusal() -> UserError:
    return UserError(
        "ย้อนกลับไม่ได้",
        "ข้อมูลที่จะย้อนถูกแก้ไขหลังจากนั้นแล้ว จึงไม่มีการเปลี่ยนแปลงใด ๆ กรุณาเปิดประวัติของครัวเรือนแล้วแก้ไขทีละรายการ",
    )


def _untyped(current: str, before: str, after: str) -> str:
    """The typed fields without those that only the undone action had typed."""
    ours = set(after.split()) - set(before.split())
    return " ".join(sorted(set(current.split()) - ours))


def _refuse_if_used(connection: Connection, made: ChangeRow) -> None:
    """Refuse to take away a row that later work rests on; it would go with the row, unseen."""
    change = table_of(ChangeRow)
    same = and_(change.c.table_name == made.table_name, change.c.row_id == made.row_id)
    if made.table_name == "household":
        same = or_(same, change.c.household_id == made.row_id)
    queries = [_later(made.operation_id).where(same)]
    if made.table_name == "person":
        for kind in (PlanItemRow, AidRow):
            table = table_of(kind)
            queries.append(select(table.c.id).where(table.c.person_id == made.row_id))
    _refuse_if_any(connection, queries)


def _later(operation_id: int) -> Select[tuple[int]]:
    """Changes by later actions that still stand."""
    change, operation = table_of(ChangeRow), table_of(OperationRow)
    return (
        select(change.c.id)
        .join(operation, operation.c.id == change.c.operation_id)
        .where(
            operation.c.id > operation_id,
            operation.c.kind.in_(UNDOABLE),
            operation.c.undone_by.is_(None),
        )
    )


def _refuse_if_any(connection: Connection, queries: Iterable[Select[tuple[int]]]) -> None:
    if any(connection.execute(query.limit(1)).first() is not None for query in queries):
        raise _refusal()


def _refuse_if_built_on(connection: Connection, operation_id: int, batch_id: int) -> None:
    """Refuse to take an import away whose households others have worked on since."""
    household, person = table_of(HouseholdRow), table_of(PersonRow)
    change, assessment = table_of(ChangeRow), table_of(AssessmentRow)
    homes = select(household.c.id).where(household.c.batch_id == batch_id)
    people = select(person.c.id).where(person.c.batch_id == batch_id)
    touched = or_(
        change.c.household_id.in_(homes),
        and_(change.c.table_name == "person", change.c.row_id.in_(people)),
    )
    queries = [_later(operation_id).where(touched)]
    for table in (person, assessment):
        others = func.coalesce(table.c.batch_id, 0) != batch_id
        queries.append(select(table.c.id).where(table.c.household_id.in_(homes), others))
    _refuse_if_any(connection, queries)


def _value(table: Table, name: str, stored: Any) -> Any:
    """An image's value as the column takes it."""
    kind = table.c[name].type
    if not isinstance(stored, str):
        return stored
    if isinstance(kind, Baht):
        return Decimal(stored)
    # A decorated type knows no type of its own.
    python = getattr(kind, "impl", kind).python_type
    if python is datetime:
        return datetime.fromisoformat(stored).replace(tzinfo=UTC)
    return date.fromisoformat(stored) if python is date else stored


def _remove_batch(connection: Connection, operation_id: int) -> set[int]:
    """Remove what an import brought, if the operation was one; return households it left."""
    batch = table_of(ImportBatchRow)
    found = connection.execute(
        select(batch.c.id, batch.c.list_id).where(batch.c.operation_id == operation_id)
    ).one_or_none()
    if found is None:
        return set()
    batch_id, list_id = found
    _refuse_if_built_on(connection, operation_id, batch_id)
    household, person = table_of(HouseholdRow), table_of(PersonRow)
    stays = set(
        connection.scalars(
            select(person.c.household_id)
            .join(household, household.c.id == person.c.household_id)
            .where(person.c.batch_id == batch_id, household.c.batch_id != batch_id)
        )
    )
    if connection.dialect.name == "sqlite":
        connection.execute(
            text(
                "INSERT INTO search_index(search_index, rowid, text) SELECT 'delete', "
                "household_id, text FROM search_text WHERE household_id IN "
                "(SELECT id FROM household WHERE batch_id = :b)"
            ),
            {"b": batch_id},
        )
    for table in (AssessmentRow, PersonRow, HouseholdRow, ImportBatchRow):
        column = table_of(table).c["id" if table is ImportBatchRow else "batch_id"]
        connection.execute(delete(table_of(table)).where(column == batch_id))
    others = select(batch.c.id).where(batch.c.list_id == list_id)
    if connection.execute(others.limit(1)).first() is None:
        source = table_of(SourceListRow)
        connection.execute(delete(source).where(source.c.id == list_id))
    return stays
