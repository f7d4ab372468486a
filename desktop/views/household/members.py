"""The members, typed in a grid and stored cell by cell."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from desktop.domain.changes import Changes
from desktop.domain.records import Household, PersonDraft
from desktop.models import members
from desktop.models.members import draft_of, members_model
from desktop.services import households
from desktop.services.desk import Desk
from desktop.views.household.section import Part
from desktop.views.kit import Kit
from desktop.views.layouts import button, column, row
from desktop.views.tables import Grid
from desktop.views.text import Prose, restyle

_HELP = "พิมพ์ทับในช่องได้เลย Enter บันทึกและไปช่องถัดไป วันเกิดพิมพ์ 16052512 หรือ 16/5/12 หรือเฉพาะปี 2512 ก็ได้"


class _Stored:
    """Ids and versions as the last save left them, by the row's own mark.

    Only the worker's thread reads and writes it: two quick edits of one member are two jobs, and
    the second must carry the version that the first one made.
    """

    def __init__(self, desk: Desk, household_id: int) -> None:
        self._desk = desk
        self._household = household_id
        self._known: dict[int, tuple[int, int]] = {}

    def save(
        self, mark: int, draft: PersonDraft, read: PersonDraft | None
    ) -> tuple[Changes, Household]:
        """Store one member, shown as `read`, and return the household as it then stands."""
        if mark in self._known:
            number, version = self._known[mark]
            draft = replace(draft, id=number, version=version)
        before = {p.id for p in households.load(self._desk, self._household).members}
        changes = households.save_member(self._desk, self._household, draft, read)
        household = households.load(self._desk, self._household)
        for person in household.members:
            if person.id is not None and (person.id == draft.id or person.id not in before):
                self._known[mark] = (person.id, person.version)
        return changes, household


class MembersPart(Part):
    """The grid with its few acts."""

    name = "สมาชิก"

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(kit, parent)
        self._revealed: dict[int, str] = {}
        self._marks: list[int] = []
        self._next_mark = -1
        self._saving = 0
        self._stored: _Stored | None = None
        self.model = members_model(self._revealed, self)
        self.grid = Grid("สมาชิกในครัวเรือน", self)
        self.grid.setModel(self.model)
        self.grid.lay_out((124, 176, 44, 92, 40, 104, 84, 86, 110, 104), stretch=members.NEEDS)
        self._says = Prose(kit.desk.words, _HELP, "small")
        self.add = button("เพิ่มสมาชิก  (Ctrl+Enter)")
        self.remove = button("นำสมาชิกออก")
        self.reveal = button("แสดงเลขประจำตัว", tip="การขอดูเลขประจำตัวจะถูกบันทึกไว้ในประวัติ")
        self.setLayout(
            column(self.grid, self._says, row(self.add, self.remove, None, self.reveal))
        )
        self.model.edited.connect(self._save)
        self.model.rejected.connect(lambda why: self._say(why, bad=True))
        self.add.clicked.connect(self._add)
        self.remove.clicked.connect(self._remove)
        self.reveal.clicked.connect(self._reveal)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self._add)

    def show_household(self, household: Household) -> None:
        """Show the members, unless a save is still on its way."""
        if self.is_other(household):
            self._stored = _Stored(self.kit.desk, household.id)
            self._revealed.clear()
        super().show_household(household)
        if self._saving:
            return
        self._marks = [person.id or 0 for person in household.members]
        self.model.show(household.members)

    def busy(self) -> bool:
        """Whether a member is still being stored."""
        return self._saving > 0

    def _add(self) -> None:
        self._marks.append(self._next_mark)
        self._next_mark -= 1
        row = self.model.add(PersonDraft())
        self.grid.type_in(row, members.NAME)

    def _save(self, row: int, person: PersonDraft) -> None:
        stored = self._stored
        if stored is None:
            return
        if not person.first_name:
            self._say("พิมพ์ชื่อก่อน จึงจะบันทึกสมาชิกใหม่ได้", bad=True)
            return
        self._say(_HELP, bad=False)
        mark, draft = self._marks[row], draft_of(person)
        shown = self.household.members if self.household else ()
        read = next((one for one in shown if one.id is not None and one.id == draft.id), None)
        self._run(lambda: stored.save(mark, draft, read))

    def _run(self, job: Callable[[], tuple[Changes, Household]]) -> None:
        self._saving += 1

        def done(result: tuple[Changes, Household]) -> None:
            self._saving -= 1
            self.kit.hub.tell(result[0])
            if not self._saving and self.household and self.household.id == result[1].id:
                self.show_household(result[1])

        def failed(_error: BaseException) -> None:
            self._saving -= 1
            if self.household is not None and not self._saving:
                self._stored = _Stored(self.kit.desk, self.household.id)
                self._reload()

        self.kit.write(self, job, done, failed)

    def _reload(self) -> None:
        household = self.household
        if household is not None:
            desk = self.kit.desk
            self.kit.read(self, lambda: households.load(desk, household.id), self.show_household)

    def _current(self) -> PersonDraft | None:
        index = self.grid.currentIndex()
        return self.model.at(index.row()) if index.isValid() else None

    def _remove(self) -> None:
        person, desk, household = self._current(), self.kit.desk, self.household
        if person is None or household is None:
            return
        number = person.id
        if number is None:
            row = self.grid.currentIndex().row()
            del self._marks[row]
            self.model.drop(row)
            return
        ask = self.kit.ask.confirm(
            "นำสมาชิกออกจากครัวเรือนนี้หรือไม่", "ยังเรียกคืนได้ด้วยคำสั่งย้อนกลับ (Ctrl+Z)", "นำออก"
        )
        if not ask:
            return
        version = person.version

        def job() -> tuple[Changes, Household]:
            changes = households.remove_member(desk, number, version)
            return changes, households.load(desk, household.id)

        self._run(job)

    def _reveal(self) -> None:
        person, desk = self._current(), self.kit.desk
        if person is None or person.id is None:
            self._say("เลือกสมาชิกก่อน", bad=True)
            return
        number = person.id

        def done(cid: str) -> None:
            self._revealed[number] = cid
            self.model.show(self.model.rows())

        self.kit.write(self, lambda: households.reveal_cid(desk, number), done)

    def _say(self, words: str, *, bad: bool) -> None:
        restyle(self._says, "role", "danger" if bad else "small")
        self._says.say(words)
