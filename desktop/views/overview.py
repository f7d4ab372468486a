"""The first screen: where the year's work stands and what is next."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QStackedLayout, QWidget

from desktop.domain.changes import Changes
from desktop.domain.figures import LevelCounts
from desktop.domain.records import Case, HouseholdFilter
from desktop.domain.vocabulary import LevelStatus
from desktop.services import levels, overview
from desktop.services.overview import Overview
from desktop.views.chips import LevelChip, ShareBar
from desktop.views.households.filters import LEVELS
from desktop.views.kit import Kit, Screen
from desktop.views.layouts import APART, EDGE, button, card, column, row, scrolled
from desktop.views.text import Prose, label

_WHY = {
    "3": "รายได้น้อย ผู้พึ่งพิง 3 คนขึ้นไป",
    "2": "รายได้น้อย ผู้พึ่งพิง 1-2 คน",
    "1": "รายได้น้อย มีปัญหาที่อยู่อาศัย",
    "0": "รายได้ไม่น้อย มีผู้พึ่งพิง",
    "outside": "ไม่เข้าเกณฑ์กลุ่มเปราะบาง",
    "unresolved": "เกณฑ์ไม่กำหนดระดับ ต้องพิจารณา",
    "waiting": "ยังไม่รู้รายได้",
}


class OverviewScreen(Screen):
    """Counts that open the households behind them, and one next step."""

    title = "ภาพรวม"
    import_wanted = Signal()
    households_wanted = Signal(object)
    room_wanted = Signal(str)
    counted = Signal(object)

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        words = kit.desk.words
        self._facts = Prose(words, "", "quiet")
        self._next = Prose(words)
        self._do = button("", "primary")
        self._goal = "households"
        self._computed: set[int] = set()
        self._begun = False
        self._levels: dict[str, QPushButton] = {}
        self._bars: dict[str, ShareBar] = {}
        self._progress = {name: label("", "figure") for name in _STEPS}
        self.start = button("นำเข้ารายชื่อ", "primary")
        self._stack = QStackedLayout()
        self._stack.addWidget(self._empty())
        self._stack.addWidget(self._full())
        self.setLayout(self._stack)
        self.start.clicked.connect(self.import_wanted)
        self._do.clicked.connect(self._go)
        kit.hub.changed.connect(self._changed)

    def arrive(self) -> None:
        """Count again."""
        desk = self._kit.desk
        self._kit.read(self, lambda: overview.summary(desk), self._show)

    def _empty(self) -> QWidget:
        page = QWidget()
        text = Prose(
            self._kit.desk.words,
            "เริ่มจากนำเข้ารายชื่อครัวเรือนจาก TPMAP หรือฐานข้อมูลอื่นที่เป็นไฟล์ Excel "
            "โปรแกรมจะหาหัวตาราง จับคู่คอลัมน์ จัดระดับความเปราะบาง และบอกข้อมูลที่ต้องตรวจให้ทั้งหมด",
        )
        text.setMinimumWidth(520)
        box = card(label("ยังไม่มีรายชื่อครัวเรือน", "title"), text, 8, row(self.start, None), edge=24)
        box.setMaximumWidth(600)
        page.setLayout(column(None, row(None, box, None), None, edge=EDGE))
        return page

    def _full(self) -> QWidget:
        grid = QGridLayout()
        grid.setHorizontalSpacing(APART)
        grid.setVerticalSpacing(6)
        for line, (key, name) in enumerate(LEVELS):
            chip = LevelChip(self._kit.theme)
            chip.put(_case(str(key)))
            link = button("", "count", f"ดูครัวเรือน {name}")
            link.setAccessibleName(f"ดูครัวเรือน {name}")
            link.clicked.connect(
                lambda _on=False, k=str(key): self.households_wanted.emit(HouseholdFilter(level=k))
            )
            self._levels[str(key)] = link
            bar = ShareBar(self._kit.theme, str(key))
            self._bars[str(key)] = bar
            grid.addWidget(chip, line, 0, Qt.AlignmentFlag.AlignCenter)
            grid.addWidget(Prose(self._kit.desk.words, _WHY[str(key)], "quiet"), line, 1)
            grid.addWidget(bar, line, 2)
            grid.addWidget(link, line, 3)
        grid.setColumnStretch(1, 3)
        grid.setColumnStretch(2, 2)
        by_level = card(label("ครัวเรือนตามระดับความเปราะบาง", "section"), grid, None)
        steps = column(gap=6)
        for name, words in _STEPS.items():
            work = row(gap=8)
            work.addWidget(Prose(self._kit.desk.words, words), 1)
            work.addWidget(self._progress[name])
            steps.addLayout(work)
        this_year = card(label("งานปีนี้", "section"), steps, None)
        next_step = card(label("ขั้นต่อไป", "section"), self._next, row(self._do, None), None)
        page = QWidget()
        page.setObjectName("page")
        right = column(next_step, this_year, None, gap=APART)
        body = row(gap=APART)
        body.addWidget(by_level, 3)
        body.addLayout(right, 2)
        head = column(label(self.title, "title"), self._facts, gap=4)
        box = column(head, body, None, gap=APART)
        box.setContentsMargins(EDGE, APART, EDGE, EDGE)
        page.setLayout(box)
        return scrolled(page)

    def _changed(self, _changes: Changes) -> None:
        self.arrive()  # the counts in the navigation and the top bar come from here

    def _show(self, found: Overview) -> None:
        self._stack.setCurrentIndex(1 if found.households else 0)
        if not (self._begun or found.households):
            self.start.setFocus()  # only at the start: later the clerk may stand elsewhere
        self._begun = True
        sources = ", ".join(overview.list_in_words(one.name, one.as_of) for one in found.lists)
        self._facts.say(
            f"{found.households:,} ครัวเรือน {found.persons:,} คน   ข้อมูล {sources or 'ยังไม่มี'}   "
            f"เกณฑ์ {found.levels.scheme}"
        )
        for key, link in self._levels.items():
            count = found.levels.counts.get(key, 0)
            link.setText(f"{count:,}")
            self._bars[key].put(count, found.households)
        numbers = (found.volunteers, found.assigned, found.visited, found.planned)
        for shown, number in zip(self._progress.values(), numbers, strict=True):
            shown.setText(f"{number:,}")
        words, act, self._goal = next_step(
            found, computed=found.levels.fiscal_year in self._computed
        )
        self._next.say(words)
        self._do.setText(act)
        self.counted.emit(found)

    def _go(self) -> None:
        if self._goal == "levels":
            self._compute()
        elif self._goal == "level 3":
            self.households_wanted.emit(HouseholdFilter(level="3", unassigned=True))
        else:
            self.room_wanted.emit(self._goal)

    def _compute(self) -> None:
        desk = self._kit.desk

        def done(counts: LevelCounts) -> None:
            self._computed.add(counts.fiscal_year)
            self._kit.hub.tell(Changes(label="จัดระดับความเปราะบาง", everything=True))

        self._kit.long(
            self, "จัดระดับความเปราะบาง", lambda report: levels.compute(desk, report), done
        )


_STEPS = {
    "volunteers": "อพม. ในโปรแกรม",
    "assigned": "ครัวเรือนที่มอบหมายแล้ว",
    "visited": "เยี่ยมบ้านและบันทึกสมุดพกแล้ว",
    "planned": "มีแผน 3 ระยะแล้ว",
}


def next_step(found: Overview, *, computed: bool = True) -> tuple[str, str, str]:
    """Return the advice, the button's words, and where it leads.

    `computed` says that levels were computed for the year: all may wait for data even then.
    """
    if not computed and found.levels.counts.get("waiting", 0) == found.households:
        return "ยังไม่ได้จัดระดับครัวเรือนของปีงบประมาณนี้", "จัดระดับความเปราะบาง", "levels"
    if not found.volunteers:
        return "เพิ่มรายชื่อ อพม. เพื่อมอบหมายครัวเรือนให้ดูแลคนละ 10 ครัวเรือน", "เพิ่ม อพม.", "volunteers"
    waiting = found.levels.counts.get("3", 0)
    if not found.assigned:
        return (
            f"มอบหมายครัวเรือนระดับ 3 จำนวน {waiting:,} ครัวเรือนให้ อพม. ก่อน",
            "ดูครัวเรือนระดับ 3",
            "level 3",
        )
    if not found.visited:
        return "พิมพ์แผ่นพับให้ อพม. นำไปเยี่ยมบ้าน", "ไปห้องพิมพ์", "printing"
    left = found.visited - found.planned
    if left > 0:
        return f"ทำแผน 3 ระยะให้ครัวเรือนที่เยี่ยมแล้ว {left:,} ครัวเรือน", "ไปที่ครัวเรือน", "households"
    return "พิมพ์แผ่นพับและเยี่ยมบ้านครัวเรือนที่เหลือ", "ไปห้องพิมพ์", "printing"


def _case(key: str) -> Case:
    if key.isdecimal():
        return Case(0, 0, 0, level_status=LevelStatus.LEVEL, level=int(key))
    return Case(0, 0, 0, level_status=LevelStatus(key))
