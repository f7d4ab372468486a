"""The households that are open, each in a tab behind the one of the list."""

from collections.abc import Iterable

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import QTabBar, QToolButton, QWidget

from desktop.domain.records import HouseholdRow
from desktop.thai.names import split_name
from desktop.views.theme import Theme

_MOST = 12
_LIST = 0
_WIDEST = 220  # pixels of one tab


class HouseholdTabs(QTabBar):
    """`chosen` carries a household's id, `list_wanted` comes for the first tab.

    Where no household is open, or another room is in sight, there is nothing to see.
    """

    chosen = Signal(int)
    list_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName("ครัวเรือนที่เปิดอยู่")
        self.setObjectName("households")
        self.setExpanding(False)
        self.setElideMode(Qt.TextElideMode.ElideRight)
        self.setDrawBase(False)
        self.addTab("รายการ")
        self.currentChanged.connect(self._choose)
        theme.changed.connect(self._paint)
        self.hide()

    def show_room(self, key: str, household: int = 0) -> None:
        """Show where the clerk is; a household that has no tab gets one."""
        with QSignalBlocker(self):
            if household:
                self.setCurrentIndex(self._tab_of(household))
            elif key == "households":
                self.setCurrentIndex(_LIST)
        self.setVisible(self.count() > 1 and key in ("households", "household"))

    def open_ids(self) -> list[int]:
        """Return the open households in the order of their tabs."""
        return [self.tabData(tab) for tab in range(_LIST + 1, self.count())]

    def name(self, rows: Iterable[HouseholdRow]) -> None:
        """Write the heads' names on the tabs, and close those of households that are gone."""
        names = {row.id: row.head or "(ไม่มีชื่อ)" for row in rows}
        with QSignalBlocker(self):
            for tab in reversed(range(_LIST + 1, self.count())):
                name = names.get(self.tabData(tab))
                if name is None and tab != self.currentIndex():
                    self.removeTab(tab)
                elif name is not None:
                    self.setTabText(tab, _short(name))
                    self.setTabToolTip(tab, f"{name}\nCtrl+Tab แท็บถัดไป   Ctrl+W ปิดแท็บ")

    def turn(self, by: int) -> None:
        """Go to the next tab (1) or the one before (-1), round and round."""
        if self.isVisible():
            self.setCurrentIndex((self.currentIndex() + by) % self.count())

    def close_current(self) -> None:
        """Close the household in sight; the next one, or the list, comes into sight."""
        if self.isVisible():
            self._close(self.currentIndex())

    def tabSizeHint(self, index: int) -> QSize:
        """Let a long name be no wider than others."""
        size = super().tabSizeHint(index)
        return QSize(min(size.width(), _WIDEST), size.height())

    def _tab_of(self, household: int) -> int:
        ids = self.open_ids()
        if household in ids:
            return ids.index(household) + _LIST + 1
        if len(ids) >= _MOST:
            self.removeTab(_LIST + 1)
        tab = self.addTab("...")
        self.setTabData(tab, household)
        cross = QToolButton(self)
        cross.setProperty("role", "plain")
        cross.setProperty("small", "true")
        cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        cross.setToolTip("ปิดแท็บ (Ctrl+W)")
        cross.setAccessibleName("ปิดแท็บ")
        cross.setFixedSize(20, 20)
        cross.setIconSize(QSize(14, 14))
        cross.setIcon(self._theme.icon("x"))
        cross.clicked.connect(lambda: self._close(self.open_ids().index(household) + _LIST + 1))
        self.setTabButton(tab, QTabBar.ButtonPosition.RightSide, cross)
        return tab

    def _close(self, tab: int) -> None:
        if tab == _LIST:
            return
        in_sight = tab == self.currentIndex()
        with QSignalBlocker(self):
            self.removeTab(tab)
            self.setCurrentIndex(min(self.currentIndex(), self.count() - 1))
        if in_sight:
            self._choose(self.currentIndex())
        elif self.count() == 1:
            self.hide()

    def _choose(self, tab: int) -> None:
        if tab == _LIST:
            self.list_wanted.emit()
        elif tab > _LIST:
            self.chosen.emit(self.tabData(tab))

    def _paint(self) -> None:
        for tab in range(_LIST + 1, self.count()):
            cross = self.tabButton(tab, QTabBar.ButtonPosition.RightSide)
            if isinstance(cross, QToolButton):
                cross.setIcon(self._theme.icon("x"))


def _short(name: str) -> str:
    """Return a name without its title: a tab has little room."""
    parts = split_name(name)
    return f"{parts.first} {parts.last}".strip()
