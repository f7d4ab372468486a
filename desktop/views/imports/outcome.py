"""Steps 3 and 4: what the list would change, and what it did."""

from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.domain.link_pairs import LinkCounts
from desktop.domain.review import ImportOutcome
from desktop.views.imports.review import ASKED, ReviewPart
from desktop.views.kit import Kit
from desktop.views.layouts import button, card, column, row
from desktop.views.text import Prose, label


class OutcomeStep(QWidget):
    """Counts of new, changed and same, and the problems one by one."""

    households_wanted = Signal()
    again_wanted = Signal()
    links_wanted = Signal()
    repairs_wanted = Signal()

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._file: Path | None = None
        self._title = label("", "section")
        self._rows = Prose(kit.desk.words, "", "quiet")
        self._counts = QGridLayout()
        self._counts.setHorizontalSpacing(32)
        self._counts.setVerticalSpacing(4)
        self.review = ReviewPart(self)
        self.sheet = button("เปิดไฟล์ข้อมูลที่ต้องตรวจ (Excel)")
        self.go = button("ไปที่ครัวเรือน", "primary")
        self.again = button("นำเข้าไฟล์อื่น")
        self.repair = button("แก้และตัดสินใจที่ค้าง")
        self._before = label("", "danger")
        self._before.setWordWrap(True)
        self._links = label("", "quiet")
        self.judge = button("ตรวจข้อมูลซ้ำ")
        counts = card(self._title, row(self._counts, None), self._rows, self._before)
        self._after = QWidget()
        acts = row(self.go, self.repair, self.sheet, self.again, None)
        self._after.setLayout(column(acts, row(self._links, self.judge, None)))
        self.setLayout(column(counts, self._after, self.review, gap=8))
        self.go.clicked.connect(self.households_wanted)
        self.again.clicked.connect(self.again_wanted)
        self.judge.clicked.connect(self.links_wanted)
        self.repair.clicked.connect(self.repairs_wanted)
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
        self._before.setText("  ".join(outcome.again))
        self._before.setVisible(bool(outcome.again))
        self._links.setText("กำลังเทียบกับรายชื่ออื่น...")
        self.judge.hide()
        self._fill(outcome)
        self.review.show_outcome(outcome, stored=stored)
        self._file = Path(outcome.quarantine) if outcome.quarantine else None
        self._after.setVisible(stored)
        asked = sum(outcome.counts.get(kind, 0) for kind in ASKED)
        self.repair.setVisible(bool(outcome.problems or asked))
        self.sheet.setVisible(self._file is not None)

    def show_links(self, counts: LinkCounts) -> None:
        """Say who of the list was found in other lists too."""
        joined, waiting = sum(counts.joined.values()), sum(counts.waiting.values())
        self._links.setText(
            f"เทียบกับรายชื่ออื่นแล้ว: เชื่อมเองตามกฎ {joined:,} คู่ รอตรวจ {waiting:,} คู่"
            if joined or waiting
            else "เทียบกับรายชื่ออื่นแล้ว ไม่พบข้อมูลซ้ำ"
        )
        self.judge.setVisible(bool(waiting))

    def _fill(self, outcome: ImportOutcome) -> None:
        while (item := self._counts.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        heads = ("ใหม่", "เปลี่ยนแปลง", "เหมือนเดิม", "หายไป", "กลับมา")
        for place, head in enumerate(heads, start=1):
            self._counts.addWidget(label(head, "small"), 0, place)
        tallies = (("ครัวเรือน", outcome.households), ("บุคคล", outcome.persons))
        for line, (name, tally) in enumerate(tallies, start=1):
            self._counts.addWidget(label(name), line, 0)
            missing = (outcome.gone[line - 1], outcome.back[line - 1])
            numbers = (tally.new, tally.changed, tally.same, *missing)
            for place, number in enumerate(numbers, start=1):
                self._counts.addWidget(label(f"{number:,}", "figure"), line, place)

    def _open(self) -> None:
        if self._file is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._file)))
