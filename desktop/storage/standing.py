"""The record of changes as a chain: which actions stand, and who changed a field next.

Every field of every row has a chain of changes, each from the value it found to the value it
left. Undoing an action takes its links out. Where a later action that stands changed the field
too, that one's link now begins where the removed one began; else the row gets that value back.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, and_, bindparam, null, select, update

from desktop.storage.bulk import chunks
from desktop.storage.schema.base import Baht, UtcDateTime, table_of
from desktop.storage.schema.cases import ChangeRow, OperationRow

Image = Mapping[str, Any]

# An undo only takes changes back; it says nothing of its own about what it touched.
PUTTING_BACK = ("undo", "undo-import")
# Columns that are no fact of the row's own: each is counted or computed from others.
_COUNTED = frozenset({"id", "uid", "version"})
_COMPUTED = {
    "household": frozenset(
        {"village_code", "place_key", "head_name", "sort_key", "members", "dim_failed"}
        | {"dim_known", "list_as_of"}
    ),
    "volunteer": frozenset({"sort_key"}),
}
# Half of one person's date and half of another's would be nobody's date.
_TOGETHER = (
    frozenset({"birth_year", "birth_month", "birth_day"}),
    frozenset({"need_yes", "need_known"}),
    frozenset({"right_yes", "right_known"}),
)
_GROUP = {name: group for group in _TOGETHER for name in group}


def stands() -> ColumnElement[bool]:
    """Condition on `operation`: what it did still stands."""
    operation = table_of(OperationRow)
    return and_(operation.c.undone_by.is_(None), operation.c.kind.not_in(PUTTING_BACK))


def altered() -> ColumnElement[bool]:
    """Condition on `change`: the row was there before and after."""
    change = table_of(ChangeRow)
    return and_(change.c.before.is_not(null()), change.c.after.is_not(null()))


def group_of(field: str) -> frozenset[str]:
    """The fields that only make sense together with this one, itself included."""
    return _GROUP.get(field, frozenset({field}))


def touched(table: str, before: Image | None, after: Image | None) -> frozenset[str]:
    """The fields a change made different."""
    old, new = before or {}, after or {}
    unlike = {n for n in {*old, *new} if old.get(n) != new.get(n)}
    return frozenset(unlike - _COUNTED - _COMPUTED.get(table, frozenset()))


@dataclass(slots=True)
class Later:
    """A change that stands and came after; `before` and `after` may be mended."""

    id: int
    operation_id: int
    kind: str
    table: str
    row_id: int
    household_id: int | None
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    mended: bool = False

    def touches(self, fields: frozenset[str]) -> bool:
        """Whether it is the next link of one of these fields; a row's end is one of all."""
        if self.after is None or self.before is None:
            return True
        return bool(touched(self.table, self.before, self.after) & fields)

    def begin_at(self, field: str, value: Any, current: Any) -> None:
        """Let its link begin where a removed one began; `current` is what it left standing."""
        if self.before is None:
            return
        self.before = {**self.before, field: value}
        if self.after is not None and field not in self.after:
            self.after = {**self.after, field: current}
        self.mended = True

    def never_was(self) -> None:
        """The row it removed has no maker any more: there is nothing to bring back."""
        self.before, self.mended = None, True


def later_of(
    connection: Connection, operation_id: int, table: str, ids: Iterable[int]
) -> dict[int, list[Later]]:
    """The changes to rows of one table by actions after this one that stand, in their order."""
    change, operation = table_of(ChangeRow), table_of(OperationRow)
    found: dict[int, list[Later]] = {}
    for some in chunks(sorted(set(ids))):
        rows = connection.execute(
            select(
                change.c.id,
                change.c.operation_id,
                operation.c.kind,
                change.c.table_name,
                change.c.row_id,
                change.c.household_id,
                change.c.before,
                change.c.after,
            )
            .join(operation, operation.c.id == change.c.operation_id)
            .where(
                change.c.table_name == table,
                change.c.row_id.in_(some),
                change.c.operation_id > operation_id,
                stands(),
            )
            .order_by(change.c.operation_id, change.c.id)
        )
        for row in rows:
            found.setdefault(row.row_id, []).append(Later(*row))
    return found


def mend(connection: Connection, changes: Iterable[Later]) -> None:
    """Store the links that begin elsewhere now."""
    change = table_of(ChangeRow)
    rows = [{"link": c.id, "new_before": c.before, "new_after": c.after} for c in changes]
    if rows:
        connection.execute(
            update(change)
            .where(change.c.id == bindparam("link"))
            .values(
                before=bindparam("new_before", type_=change.c.before.type),
                after=bindparam("new_after", type_=change.c.after.type),
            ),
            rows,
        )


def value_of(table: Table, name: str, recorded: Any) -> Any:
    """A recorded value as the column takes it."""
    kind = table.c[name].type
    if not isinstance(recorded, str):
        return recorded
    if isinstance(kind, Baht):
        return Decimal(recorded)
    if isinstance(kind, UtcDateTime):
        return datetime.fromisoformat(recorded).replace(tzinfo=UTC)
    return date.fromisoformat(recorded) if kind.python_type is date else recorded


def rows_of(
    connection: Connection, table: Table, ids: Sequence[int]
) -> dict[int, Mapping[str, Any]]:
    """Whole rows by their ids; those that are gone are left out."""
    found: dict[int, Mapping[str, Any]] = {}
    for some in chunks(ids):
        rows = connection.execute(select(table).where(table.c.id.in_(some))).mappings()
        found |= {row["id"]: dict(row) for row in rows}
    return found
