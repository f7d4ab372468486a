"""The imports that were made, their files, and what people did since to what they brought."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from desktop.domain.taking_back import ImportedFile, ImportMade
from desktop.models.records import Column, RecordsModel
from desktop.models.roles import NUMBERS, Index
from desktop.services.import_history import Edit
from desktop.thai.citizen_id import without_ids
from desktop.thai.dates import PartialDate, thai_date, thai_datetime

_SHORT = 12  # digits of a hash that tell files apart at a glance
KEEP = 0  # the column of the tick
_Check = Qt.CheckState


def state_words(made: ImportMade) -> str:
    """Return whether an import is in force, or who took it back and when."""
    if made.undone_at is None:
        return "ใช้อยู่"
    return f"ย้อนกลับแล้ว โดย {made.undone_who} {thai_datetime(made.undone_at)}"


def imports_model(parent: QObject | None = None) -> RecordsModel[ImportMade]:
    """Return the table of imports."""
    return RecordsModel(
        (
            Column("รายชื่อ", lambda i: i.name),
            Column("ข้อมูล ณ", lambda i: thai_date(PartialDate.from_iso(i.as_of))),
            Column(
                "สถานะ",
                lambda i: "ย้อนกลับแล้ว" if i.undone_at else "ใช้อยู่",
                tip=state_words,
            ),
            Column("นำเข้าเมื่อ", lambda i: thai_datetime(i.at)),
            Column("ผู้นำเข้า", lambda i: i.who),
            Column("แถว", lambda i: f"{i.rows:,}", align=NUMBERS),
            Column("คนใหม่", lambda i: f"{i.new_persons:,}", align=NUMBERS),
            Column("คนที่เปลี่ยน", lambda i: f"{i.changed_persons:,}", align=NUMBERS),
            Column("ต้องตรวจ", lambda i: f"{i.problems:,}", align=NUMBERS),
        ),
        parent,
    )


def counts_in_words(made: ImportMade) -> str:
    """Return everything an import was reported with, in running text."""
    return (
        f"อ่าน {made.rows:,} แถว ครัวเรือนใหม่ {made.new_households:,} "
        f"เปลี่ยน {made.changed_households:,} ไม่อยู่ในรายชื่อแล้ว {made.gone_households:,} "
        f"คนใหม่ {made.new_persons:,} เปลี่ยน {made.changed_persons:,} "
        f"ข้อมูลที่ต้องตรวจ {made.problems:,} รายการ"
    )


def files_model(parent: QObject | None = None) -> RecordsModel[ImportedFile]:
    """Return the table of an import's files; the tip tells the whole hash."""
    return RecordsModel(
        (
            Column("ไฟล์", lambda f: f.name),
            Column("ขนาด", lambda f: _size(f.size), align=NUMBERS),
            Column("รหัส SHA-256", lambda f: f.sha256[:_SHORT], tip=lambda f: f.sha256),
        ),
        parent,
    )


def _size(size: int) -> str:
    return f"{size / 2**20:,.1f} MB" if size >= 2**20 else f"{max(1, size // 2**10):,} KB"


class EditsModel(RecordsModel[Edit]):
    """What people did since, one line each, with a tick for what is kept: all, to begin with."""

    ticked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(
            (
                Column("เก็บไว้", lambda _e: "", tip=self._kept_in_words),
                Column("ของใคร", lambda e: e.whose),
                Column("สิ่งที่แก้ไข", lambda e: e.what),
                Column("ตามรายชื่อ", lambda e: without_ids(e.listed)),
                Column("ขณะนี้", lambda e: without_ids(e.now)),
                Column("ผู้แก้ไข", lambda e: e.who),
                Column("เมื่อ", lambda e: thai_datetime(e.at) if e.at else ""),
            ),
            parent,
        )
        self._dropped: set[str] = set()

    def show(self, rows: Sequence[Edit]) -> None:
        """Show other lines, all kept."""
        self._dropped = set()
        super().show(rows)

    def dropped(self) -> list[str]:
        """Return the keys of what shall go, in their order."""
        return [edit.key for edit in self.rows() if edit.key in self._dropped]

    def keep_all(self, *, kept: bool) -> None:
        """Tick every line, or as many as may be let go."""
        self._dropped = set() if kept else {e.key for e in self.rows() if e.droppable}
        self._tell(0, self.rowCount() - 1)

    def turn(self, rows: Sequence[int]) -> None:
        """Turn the ticks of these lines over, all to what the first becomes."""
        able = [row for row in rows if self.at(row).droppable]
        if not able:
            return
        change = self._dropped.discard if self._is_dropped(able[0]) else self._dropped.add
        for row in able:
            change(self.at(row).key)
        self._tell(able[0], able[-1])

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return one cell; the first holds the tick."""
        if role == Qt.ItemDataRole.CheckStateRole and index.isValid() and index.column() == KEEP:
            dropped = self._is_dropped(index.row())
            return _Check.Unchecked if dropped else _Check.Checked
        return super().data(index, role)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take a tick."""
        if role != Qt.ItemDataRole.CheckStateRole or index.column() != KEEP:
            return super().setData(index, value, role)
        if not self.at(index.row()).droppable:
            return False
        if self._is_dropped(index.row()) is (_Check(value) is _Check.Checked):
            self.turn([index.row()])
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Say which lines have a tick that can be taken away."""
        flags = super().flags(index)
        if index.isValid() and index.column() == KEEP and self.at(index.row()).droppable:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def _is_dropped(self, row: int) -> bool:
        return self.at(row).key in self._dropped

    def _kept_in_words(self, edit: Edit) -> str:
        if not edit.droppable:
            return "เก็บไว้เสมอ"
        return "ไม่เก็บ" if edit.key in self._dropped else "เก็บไว้"

    def _tell(self, first: int, last: int) -> None:
        if last >= first:
            self.dataChanged.emit(self.index(first, KEEP), self.index(last, KEEP))
        self.ticked.emit()
