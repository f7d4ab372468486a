"""The views: filters under a name, shared with the office."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from desktop.domain.finding import SavedFilter, to_json
from desktop.domain.records import HouseholdFilter
from desktop.views.text import restyle

_NAME = "มุมมอง"


class ViewsChip(QToolButton):
    """A menu of the views; a star says that the one in use has been changed.

    `picked` carries the view to use. `save_wanted`, `rename_wanted` and `remove_wanted` carry the
    view as it shall be; a new one has no id and no name.
    """

    picked = Signal(object)
    save_wanted = Signal(object)
    rename_wanted = Signal(object)
    remove_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._views: tuple[SavedFilter, ...] = ()
        self._used: SavedFilter | None = None
        self._flt = HouseholdFilter()
        self.setProperty("role", "chip")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        menu.aboutToShow.connect(self._fill)
        self.setMenu(menu)
        self._show()

    def offer(self, views: tuple[SavedFilter, ...]) -> None:
        """Take the views there are; the one in use stays the one in use."""
        self._views = views
        if self._used is not None:
            number, name = self._used.id, self._used.name
            same = [view for view in views if view.id == number or view.name == name]
            self._used = same[0] if same else None
        self._show()

    def use(self, view: SavedFilter) -> None:
        """Mark a view as the one in use, also one that has just been saved."""
        self._used = view
        self._show()

    def show_filter(self, flt: HouseholdFilter) -> None:
        """Take the filter in force; without any, no view is in use."""
        self._flt = flt
        if not _asks(flt):
            self._used = None
        self._show()

    def _show(self) -> None:
        words = ""
        if self._used is not None:
            words = self._used.name + ("" if self._is_used_as_saved() else " *")
        self.setText(words or f"{_NAME}  ▾")
        self.setToolTip("ตัวกรองถูกเปลี่ยนจากมุมมองที่บันทึกไว้" if words.endswith(" *") else "")
        self.setAccessibleName(f"{_NAME}: {words or 'ไม่ได้เลือก'}")
        restyle(self, "set", bool(words))

    def _is_used_as_saved(self) -> bool:
        return self._used is not None and to_json(self._used.flt) == to_json(self._flt)

    def _fill(self) -> None:
        menu, used = self.menu(), self._used
        menu.clear()
        for view in self._views:
            action = menu.addAction(view.name)
            action.setCheckable(True)
            action.setChecked(view == used)
            action.triggered.connect(lambda _on=False, v=view: self.picked.emit(v))
        if not self._views:
            menu.addAction("ยังไม่มีมุมมองที่บันทึกไว้").setEnabled(False)
        menu.addSeparator()
        new = menu.addAction("บันทึกตัวกรองนี้เป็นมุมมอง...")
        new.setEnabled(bool(_asks(self._flt)))
        new.triggered.connect(lambda: self.save_wanted.emit(SavedFilter("", self._flt)))
        if used is not None:
            changed = replace(used, flt=self._flt)
            over = menu.addAction(f"บันทึกทับ “{used.name}”")
            over.setEnabled(not self._is_used_as_saved())
            over.triggered.connect(lambda: self.save_wanted.emit(changed))
            rename = menu.addAction(f"เปลี่ยนชื่อ “{used.name}”...")
            rename.triggered.connect(lambda: self.rename_wanted.emit(used))
            remove = menu.addAction(f"ลบ “{used.name}”...")
            remove.triggered.connect(lambda: self.remove_wanted.emit(used))


def _asks(flt: HouseholdFilter) -> bool:
    return to_json(replace(flt, sort="name")) != to_json(HouseholdFilter())
