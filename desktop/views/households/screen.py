"""The list of households: search, filters, a table of any length, a preview."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from desktop.domain.changes import Changes
from desktop.domain.finding import FIRST
from desktop.domain.records import Household, HouseholdFilter, HouseholdRow
from desktop.models.households import (
    DIMENSIONS,
    HEAD,
    LEVEL,
    STATE,
    VOLUNTEER,
    HouseholdsModel,
    sort_mark,
)
from desktop.models.places import place_name
from desktop.services import households
from desktop.views.delegates import ChipDelegate, DimensionsDelegate
from desktop.views.households.filters import FilterBar
from desktop.views.households.finder import Answer, Finder, Start
from desktop.views.households.keeping import Keeping
from desktop.views.households.preview import Preview
from desktop.views.kit import Kit, Screen
from desktop.views.layouts import APART, EDGE, button, column, row
from desktop.views.tables import Table
from desktop.views.text import Prose, label

_TYPING = 30  # milliseconds without a key before a search starts
_MOVING = 100
_ROOMY = 1240  # pixels of the screen from which every column fits
_NARROW = 760  # below it the list needs all the room there is


class HouseholdsScreen(Screen):
    """The home of work. Selection, scroll and filter stay through everything."""

    title = "ครัวเรือน"
    open_wanted = Signal(int)
    print_wanted = Signal(object)
    assign_wanted = Signal(object)
    import_wanted = Signal()

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self._stale = True
        self._afresh = False
        self.model = HouseholdsModel(
            lambda ids: households.rows(kit.desk, ids, self.filters.flt.text),
            place_name,
            lambda job, done: kit.read(self, job, done),
            self,
        )
        self.finder = Finder(kit, self)
        self.filters = FilterBar(kit.desk.settings.province_code, self)
        Keeping(kit, self.filters.views)
        self.table = _table(self.model, kit)
        self.preview = Preview(kit, self)
        self._count = label("", "quiet")
        self._keys = label("Enter เปิด   P พิมพ์   A มอบหมาย", "small")
        self._typing = _timer(self, _TYPING, self._find)
        self._moving = _timer(self, _MOVING, self._look)
        self._lay_out()
        self._connect()

    def arrive(self) -> None:
        """Search again where something changed while out of sight."""
        if self._stale:
            self._find()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Names and addresses come first: leave out what a household's own page says too."""
        super().resizeEvent(event)
        narrow = self.width() < _NARROW
        self.preview.setVisible(not narrow)
        self.table.setColumnHidden(STATE, narrow)
        self.table.setColumnHidden(VOLUNTEER, self.width() < _ROOMY)

    def search(self, text: str) -> None:
        """Search as the clerk types."""
        self.filters.flt = replace(self.filters.flt, text=text)
        self._afresh = True
        self._typing.start()

    def show_only(self, flt: HouseholdFilter) -> None:
        """Show the households of a figure that was clicked."""
        self.filters.show_filter(flt)
        self._show_sort()
        self.table.clearSelection()
        self.table.scrollToTop()
        self._find()

    def offer_import(self, offered: bool) -> None:
        """Where nothing is found, say what helps: a list to import, or another search."""
        self.bring.setVisible(offered)
        self._nothing.say(
            "ยังไม่มีรายชื่อในโปรแกรม นำเข้ารายชื่อก่อน" if offered else "ลองพิมพ์คำค้นให้สั้นลง หรือล้างตัวกรอง"
        )

    def picked(self) -> list[int]:
        """Return the ids of the picked households."""
        return [self.model.id_at(row) for row in self.table.picked()]

    def _lay_out(self) -> None:
        self._nothing = Prose(self._kit.desk.words, "", "quiet")
        self.bring = button("นำเข้ารายชื่อ", "primary")
        self.bring.clicked.connect(self.import_wanted)
        empty = column(
            *(None, label("ไม่พบครัวเรือน", "section"), self._nothing),
            row(self.bring, None),
            None,
        )
        self.offer_import(False)
        nothing = QWidget()
        nothing.setLayout(empty)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.table)
        self._stack.addWidget(nothing)
        left = column(self._stack, row(self._count, None, self._keys))
        head = row(label(self.title, "title"), APART)
        head.addWidget(self.filters, 1)
        box = column(head, row(left, self.preview, gap=APART), gap=12, edge=EDGE)
        box.setContentsMargins(EDGE, APART, EDGE, 12)
        self.setLayout(box)

    def _connect(self) -> None:
        self.filters.changed.connect(self._filter)
        self.filters.counts_wanted.connect(self.finder.count)
        self.finder.counted.connect(self.filters.show_counts)
        self.filters.each_wanted.connect(self.finder.count_each)
        self.finder.each_counted.connect(self.filters.lists.show_counts)
        self.finder.began.connect(self._begin)
        self.finder.answered.connect(self._answer)
        self.model.sort_asked.connect(self._sort)
        self.table.horizontalHeader().sortIndicatorChanged.connect(lambda *_: self._show_sort())
        self.table.opened.connect(lambda row: self.open_wanted.emit(self.model.id_at(row)))
        self.table.letter.connect(self.act)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._moving.start())
        self.preview.open_wanted.connect(lambda: self.act("O"))
        self.preview.print_wanted.connect(lambda: self.act("P"))
        self.preview.assign_wanted.connect(lambda: self.act("A"))
        self._kit.hub.changed.connect(self._changed)

    def act(self, letter: str) -> None:
        """Open (O) the first of the picked households, print (P) or assign (A) all of them."""
        ids = self.picked()
        if ids and letter == "O":
            self.open_wanted.emit(ids[0])
        elif ids and letter == "P":
            self.print_wanted.emit(ids)
        elif ids and letter == "A":
            self.assign_wanted.emit(ids)

    def _sort(self, sort: str) -> None:
        if sort != self.filters.flt.sort:
            self.filters.flt = replace(self.filters.flt, sort=sort)  # type: ignore[arg-type]
            self._find()

    def _filter(self, _flt: HouseholdFilter) -> None:
        self._show_sort()
        self._find()

    def _show_sort(self) -> None:
        """Point the arrow to what SQL sorted by, also where a column can't be sorted that way."""
        self.table.horizontalHeader().setSortIndicator(*sort_mark(self.filters.flt.sort))

    def _changed(self, _changes: Changes) -> None:
        self._stale = True
        if self.isVisible():
            self._find()

    def _find(self) -> None:
        self._typing.stop()
        self._stale = False
        # A list that merely changed is shown anew when all of it is known: scroll stays.
        at_once = self._afresh or not self.model.ids()
        self.filters.show_counts(None)
        self.finder.ask(self.filters.flt, at_once=at_once)

    def _begin(self, start: Start) -> None:
        if not start.ids:
            return  # who only sounds alike is still looked for
        more = "+" if len(start.ids) >= FIRST else ""
        self._count.setText(f"{len(start.ids):,}{more} ครัวเรือน")
        self._show(start.ids, start.rows)

    def _answer(self, answer: Answer) -> None:
        self.filters.offer_volunteers(answer.volunteers)
        self.filters.offer_lists(answer.lists)
        self.filters.views.offer(answer.views)
        ids, persons, alike = answer.found
        words = f"   ในจำนวนนี้ชื่อใกล้เคียง {alike:,}" if alike else ""
        self._count.setText(f"{len(ids):,} ครัวเรือน   {persons:,} คน{words}")
        self._show(ids, answer.rows)
        self._afresh = False

    def _show(self, ids: list[int], rows: list[HouseholdRow]) -> None:
        self._stack.setCurrentIndex(0 if ids else 1)
        shown = self.model.ids()
        if ids == shown and self._afresh:
            self.model.renew(rows)
        elif ids == shown:
            self.model.refresh()
        elif shown and ids[: len(shown)] == shown:
            self.model.go_on(ids)
            self.model.renew(rows)
        else:
            # What was picked before another text was typed may be far out of sight.
            kept = set() if self._afresh else set(self.picked())
            scroll = 0 if self._afresh else self.table.verticalScrollBar().value()
            self.model.show_ids(ids, rows)
            self._pick_again(kept)
            self.table.verticalScrollBar().setValue(scroll)
        self._look()

    def _pick_again(self, kept: set[int]) -> None:
        """Pick the same households in the new order, or the first."""
        rows = [i for i, one in enumerate(self.model.ids()) if one in kept] if kept else []
        if not rows and self.model.ids():
            rows = [0]
        selection = QItemSelection()
        for one in rows:
            selection.select(self.model.index(one, 0), self.model.index(one, 0))
        flag = QItemSelectionModel.SelectionFlag
        picker = self.table.selectionModel()
        if rows:
            picker.setCurrentIndex(self.model.index(rows[0], HEAD), flag.NoUpdate)
        picker.select(selection, flag.ClearAndSelect | flag.Rows)

    def _look(self) -> None:
        ids = self.picked()
        if len(ids) != 1:
            self.preview.show_many(len(ids)) if ids else self.preview.show_nothing()
            return
        desk = self._kit.desk

        def done(household: Household) -> None:
            if self.picked() == [household.id]:
                self.preview.show_household(household)

        self._kit.read(self, lambda: households.load(desk, ids[0]), done)


def _table(model: HouseholdsModel, kit: Kit) -> Table:
    table = Table("รายชื่อครัวเรือน")
    table.setModel(model)
    table.setItemDelegateForColumn(LEVEL, ChipDelegate(kit.theme, table))
    table.setItemDelegateForColumn(DIMENSIONS, DimensionsDelegate(kit.theme, table))
    table.lay_out((72, 228, 184, 38, 126, 88, 130), stretch=2)
    table.horizontalHeader().setSortIndicatorShown(True)
    table.horizontalHeader().setSortIndicator(HEAD, Qt.SortOrder.AscendingOrder)
    table.setSortingEnabled(True)
    return table


def _timer(parent: QWidget, pause: int, call: Callable[[], None]) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(pause)
    timer.timeout.connect(call)
    return timer
