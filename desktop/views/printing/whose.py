"""Whose papers: of a volunteer, a village, a work list, or of codes that are scanned."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from desktop.domain.errors import UserError
from desktop.domain.records import Volunteer
from desktop.services import overview, prints, volunteers
from desktop.services.documents import choosing
from desktop.services.overview import Village
from desktop.thai import areas
from desktop.views.kit import Kit
from desktop.views.layouts import column
from desktop.views.text import Prose, label

_SCAN = "สแกนรหัสบนกระดาษหรือพิมพ์เลขที่ครัวเรือน แล้วกด Enter เพิ่มทีละครัวเรือน"


class Whose(QWidget):
    """`chosen` carries ids and, in words, which they are; `added` one more id."""

    chosen = Signal(object, str)
    added = Signal(int)

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self.people = box_of("อพม.")
        self.district, self.tambon, self.village = box_of("อำเภอ"), box_of("ตำบล"), box_of("หมู่ที่")
        self.lists = box_of("รายการงาน")
        self.code = QLineEdit()
        self.code.setAccessibleName("รหัสครัวเรือน")
        self.code.setPlaceholderText("สแกนรหัสที่นี่")
        self.says = Prose(kit.desk.words, _SCAN, "small")
        self.setLayout(
            column(
                *(label("ของ อพม.", "small"), self.people),
                *(label("หรือทั้งหมู่บ้าน", "small"), self.district, self.tambon, self.village),
                *(label("หรือรายการที่รอพิมพ์", "small"), self.lists),
                *(label("หรือสแกนรหัส", "small"), self.code, self.says),
            )
        )
        self._offer(self.district, "เลือกอำเภอ", areas.children(kit.desk.settings.province_code))
        self._offer(self.tambon, "เลือกตำบล", ())
        self._offer_villages(())
        self.lists.addItem("เลือกรายการ", None)
        for key, title in prints.WORK_LISTS.items():
            self.lists.addItem(title, key)
        self.people.activated.connect(lambda _row: self._of_volunteer())
        self.district.activated.connect(self._of_district)
        self.tambon.activated.connect(lambda _row: self._of_tambon())
        self.village.activated.connect(lambda _row: self._of_village())
        self.lists.activated.connect(lambda _row: self._of_list())
        self.code.returnPressed.connect(self._scanned)

    def arrive(self) -> None:
        """Read the volunteers again."""
        desk = self._kit.desk
        self._kit.read(self, lambda: volunteers.all_of(desk), self._offer_people)

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
            self._take(lambda: choosing.household_ids(desk, volunteer=number), "ของ อพม.")

    def _of_village(self) -> None:
        code, desk = self.village.currentData(), self._kit.desk
        if code is not None:
            self._take(lambda: choosing.household_ids(desk, village=code), "ทั้งหมู่บ้าน")

    def _of_list(self) -> None:
        key, desk = self.lists.currentData(), self._kit.desk
        if key is not None:
            self._take(lambda: prints.work_list(desk, key), self.lists.currentText())

    def _take(self, find: Callable[[], list[int]], what: str) -> None:
        self._kit.read(self, find, lambda ids: self.chosen.emit(ids, what))

    def _scanned(self) -> None:
        code, desk = self.code.text().strip(), self._kit.desk
        self.code.clear()

        def look() -> int | str:
            # An unknown code is told beside the field: no dialog comes between two scans.
            try:
                return choosing.household_ids(desk, chosen=(code,))[0]
            except UserError as error:
                return error.message

        def done(found: int | str) -> None:
            if isinstance(found, str):
                self.says.say(found)
                return
            self.says.say(_SCAN)
            self.added.emit(found)

        if code:
            self._kit.read(self, look, done)


def box_of(name: str) -> QComboBox:
    """Return a box to choose from."""
    made = QComboBox()
    made.setAccessibleName(name)
    made.setMaxVisibleItems(16)
    # A long name must not widen the column beyond its scroll bar.
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(12)
    return made
