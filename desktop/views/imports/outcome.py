"""Steps 3 and 4: what the list would change, and what it did."""

from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.domain.review import ImportOutcome
from desktop.models.problems import SUGGESTION, problems_model
from desktop.views.kit import Kit
from desktop.views.layouts import button, card, column, row
from desktop.views.tables import Table
from desktop.views.text import Prose, label


class OutcomeStep(QWidget):
    """Counts of new, changed and same, and the problems one by one."""

    households_wanted = Signal()
    again_wanted = Signal()

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._file: Path | None = None
        self._title = label("", "section")
        self._rows = Prose(kit.desk.words, "", "quiet")
        self._counts = QGridLayout()
        self._counts.setHorizontalSpacing(32)
        self._counts.setVerticalSpacing(4)
        self._problems = label("", "section")
        self.model = problems_model(self)
        self.table = Table("ข้อมูลที่ต้องตรวจ", self)
        self.table.setModel(self.model)
        self.table.setMinimumHeight(170)
        self.table.lay_out((120, 60, 150, 160, 260, 170, 90), stretch=4)
        self.sheet = button("เปิดไฟล์ข้อมูลที่ต้องตรวจ (Excel)")
        self.go = button("ไปที่ครัวเรือน", "primary")
        self.again = button("นำเข้าไฟล์อื่น")
        counts = card(self._title, row(self._counts, None), self._rows)
        self._after = QWidget()
        self._after.setLayout(row(self.go, self.sheet, self.again, None))
        self._end = QWidget()
        self.setLayout(column(counts, self._after, self._problems, self.table, self._end, gap=8))
        self.go.clicked.connect(self.households_wanted)
        self.again.clicked.connect(self.again_wanted)
        self.sheet.clicked.connect(self._open)

    def show_outcome(self, outcome: ImportOutcome, *, stored: bool) -> None:
        """Show the counts, as a preview or as what was done."""
        self._title.setText("นำเข้าเรียบร้อยแล้ว" if stored else "ถ้านำเข้า จะเกิดการเปลี่ยนแปลงดังนี้")
        dropped = sum(not p.used for p in outcome.problems)
        self._rows.say(
            f"อ่านได้ {outcome.rows:,} แถว "
            + (f"ไม่นำเข้า {dropped:,} รายการ" if dropped else "ใช้ได้ทุกแถว")
            + (" ระดับความเปราะบางคำนวณใหม่แล้ว ย้อนกลับการนำเข้าได้ด้วย Ctrl+Z" if stored else "")
        )
        self._fill(outcome)
        count = len(outcome.problems)
        self._problems.setText(f"ข้อมูลที่ต้องตรวจ {count:,} รายการ" if count else "ไม่พบข้อมูลที่ต้องตรวจ")
        self.model.show(outcome.problems)
        self.table.show_column(SUGGESTION, any(p.suggestion for p in outcome.problems))
        self.table.setVisible(bool(count))
        self._end.setVisible(not count)
        self._file = Path(outcome.quarantine) if outcome.quarantine else None
        self._after.setVisible(stored)
        self.sheet.setVisible(self._file is not None)

    def _fill(self, outcome: ImportOutcome) -> None:
        while (item := self._counts.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for place, head in enumerate(("ใหม่", "เปลี่ยนแปลง", "เหมือนเดิม"), start=1):
            self._counts.addWidget(label(head, "small"), 0, place)
        tallies = (
            ("ครัวเรือน", outcome.households),
            ("บุคคล", outcome.persons),
        )
        for line, (name, tally) in enumerate(tallies, start=1):
            self._counts.addWidget(label(name), line, 0)
            for place, number in enumerate((tally.new, tally.changed, tally.same), start=1):
                self._counts.addWidget(label(f"{number:,}", "figure"), line, place)

    def _open(self) -> None:
        if self._file is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._file)))
