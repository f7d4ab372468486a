"""What phones sent: looked at, decided one by one, then taken as drafts of logbooks."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QSplitter, QStackedLayout, QWidget

from desktop.domain.changes import Changes
from desktop.domain.progress import Reporter
from desktop.domain.submissions import UNDECIDED, Found, Preview, Sent, SentAnswer, Taken
from desktop.models.phones import phones_model
from desktop.services import submissions
from desktop.views.flow import Flow
from desktop.views.households.picker import HouseholdPicker
from desktop.views.kit import Kit, Screen
from desktop.views.layouts import APART, EDGE, button, column, row
from desktop.views.phones.details import Details
from desktop.views.phones.looking import Decisions, Looked, look
from desktop.views.tables import Table
from desktop.views.text import Prose, label, restyle

if TYPE_CHECKING:
    from desktop.tasks.runner import TaskHandle

T = TypeVar("T")
_FILES = "คำตอบจากโทรศัพท์ (*.zip *.xlsx *.csv *.xml)"
_EMPTY = (
    "เลือกไฟล์ที่ส่งออกจาก KoboToolbox (XLSX แบบ “XML values and headers”) หรือ ODK Central (CSV .zip) "
    "หลายไฟล์พร้อมกันได้ โปรแกรมจะบอกว่าแต่ละชุดเป็นของครัวเรือนใด ยังไม่มีอะไรเปลี่ยนจนกว่าจะกดรับ"
)
_SETTLED = ("known", "dismissed")


class PhonesScreen(Screen):
    """`logbook_wanted` carries a household's id and the form of its logbook.

    Decisions are queued: they last while the screen does, and are carried out by taking.
    """

    title = "คำตอบจากโทรศัพท์"
    back_wanted = Signal()
    logbook_wanted = Signal(int, str)

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self._handle: TaskHandle | None = None
        self._sent: tuple[Sent, ...] = ()
        self._decided = Decisions()
        self._looked = Looked(Preview(()), ())
        self.says = Prose(kit.desk.words, "", "quiet")
        self.model = phones_model(self)
        self.table = Table("ชุดคำตอบจากโทรศัพท์", self)
        self.table.setModel(self.model)
        self.table.lay_out((216, 230, 96, 90, 40, 110, 130, 144), stretch=1)
        self.settled = QCheckBox("แสดงชุดที่เคยรับหรือไม่รับแล้ว")
        self.details = Details(kit)
        self.files = button("เลือกไฟล์...", "primary", "ไฟล์ที่ส่งออกจาก KoboToolbox หรือ ODK Central")
        self._lists = QStackedLayout()
        self.back = button("กลับไปแบบฟอร์ม")
        self.open = button("เปิดสมุดพก", tip="ดูสมุดพกของครัวเรือนนี้ (Enter)")
        self.dismiss = button("ไม่รับ...", tip="บันทึกเหตุผลไว้ นำกลับมาพิจารณาได้")
        self.reconsider = button("นำกลับมาพิจารณา")
        self.household = button("เลือกครัวเรือน...", tip="บอกว่าชุดนี้เป็นของครัวเรือนใด")
        self.beside = button("เพิ่มเป็นอีกเล่ม", tip="สมุดพกเดิมของปีนี้ยังอยู่")
        self.cancel = button("ยกเลิกงานนี้")
        self.take = button("", "primary")
        self._lay_out()
        self._connect()
        self._stand()

    def arrive(self) -> None:
        """Look again at the files that were chosen and at what waits."""
        self._look()

    def picked(self) -> list[Found]:
        """Return the submissions that are picked."""
        return [self.model.at(row).found for row in self.table.picked()]

    def _lay_out(self) -> None:
        top = row(label(self.title, "title"), None, self.settled, self.files, gap=12)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(self.table)
        split.addWidget(self.details)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        acts = Flow(*(self.open, self.household, self.beside, self.dismiss, self.reconsider))
        listed, nothing = QWidget(), QWidget()
        listed.setLayout(column(split, acts, gap=12))
        words = Prose(self._kit.desk.words, _EMPTY, "quiet")
        nothing.setLayout(column(None, label("ยังไม่มีคำตอบจากโทรศัพท์", "section"), words, None))
        for one in (nothing, listed):
            self._lists.addWidget(one)
        foot = row(self.back, self.cancel, None, self.take)
        box = column(top, self.says, gap=12)
        box.addLayout(self._lists, 1)
        box.addLayout(foot)
        box.setContentsMargins(EDGE, APART, EDGE, 12)
        self.setLayout(box)

    def _connect(self) -> None:
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._picked())
        self.table.opened.connect(lambda _row: self.open.click())
        self.settled.toggled.connect(lambda _on: self._show(self._looked))
        self.files.clicked.connect(self._choose_files)
        self.back.clicked.connect(self.back_wanted)
        self.open.clicked.connect(self._open)
        self.dismiss.clicked.connect(self._dismiss)
        self.reconsider.clicked.connect(self._reconsider)
        self.household.clicked.connect(self._choose_household)
        self.beside.clicked.connect(self._turn_beside)
        self.take.clicked.connect(self._take)
        self.cancel.clicked.connect(lambda: self._handle and self._handle.cancel())
        self._kit.hub.changed.connect(self._changed)
        leave = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(self.back_wanted)

    def _changed(self, _changes: Changes) -> None:
        if self.isVisible():
            self._look()

    def _choose_files(self) -> None:
        self.read(self._kit.ask.open_files("เลือกไฟล์คำตอบจากโทรศัพท์", _FILES))

    def read(self, chosen: Sequence[Path]) -> None:
        """Read files, and look at what they hold."""

        def done(sent: tuple[Sent, ...]) -> None:
            self._sent = sent
            self._look()

        if chosen:
            self._watch(
                "อ่านคำตอบจากโทรศัพท์", lambda report: submissions.receive(chosen, report), done
            )

    def _look(self) -> None:
        desk, sent, decided = self._kit.desk, self._sent, self._decided

        def failed(_error: BaseException) -> None:
            # What can't be judged would be refused again each time.
            self._sent = ()

        self._watch("", lambda report: look(desk, sent, decided, report), self._show, failed)

    def _show(self, looked: Looked) -> None:
        self._looked = looked
        shown = [
            one
            for one in looked.lines
            if self.settled.isChecked() or one.found.kind not in _SETTLED
        ]
        kept = [one.sent.key for one in self.picked()]
        self.model.show(shown)
        self._lists.setCurrentIndex(1 if shown else 0)
        keys = [one.found.sent.key for one in shown]
        if shown and ([one.sent.key for one in self.picked()] != kept or not kept):
            self.table.selectRow(next((keys.index(key) for key in kept if key in keys), 0))
        self._picked()
        if self.isVisible() and (self.files.hasFocus() or not shown):
            (self.table if shown else self.files).setFocus()

    def _picked(self) -> None:
        """Show the first of what is picked."""
        desk, rows = self._kit.desk, self.table.picked()
        line = self.model.at(rows[0]) if rows else None

        def show(answers: tuple[SentAnswer, ...]) -> None:
            if line is not None and self.picked()[:1] == [line.found]:
                self.details.show_line(line, answers)

        self.details.setVisible(line is not None)
        if line is not None:
            found = line.found
            self._kit.read(self, lambda: submissions.answers(desk, found), show)
        self._stand()

    def _open(self) -> None:
        for one in self.picked()[:1]:
            if one.household_id is not None:
                self.logbook_wanted.emit(one.household_id, one.form)

    def _choose_household(self) -> None:
        (found,) = self.picked()
        box = HouseholdPicker(self._kit, "ชุดคำตอบนี้เป็นของครัวเรือนใด", self)

        def chosen(household: int) -> None:
            self._decided = self._decided.given(found, household)
            self._look()

        box.chosen.connect(chosen)
        box.finished.connect(box.deleteLater)
        box.open()

    def _turn_beside(self) -> None:
        self._decided = self._decided.turned(self.picked())
        self._look()

    def _dismiss(self) -> None:
        desk, chosen = self._kit.desk, self.picked()
        why = self._kit.ask.name("เพราะเหตุใดจึงไม่รับ", "", "ไม่รับ")
        if why:
            self._watch("", lambda _r: submissions.dismiss(desk, chosen, why), lambda _c: None)

    def _reconsider(self) -> None:
        desk, chosen = self._kit.desk, self.picked()
        self._watch("", lambda _r: submissions.reconsider(desk, chosen), lambda _c: None)

    def _take(self) -> None:
        desk, preview = self._kit.desk, self._looked.preview

        def done(taken: Taken) -> None:
            self.says.say(_outcome(taken))
            # What was taken stays in sight, to be opened and looked at one by one.
            self.settled.setChecked(True)
            self._kit.hub.tell(taken.changes)

        self._watch(
            "รับคำตอบจากโทรศัพท์", lambda report: submissions.take(desk, preview, report), done
        )

    def _watch(
        self,
        what: str,
        job: Callable[[Reporter], T],
        done: Callable[[T], object],
        failed: Callable[[BaseException], object] | None = None,
    ) -> None:
        """Do one thing at a time; what is asked for meanwhile is done after it."""
        if self._handle is not None:
            self._handle.finished.connect(lambda: self._watch(what, job, done, failed))
            return
        self._handle = self._kit.long(self, what, job, done, failed)
        self._handle.finished.connect(self._ended)
        self._stand()

    def _ended(self) -> None:
        self._handle = None
        self._stand()

    def _stand(self) -> None:
        """Offer what can be done with what is picked and with all of it."""
        busy, chosen = self._handle is not None, self.picked()
        kinds = {one.kind for one in chosen}
        decided = self._decided
        alone = chosen[0] if len(chosen) == 1 else None
        self.open.setEnabled(alone is not None and alone.household_id is not None)
        self.dismiss.setEnabled(not busy and bool(kinds) and kinds <= {"new", *UNDECIDED})
        self.reconsider.setVisible(kinds == {"dismissed"})
        self.household.setEnabled(
            not busy and alone is not None and (alone.kind == "unmatched" or decided.gave(alone))
        )
        besides = bool(chosen) and all(decided.is_beside(one) for one in chosen)
        self.beside.setText("ไม่เพิ่มเป็นอีกเล่ม" if besides else "เพิ่มเป็นอีกเล่ม")
        self.beside.setEnabled(not busy and (kinds == {"begun"} or besides))
        preview = self._looked.preview
        new, later = preview.count("new"), len(preview.of(*UNDECIDED))
        unkept = sum(one.arrived_at is None for one in preview.of(*UNDECIDED))
        more = f" พักอีก {later:,} ชุด" if new and unkept else ""
        self.take.setText(
            f"รับ {new:,} ชุดเป็นสมุดพกฉบับร่าง{more}" if new else f"พัก {unkept:,} ชุดไว้ตัดสินภายหลัง"
        )
        self.take.setVisible(bool(new or unkept))
        self.take.setEnabled(not busy)
        restyle(self.files, "role", "" if new or unkept else "primary")
        self.cancel.setVisible(busy)
        self.says.setVisible(bool(self.says.said()))


def _outcome(taken: Taken) -> str:
    """Return what was stored, in words."""
    said = f"เพิ่มสมุดพกฉบับร่าง {len(taken.visits):,} เล่ม รูป {taken.pictures:,} รูป"
    if taken.visits:
        said += " กด Enter เพื่อเปิดตรวจทีละเล่ม"
    if taken.aside:
        said += f" พักไว้รอตัดสิน {taken.aside:,} ชุด"
    for error in taken.refused:
        said += f"\nรูปที่รับไม่ได้ {error.where}: {error.message}"
    return said
