"""Who shall look after the picked households?"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QWidget

from desktop.domain.records import Volunteer
from desktop.models.places import place_or_text
from desktop.thai.text import search_key
from desktop.views.layouts import APART, button, column, row
from desktop.views.text import label

_ID = Qt.ItemDataRole.UserRole
TEN = 10  # households a volunteer looks after (domain.md R2)


class Chooser(QDialog):
    """A list of volunteers that narrows while typing. `chosen` carries an id, or None."""

    chosen = Signal(object)

    def __init__(
        self, volunteers: Sequence[Volunteer], count: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("มอบหมาย อพม.")
        self.setMinimumSize(560, 420)
        self.search = QLineEdit(self)
        self.search.setPlaceholderText("พิมพ์ชื่อหรือพื้นที่ของ อพม.")
        self.search.setAccessibleName("ค้นหา อพม.")
        self.list = QListWidget(self)
        self.list.setAccessibleName("อพม.")
        for volunteer in volunteers:
            item = QListWidgetItem(_words(volunteer, count))
            item.setData(_ID, volunteer.id)
            self.list.addItem(item)
        self.nobody = button("ยกเลิกการมอบหมาย")
        self.cancel = button("ปิด")
        self.assign = button(f"มอบหมาย {count:,} ครัวเรือน", "primary")
        empty = label("ยังไม่มี อพม. ในโปรแกรม เพิ่มได้ที่หน้า “เป้าหมายและ อพม.”", "quiet")
        empty.setVisible(not volunteers)
        self.setLayout(
            column(
                *(label(f"มอบหมาย {count:,} ครัวเรือนให้", "section"), self.search, self.list),
                *(empty, row(self.nobody, None, self.cancel, self.assign)),
                edge=APART,
            )
        )
        self.list.setCurrentRow(0)
        self.assign.setEnabled(bool(volunteers))
        self.assign.setDefault(True)
        self.search.textChanged.connect(self._narrow)
        self.list.itemDoubleClicked.connect(lambda _item: self._take())
        self.assign.clicked.connect(self._take)
        self.nobody.clicked.connect(lambda: self._answer(None))
        self.cancel.clicked.connect(self.reject)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the arrows move in the list while the line has the keyboard."""
        if self.search.hasFocus() and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            step = -1 if event.key() == Qt.Key.Key_Up else 1
            rows = [i for i in range(self.list.count()) if not self.list.item(i).isHidden()]
            if rows:
                here = rows.index(self.list.currentRow()) if self.list.currentRow() in rows else 0
                self.list.setCurrentRow(rows[max(0, min(len(rows) - 1, here + step))])
            return
        super().keyPressEvent(event)

    def _narrow(self, text: str) -> None:
        key = search_key(text)
        first = -1
        for number in range(self.list.count()):
            item = self.list.item(number)
            hidden = key not in search_key(item.text())
            item.setHidden(hidden)
            if first < 0 and not hidden:
                first = number
        self.list.setCurrentRow(first)
        self.assign.setEnabled(first >= 0)

    def _take(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self._answer(item.data(_ID))

    def _answer(self, volunteer_id: int | None) -> None:
        self.accept()
        self.chosen.emit(volunteer_id)


def _words(volunteer: Volunteer, more: int) -> str:
    after = volunteer.households + more
    over = f"  (รวมเป็น {after:,} เกิน {TEN})" if after > TEN else ""
    place = f"  ·  {place_or_text(volunteer.area)}" if volunteer.area else ""
    return f"{volunteer.name}{place}  ·  ดูแล {volunteer.households:,} ครัวเรือน{over}"
