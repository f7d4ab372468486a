"""The reviewed difference: what the list changes, class by class, each fact to be decided."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QStackedWidget, QToolButton, QWidget

from desktop.domain.listing import Problem
from desktop.domain.review import AS_USUAL, Decisions, ImportOutcome, Kind
from desktop.models.differences import (
    Proposal,
    decisions_of,
    differences_model,
    missing_model,
    proposals,
)
from desktop.models.problems import SUGGESTION, problems_model
from desktop.views.keys import digit_of
from desktop.views.layouts import button, column, row
from desktop.views.tables import Table
from desktop.views.text import label, restyle

ASKED = (Kind.EDITED, Kind.OLDER)
# What each chip shows: its words, and the kinds of differences behind it.
_CLASSES: tuple[tuple[str, tuple[Kind, ...]], ...] = (
    ("ต้องตัดสินใจ", ASKED),
    ("เปลี่ยนแปลง", (Kind.CHANGED,)),
    ("ย้ายบ้าน", (Kind.MOVED,)),
)
_GONE, _BACK, _PROBLEMS = "หายไปจากรายชื่อ", "กลับมามีชื่อ", "ข้อมูลที่ต้องตรวจ"


class DecisionTable(Table):
    """Rows to decide: 1 takes the list's word, 2 keeps what is stored; then comes the next."""

    decided = Signal(bool)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Decide by the key's place, whatever the keyboard's language."""
        digit = digit_of(event)
        if digit in ("1", "2"):
            self.decided.emit(digit == "1")
            return
        super().keyPressEvent(event)


class ReviewPart(QWidget):
    """Chips with counts; below them the table of the chosen one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._all: list[Proposal] = []
        self._outcome = ImportOutcome.nothing()
        self._open = True
        self._chips: dict[str, QToolButton] = {}
        self._group = QButtonGroup(self)
        names = [*(words for words, _ in _CLASSES), _GONE, _BACK, _PROBLEMS]
        for words in names:
            chip = QToolButton(self)
            chip.setProperty("role", "chip")
            chip.setCheckable(True)
            self._group.addButton(chip)
            self._chips[words] = chip
            chip.clicked.connect(lambda _checked=False, words=words: self.turn(words))
        self.shown = ""
        self.model = differences_model(self)
        self.table = DecisionTable("สิ่งที่รายชื่อบอกต่างจากที่เก็บไว้", self)
        self.table.setModel(self.model)
        self.table.lay_out((110, 210, 130, 180, 180, 170, 60), stretch=4)
        self.take = button("1 ใช้ค่าใหม่")
        self.keep = button("2 คงค่าเดิม")
        self._hint = label("", "small")
        self.acts = QWidget()
        self.acts.setLayout(row(self.take, self.keep, self._hint, None))
        self.missing = missing_model(self)
        self.absent = Table("ผู้ที่หายไปหรือกลับมา", self)
        self.absent.setModel(self.missing)
        self.absent.lay_out((90, 240, 320, 160), stretch=2)
        self.problems = problems_model(self)
        self.faults = Table("ข้อมูลที่ต้องตรวจ", self)
        self.faults.setModel(self.problems)
        self.faults.lay_out((120, 60, 150, 160, 260, 170, 90), stretch=4)
        self._pages = QStackedWidget()
        decide = QWidget()
        decide.setLayout(column(self.acts, self.table))
        for page in (decide, self.absent, self.faults):
            self._pages.addWidget(page)
        self._pages.setMinimumHeight(220)
        self.setLayout(column(row(*self._chips.values(), None), self._pages))
        self.table.decided.connect(self._decide)
        self.take.clicked.connect(lambda: self._decide(True))
        self.keep.clicked.connect(lambda: self._decide(False))

    def show_outcome(self, outcome: ImportOutcome, *, stored: bool) -> None:
        """Show what would change (to be decided), or what did."""
        self._outcome = outcome
        self._open = not stored
        # What was done follows what was decided when it was looked through.
        made = self.decisions() if stored else AS_USUAL
        self._all = proposals(outcome.differences, made)
        counts = {
            **{w: sum(outcome.counts.get(k, 0) for k in kinds) for w, kinds in _CLASSES},
            _GONE: sum(outcome.gone),
            _BACK: sum(outcome.back),
            _PROBLEMS: len(outcome.problems),
        }
        for words, chip in self._chips.items():
            chip.setText(f"{words} {counts[words]:,}")
            chip.setVisible(bool(counts[words]))
        first = next((words for words, count in counts.items() if count), "")
        self._pages.setVisible(bool(first))
        if first:
            self.turn(first)

    def decisions(self) -> Decisions:
        """Return what was decided otherwise than usual."""
        return decisions_of(self._all)

    def turn(self, words: str) -> None:
        """Show one class."""
        self.shown = words
        for name, chip in self._chips.items():
            chip.setChecked(name == words)
            restyle(chip, "set", name == words)
        if words in (_GONE, _BACK):
            absent = [m for m in self._outcome.missing if m.returned == (words == _BACK)]
            self.missing.show(absent)
            self._pages.setCurrentWidget(self.absent)
        elif words == _PROBLEMS:
            self._show_problems(self._outcome.problems)
        else:
            self._show_differences(dict(_CLASSES)[words])

    def _show_problems(self, problems: Sequence[Problem]) -> None:
        self.problems.show(problems)
        self.faults.show_column(SUGGESTION, any(p.suggestion for p in problems))
        self._pages.setCurrentWidget(self.faults)

    def _show_differences(self, kinds: Sequence[Kind]) -> None:
        self.model.show([one for one in self._all if one.difference.kind in kinds])
        asked = kinds == ASKED
        self.acts.setVisible(self._open)
        self._hint.setText(
            "ปกติคงค่าเดิมไว้ก่อน ที่ยังไม่ตัดสินจะรออยู่ให้ตัดสินภายหลัง"
            if asked
            else "ปกติใช้ค่าใหม่ เลือกแถว (Ctrl+A ทั้งหมด) แล้วกด 1 หรือ 2"
        )
        self._pages.setCurrentIndex(0)
        if self.model.rowCount() and not self.table.picked():
            self.table.selectRow(0)

    def _decide(self, takes: bool) -> None:
        picked = self.table.picked()
        if not self._open or not picked:
            return
        rows = self.model.rows()
        changed = {rows[at].difference.key for at in picked}

        def decided(one: Proposal) -> Proposal:
            chosen = one.difference.key in changed
            return replace(one, takes=takes, decided=True) if chosen else one

        self._all = list(map(decided, self._all))
        self.model.show(list(map(decided, rows)))
        if len(picked) == 1 and picked[0] + 1 < len(rows):
            self.table.selectRow(picked[0] + 1)
