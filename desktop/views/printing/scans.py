"""Scanned leaflets that came back: read, looked at box by box, taken into logbooks."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QWidget

from desktop.domain.changes import Changes
from desktop.domain.paper_codes import SideCode
from desktop.domain.scans import ScannedPage, TakenScans, Trust, to_ask
from desktop.models import scans as columns
from desktop.models.scans import pages_model
from desktop.services import scan_reading
from desktop.services.desk import Desk
from desktop.views.kit import Kit
from desktop.views.layouts import APART, NEAR, button, column, row
from desktop.views.plans import OverdueDelegate
from desktop.views.printing.boxes import BoxesPage
from desktop.views.printing.lost_code import LostCode
from desktop.views.tables import Table
from desktop.views.text import Prose, label

_KINDS = "ไฟล์สแกน (*.pdf *.tif *.tiff *.jpg *.jpeg *.png)"
_HELP = (
    "สแกนเป็นสีเทา 200 dpi ขึ้นไป ทั้งสองด้าน โปรแกรมอ่านเครื่องหมายในช่อง แล้วถามเฉพาะช่องที่ไม่แน่ใจ "
    "ข้อความที่เขียนไม่ถูกอ่าน ภาพของหน้าเก็บไว้กับครัวเรือน"
)


class ScansPage(QWidget):
    """`taken` tells that logbooks were drafted."""

    taken = Signal()

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self._files: dict[str, Path] = {}
        self.pages: tuple[ScannedPage, ...] = ()
        self.model = pages_model(self)
        self.table = Table("หน้าที่สแกน", self)
        self.table.setModel(self.model)
        self.table.lay_out((130, 44, 180, 150), stretch=2)
        self.table.setItemDelegateForColumn(columns.STATE, OverdueDelegate(kit.theme, self.table))
        self.choose = button("เลือกไฟล์สแกน...", "primary")
        self.take = button("รับเข้าสมุดพก", tip="ร่างสมุดพกจากเครื่องหมายที่อ่านและตรวจแล้ว (Ctrl+S)")
        self.take.setShortcut("Ctrl+S")
        self.says = Prose(kit.desk.words, _HELP, "small")
        self.told = QListWidget()
        self.told.setAccessibleName("สิ่งที่ควรรู้")
        self.told.setWordWrap(True)
        self.told.setMaximumHeight(132)
        self.told.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.told.hide()
        self.lost = LostCode(self)
        self.boxes = BoxesPage(kit)
        self.total = label("", "quiet")
        self._lay_out()
        self.choose.clicked.connect(self._choose)
        self.take.clicked.connect(self._take)
        self.lost.named.connect(self._read_as)
        self.boxes.answered.connect(self._say)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._say())
        self._say()

    def _lay_out(self) -> None:
        acts = row(self.choose, None, self.take)
        parts = (acts, self.says, self.table, self.lost, self.told, self.total)
        body = row(gap=APART)
        body.setContentsMargins(0, NEAR, 0, 0)
        body.addLayout(column(*parts, gap=12), 1)
        body.addWidget(self.boxes, 1)
        self.setLayout(body)

    def arrive(self) -> None:
        """Stay as it is: what was read is of this sitting only."""

    def _choose(self) -> None:
        files = self._kit.ask.open_files("เลือกไฟล์สแกน", _KINDS)
        if files:
            self.read(files)

    def read(self, files: list[Path]) -> None:
        """Read files, shown with progress; what was read before is put away."""
        desk = self._kit.desk
        self._files = {file.name: file for file in files}
        self.told.hide()

        def done(pages: tuple[ScannedPage, ...]) -> None:
            self._show(pages)
            self.boxes.setFocus()

        self._kit.long(
            self,
            f"อ่านเอกสารที่สแกน {len(files):,} ไฟล์",
            lambda report: scan_reading.read(desk, files, report),
            done,
        )

    def _show(self, pages: tuple[ScannedPage, ...]) -> None:
        self.pages = pages
        self.model.show(pages)
        self.boxes.ask(pages, to_ask(pages), scan_reading.names(self._kit.desk))
        if any(page.reading.trust is Trust.NO_CODE for page in pages):
            self.lost.offer(scan_reading.form_versions(self._kit.desk))
        self._tell([f"{page.file} หน้า {page.number}: {w}" for page in pages for w in page.words])
        self._say()

    def _say(self) -> None:
        page = self._picked()
        lost = page is not None and page.reading.trust is Trust.NO_CODE
        self.lost.setVisible(lost)
        readable = sum(one.is_read for one in self.pages)
        by_hand = sum(not one.is_read and not one.known for one in self.pages)
        homes = len({one.household_id for one in self.pages if one.is_read})
        self.take.setEnabled(any(one.household_id and not one.known for one in self.pages))
        self.total.setText(
            f"อ่านได้ {readable:,} หน้า {homes:,} ครัวเรือน · กรอกด้วยมือ {by_hand:,} หน้า "
            f"· ช่องที่ยังไม่ได้ดู {self.boxes.left:,}"
            if self.pages
            else ""
        )

    def _picked(self) -> ScannedPage | None:
        rows = self.table.picked()
        return self.model.at(rows[0]) if rows else None

    def _read_as(self, code: Callable[[Desk], SideCode]) -> None:
        page, desk = self._picked(), self._kit.desk
        if page is None or page.file not in self._files:
            return
        file = self._files[page.file]

        def done(found: ScannedPage) -> None:
            self.lost.number.clear()
            self._show(tuple(found if one is page else one for one in self.pages))

        self._kit.read(
            self, lambda: scan_reading.read_as(desk, file, page.number, code(desk)), done
        )

    def _take(self) -> None:
        desk, said = self._kit.desk, self.boxes.said
        pages = [
            scan_reading.confirmed(
                page, {box: state for (at, box), state in said.items() if at == number}
            )
            for number, page in enumerate(self.pages)
        ]

        def done(result: tuple[TakenScans, Changes]) -> None:
            taken, changes = result
            self._kit.hub.tell(changes)
            self._show(())
            self._tell(
                [
                    f"ร่างสมุดพก {taken.households:,} ครัวเรือน เก็บภาพ {taken.papers:,} หน้า "
                    "เปิดสมุดพกเพื่อกรอกข้อความที่เหลือ",
                    *taken.words,
                ]
            )
            self.taken.emit()

        self._kit.long(
            self,
            "รับเอกสารที่สแกน",
            lambda report: scan_reading.take(desk, pages, report),
            done,
        )

    def _tell(self, words: list[str]) -> None:
        self.told.clear()
        self.told.addItems(words)
        self.told.setVisible(bool(words))
