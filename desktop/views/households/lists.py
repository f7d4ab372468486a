"""The filter by lists: on this one, not on that one, from an age."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from desktop.domain.records import HouseholdFilter, SourceList
from desktop.services.overview import list_in_words
from desktop.views.text import restyle

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

_AGES = (60, 18, 15)
_NAME = "รายชื่อ"
_LONGEST = 26
_TAB = "\t"  # what stands behind it is set apart at the right, as keys are


class ListsChip(QToolButton):
    """One chip for three choices that are about one person; `picked` carries the new filter.

    `counts_wanted` asks for `show_counts` of the filters that the menu offers.
    """

    picked = Signal(object)
    counts_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lists: tuple[SourceList, ...] = ()
        self._offered: dict[HouseholdFilter, list[QAction]] = {}
        self._flt = HouseholdFilter()
        self.setProperty("role", "chip")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        menu.aboutToShow.connect(self._fill)
        self.setMenu(menu)
        self.show_filter(self._flt)

    def offer(self, lists: tuple[SourceList, ...]) -> None:
        """Take the lists that can be chosen."""
        self._lists = lists
        self.show_filter(self._flt)

    def show_filter(self, flt: HouseholdFilter) -> None:
        """Show what is chosen."""
        self._flt = flt
        words = ", ".join(self._words())
        short = words if len(words) <= _LONGEST else words[:_LONGEST] + "…"
        self.setText(short or f"{_NAME}  ▾")
        self.setToolTip(words)
        self.setAccessibleName(f"ตัวกรอง {_NAME}: {words or 'ทั้งหมด'}")
        restyle(self, "set", bool(words))

    def _words(self) -> Iterator[str]:
        if self._flt.age_from is not None:
            yield f"อายุ {self._flt.age_from}+"
        if self._flt.on_list is not None:
            yield f"อยู่ใน {self._name_of(self._flt.on_list)}"
        if self._flt.not_on_list is not None:
            yield f"ไม่อยู่ใน {self._name_of(self._flt.not_on_list)}"

    def _name_of(self, list_id: int) -> str:
        found = (list_in_words(one.name, one.as_of) for one in self._lists if one.id == list_id)
        return next(found, "รายชื่อที่ถูกนำออกแล้ว")

    def _fill(self) -> None:
        menu, flt = self.menu(), self._flt
        menu.clear()
        self._offered = {}
        lists = [(one.id, list_in_words(one.name, one.as_of)) for one in self._lists]
        ages = [(age, f"อายุ {age} ปีขึ้นไป") for age in _AGES]
        for name, choices, of in (
            ("อยู่ในรายชื่อ", lists, lambda value: replace(flt, on_list=value)),
            ("ไม่อยู่ในรายชื่อ", lists, lambda value: replace(flt, not_on_list=value)),
            ("อายุ ณ วันที่ของรายชื่อ", ages, lambda value: replace(flt, age_from=value)),
        ):
            self._offer(menu.addMenu(name), choices, of)
        self.counts_wanted.emit(tuple(self._offered))

    def show_counts(self, counts: Mapping[HouseholdFilter, int]) -> None:
        """Show in the open menu how many households each choice leaves."""
        for flt, count in counts.items():
            for action in self._offered.get(flt, ()):
                action.setText(f"{action.text().partition(_TAB)[0]}{_TAB}{count:,}")

    def _offer(
        self,
        inner: QMenu,
        choices: list[tuple[int, str]],
        of: Callable[[int | None], HouseholdFilter],
    ) -> None:
        for value, words in ((None, "ไม่กำหนด"), *choices):
            flt = of(value)
            action = inner.addAction(words)
            action.setCheckable(True)
            action.setChecked(flt == self._flt)
            action.triggered.connect(lambda _on=False, one=flt: self.picked.emit(one))
            self._offered.setdefault(flt, []).append(action)
