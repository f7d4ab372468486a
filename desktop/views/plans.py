"""Every plan's open items: what is due, what is late, at whose house."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStackedLayout, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.domain.changes import Changes
from desktop.domain.records import DueItem
from desktop.domain.vocabulary import PHASE_LABEL, Phase
from desktop.models import due as columns
from desktop.models.due import due_model, is_overdue, sum_of
from desktop.models.roles import OVERDUE_ROLE, TEXTS
from desktop.services import plans
from desktop.views.delegates import Index, draw_ground, rect_of
from desktop.views.filtering import Chip, Choice
from desktop.views.kit import Kit, Screen
from desktop.views.layouts import APART, EDGE, button, column, row
from desktop.views.tables import Table
from desktop.views.text import Prose, label
from desktop.views.theme import Theme

_EMPTY = (
    "ยังไม่มีมาตรการที่รอดำเนินการในปีงบประมาณนี้ เปิดครัวเรือนแล้วเพิ่มมาตรการในส่วน “แผน 3 ระยะ” "
    "รายการที่ยังไม่เสร็จของทุกครัวเรือนจะอยู่ที่นี่ เรียงตามกำหนด"
)
_NO_AGENCY = "-"


class OverdueDelegate(QStyledItemDelegate):
    """What is late is said in words, and in another colour."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._table = parent

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the ground as the style does, then the words: the style sheet has no say here."""
        if not index.data(OVERDUE_ROLE):
            super().paint(painter, option, index)
            return
        draw_ground(option, index, painter)
        painter.save()
        painter.setPen(QColor(self._theme.palette.danger))
        painter.setFont(self._table.font())
        room = rect_of(option).adjusted(8, 0, -6, 0)
        words = painter.fontMetrics().elidedText(
            index.data(), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, TEXTS, words)
        painter.restore()


class PlansScreen(Screen):
    """Enter opens the plan of the household."""

    title = "แผน-ติดตาม"
    plan_wanted = Signal(int)

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self._items: tuple[DueItem, ...] = ()
        self._phase: Phase | None = None
        self._agency: str | None = None
        self._late: bool | None = None
        self.model = due_model(kit.desk.today, self)
        self.table = Table("มาตรการที่รอดำเนินการ", self)
        self.table.setModel(self.model)
        self.table.lay_out((168, 150, 92, 150, 112, 130, 76, 92, 122), stretch=columns.MEASURE)
        late = OverdueDelegate(kit.theme, self.table)
        for number in (columns.DUE, columns.STATE):
            self.table.setItemDelegateForColumn(number, late)
        self.phase = Chip("ระยะ", lambda: tuple(PHASE_LABEL.items()), self)
        self.agency = Chip("หน่วยงาน", self._agencies, self)
        self.late = Chip("กำหนด", lambda: ((True, "เลยกำหนด"),), self)
        self.all = button("ล้างตัวกรอง", "link")
        self.says = label("", "quiet")
        self._lay_out()
        self._connect()

    def arrive(self) -> None:
        """Read the plans again."""
        desk = self._kit.desk
        self._kit.read(self, lambda: plans.due(desk), self._take)

    def only(
        self, phase: Phase | None = None, agency: str | None = None, late: bool | None = None
    ) -> None:
        """Show the items of one phase, one agency, or the late ones."""
        self._phase, self._agency, self._late = phase, agency, late
        self._show()

    def _lay_out(self) -> None:
        nothing = QWidget()
        words = Prose(self._kit.desk.words, _EMPTY, "quiet")
        nothing.setLayout(column(None, label("ไม่มีรายการ", "section"), words, None))
        self._stack = QStackedLayout()
        self._stack.addWidget(self.table)
        self._stack.addWidget(nothing)
        chips = (self.phase, self.agency, self.late, self.all)
        head = row(label(self.title, "title"), APART, *chips, None)
        foot = row(self.says, None, label("Enter เปิดแผนของครัวเรือน", "small"))
        box = column(head, self._stack, foot, gap=12)
        box.setContentsMargins(EDGE, APART, EDGE, 12)
        self.setLayout(box)

    def _connect(self) -> None:
        self.phase.picked.connect(lambda v: self.only(v, self._agency, self._late))
        self.agency.picked.connect(lambda v: self.only(self._phase, v, self._late))
        self.late.picked.connect(lambda v: self.only(self._phase, self._agency, v))
        self.all.clicked.connect(lambda: self.only())
        self.table.opened.connect(
            lambda line: self.plan_wanted.emit(self.model.at(line).household_id)
        )
        self._kit.hub.changed.connect(self._changed)

    def _changed(self, _changes: Changes) -> None:
        if self.isVisible():
            self.arrive()

    def _take(self, items: tuple[DueItem, ...]) -> None:
        self._items = items
        self._show()

    def _show(self) -> None:
        today = self._kit.desk.today
        shown = [one for one in self._items if self._keeps(one)]
        self.model.show(shown)
        if shown and not self.table.currentIndex().isValid():
            self.table.selectRow(0)
        self._stack.setCurrentIndex(0 if shown else 1)
        late = sum(is_overdue(one, today) for one in shown)
        self.says.setText(
            f"{len(shown):,} รายการ   เลยกำหนด {late:,}   งบประมาณรวม {sum_of(shown)} บาท"
        )
        self.phase.show_choice(self._phase)
        self.agency.show_choice(self._agency)
        self.late.show_choice(self._late)
        self.all.setVisible((self._phase, self._agency, self._late) != (None, None, None))

    def _keeps(self, one: DueItem) -> bool:
        return (
            (self._phase is None or one.item.phase is self._phase)
            and (self._agency is None or (one.item.agency or _NO_AGENCY) == self._agency)
            and (self._late is None or is_overdue(one, self._kit.desk.today))
        )

    def _agencies(self) -> tuple[Choice, ...]:
        named = sorted({one.item.agency for one in self._items if one.item.agency})
        return (*((name, name) for name in named), (_NO_AGENCY, "ยังไม่ระบุหน่วยงาน"))
