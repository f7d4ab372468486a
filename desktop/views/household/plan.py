"""The plan of three phases, typed in place."""

from dataclasses import replace

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from desktop.domain.changes import Changes
from desktop.domain.errors import StaleVersionError
from desktop.domain.records import Household, Plan, PlanItem
from desktop.domain.vocabulary import PHASE_LABEL, Dimension, Phase
from desktop.models import plan as columns
from desktop.models.plan import in_order, plan_model
from desktop.services import plans
from desktop.views.household.section import Part
from desktop.views.kit import Kit
from desktop.views.layouts import button, column, row
from desktop.views.tables import Grid
from desktop.views.text import Prose, restyle

_PAUSE = 700  # milliseconds after the last edit
_HELP = "เพิ่มมาตรการในระยะที่ต้องการ พิมพ์ชื่อมาตรการแล้วเลือกจากรายการ หรือพิมพ์เองก็ได้ โปรแกรมบันทึกให้เอง"


class PlanPart(Part):
    """One grid, grouped by phase. A save goes out when typing rests, one at a time."""

    name = "แผน 3 ระยะ"

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(kit, parent)
        self._plan: Plan | None = None
        self._sent: list[PlanItem | None] | None = None
        self._dirty = self._refused = False
        desk = kit.desk
        self._measures = {m.text: m for m in plans.measures(desk)}
        measures = tuple((text, text) for text in self._measures)
        agencies = tuple((name, name) for name in plans.agencies(desk))
        self.model = plan_model(measures, agencies, self)
        self.grid = Grid("แผน 3 ระยะ", self)
        self.grid.setModel(self.model)
        self.grid.lay_out((100, 226, 142, 158, 122, 96, 116), stretch=columns.MEASURE)
        self._says = Prose(desk.words, _HELP, "small")
        self.adders = {phase: button(f"เพิ่ม{PHASE_LABEL[phase]}") for phase in Phase}
        self.remove = button("ลบมาตรการ")
        self.setLayout(
            column(self.grid, self._says, row(*self.adders.values(), None, self.remove))
        )
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_PAUSE)
        self._rest.timeout.connect(self._save)
        self._connect()

    def show_household(self, household: Household) -> None:
        """Load the plan, unless something typed is still to be stored."""
        if self.is_other(household):
            self._plan, self._sent, self._dirty = None, None, False
            self.model.show(())
        super().show_household(household)
        if self._dirty or self._sent is not None:
            return
        desk = self.kit.desk
        self.kit.read(self, lambda: plans.load(desk, household.id), self._show)

    def leave(self) -> None:
        """Store at once what was typed."""
        if self._dirty:
            self._rest.stop()
            self._save()

    def busy(self) -> bool:
        """Whether the plan is still being stored; a refused one has been told of."""
        return self._sent is not None or (self._dirty and not self._refused)

    def _connect(self) -> None:
        for number, (phase, adder) in enumerate(self.adders.items(), start=1):
            adder.clicked.connect(lambda _on=False, p=phase: self._add(p))
            adder.setToolTip(f"Alt+{number}")
            shortcut = QShortcut(QKeySequence(f"Alt+{number}"), self)
            shortcut.activated.connect(lambda p=phase: self._add(p))
        self.remove.clicked.connect(self._remove)
        self.model.edited.connect(self._edited)
        self.model.rejected.connect(lambda why: self._say(why, bad=True))

    def _show(self, plan: Plan) -> None:
        mine = self.household is not None and self.household.id == plan.household_id
        if self._dirty or self._sent is not None or not mine:
            return
        self._plan = plan
        self.model.show(in_order(plan.items))

    def _add(self, phase: Phase) -> None:
        row = self.model.add(PlanItem(phase=phase, dimension=self._worst()))
        if self._sent is not None:
            self._sent.append(None)
        self.grid.type_in(row, columns.MEASURE)

    def _worst(self) -> Dimension:
        """Return the first dimension the household fails: most measures are for that one."""
        lists = self.household.assessments if self.household else ()
        failed = lists[0].failed if lists else 0
        return next((d for d in Dimension if failed & d.bit), Dimension.LIVING)

    def _edited(self, row: int, item: PlanItem) -> None:
        self._say(_HELP, bad=False)
        known = self._measures.get(item.measure)
        if known is not None and item.id is None and item.dimension is not known.dimension:
            self.model.setData(self.model.index(row, columns.DIMENSION), known.dimension)
        self._touch()

    def _remove(self) -> None:
        index = self.grid.currentIndex()
        if not index.isValid():
            return
        if self._sent is not None:
            del self._sent[index.row()]
        self.model.drop(index.row())
        self._touch()

    def _touch(self) -> None:
        self._dirty, self._refused = True, False
        self._rest.start()

    def _save(self) -> None:
        if self._sent is not None or self._plan is None:
            return  # the answer on its way sends the rest
        rows = self.model.rows()
        self._sent, self._dirty, self._refused = list(rows), False, False
        items = tuple(item for item in rows if item.measure)
        desk, plan = self.kit.desk, replace(self._plan, items=items)
        self.kit.write(self, lambda: plans.save(desk, plan), self._stored, self._failed)

    def _stored(self, plan: Plan) -> None:
        """Take ids and versions; what was typed meanwhile stays and goes out next."""
        sent, self._sent = self._sent or [], None
        self._plan = plan
        new = {_content(item): item for item in plan.items}
        rows = self.model.rows()
        for number, before in enumerate(sent):
            stored = new.get(_content(before)) if before is not None else None
            if stored is not None:
                rows[number] = replace(rows[number], id=stored.id, version=stored.version)
        self.model.show(rows)
        household = frozenset({plan.household_id})
        tables = frozenset({"plan", "plan_item"})
        self.kit.hub.tell(Changes("", "แก้ไขแผน", tables, household))
        if self._dirty:
            self._save()

    def _failed(self, error: BaseException) -> None:
        self._sent = None
        if isinstance(error, StaleVersionError):
            self._dirty = False
            if self.household is not None:
                self.show_household(self.household)
        else:
            self._dirty = self._refused = True  # what was typed stays on the screen

    def _say(self, words: str, *, bad: bool) -> None:
        restyle(self._says, "role", "danger" if bad else "small")
        self._says.say(words)


def _content(item: PlanItem) -> PlanItem:
    return replace(item, id=None, version=0)
