"""Rows in hand, what is to become of them, and a record in an order that undo can reverse."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, insert, select, update
from sqlalchemy.orm import DeclarativeBase

from desktop.storage import search
from desktop.storage.bulk import chunks, reserve_ids
from desktop.storage.identity import random_uid
from desktop.storage.schema.base import table_of
from desktop.storage.schema.people import HouseholdRow
from desktop.storage.work import Work, plain

Values = dict[str, Any]
Mapped = type[DeclarativeBase]


class Rows:
    """Rows of several tables as dicts of column values, found by any column."""

    def __init__(self, connection: Connection, *, lock: bool = False) -> None:
        self._connection = connection
        self._lock = lock
        self._rows: dict[Mapped, dict[int, Values]] = defaultdict(dict)
        self._index: dict[tuple[Mapped, str], dict[Any, dict[int, Values]]] = {}

    def load(self, mapped: Mapped, column: str, values: Sequence[Any]) -> None:
        """Take the rows with one of these values in hand."""
        table = table_of(mapped)
        for some in chunks(list(values)):
            query = select(table).where(table.c[column].in_(some)).order_by(table.c.id)
            if self._lock:
                query = query.with_for_update()
            for row in self._connection.execute(query).mappings():
                if row["id"] not in self._rows[mapped]:
                    self._put(mapped, dict(row))

    def all(self, mapped: Mapped) -> list[Values]:
        """Return all rows in hand of one table."""
        return list(self._rows[mapped].values())

    def rows(self, mapped: Mapped, column: str, value: Any) -> list[Values]:
        """Return the rows in hand with this value."""
        index = self._index.get((mapped, column))
        if index is None:
            index = self._index[mapped, column] = defaultdict(dict)
            for row in self._rows[mapped].values():
                index[row[column]][row["id"]] = row
        return list(index.get(value, {}).values())

    def get(self, mapped: Mapped, row_id: int) -> Values | None:
        """Return one row, None when it is not in hand."""
        return self._rows[mapped].get(row_id)

    def _put(self, mapped: Mapped, row: Values) -> None:
        self._rows[mapped][row["id"]] = row
        for (other, column), index in self._index.items():
            if other is mapped:
                index[row[column]][row["id"]] = row

    def _take_out(self, mapped: Mapped, row: Values) -> None:
        del self._rows[mapped][row["id"]]
        for (other, column), index in self._index.items():
            if other is mapped:
                del index[row[column]][row["id"]]


class Ledger(Rows):
    """Changes to many rows: recorded one by one as they are decided, written together.

    Rows are locked while they are in hand. A dropped row is out of hand at once.
    """

    def __init__(self, work: Work) -> None:
        super().__init__(work.session.connection(), lock=True)
        self._work = work
        self._changed: dict[Mapped, dict[int, Values]] = defaultdict(dict)
        self._dropped: dict[Mapped, list[int]] = defaultdict(list)
        self._added: dict[Mapped, list[Values]] = defaultdict(list)
        self._next: dict[Mapped, int] = {}

    def change(self, mapped: Mapped, row: Values, news: Mapping[str, Any], home: int) -> None:
        """Give a row other values; `home` is the household whose history tells of it, or 0."""
        news = {name: value for name, value in news.items() if row[name] != value}
        if not news:
            return
        before = {name: plain(row[name]) for name in news}
        after = {name: plain(value) for name, value in news.items()}
        row_id: int = row["id"]
        self._work.record(mapped.__tablename__, row_id, home or None, before, after)
        self._take_out(mapped, row)
        row |= news
        self._put(mapped, row)
        self._changed[mapped].setdefault(row_id, {}).update(news)

    def drop(self, mapped: Mapped, row: Values, home: int) -> None:
        """Take a row out."""
        image = {name: plain(value) for name, value in row.items()}
        row_id: int = row["id"]
        self._work.record(mapped.__tablename__, row_id, home, image, None)
        self._take_out(mapped, row)
        self._changed[mapped].pop(row_id, None)
        self._dropped[mapped].append(row_id)

    def add(self, mapped: Mapped, values: Values, most: int) -> None:
        """Add a row; no more than `most` are added before they are written."""
        if mapped not in self._next:
            self._next[mapped] = reserve_ids(self._connection, mapped, most)
        row: Values = {"id": self._next[mapped], "uid": random_uid(), "version": 1} | values
        self._next[mapped] += 1
        self._added[mapped].append(row)
        self._put(mapped, row)
        image = {name: plain(value) for name, value in row.items()}
        self._work.record(mapped.__tablename__, row["id"], None, None, image)

    def write(self) -> None:
        """Write everything: what moves first, so that nothing goes with what is dropped."""
        for mapped, rows in self._changed.items():
            added = {row["id"] for row in self._added[mapped]}
            self._update(table_of(mapped), {i: n for i, n in rows.items() if i not in added})
        for mapped, new in self._added.items():
            if new:
                self._connection.execute(insert(table_of(mapped)), new)
        homes = self._dropped.pop(HouseholdRow, [])
        for mapped, ids in self._dropped.items():
            self._delete(mapped, ids)
        for some in chunks(homes):
            search.forget(self._connection, some)
        self._delete(HouseholdRow, homes)
        for kept in (self._rows, self._index, self._changed, self._dropped, self._added):
            kept.clear()
        self._next.clear()
        self._work.session.expire_all()

    def _update(self, table: Table, rows: Mapping[int, Values]) -> None:
        planned: dict[tuple[str, ...], list[Values]] = defaultdict(list)
        for row_id, news in rows.items():
            named = {f"new_{name}": value for name, value in news.items()}
            planned[tuple(news)].append({"row_id": row_id, **named})
        for names, some in planned.items():
            values: Values = {name: bindparam(f"new_{name}") for name in names}
            if "version" in table.c:
                values["version"] = table.c.version + 1
            change = update(table).where(table.c.id == bindparam("row_id")).values(values)
            self._connection.execute(change, some)

    def _delete(self, mapped: Mapped, ids: Sequence[int]) -> None:
        table = table_of(mapped)
        for some in chunks(ids):
            self._connection.execute(delete(table).where(table.c.id.in_(some)))
