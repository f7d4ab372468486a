"""What was joined, and parting it again."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.link_pairs import Joined
from desktop.models.links import joined_model
from desktop.services import links
from desktop.views.kit import Kit
from desktop.views.layouts import button, column, row
from desktop.views.tables import Table
from desktop.views.text import Prose

_HELP = (
    "ยกเลิกการเชื่อมแล้ว ทั้งสองรายการกลับเป็นเหมือนก่อนเชื่อมทุกช่อง และจะไม่ถูกเชื่อมเองอีก กด Enter เพื่อเปิดครัวเรือน"
)


class JoinedView(QWidget):
    """The newest first."""

    open_wanted = Signal(int)

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self.model = joined_model(self)
        self.table = Table("คู่ที่เชื่อมแล้ว", self)
        self.table.setModel(self.model)
        self.table.lay_out((80, 220, 220, 200, 150, 110), stretch=1)
        self.part = button("ยกเลิกการเชื่อม")
        self._says = Prose(kit.desk.words, _HELP, "small")
        foot = row(self._says, self.part)
        foot.setStretch(0, 1)
        box = column(self.table, foot)
        box.setContentsMargins(0, 12, 0, 0)
        self.setLayout(box)
        self.table.opened.connect(
            lambda line: self.open_wanted.emit(self.model.at(line).household_id)
        )
        self.part.clicked.connect(self._part)

    def refresh(self) -> None:
        """Read what is joined."""
        desk = self._kit.desk
        self._kit.read(self, lambda: links.joined(desk), self._show)

    def _show(self, found: list[Joined]) -> None:
        self.model.show(found)
        if found and not self.table.currentIndex().isValid():
            self.table.selectRow(0)
        self.part.setEnabled(bool(found))
        self._says.say(_HELP if found else "ยังไม่มีคู่ที่เชื่อม")

    def _part(self) -> None:
        desk, picked = self._kit.desk, self.table.picked()
        if not picked:
            return
        link_id = self.model.at(picked[0]).id
        self._kit.write(self, lambda: links.unlink(desk, link_id))
