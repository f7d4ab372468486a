"""Reports: the table of areas and dimensions on screen, and as PDF or Excel."""

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QComboBox, QTabWidget, QWidget

from desktop.domain.changes import Changes
from desktop.domain.figures import DistrictReport
from desktop.domain.records import HouseholdFilter
from desktop.models.districts import districts_model, lines
from desktop.services import reports
from desktop.thai import areas
from desktop.thai.dates import thai_datetime
from desktop.views.delegates import TotalDelegate
from desktop.views.kit import Kit, Screen
from desktop.views.layouts import APART, EDGE, button, column, row
from desktop.views.printing.preview import PagePreview
from desktop.views.tables import Table
from desktop.views.text import Prose, label

_KINDS = {"PDF": "PDF (*.pdf)", "Excel": "Excel (*.xlsx)"}
_WIDTHS = (136, 80, 76, 76, 96, 84, 76, 156, 148, 164)


class ReportsScreen(Screen):
    """Province, district or tambon; a double click goes to the households behind a line."""

    title = "รายงานครัวเรือนรายพื้นที่และมิติ"
    households_wanted = Signal(object)

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self.report: DistrictReport | None = None
        self.area = QComboBox()
        self.area.setAccessibleName("พื้นที่ของรายงาน")
        self.area.setMinimumWidth(260)
        self.area.setMaxVisibleItems(18)
        province = kit.desk.settings.province_code
        self.area.addItem(f"จังหวัด{areas.name_of(province)} (รายอำเภอ)", province)
        for district in areas.children(province):
            self.area.addItem(f"อำเภอ{district.name} (รายตำบล)", district.code)
        self.model = districts_model("พื้นที่", self)
        self.table = Table("ครัวเรือนรายพื้นที่และมิติ", self)
        self.table.setModel(self.model)
        self.table.setItemDelegate(TotalDelegate(kit.theme, self.table))
        self.table.lay_out(_WIDTHS, stretch=0)
        self._foot = Prose(kit.desk.words, "", "small")
        self._note = Prose(
            kit.desk.words,
            "ครัวเรือนหนึ่งตกได้หลายมิติ “รวมการตกมิติ” นับทุกครั้ง ส่วน “ครัวเรือนที่ตก” นับครัวเรือนละหนึ่งครั้ง "
            "กด Enter หรือดับเบิลคลิกเพื่อดูครัวเรือน",
            "quiet",
        )
        self.paper = PagePreview(kit, "กำลังเตรียมตัวอย่าง...")
        self.pdf = button("บันทึกเป็น PDF", "primary")
        self.xlsx = button("บันทึกเป็น Excel")
        self._lay_out()
        self._connect()

    def arrive(self) -> None:
        """Count again."""
        self._count()

    def _lay_out(self) -> None:
        figures = QWidget()
        figures.setLayout(column(self.table, self._note, self._foot))
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.addTab(figures, "ตาราง")
        self.tabs.addTab(self.paper, "ตัวอย่างก่อนพิมพ์")
        head = row(label(self.title, "title"), None)
        box = column(head, row(self.area, None, self.xlsx, self.pdf), self.tabs, gap=12)
        box.setContentsMargins(EDGE, APART, EDGE, APART)
        self.setLayout(box)

    def _connect(self) -> None:
        self.area.activated.connect(lambda _row: self._count())
        self.pdf.clicked.connect(lambda: self._save("PDF", ".pdf"))
        self.xlsx.clicked.connect(lambda: self._save("Excel", ".xlsx"))
        self.table.opened.connect(self._open_line)
        self.tabs.currentChanged.connect(lambda _page: self._look())
        self._kit.hub.changed.connect(self._changed)

    def _changed(self, _changes: Changes) -> None:
        if self.isVisible():
            self._count()

    def _count(self) -> None:
        desk, area = self._kit.desk, self.area.currentData()
        self._kit.read(self, lambda: reports.districts(desk, area), self._show)

    def _show(self, report: DistrictReport) -> None:
        self.report = report
        self.model.show(lines(report))
        sources = " และ ".join(report.lists) or "ยังไม่ได้นำเข้ารายชื่อ"
        self._foot.say(
            f"ที่มา: {sources}   เกณฑ์: {report.scheme}   จัดทำเมื่อ {thai_datetime(report.made_at)}"
        )
        self._look()

    def _look(self) -> None:
        report, desk = self.report, self._kit.desk
        if report is not None and self.tabs.currentWidget() is self.paper:
            self._kit.read(
                self, lambda: reports.districts_bytes(desk, report), self.paper.show_pdf
            )

    def _open_line(self, row: int) -> None:
        code = self.model.at(row).code
        if code:
            self.households_wanted.emit(HouseholdFilter(area=code))

    def _save(self, kind: str, ending: str) -> None:
        report, desk = self.report, self._kit.desk
        if report is None:
            return
        suggestion = desk.output / f"รายงานครัวเรือนรายมิติ-{report.area_name}{ending}"
        target = self._kit.ask.save_file("บันทึกรายงาน", suggestion, _KINDS[kind])
        if target is not None:
            self._kit.long(
                self,
                "บันทึกรายงาน",
                lambda _report: reports.write_districts(desk, report, target),
                lambda path: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))),
            )
