"""What is printed, for whom, and what came back."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from desktop.domain.changes import Changes
from desktop.domain.documents import Part
from desktop.domain.leaflet import Printed
from desktop.domain.prints import CheckedIn, JobState, PapersOut, PrintJob, Way
from desktop.domain.progress import Cancelled, Reporter
from desktop.domain.records import HouseholdFilter
from desktop.printing.duplex import make_test_sheet
from desktop.services import households
from desktop.services.desk import Desk
from desktop.services.documents import catalogue, choosing, making, rosters
from desktop.services.files import written_beside
from desktop.storage import prints as stored
from desktop.storage.work import Work, work

_MOST_JOBS = 200
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be made. `target` is a file; with `apart` a folder, one file a part or a carer.

    A printer's job is made into `target` too, and sent from there.
    """

    kind: str
    ids: tuple[int, ...]
    target: Path
    way: Way = Way.PDF
    apart: bool = False
    copies: int = 1


@dataclass(frozen=True, slots=True)
class Made:
    """A finished job with the files it wrote."""

    job: int
    printed: Printed
    files: tuple[Path, ...]


def make(desk: Desk, order: Order, report: Reporter) -> Made:
    """Make a job's files and record what was made, when, by whom and for which households.

    Raises:
        UserError: no household was chosen, one is gone, or a file can't be written. A mistake
            that is seen before anything is made leaves no job behind.
        Cancelled: the clerk asked to stop; the files finished by then stay.
    """
    kind = catalogue.named(order.kind).kind
    if not order.apart:
        making.writer(order.kind, order.target)
    parts = making.parts(desk, order.kind, order.ids)
    chosen = [id_ for part in parts for id_ in part.households]
    number = stored.begin(
        desk.db,
        {
            "kind": kind.key,
            "layout_version": kind.version,
            "way": order.way.value,
            "state": JobState.MAKING.value,
            "copies": order.copies,
            "sheets": 0,
            "file": "" if order.way is Way.PRINTER else str(order.target),
            "fiscal_year": desk.fiscal_year,
            "made_by": desk.actor.user_id,
            "made_at": datetime.now(UTC),
        },
        list(dict.fromkeys(chosen)),
    )
    try:
        made = _files(desk, order, parts, report)
    except Cancelled:
        stored.finish(desk.db, number, JobState.CANCELLED)
        raise
    except BaseException:
        stored.finish(desk.db, number, JobState.FAILED)
        raise
    printed = _together([one for one, _ in made])
    # What is sent to a printer is made when the printer has taken it.
    state = JobState.MAKING if order.way is Way.PRINTER else JobState.MADE
    stored.finish(desk.db, number, state, printed.sheets)
    return Made(number, printed, tuple(file for _, file in made))


def ended(desk: Desk, job: int, sheets: int, *, sent: bool) -> None:
    """Record that a printer took a job, or that it was stopped before."""
    stored.finish(desk.db, job, JobState.MADE if sent else JobState.CANCELLED, sheets)


def _files(
    desk: Desk, order: Order, parts: Sequence[Part], report: Reporter
) -> list[tuple[Printed, Path]]:
    if not order.apart:
        printed = making.write(desk, order.kind, parts, order.target, report)
        return [(printed, order.target)]
    ending = "xlsx" if order.way is Way.XLSX else "pdf"
    made = []
    for name, some in apart(desk, order.kind, parts):
        target = order.target / f"{name}.{ending}"
        made.append((making.write(desk, order.kind, some, target, report), target))
    return made


def apart(desk: Desk, kind: str, parts: Sequence[Part]) -> list[tuple[str, tuple[Part, ...]]]:
    """Deal parts to files: one a part, but for papers of households one a volunteer.

    A file's name never has a person's in it.
    """
    known = catalogue.named(kind).kind
    if known.unit != "ครัวเรือน":
        return [(_file_name(known.title, _called(known.unit, part)), (part,)) for part in parts]
    by_home = {part.households[0]: part for part in parts}
    groups = rosters.BY_VOLUNTEER.parts(desk, list(by_home))
    return [
        (
            _file_name(known.title, _called("อพม.", group)),
            tuple(by_home[home] for home in group.households),
        )
        for group in groups
    ]


def _called(unit: str, part: Part) -> str:
    if unit == "อพม.":
        return f"อพม-{int(part.key):04d}" if part.key else rosters.NOBODY
    return part.title


