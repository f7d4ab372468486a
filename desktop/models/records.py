"""One table model for short lists of frozen records; each list says what its columns are."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, Literal, TypeVar, cast

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal

from desktop.models.roles import CHOICES_ROLE, KIND_ROLE, TEXTS, Index

T = TypeVar("T")
Kind = Literal["text", "date", "day", "choice", "suggest", "flags", "number"]
Choices = tuple[tuple[object, str], ...]
_Root = QModelIndex()


@dataclass(frozen=True)
class Column(Generic[T]):
    """One column. `put` returns the record with a typed value in it; without it nothing is typed.

    `put` raises ValueError, with the reason in Thai, for what can't be.
    """

    head: str
    text: Callable[[T], str]
    put: Callable[[T, Any], T] | None = None
    value: Callable[[T], object] | None = None
    kind: Kind = "text"
    choices: Callable[[T], Choices] | None = None
    align: Qt.AlignmentFlag = TEXTS
    tip: Callable[[T], str] | None = None
    more: Callable[[T, int], object] | None = None


class ColumnsModel(QAbstractTableModel, Generic[T]):
    """The columns and their heads, however the records come."""

    def __init__(self, columns: Sequence[Column[T]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)

    def columnCount(self, parent: Index = _Root) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self._columns)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """Return a column's head; rows are not numbered."""
        if orientation is not Qt.Orientation.Horizontal or not (0 <= section < len(self._columns)):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section].head
        return self._columns[section].align if role == Qt.ItemDataRole.TextAlignmentRole else None


class RecordsModel(ColumnsModel[T]):
    """Rows of one kind. `edited` carries row and new record, `rejected` why one was refused."""

    edited = Signal(int, object)
    rejected = Signal(str)

    def __init__(self, columns: Sequence[Column[T]], parent: QObject | None = None) -> None:
        super().__init__(columns, parent)
        self._rows: list[T] = []

    def show(self, rows: Sequence[T]) -> None:
        """Show other rows; where only their contents differ, selection and scroll stay."""
        if len(rows) == len(self._rows) and rows:
            self._rows = list(rows)
            last = self.index(len(rows) - 1, len(self._columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def rows(self) -> list[T]:
        """Return the records as they now stand."""
        return list(self._rows)

    def at(self, row: int) -> T:
        """Return one record."""
        return self._rows[row]

    def add(self, record: T) -> int:
        """Append a record and return its row."""
        row = len(self._rows)
        self.beginInsertRows(QModelIndex(), row, row)
        self._rows.append(record)
        self.endInsertRows()
        return row

    def drop(self, row: int) -> None:
        """Take a record away."""
        self.beginRemoveRows(QModelIndex(), row, row)
        del self._rows[row]
        self.endRemoveRows()

    def rowCount(self, parent: Index = _Root) -> int:
        """Return the number of records."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return one cell."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        column, record = self._columns[index.column()], self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(record)
        if role == Qt.ItemDataRole.EditRole:
            return column.value(record) if column.value else column.text(record)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return (column.tip or column.text)(record) or None
        return _trait(column, record, role)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Put a typed value into a record; `edited` asks the view to have it stored."""
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        put = self._columns[index.column()].put
        if put is None:
            return False
        before = self._rows[index.row()]
        try:
            after = put(before, value)
        except ValueError as error:
            self.rejected.emit(str(error))
            return False
        if after == before:
            return True
        self._rows[index.row()] = after
        self.dataChanged.emit(
            self.index(index.row(), 0), self.index(index.row(), len(self._columns) - 1)
        )
        self.edited.emit(index.row(), after)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Say which cells can be typed in."""
        flags = super().flags(index)
        if index.isValid() and self._columns[index.column()].put is not None:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags


def with_field(record: T, name: str, value: Any) -> T:
    """Return the frozen record with one field changed."""
    return cast("T", replace(cast("Any", record), **{name: value}))


def _trait(column: Column[T], record: T, role: int) -> Any:
    if role == Qt.ItemDataRole.TextAlignmentRole:
        return column.align
    if role == KIND_ROLE:
        return column.kind
    if role == CHOICES_ROLE and column.choices is not None:
        return column.choices(record)
    return column.more(record, role) if column.more is not None else None
