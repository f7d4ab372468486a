"""Help that was given, one line each."""

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from desktop.domain.records import Aid, Household
from desktop.models import aid as columns
from desktop.models.aid import aid_model
from desktop.services import aid as services
from desktop.services import plans
from desktop.views.household.section import Part
from desktop.views.kit import Kit
from desktop.views.layouts import button, column, row
from desktop.views.tables import Grid
from desktop.views.text import Prose, restyle

_HELP = "บันทึกทุกครั้งที่ครัวเรือนได้รับความช่วยเหลือ พิมพ์สิ่งที่ให้แล้วโปรแกรมจะบันทึกเมื่อจบบรรทัด"


class AidPart(Part):
    """A grid; a new line is stored once it says what was given."""

    name = "การช่วยเหลือ"

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(kit, parent)
        self._busy: set[int] = set()
        agencies = tuple((name, name) for name in plans.agencies(kit.desk))
        self.model = aid_model(agencies, self)
        self.grid = Grid("การช่วยเหลือ", self)
        self.grid.setModel(self.model)
        self.grid.lay_out((120, 130, 300, 130, 220), stretch=columns.WHAT)
        self._says = Prose(kit.desk.words, _HELP, "small")
        self.add = button("เพิ่มการช่วยเหลือ")
        self.setLayout(column(self.grid, self._says, row(self.add, None)))
        self.add.clicked.connect(self._add)
        self.model.edited.connect(self._save)
        self.model.rejected.connect(lambda why: self._say(why, bad=True))

    def show_household(self, household: Household) -> None:
        """Load what was given."""
        if self.is_other(household):
            self.model.show(())
        super().show_household(household)
        desk = self.kit.desk
        self.kit.read(self, lambda: services.of_household(desk, household.id), self._show)

    def busy(self) -> bool:
        """Whether help is still being stored."""
        return bool(self._busy)

    def _show(self, given: tuple[Aid, ...]) -> None:
        unsaved = [a for a in self.model.rows() if a.id is None and not a.what]
        if not self._busy:
            self.model.show((*given, *unsaved))

    def _add(self) -> None:
        if self.household is None:
            return
        row = self.model.add(Aid(household_id=self.household.id))
        self.grid.type_in(row, columns.GIVEN_ON)

    def _save(self, row: int, aid: Aid) -> None:
        if self.household is None or not aid.what or row in self._busy:
            return
        self._say(_HELP, bad=False)
        self._busy.add(row)
        desk, draft = self.kit.desk, replace(aid, household_id=self.household.id)

        def ended(_result: object) -> None:
            self._busy.discard(row)
            if self.household is not None:
                self.show_household(self.household)

        self.kit.write(self, lambda: services.save(desk, draft), ended, ended)

    def _say(self, words: str, *, bad: bool) -> None:
        restyle(self._says, "role", "danger" if bad else "small")
        self._says.say(words)
