"""The print room: whose leaflets, a look at the paper, the file."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QComboBox, QListWidget, QWidget

from desktop.domain.changes import Changes
from desktop.domain.leaflet import Printed
from desktop.domain.progress import Reporter
from desktop.domain.records import Volunteer
from desktop.services import overview, volunteers
from desktop.services.desk import Desk
from desktop.services.documents import choosing, leaflets, making
from desktop.services.overview import Village
from desktop.thai import areas
from desktop.views.kit import Kit, Screen
from desktop.views.layouts import APART, EDGE, button, card, column, row, scrolled
from desktop.views.printing.preview import PagePreview
from desktop.views.text import Prose, label

_EMPTY = "เลือก อพม. หมู่บ้าน หรือเลือกครัวเรือนจากรายการ\nแล้วตัวอย่างแผ่นพับจะอยู่ตรงนี้"
_HOW = "สั่งพิมพ์สองหน้า พลิกตามขอบสั้น ขนาดจริง 100 % แล้วพับครึ่ง"
_KIND = leaflets.PREFILLED.key


class PrintScreen(Screen):
    """Choose by volunteer or village, or bring chosen households from the list."""

    title = "ห้องพิมพ์"

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self.ids: list[int] = []
        self._what = "ที่เลือก"
        self._file: Path | None = None
        self.people = _box("อพม.")
        self.district, self.tambon, self.village = _box("อำเภอ"), _box("ตำบล"), _box("หมู่ที่")
        self.preview = PagePreview(kit, _EMPTY)
        self._count = label("ยังไม่ได้เลือก", "section")
        self._note = Prose(kit.desk.words, "", "small")
        self.save = button("บันทึกเป็น PDF", "primary")
        self.open = button("เปิดไฟล์เพื่อพิมพ์")
        self.folder = button("เปิดโฟลเดอร์")
        self._short = QListWidget()
        self._short.setAccessibleName("ข้อความที่ต้องย่อ")
        self._short.hide()
        choice = QWidget()
        choice.setLayout(
            column(
                *(label("แผ่นพับของ อพม.", "small"), self.people, 8),
                *(label("หรือทั้งหมู่บ้าน", "small"), self.district, self.tambon, self.village, 8),
                *(self._count, self._note, self._short, None),
            )
        )
        side = card(scrolled(choice), self.save, row(self.open, self.folder))
        side.setFixedWidth(300)
        body = row(side, gap=APART)
        body.addWidget(self.preview, 1)
        box = column(label(self.title, "title"), gap=12)
        box.addLayout(body, 1)
        box.setContentsMargins(EDGE, APART, EDGE, APART)
        self.setLayout(box)
        self._offer(self.district, "เลือกอำเภอ", areas.children(kit.desk.settings.province_code))
        self._offer(self.tambon, "เลือกตำบล", ())
        self._offer_villages(())
        self._connect()
        self._say()

    def arrive(self) -> None:
        """Read the volunteers again."""
        desk = self._kit.desk
        self._kit.read(self, lambda: volunteers.all_of(desk), self._offer_people)

    def choose(self, ids: Sequence[int], what: str = "ที่เลือก") -> None:
        """Take these households."""
        self.ids, self._what, self._file = list(ids), what, None
        self._short.hide()
        self._say()
        if not self.ids:
            self.preview.say("ไม่มีครัวเรือนให้พิมพ์")
            return
        desk, shown = self._kit.desk, self.ids[0]
        self.preview.say("กำลังเตรียมตัวอย่าง...")
        self._kit.read(self, lambda: _look(desk, shown), self.preview.show_pdf)

    def _connect(self) -> None:
        self.people.activated.connect(lambda _row: self._of_volunteer())
        self.district.activated.connect(self._of_district)
        self.tambon.activated.connect(lambda _row: self._of_tambon())
        self.village.activated.connect(lambda _row: self._of_village())
        self.save.clicked.connect(self._save)
        self.open.clicked.connect(lambda: self._show_file(folder=False))
        self.folder.clicked.connect(lambda: self._show_file(folder=True))
        self._kit.hub.changed.connect(self._changed)

    def _offer_people(self, people: tuple[Volunteer, ...]) -> None:
        kept = self.people.currentData()
        self.people.clear()
        self.people.addItem("เลือก อพม.", None)
        for one in people:
            if one.households:
                self.people.addItem(f"{one.name} ({one.households:,})", one.id)
        self.people.setCurrentIndex(max(0, self.people.findData(kept)))

    def _offer(self, box: QComboBox, words: str, known: Sequence[areas.Area]) -> None:
        box.clear()
        box.addItem(words, None)
        for area in known:
            box.addItem(area.name, area.code)
        box.setEnabled(bool(known))

    def _offer_villages(self, villages: Sequence[Village]) -> None:
        self.village.clear()
        none = "ตำบลนี้ไม่มีหมู่บ้านในรายชื่อ" if self.tambon.currentData() else "เลือกหมู่ที่"
        self.village.addItem("เลือกหมู่ที่" if villages else none, None)
        for one in villages:
            self.village.addItem(f"{one.label} ({one.households:,})", one.code)
        self.village.setEnabled(bool(villages))

    def _of_tambon(self) -> None:
        code, desk = self.tambon.currentData() or "", self._kit.desk

        def done(villages: tuple[Village, ...]) -> None:
            if (self.tambon.currentData() or "") == code:
                self._offer_villages(villages)

        self._kit.read(self, lambda: overview.villages(desk, code), done)

    def _of_district(self, _row: int) -> None:
        code = self.district.currentData() or ""
        self._offer(self.tambon, "เลือกตำบล", areas.children(code) if code else ())
        self._offer_villages(())

    def _of_volunteer(self) -> None:
        number, desk = self.people.currentData(), self._kit.desk
        if number is not None:
            self._kit.read(
                self,
                lambda: choosing.household_ids(desk, volunteer=number),
                lambda ids: self.choose(ids, "ของ อพม."),
            )

    def _of_village(self) -> None:
        code, desk = self.village.currentData(), self._kit.desk
        if code is not None:
            self._kit.read(
                self,
                lambda: choosing.household_ids(desk, village=code),
                lambda ids: self.choose(ids, "ทั้งหมู่บ้าน"),
            )

    def _say(self) -> None:
        count = len(self.ids)
        self._count.setText(f"{count:,} ครัวเรือน{self._what}" if count else "ยังไม่ได้เลือกครัวเรือน")
        note = f"กระดาษ A4 แนวนอน {_HOW}"
        more = " ตัวอย่างแสดงแผ่นแรก" if count > 1 else ""
        self._note.say(note + more if count else "")
        self.save.setEnabled(bool(count))
        self.save.setText(f"บันทึก {count:,} แผ่นเป็น PDF" if count else "บันทึกเป็น PDF")
        for act in (self.open, self.folder):
            act.setVisible(self._file is not None)

    def _save(self) -> None:
        desk, ids = self._kit.desk, tuple(self.ids)
        suggestion = desk.output / f"แผ่นพับ-{len(ids)}-ครัวเรือน.pdf"
        target = self._kit.ask.save_file("บันทึกแผ่นพับ", suggestion, "PDF (*.pdf)")
        if target is None:
            return
        self.save.setEnabled(False)
        handle = self._kit.long(
            self,
            f"พิมพ์แผ่นพับ {len(ids):,} แผ่น",
            lambda report: _make(desk, ids, target, report),
            self._saved,
        )
        handle.finished.connect(self._say)

    def _saved(self, printed: Printed) -> None:
        self._file = Path(printed.file)
        self._short.clear()
        for one in printed.shortened:
            self._short.addItem(f"{one.number}: {one.field} {one.what}")
        self._short.setVisible(bool(printed.shortened))
        self._say()
        words = f"บันทึกแล้ว {printed.sheets:,} แผ่น {printed.pages:,} หน้า: {self._file.name} {_HOW}"
        if printed.shortened:
            words += f" มีข้อความที่ต้องย่อ {len(printed.shortened):,} แห่ง โปรดดูด้านล่าง"
        self._note.say(words)

    def _changed(self, changes: Changes) -> None:
        if changes.everything and self.isVisible():
            self.arrive()
            if self.ids:
                self.choose(self.ids, self._what)

    def _show_file(self, *, folder: bool) -> None:
        if self._file is not None:
            goal = self._file.parent if folder else self._file
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(goal)))


def _look(desk: Desk, household: int) -> bytes:
    return making.preview(desk, _KIND, making.parts(desk, _KIND, [household])[0])


def _make(desk: Desk, ids: Sequence[int], target: Path, report: Reporter) -> Printed:
    return making.write(desk, _KIND, making.parts(desk, _KIND, ids), target, report)


def _box(name: str) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(name)
    made.setMaxVisibleItems(16)
    return made
