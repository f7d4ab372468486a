"""The main window: frame, rooms, and the ways between them."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from desktop.domain.changes import Changes
from desktop.domain.errors import UserError
from desktop.domain.keying import Unstored
from desktop.domain.records import HouseholdFilter, Volunteer
from desktop.services import households, keying, overview, preferences, volunteers
from desktop.services.desk import Desk
from desktop.services.overview import Overview
from desktop.tasks.hub import Hub
from desktop.tasks.runner import TaskRunner
from desktop.views.closing import AGAIN, Closing
from desktop.views.commands import Commands
from desktop.views.dialogs import Dialogs, WindowDialogs
from desktop.views.forms.screen import FormsScreen
from desktop.views.help import HelpScreen
from desktop.views.household.screen import HouseholdScreen
from desktop.views.households.screen import HouseholdsScreen
from desktop.views.imports.history import ImportHistoryScreen
from desktop.views.imports.screen import ImportScreen
from desktop.views.kit import Kit, Screen
from desktop.views.layouts import column, row
from desktop.views.links.screen import LinksScreen
from desktop.views.overview import OverviewScreen
from desktop.views.phones.screen import PhonesScreen
from desktop.views.plans import PlansScreen
from desktop.views.printing.screen import PrintScreen
from desktop.views.repairs.screen import RepairsScreen
from desktop.views.reports import ReportsScreen
from desktop.views.shell.footer import Footer
from desktop.views.shell.lens import Lens
from desktop.views.shell.navigation import Navigation
from desktop.views.shell.tabs import HouseholdTabs
from desktop.views.shell.topbar import TopBar
from desktop.views.theme import Theme
from desktop.views.trail import Place, Trail
from desktop.views.undo import Undo
from desktop.views.volunteers.chooser import Chooser
from desktop.views.volunteers.screen import VolunteersScreen


class Rooms:
    """The screens, made once, by their keys."""

    def __init__(self, kit: Kit) -> None:
        self.overview = OverviewScreen(kit)
        self.households = HouseholdsScreen(kit)
        self.household = HouseholdScreen(kit)
        self.imports = ImportScreen(kit)
        self.import_history = ImportHistoryScreen(kit)
        self.repairs = RepairsScreen(kit)
        self.volunteers = VolunteersScreen(kit)
        self.printing = PrintScreen(kit)
        self.plans = PlansScreen(kit)
        self.reports = ReportsScreen(kit)
        self.links = LinksScreen(kit)
        self.forms = FormsScreen(kit)
        self.phones = PhonesScreen(kit)
        self.help = HelpScreen(kit)

    def by_key(self) -> dict[str, Screen]:
        """Return the screens under the names that the navigation uses."""
        return dict(vars(self))


class MainWindow(QMainWindow):
    """No personal data ever stands in its title."""

    closing = Signal()

    def __init__(self, desk: Desk, theme: Theme, ask: Dialogs | None = None) -> None:
        super().__init__()
        self.setWindowTitle("OneHome สมุดพกครอบครัว")
        self.resize(1366, 768)
        self.setMinimumSize(480, 320)
        self._work = TaskRunner(self, "work")
        self._reads = TaskRunner(self, "reads")
        ask = ask or WindowDialogs(self, desk.words)
        self.kit = Kit(desk, self._work, self._reads, Hub(self), theme, ask)
        self.navigation = Navigation(theme)
        self.top = TopBar(desk, theme)
        self.footer = Footer(desk.db.where, self._work)
        self.tabs = HouseholdTabs(theme)
        self.rooms = Rooms(self.kit)
        self._keys = self.rooms.by_key()
        self._closing = Closing(self.kit, self.rooms.household, self)
        self._stack = QStackedWidget()
        for screen in self._keys.values():
            self._stack.addWidget(screen)
        self._shell = QWidget()
        self._from = "households"
        self.trail = Trail()
        self.undo = Undo(self.kit, self.top.undo)
        self.commands = Commands(self)
        self._lay_out()
        self._connect()
        self.go("overview")

    def go(self, key: str) -> None:
        """Show a room."""
        screen = self._keys[key]
        if key != "household":
            self._from = key
            self.navigation.choose(key)
            self.trail.visit(Place(key))
            self.tabs.show_room(key)
        self._stack.setCurrentWidget(screen)
        screen.arrive()

    def here(self) -> str:
        """Return the key of the room in sight."""
        current = self._stack.currentWidget()
        return next(key for key, screen in self._keys.items() if screen is current)

    def open_household(self, household_id: int, form: str = "") -> None:
        """Show one household, or its logbook of a form; back leads to where it was opened."""
        self._from = self.here() if self.here() != "household" else self._from
        self.trail.visit(Place("household", household_id))
        self.tabs.show_room("household", household_id)
        self._name_tabs()
        self.rooms.household.open(household_id)
        self._stack.setCurrentWidget(self.rooms.household)
        if form:
            self.rooms.household.show_logbook(form)

    def resume(self) -> None:
        """Open the logbook that was being typed when the program ended untimely."""
        desk = self.kit.desk

        def reopen(left: Unstored | None) -> None:
            if left is not None:
                self.open_household(left.household_id, left.form)

        self.kit.read(self, lambda: keying.left_open(desk), reopen)

    def open_plan(self, household_id: int) -> None:
        """Show a household's plan."""
        self.open_household(household_id)
        self.rooms.household.show_plan()

    def choose_year(self, year: int) -> None:
        """Show everything of another fiscal year, once what was typed is stored in this one."""
        self._closing.leave()
        if any(part.busy() for part in self.rooms.household.parts):
            QTimer.singleShot(AGAIN, self, lambda: self.choose_year(year))
            return
        try:
            self.kit.sit_at(preferences.remember_fiscal_year(self.kit.desk, year))
        except UserError as error:
            self.kit.ask.error(error)
        self.top.show_year(self.kit.desk.fiscal_year)
        self.kit.hub.tell(Changes(everything=True))

    def print_households(self, ids: Sequence[int]) -> None:
        """Bring households to the print room."""
        self.go("printing")
        self.rooms.printing.choose(ids)

    def assign_households(self, ids: Sequence[int]) -> None:
        """Ask who shall look after them."""
        desk = self.kit.desk

        def choose(people: tuple[Volunteer, ...]) -> None:
            chooser = Chooser(people, len(ids), self)
            chooser.chosen.connect(assign)
            chooser.finished.connect(chooser.deleteLater)
            chooser.open()

        def assign(volunteer_id: int | None) -> None:
            self.kit.write(self, lambda: volunteers.assign(desk, ids, volunteer_id))

        self.kit.read(self, lambda: volunteers.all_of(desk), choose)

    def shut(self) -> None:
        """Store what is being typed, then stop the worker; a running job rolls back."""
        self._closing.leave()
        self._reads.shutdown()
        self._work.shutdown()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask before a long job is stopped; go when all is stored, stay where a save failed."""
        if self._closing.under_way:
            event.ignore()
            return
        if self.footer.busy() and not self.kit.ask.confirm(
            "ยังมีงานที่ทำไม่เสร็จ", "ถ้าปิดตอนนี้ งานจะถูกยกเลิกและข้อมูลกลับเป็นเหมือนก่อนเริ่มงาน", "ยกเลิกงานและปิด"
        ):
            event.ignore()
            return
        typed = self.rooms.repairs.unsaved()
        if typed and not self.kit.ask.confirm(
            f"ยังมีค่าที่แก้ไว้ {typed:,} รายการที่ไม่ได้บันทึก",
            "ถ้าปิดตอนนี้ ค่าที่พิมพ์ไว้ในหน้า “รอตรวจและตัดสินใจ” จะหายไป",
            "ปิดโดยไม่บันทึก",
        ):
            event.ignore()
            return
        if not self._closing.finish(self._shell):
            event.ignore()
            return
        self.shut()
        self.closing.emit()
        super().closeEvent(event)

    def _lay_out(self) -> None:
        middle = row(self.navigation, gap=0)
        page = column(self.tabs, gap=0)
        page.addWidget(self._stack, 1)
        middle.addLayout(page, 1)
        box = column(self.top, gap=0)
        box.addLayout(middle, 1)
        box.addWidget(self.footer)
        self._shell.setObjectName("shell")
        self._shell.setLayout(box)
        self.setCentralWidget(Lens(self._shell))

    def _connect(self) -> None:
        rooms = self.rooms
        self.navigation.chosen.connect(self.go)
        self.top.light.clicked.connect(self.commands.toggle_theme)
        self.tabs.chosen.connect(self.open_household)
        self.tabs.list_wanted.connect(self.to_list)
        self.top.year_chosen.connect(self.choose_year)
        self.top.search.textChanged.connect(self._search)
        self.top.search.into_list.connect(self.commands.search)
        self.top.commands.clicked.connect(self.commands.show_palette)
        self.kit.hub.changed.connect(self._changed)
        rooms.overview.counted.connect(self._count)
        for screen in (rooms.overview, rooms.households):
            screen.import_wanted.connect(lambda: self.go("imports"))
        for source in (rooms.overview, rooms.reports):
            source.households_wanted.connect(self._show_only)
        rooms.overview.room_wanted.connect(self.go)
        rooms.imports.history_wanted.connect(lambda: self.go("import_history"))
        rooms.forms.phones_wanted.connect(lambda: self.go("phones"))
        rooms.phones.back_wanted.connect(lambda: self.go("forms"))
        rooms.imports.links_wanted.connect(lambda: self.go("links"))
        rooms.imports.repairs_wanted.connect(lambda: self.go("repairs"))
        rooms.import_history.back_wanted.connect(lambda: self.go("imports"))
        rooms.imports.households_wanted.connect(lambda: self._show_only(HouseholdFilter()))
        rooms.links.counted.connect(lambda number: self.navigation.count("links", number))
        rooms.phones.logbook_wanted.connect(self.open_household)
        for opener in (rooms.households, rooms.volunteers, rooms.repairs, rooms.links):
            opener.open_wanted.connect(self.open_household)
        rooms.plans.plan_wanted.connect(self.open_plan)
        for printer in (rooms.households, rooms.household, rooms.volunteers):
            printer.print_wanted.connect(self.print_households)
        for assigner in (rooms.households, rooms.household):
            assigner.assign_wanted.connect(self.assign_households)
        rooms.household.back_wanted.connect(self._back)

    def _search(self, text: str) -> None:
        if self.here() != "households":
            self.go("households")
        self.rooms.households.search(text)

    def to_list(self) -> None:
        """Go into the list of households."""
        self.go("households")
        self.rooms.households.table.setFocus()

    def _show_only(self, flt: HouseholdFilter) -> None:
        self.top.search.blockSignals(True)
        self.top.search.clear()
        self.top.search.blockSignals(False)
        self.rooms.households.show_only(flt)
        self.go("households")
        self.rooms.households.table.setFocus()

    def _back(self) -> None:
        self.go(self._from)
        if self._from == "households":
            self.rooms.households.table.setFocus()

    def _changed(self, changes: Changes) -> None:
        if changes.label and (changes.everything or changes.households or changes.tables):
            self.footer.saved(changes)
        self._name_tabs()
        if self.here() != "overview":
            self.rooms.overview.arrive()

    def _name_tabs(self) -> None:
        desk, ids = self.kit.desk, self.tabs.open_ids()
        if ids:
            self.kit.read(self, lambda: households.rows(desk, ids), self.tabs.name)

    def _count(self, found: Overview) -> None:
        self.navigation.count("households", found.households)
        self.navigation.count("repairs", found.waiting)
        self.rooms.households.offer_import(not found.lists)
        words = [overview.list_in_words(one.name, one.as_of) for one in found.lists]
        more = f" +{len(words) - 1}" if len(words) > 1 else ""
        self.top.lists.say(f"{words[0]}{more}" if words else "ยังไม่มีรายชื่อ")
        self.top.lists.setToolTip("\n".join(words))
