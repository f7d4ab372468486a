"""What is printed for whom: a look at the pages, then the file or the printer."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QListWidget, QSpinBox, QWidget

from desktop.domain.documents import DocumentKind, Part
from desktop.domain.errors import UserError
from desktop.domain.leaflet import Printed
from desktop.domain.prints import Way
from desktop.domain.progress import Cancelled, Reporter
from desktop.services import prints
from desktop.services.documents import catalogue, making
from desktop.services.prints import Made, Order
from desktop.views.kit import Kit
from desktop.views.layouts import APART, NEAR, button, card, column, row, scrolled
from desktop.views.printing.preview import PagePreview
from desktop.views.printing.printer import Ask, asks, printer_for, send
from desktop.views.printing.whose import Whose, box_of
from desktop.views.text import Prose, label

_EMPTY = "เลือก อพม. หมู่บ้าน รายการงาน หรือเลือกครัวเรือนจากรายการ\nแล้วตัวอย่างจะอยู่ตรงนี้"
_HOW = {
    "one": "พิมพ์หน้าเดียว ขนาดจริง 100 %",
    "short": "พิมพ์สองหน้า พลิกตามขอบสั้น ขนาดจริง 100 %",
    "long": "พิมพ์สองหน้า พลิกตามขอบยาว ขนาดจริง 100 %",
}


class PreparePage(QWidget):
    """`made` tells that a job has ended, or was begun."""

    made = Signal()

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self.ids: list[int] = []
        self._what = "ที่เลือก"
        self._parts: tuple[Part, ...] = ()
        self._file: Path | None = None
        self._busy = False
        self.ask_printer: Ask = asks(self)
        self.kind = box_of("เอกสาร")
        for one in catalogue.kinds():
            self.kind.addItem(one.title, one.key)
        self._about = Prose(kit.desk.words, "", "small")
        self.whose = Whose(kit)
        self.preview = PagePreview(kit, _EMPTY)
        self._count = label("ยังไม่ได้เลือก", "section")
        self._note = Prose(kit.desk.words, "", "small")
        self.print = button("พิมพ์...", "primary", "เลือกเครื่องพิมพ์")
        self.save = button("บันทึกเป็น PDF")
        self.apart = button("แยกไฟล์", tip="แยกไฟล์ราย อพม. หรือรายกลุ่ม ลงในโฟลเดอร์เดียว")
        self.xlsx = button("Excel")
        self.first = _spin("เริ่มที่แผ่น", "เริ่มที่แผ่นนี้ เช่น พิมพ์ต่อหลังกระดาษติด")
        self.copies = _spin("จำนวนชุด", "จำนวนชุดที่พิมพ์")
        self.test = button("แผ่นทดสอบสองหน้า", "link", "บอกวิธีตั้งเครื่องพิมพ์ให้พลิกกระดาษถูกด้าน")
        self.open = button("เปิดไฟล์")
        self.folder = button("เปิดโฟลเดอร์")
        self._short = QListWidget()
        self._short.setAccessibleName("ข้อความที่ต้องย่อ")
        self._short.hide()
        self._lay_out()
        self._connect()
        self._say()

    def arrive(self) -> None:
        """Offer the volunteers there are now."""
        self.whose.arrive()

    def choose(self, ids: Sequence[int], what: str = "ที่เลือก", kind: str | None = None) -> None:
        """Take these households, and another kind of document where one is named."""
        if kind is not None:
            self.kind.setCurrentIndex(max(0, self.kind.findData(kind)))
        self.ids, self._what, self._file, self._parts = list(ids), what, None, ()
        self._short.hide()
        self._say()
        if not self.ids:
            self.preview.say("ไม่มีครัวเรือนให้พิมพ์")
            return
        desk, chosen, key = self._kit.desk, tuple(self.ids), self._chosen_kind().key
        self.preview.say("กำลังเตรียมตัวอย่าง...")

        def deal() -> tuple[Part, ...] | str:
            # Nothing to print of this kind is no error: another kind may be chosen.
            try:
                return making.parts(desk, key, chosen)
            except UserError as error:
                return error.message

        def show(parts: tuple[Part, ...] | str) -> None:
            if (tuple(self.ids), self._chosen_kind().key) != (chosen, key):
                return
            if isinstance(parts, str):
                self.preview.say(parts)
            else:
                self._parts = parts
                self.preview.show_parts(parts, lambda part: making.preview(desk, key, part))
            self._say()

        self._kit.read(self, deal, show)

    def again(self) -> None:
        """Look at the same households again."""
        if self.ids:
            self.choose(self.ids, self._what)

    def _chosen_kind(self) -> DocumentKind:
        return catalogue.named(self.kind.currentData()).kind

    def _lay_out(self) -> None:
        numbers = row(
            *(label("เริ่มที่แผ่น", "small"), self.first, label("ชุด", "small"), self.copies, None)
        )
        choice = QWidget()
        choice.setLayout(
            column(
                *(label("เอกสาร", "small"), self.kind, self._about, NEAR),
                *(self.whose, NEAR, self._note, self._short, numbers, self.test, None),
            )
        )
        files = row(self.save, self.apart, self.xlsx)
        done = row(self.open, self.folder)
        side = card(scrolled(choice), self._count, self.print, files, done)
        side.setFixedWidth(332)
        body = row(side, gap=APART)
        body.addWidget(self.preview, 1)
        self.setLayout(body)

    def _connect(self) -> None:
        self.kind.currentIndexChanged.connect(lambda _row: self._other_kind())
        self.whose.chosen.connect(self.choose)
        self.whose.added.connect(self._add)
        self.print.clicked.connect(self._print)
        self.save.clicked.connect(lambda: self._save(Way.PDF))
        self.xlsx.clicked.connect(lambda: self._save(Way.XLSX))
        self.apart.clicked.connect(self._apart)
        self.test.clicked.connect(self._test)
        self.open.clicked.connect(lambda: self._show_file(folder=False))
        self.folder.clicked.connect(lambda: self._show_file(folder=True))

    def _other_kind(self) -> None:
        self._say()
        self.again()

    def _add(self, household: int) -> None:
        scanned = self.ids if self._what == "ที่สแกน" else []
        self.choose([*scanned, *([household] if household not in scanned else [])], "ที่สแกน")

    def _say(self) -> None:
        count, kind = len(self.ids), self._chosen_kind()
        self._about.say(kind.about)
        self._count.setText(f"{count:,} ครัวเรือน ({self._what})" if count else "ยังไม่ได้เลือกครัวเรือน")
        parts = f"{len(self._parts):,} {kind.unit} " if kind.unit != "ครัวเรือน" else ""
        self._note.say(f"{parts}กระดาษ A4 {_HOW[kind.sides]}" if count else "")
        ready = bool(self._parts) and not self._busy
        for act in (self.print, self.save, self.apart):
            act.setEnabled(ready)
        self.xlsx.setVisible(kind.table)
        self.xlsx.setEnabled(ready)
        for act in (self.open, self.folder):
            act.setVisible(self._file is not None)

    def _save(self, way: Way) -> None:
        desk, kind = self._kit.desk, self._chosen_kind()
        name = f"{kind.title}-{len(self.ids)}-ครัวเรือน.{way.value}"
        kinds = "PDF (*.pdf)" if way is Way.PDF else "Excel (*.xlsx)"
        target = self._kit.ask.save_file(f"บันทึก{kind.title}", desk.output / name, kinds)
        if target is not None:
            self._make(Order(kind.key, tuple(self.ids), target, way))

    def _apart(self) -> None:
        folder = self._kit.ask.open_folder("เลือกโฟลเดอร์สำหรับไฟล์ที่แยก")
        if folder is not None:
            order = Order(self._chosen_kind().key, tuple(self.ids), folder, apart=True)
            self._make(order)

    def _make(self, order: Order) -> None:
        desk, title = self._kit.desk, self._chosen_kind().title
        self._begin()
        handle = self._kit.long(
            self,
            f"{title} {len(order.ids):,} ครัวเรือน",
            lambda report: prints.make(desk, order, report),
            self._ended,
        )
        handle.finished.connect(self._finish)

    def _ended(self, made: Made) -> None:
        printed, file = made.printed, made.files[0]
        self._file = file
        words = f"บันทึกแล้ว {printed.sheets:,} แผ่น {printed.pages:,} หน้า: "
        words += (
            file.name if len(made.files) == 1 else f"{len(made.files):,} ไฟล์ใน {file.parent.name}"
        )
        self._tell(printed, words)

    def _print(self) -> None:
        desk, kind, ids = self._kit.desk, self._chosen_kind(), tuple(self.ids)
        copies, first = self.copies.value(), self.first.value() - 1
        printer = printer_for(kind.sides, copies)
        if not self.ask_printer(printer):
            return
        page = first * (1 if kind.sides == "one" else 2)
        self._begin()

        def run(report: Reporter) -> Printed:
            with tempfile.TemporaryDirectory(prefix="onehome") as folder:
                target = Path(folder) / "print.pdf"
                order = Order(kind.key, ids, target, Way.PRINTER, copies=copies)
                made = prints.make(desk, order, report)
                try:
                    send(printer, target.read_bytes(), page, report)
                except Cancelled:
                    prints.ended(desk, made.job, 0, sent=False)
                    raise
                prints.ended(desk, made.job, max(made.printed.sheets - first, 0), sent=True)
                return made.printed

        def sent(printed: Printed) -> None:
            self._tell(printed, f"ส่งไปเครื่องพิมพ์แล้ว {printed.sheets - first:,} แผ่น")
            self.first.setValue(1)

        handle = self._kit.long(self, f"พิมพ์{kind.title} {len(ids):,} ครัวเรือน", run, sent)
        handle.finished.connect(self._finish)

    def _test(self) -> None:
        desk = self._kit.desk
        suggestion = desk.output / "แผ่นทดสอบสองหน้า.pdf"
        target = self._kit.ask.save_file("บันทึกแผ่นทดสอบสองหน้า", suggestion, "PDF (*.pdf)")
        if target is None:
            return

        def written(file: Path) -> None:
            self._file = file
            self._say()
            self._note.say(f"บันทึกแล้ว: {file.name} เปิดไฟล์ พิมพ์สองหน้า แล้วอ่านวิธีบนแผ่น")

        self._kit.long(self, "แผ่นทดสอบ", lambda _r: prints.duplex_test(desk, target), written)

    def _begin(self) -> None:
        self._busy = True
        self._say()
        self.made.emit()

    def _finish(self) -> None:
        self._busy = False
        note = self._note.plain()
        self._say()
        self._note.say(note)
        self.made.emit()

    def _tell(self, printed: Printed, words: str) -> None:
        self._short.clear()
        for one in printed.shortened:
            whose = f"{one.number}: " if one.number else ""
            self._short.addItem(f"{whose}{one.field} {one.what}")
        self._short.setVisible(bool(printed.shortened))
        if printed.shortened:
            words += f" มีข้อความที่ต้องย่อ {len(printed.shortened):,} แห่ง โปรดดูด้านล่าง"
        self._note.say(words)

    def _show_file(self, *, folder: bool) -> None:
        if self._file is not None:
            goal = self._file.parent if folder else self._file
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(goal)))


def _spin(name: str, tip: str) -> QSpinBox:
    made = QSpinBox()
    made.setRange(1, 99_999)
    made.setAccessibleName(name)
    made.setToolTip(tip)
    return made
