"""Reading the record of units of work, and undoing the last one from it."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    Connection,
    RowMapping,
    Select,
    Table,
    and_,
    delete,
    func,
    insert,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.orm import Session

from desktop.domain.errors import UserError
from desktop.domain.records import Actor, FieldChange, Operation
from desktop.storage import derived, search
from desktop.storage.schema.base import Baht, table_of
from desktop.storage.schema.cases import AidRow, ChangeRow, OperationRow, PlanItemRow, UserRow
from desktop.storage.schema.lists import (
    AssessmentRow,
    ImportBatchRow,
    SourceListRow,
)
from desktop.storage.schema.people import HouseholdRow, PersonRow
from desktop.storage.schema.tables import Base
from desktop.storage.work import Work

_UNDOABLE = ("edit", "import")
_TECHNICAL = {
    *("id", "uid", "version", "household_id", "list_key", "list_hash", "batch_id", "edited"),
    *("sort_key", "place_key", "position", "village_code", "plan_id", "visit_id", "list_as_of"),
    *("head_name", "members", "level_facts", "operation_id", "list_id"),
}


def of_household(session: Session, household_id: int, limit: int) -> tuple[Operation, ...]:
    """What was done to a household, the newest first."""
    touched = select(ChangeRow.operation_id).where(ChangeRow.household_id == household_id)
    found = session.execute(
        select(OperationRow, UserRow.name)
        .join(UserRow, UserRow.id == OperationRow.user_id)
        .where(or_(OperationRow.household_id == household_id, OperationRow.id.in_(touched)))
        .order_by(OperationRow.id.desc())
        .limit(limit)
    ).all()
    return tuple(
        _record(row, who, _fields(session, row.id, household_id, row.household_id))
        for row, who in found
    )


def _record(row: OperationRow, who: str, fields: tuple[FieldChange, ...] = ()) -> Operation:
    return Operation(row.id, row.at, who, row.label, row.undone_by is not None, fields, row.kind)


def _fields(
    session: Session, operation_id: int, household_id: int, own: int | None
) -> tuple[FieldChange, ...]:
    query = select(ChangeRow).where(ChangeRow.operation_id == operation_id)
    if own != household_id:
        query = query.where(ChangeRow.household_id == household_id)
    changes = []
    for change in session.scalars(query.order_by(ChangeRow.id).limit(200)):
        before, after = change.before or {}, change.after or {}
        for name in sorted({*before, *after} - _TECHNICAL):
            old, new = before.get(name), after.get(name)
            if old != new and not (old is None and new in ("", 0)):
                changes.append(
                    FieldChange(change.table_name, name, _in_words(old), _in_words(new))
                )
    return tuple(changes)


def _in_words(value: Any) -> str:
    return "" if value is None else str(value)


def last(session: Session, actor: Actor) -> tuple[Operation, str] | None:
    """The operation that undo would undo, with its kind: the actor's newest that still stands."""
    row = session.scalar(
        select(OperationRow)
        .where(
            OperationRow.user_id == actor.user_id,
            OperationRow.kind.in_(_UNDOABLE),
            OperationRow.undone_by.is_(None),
        )
        .order_by(OperationRow.id.desc())
        .limit(1)
    )
    return (_record(row, actor.name), row.kind) if row else None


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
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    for change in changes:
        _put_back(work, connection, change)
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


def _put_back(work: Work, connection: Connection, change: ChangeRow) -> None:
    table = Base.metadata.tables[change.table_name]
    row = table.c.id == change.row_id
    current = connection.execute(select(table).where(row)).mappings().one_or_none()
    before, after = change.before, change.after
    if before is None:
        _refuse_if_changed(table, current, after or {})
        _refuse_if_used(connection, change)
        if change.table_name == "household":
            search.forget(connection, [change.row_id])
        connection.execute(delete(table).where(row))
    elif after is None:
        values = {n: _value(table, n, v) for n, v in before.items()}
        if "version" in values:
            values["version"] += 1
        connection.execute(insert(table).values(values))
    else:
        names = [n for n in before if before[n] != after.get(n) and n != "version"]
        _refuse_if_changed(table, current, {n: after.get(n) for n in names})
        values = {n: _value(table, n, before[n]) for n in names}
        if "edited" in names and current is not None:
            values["edited"] = _untyped(current["edited"], before["edited"], after["edited"])
        if "version" in table.c:
            values["version"] = table.c.version + 1
        if values:
            connection.execute(update(table).where(row).values(values))
    work.record(change.table_name, change.row_id, change.household_id, after, before)


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
            operation.c.kind.in_(_UNDOABLE),
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
    python = kind.python_type
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
