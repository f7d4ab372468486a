"""What imports could not read, with a column to type what it should have been."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from desktop.domain.repairing import OpenProblem
from desktop.models.paged import PagedModel
from desktop.models.pages import Ask, Fetch, at_once
from desktop.models.records import Column
from desktop.models.roles import NUMBERS, Index
from desktop.thai.citizen_id import without_ids

SHEET, ROW, COLUMN, FOUND, TYPED, SUGGESTED, REASON, USED = range(8)
_WHOLE_SHEET = "ทั้งแผ่นงาน"


class ProblemsModel(PagedModel[OpenProblem]):
    """What is typed stays here until it is stored; `typed_changed` tells how many wait for it."""

    typed_changed = Signal(int)

    def __init__(
        self,
        fetch: Fetch[OpenProblem],
        ask: Ask[OpenProblem] = at_once,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(
            (
                Column("แผ่นงาน", _sheet, tip=lambda p: f"{p.list_name} {p.problem.file}"),
                Column("แถว", _row, align=NUMBERS),
                Column("คอลัมน์", lambda p: p.problem.column),
                Column("ค่าที่พบ", lambda p: without_ids(p.problem.value)),
                Column("แก้เป็น", self._typed_text),
                Column("ค่าที่แนะนำ", lambda p: without_ids(p.problem.suggestion)),
                Column("เหตุผล", lambda p: p.problem.reason),
                Column("แถวนี้", lambda p: "นำเข้าแล้ว" if p.problem.used else "ยังไม่นำเข้า"),
            ),
            fetch,
            ask,
            parent,
        )
        self._typed: dict[int, str] = {}

    def typed(self) -> Mapping[int, str]:
        """Return what was typed, by the problem's id."""
        return dict(self._typed)

    def forget_typed(self, ids: Mapping[int, str]) -> None:
        """Let go of what was stored, unless it was typed over meanwhile."""
        for number, text in ids.items():
            if self._typed.get(number) == text:
                del self._typed[number]
        self.refresh()
        self.typed_changed.emit(len(self._typed))

    def take_suggestion(self, row: int) -> bool:
        """Type what is suggested into a row; False where nothing is."""
        found = self.record(row)
        if found is None or not found.problem.suggestion or not found.in_place:
            return False
        return self.setData(self.index(row, TYPED), found.problem.suggestion)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Say which cells can be typed in: a problem of a whole sheet has none."""
        flags = super().flags(index)
        if index.isValid() and index.column() == TYPED and index.row() < len(self._ids):
            found = self.record(index.row())
            if found is not None and found.in_place:
                flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return one cell; the editor gets what was typed, whole."""
        if role == Qt.ItemDataRole.EditRole and index.isValid():
            return self._typed.get(self._ids[index.row()], "")
        return super().data(index, role)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Keep what was typed; nothing takes it back."""
        if role != Qt.ItemDataRole.EditRole or not index.isValid() or index.column() != TYPED:
            return False
        number, text = self._ids[index.row()], str(value).strip()
        before = self._typed.get(number, "")
        if text:
            self._typed[number] = text
        else:
            self._typed.pop(number, None)
        if text != before:
            self.dataChanged.emit(index, index)
            self.typed_changed.emit(len(self._typed))
        return True

    def _typed_text(self, one: OpenProblem) -> str:
        if one.id in self._typed:
            return without_ids(self._typed[one.id])
        return "" if one.in_place else "แก้ในไฟล์ต้นฉบับ"


def _sheet(one: OpenProblem) -> str:
    return one.problem.sheet or one.problem.file


def _row(one: OpenProblem) -> str:
    return f"{one.problem.row:,}" if one.problem.row else _WHOLE_SHEET
