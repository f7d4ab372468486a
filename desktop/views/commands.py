"""What can be done in the window, in one list: its keys and the palette come from it."""

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from desktop.domain.errors import UserError
from desktop.domain.finding import SavedFilter
from desktop.domain.paper_codes import uid_of
from desktop.domain.records import HouseholdRow
from desktop.models.places import place_name
from desktop.services import households, keying, preferences, saved_filters
from desktop.services.desk import Desk
from desktop.services.documents import choosing
from desktop.views.palette import Action, Palette
from desktop.views.shell.navigation import ROOMS, keys_of

if TYPE_CHECKING:
    from desktop.views.window import MainWindow

_LETTERS = re.compile("[ก-ฮA-Za-z]")
_SAID = re.compile(r"(?P<name>.*?)(?: |…|\.{3}|▾)*(?:\((?P<keys>[A-Z][\w+]*)\))?")
_Looked = tuple[list[HouseholdRow], tuple[SavedFilter, ...]]


class Commands(QObject):
    """The window's actions. What is always at hand has its key bound here."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        palette = Action("คำสั่งทั้งหมด", self.show_palette, "Ctrl+K")
        for action in (palette, *self._of_the_window()):
            QShortcut(QKeySequence(action.keys), window).activated.connect(action.run)

    def all(self) -> list[Action]:
        """Return the actions, those of the page in sight first."""
        once: dict[str, Action] = {}
        for action in (*self._of_the_page(), *_of_buttons(self._in_sight())):
            once.setdefault(action.name, action)
        return [
            *once.values(),
            *self._of_the_window(),
            *self._rooms(),
            *self._of_everything(),
        ]

    def _in_sight(self) -> QWidget:
        return self._window.rooms.by_key()[self._window.here()]

    def show_palette(self) -> None:
        """Open the palette; the households opened last and the views join it when looked up."""
        window = self._window
        box = Palette(self.all(), window)
        box.search_wanted.connect(self._search_for)
        box.finished.connect(box.deleteLater)
        box.open()
        desk, recent = window.kit.desk, window.trail.recent()

        def look() -> _Looked:
            return households.rows(desk, recent), saved_filters.all_of(desk)

        def show(looked: _Looked) -> None:
            lately, views = looked
            box.put_first(
                [*(self._household(one) for one in lately), *(self._view(one) for one in views)]
            )

        window.kit.read(box, look, show)

    def search(self) -> None:
        """Go into the list; the code of a paper opens its household's logbook instead."""
        window = self._window
        code, desk = window.top.search.text(), window.kit.desk
        if uid_of(code) is None:
            window.to_list()
            return
        window.top.search.clear()

        def open_logbook(ids: list[int]) -> None:
            window.open_household(ids[0], keying.SHORT)

        find = choosing.household_ids
        window.kit.read(window, lambda: find(desk, chosen=(code,)), open_logbook)

    def toggle_theme(self) -> None:
        """Change between light and dark, and remember it."""
        theme = self._window.kit.theme
        theme.toggle()
        dark = theme.palette.name == "dark"
        self._remember(lambda desk: preferences.remember_theme(desk, dark=dark))

    def toggle_figures(self) -> None:
        """Show what keying costs after each logbook, or no more, and remember it."""
        shown = not self._window.kit.desk.settings.keying_figures
        self._remember(lambda desk: preferences.remember_keying_figures(desk, shown=shown))

    def _remember(self, choice: Callable[[Desk], Desk]) -> None:
        kit = self._window.kit
        try:
            kit.sit_at(choice(kit.desk))
        except UserError as error:
            kit.ask.error(error)

    def _of_the_window(self) -> Iterator[Action]:
        window = self._window
        yield Action("ค้นหาครัวเรือน", window.top.search.begin, "Ctrl+F")
        yield Action("ย้อนไปหน้าก่อน", lambda: self._step(-1), "Alt+Left")
        yield Action("ไปหน้าถัดไป", lambda: self._step(1), "Alt+Right")
        yield Action("แท็บครัวเรือนถัดไป", lambda: window.tabs.turn(1), "Ctrl+Tab")
        yield Action("แท็บครัวเรือนก่อนหน้า", lambda: window.tabs.turn(-1), "Ctrl+Shift+Tab")
        yield Action("ปิดแท็บครัวเรือน", window.tabs.close_current, "Ctrl+W")

    def _rooms(self) -> Iterator[Action]:
        go = self._window.go
        for number, room in enumerate(ROOMS, start=1):
            run = (lambda key: lambda: go(key))(room.key)
            yield Action(f"ไปหน้า {room.name}", run, keys_of(number, room))
        yield Action("ไปหน้า ประวัติการนำเข้า", lambda: go("import_history"))
        yield Action("ไปหน้า คำตอบจากโทรศัพท์", lambda: go("phones"))

    def _of_everything(self) -> Iterator[Action]:
        window = self._window
        yield Action("ย้อนกลับการทำงานล่าสุด", window.undo.run, "Ctrl+Z")
        yield Action("สลับสีสว่าง-มืด", self.toggle_theme)
        figures = "ซ่อน" if window.kit.desk.settings.keying_figures else "แสดง"
        yield Action(f"{figures}สถิติการกรอกสมุดพก", self.toggle_figures)
        yield Action("นำเข้ารายชื่อใหม่", lambda: window.go("imports"))
        for year in window.top.years():
            run = (lambda chosen: lambda: window.choose_year(chosen))(year)
            yield Action(f"ใช้ปีงบประมาณ {year}", run)

    def _of_the_page(self) -> Iterator[Action]:
        window, rooms = self._window, self._window.rooms
        if window.here() == "households":
            place = "ครัวเรือนที่เลือก"
            for letter, name, keys in (
                ("O", "เปิดครัวเรือน", "Enter"),
                ("P", "พิมพ์แผ่นพับ", "P"),
                ("A", "มอบหมาย อพม.", "A"),
            ):
                run = (lambda act: lambda: rooms.households.act(act))(letter)
                yield Action(name, run, keys, place)
            yield Action("ล้างตัวกรอง", rooms.households.filters.clear)
        if window.here() == "household" and rooms.household.household is not None:
            page, number = rooms.household, rooms.household.household.id
            place = "ครัวเรือนนี้"
            for section, part in enumerate(page.parts):
                run = (lambda goal: lambda: page.show_section(goal))(section)
                yield Action(f"ไปส่วน {part.name}", run, place=place)
            yield Action("พิมพ์แผ่นพับ", lambda: window.print_households([number]), "Ctrl+P", place)
            yield Action("มอบหมาย อพม.", lambda: window.assign_households([number]), place=place)

    def _household(self, row: HouseholdRow) -> Action:
        window = self._window
        place = place_name(row.tambon_code) if row.tambon_code else ""
        where = " ".join(filter(None, (row.address_no, row.moo and f"ม.{row.moo}", place)))
        head = row.head or "(ไม่มีชื่อ)"
        return Action(f"เปิด {head}", lambda: window.open_household(row.id), place=where)

    def _view(self, view: SavedFilter) -> Action:
        return Action(f"มุมมอง {view.name}", lambda: self._use(view), place="ครัวเรือน")

    def _step(self, by: int) -> None:
        window, place = self._window, self._window.trail.step(by)
        if place is not None and place.household:
            window.open_household(place.household)
        elif place is not None:
            window.go(place.room)

    def _search_for(self, text: str) -> None:
        self._window.top.search.setText(text)
        self._window.top.search.begin()

    def _use(self, view: SavedFilter) -> None:
        self._window.go("households")
        self._window.rooms.households.filters.use(view)


def _of_buttons(page: QWidget) -> Iterator[Action]:
    """Yield what the buttons do that can be pressed now; some say their key after the words."""
    for one in (*page.findChildren(QPushButton), *page.findChildren(QToolButton)):
        # A count or a filter's chip says little by itself; who hears it is told what it is.
        alone = not _LETTERS.search(one.text()) or "▾" in one.text()
        said = _SAID.fullmatch((alone and one.accessibleName()) or one.text())
        if said and said["name"] and one.isVisible() and one.isEnabled():
            yield Action(said["name"], one.click, said["keys"] or "")
