"""Reading the record of units of work."""

from typing import Any

from sqlalchemy import (
    or_,
    select,
)
from sqlalchemy.orm import Session

from desktop.domain.errors import UserError
from desktop.domain.records import Actor, FieldChange, Operation
from desktop.storage import derived, people
from desktop.storage.schema.base import table_of
from desktop.storage.schema.cases import ChangeRow, OperationRow, UserRow
from desktop.storage.schema.people import HouseholdRow, PersonRow
from desktop.storage.standing import group_of, value_of
from desktop.storage.work import Work

UNDOABLE = ("edit", "import", "link", "phones")
# Done on its own screen: it can't be taken back, and nothing before it can be meant by Ctrl+Z.
FINAL = "undo-import"
_TECHNICAL = {
    *("id", "uid", "version", "household_id", "list_key", "batch_id", "edited"),
    *("sort_key", "place_key", "position", "village_code", "plan_id", "visit_id", "list_as_of"),
    *("head_name", "members", "level_facts", "operation_id", "list_id"),
}

# Records whose fields can be put back one by one.
RESTORED = ("household", "person")


def restore(work: Work, change_id: int, field: str) -> int:
    """Put a field back to what it was before a recorded change; return the household.

    Fields that only make sense together go back together. It counts as typed by the clerk.

    Raises:
        UserError: the record is gone, or the change didn't find it.
    """
    change = work.session.get(ChangeRow, change_id)
    row = _row_of(work.session, change) if change else None
    if change is None or row is None or not change.before:
        raise UserError("คืนค่าไม่ได้", "รายการนี้ไม่อยู่แล้ว หรือยังไม่มีค่าก่อนหน้านั้น กรุณาดูประวัติใหม่")
    table, before = table_of(type(row)), change.before
    names = group_of(field) & before.keys()
    people.assign(row, {name: value_of(table, name, before[name]) for name in names})
    work.session.flush()
    home = row.id if isinstance(row, HouseholdRow) else row.household_id
    derived.refresh(work.session.connection(), [home])
    return home


def _row_of(session: Session, change: ChangeRow) -> HouseholdRow | PersonRow | None:
    if change.table_name == "household":
        return session.get(HouseholdRow, change.row_id)
    return session.get(PersonRow, change.row_id) if change.table_name == "person" else None


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
                can = change.table_name in RESTORED and change.before and name in change.before
                restores = (change.id, name) if can else None
                changes.append(
                    FieldChange(change.table_name, name, _in_words(old), _in_words(new), restores)
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
            OperationRow.kind.in_((*UNDOABLE, FINAL)),
            OperationRow.undone_by.is_(None),
        )
        .order_by(OperationRow.id.desc())
        .limit(1)
    )
    return (_record(row, actor.name), row.kind) if row else None
