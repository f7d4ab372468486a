"""One household on one page: head, sections at the left, the section in sight."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QListWidget, QStackedWidget, QWidget

from desktop.domain.changes import Changes
from desktop.domain.records import Household
from desktop.domain.vocabulary import CASE_STATE_LABEL, CaseState
from desktop.services import households
from desktop.views.addresses import address
from desktop.views.chips import DimensionIcons, LevelChip
from desktop.views.household.address import AddressPart
from desktop.views.household.aid import AidPart
from desktop.views.household.dimensions import DimensionsPart
from desktop.views.household.history import HistoryPart
from desktop.views.household.logbook import LogbookPart
from desktop.views.household.members import MembersPart
from desktop.views.household.papers.part import PapersPart
from desktop.views.household.plan import PlanPart
from desktop.views.household.section import Part
from desktop.views.household.visits import VisitsPart
from desktop.views.kit import Kit, Screen
from desktop.views.layouts import APART, EDGE, button, column, row
from desktop.views.text import Elided, Prose, label

_AGAIN = 30  # milliseconds until asking again whether everything typed is stored


class HouseholdScreen(Screen):
    """Esc goes back to the list; PgUp and PgDn go through the sections with Ctrl."""

    title = "ครัวเรือน"
    back_wanted = Signal()
    print_wanted = Signal(object)
    assign_wanted = Signal(object)

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self.household: Household | None = None
        self._wanted = 0
        self._beginning = False
        self._name = Elided("title")
        self._place = Elided("quiet")
        self._chip = LevelChip(kit.theme)
        self._icons = DimensionIcons(kit.theme)
        self._reason = Prose(kit.desk.words, "", "quiet")
        self._state = label("", "quiet")
        self.parts: tuple[Part, ...] = (
            MembersPart(kit),
            AddressPart(kit),
            DimensionsPart(kit),
            LogbookPart(kit),
            VisitsPart(kit),
            PlanPart(kit),
            AidPart(kit),
            PapersPart(kit),
            HistoryPart(kit),
        )
        self.sections = QListWidget()
        self.sections.setProperty("role", "sections")
        self.sections.setAccessibleName("ส่วนของครัวเรือน")
        self.sections.setFixedWidth(136)
        self._stack = QStackedWidget()
        for part in self.parts:
            self.sections.addItem(part.name)
            self._stack.addWidget(part)
        self._lay_out()
        self.sections.currentRowChanged.connect(self._turn)
        self.sections.clicked.connect(self._begin)
        self.sections.activated.connect(self._begin)
        self.sections.setCurrentRow(0)
        kit.hub.changed.connect(self._changed)

    def open(self, household_id: int) -> None:
        """Show another household; the section in sight stays."""
        self._leave()
        if any(part.busy() for part in self.parts):
            self._state.setText("กำลังรอบันทึก...")
            QTimer.singleShot(_AGAIN, self, lambda: self.open(household_id))
            return
        self._wanted, self._beginning = household_id, True
        self._load()

    def arrive(self) -> None:
        """Read again: something may have changed while out of sight."""
        if self._wanted:
            self._load()

    def show_section(self, number: int) -> None:
        """Turn to a section."""
        self.sections.setCurrentRow(number)

    def show_logbook(self, form: str) -> None:
        """Turn to the logbook of a form."""
        for number, part in enumerate(self.parts):
            if isinstance(part, LogbookPart):
                part.choose(form)
                self.show_section(number)

    def show_plan(self) -> None:
        """Turn to the plan."""
        self.show_section(next(n for n, p in enumerate(self.parts) if isinstance(p, PlanPart)))

    def _lay_out(self) -> None:
        back = button("กลับ", "plain", "กลับไปที่รายการ (Esc)")
        back.setIcon(self._kit.theme.icon("arrow-left"))
        back.clicked.connect(self._go_back)
        QShortcut(QKeySequence("Escape"), self).activated.connect(self._go_back)
        for keys, step in (("Ctrl+PgDown", 1), ("Ctrl+PgUp", -1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(lambda s=step: self._step(s))
        printing = button("พิมพ์แผ่นพับ", tip="Ctrl+P")
        assigning = button("มอบหมาย อพม.")
        printing.clicked.connect(lambda: self.print_wanted.emit([self._wanted]))
        assigning.clicked.connect(lambda: self.assign_wanted.emit([self._wanted]))
        QShortcut(QKeySequence("Ctrl+P"), self).activated.connect(printing.click)
        self._name.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        head = row(back, self._name, gap=12)
        head.addWidget(self._place, 1)
        head.addWidget(assigning)
        head.addWidget(printing)
        facts = row(self._chip, self._icons, gap=12)
        facts.addWidget(self._reason, 1)
        facts.addWidget(self._state)
        body = row(self.sections, gap=APART)
        body.addWidget(self._stack, 1)
        box = column(head, facts, gap=10)
        box.addLayout(body, 1)
        box.setContentsMargins(EDGE, APART, EDGE, 12)
        self.setLayout(box)

    def _load(self) -> None:
        desk, wanted = self._kit.desk, self._wanted
        self._kit.read(self, lambda: households.load(desk, wanted), self._show)

    def _show(self, household: Household) -> None:
        if household.id != self._wanted:
            return
        self.household = household
        head, case = household.head, household.case
        self._name.say(head.name if head else "(ไม่มีชื่อ)")
        self._place.say(address(household))
        self._chip.put(case)
        self._reason.say((case and case.level_reason) or "")
        latest = household.assessments[0] if household.assessments else None
        self._icons.put(latest.failed if latest else 0, latest.known if latest else 0)
        state = CASE_STATE_LABEL[case.state if case else CaseState.LISTED]
        who = case.volunteer_name if case and case.volunteer_name else "ยังไม่มอบหมาย"
        self._state.setText(f"{state} · {who}")
        current = self._stack.currentWidget()
        for part in self.parts:
            # The others load when they are turned to; a logbook has many fields.
            if part is current:
                part.show_household(household)
        if self._beginning:
            self._beginning = False
            self._begin()

    def _begin(self, *_index: object) -> None:
        self.parts[self.sections.currentRow()].begin()

    def _turn(self, number: int) -> None:
        old = self._stack.currentWidget()
        if isinstance(old, Part):
            old.leave()
        self._stack.setCurrentIndex(number)
        if self.household is not None:
            self.parts[number].show_household(self.household)

    def _step(self, by: int) -> None:
        goal = self.sections.currentRow() + by
        if 0 <= goal < self.sections.count():
            self.sections.setCurrentRow(goal)
            self._begin()

    def _leave(self) -> None:
        for part in self.parts:
            part.leave()

    def _go_back(self) -> None:
        self._leave()
        self.back_wanted.emit()

    def _changed(self, changes: Changes) -> None:
        mine = changes.everything or not changes.households or self._wanted in changes.households
        if mine and self.isVisible():
            self._load()
