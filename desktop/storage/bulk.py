"""Writing many rows at once, past the session: ids are assigned here, values are tuples.

Mapped objects cost forty times as much. Who writes in bulk records the batch.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, repeat
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Row, func, select, text
from sqlalchemy.orm import DeclarativeBase

from desktop.storage.schema.base import table_of

T = TypeVar("T")

_CHUNK = 5000
_MANY = 5000
# The share of a table that is worth reading all of it, one in so many.
_FEW = 4


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
    if connection.dialect.name == "postgresql":
        names = ", ".join(f'"{c}"' for c in columns)
        driver = connection.connection.driver_connection
        with (
            driver.cursor() as cursor,  # type: ignore[union-attr]
            cursor.copy(f"COPY {table.__tablename__} ({names}) FROM STDIN") as copy,
        ):
            for row in rows:
                copy.write_row(row)
        return
    _execute(connection, table, dict.fromkeys(columns), (), (), rows)


def _execute(
    connection: Connection,
    table: type[DeclarativeBase],
    own: Mapping[str, Any],
    literals: Sequence[str],
    same: Sequence[str],
    rows: Iterable[Sequence[Any]] | None = None,
) -> None:
    names = ", ".join(f'"{c}"' for c in (*own, *same))
    marks = ", ".join([*("?" * len(own)), *literals])
    # Table and column names are the schema's own.
    statement = f"INSERT INTO {table.__tablename__} ({names}) VALUES ({marks})"  # noqa: S608
    iterator = iter(zip(*own.values(), strict=True) if rows is None else rows)
    while chunk := list(islice(iterator, _CHUNK)):
        connection.exec_driver_sql(statement, chunk)


@dataclass(frozen=True, slots=True)
class Same:
    """One value for every row."""

    value: int | str

    @property
    def literal(self) -> str:
        """The value as SQL writes it: nothing to hand over for every row."""
        quoted = str(self.value).replace("'", "''")
        return quoted if isinstance(self.value, int) else f"'{quoted}'"


def insert_columns(
    connection: Connection,
    table: type[DeclarativeBase],
    columns: Mapping[str, Iterable[Any] | Same],
) -> None:
    """Insert rows given column by column; what is the same in all of them is written once."""
    same = {name: one for name, one in columns.items() if isinstance(one, Same)}
    own = {name: one for name, one in columns.items() if not isinstance(one, Same)}
    if connection.dialect.name == "postgresql":
        own |= {name: repeat(one.value) for name, one in same.items()}
        insert_rows(connection, table, tuple(own), zip(*own.values(), strict=False))
    else:
        _execute(connection, table, own, [one.literal for one in same.values()], tuple(same))


def rows_by_key(
    connection: Connection,
    columns: Sequence[ColumnElement[Any]],
    keys: Collection[Any],
    *within: ColumnElement[bool],
) -> dict[Any, Any]:
    """Return the rows with these keys by them; the first of `columns` is unique `within` these."""
    found: list[Row[Any]] = []
    query = select(*columns).where(*within)
    if len(keys) > _MANY and len(keys) * _FEW > _count(connection, columns[0]):
        # To read all of it is quicker than to ask for so many.
        wanted = set(keys)
        found += [row for row in connection.execute(query).all() if row[0] in wanted]
    else:
        for some in chunks(list(keys)):
            found += connection.execute(query.where(columns[0].in_(some))).all()
    return {row[0]: row for row in found}


def _count(connection: Connection, column: ColumnElement[Any]) -> int:
    return int(connection.scalar(select(func.count(column))) or 0)


def chunks(ids: Sequence[T], size: int = 900) -> Iterator[Sequence[T]]:
    """Cut ids or records into pieces that fit an IN list on both databases."""
    for start in range(0, len(ids), size):
        yield ids[start : start + size]
