"""The list at the left: what waits, by kind, with counts; picking one filters the table."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

WIDTH = 236


@dataclass(frozen=True, slots=True)
class Group:
    """One line: `key` tells what it filters by, None for everything."""

    key: object
    label: str
    count: int


class GroupList(QListWidget):
    """Counts before words, so that they stand below one another. `turned` carries the key."""

    turned = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFixedWidth(WIDTH)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._keys: list[object] = []
        self.currentRowChanged.connect(self._turn)

    def show_groups(self, groups: Sequence[Group]) -> None:
        """Show what waits now; the picked kind stays picked while there is any of it."""
        before = self.key()
        self.blockSignals(True)
        self.clear()
        total = Group(None, "ทั้งหมด", sum(one.count for one in groups))
        lines = [total, *groups]
        for one in lines:
            item = QListWidgetItem(f"{one.count:,}   {one.label}", self)
            item.setToolTip(one.label)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{one.label} {one.count:,} รายการ")
        self._keys = [one.key for one in lines]
        here = self._keys.index(before) if before in self._keys else 0
        self.setCurrentRow(here)
        self.blockSignals(False)
        if self._keys[here] != before:
            self.turned.emit(self._keys[here])

    def key(self) -> object:
        """Return what the table is filtered by."""
        row = self.currentRow()
        return self._keys[row] if 0 <= row < len(self._keys) else None

    def _turn(self, row: int) -> None:
        if 0 <= row < len(self._keys):
            self.turned.emit(self._keys[row])
