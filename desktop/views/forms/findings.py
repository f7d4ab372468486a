"""What is wrong in a form's workbook: everything at once, each with its cell."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from desktop.domain.form import FormMistake
from desktop.models.forms import mistakes_model
from desktop.views.kit import Kit
from desktop.views.layouts import column
from desktop.views.tables import Table
from desktop.views.text import Elided, Prose, label

_WHAT = "ยังไม่มีอะไรเปลี่ยนในโปรแกรม กรุณาเปิดไฟล์ แก้ตามเซลล์ที่บอก บันทึก แล้วกด “ตรวจอีกครั้ง”"


class FindingsPage(QWidget):
    """Mistakes forbid the form; what is only to be looked at again stands apart."""

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.mistakes = mistakes_model(kit.desk.words.with_breaks, self)
        self.remarks = mistakes_model(kit.desk.words.with_breaks, self)
        self.table = Table("ที่ผิดในไฟล์", self)
        self.table.setModel(self.mistakes)
        self.doubts = Table("ที่ควรดูอีกครั้ง", self)
        self.doubts.setModel(self.remarks)
        for one in (self.table, self.doubts):
            one.lay_out((130, 400), stretch=1)
            one.wrap_rows()
        self._head = Elided("section")
        self._doubts_head = label("", "section")
        words = Prose(kit.desk.words, _WHAT, "quiet")
        box = column(self._head, words, gap=8)
        box.addWidget(self.table, 2)
        box.addWidget(self._doubts_head)
        box.addWidget(self.doubts, 1)
        self.setLayout(box)

    def show_findings(
        self, file: str, mistakes: Sequence[FormMistake], remarks: Sequence[FormMistake]
    ) -> None:
        """Show all of a file's."""
        self.mistakes.show(mistakes)
        self.remarks.show(remarks)
        self._head.say(f"ต้องแก้ {len(mistakes):,} แห่ง ในไฟล์ {file}")
        self._doubts_head.setText(f"ควรดูอีกครั้ง {len(remarks):,} แห่ง (ไม่ห้ามประกาศใช้)")
        for one in (self._doubts_head, self.doubts):
            one.setVisible(bool(remarks))
        self.table.selectRow(0)
