"""The print room: what is made ready, what was made, and which papers are out."""

from collections.abc import Sequence

from PySide6.QtWidgets import QTabWidget, QWidget

from desktop.domain.changes import Changes
from desktop.views.kit import Kit, Screen
from desktop.views.layouts import APART, EDGE, column
from desktop.views.printing.jobs import JobsPage
from desktop.views.printing.papers import PapersPage
from desktop.views.printing.prepare import PreparePage
from desktop.views.printing.scans import ScansPage
from desktop.views.text import label


class PrintScreen(Screen):
    """Four pages: prepare, the year's jobs, the papers that went out, the scans that came back."""

    title = "ห้องพิมพ์"

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self.prepare = PreparePage(kit)
        self.jobs = JobsPage(kit, kit.work.busy)
        self.papers = PapersPage(kit)
        self.scans = ScansPage(kit)
        self.tabs = QTabWidget()
        for page, name in (
            (self.prepare, "เตรียมพิมพ์"),
            (self.jobs, "งานพิมพ์"),
            (self.papers, "เอกสารที่ออกไปและรับคืน"),
            (self.scans, "อ่านเอกสารที่สแกน"),
        ):
            self.tabs.addTab(page, name)
        box = column(label(self.title, "title"), self.tabs, gap=12)
        box.setContentsMargins(EDGE, APART, EDGE, APART)
        self.setLayout(box)
        self.tabs.currentChanged.connect(lambda _page: self.arrive())
        self.prepare.made.connect(self.jobs.arrive)
        self.jobs.again_wanted.connect(lambda kind, ids: self.choose(ids, "ของงานเดิม", kind))
        self.papers.households_wanted.connect(lambda ids: self.choose(ids, "ที่ยังไม่คืน"))
        kit.hub.changed.connect(self._changed)

    def arrive(self) -> None:
        """Read again what the page in sight shows."""
        page = self.tabs.currentWidget()
        for one in (self.prepare, self.jobs, self.papers, self.scans):
            if one is page:
                one.arrive()

    def choose(self, ids: Sequence[int], what: str = "ที่เลือก", kind: str | None = None) -> None:
        """Make the papers of these households ready."""
        self.tabs.setCurrentWidget(self.prepare)
        self.prepare.choose(ids, what, kind)

    def _changed(self, changes: Changes) -> None:
        if not self.isVisible():
            return
        if changes.everything:
            self.arrive()
            self.prepare.again()
        elif "print_paper" in changes.tables:
            self.arrive()
