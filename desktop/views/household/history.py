"""What was done to this household, by whom and when."""

from PySide6.QtWidgets import QWidget

from desktop.domain.records import Household
from desktop.models.history import changes_in_words, history_model
from desktop.services import history
from desktop.views.household.section import Part
from desktop.views.kit import Kit
from desktop.views.layouts import column
from desktop.views.tables import Table
from desktop.views.text import Prose


class HistoryPart(Part):
    """The table, and below it every changed field of the picked action."""

    name = "ประวัติ"

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(kit, parent)
        self.model = history_model(self)
        self.table = Table("ประวัติของครัวเรือน", self)
        self.table.setModel(self.model)
        self.table.lay_out((170, 130, 220, 300, 100), stretch=3)
        self._details = Prose(kit.desk.words, "", "quiet")
        self.setLayout(column(self.table, self._details))
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._look())

    def show_household(self, household: Household) -> None:
        """Load the history."""
        super().show_household(household)
        desk = self.kit.desk
        self.kit.read(self, lambda: history.of_household(desk, household.id), self.model.show)

    def _look(self) -> None:
        rows = self.table.picked()
        self._details.say(changes_in_words(self.model.at(rows[0])) if rows else "")
