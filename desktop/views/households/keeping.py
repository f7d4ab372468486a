"""Keeps the list's views: asks for names, stores, renames and forgets."""

from dataclasses import replace

from PySide6.QtCore import QObject

from desktop.domain.finding import SavedFilter
from desktop.services import saved_filters
from desktop.views.households.views import ViewsChip
from desktop.views.kit import Kit


class Keeping(QObject):
    """What the views' menu asks for, done."""

    def __init__(self, kit: Kit, chip: ViewsChip) -> None:
        super().__init__(chip)
        self._kit = kit
        self._chip = chip
        chip.save_wanted.connect(self._save)
        chip.rename_wanted.connect(self._rename)
        chip.remove_wanted.connect(self._remove)

    def _save(self, view: SavedFilter) -> None:
        if view.id is None:
            name = self._kit.ask.name("ตั้งชื่อมุมมองให้ทั้งสำนักงานใช้", "", "บันทึกมุมมอง")
            if not name:
                return
            view = replace(view, name=name)
        self._store(view)

    def _rename(self, view: SavedFilter) -> None:
        name = self._kit.ask.name("เปลี่ยนชื่อมุมมอง", view.name, "เปลี่ยนชื่อ")
        if name:
            self._store(replace(view, name=name))

    def _store(self, view: SavedFilter) -> None:
        desk = self._kit.desk
        # The list is asked again for what changed, and brings the views anew.
        self._kit.write(
            self, lambda: saved_filters.save(desk, view), lambda _c: self._chip.use(view)
        )

    def _remove(self, view: SavedFilter) -> None:
        sure = self._kit.ask.confirm(
            f"ลบมุมมอง “{view.name}”",
            "ทุกคนในสำนักงานจะไม่เห็นมุมมองนี้อีก ครัวเรือนในมุมมองไม่ถูกลบ",
            "ลบมุมมอง",
        )
        desk = self._kit.desk
        if sure:
            self._kit.write(self, lambda: saved_filters.remove(desk, view))
