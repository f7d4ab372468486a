"""Undoing an action from its record, at any time: what people and later lists said stays.

What exactly goes back, in this order of thought:

- A field that the action altered gets its earlier value back, unless an action that came after
  and stands altered it too. Then the later value stays, and the later action counts from now on
  as having found the earlier value, so that undoing that one gives it back. Fields that only make
  sense together (a birth date's parts) go together.
- A field that an import altered and that a later list, no older in its data, let stand is that
  list's by now (`spoken`).
- A row that the action made goes, unless people typed in it, built on it, or another list spoke
  of it. One that only people worked on stays with all its fields: an import's word on a person or
  an address can't be told apart from the name by which people know whose visit, plan or aid it
  is. One that another list spoke of stays with what that list can have said (`trimming`). What
  can be told apart goes: what the import's list says of the household as a whole, its members
  nobody touched, and every raw row, sheet and problem. A row that stays belongs to the first
  other list that spoke of it, else to no list; the next list finds it again by its key.
- A row that the action removed comes back as it was, with the rows recorded beside it. It can't
  where what it rested on is gone, or where its import was undone meanwhile.
- What the clerk chose to drop of the things that stand in the way goes too. That is recorded as
  an action of its own, so that who looks later sees what was lost.

The import itself stays on record with its files' names, sizes and hashes, who undid it and when.
"""

from collections.abc import Collection
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, select, update

from desktop.domain.errors import UserError
from desktop.domain.progress import Reporter, Silent
from desktop.domain.taking_back import Conflicts, Record
from desktop.storage import derived, dropping, leaving
from desktop.storage.brought import Made
from desktop.storage.bulk import chunks
from desktop.storage.conflicts import look_up
from desktop.storage.putting_back import PuttingBack
from desktop.storage.schema.base import table_of
from desktop.storage.schema.cases import ChangeRow, OperationRow
from desktop.storage.schema.tables import Base
from desktop.storage.spoken import Spoken, spoken_of
from desktop.storage.work import Work

_WINDOW = 4500


def undo(
    work: Work,
    operation_id: int,
    *,
    keep: bool = True,
    drop: Collection[str] = (),
    report: Reporter | None = None,
) -> list[int]:
    """Put everything back as it was before the action; return the households touched.

    `drop` are keys of conflicts (`what_stands_in_the_way`) that shall go as well. With `keep`
    off, nothing is undone when anything stands in the way.

    Raises:
        UserError: the action was undone already, or something stands in the way of a strict undo.
        Cancelled: the clerk asked to stop; the unit of work rolls back.
    """
    report = report or Silent()
    connection = work.session.connection()
    _refuse_second_time(connection, operation_id)
    report.step(0, 0, "ตรวจสิ่งที่แก้ไขหลังจากนั้น")
    made = Made(connection, operation_id)
    spoken = spoken_of(connection, made)
    report.step(1, 0, "ตรวจสิ่งที่แก้ไขหลังจากนั้น")
    found = look_up(connection, made, spoken)
    report.step(2, 0, "ตรวจสิ่งที่แก้ไขหลังจากนั้น")
    if not keep and found:
        raise _refusal(made)
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    drops = dropping.Drops(work, found.edits, drop)
    held = _held(connection, made, spoken, found, drops.keys)
    back = PuttingBack(work, made, spoken, held, drops)
    _walk(connection, back, report)
    if back.lost and not keep:
        raise _refusal(made)
    households = back.households | drops.carry_out(connection)
    left, otherwise = leaving.take_out(work, made, spoken, held, report)
    for some in chunks(sorted(households | otherwise)):
        report.step(0, 0, "ปรับปรุงรายชื่อและดัชนีค้นหา")
        derived.refresh(connection, some)
    connection.execute(
        update(OperationRow)
        .where(OperationRow.id == operation_id)
        .values(undone_by=work.operation.id)
    )
    return sorted(households | left)


