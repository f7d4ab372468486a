"""What was done to this household, by whom and when; any field can be put back."""

from PySide6.QtWidgets import QWidget

from desktop.domain.changes import Changes
from desktop.domain.records import Household
from desktop.models.history import fields_model, history_model
from desktop.services import history
from desktop.views.household.section import Part
from desktop.views.kit import Kit
from desktop.views.layouts import button, column, row
from desktop.views.tables import Table
from desktop.views.text import Prose

_HELP = "Enter ในตารางล่างคืนค่าเดิมของช่องนั้น ค่าปัจจุบันยังอยู่ในประวัติ"
_FIELDS = 190  # pixels of the table below


class HistoryPart(Part):
    """The actions, and below them every field that the picked one changed."""

    name = "ประวัติ"

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(kit, parent)
        self.model = history_model(self)
        self.table = Table("ประวัติของครัวเรือน", self)
        self.table.setModel(self.model)
        self.table.lay_out((170, 130, 220, 300, 100), stretch=3)
        self.fields = fields_model(self)
        self.changed = Table("ช่องที่เปลี่ยนในรายการที่เลือก", self)
        self.changed.setModel(self.fields)
        self.changed.lay_out((130, 170, 220, 220), stretch=3)
        self.changed.setMaximumHeight(_FIELDS)
        self.back = button("คืนค่าเดิมของช่องที่เลือก")
        self.back.setEnabled(False)
        self.back.clicked.connect(self._restore)
        below = row()
        below.addWidget(Prose(kit.desk.words, _HELP, "small"), 1)
        below.addWidget(self.back)
        self.setLayout(column(self.table, self.changed, below))
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._look())
        self.changed.selectionModel().selectionChanged.connect(lambda *_: self._allow())
        self.changed.opened.connect(lambda _row: self._restore())

    def show_household(self, household: Household) -> None:
        """Load the history."""
        super().show_household(household)
        desk = self.kit.desk
        self.kit.read(self, lambda: history.of_household(desk, household.id), self.model.show)

    def _look(self) -> None:
        rows = self.table.picked()
        self.fields.show(self.model.at(rows[0]).changes if rows else ())
        self._allow()

    def _allow(self) -> None:
        rows = self.changed.picked()
        self.back.setEnabled(bool(rows) and self.fields.at(rows[0]).restores is not None)

    def _restore(self) -> None:
        rows, desk = self.changed.picked(), self.kit.desk
        if not rows or self.fields.at(rows[0]).restores is None:
            return
        change = self.fields.at(rows[0])

        def job() -> Changes:
            return history.restore(desk, change)

        self.kit.write(self, job)
