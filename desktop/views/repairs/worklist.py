"""Reasons at the left, the problems of one beside them, the picked one's whole row below."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop.domain.repairing import OpenProblem, ReasonCount
from desktop.models.repairs import REASON, SHEET, SUGGESTED, TYPED, USED, ProblemsModel
from desktop.services import repairs
from desktop.thai.citizen_id import without_ids
from desktop.views.filtering import Chip
from desktop.views.kit import Kit
from desktop.views.layouts import APART, column, row
from desktop.views.repairs.grid import RepairGrid
from desktop.views.repairs.groups import NARROW, ROOMY, Group, GroupList
from desktop.views.text import Elided

_PAUSE = 120  # milliseconds in which one moves on: no row is read for it


class Worklist(QWidget):
    """`turned` is sent when another reason is picked. `chip` picks it where there is no room."""

    turned = Signal()

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self._list: int | None = None
        self._reasons: tuple[ReasonCount, ...] = ()
        self.model = ProblemsModel(lambda ids: repairs.rows(kit.desk, ids), self._ask, self)
        self.grid = RepairGrid("ข้อมูลที่ต้องตรวจ", self)
        self.grid.setModel(self.model)
        self.grid.lay_out((100, 50, 136, 130, 150, 104, 180, 100), stretch=TYPED)
        self.groups = GroupList("เหตุผล", self)
        self.chip = Chip("เหตุผล", self.groups.choices, self)
        self._row = Elided("small")
        self._moving = QTimer(self)
        self._moving.setSingleShot(True)
        self._moving.setInterval(_PAUSE)
        inner = row(self.groups, gap=APART)
        inner.addLayout(column(self.grid, self._row), 1)
        self.setLayout(inner)
        self._connect()
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What stands in the line below gives way to what is typed."""
        super().resizeEvent(event)
        self._fit()

    def show_waiting(self, reasons: Sequence[ReasonCount], list_id: int | None) -> None:
        """Show what waits in a list, in all for None."""
        self._reasons, self._list = tuple(reasons), list_id
        self.groups.show_groups([Group(one.kind, one.kind, one.count) for one in reasons])
        self.search()

    def kind(self) -> str:
        """Return the reason that is picked, '' for all."""
        return str(self.groups.key() or "")

    def suggested(self) -> int:
        """Return how many problems of the picked reason have a suggestion."""
        return sum(one.suggested for one in self._reasons if self.kind() in ("", one.kind))

    def current(self) -> OpenProblem | None:
        """Return the problem one stands on."""
        index = self.grid.currentIndex()
        return self.model.record(index.row()) if index.isValid() else None

    def search(self) -> None:
        """Read which problems there are of the picked reason."""
        desk, asked = self._kit.desk, (self.kind(), self._list)

        def done(ids: list[int]) -> None:
            if asked == (self.kind(), self._list):
                self._show(ids)

        self._kit.read(self, lambda: repairs.find(desk, *asked), done)
        self.chip.show_choice(self.groups.key())
        self._fit()
        self.turned.emit()

    def _fit(self) -> None:
        narrow = self.width() < NARROW
        self.groups.setVisible(not narrow)
        self.chip.setVisible(narrow)
        self.grid.show_column(SHEET, not narrow)
        self.grid.show_column(SUGGESTED, bool(self.suggested()))
        self.grid.show_column(REASON, not narrow and not self.kind())
        self.grid.show_column(USED, self.width() >= ROOMY)

    def _connect(self) -> None:
        self.chip.picked.connect(self.groups.choose)
        self.groups.turned.connect(lambda _key: self.search())
        self.grid.suggestion_wanted.connect(self._suggest)
        self.grid.selectionModel().currentRowChanged.connect(lambda *_: self._moving.start())
        self.model.dataChanged.connect(lambda *_: self._moving.start())
        self._moving.timeout.connect(self._look)

    def _ask(
        self, job: Callable[[], list[OpenProblem]], done: Callable[[list[OpenProblem]], object]
    ) -> None:
        self._kit.read(self, job, done)

    def _show(self, ids: list[int]) -> None:
        before = self.grid.currentIndex().row()
        self.model.show_ids(ids)
        if ids and not self.grid.currentIndex().isValid():
            line = min(max(before, 0), len(ids) - 1)
            self.grid.setCurrentIndex(self.model.index(line, TYPED))
        self._moving.start()

    def _look(self) -> None:
        """Say the whole row that the picked problem stands in."""
        one, desk = self.current(), self._kit.desk
        if one is None:
            self._row.say("")
            return

        def done(cells: tuple[tuple[str, str], ...]) -> None:
            if self.current() == one:
                words = "   ·   ".join(f"{name}: {without_ids(text)}" for name, text in cells)
                self._row.say(words or one.problem.reason)

        self._kit.read(self, lambda: repairs.whole_row(desk, one.id), done)

    def _suggest(self) -> None:
        index = self.grid.currentIndex()
        if index.isValid() and self.model.take_suggestion(index.row()):
            self.grid.go_down()
