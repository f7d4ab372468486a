"""Deciding what of the old form is what of the new one, by keyboard or in Excel."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from desktop.domain.crosswalk import Decision
from desktop.domain.pairing import pairings, settled, with_pairings
from desktop.domain.versions import LoadedForm
from desktop.models.forms import BECOMES, pairings_model
from desktop.services import form_changes, publishing
from desktop.views.delegates import CellDelegate
from desktop.views.forms.versions import WORKBOOKS
from desktop.views.forms.watching import Watch
from desktop.views.keys import digit_of
from desktop.views.kit import Kit
from desktop.views.layouts import button, column, row
from desktop.views.tables import Table
from desktop.views.text import Elided, Prose, label

_KEYS: dict[str, Decision] = {"1": "yes", "2": "no", "3": "ask"}
_WHAT = (
    "ที่ตัดสินว่าเหมือนกัน คำตอบเดิมนับรวมเป็นข้อเดียวกันในรายงานและยกไปแบบใหม่ได้ ที่ยังไม่ตัดสินจะไม่ถูกยกไป "
    "คำตอบเดิมไม่ถูกแก้ไข กด Enter ที่คำตอบเดิมเพื่อเลือกคำตอบใหม่ที่ใช้แทน"
)
_NONE = "ทุกข้อที่ถามต่อเทียบกับข้อเดิมได้แน่นอน ไม่มีอะไรต้องตัดสิน"


class PairingTable(Table):
    """1 the same, 2 not the same, 3 later; Enter chooses what an old answer becomes."""

    decided = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Decide by the key's place, whatever the keyboard's language."""
        decision = _KEYS.get(digit_of(event))
        if decision is not None:
            self.decided.emit(decision)
            return
        super().keyPressEvent(event)


class PairingPage(QWidget):
    """What waits for a decision stands first; it can be decided in Excel too."""

    def __init__(
        self,
        kit: Kit,
        watch: Watch,
        open_file: Callable[[Path], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._kit, self._watch, self._open_file = kit, watch, open_file
        self._book: Path | None = None
        self._loaded: LoadedForm | None = None
        self.model = pairings_model(kit.desk.words.with_breaks, self)
        self.table = PairingTable("ของเดิมกับของใหม่ เหมือนกันหรือไม่", self)
        self.table.setModel(self.model)
        self.table.setItemDelegate(CellDelegate(self.table))
        self.table.lay_out((104, 204, 204, 130), stretch=3)
        self.table.wrap_rows()
        self.yes = button("1 ใช่ เหมือนกัน")
        self.no = button("2 ไม่ใช่")
        self.later = button("3 ไว้ก่อน")
        self.book = button("ตัดสินใน Excel", "plain", "เขียนตารางเทียบเป็นไฟล์ Excel แล้วเปิด")
        self.read = button("อ่านไฟล์ที่ตัดสินแล้ว...", "plain")
        self.says = Elided("small")
        some, nothing = QWidget(), QWidget()
        acts = row(self.yes, self.no, self.later)
        acts.addWidget(self.says, 1)
        acts.addWidget(self.book)
        acts.addWidget(self.read)
        words = Prose(kit.desk.words, _WHAT, "quiet")
        some.setLayout(column(words, acts, self.table, gap=12))
        none = Prose(kit.desk.words, _NONE, "quiet")
        nothing.setLayout(column(None, label("ไม่ต้องเทียบ", "section"), none, None))
        self._stack = QStackedLayout(self)
        for one in (some, nothing):
            self._stack.addWidget(one)
        self._connect()

    def show_loaded(self, loaded: LoadedForm) -> None:
        """Show what may be decided of a form."""
        self._loaded = loaded
        self.model.show(pairings(loaded))
        self._stack.setCurrentIndex(0 if self.model.rowCount() else 1)
        if self.model.rowCount():
            self.table.selectRow(0)
        self._say()

    def decided(self) -> LoadedForm | None:
        """Return the form with its crosswalk as it is decided now."""
        return with_pairings(self._loaded, self.model.rows()) if self._loaded else None

    def stand(self) -> bool:
        """Take the keyboard to what is to be decided; return whether there is anything."""
        self.table.setFocus()
        return bool(self.model.rowCount())

    def waiting(self) -> int:
        """Return how many wait for a decision."""
        return sum(one.link.decision == "ask" for one in self.model.rows())

    def _connect(self) -> None:
        self.table.decided.connect(self._decide)
        self.table.opened.connect(self._choose)
        self.model.edited.connect(lambda *_: self._say())
        self.book.clicked.connect(self._to_excel)
        self.read.clicked.connect(self._from_excel)
        for one, decision in ((self.yes, "yes"), (self.no, "no"), (self.later, "ask")):
            one.clicked.connect(lambda _checked=False, d=decision: self._decide(d))

    def _decide(self, decision: Decision) -> None:
        picked = self.table.picked()
        rows = tuple(self.model.rows())
        for at in picked:
            rows = settled(rows, at, decision)
        self.model.show(rows)
        if len(picked) == 1 and picked[0] + 1 < len(rows):
            self.table.selectRow(picked[0] + 1)
        self._say()

    def _choose(self, at: int) -> None:
        """Open what an old answer may become."""
        if self.model.at(at).choices:
            index = self.model.index(at, BECOMES)
            self.table.setCurrentIndex(index)
            self.table.edit(index)

    def _say(self) -> None:
        waiting = self.waiting()
        self.says.say(f"ยังไม่ตัดสิน {waiting:,}" if waiting else "ตัดสินครบแล้ว")

    def _to_excel(self) -> None:
        desk, loaded = self._kit.desk, self.decided()
        if loaded is None:
            return

        def done(path: Path) -> None:
            self._book = path
            self.says.say("ตัดสินในช่อง decision ของไฟล์ที่เปิด บันทึก แล้วกด “อ่านไฟล์ที่ตัดสินแล้ว”")
            self._open_file(path)

        job = form_changes.crosswalk_to_edit
        self._watch("เขียนตารางเทียบ", lambda _report: job(desk, loaded), done)

    def _from_excel(self) -> None:
        loaded, path = self._loaded, self._book
        if loaded is None:
            return
        if path is None or not path.exists():
            chosen = self._kit.ask.open_files("เลือกตารางเทียบที่ตัดสินแล้ว", WORKBOOKS)
            if not chosen:
                return
            path = chosen[0]
        book = path
        job = publishing.with_crosswalk
        self._watch("อ่านตารางเทียบ", lambda _report: job(loaded, book), self.show_loaded)
