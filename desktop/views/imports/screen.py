"""Reading a list in: files, columns, preview, done."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QStackedWidget, QWidget

from desktop.domain.changes import Changes
from desktop.domain.errors import PasswordNeededError
from desktop.domain.link_pairs import LinkCounts
from desktop.domain.progress import Reporter
from desktop.domain.review import ImportOutcome
from desktop.domain.sheets import SheetLayout
from desktop.services import form_questions, import_profiles, imports, links, mapping
from desktop.tasks.runner import TaskHandle
from desktop.views.imports.columns import ColumnsStep, Examined
from desktop.views.imports.files import FilesStep
from desktop.views.imports.outcome import OutcomeStep
from desktop.views.imports.passwords import Passwords
from desktop.views.kit import Kit, Screen
from desktop.views.layouts import APART, EDGE, button, column, row, scrolled
from desktop.views.text import label, restyle

_STEPS = ("1 เลือกไฟล์", "2 ตรวจคอลัมน์", "3 ตรวจก่อนนำเข้า", "4 ผลการนำเข้า")
FILES, COLUMNS, PREVIEW, RESULT = range(4)
T = TypeVar("T")


class ImportScreen(Screen):
    """Each step's work runs on the worker; until its answer the buttons rest."""

    title = "นำเข้ารายชื่อ"
    households_wanted = Signal()
    links_wanted = Signal()
    repairs_wanted = Signal()
    history_wanted = Signal()

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self._import: imports.OpenImport | None = None
        self._handle: TaskHandle | None = None
        self._locked: PasswordNeededError | None = None
        self._passwords = Passwords(kit.ask)
        self.files = FilesStep(kit)
        self.columns = ColumnsStep(kit)
        self.outcome = OutcomeStep(kit)
        self._stack = QStackedWidget()
        self.files.setObjectName("page")
        self.outcome.setObjectName("page")
        for step in (scrolled(self.files), self.columns, scrolled(self.outcome)):
            self._stack.addWidget(step)
        self._heads: list[QLabel] = [label(words, "step") for words in _STEPS]
        for one in self._heads:
            one.setFixedHeight(34)
        self.history = button("ประวัติการนำเข้า")
        self.back = button("ย้อนไปขั้นก่อน")
        self.cancel = button("ยกเลิกงานนี้")
        self.next = button("ต่อไป", "primary")
        self._busy = label("", "quiet")
        head = row(label(self.title, "title"), APART, *self._heads, None, gap=12)
        foot = row(self.history, self.back, self._busy, self.cancel, None, self.next)
        box = column(head, self._stack, foot, gap=12)
        box.setContentsMargins(EDGE, APART, EDGE, 12)
        self.setLayout(box)
        self.step = FILES
        self._connect()
        self.go(FILES)

    def go(self, step: int) -> None:
        """Show a step."""
        self.step = step
        self._stack.setCurrentIndex(min(step, PREVIEW))
        for number, head in enumerate(self._heads):
            restyle(head, "role", "step-here" if number == step else "step")
        self._say()

    def arrive(self) -> None:
        """Stand where this step goes on."""
        self._stand()

    def _stand(self) -> None:
        """Take the keyboard to what comes next, so that Enter goes on."""
        if self.isVisible() and self._handle is None:
            empty = self.step == FILES and not self.files.paths
            goal = self.outcome.go if self.step == RESULT else self.next
            self.files.begin() if empty or not goal.isEnabled() else goal.setFocus()

    def _connect(self) -> None:
        self.files.changed.connect(self._say)
        self.columns.changed.connect(self._say)
        self.columns.header_wanted.connect(self._read_header)
        self.files.as_of.edit.returnPressed.connect(self.next.click)
        self.back.clicked.connect(lambda: self.go(self.step - 1))
        self.next.clicked.connect(self._forward)
        self.history.clicked.connect(self.history_wanted)
        self.cancel.clicked.connect(lambda: self._handle and self._handle.cancel())
        self.outcome.households_wanted.connect(self.households_wanted)
        self.outcome.links_wanted.connect(self.links_wanted)
        self.outcome.repairs_wanted.connect(self.repairs_wanted)
        self.outcome.again_wanted.connect(self._again)

    def _say(self) -> None:
        busy = self._handle is not None
        words = {FILES: "ต่อไป: ตรวจคอลัมน์", COLUMNS: "ต่อไป: อ่านและตรวจ", PREVIEW: "นำเข้า"}
        self.next.setText(words.get(self.step, ""))
        self.next.setVisible(self.step != RESULT)
        ready = {FILES: self.files.ready, COLUMNS: self.columns.ready}.get(self.step)
        self.next.setEnabled(not busy and (ready is None or ready()))
        self.back.setVisible(self.step in (COLUMNS, PREVIEW))
        self.back.setEnabled(not busy)
        self.history.setVisible(self.step in (FILES, RESULT) and not busy)
        self.cancel.setVisible(busy)
        self._stack.setEnabled(not busy)
        if not busy:
            self._busy.clear()

    def _forward(self) -> None:
        if self._handle is not None:
            return
        (self._examine, self._look_ahead, self._commit)[self.step]()

    def _examine(self) -> None:
        desk, paths = self._kit.desk, tuple(self.files.paths)
        source, passwords = self.files.source.currentText().strip(), self._passwords.typed

        def job(report: Reporter) -> Examined:
            known = import_profiles.known(desk, source, every_question=True)
            answers = tuple((one.canonical, one.label) for one in form_questions.fields(desk))
            return Examined(imports.examine(paths, report, passwords, known), known, answers)

        def done(examined: Examined) -> None:
            self.columns.show_examined(examined, source)
            self.go(COLUMNS)

        self._open("ตรวจไฟล์", job, done)

    def _read_header(self, number: int, first: int, last: int) -> None:
        """Read one sheet's columns anew, below the header that the clerk pointed out."""
        paths, passwords = tuple(self.files.paths), self._passwords.typed
        layout, known = self.columns.layouts[number], self.columns.known

        def job(report: Reporter) -> SheetLayout:
            return mapping.examine_again(paths, layout, (first, last), report, passwords, known)

        def done(found: SheetLayout) -> None:
            self.columns.put(number, found)

        self._open("ตรวจไฟล์", job, done)

    def _look_ahead(self) -> None:
        desk, paths = self._kit.desk, tuple(self.files.paths)
        layouts, known = tuple(self.columns.layouts), self.columns.known
        source, as_of = self.files.source.currentText().strip(), self.files.as_of_iso()
        passwords = self._passwords.typed

        self._forget()
        opened = self._import = imports.OpenImport(desk)

        def job(report: Reporter) -> ImportOutcome:
            opened.read(paths, layouts, report, passwords, known)
            return opened.preview(source, as_of, report)

        def done(outcome: ImportOutcome) -> None:
            self.outcome.show_outcome(outcome, stored=False)
            self.go(PREVIEW)

        self._open("อ่านรายชื่อ", job, done)

    def _forget(self) -> None:
        """Let go of the list that was read, if any."""
        if self._import is not None:
            self._import.close()
            self._import = None

    def _open(self, what: str, job: Callable[[Reporter], T], done: Callable[[T], object]) -> None:
        """Do what opens the files; a missing password is asked for and is no error."""

        def attempt(report: Reporter) -> T | PasswordNeededError:
            try:
                return job(report)
            except PasswordNeededError as error:
                return error

        def answered(answer: T | PasswordNeededError) -> None:
            if isinstance(answer, PasswordNeededError):
                self._locked = answer
            else:
                done(answer)

        self._watch(self._kit.long(self, what, attempt, answered))

    def _commit(self) -> None:
        opened = self._import
        if opened is None:
            return
        source, as_of = self.files.source.currentText().strip(), self.files.as_of_iso()

        def done(outcome: ImportOutcome) -> None:
            self._forget()
            self._passwords.forget()
            self._kit.hub.tell(Changes(label=f"นำเข้า {source}", everything=True))
            self.outcome.show_outcome(outcome, stored=True)
            self.go(RESULT)
            self._link(outcome.batch_id)

        decisions = self.outcome.review.decisions()

        def job(report: Reporter) -> ImportOutcome:
            return opened.commit(source, as_of, report, decisions)

        self._watch(self._kit.long(self, f"นำเข้า {source}", job, done))

    def _link(self, batch_id: int) -> None:
        """Look, once the list is in, for whom it names that other lists name too."""
        desk = self._kit.desk

        def job(report: Reporter) -> LinkCounts:
            return links.find_pairs(desk, report, batch_id)

        def done(counts: LinkCounts) -> None:
            if any(counts.joined.values()):
                self._kit.hub.tell(Changes(label="เชื่อมข้อมูลที่ตรงกันแน่นอน", everything=True))
            self.outcome.show_links(counts)

        self._kit.long(self, "เทียบกับรายชื่ออื่น", job, done)

    def _again(self) -> None:
        self._forget()
        self._passwords.forget()
        self.files.empty()
        self.go(FILES)
        self._stand()

    def _watch(self, handle: TaskHandle) -> None:
        self._handle = handle
        self._busy.setText("กำลังทำงาน...")
        handle.progressed.connect(lambda _d, _t, what: self._busy.setText(what))
        handle.finished.connect(self._ended)
        self._say()

    def _ended(self) -> None:
        self._handle = None
        self._say()
        locked, self._locked = self._locked, None
        if locked is None:
            self._stand()
        elif self._passwords.ask_for(locked):
            self._forward()
        else:
            self.go(FILES)
            self._stand()
