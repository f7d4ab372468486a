"""The offer above a logbook of an older version: carry its answers to the one in force."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from desktop.domain.records import Visit, VisitDraft
from desktop.domain.vocabulary import VisitState
from desktop.models.forms import missing_model
from desktop.services import carrying_on, logbooks
from desktop.services.carrying_on import CarriedOn
from desktop.views.kit import Kit
from desktop.views.layouts import APART, button, column, row
from desktop.views.tables import Table
from desktop.views.text import Prose

_ASK = (
    "สมุดพกนี้กรอกในแบบรุ่น {old} ขณะนี้ใช้รุ่น {new} กรอกต่อในรุ่นเดิมได้ "
    "หรือยกคำตอบไปเล่มใหม่ของรุ่น {new} เล่มเดิมไม่เปลี่ยน"
)
_MISSING = "เล่มใหม่จะยังขาด {count:,} รายการ เล่มเดิมและคำตอบเดิมยังอยู่ครบ"
_WHOLE = "ทุกคำตอบยกไปได้ครบ ไม่มีข้อใดขาด เล่มเดิมและคำตอบเดิมยังอยู่ครบ"


class CarryOffer(QFrame):
    """Hidden where there is nothing to offer. `carried` follows once the new logbook is stored."""

    carried = Signal(object)  # the Visit of the version in force

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self._visit: Visit | None = None
        self._found: CarriedOn | None = None
        self.setProperty("role", "card")
        self.says = Prose(kit.desk.words)
        self.model = missing_model(kit.desk.words.with_breaks, self)
        self.table = Table("สิ่งที่ยังขาดในแบบรุ่นใหม่", self)
        self.table.setModel(self.model)
        self.table.lay_out((150, 110, 190, 90), stretch=2)
        self.table.setMinimumHeight(72)
        self.table.setMaximumHeight(160)
        self.look = button("ดูว่าจะขาดอะไร...")
        self.take = button("ยกคำตอบไปเล่มใหม่", "primary")
        self.leave = button("กรอกเล่มเดิมต่อ")
        acts = row(self.look, None, self.leave, self.take)
        self.setLayout(column(self.says, self.table, acts, edge=APART))
        self.look.clicked.connect(self._look)
        self.take.clicked.connect(self._take)
        self.leave.clicked.connect(self.hide)
        self.hide()

    def offer(self, logbook: VisitDraft | None) -> None:
        """Offer to carry a stored draft of an older version on; all else hides this."""
        visit = logbook if isinstance(logbook, Visit) else None
        if visit is not None and visit.state != VisitState.DRAFT:
            visit = None
        self._visit, self._found = visit, None
        self.hide()
        if visit is not None:
            desk = self._kit.desk
            self._kit.read(
                self,
                lambda: (visit, carrying_on.newer_version(desk, visit)),
                self._offer,
            )

    def _offer(self, found: tuple[Visit, str]) -> None:
        visit, newest = found
        if visit is not self._visit or not newest:
            return
        self.says.say(_ASK.format(old=visit.form_version, new=newest))
        self._turn(looked=False)
        self.show()

    def _look(self) -> None:
        visit, desk = self._visit, self._kit.desk
        if visit is not None:
            self._kit.read(self, lambda: (visit, carrying_on.carry(desk, visit)), self._show)

    def _show(self, found: tuple[Visit, CarriedOn]) -> None:
        visit, self._found = found
        if visit is not self._visit:
            return
        missing = self._found.missing
        self.model.show(missing)
        self.says.say(_MISSING.format(count=len(missing)) if missing else _WHOLE)
        self._turn(looked=True)
        self.take.setFocus()

    def _turn(self, *, looked: bool) -> None:
        self.look.setVisible(not looked)
        self.take.setVisible(looked)
        self.table.setVisible(looked and bool(self._found and self._found.missing))

    def _take(self) -> None:
        found, desk = self._found, self._kit.desk
        self._found = None  # once only
        if found is not None:
            self._kit.write(self, lambda: logbooks.save(desk, found.draft), self._carried)

    def _carried(self, visit: Visit) -> None:
        self.hide()
        self.carried.emit(visit)
