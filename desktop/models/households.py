"""The list of households: tens of thousands of ids, a few hundred rows in memory."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal

from desktop.domain.records import HouseholdRow, Sort
from desktop.domain.vocabulary import CASE_STATE_LABEL, DIMENSION_LABEL, Dimension
from desktop.models.pages import Ask, Fetch, Pages, at_once
from desktop.models.roles import (
    DIMENSIONS_ROLE,
    ID_ROLE,
    LEVEL_ROLE,
    MIDDLE,
    NUMBERS,
    TEXTS,
    Index,
    level_words,
)

_HEADS = ("ระดับ", "หัวหน้าครัวเรือน", "ที่อยู่", "คน", "มิติที่ตก", "สถานะ", "อพม.")
LEVEL, HEAD, PLACE, MEMBERS, DIMENSIONS, STATE, VOLUNTEER = range(len(_HEADS))
_SORTS: dict[int, tuple[Sort, Sort]] = {
    LEVEL: ("-level", "level"),
    HEAD: ("name", "name"),
    PLACE: ("place", "place"),
    MEMBERS: ("members", "-members"),
}
_Root = QModelIndex()


class HouseholdsModel(QAbstractTableModel):
    """Ids in the order SQL gave them; rows by page. `sort_asked` carries a `Sort`."""

    sort_asked = Signal(str)

    def __init__(
        self,
        fetch: Fetch[HouseholdRow],
        place_name: Callable[[str], str],
        ask: Ask[HouseholdRow] = at_once,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._pages = Pages(fetch, ask, self._arrived)
        self._place_name = place_name

    def show_ids(self, ids: list[int], first_rows: list[HouseholdRow]) -> None:
        """Show another list."""
        self.beginResetModel()
        self._pages.reset(ids)
        self._pages.put(first_rows)
        self.endResetModel()

    def go_on(self, ids: list[int]) -> None:
        """Show more behind the ids that are shown; these stand first in `ids`."""
        self.beginInsertRows(QModelIndex(), len(self._pages.ids), len(ids) - 1)
        self._pages.go_on(ids)
        self.endInsertRows()

    def renew(self, first_rows: list[HouseholdRow]) -> None:
        """Show the first page again, of which more is known by now."""
        self._pages.put(first_rows)
        if first_rows:
            self._arrived(0, len(first_rows) - 1)

    def refresh(self) -> None:
        """Fetch the visible rows again; ids, selection and scroll stay."""
        self._pages.forget()
        if self._pages.ids:
            self._arrived(0, len(self._pages.ids) - 1)

    def ids(self) -> list[int]:
        """Return all ids in order."""
        return self._pages.ids

    def id_at(self, row: int) -> int:
        """Return the household's id in a row."""
        return self._pages.ids[row]

    def rowCount(self, parent: Index = _Root) -> int:
        """Return the number of households."""
        return 0 if parent.isValid() else len(self._pages.ids)

    def columnCount(self, parent: Index = _Root) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(_HEADS)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """Return a column's head; rows are not numbered."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole and 0 <= section < len(_HEADS):
            return _HEADS[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _aligned(section)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return one cell; empty while its page is on its way."""
        if not index.isValid() or index.row() >= len(self._pages.ids):
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _aligned(index.column())
        if role == ID_ROLE:
            return self._pages.ids[index.row()]
        row = self._pages.get(index.row())
        if row is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, index.column())
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._tip(row, index.column())
        if role == LEVEL_ROLE:
            return (row.level_status, row.level)
        return (row.failed, row.known) if role == DIMENSIONS_ROLE else None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Ask for another order; SQL sorts, not this model."""
        if column in _SORTS:
            up, down = _SORTS[column]
            self.sort_asked.emit(up if order == Qt.SortOrder.AscendingOrder else down)

    def _text(self, row: HouseholdRow, column: int) -> str:
        if column == LEVEL:
            return level_words(row.level_status, row.level)
        if column == HEAD:
            return row.called
        if column == PLACE:
            return self._address(row)
        if column == MEMBERS:
            return str(row.members)
        if column == DIMENSIONS:
            return ""
        return CASE_STATE_LABEL[row.state] if column == STATE else row.volunteer_name

    def _address(self, row: HouseholdRow) -> str:
        moo = f"ม.{row.moo}" if row.moo else ""
        place = self._place_name(row.tambon_code) if row.tambon_code else ""
        return " ".join(part for part in (row.address_no, moo, place) if part)

    def _tip(self, row: HouseholdRow, column: int) -> str:
        if column == DIMENSIONS:
            return dimension_words(row.failed, row.known)
        return self._text(row, column)

    def _arrived(self, first: int, last: int) -> None:
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(_HEADS) - 1))


def sort_mark(sort: Sort) -> tuple[int, Qt.SortOrder]:
    """Return the column and the direction of the arrow for an order."""
    for column, (up, down) in _SORTS.items():
        if sort == up:
            return column, Qt.SortOrder.AscendingOrder
        if sort == down:
            return column, Qt.SortOrder.DescendingOrder
    return HEAD, Qt.SortOrder.AscendingOrder


def dimension_words(failed: int, known: int) -> str:
    """Say for each dimension whether the household fails it."""
    lines = []
    for dimension in Dimension:
        if not known & dimension.bit:
            state = "ไม่มีข้อมูล"
        else:
            state = "ตก" if failed & dimension.bit else "ไม่ตก"
        lines.append(f"{DIMENSION_LABEL[dimension]}: {state}")
    return "\n".join(lines)


def _aligned(column: int) -> Qt.AlignmentFlag:
    if column == MEMBERS:
        return NUMBERS
    return MIDDLE if column in (LEVEL, DIMENSIONS) else TEXTS