def undo_some(
    work: Work, operation_id: int, after: int, upto: int, report: Reporter | None = None
) -> list[int]:
    """Put back the action's changes numbered above `after` up to `upto`; the rest of it stands.

    What was changed since is kept. Returns the households touched.
    """
    connection = work.session.connection()
    made = Made(connection, operation_id)
    spoken = spoken_of(connection, made)
    found = look_up(connection, made, spoken)
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    drops = dropping.Drops(work, found.edits, ())
    back = PuttingBack(work, made, spoken, _held(connection, made, spoken, found, ()), drops)
    number = table_of(ChangeRow).c.id
    _walk(connection, back, report or Silent(), number > after, number <= upto)
    for some in chunks(sorted(back.households)):
        derived.refresh(connection, some)
    return sorted(back.households)


def _refusal(made: Made) -> UserError:
    """Why a strict undo isn't done, and where it can be done with a choice."""
    now = "กรุณาเปิดประวัติของครัวเรือนแล้วแก้ไขทีละรายการ"
    if made.batch is not None:
        now = "กรุณาเปิด “ประวัติการนำเข้า” ที่หน้านำเข้ารายชื่อ แล้วเลือกว่าจะเก็บสิ่งใดไว้"
    return UserError("ย้อนกลับไม่ได้", f"ข้อมูลที่จะย้อนถูกแก้ไขหลังจากนั้นแล้ว จึงไม่มีการเปลี่ยนแปลงใด ๆ {now}")


def _refuse_second_time(connection: Connection, operation_id: int) -> None:
    operation = table_of(OperationRow)
    undone = connection.scalar(select(operation.c.undone_by).where(operation.c.id == operation_id))
    if undone is not None:
        raise UserError("ย้อนกลับไปแล้ว", "รายการนี้ถูกย้อนกลับไปก่อนแล้ว จึงไม่มีการเปลี่ยนแปลงใด ๆ")


def _held(
    connection: Connection, made: Made, spoken: Spoken, found: Conflicts, dropped: Collection[str]
) -> dict[str, set[int]]:
    """Rows the action made that stay, by table: what rests on a row that stays holds it too."""
    held: dict[str, set[int]] = {name: set() for name in made.tables}
    records: list[Record] = [r for e in found.edits if e.key not in dropped for r in e.holds]
    for name, row_id in (*records, *spoken.records()):
        held.setdefault(name, set()).add(row_id)
    for name in reversed(made.tables):
        table = Base.metadata.tables[name]
        for column in table.c:
            parents = {k.column.table.name for k in column.foreign_keys} & set(made.tables)
            for parent in parents - {name}:
                held[parent] |= _parents(connection, name, column.name, held[name])
    return held


def _parents(connection: Connection, name: str, column: str, ids: Collection[int]) -> set[int]:
    table = Base.metadata.tables[name]
    found: set[int] = set()
    for some in chunks(sorted(ids)):
        rows = connection.scalars(select(table.c[column]).where(table.c.id.in_(some)))
        found |= {row for row in rows if row is not None}
    return found


def _walk(
    connection: Connection, back: PuttingBack, report: Reporter, *within: ColumnElement[bool]
) -> None:
    """Take the action's changes back in the reverse of their order, window by window."""
    change = table_of(ChangeRow)
    before, done = None, 0
    while True:
        query = select(change).where(change.c.operation_id == back.made.operation_id, *within)
        if before is not None:
            query = query.where(change.c.id < before)
        rows = connection.execute(query.order_by(change.c.id.desc()).limit(_WINDOW)).all()
        if not rows:
            return
        report.step(done, 0, "คืนค่าเดิม")
        for (name, altered), some in groupby(rows, key=_kind_of_change):
            if altered:
                back.values(Base.metadata.tables[name], list(some))
            else:
                back.rows(Base.metadata.tables[name], list(some))
        back.work.write_down()
        before, done = rows[-1].id, done + len(rows)


def _kind_of_change(change: Row[Any]) -> tuple[str, bool]:
    """The table, and whether a row was altered rather than made or removed."""
    return change.table_name, change.before is not None and change.after is not None