def _file_name(title: str, of: str) -> str:
    return _NOT_IN_NAMES.sub("-", f"{title} {of}").strip(" .")


def _together(every: Sequence[Printed]) -> Printed:
    return Printed(
        households=sum(one.households for one in every),
        sheets=sum(one.sheets for one in every),
        pages=sum(one.pages for one in every),
        file=every[0].file if every else "",
        # What is said of the layout's own texts is said in every file.
        shortened=tuple(dict.fromkeys(note for one in every for note in one.shortened)),
    )


def jobs(desk: Desk) -> tuple[PrintJob, ...]:
    """This year's jobs, the newest first."""
    with desk.db.read() as session:
        return stored.jobs(session, desk.fiscal_year, _MOST_JOBS)


def households_of(desk: Desk, job: int) -> list[int]:
    """The households of a job, to make it again."""
    with desk.db.read() as session:
        return stored.households_of(session, job)


WORK_LISTS = {
    "assigned": "มอบหมายแล้ว ยังไม่ได้พิมพ์",
    "level-3": "ระดับ 3 ยังไม่ได้พิมพ์",
    "level-2": "ระดับ 2 ยังไม่ได้พิมพ์",
    "out": "พิมพ์แล้ว ยังไม่ส่งคืน",
}
"""Households that wait for the print room, by a key."""


def work_list(desk: Desk, key: str) -> list[int]:
    """The households of a work list, by place."""
    if key == "out":
        return [one for who in papers_out(desk) for one in still_out(desk, who.volunteer_id)]
    if key == "assigned":
        unassigned = set(households.find(desk, HouseholdFilter(unassigned=True)))
        every = households.find(desk, HouseholdFilter(sort="place"))
        return not_printed(desk, [one for one in every if one not in unassigned])
    level = HouseholdFilter(level=key.removeprefix("level-"), sort="place")
    return not_printed(desk, households.find(desk, level))


def returning() -> tuple[str, ...]:
    """The kinds of papers that are expected back."""
    return tuple(kind.key for kind in catalogue.kinds() if kind.returns)


def papers_out(desk: Desk) -> tuple[PapersOut, ...]:
    """Who has which papers; those with late ones first."""
    allowed = datetime.now(UTC) - timedelta(days=desk.settings.papers_late_after)
    with desk.db.read() as session:
        return stored.out(session, desk.fiscal_year, returning(), allowed)


def still_out(desk: Desk, volunteer_id: int) -> list[int]:
    """The households of a volunteer (0 = of nobody) whose papers are still out, by place."""
    with desk.db.read() as session:
        return stored.still_out(session, desk.fiscal_year, returning(), volunteer_id)


def not_printed(desk: Desk, ids: Sequence[int]) -> list[int]:
    """Those of the households for which no paper was made this year that is expected back."""
    with desk.db.read() as session:
        made = stored.printed(session, desk.fiscal_year, returning())
    return [one for one in ids if one not in made]


def check_in(desk: Desk, code: str) -> tuple[CheckedIn, Changes]:
    """Take back the papers of the household whose code was read.

    Raises:
        UserError: there is no such household.
    """
    (household,) = choosing.household_ids(desk, chosen=(code,))
    with desk.db.read() as session:
        head, volunteer, name = stored.carer_of(session, household, desk.fiscal_year)
        out = stored.open_papers(session, household, desk.fiscal_year, returning())
    papers, done = 0, Changes()
    # A code that is read twice is no second action.
    if out:
        with work(desk.db, "รับแผ่นพับคืน", desk.actor, household_id=household) as current:
            papers = take_back(desk, current, household)
        done = current.done
    missing = len(still_out(desk, volunteer))
    return CheckedIn(household, head, name, papers, missing), done


def take_back(desk: Desk, current: Work, household: int) -> int:
    """Mark a household's papers as come back, in a unit of work; return how many were out."""
    papers = stored.open_papers(current.session, household, desk.fiscal_year, returning())
    stored.check_in(current, papers, user=desk.actor.user_id, at=datetime.now(UTC))
    return len(papers)


def duplex_test(desk: Desk, target: Path) -> Path:
    """Write the sheet that tells how this printer must turn the paper.

    Raises:
        UserError: the file can't be written.
    """
    with written_beside(target) as file:
        make_test_sheet(desk.typesetter, file)
    return target
