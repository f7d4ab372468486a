"""A long list of frozen records by pages; its columns are told as those of a short one."""

from collections import OrderedDict
from collections.abc import Collection, Sequence
from typing import Any, TypeVar

from PySide6.QtCore import QModelIndex, QObject, Qt

from desktop.models.pages import PAGE, Ask, Fetch, at_once
from desktop.models.records import Column, ColumnsModel
from desktop.models.roles import ID_ROLE, Index

T = TypeVar("T")
_Root = QModelIndex()
_KEPT = 12 * PAGE


class PagedModel(ColumnsModel[T]):
    """Ids are known at once; a record is fetched, with its neighbours, when it is looked at."""

    def __init__(
        self,
        columns: Sequence[Column[T]],
        fetch: Fetch[T],
        ask: Ask[T] = at_once,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(columns, parent)
        self._fetch, self._ask = fetch, ask
        self._records: OrderedDict[int, T] = OrderedDict()
        self._stale: set[int] = set()
        self._asked: set[int] = set()
        self._round = 0
        self._ids: list[int] = []

    def show_ids(self, ids: Sequence[int]) -> None:
        """Show another list; where the ids are the same, selection and scroll stay."""
        if list(ids) == self._ids:
            self.refresh()
            return
        self.beginResetModel()
        self._forget()
        self._ids = list(ids)
        self.endResetModel()
        if self._ids:
            self._want(0)

    def refresh(self) -> None:
        """Fetch again what is looked at; until it is there, what was known stays."""
        self._round += 1
        self._stale = set(self._records)
        self._asked.clear()
        if self._ids:
            last = self.index(len(self._ids) - 1, len(self._columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def drop(self, ids: Collection[int]) -> None:
        """Take records away that are done with."""
        for row in reversed(range(len(self._ids))):
            if self._ids[row] in ids:
                self.beginRemoveRows(QModelIndex(), row, row)
                self._records.pop(self._ids.pop(row), None)
                self.endRemoveRows()

    def ids(self) -> list[int]:
        """Return all ids in order."""
        return list(self._ids)

    def id_at(self, row: int) -> int:
        """Return the id in a row."""
        return self._ids[row]

    def record(self, row: int) -> T | None:
        """Return a row's record, None while it is on its way."""
        number = self._ids[row]
        found = self._records.get(number)
        if found is None or number in self._stale:
            self._want(row)
            return self._records.get(number)
        self._records.move_to_end(number)
        return found

    def rowCount(self, parent: Index = _Root) -> int:
        """Return the number of records."""
        return 0 if parent.isValid() else len(self._ids)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return one cell; empty while its record is on its way."""
        if not index.isValid() or index.row() >= len(self._ids):
            return None
        column = self._columns[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return column.align
        if role == ID_ROLE:
            return self._ids[index.row()]
        found = self.record(index.row())
        if found is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(found)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return (column.tip or column.text)(found) or None
        return None

    def _forget(self) -> None:
        self._round += 1
        self._records.clear()
        self._stale.clear()
        self._asked.clear()

    def _want(self, row: int) -> None:
        first = row - row % PAGE
        page = self._ids[first : first + PAGE]
        wanted = [one for one in page if one not in self._records or one in self._stale]
        if self._asked.issuperset(wanted):
            return
        self._asked.update(wanted)
        asked_in = self._round

        def done(found: list[T]) -> None:
            if asked_in != self._round:
                return
            self._asked.difference_update(wanted)
            self._stale.difference_update(wanted)
            # What is gone by now leaves no record behind: the next look at the list drops it.
            self._records.update(zip(_ids_of(found), found, strict=True))
            while len(self._records) > _KEPT:
                self._records.popitem(last=False)
            last = min(first + PAGE, len(self._ids)) - 1
            if last >= first:
                self.dataChanged.emit(
                    self.index(first, 0), self.index(last, len(self._columns) - 1)
                )

        self._ask(lambda: self._fetch(wanted), done)


def _ids_of(found: Sequence[Any]) -> list[int]:
    return [one.id for one in found]
