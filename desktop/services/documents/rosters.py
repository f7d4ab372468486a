"""Lists of households, one for each district, volunteer or level; and of what agencies owe."""

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass

from desktop.domain.documents import DocumentKind, Part
from desktop.domain.errors import UserError
from desktop.domain.paper_layout import Content
from desktop.domain.rosters import RosterLine
from desktop.domain.vocabulary import PHASE_LABEL, LevelStatus
from desktop.services.desk import Desk
from desktop.services.documents import words
from desktop.storage import casework
from desktop.storage import rosters as stored
from desktop.thai import areas
from desktop.thai.dates import thai_date
from desktop.thai.numbers import grouped
from desktop.thai.text import sort_key

# More than the first pages of a look can hold.
LOOK_ROWS = 400
NOBODY = "ยังไม่มอบหมาย อพม."
NOWHERE = "ไม่ทราบอำเภอ"
NO_AGENCY = "ยังไม่ระบุหน่วยงาน"


@dataclass(frozen=True, slots=True)
class Grouping:
    """How lists are parted: each household's group, as (key, title)."""

    of: Callable[[RosterLine], tuple[str, str]]

    def parts(self, desk: Desk, ids: Sequence[int]) -> tuple[Part, ...]:
        """One part a group, in the groups' order; households by village and house number."""
        return tuple(
            Part(key, title, tuple(line.id for line in found))
            for (key, title), found in self.dealt(lines(desk, ids))
        )

    def dealt(self, found: Sequence[RosterLine]) -> list[tuple[tuple[str, str], list[RosterLine]]]:
        """Return the groups, (key, title), in their order with what belongs to each."""
        groups: dict[tuple[str, str], list[RosterLine]] = {}
        for line in found:
            groups.setdefault(self.of(line), []).append(line)
        return sorted(groups.items(), key=lambda one: (not one[0][0], sort_key(one[0][1])))


def lines(desk: Desk, ids: Sequence[int]) -> list[RosterLine]:
    """These households by village and house number."""
    with desk.db.read() as session:
        return stored.lines(session, ids, desk.fiscal_year)


def _district(line: RosterLine) -> tuple[str, str]:
    code = line.tambon_code[:4]
    return (code, f"อำเภอ{areas.name_of(code)}") if len(code) == 4 else ("", NOWHERE)


def _volunteer(line: RosterLine) -> tuple[str, str]:
    if not line.volunteer_id:
        return "", NOBODY
    return str(line.volunteer_id), f"อพม. {line.volunteer}"


def _level(line: RosterLine) -> tuple[str, str]:
    at = line.level_status == LevelStatus.LEVEL
    return (f"level-{line.level}" if at else line.level_status.value), words.level_in_words(
        line.level_status, line.level
    )


BY_DISTRICT = Grouping(_district)
BY_VOLUNTEER = Grouping(_volunteer)
BY_LEVEL = Grouping(_level)

_ABOUT = "ลำดับ หัวหน้าครัวเรือน ที่อยู่ ระดับ และผู้ดูแล บันทึกเป็น Excel ได้"
DISTRICTS = DocumentKind(
    "roster-district", "รายชื่อครัวเรือน รายอำเภอ", _ABOUT, "อำเภอ", 1, table=True
)
VOLUNTEERS = DocumentKind(
    "roster-volunteer", "รายชื่อครัวเรือน ราย อพม.", _ABOUT, "อพม.", 1, table=True
)
LEVELS = DocumentKind("roster-level", "รายชื่อครัวเรือน ตามระดับ", _ABOUT, "ระดับ", 1, table=True)
AGENCIES = DocumentKind(
    "agency",
    "รายการตามแผนของหน่วยงาน",
    "ความช่วยเหลือที่แผนมอบให้แต่ละหน่วยงานและยังไม่เสร็จ บันทึกเป็น Excel ได้",
    "หน่วยงาน",
    1,
    table=True,
)


def contents(desk: Desk, of: Sequence[Part], look: bool) -> Generator[Content]:
    """What each list says; for a look only its first households, but all of them counted."""
    for part in of:
        found = lines(desk, part.households[: LOOK_ROWS if look else None])
        with desk.db.read() as session:
            households, persons = stored.counts(session, part.households)
        yield Content(
            {
                **words.of_office(desk),
                "group": part.title,
                "households": grouped(households),
                "persons": grouped(persons),
            },
            {"households": tuple(words.row_of(line, n) for n, line in enumerate(found, 1))},
        )


def agency_parts(desk: Desk, ids: Sequence[int]) -> tuple[Part, ...]:
    """One part an agency that plans of these households wait for.

    Raises:
        UserError: no plan of them waits for anything.
    """
    wanted = set(ids)
    groups: dict[str, list[int]] = {}
    with desk.db.read() as session:
        for due in casework.due_items(session, desk.fiscal_year):
            if due.household_id in wanted:
                groups.setdefault(due.item.agency.strip(), []).append(due.household_id)
    if not groups:
        raise UserError(
            "ไม่มีรายการตามแผน",
            "ครัวเรือนที่เลือกไม่มีความช่วยเหลือที่รอหน่วยงานใด กรุณาบันทึกแผน 3 ระยะก่อน หรือเลือกครัวเรือนอื่น",
        )
    order = sorted(groups, key=lambda name: (not name, sort_key(name)))
    return tuple(
        Part(name, name or NO_AGENCY, tuple(dict.fromkeys(groups[name]))) for name in order
    )


def agency_contents(desk: Desk, of: Sequence[Part], _look: bool) -> Generator[Content]:
    """What each agency is asked for."""
    with desk.db.read() as session:
        every = casework.due_items(session, desk.fiscal_year)
    for part in of:
        found = {line.id: line for line in lines(desk, part.households)}
        theirs = (due for due in every if due.item.agency.strip() == part.key)
        tasks = [due for due in theirs if due.household_id in found]
        yield Content(
            {
                **words.of_office(desk),
                "group": part.title,
                "households": grouped(len(found)),
                "tasks": grouped(len(tasks)),
            },
            {
                "tasks": tuple(
                    {
                        **words.row_of(found[due.household_id], n),
                        "measure": due.item.measure,
                        "phase": PHASE_LABEL[due.item.phase],
                        "due": thai_date(due.item.due_on) if due.item.due_on else words.DASH,
                    }
                    for n, due in enumerate(tasks, 1)
                )
            },
        )
