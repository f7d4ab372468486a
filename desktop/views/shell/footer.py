"""The foot of the window: running work, what was saved when, where the data lives."""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressBar, QWidget

from desktop.domain.changes import Changes
from desktop.tasks.runner import TaskHandle, TaskRunner
from desktop.views.layouts import APART, button, row
from desktop.views.text import label


class Footer(QWidget):
    """One job at a time is shown, the one that runs; `Esc` stays the screens' own."""

    def __init__(self, where: str, work: TaskRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("footer")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._jobs: list[TaskHandle] = []
        self.what = label("", "", self)
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(180)
        self._bar.setAccessibleName("ความคืบหน้า")
        self.stop = button("ยกเลิก", "link", "หยุดงานนี้ ข้อมูลจะกลับเป็นเหมือนเดิม")
        self.said = label("", "", self)
        place = label("ข้อมูลอยู่ที่: เครื่องนี้" if "://" not in where else "ข้อมูลอยู่ที่: เซิร์ฟเวอร์")
        place.setToolTip(where)
        box = row(self.what, self._bar, self.stop, None, self.said, APART, place)
        box.setContentsMargins(20, 4, 20, 4)
        self.setLayout(box)
        self.setFixedHeight(36)
        self.stop.clicked.connect(self._cancel)
        work.started.connect(self._watch)
        self._show_job()

    def saved(self, changes: Changes) -> None:
        """Say what was stored and when."""
        now = datetime.now().astimezone()
        words = f" · {changes.label}" if changes.label else ""
        self.say(f"บันทึกแล้ว {now:%H.%M} น.{words}")

    def say(self, words: str) -> None:
        """Say something that needs no answer."""
        self.said.setText(words)

    def busy(self) -> bool:
        """Whether a job that is worth naming runs."""
        return bool(self._jobs)

    def _watch(self, handle: TaskHandle) -> None:
        if not handle.label:
            return  # a short save; it isn't worth a bar
        self._jobs.append(handle)
        handle.progressed.connect(lambda d, t, w: self._step(handle, d, t, w))
        handle.finished.connect(lambda: self._end(handle))
        handle.cancelled.connect(lambda: self.say(f"ยกเลิกแล้ว: {handle.label}"))
        self._show_job()

    def _step(self, handle: TaskHandle, done: int, total: int, what: str) -> None:
        if not self._jobs or handle is not self._jobs[0]:
            return
        share = f"  {done * 100 // total} %" if total else ""
        self.what.setText(f"{handle.label}: {what}{share}")
        self._bar.setRange(0, total)
        self._bar.setValue(done)

    def _end(self, handle: TaskHandle) -> None:
        if handle in self._jobs:
            self._jobs.remove(handle)
        self._show_job()

    def _show_job(self) -> None:
        busy = bool(self._jobs)
        self._bar.setVisible(busy)
        self.stop.setVisible(busy)
        self.stop.setEnabled(True)
        self._bar.setRange(0, 0)
        self.what.setText(f"{self._jobs[0].label}..." if busy else "พร้อมทำงาน")
        self.what.setTextFormat(Qt.TextFormat.PlainText)

    def _cancel(self) -> None:
        if self._jobs:
            self.stop.setEnabled(False)
            self.what.setText(f"กำลังหยุด: {self._jobs[0].label}")
            self._jobs[0].cancel()
