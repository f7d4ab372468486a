"""The forms and their versions, and what can be done with the one that is picked."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedLayout, QWidget

from desktop.domain.versions import FormVersion
from desktop.models.forms import versions_model
from desktop.services import form_changes
from desktop.services.form_files import OLDER
from desktop.views.forms.watching import Watch
from desktop.views.kit import Kit
from desktop.views.layouts import button, column, row
from desktop.views.tables import Table
from desktop.views.text import Prose, label, restyle

WORKBOOKS = f"แบบฟอร์ม Excel ({' '.join(f'*{one}' for one in ('.xlsx', *OLDER))})"
_PHONES = "XForm สำหรับ ODK Collect/KoboToolbox (*.xml);;XLSForm (*.xlsx)"
_EMPTY = "ไม่พบแบบฟอร์มที่มากับโปรแกรม กรุณานำเข้าแบบฟอร์มของสำนักงาน (ไฟล์ Excel แบบ XLSForm)"
_HOW = (
    "แบบเปลี่ยน: เลือกแบบฟอร์ม เปิดสำเนาใน Excel แก้ บันทึก แล้วให้โปรแกรมตรวจ "
    "ยังไม่มีอะไรเปลี่ยนจนกว่าจะกดประกาศใช้ สมุดพกที่กรอกแล้วไม่ถูกแก้ไข"
)
_EDITING = "แก้ในไฟล์ที่เปิด บันทึก แล้วกด “ตรวจไฟล์ที่แก้แล้ว”   ไฟล์: "


class VersionsPage(QWidget):
    """`file_wanted` asks to look through a workbook, `again_wanted` through an older version."""

    again_wanted = Signal(object)
    file_wanted = Signal(object)

    def __init__(
        self,
        kit: Kit,
        watch: Watch,
        open_file: Callable[[Path], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._kit, self._watch, self._open_file = kit, watch, open_file
        self._copied: Path | None = None
        self._wanted: tuple[str, str] | None = None
        self.model = versions_model(self)
        self.table = Table("แบบฟอร์มและรุ่น", self)
        self.table.setModel(self.model)
        self.table.lay_out((200, 60, 80, 160, 110), stretch=0)
        self.copy = button("เปิดสำเนาใน Excel", tip="เขียนสำเนาที่ใช้เลขรุ่นถัดไปแล้วเปิด แบบเดิมไม่เปลี่ยน")
        self.phones = button("ส่งออกสำหรับโทรศัพท์...", tip="ไฟล์สำหรับ ODK Collect หรือ KoboToolbox")
        self.sent = button("รับคำตอบจากโทรศัพท์...", tip="ไฟล์ที่ส่งออกจาก KoboToolbox หรือ ODK Central")
        self.again = button("กลับมาใช้รุ่นนี้...", tip="ดูความแตกต่างก่อน แล้วจึงประกาศใช้")
        self.check = button("ตรวจไฟล์ที่แก้แล้ว", "primary")
        self.load = button("นำเข้าแบบรุ่นใหม่...", "primary")
        self.says = Prose(kit.desk.words, _HOW, "quiet")
        listed, nothing = QWidget(), QWidget()
        listed.setLayout(
            column(
                *(self.says, self.table),
                row(self.copy, self.phones, self.again, None, self.sent),
                gap=12,
            )
        )
        words = Prose(kit.desk.words, _EMPTY, "quiet")
        nothing.setLayout(column(None, label("ยังไม่มีแบบฟอร์ม", "section"), words, None))
        self._stack = QStackedLayout()
        for one in (listed, nothing):
            self._stack.addWidget(one)
        self.setLayout(column(self._stack, row(None, self.check, self.load), gap=12))
        self._connect()
        self.edit(None)

    def show_versions(self, found: tuple[FormVersion, ...]) -> None:
        """Show what there is; the version that was picked stays picked."""
        kept = self.picked()
        wanted = self._wanted or (kept and (kept.form, kept.version))
        self._wanted = None
        self.model.show(found)
        self._stack.setCurrentIndex(0 if found else 1)
        places = [(one.form, one.version) for one in found]
        if found:
            self.table.selectRow(places.index(wanted) if wanted in places else 0)
        self._look()

    def pick(self, form: str, version: str) -> None:
        """Pick a version as soon as it is shown."""
        self._wanted = form, version

    def picked(self) -> FormVersion | None:
        """Return the version that is picked."""
        rows = self.table.picked()
        return self.model.at(rows[0]) if rows else None

    def stand(self) -> None:
        """Take the keyboard to what comes next."""
        (self.table if self.check.isHidden() else self.check).setFocus()

    def show_waiting(self, number: int) -> None:
        """Say how many submissions of phones wait for a decision."""
        waiting = f" (รอตัดสิน {number:,})" if number else ""
        self.sent.setText(f"รับคำตอบจากโทรศัพท์{waiting}...")

    def edit(self, path: Path | None) -> None:
        """Say which copy is being edited, None for none."""
        self._copied = path
        self.check.setVisible(path is not None)
        restyle(self.load, "role", "primary" if path is None else "")
        self.says.say(_HOW if path is None else f"{_EDITING}{path.name}")

    def _connect(self) -> None:
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._look())
        self.table.opened.connect(lambda _row: self.copy.click())
        self.load.clicked.connect(self._choose_file)
        self.check.clicked.connect(lambda: self.file_wanted.emit(self._copied))
        self.again.clicked.connect(lambda: self.again_wanted.emit(self.picked()))
        self.copy.clicked.connect(self._copy)
        self.phones.clicked.connect(self._to_phones)

    def _choose_file(self) -> None:
        chosen = self._kit.ask.open_files("เลือกแบบฟอร์มรุ่นใหม่", WORKBOOKS)
        if chosen:
            self.file_wanted.emit(chosen[0])

    def _copy(self) -> None:
        picked, desk = self.picked(), self._kit.desk
        if picked is None:
            return

        def done(path: Path) -> None:
            self.edit(path)
            self.stand()
            self._open_file(path)

        self._watch("เขียนสำเนาแบบฟอร์ม", lambda _r: form_changes.copy_to_edit(desk, picked), done)

    def _to_phones(self) -> None:
        picked, desk = self.picked(), self._kit.desk
        if picked is None:
            return
        proposed = form_changes.phone_file(desk, picked)
        target = self._kit.ask.save_file("ส่งออกสำหรับโทรศัพท์", proposed, _PHONES)
        if target is not None:
            self._watch(
                "ส่งออกสำหรับโทรศัพท์",
                lambda _r: form_changes.copy_for_phones(desk, picked, target),
                lambda path: self.says.say(f"เขียนไฟล์สำหรับโทรศัพท์แล้ว: {path}"),
            )

    def _look(self) -> None:
        picked = self.picked()
        for one in (self.copy, self.phones):
            one.setEnabled(picked is not None)
        self.again.setVisible(picked is not None and not picked.in_force)
