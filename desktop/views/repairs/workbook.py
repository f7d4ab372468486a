"""Repairing in Excel: the rows of a list go out as a workbook, and come back."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from desktop.domain.progress import Reporter
from desktop.domain.review import ImportOutcome
from desktop.services import repairs
from desktop.views.kit import Kit
from desktop.views.layouts import button, row

Watch = Callable[[str, Callable[[Reporter], Any], Callable[[Any], object]], object]


class WorkbookWay(QWidget):
    """Two buttons. `told` carries what happened; `stored` is sent when rows came back."""

    told = Signal(str)
    stored = Signal()

    def __init__(self, kit: Kit, watch: Watch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit, self._watch = kit, watch
        self._book: Path | None = None
        self.list_id = 0
        self.open_file: Callable[[Path], object] = _open_file
        self.out = button("แก้ใน Excel", tip="เขียนแถวที่รอแก้เป็นไฟล์ Excel แล้วเปิด")
        self.back = button("นำเข้าไฟล์ที่แก้แล้ว", tip="อ่านไฟล์ Excel ที่แก้ไขและบันทึกแล้ว")
        self.setLayout(row(self.out, self.back))
        self.out.clicked.connect(self._write)
        self.back.clicked.connect(self._take_back)

    def _write(self) -> None:
        desk, number = self._kit.desk, self.list_id

        def done(path: Path) -> None:
            self._book = path
            self.told.emit("แก้ในไฟล์ที่เปิด บันทึก แล้วกด “นำเข้าไฟล์ที่แก้แล้ว”")
            self.open_file(path)

        self._watch("เขียนไฟล์ Excel", lambda _report: repairs.write_sheet(desk, number), done)

    def _take_back(self) -> None:
        desk, path = self._kit.desk, self._book
        if path is None or not path.exists():
            chosen = self._kit.ask.open_files("เลือกไฟล์ข้อมูลที่ต้องตรวจที่แก้แล้ว")
            if not chosen:
                return
            path = chosen[0]
        book = path

        def done(outcome: ImportOutcome) -> None:
            left = len(outcome.problems)
            more = f"ยังต้องตรวจ {left:,} รายการ" if left else "แก้ครบทุกรายการ"
            self.told.emit(f"อ่านแล้ว {outcome.rows:,} แถว   {more}")
            self.stored.emit()

        self._watch("นำเข้าข้อมูลที่แก้แล้ว", lambda r: repairs.take_back(desk, book, r), done)


def _open_file(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
