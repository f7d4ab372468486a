"""A form changes: the workbook is read, compared, decided, tried and published."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QStackedWidget, QWidget

from desktop.domain.changes import Changes
from desktop.domain.progress import Reporter
from desktop.domain.versions import FormVersion
from desktop.services import form_changes, forms, publishing, submissions
from desktop.services.form_changes import Found, Looked
from desktop.views.forms.difference import DifferencePage
from desktop.views.forms.findings import FindingsPage
from desktop.views.forms.pairing import PairingPage
from desktop.views.forms.rehearsal import RehearsalPage
from desktop.views.forms.versions import VersionsPage
from desktop.views.kit import Kit, Screen
from desktop.views.layouts import APART, EDGE, button, column, row
from desktop.views.text import label, restyle

if TYPE_CHECKING:
    from desktop.tasks.runner import TaskHandle

_STEPS = ("1 ตรวจไฟล์", "2 ดูความแตกต่าง", "3 เทียบของเดิม", "4 ลองกรอก")
LIST, MISTAKES, DIFFERENCE, PAIRING, REHEARSAL = range(5)
T = TypeVar("T")


class FormsScreen(Screen):
    """The list first; a workbook or an older version then goes step by step to its publication.

    Until that nothing is stored.
    """

    title = "แบบฟอร์ม"
    phones_wanted = Signal()

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self._handle: TaskHandle | None = None
        self._path: Path | None = None
        self._ready: Found | None = None
        self.open_file: Callable[[Path], object] = _open_file

        def opened(path: Path) -> None:
            self.open_file(path)

        self.versions = VersionsPage(kit, self._watch, opened)
        self.findings = FindingsPage(kit)
        self.difference = DifferencePage(kit)
        self.pairing = PairingPage(kit, self._watch, opened)
        self.rehearsal = RehearsalPage(kit)
        self._stack = QStackedWidget()
        for page in (
            *(self.versions, self.findings, self.difference),
            *(self.pairing, self.rehearsal),
        ):
            page.setObjectName("page")
            self._stack.addWidget(page)
        self._heads: list[QLabel] = [label(words, "step") for words in _STEPS]
        for one in self._heads:
            one.setFixedHeight(34)
        self.back = button("ย้อนไปขั้นก่อน")
        self.reopen = button("เปิดไฟล์อีกครั้ง", tip="เปิดไฟล์แบบฟอร์มใน Excel")
        self.recheck = button("ตรวจอีกครั้ง", tip="อ่านไฟล์เดิมอีกครั้งหลังแก้และบันทึก")
        self.cancel = button("ยกเลิกงานนี้")
        self.next = button("", "primary")
        self.says = label("กำลังทำงาน...", "quiet")
        head = row(label(self.title, "title"), APART, *self._heads, None, gap=12)
        foot = row(
            *(self.back, self.reopen, self.recheck, self.cancel),
            *(self.says, None, self.next),
        )
        box = column(head, self._stack, foot, gap=12)
        box.setContentsMargins(EDGE, APART, EDGE, 12)
        self.setLayout(box)
        self.step = LIST
        self._connect()
        self.go(LIST)

    def arrive(self) -> None:
        """Read the versions again."""
        desk = self._kit.desk
        self._kit.read(self, lambda: forms.versions(desk), self._show)
        self._kit.read(self, lambda: submissions.undecided(desk), self.versions.show_waiting)

    def go(self, step: int) -> None:
        """Show a step."""
        self.step = step
        self._stack.setCurrentIndex(step)
        for number, head in enumerate(self._heads, MISTAKES):
            restyle(head, "role", "step-here" if number == step else "step")
            head.setVisible(step != LIST)
        self._say()
        self._stand()

    def take(self, path: Path | None) -> None:
        """Read a workbook and go where it leads: to its mistakes, or to what it changes."""
        desk = self._kit.desk
        if path is None:
            return
        self._path = path

        def job(report: Reporter) -> Looked:
            return form_changes.look_through(desk, path, report)

        self._watch("ตรวจแบบฟอร์ม", job, self._found)

    def _found(self, looked: Looked) -> None:
        self._ready = found = looked.found
        if found is None:
            name = self._path.name if self._path else ""
            self.findings.show_findings(name, looked.mistakes, looked.remarks)
            self.go(MISTAKES)
            return
        self.difference.show_loaded(found.loaded, found.keyed, in_force=found.in_force)
        self.pairing.show_loaded(found.loaded)
        self.rehearsal.show_book(found.book)
        self.go(DIFFERENCE)

    def _connect(self) -> None:
        self.versions.file_wanted.connect(self.take)
        self.versions.again_wanted.connect(self._use_again)
        self.versions.sent.clicked.connect(self.phones_wanted)
        self.rehearsal.ended.connect(self.next.setFocus)
        self.back.clicked.connect(self._back)
        self.reopen.clicked.connect(lambda: self._path and self.open_file(self._path))
        self.recheck.clicked.connect(lambda: self.take(self._path))
        self.cancel.clicked.connect(lambda: self._handle and self._handle.cancel())
        self.next.clicked.connect(self._forward)
        self._kit.hub.changed.connect(self._changed)
        leave = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(self._back)

    def _show(self, found: tuple[FormVersion, ...]) -> None:
        self.versions.show_versions(found)
        if self.step == LIST:
            self._stand()

    def _changed(self, _changes: Changes) -> None:
        if self.isVisible():
            self.arrive()

    def _use_again(self, version: FormVersion) -> None:
        """Look through a version that is known, to publish it again."""
        desk = self._kit.desk
        self._path = None

        def job(_report: Reporter) -> Looked:
            return form_changes.look_again(desk, version)

        self._watch("ตรวจแบบฟอร์ม", job, self._found)

    def _back(self) -> None:
        if self._handle is None and self.step != LIST:
            self.go(LIST if self.step <= DIFFERENCE else self.step - 1)

    def _forward(self) -> None:
        if self._handle is not None:
            return
        if self.step == REHEARSAL:
            self._publish()
        elif self.step == MISTAKES:
            self.recheck.click()
        else:
            self.go(self.step + 1)

    def _publish(self) -> None:
        """Ask once, then let the version be in force."""
        desk, loaded = self._kit.desk, self.pairing.decided()
        if loaded is None:
            return
        form, waiting = loaded.form, self.pairing.waiting()
        more = (
            f" ยังไม่ได้ตัดสิน {waiting:,} รายการ คำตอบเดิมของรายการเหล่านั้นจะยังไม่ถูกยกไป"
            if waiting
            else ""
        )
        if not self._kit.ask.confirm(
            f"ประกาศใช้ {form.title} รุ่น {form.version} หรือไม่",
            "สมุดพกที่เริ่มใหม่จะใช้รุ่นนี้ สมุดพกที่กรอกแล้วยังเป็นรุ่นเดิมและคำตอบไม่เปลี่ยน"
            f"{more} ถ้าต้องการกลับไปใช้รุ่นก่อน เลือกรุ่นนั้นแล้วกด “กลับมาใช้รุ่นนี้”",
            "ประกาศใช้",
        ):
            return

        def done(_changes: Changes) -> None:
            self.versions.edit(None)
            self.versions.says.say(
                f"ประกาศใช้ {form.title} รุ่น {form.version} แล้ว สมุดพกที่เริ่มใหม่จะใช้รุ่นนี้"
            )
            self.versions.pick(form.id, form.version)
            self.go(LIST)
            self.arrive()

        self._watch("", lambda _report: publishing.publish(desk, loaded), done)

    def _watch(self, what: str, job: Callable[[Reporter], T], done: Callable[[T], object]) -> None:
        """Do one thing at a time; meanwhile the buttons rest."""
        if self._handle is None:
            self._handle = self._kit.long(self, what, job, done)
            self._handle.finished.connect(self._ended)
            self._say()

    def _ended(self) -> None:
        self._handle = None
        self._say()
        self._stand()

    def _say(self) -> None:
        busy, step, known = self._handle is not None, self.step, self._path is not None
        ready = self._ready
        version = ready.loaded.form.version if ready else ""
        words = {
            MISTAKES: "ตรวจอีกครั้ง",
            DIFFERENCE: "ต่อไป: เทียบของเดิม",
            PAIRING: "ต่อไป: ลองกรอก",
            REHEARSAL: f"ประกาศใช้รุ่น {version}...",
        }
        self.next.setText(words.get(step, ""))
        self.next.setVisible(step != LIST)
        settled = ready is not None and ready.in_force
        self.next.setEnabled(not busy and not settled)
        self.back.setText("กลับไปรายการแบบ" if step <= DIFFERENCE else "ย้อนไปขั้นก่อน")
        self.back.setVisible(step != LIST)
        self.reopen.setVisible(known and step in (MISTAKES, DIFFERENCE))
        self.recheck.setVisible(known and step == DIFFERENCE)
        self.cancel.setVisible(busy)
        self._stack.setEnabled(not busy)
        for one in (self.back, self.reopen, self.recheck):
            one.setEnabled(not busy)
        self.says.setVisible(busy)

    def _stand(self) -> None:
        """Take the keyboard to what comes next."""
        if not self.isVisible() or self._handle is not None:
            return
        if self.step == LIST:
            self.versions.stand()
        elif self.step == MISTAKES:
            self.findings.table.setFocus()
        elif self.step == REHEARSAL:
            self.rehearsal.stand()
        elif self.step != PAIRING or not self.pairing.stand():
            self.next.setFocus()


def _open_file(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
