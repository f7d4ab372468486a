"""The imports that were made, and the way to take one of them back."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedLayout, QWidget

from desktop.domain.changes import Changes
from desktop.domain.progress import Reporter
from desktop.domain.taking_back import ImportMade
from desktop.models.imports import counts_in_words, files_model, imports_model, state_words
from desktop.services import import_history
from desktop.services.import_history import UndoPreview
from desktop.services.overview import list_in_words
from desktop.tasks.runner import TaskHandle
from desktop.thai.dates import thai_datetime
from desktop.views.imports.undoing import UndoingStep
from desktop.views.kit import Kit, Screen
from desktop.views.layouts import APART, EDGE, button, column, row, scrolled
from desktop.views.tables import Table
from desktop.views.text import Elided, Prose, label

_EMPTY = "ยังไม่เคยนำเข้ารายชื่อ เมื่อนำเข้าแล้ว ทุกครั้งจะอยู่ที่นี่ และย้อนกลับได้ทุกเมื่อ"
LIST, UNDOING, NOTHING = range(3)


class ImportHistoryScreen(Screen):
    """The list with one import's details below it; undoing one is a second page."""

    title = "ประวัติการนำเข้า"
    back_wanted = Signal()

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self._handle: TaskHandle | None = None
        self.model = imports_model(self)
        self.table = Table("การนำเข้าที่ผ่านมา", self)
        self.table.setModel(self.model)
        self.table.lay_out((150, 84, 96, 150, 96, 72, 72, 84, 76), stretch=0)
        self.table.setMinimumHeight(96)
        self.files_model = files_model(self)
        self.files = Table("ไฟล์ของการนำเข้านี้", self)
        self.files.setModel(self.files_model)
        self.files.lay_out((260, 90, 130), stretch=0)
        self._name = Elided("section")
        self._who = Elided("quiet")
        self._counts = Prose(kit.desk.words, "", "quiet")
        self.undo = button("ย้อนกลับการนำเข้านี้...", "primary")
        self.back = button("กลับไปนำเข้ารายชื่อ")
        self.undoing = UndoingStep(kit)
        self._stack = QStackedLayout()
        self._lay_out()
        self._connect()

    def arrive(self) -> None:
        """Read the imports again."""
        desk = self._kit.desk
        if self._handle is None:
            self._kit.read(self, lambda: import_history.imports(desk), self._show)

    def _lay_out(self) -> None:
        details = QWidget()
        details.setObjectName("page")
        details.setLayout(column(self._name, self._who, self._counts, self.files, None, gap=6))
        listed = QWidget()
        box = column(gap=12)
        box.addWidget(self.table, 1)
        box.addWidget(scrolled(details), 1)
        box.addLayout(row(self.back, None, self.undo))
        listed.setLayout(box)
        nothing = QWidget()
        words = Prose(self._kit.desk.words, _EMPTY, "quiet")
        nothing.setLayout(column(None, label("ยังไม่มีการนำเข้า", "section"), words, None))
        for one in (listed, self.undoing, nothing):
            self._stack.addWidget(one)
        box = column(label(self.title, "title"), self._stack, gap=12)
        box.setContentsMargins(EDGE, APART, EDGE, 12)
        self.setLayout(box)

    def _connect(self) -> None:
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._look())
        self.table.opened.connect(lambda _row: self.undo.click())
        self.undo.clicked.connect(self._prepare)
        self.back.clicked.connect(self.back_wanted)
        self.undoing.left.connect(self._leave)
        self.undoing.confirmed.connect(self._carry_out)
        self.undoing.stopped.connect(lambda: self._handle and self._handle.cancel())
        self._kit.hub.changed.connect(self._changed)
        leave = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(self._escape)

    def picked(self) -> ImportMade | None:
        """Return the import whose details are shown."""
        rows = self.table.picked()
        return self.model.at(rows[0]) if rows else None

    def _changed(self, _changes: Changes) -> None:
        if self.isVisible():
            self.arrive()

    def _show(self, found: tuple[ImportMade, ...]) -> None:
        self.model.show(found)
        if found and self.picked() is None:
            self.table.selectRow(0)
        self._look()
        if self._stack.currentIndex() != UNDOING:
            self._stack.setCurrentIndex(LIST if found else NOTHING)
            self.table.setFocus()

    def _look(self) -> None:
        made = self.picked()
        self.undo.setEnabled(made is not None and made.undone_at is None)
        if made is None:
            return
        self._name.say(f"{list_in_words(made.name, made.as_of)}   {state_words(made)}")
        self._who.say(f"นำเข้าเมื่อ {thai_datetime(made.at)} โดย {made.who}")
        self._counts.say(counts_in_words(made))
        self.files_model.show(made.files)
        rows = len(made.files) * self.files.verticalHeader().defaultSectionSize()
        self.files.setFixedHeight(rows + self.files.horizontalHeader().sizeHint().height() + 8)

    def _prepare(self) -> None:
        made = self.picked()
        if made is None or made.undone_at is not None or self._handle is not None:
            return
        desk, number = self._kit.desk, made.id
        self.undo.setEnabled(False)

        def job(report: Reporter) -> UndoPreview:
            return import_history.undo_preview(desk, number, report)

        def done(found: UndoPreview) -> None:
            self._stack.setCurrentIndex(UNDOING)
            self.undoing.show_preview(found)

        self._watch(self._kit.long(self, "ตรวจก่อนย้อนกลับ", job, done))

    def _carry_out(self, made: ImportMade, dropped: list[str]) -> None:
        if self._handle is not None:
            return
        desk = self._kit.desk

        def job(report: Reporter) -> Changes:
            return import_history.undo_import(desk, made.id, dropped, report)

        def done(_changes: Changes) -> None:
            self._stack.setCurrentIndex(LIST)

        self._watch(self._kit.long(self, f"ย้อนกลับ {made.name}", job, done))

    def _watch(self, handle: TaskHandle) -> None:
        self._handle = handle
        self.undoing.work(busy=True)
        handle.progressed.connect(self.undoing.tell)
        handle.finished.connect(self._ended)

    def _ended(self) -> None:
        self._handle = None
        self.undoing.work(busy=False)
        if self._stack.currentIndex() == UNDOING:
            self.undoing.begin()
        self.arrive()

    def _leave(self) -> None:
        if self._handle is None:
            self._stack.setCurrentIndex(LIST)
            self.table.setFocus()

    def _escape(self) -> None:
        if self._stack.currentIndex() == UNDOING:
            self._leave()
        else:
            self.back_wanted.emit()
