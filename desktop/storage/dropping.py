"""What the clerk chose to lose of the work that stands in the way of an undo.

It is recorded as an action of its own, which isn't undone: later undos find it in the chains.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from desktop.domain.taking_back import Conflict, Record
from desktop.storage.brought import children_of
from desktop.storage.identity import random_uid
from desktop.storage.schema.cases import ChangeRow, OperationRow
from desktop.storage.schema.tables import Base
from desktop.storage.standing import group_of, rows_of, value_of
from desktop.storage.work import Work, plain

DROP = "drop"
_LABEL = "ทิ้งสิ่งที่แก้ไขหลังจากนั้น"
# Who is taken out leaves these behind: they are the household's.
_LEFT = {("plan_item", "person_id"), ("aid", "person_id"), ("aid", "plan_item_id")}
_LEFT |= {("attachment", "person_id")}


class Drops:
    """The conflicts chosen to be dropped, and the record of it. `keys` are theirs."""

    def __init__(self, work: Work, edits: Sequence[Conflict], keys: Collection[str]) -> None:
        self._chosen = [e for e in edits if e.key in keys and e.droppable]
        self.keys = frozenset(e.key for e in self._chosen)
        self._fields = {
            ((e.table, e.row_id), name)
            for e in self._chosen
            if e.field
            for name in group_of(e.field)
        }
        self._work = work
        self._operation: int | None = None
        self._households: set[int] = set()

    def wants(self, record: Record, name: str) -> bool:
        """Whether this field goes back, whoever typed it since."""
        return (record, name) in self._fields

    def record(
        self,
        work: Work,
        record: Record,
        household_id: int | None,
        before: Mapping[str, Any],
        after: Mapping[str, Any],
    ) -> None:
        """Record values put back, apart from those that a person's word had to give way for."""
        lost = {n for n in before if self.wants(record, n)}
        rest = [n for n in before if n not in lost]
        if rest:
            old, new = {n: before[n] for n in rest}, {n: after[n] for n in rest}
            work.record(*record, household_id, old, new)
        if lost:
            self._write(
                record,
                household_id,
                {n: before[n] for n in sorted(lost)},
                {n: after[n] for n in sorted(lost)},
            )

    def carry_out(self, connection: Connection) -> set[int]:
        """Drop what stands on rows that the action made; return the households touched."""
        for one in self._chosen:
            table = Base.metadata.tables[one.table]
            row = rows_of(connection, table, [one.row_id]).get(one.row_id)
            if row is None or (not one.field and not one.holds):
                continue
            if not one.field:
                if (one.table, one.row_id) not in one.holds:
                    self._remove(connection, (one.table, one.row_id), row)
                continue
            if one.holds:
                self._reset(connection, one, row)
        return self._households

    def _reset(self, connection: Connection, one: Conflict, row: Mapping[str, Any]) -> None:
        """Give a field of a new row back what it held before people typed in it."""
        table = Base.metadata.tables[one.table]
        listed = value_of(table, one.field, one.was)
        changed: dict[str, Any] = {one.field: listed, "version": row["version"] + 1}
        if "edited" in row:
            typed = [n for n in row["edited"].split() if n != one.field]
            changed["edited"] = " ".join(typed)
        connection.execute(update(table).where(table.c.id == one.row_id).values(changed))
        self._write(
            (one.table, one.row_id),
            one.household_id,
            {n: plain(row[n]) for n in changed if n != "version"},
            {n: plain(v) for n, v in changed.items() if n != "version"},
        )

    def _remove(self, connection: Connection, record: Record, row: Mapping[str, Any]) -> None:
        """Take a row out with all that rests on it, each recorded."""
        name, row_id = record
        table = Base.metadata.tables[name]
        for child, column in children_of(name):
            found = connection.execute(select(child).where(child.c[column] == row_id)).mappings()
            for one in [dict(r) for r in found]:
                if (child.name, column) in _LEFT:
                    connection.execute(
                        update(child)
                        .where(child.c.id == one["id"])
                        .values({column: None, "version": one["version"] + 1})
                    )
                    home = one.get("household_id")
                    self._write((child.name, one["id"]), home, {column: row_id}, {column: None})
                else:
                    self._remove(connection, (child.name, one["id"]), one)
        connection.execute(delete(table).where(table.c.id == row_id))
        home = row.get("household_id")
        self._write(record, home, {n: plain(v) for n, v in row.items()}, None)

    def _write(
        self,
        record: Record,
        household_id: int | None,
        before: Mapping[str, Any],
        after: Mapping[str, Any] | None,
    ) -> None:
        session = self._work.session
        if self._operation is None:
            operation = OperationRow(
                uid=random_uid(),
                at=datetime.now(UTC),
                user_id=self._work.operation.user_id,
                kind=DROP,
                label=_LABEL,
            )
            session.add(operation)
            session.flush()
            self._operation = operation.id
        if household_id is not None:
            self._households.add(household_id)
        session.execute(
            insert(ChangeRow),
            [
                {
                    "operation_id": self._operation,
                    "table_name": record[0],
                    "row_id": record[1],
                    "household_id": household_id,
                    "before": dict(before),
                    "after": None if after is None else dict(after),
                }
            ],
        )
