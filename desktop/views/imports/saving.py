"""Keeping how the sheets are read as a profile."""

from collections.abc import Sequence

from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.domain.sheets import SheetLayout
from desktop.views.kit import Kit
from desktop.views.layouts import button, column, row
from desktop.views.text import Prose


class SavingPanel(QWidget):
    """A name and a button; says what was kept, or which profile is in use."""

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._says = Prose(kit.desk.words, "", "small", self)
        self.name = QLineEdit(self)
        self.name.setAccessibleName("ชื่อรูปแบบการอ่าน")
        self.save = button("จำรูปแบบนี้", tip="ครั้งต่อไปที่ไฟล์มีคอลัมน์เหล่านี้ โปรแกรมอ่านแบบเดียวกัน")
        self.manage = button("ทั้งหมด...", tip="เปลี่ยนชื่อ ลบ ส่งออก หรือรับรูปแบบจากไฟล์")
        self.setLayout(column(self._says, self.name, row(self.save, self.manage, None), gap=4))

    def propose(self, name: str, layouts: Sequence[SheetLayout]) -> None:
        """Propose a name; a profile that was recognised keeps its own."""
        used = list(dict.fromkeys(one.profile for one in layouts if one.profile))
        self.name.setText(used[0] if used and not used[0].endswith("ครั้งก่อน") else name)
        self._says.say(f"อ่านตามรูปแบบ {' · '.join(used)}" if used else "แก้แล้วบันทึกเป็นรูปแบบไว้ใช้ปีหน้า")

    def saved(self, name: str) -> None:
        """Say that it was kept."""
        self._says.say(f"จำรูปแบบ “{name}” แล้ว")
