"""The profiles that are kept: rename, forget, hand on as files."""

from pathlib import Path

from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QWidget

from desktop.domain.changes import Changes
from desktop.domain.sheets import ImportProfile
from desktop.services import import_profiles
from desktop.thai.dates import thai_date
from desktop.views.kit import Kit
from desktop.views.layouts import APART, button, column, row
from desktop.views.text import Prose, label

_KINDS = "รูปแบบการอ่าน (*.json)"


class ProfilesBox(QDialog):
    """A list of the profiles with what can be done to the picked one."""

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self._profiles: tuple[ImportProfile, ...] = ()
        self.setWindowTitle("รูปแบบการอ่าน")
        self.setMinimumSize(620, 400)
        self.list = QListWidget(self)
        self.list.setAccessibleName("รูปแบบการอ่านที่บันทึกไว้")
        self.name = QLineEdit(self)
        self.name.setAccessibleName("ชื่อใหม่ของรูปแบบ")
        self.rename = button("เปลี่ยนชื่อ")
        self.forget = button("ลบรูปแบบ")
        self.export = button("ส่งออกเป็นไฟล์...")
        self.add = button("รับจากไฟล์...")
        close = button("ปิด", "primary")
        note = Prose(
            kit.desk.words,
            "ไฟล์รูปแบบส่งให้สำนักงานอื่นได้ ในไฟล์มีชื่อคอลัมน์ วิธีอ่าน และคำที่กำหนดความหมายไว้ ไม่มีข้อมูลบุคคล",
            "small",
        )
        self.setLayout(
            column(
                *(label("รูปแบบการอ่านที่บันทึกไว้", "section"), self.list),
                row(self.name, self.rename, self.forget),
                *(note, row(self.add, self.export, None, close)),
                edge=APART,
            )
        )
        self.list.currentRowChanged.connect(self._picked)
        self.rename.clicked.connect(self._rename)
        self.forget.clicked.connect(self._forget)
        self.export.clicked.connect(self._export)
        self.add.clicked.connect(self._add)
        close.clicked.connect(self.accept)
        self.fill()

    def fill(self) -> None:
        """Read the list anew."""
        desk = self._kit.desk
        self._kit.read(self, lambda: import_profiles.all_of(desk), self._show)

    def _show(self, profiles: tuple[ImportProfile, ...]) -> None:
        self._profiles = profiles
        self.list.clear()
        self.list.addItems([_words(one) for one in profiles])
        self.list.setCurrentRow(0 if profiles else -1)
        self._picked(self.list.currentRow())

    def _picked(self, number: int) -> None:
        one = self._at(number)
        self.name.setText(one.name if one else "")
        for widget in (self.name, self.rename, self.forget, self.export):
            widget.setEnabled(one is not None)

    def _at(self, number: int) -> ImportProfile | None:
        return self._profiles[number] if 0 <= number < len(self._profiles) else None

    def _rename(self) -> None:
        one, desk, name = self._at(self.list.currentRow()), self._kit.desk, self.name.text()
        if one is not None:
            profile = one
            self._kit.write(self, lambda: import_profiles.rename(desk, profile, name), self._done)

    def _forget(self) -> None:
        one, desk = self._at(self.list.currentRow()), self._kit.desk
        if one is not None:
            profile = one
            self._kit.write(self, lambda: import_profiles.remove(desk, profile), self._done)

    def _export(self) -> None:
        one = self._at(self.list.currentRow())
        target = one and self._kit.ask.save_file(
            "ส่งออกรูปแบบการอ่าน", self._kit.desk.output / f"{_file_name(one.name)}.json", _KINDS
        )
        if one is not None and target:
            profile, path = one, target
            self._kit.write(self, lambda: import_profiles.export(profile, path))

    def _add(self) -> None:
        desk, files = self._kit.desk, self._kit.ask.open_files("รับรูปแบบการอ่าน", _KINDS)

        def job() -> Changes:
            return [import_profiles.add(desk, path) for path in files][-1]

        if files:
            self._kit.write(self, job, self._done)

    def _done(self, _changes: Changes) -> None:
        self.fill()


def _words(profile: ImportProfile) -> str:
    used = f"  ·  ใช้ล่าสุด {thai_date(profile.used_at)}" if profile.used_at else ""
    count = sum(bool(column.canonical) for column in profile.columns)
    return f"{profile.name}  ·  {count} คอลัมน์{used}"


def _file_name(name: str) -> str:
    """Return the name without what Windows doesn't allow in a file's."""
    return "".join(" " if letter in '<>:"/\\|?*' else letter for letter in Path(name).name).strip()
