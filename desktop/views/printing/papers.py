"""Who has which papers, and taking them back by their codes."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QListWidget, QWidget

from desktop.domain.changes import Changes
from desktop.domain.errors import UserError
from desktop.domain.prints import CheckedIn, PapersOut
from desktop.models import prints as columns
from desktop.models.prints import papers_model
from desktop.services import prints
from desktop.views.kit import Kit
from desktop.views.layouts import APART, button, card, column, row
from desktop.views.plans import OverdueDelegate
from desktop.views.tables import Table
from desktop.views.text import Prose, label

_HELP = "สแกนรหัสบนแผ่นพับทีละแผ่น หรือพิมพ์เลขที่ครัวเรือนแล้วกด Enter รับผิดแผ่นกด Ctrl+Z"
_EMPTY = "ยังไม่มีเอกสารที่ออกไป"


class PapersPage(QWidget):
    """`households_wanted` carries those whose papers are still with one volunteer."""

    households_wanted = Signal(object)

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self.model = papers_model(kit.desk.today, self)
        self.table = Table("เอกสารที่ออกไป", self)
        self.table.setModel(self.model)
        self.table.lay_out((170, 104, 138, 72, 66, 72, 58, 132), stretch=columns.CARER)
        late = OverdueDelegate(kit.theme, self.table)
        for number in (columns.LATE, columns.LATE + 1):
            self.table.setItemDelegateForColumn(number, late)
        self.code = QLineEdit()
        self.code.setAccessibleName("รหัสแผ่นพับที่ส่งคืน")
        self.code.setPlaceholderText("สแกนรหัสที่นี่")
        self.came = QListWidget()
        self.came.setAccessibleName("แผ่นพับที่รับคืนแล้ว")
        self.came.setWordWrap(True)
        self.says = Prose(kit.desk.words, _HELP, "small")
        self.total = label(_EMPTY, "quiet")
        self.show_them = button("ดูครัวเรือนที่ยังไม่คืน", tip="นำไปหน้าเตรียมพิมพ์ (Enter)")
        left = column(self.table, row(self.total, None, self.show_them), gap=12)
        side = card(label("รับคืน", "section"), self.code, self.says, self.came)
        side.setFixedWidth(290)
        box = row(gap=APART)
        box.addLayout(left, 1)
        box.addWidget(side)
        self.setLayout(box)
        self.code.returnPressed.connect(self._check_in)
        self.table.opened.connect(lambda _row: self._wanted())
        self.show_them.clicked.connect(self._wanted)

    def arrive(self) -> None:
        """Read who has what again, ready for the scanner."""
        desk = self._kit.desk
        self._kit.read(self, lambda: prints.papers_out(desk), self._take)
        self.code.setFocus()

    def _take(self, found: tuple[PapersOut, ...]) -> None:
        self.model.show(found)
        out, late = sum(one.out for one in found), sum(one.late for one in found)
        words = f"ยังไม่คืน {out:,} ครัวเรือน ล่าช้า {late:,}" if found else _EMPTY
        self.total.setText(words)
        if found and not self.table.currentIndex().isValid():
            self.table.selectRow(0)
        self.show_them.setEnabled(bool(found))

    def _check_in(self) -> None:
        code, desk = self.code.text().strip(), self._kit.desk
        self.code.clear()
        if not code:
            return

        def look() -> tuple[CheckedIn, Changes] | str:
            # An unknown code is told beside the field: no dialog comes between two scans.
            try:
                return prints.check_in(desk, code)
            except UserError as error:
                return error.message

        self._kit.write(self, look, self._came)

    def _came(self, done: tuple[CheckedIn, Changes] | str) -> None:
        if isinstance(done, str):
            self.says.say(done)
            return
        checked, changes = done
        self.came.insertItem(0, _words(checked))
        self.says.say(_HELP)
        self._kit.hub.tell(changes)
        self.arrive()

    def _wanted(self) -> None:
        rows, desk = self.table.picked(), self._kit.desk
        if rows:
            carer = self.model.at(rows[0]).volunteer_id
            self._kit.read(
                self, lambda: prints.still_out(desk, carer), self.households_wanted.emit
            )


def _words(one: CheckedIn) -> str:
    who = f"{one.household_id:06d} {one.head}".strip()
    carer = one.volunteer or columns.NOBODY
    if not one.papers:
        return f"{who}: รับคืนไว้แล้ว หรือยังไม่เคยพิมพ์"
    left = f"เหลือ {one.missing:,}" if one.missing else "ครบแล้ว"
    return f"{who}\nอพม. {carer} · {left}"
