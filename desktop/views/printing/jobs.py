"""The print jobs of the year: what was made, where it is, and making it again."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from desktop.domain.prints import PrintJob
from desktop.models import prints as columns
from desktop.models.prints import jobs_model
from desktop.services import prints
from desktop.services.documents import catalogue
from desktop.views.kit import Kit
from desktop.views.layouts import button, column, row
from desktop.views.tables import Table
from desktop.views.text import label


class JobsPage(QWidget):
    """`again_wanted` carries a kind's key and the households of a job."""

    again_wanted = Signal(str, object)

    def __init__(
        self, kit: Kit, running: Callable[[], bool], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._kit = kit
        titles = {kind.key: kind.title for kind in catalogue.kinds()}
        self.model = jobs_model(lambda key: titles.get(key, key), running, self)
        self.table = Table("งานพิมพ์", self)
        self.table.setModel(self.model)
        self.table.lay_out((158, 210, 76, 64, 92, 200, 130, 120), stretch=columns.FILE)
        self.open = button("เปิดไฟล์")
        self.folder = button("เปิดโฟลเดอร์")
        self.again = button("ทำอีกครั้ง", tip="เลือกครัวเรือนชุดเดิมแล้วพิมพ์ใหม่")
        self.says = label("", "quiet")
        self.setLayout(
            column(self.table, row(self.says, None, self.open, self.folder, self.again), gap=12)
        )
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._offer())
        self.table.opened.connect(lambda _row: self._show(folder=False))
        self.open.clicked.connect(lambda: self._show(folder=False))
        self.folder.clicked.connect(lambda: self._show(folder=True))
        self.again.clicked.connect(self._again)
        self._offer()

    def arrive(self) -> None:
        """Read the jobs again."""
        desk = self._kit.desk
        self._kit.read(self, lambda: prints.jobs(desk), self._take)

    def _take(self, jobs: tuple[PrintJob, ...]) -> None:
        self.model.show(jobs)
        if jobs and not self.table.currentIndex().isValid():
            self.table.selectRow(0)
        self.says.setText(f"{len(jobs):,} งาน" if jobs else "ปีนี้ยังไม่มีงานพิมพ์")
        self._offer()

    def _picked(self) -> PrintJob | None:
        rows = self.table.picked()
        return self.model.at(rows[0]) if rows else None

    def _offer(self) -> None:
        job = self._picked()
        for act in (self.open, self.folder):
            act.setEnabled(job is not None and bool(job.file))
        self.again.setEnabled(job is not None)

    def _show(self, *, folder: bool) -> None:
        job = self._picked()
        if job is not None and job.file:
            file = Path(job.file)
            goal = file.parent if folder and file.suffix else file
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(goal)))

    def _again(self) -> None:
        job, desk = self._picked(), self._kit.desk
        if job is not None:
            kind = job.kind
            self._kit.read(
                self,
                lambda: prints.households_of(desk, job.id),
                lambda ids: self.again_wanted.emit(kind, ids),
            )
