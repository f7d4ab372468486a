"""Before an import is taken back: what people did since, with a tick for what is kept."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop.domain.taking_back import ImportMade
from desktop.models.imports import EditsModel
from desktop.services.import_history import UndoPreview, list_words
from desktop.services.overview import list_in_words
from desktop.views.kit import Kit
from desktop.views.layouts import button, column, row
from desktop.views.tables import Table
from desktop.views.text import Elided, Prose

_WHAT = "ข้อมูลของการนำเข้านี้จะถูกนำออก และข้อมูลเดิมกลับมา ชื่อไฟล์และจำนวนยังอยู่ในประวัติ "
_NONE = "ไม่มีผู้ใดแก้ไขข้อมูลเหล่านี้หลังการนำเข้า"
_SOME = "สิ่งที่มีผู้แก้ไขหลังจากนั้นจะเก็บไว้ทั้งหมด ถ้าไม่ต้องการเก็บรายการใด ให้เอาเครื่องหมายออก (Space)"


class TickTable(Table):
    """Space turns the ticks of the picked lines over, wherever in the line one stands."""

    def __init__(self, name: str, model: EditsModel, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._edits = model
        self.setModel(model)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn, or do as any table."""
        if event.key() == Qt.Key.Key_Space:
            self._edits.turn(self.picked())
            return
        super().keyPressEvent(event)


class UndoingStep(QWidget):
    """Says what will go, what stays, and does nothing before it is told to."""

    confirmed = Signal(ImportMade, list)
    left = Signal()
    stopped = Signal()

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self._made: ImportMade | None = None
        self._name = Elided("section")
        self._says = Prose(kit.desk.words, "", "quiet")
        self._lists = Prose(kit.desk.words, "", "quiet")
        self.model = EditsModel(self)
        self.table = TickTable("สิ่งที่แก้ไขหลังการนำเข้า", self.model, self)
        self.table.lay_out((64, 150, 170, 110, 110, 100, 150), stretch=2)
        self.keep = button("เก็บทั้งหมด")
        self.drop = button("ไม่เก็บเลย")
        self._count = Elided("small")
        self.leave = button("ไม่ย้อนกลับ")
        self.stop = button("ยกเลิกงานนี้")
        self.go = button("ย้อนกลับการนำเข้า", "primary")
        self._rest = QWidget()
        foot = row(self.leave, self.keep, self.drop, self.stop)
        foot.addWidget(self._count, 1)
        foot.addWidget(self.go)
        self.setLayout(
            column(
                *(self._name, self._says, self._lists, self.table, self._rest),
                foot,
                gap=8,
            )
        )
        self._connect()
        self.work(busy=False)

    def show_preview(self, found: UndoPreview) -> None:
        """Show what stands in the way of taking this import back."""
        self._made = found.made
        self._name.say(f"ย้อนกลับ {list_in_words(found.made.name, found.made.as_of)}")
        self._says.say(_WHAT + (_SOME if found.edits else _NONE))
        self._lists.say("\n".join(list_words(one) for one in found.lists))
        self._lists.setVisible(bool(found.lists))
        self.model.show(found.edits)
        self.table.setVisible(bool(found.edits))
        self._rest.setVisible(not found.edits)
        self._tell_count()
        if found.edits:
            self.table.selectRow(0)

    def begin(self) -> None:
        """Stand in what is to be looked through, or at the button where there is nothing."""
        (self.table if self.model.rowCount() else self.go).setFocus()

    def work(self, *, busy: bool) -> None:
        """Rest while the work is done; it can be stopped."""
        for part in (self.table, self.keep, self.drop, self.leave, self.go):
            part.setEnabled(not busy)
        self.stop.setVisible(busy)
        for part in (self.keep, self.drop):
            part.setVisible(not busy and bool(self.model.rowCount()))
        if not busy:
            self._tell_count()

    def tell(self, done: int, total: int, what: str) -> None:
        """Show how far the work is."""
        self._count.say(f"{what} {done:,} จาก {total:,}" if total else what)

    def _connect(self) -> None:
        self.model.ticked.connect(self._tell_count)
        self.keep.clicked.connect(lambda: self.model.keep_all(kept=True))
        self.drop.clicked.connect(lambda: self.model.keep_all(kept=False))
        self.leave.clicked.connect(self.left)
        self.stop.clicked.connect(self.stopped)
        self.go.clicked.connect(self._confirm)

    def _tell_count(self) -> None:
        lost = len(self.model.dropped())
        kept = self.model.rowCount() - lost
        some = f"เก็บไว้ {kept:,} รายการ   ไม่เก็บ {lost:,} รายการ"
        self._count.say(some if kept or lost else "")

    def _confirm(self) -> None:
        dropped = self.model.dropped()
        if self._made is None:
            return
        if dropped and not self._kit.ask.confirm(
            f"ทิ้งสิ่งที่แก้ไขหลังการนำเข้า {len(dropped):,} รายการหรือไม่",
            "สิ่งที่ไม่เก็บจะหายไปพร้อมการนำเข้านี้ และย้อนคืนไม่ได้",
            "ย้อนกลับและทิ้งรายการเหล่านี้",
        ):
            return
        self.confirmed.emit(self._made, dropped)
