"""The list's filters as chips."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.finding import Counts, SavedFilter
from desktop.domain.records import HouseholdFilter, SourceList, Volunteer
from desktop.domain.vocabulary import DIMENSION_LABEL, Dimension
from desktop.thai import areas
from desktop.views.filtering import Chip, Choice
from desktop.views.flow import Flow
from desktop.views.households.lists import ListsChip
from desktop.views.households.views import ViewsChip
from desktop.views.layouts import button

LEVELS: tuple[Choice, ...] = (
    ("3", "ระดับ 3"),
    ("2", "ระดับ 2"),
    ("1", "ระดับ 1"),
    ("0", "ระดับ 0"),
    ("outside", "นอกเกณฑ์"),
    ("unresolved", "ไม่จัดระดับ"),
    ("waiting", "รอข้อมูล"),
)
NOBODY = -1


class FilterBar(QWidget):
    """Views, district, tambon, level, dimension, volunteer, lists.

    `changed` carries the new filter; `counts_wanted` asks for `show_counts`, `each_wanted` for
    what each of the filters keeps that `lists` offers.
    """

    changed = Signal(object)
    counts_wanted = Signal()
    each_wanted = Signal(object)

    def __init__(self, province: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._province = province
        self._volunteers: tuple[Volunteer, ...] = ()
        self.flt = HouseholdFilter()
        self._district = Chip("อำเภอ", self._districts, self)
        self._tambon = Chip("ตำบล", self._tambons, self)
        self._level = Chip("ระดับ", lambda: LEVELS, self)
        self._dimension = Chip("มิติ", _dimensions, self)
        self._volunteer = Chip("อพม.", self._people, self)
        self.lists = ListsChip(self)
        self.views = ViewsChip(self)
        self._all = button("ล้างตัวกรอง", "link")
        chips = (self._district, self._tambon, self._level, self._dimension, self._volunteer)
        self.setLayout(Flow(self.views, *chips, self.lists, self._all))
        for chip in chips:
            chip.opened.connect(self.counts_wanted)
        self._district.picked.connect(lambda v: self._take(replace(self.flt, area=v or "")))
        self._tambon.picked.connect(self._take_tambon)
        self._level.picked.connect(lambda v: self._take(replace(self.flt, level=v or "")))
        self._dimension.picked.connect(lambda v: self._take(replace(self.flt, dimension=v)))
        self._volunteer.picked.connect(self._take_volunteer)
        self.lists.picked.connect(self._take)
        self.lists.counts_wanted.connect(self.each_wanted)
        self.views.picked.connect(self.use)
        self._all.clicked.connect(self.clear)
        self.show_filter(self.flt)

    def show_filter(self, flt: HouseholdFilter) -> None:
        """Show a filter without announcing it."""
        self.flt = flt
        district = flt.area[:4] if len(flt.area) >= 4 else None
        self._district.show_choice(district)
        self._tambon.setVisible(district is not None)
        self._tambon.show_choice(flt.area[:6] if len(flt.area) >= 6 else None)
        self._level.show_choice(flt.level or None)
        self._dimension.show_choice(flt.dimension)
        self.lists.show_filter(flt)
        self.views.show_filter(flt)
        self._volunteer.show_choice(NOBODY if flt.unassigned else flt.volunteer_id)
        plain = HouseholdFilter(text=flt.text, sort=flt.sort, fiscal_year=flt.fiscal_year)
        self._all.setVisible(flt != plain)

    def offer_volunteers(self, volunteers: tuple[Volunteer, ...]) -> None:
        """Take the volunteers that can be chosen."""
        self._volunteers = volunteers
        self.show_filter(self.flt)

    def offer_lists(self, lists: tuple[SourceList, ...]) -> None:
        """Take the lists that can be chosen."""
        self.lists.offer(lists)

    def show_counts(self, counts: Counts | None) -> None:
        """Show in the menus how many households each choice leaves; None: not known yet."""
        flt = self.flt
        for chip, count in (
            (self._district, Counts.districts),
            (self._tambon, Counts.tambons),
            (self._level, Counts.levels),
            (self._dimension, Counts.dimensions),
        ):
            chip.show_counts(count(counts, flt) if counts else None)
        people = counts.volunteers(flt) if counts else None
        if people is not None:
            people[NOBODY] = people.pop(None, 0)
        self._volunteer.show_counts(people)

    def use(self, view: SavedFilter) -> None:
        """Filter by a view; what is typed stays."""
        self.views.use(view)
        self._take(replace(view.flt, text=self.flt.text))

    def clear(self) -> None:
        """Filter by nothing but what is typed."""
        self._take(HouseholdFilter(text=self.flt.text, sort=self.flt.sort))

    def _take(self, flt: HouseholdFilter) -> None:
        self.show_filter(flt)
        self.changed.emit(flt)

    def _take_tambon(self, code: str | None) -> None:
        self._take(replace(self.flt, area=code or self.flt.area[:4]))

    def _take_volunteer(self, value: int | None) -> None:
        nobody = value == NOBODY
        someone = None if nobody else value
        self._take(replace(self.flt, unassigned=nobody, volunteer_id=someone))

    def _districts(self) -> tuple[Choice, ...]:
        return tuple((a.code, f"อ.{a.name}") for a in areas.children(self._province))

    def _tambons(self) -> tuple[Choice, ...]:
        district = self.flt.area[:4]
        return tuple((a.code, f"ต.{a.name}") for a in areas.children(district) if district)

    def _people(self) -> tuple[Choice, ...]:
        people = tuple((v.id, v.name) for v in self._volunteers)
        return ((NOBODY, "ยังไม่มอบหมาย"), *people)


def _dimensions() -> tuple[Choice, ...]:
    return tuple((d, f"ตกมิติ{DIMENSION_LABEL[d]}") for d in Dimension)
