"""Writing many rows at once, past the session: ids are assigned here, values are tuples.

Mapped objects cost forty times as much. Who writes in bulk records the batch.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Connection, func, select, text
from sqlalchemy.orm import DeclarativeBase

from desktop.storage.schema.base import table_of

T = TypeVar("T")

_CHUNK = 5000


def reserve_ids(connection: Connection, table: type[DeclarativeBase], count: int) -> int:
    """Return the first of `count` consecutive free ids; the writing transaction holds them."""
    column = table_of(table).c.id
    if connection.dialect.name == "postgresql":
        sequence = f"{table.__tablename__}_id_seq"
        connection.execute(text("SELECT pg_advisory_xact_lock(hashtext(:s))"), {"s": sequence})
        # In one statement, so that a clerk who saves at the same moment hardly comes between.
        taken = max(count, 1)
        last = connection.scalar(
            text("SELECT setval(:s, nextval(:s) + :more)"), {"s": sequence, "more": taken - 1}
        )
        return int(last or taken) - taken + 1
    last = connection.execute(select(func.coalesce(func.max(column), 0))).scalar_one()
    return max(int(last), _last_recorded(connection, table.__tablename__)) + 1


def _last_recorded(connection: Connection, table: str) -> int:
    """Return the highest id that the record knows: a removed row may come back under its own."""
    query = text("SELECT coalesce(max(row_id), 0) FROM change WHERE table_name = :t")
    return int(connection.scalar(query, {"t": table}) or 0)


def insert_rows(
    connection: Connection,
    table: type[DeclarativeBase],
    columns: Sequence[str],
    rows: Iterable[Sequence[Any]],
) -> None:
    """Insert tuples whose values are as stored (satang, masks, ISO text), in `columns` order."""
    names = ", ".join(f'"{c}"' for c in columns)
    if connection.dialect.name == "postgresql":
        driver = connection.connection.driver_connection
        with (
            driver.cursor() as cursor,  # type: ignore[union-attr]
            cursor.copy(f"COPY {table.__tablename__} ({names}) FROM STDIN") as copy,
        ):
            for row in rows:
                copy.write_row(row)
        return
    marks = ", ".join("?" * len(columns))
    # Table and column names are the schema's own.
    statement = f"INSERT INTO {table.__tablename__} ({names}) VALUES ({marks})"  # noqa: S608
    iterator = iter(rows)
    while chunk := list(islice(iterator, _CHUNK)):
        connection.exec_driver_sql(statement, chunk)


def chunks(ids: Sequence[T], size: int = 900) -> Iterator[Sequence[T]]:
    """Cut ids or records into pieces that fit an IN list on both databases."""
    for start in range(0, len(ids), size):
        yield ids[start : start + size]
