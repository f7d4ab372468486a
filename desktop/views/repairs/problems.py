"""What imports could not read: typed anew in place, or put right in the list's workbook."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedLayout, QWidget

from desktop.domain.changes import Changes
from desktop.domain.progress import Reporter
from desktop.domain.repairing import Fix, ReasonCount
from desktop.services import repairs
from desktop.services.overview import list_in_words
from desktop.services.repairs import RepairOutcome, WaitingList
from desktop.views.filtering import Chip
from desktop.views.kit import Kit
from desktop.views.layouts import button, column, row
from desktop.views.repairs.workbook import WorkbookWay
from desktop.views.repairs.worklist import Worklist
from desktop.views.text import Elided, Prose, label

_EMPTY = (
    "ไม่มีข้อมูลที่ต้องตรวจ ค่าที่โปรแกรมอ่านไม่ได้ตอนนำเข้ารายชื่อจะมารออยู่ที่นี่ "
    "แก้ในตารางได้ทันที หรือแก้ในไฟล์ Excel แล้วนำเข้าใหม่"
)
_HINT = "Enter พิมพ์แล้วลงแถวถัดไป   F4 ใช้ค่าที่แนะนำ   Delete ไม่ต้องแก้   Ctrl+S บันทึก"
Found = tuple[tuple[WaitingList, ...], tuple[ReasonCount, ...]]


class ProblemsPart(QWidget):
    """What is typed is stored together, as one import that can be undone."""

    counted = Signal()

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self._list: int | None = None
        self._lists: tuple[WaitingList, ...] = ()
        self._busy = False
        self.work = Worklist(kit, self)
        self.lists = Chip("รายชื่อ", self._choices, self)
        self.excel = WorkbookWay(kit, self._watch, self)
        self.suggest = button("", tip="ใช้ค่าที่แนะนำทุกแถวของเหตุผลที่เลือก")
        self.dismiss = button("ไม่ต้องแก้", tip="ค่านี้ถูกต้องแล้ว (Delete  ทุกแถวที่เห็น Shift+Delete)")
        self.save = button("", "primary")
        self.says = Elided("quiet")
        self._lay_out()
        self._connect()
        self._rest()

    def arrive(self) -> None:
        """Read what waits again."""
        desk, chosen = self._kit.desk, self._list

        def job() -> Found:
            return repairs.lists(desk), repairs.reasons(desk, chosen)

        self._kit.read(self, job, self._take)

    def stand(self) -> None:
        """Take the keyboard to what is to be typed."""
        self.work.grid.setFocus()

    def count(self) -> int:
        """Return how many wait in all lists."""
        return sum(one.count for one in self._lists)

    def unsaved(self) -> int:
        """Return how many values were typed and not stored yet."""
        return len(self.work.model.typed())

    def _lay_out(self) -> None:
        nothing = QWidget()
        words = Prose(self._kit.desk.words, _EMPTY, "quiet")
        nothing.setLayout(column(None, label("ตรวจครบแล้ว", "section"), words, None))
        head = row(self.lists, self.work.chip)
        head.addWidget(self.says, 1)
        head.addWidget(self.excel)
        hint = Elided("small")
        hint.say(_HINT)
        foot = row()
        foot.addWidget(hint, 1)
        for one in (self.dismiss, self.suggest, self.save):
            foot.addWidget(one)
        work = QWidget()
        box = column(head, gap=12)
        box.addWidget(self.work, 1)
        box.addLayout(foot)
        work.setLayout(box)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(work)
        self._stack.addWidget(nothing)

    def _connect(self) -> None:
        self.lists.picked.connect(self._choose)
        self.work.turned.connect(self._rest)
        self.work.grid.dismissal_wanted.connect(
            lambda whole: self._dismiss_all() if whole else self._dismiss()
        )
        self.work.model.typed_changed.connect(lambda _count: self._rest())
        self.excel.told.connect(self.says.say)
        self.excel.stored.connect(self._announce)
        self.suggest.clicked.connect(self._suggest_all)
        self.dismiss.clicked.connect(self._dismiss)
        self.save.clicked.connect(self._save)
        store = QShortcut(QKeySequence(QKeySequence.StandardKey.Save), self)
        store.activated.connect(self.save.click)

    def _take(self, found: Found) -> None:
        self._lists, reasons = found
        if self._list is not None and self._list not in {one.id for one in self._lists}:
            self._choose(None)
            return
        self.counted.emit()
        self._stack.setCurrentIndex(0 if self._lists or self.unsaved() else 1)
        self.lists.setVisible(len(self._lists) > 1)
        self.lists.show_choice(self._list)
        self.excel.list_id = self._list or next((one.id for one in self._lists), 0)
        self.work.show_waiting(reasons, self._list)

    def _choose(self, list_id: int | None) -> None:
        self._list = list_id
        self.arrive()

    def _choices(self) -> tuple[tuple[object, str], ...]:
        return tuple((one.id, list_in_words(one.name, one.as_of)) for one in self._lists)

    def _dismiss(self) -> None:
        one = self.work.current()
        if one is not None:
            self._leave_as_is([one.id])

    def _dismiss_all(self) -> None:
        ids = self.work.model.ids()
        if ids and self._kit.ask.confirm(
            f"ไม่ต้องแก้ทั้ง {len(ids):,} รายการหรือไม่",
            "ทุกรายการในตารางนี้จะถูกถือว่าตรวจแล้วและคงค่าไว้ตามเดิม ย้อนกลับได้ด้วย Ctrl+Z",
            "ไม่ต้องแก้",
        ):
            self._leave_as_is(ids)

    def _leave_as_is(self, ids: Sequence[int]) -> None:
        desk = self._kit.desk
        if not self._busy:
            self.work.model.drop(set(ids))
            self._kit.write(
                self, lambda: repairs.dismiss(desk, ids), None, lambda _error: self.arrive()
            )

    def _save(self) -> None:
        typed, desk = self.work.model.typed(), self._kit.desk
        fixes = [Fix(number, text) for number, text in typed.items()]

        def done(outcome: RepairOutcome) -> None:
            self.work.model.forget_typed(typed)
            self._tell(outcome)

        if fixes:
            self._watch("แก้ไขข้อมูลที่ต้องตรวจ", lambda r: repairs.repair(desk, fixes, r), done)

    def _suggest_all(self) -> None:
        desk, kind, chosen = self._kit.desk, self.work.kind(), self._list

        def job(report: Reporter) -> RepairOutcome:
            return repairs.take_suggestions(desk, kind, chosen, report)

        self._watch("ใช้ค่าที่แนะนำ", job, self._tell)

    def _tell(self, outcome: RepairOutcome) -> None:
        parts = (
            ("แก้แล้ว", outcome.repaired),
            ("ยังอ่านไม่ได้", len(outcome.still_open)),
            ("ค่าเหมือนเดิม", outcome.unchanged),
        )
        self.says.say("   ".join(f"{words} {count:,} รายการ" for words, count in parts if count))
        self._announce()

    def _announce(self) -> None:
        self._kit.hub.tell(Changes(label="แก้ไขข้อมูลที่ต้องตรวจ", everything=True))

    def _watch(
        self, what: str, job: Callable[[Reporter], object], done: Callable[..., object]
    ) -> None:
        """Do one thing at a time; meanwhile the buttons rest."""
        if self._busy:
            return
        self._busy = True
        self._rest()
        self._kit.long(self, what, job, done).finished.connect(self._ended)

    def _ended(self) -> None:
        self._busy = False
        self._rest()

    def _rest(self) -> None:
        typed, suggested, idle = self.unsaved(), self.work.suggested(), not self._busy
        self.save.setText(f"บันทึกที่แก้ {typed:,} รายการ" if typed else "บันทึกที่แก้")
        self.save.setEnabled(idle and bool(typed))
        self.suggest.setText(f"ใช้ค่าที่แนะนำทั้ง {suggested:,} แถว")
        self.suggest.setVisible(bool(suggested))
        for one in (self.excel, self.suggest, self.dismiss):
            one.setEnabled(idle)
