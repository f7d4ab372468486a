"""The filter by lists: on this one, not on that one, from an age."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from desktop.domain.records import HouseholdFilter, SourceList
from desktop.services.overview import list_in_words
from desktop.views.text import restyle

_AGES = (60, 18, 15)
_NAME = "รายชื่อ"
_LONGEST = 26


class ListsChip(QToolButton):
    """One chip for three choices that are about one person; `picked` carries the new filter."""

    picked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lists: tuple[SourceList, ...] = ()
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
        lists = [(one.id, list_in_words(one.name, one.as_of)) for one in self._lists]
        ages = [(age, f"อายุ {age} ปีขึ้นไป") for age in _AGES]
        self._offer(menu, "อยู่ในรายชื่อ", lists, flt.on_list, self._on_list)
        self._offer(menu, "ไม่อยู่ในรายชื่อ", lists, flt.not_on_list, self._not_on_list)
        self._offer(menu, "อายุ ณ วันที่ของรายชื่อ", ages, flt.age_from, self._age_from)

    def _on_list(self, value: int | None) -> None:
        self.picked.emit(replace(self._flt, on_list=value))

    def _not_on_list(self, value: int | None) -> None:
        self.picked.emit(replace(self._flt, not_on_list=value))

    def _age_from(self, value: int | None) -> None:
        self.picked.emit(replace(self._flt, age_from=value))

    def _offer(
        self,
        menu: QMenu,
        name: str,
        choices: list[tuple[int, str]],
        chosen: int | None,
        take: Callable[[int | None], None],
    ) -> None:
        inner = menu.addMenu(name)
        for value, words in ((None, "ไม่กำหนด"), *choices):
            action = inner.addAction(words)
            action.setCheckable(True)
            action.setChecked(value == chosen)
            action.triggered.connect(lambda _on=False, v=value: take(v))
