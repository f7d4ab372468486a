"""Every action by its name: Ctrl+K, a few letters, Enter."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from desktop.models.records import Column, RecordsModel
from desktop.models.roles import NUMBERS
from desktop.thai.typed import closeness
from desktop.views.layouts import APART, column
from desktop.views.tables import Table
from desktop.views.text import label

_SIZE = (640, 420)
_MOVES = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)


@dataclass(frozen=True)
class Action:
    """Something that can be done: its name, its key, and where or to whom it belongs."""

    name: str
    run: Callable[[], object]
    keys: str = ""
    place: str = ""


class Palette(QDialog):
    """A line to type in over the actions that fit. `search_wanted` carries what is none."""

    search_wanted = Signal(str)

    def __init__(self, actions: Iterable[Action], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("คำสั่งทั้งหมด")
        self._actions = list(actions)
        self.line = QLineEdit(self)
        self.line.setPlaceholderText("พิมพ์ชื่อคำสั่ง มุมมอง หรือครัวเรือนที่เพิ่งเปิด")
        self.line.setAccessibleName("ค้นหาคำสั่ง")
        self.model: RecordsModel[Action] = RecordsModel(
            (
                Column("คำสั่ง", lambda a: a.name),
                Column("ที่", lambda a: a.place),
                Column("แป้น", lambda a: a.keys, align=NUMBERS),
            ),
            self,
        )
        self.table = Table("คำสั่ง")
        self.table.setModel(self.model)
        self.table.horizontalHeader().hide()
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.table.setSelectionMode(Table.SelectionMode.SingleSelection)
        self.table.lay_out((270, 210, 90), stretch=0)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setLayout(
            column(
                *(self.line, self.table, label("↑ ↓ เลือก   Enter ทำ   Esc ปิด", "small")),
                edge=APART,
            )
        )
        self.resize(*_SIZE)
        self.line.textChanged.connect(lambda _text: self._narrow())
        self.table.opened.connect(self._run)
        self._narrow()
        self.line.setFocus()

    def put_first(self, actions: Iterable[Action]) -> None:
        """Offer more, above the others: what took a moment to look up."""
        self._actions = [*actions, *self._actions]
        self._narrow()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move and Enter runs while the line keeps the keyboard."""
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._run(self.table.currentIndex().row())
        elif key in _MOVES:
            self.table.keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    def _narrow(self) -> None:
        typed = self.line.text().strip()
        if not typed:
            self._show(self._actions)
            return
        ranked = [(closeness(typed, f"{a.name} {a.place}"), a) for a in self._actions]
        fitting = [(rank, a) for rank, a in ranked if rank is not None]
        fitting.sort(key=lambda pair: pair[0])
        search = Action(f"ค้นหาครัวเรือน “{typed}”", lambda: self.search_wanted.emit(typed))
        self._show([*(a for _, a in fitting), search])

    def _show(self, actions: list[Action]) -> None:
        self.model.show(actions)
        self.table.selectRow(0)

    def _run(self, row: int) -> None:
        if 0 <= row < self.model.rowCount():
            action = self.model.at(row)
            # First gone, so that the action finds the keyboard where it was.
            self.accept()
            action.run()
