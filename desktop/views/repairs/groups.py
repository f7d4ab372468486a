"""The list at the left: what waits, by kind, with counts; picking one filters the table."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

WIDTH = 236
_LONGEST = 20  # letters of a kind where only a chip says it
NARROW = 760  # pixels of a page below which the table needs all the room there is
ROOMY = 1180  # from which every column fits beside the list


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

    def key(self) -> object:
        """Return what the table is filtered by."""
        row = self.currentRow()
        return self._keys[row] if 0 <= row < len(self._keys) else None

    def choices(self) -> tuple[tuple[object, str], ...]:
        """Return what can be picked, for where there is no room for the list."""
        words = ((key, self.item(row).text()) for row, key in enumerate(self._keys))
        return tuple(
            (key, text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…")
            for key, text in words
            if key is not None
        )

    def choose(self, key: object) -> None:
        """Pick a kind, None for everything."""
        if key in self._keys:
            self.setCurrentRow(self._keys.index(key))

    def _turn(self, row: int) -> None:
        if 0 <= row < len(self._keys):
            self.turned.emit(self._keys[row])
