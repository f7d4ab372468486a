"""Volunteers: typed or imported, and the households each looks after."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.changes import Changes
from desktop.domain.records import HouseholdFilter, HouseholdRow, Volunteer
from desktop.models.households import DIMENSIONS, LEVEL, VOLUNTEER, HouseholdsModel
from desktop.models.pages import PAGE
from desktop.models.places import place_name
from desktop.models.volunteers import draft_of, volunteers_model
from desktop.services import households, volunteers
from desktop.views.delegates import ChipDelegate, DimensionsDelegate
from desktop.views.kit import Kit, Screen
from desktop.views.layouts import APART, EDGE, button, column, row
from desktop.views.tables import Grid, Table
from desktop.views.text import Prose, label, restyle
from desktop.views.volunteers.chooser import TEN

_HELP = (
    "พิมพ์ชื่อ อพม. ในบรรทัดใหม่ หรือนำเข้าจาก Excel แล้วมอบหมายให้คนละ 10 หลัง "
    "หรือเลือกครัวเรือนเองในหน้า “ครัวเรือน” แล้วกด A"
)
_NEXT_TEN = "ครัวเรือนในพื้นที่ของ อพม. ที่ยังไม่มอบหมาย ระดับสูงก่อน"


class VolunteersScreen(Screen):
    """The people above, the households of the picked one below."""

    title = "เป้าหมายและ อพม."
    print_wanted = Signal(object)
    open_wanted = Signal(int)

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self._saving: set[int] = set()
        self.people = volunteers_model(kit.desk.settings.province_code, self)
        self.grid = Grid("อพม.", self)
        self.grid.setModel(self.people)
        self.grid.lay_out((230, 130, 260, 120, 160), stretch=4)
        self.theirs = HouseholdsModel(
            lambda ids: households.rows(kit.desk, ids), place_name, parent=self
        )
        self.table = _their_table(self.theirs, kit)
        self._says = Prose(kit.desk.words, _HELP, "small")
        self._whose = label("", "section")
        self.add = button("เพิ่ม อพม.", "primary")
        self.bring = button("นำเข้าจาก Excel...")
        self.remove = button("ลบ อพม.")
        self.give = button(f"มอบหมาย {TEN} หลังถัดไป", tip=_NEXT_TEN)
        self.print = button("พิมพ์แผ่นพับของ อพม. คนนี้")
        self.back = button("เอาครัวเรือนที่เลือกออก")
        head = row(label(self.title, "title"), None, self.remove, self.bring, self.add)
        below = row(self._whose, None, self.back, self.give, self.print)
        box = column(head, self.grid, self._says, below, self.table, gap=12)
        box.setContentsMargins(EDGE, APART, EDGE, APART)
        self.setLayout(box)
        self._connect()

    def arrive(self) -> None:
        """Read the people again."""
        desk = self._kit.desk
        self._kit.read(self, lambda: volunteers.all_of(desk), self._show)

    def current(self) -> Volunteer | None:
        """Return the picked volunteer."""
        index = self.grid.currentIndex()
        return self.people.at(index.row()) if index.isValid() else None

    def _connect(self) -> None:
        self.add.clicked.connect(self._add)
        self.bring.clicked.connect(self._bring)
        self.remove.clicked.connect(self._remove)
        self.print.clicked.connect(lambda: self.print_wanted.emit(self.theirs.ids()))
        self.give.clicked.connect(self._give)
        self.back.clicked.connect(self._take_back)
        self.people.edited.connect(self._save)
        self.people.rejected.connect(lambda why: self._say(why, bad=True))
        self.grid.selectionModel().currentRowChanged.connect(lambda *_: self._look())
        self.table.opened.connect(lambda row: self.open_wanted.emit(self.theirs.id_at(row)))
        self._kit.hub.changed.connect(self._changed)

    def _changed(self, _changes: Changes) -> None:
        if self.isVisible():
            self.arrive()

    def _show(self, people: tuple[Volunteer, ...]) -> None:
        if self._saving:
            return
        current = self.current()
        unsaved = [v for v in self.people.rows() if v.id is None and not v.name]
        self.people.show((*people, *unsaved))
        ids = [v.id for v in self.people.rows()]
        if current is not None and current.id in ids:
            column = max(0, self.grid.currentIndex().column())
            self.grid.setCurrentIndex(self.people.index(ids.index(current.id), column))
        elif ids:
            self.grid.setCurrentIndex(self.people.index(0, 0))
        self._look()

    def _add(self) -> None:
        row = self.people.add(Volunteer())
        self.grid.type_in(row, 0)

    def _save(self, row: int, volunteer: Volunteer) -> None:
        if not volunteer.name or row in self._saving:
            return
        self._say(_HELP, bad=False)
        self._saving.add(row)
        desk, draft = self._kit.desk, draft_of(volunteer)

        def ended(_result: object) -> None:
            self._saving.discard(row)
            self.arrive()

        self._kit.write(self, lambda: volunteers.save(desk, draft), ended, ended)

    def _bring(self) -> None:
        paths = self._kit.ask.open_files("เลือกไฟล์รายชื่อ อพม.")
        if paths:
            desk = self._kit.desk
            self._kit.long(self, "นำเข้า อพม.", lambda _r: volunteers.import_file(desk, paths[0]))

    def _remove(self) -> None:
        one, desk = self.current(), self._kit.desk
        if one is None or one.id is None:
            return
        number, version = one.id, one.version
        sure = self._kit.ask.confirm(
            "ลบ อพม. คนนี้หรือไม่",
            f"ครัวเรือนที่ดูแลอยู่ {one.households:,} ครัวเรือนจะยังไม่มีผู้ดูแล ย้อนกลับได้ด้วย Ctrl+Z",
            "ลบ",
        )
        if sure:
            self._kit.write(self, lambda: volunteers.remove(desk, number, version))

    def _give(self) -> None:
        one, desk = self.current(), self._kit.desk
        if one is None or one.id is None:
            return
        number = one.id

        self._say(_HELP, bad=False)
        self._kit.write(self, lambda: volunteers.give_next(desk, number, "", TEN))

    def _take_back(self) -> None:
        ids, desk = [self.theirs.id_at(r) for r in self.table.picked()], self._kit.desk
        if ids:
            self._kit.write(self, lambda: volunteers.assign(desk, ids, None))

    def _look(self) -> None:
        one, desk = self.current(), self._kit.desk
        busy = one is not None and one.id is not None
        self.give.setEnabled(busy)
        self._whose.setText(f"ครัวเรือนของ {one.name}" if one and busy else "")
        if one is None or one.id is None:
            self._show_theirs(([], []))
            return
        flt = HouseholdFilter(volunteer_id=one.id, fiscal_year=desk.fiscal_year, sort="place")

        def job() -> tuple[list[int], list[HouseholdRow]]:
            ids = households.find(desk, flt)
            return ids, households.rows(desk, ids[:PAGE])

        self._kit.read(self, job, self._show_theirs)

    def _show_theirs(self, found: tuple[list[int], list[HouseholdRow]]) -> None:
        self.theirs.show_ids(*found)
        self.print.setEnabled(bool(found[0]))
        self.back.setEnabled(bool(found[0]))
        words = f"พิมพ์ {len(found[0]):,} แผ่น" if found[0] else "พิมพ์แผ่นพับ"
        self.print.setText(words)

    def _say(self, words: str, *, bad: bool) -> None:
        restyle(self._says, "role", "danger" if bad else "small")
        self._says.say(words)


def _their_table(model: HouseholdsModel, kit: Kit) -> Table:
    table = Table("ครัวเรือนที่ดูแล")
    table.setModel(model)
    table.setItemDelegateForColumn(LEVEL, ChipDelegate(kit.theme, table))
    table.setItemDelegateForColumn(DIMENSIONS, DimensionsDelegate(kit.theme, table))
    table.lay_out((72, 220, 240, 48, 130, 110, 0), stretch=2)
    table.setColumnHidden(VOLUNTEER, True)  # they are all of the one picked above
    return table
