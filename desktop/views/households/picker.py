"""Which household is meant? A line to search in over the households that fit."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from desktop.domain.errors import UserError
from desktop.domain.paper_codes import uid_of
from desktop.domain.records import HouseholdFilter, HouseholdRow
from desktop.models.phones import homes_model
from desktop.services import households
from desktop.services.documents import choosing
from desktop.views.households.finder import Answer, Finder, Start
from desktop.views.kit import Kit
from desktop.views.layouts import APART, button, column, row
from desktop.views.tables import Table
from desktop.views.text import label

_PAUSE = 150  # ms without a letter before the search begins
_MOVES = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)
_HOW = "ชื่อ บ้านเลขที่ โทรศัพท์ เลขประจำตัว หรือสแกนรหัสบนแผ่นพับ"


class HouseholdPicker(QDialog):
    """`chosen` carries a household's id."""

    chosen = Signal(int)

    def __init__(self, kit: Kit, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self.setWindowTitle("OneHome")
        self.line = QLineEdit(self)
        self.line.setPlaceholderText(_HOW)
        self.line.setAccessibleName("ค้นหาครัวเรือน")
        self.model = homes_model(self)
        self.table = Table("ครัวเรือนที่พบ", self)
        self.table.setModel(self.model)
        self.table.lay_out((220, 90, 50, 160, 50), stretch=0)
        self.table.setSelectionMode(Table.SelectionMode.SingleSelection)
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.take = button("เลือกครัวเรือนนี้", "primary")
        cancel = button("ปิด")
        self.setLayout(
            column(
                *(label(title, "section"), self.line, self.table),
                row(label("↑ ↓ เลือก   Enter ตกลง   Esc ปิด", "small"), None, cancel, self.take),
                edge=APART,
            )
        )
        self.resize(680, 460)
        self._finder = Finder(kit, self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(self._search)
        self._finder.began.connect(lambda start: self._show(start))
        self._finder.answered.connect(lambda answer: self._show(answer))
        self.line.textChanged.connect(lambda _text: self._timer.start())
        self.table.opened.connect(lambda _row: self._take())
        self.take.clicked.connect(self._take)
        cancel.clicked.connect(self.reject)
        self.take.setEnabled(False)
        self.line.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move and Enter takes while the line keeps the keyboard."""
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            # A scanner's Enter comes before the search has begun.
            if self._timer.isActive():
                self._timer.stop()
                self._search()
            else:
                self._take()
        elif key in _MOVES:
            self.table.keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    def _search(self) -> None:
        text = self.line.text().strip()
        if uid_of(text) is not None:
            self._of_code(text)
        elif text:
            self._finder.ask(HouseholdFilter(text=text), at_once=True)
        else:
            self._show_rows([])

    def _of_code(self, code: str) -> None:
        desk = self._kit.desk

        def look() -> list[HouseholdRow]:
            try:
                return households.rows(desk, choosing.household_ids(desk, chosen=(code,)))
            except UserError:
                return []

        self._kit.read(self, look, self._show_rows)

    def _show(self, found: Start | Answer) -> None:
        self._show_rows(found.rows)

    def _show_rows(self, rows: list[HouseholdRow]) -> None:
        self.model.show(rows)
        self.take.setEnabled(bool(rows))
        if rows:
            self.table.selectRow(0)

    def _take(self) -> None:
        rows = self.table.picked()
        if rows:
            household = self.model.at(rows[0]).id
            self.accept()
            self.chosen.emit(household)
