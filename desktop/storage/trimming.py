"""What only an undone import said of people and households that other lists speak of too.

Such a record would be there without the import, but without the facts that no other list has a
column for. Names, ids and codes stay: by them the record is known.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Table, bindparam, func, select, update

from desktop.domain.progress import Reporter
from desktop.storage.brought import Made, other_batches
from desktop.storage.bulk import chunks
from desktop.storage.origins import home_then, origins
from desktop.storage.schema.base import table_of
from desktop.storage.schema.lists import (
    ImportBatchRow,
    SourceFileRow,
    SourceRowRow,
    SourceSheetRow,
)
from desktop.storage.schema.people import HouseholdRow, PersonRow
from desktop.storage.spoken import TOLD_BY, Spoken, columns_of
from desktop.storage.standing import group_of, later_of, touched
from desktop.storage.work import Work, plain

_FACTS = {
    "person": (
        *("relation", "occupation", "education", "age_stated"),
        *("birth_year", "birth_month", "birth_day"),
    ),
    "household": ("tel", "soi", "road", "postcode"),
}
_PIECE = 2000


def trim(work: Work, made: Made, spoken: Spoken, report: Reporter) -> None:
    """Blank the facts of new records which no other list that spoke of them can have told."""
    connection = work.session.connection()
    sheets = _sheets(connection, made)
    for name, fields in _FACTS.items():
        if not spoken.makers.get(name):
            continue
        for field in fields:
            telling = {s for s, columns in sheets.items() if columns & TOLD_BY[field]}
            if len(telling) < len(sheets):
                _blank(work, made, name, field, telling, report)


def _sheets(connection: Connection, made: Made) -> dict[int, frozenset[str]]:
    """The columns of every sheet of the other imports that stand."""
    file, sheet = table_of(SourceFileRow), table_of(SourceSheetRow)
    return columns_of(
        connection,
        select(sheet.c.id)
        .join(file, file.c.id == sheet.c.file_id)
        .where(file.c.batch_id.in_(other_batches(made.batch))),
    )


def _blank(
    work: Work, made: Made, name: str, field: str, telling: set[int], report: Reporter
) -> None:
    connection = work.session.connection()
    table = table_of(PersonRow if name == "person" else HouseholdRow)
    default = None if table.c[field].nullable else ""
    for some in chunks(list(_told_by_none(connection, made, table, field, telling)), _PIECE):
        report.step(0, 0, "นำสิ่งที่มีเฉพาะรายชื่อนี้ออก")
        later = later_of(connection, made.operation_id, name, [row[0] for row in some])
        rows = [
            row
            for row in some
            if not any(
                touched(name, c.before, c.after) & group_of(field) for c in later.get(row[0], ())
            )
        ]
        for row_id, household_id, value in rows:
            before, after = {field: plain(value)}, {field: default}
            work.record(name, row_id, household_id, before, after)
        if rows:
            connection.execute(
                update(table)
                .where(table.c.id == bindparam("row_"))
                .values({field: default, "version": table.c.version + 1}),
                [{"row_": row[0]} for row in rows],
            )
        work.write_down()


def _told_by_none(
    connection: Connection, made: Made, table: Table, field: str, telling: set[int]
) -> Iterator[tuple[int, int, Any]]:
    """Rows the import made that others spoke of, none of them in a sheet that can tell it."""
    person, origin, batch = (table_of(t) for t in (PersonRow, SourceRowRow, ImportBatchRow))
    home = home_then()
    of = person.c.id if table.name == "person" else home
    rows = (
        origins(of.label("id"), home.label("home"), origin.c.sheet_id.label("sheet"))
        .where(batch.c.id.in_(other_batches(made.batch)))
        .subquery()
    )
    spoke = (
        select(rows.c.id, func.min(rows.c.home).label("home"))
        .where(rows.c.id.in_(made.ids(table.name)))
        .group_by(rows.c.id)
        .having(func.count().filter(rows.c.sheet.in_(telling)) == 0)
        .subquery()
    )
    value = table.c[field]
    unsaid = value.is_not(None) if value.nullable else value != ""
    query = select(table.c.id, spoke.c.home, value).join(spoke, spoke.c.id == table.c.id)
    for row in connection.execute(query.where(unsaid)):
        yield row[0], row[1], row[2]
