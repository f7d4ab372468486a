"""Print jobs, the papers they made, and their coming back."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import case, func, insert, select, update
from sqlalchemy.orm import Session

from desktop.domain.prints import JobState, PapersOut, PrintJob, Way
from desktop.storage.bulk import chunks
from desktop.storage.database import Database
from desktop.storage.finding import case_of
from desktop.storage.schema.base import table_of
from desktop.storage.schema.cases import CaseRow, UserRow, VolunteerRow
from desktop.storage.schema.people import HouseholdRow
from desktop.storage.schema.prints import PrintJobRow, PrintPaperRow
from desktop.storage.work import Work


def begin(database: Database, job: dict[str, Any], household_ids: Sequence[int]) -> int:
    """Record that a job is being made for these households; return its id."""
    with database.begin() as connection:
        row = connection.execute(insert(table_of(PrintJobRow)).values(job))
        key = row.inserted_primary_key
        number = int(key[0]) if key else 0
        for some in chunks(household_ids):
            papers = [{"job_id": number, "household_id": one} for one in some]
            connection.execute(insert(table_of(PrintPaperRow)), papers)
    return number


def finish(database: Database, number: int, state: JobState, sheets: int = 0) -> None:
    """Record how a job ended."""
    jobs = table_of(PrintJobRow)
    with database.begin() as connection:
        ended = {"state": state.value, "sheets": sheets}
        connection.execute(update(jobs).where(jobs.c.id == number).values(ended))


def jobs(session: Session, fiscal_year: int, most: int) -> tuple[PrintJob, ...]:
    """The newest jobs of a fiscal year, the newest first."""
    papers = select(func.count()).where(PrintPaperRow.job_id == PrintJobRow.id).scalar_subquery()
    query = (
        select(PrintJobRow, UserRow.name, papers)
        .join(UserRow, UserRow.id == PrintJobRow.made_by)
        .where(PrintJobRow.fiscal_year == fiscal_year)
        .order_by(PrintJobRow.id.desc())
        .limit(most)
    )
    return tuple(_job(*row) for row in session.execute(query))


def _job(row: PrintJobRow, name: str, papers: int) -> PrintJob:
    return PrintJob(
        id=row.id,
        kind=row.kind,
        layout_version=row.layout_version,
        way=Way(row.way),
        state=JobState(row.state),
        copies=row.copies,
        households=papers,
        sheets=row.sheets,
        file=row.file,
        made_by=name,
        made_at=row.made_at,
    )


def households_of(session: Session, number: int) -> list[int]:
    """The households of a job, in its order."""
    query = select(PrintPaperRow.household_id).where(PrintPaperRow.job_id == number)
    return list(session.scalars(query.order_by(PrintPaperRow.id)))


def out(
    session: Session, fiscal_year: int, kinds: Collection[str], late_before: datetime
) -> tuple[PapersOut, ...]:
    """Papers of these kinds by who looks after the household; those with late ones first."""
    still = PrintPaperRow.returned_at.is_(None)
    home = PrintPaperRow.household_id
    late = still & (PrintJobRow.made_at < late_before)
    query = _papers(
        select(
            *(VolunteerRow.id, VolunteerRow.name, VolunteerRow.tel, VolunteerRow.area),
            func.count(home.distinct()),
            func.count(case((still, home)).distinct()),
            func.count(case((late, home)).distinct()),
            func.min(case((still, PrintJobRow.made_at))),
        ),
        fiscal_year,
        kinds,
    ).group_by(VolunteerRow.id, VolunteerRow.name, VolunteerRow.tel, VolunteerRow.area)
    found = [
        PapersOut(number or 0, name or "", tel or "", area or "", *rest)
        for number, name, tel, area, *rest in session.execute(query)
    ]
    return tuple(sorted(found, key=lambda one: (-one.late, -one.out, one.volunteer)))


def still_out(
    session: Session, fiscal_year: int, kinds: Collection[str], volunteer_id: int
) -> list[int]:
    """The households of a volunteer (0 = of nobody) whose papers are still out, by place."""
    whose = (
        CaseRow.volunteer_id == volunteer_id if volunteer_id else CaseRow.volunteer_id.is_(None)
    )
    query = _papers(select(HouseholdRow.id, HouseholdRow.place_key), fiscal_year, kinds)
    query = query.where(PrintPaperRow.returned_at.is_(None), whose).distinct()
    return [row[0] for row in session.execute(query.order_by(HouseholdRow.place_key))]


def printed(session: Session, fiscal_year: int, kinds: Collection[str]) -> set[int]:
    """The households for which papers of these kinds were made."""
    return set(session.scalars(_papers(select(PrintPaperRow.household_id), fiscal_year, kinds)))


def _papers(query: Any, fiscal_year: int, kinds: Collection[str]) -> Any:
    """Return a query that selects from papers of these kinds and whose they are."""
    return (
        query.select_from(PrintPaperRow)
        .join(PrintJobRow, PrintJobRow.id == PrintPaperRow.job_id)
        .join(HouseholdRow, HouseholdRow.id == PrintPaperRow.household_id)
        .outerjoin(
            CaseRow,
            (CaseRow.household_id == PrintPaperRow.household_id)
            & (CaseRow.fiscal_year == fiscal_year),
        )
        .outerjoin(VolunteerRow, VolunteerRow.id == CaseRow.volunteer_id)
        .where(
            PrintJobRow.fiscal_year == fiscal_year,
            PrintJobRow.state == JobState.MADE.value,
            PrintJobRow.kind.in_(kinds),
        )
    )


def open_papers(
    session: Session, household_id: int, fiscal_year: int, kinds: Collection[str]
) -> list[int]:
    """The papers of a household that are still out."""
    query = _papers(select(PrintPaperRow.id), fiscal_year, kinds)
    whose = PrintPaperRow.household_id == household_id
    return list(session.scalars(query.where(whose, PrintPaperRow.returned_at.is_(None))))


def check_in(work: Work, papers: Sequence[int], *, user: int, at: datetime) -> None:
    """Mark papers as come back."""
    for paper in work.session.scalars(select(PrintPaperRow).where(PrintPaperRow.id.in_(papers))):
        paper.returned_at, paper.returned_to = at, user


def carer_of(session: Session, household_id: int, fiscal_year: int) -> tuple[str, int, str]:
    """The head's name, and the volunteer's id (0 = nobody) and name, of a household."""
    query = (
        select(HouseholdRow.head_name, VolunteerRow.id, VolunteerRow.name)
        .select_from(HouseholdRow)
        .outerjoin(CaseRow, case_of(fiscal_year))
        .outerjoin(VolunteerRow, VolunteerRow.id == CaseRow.volunteer_id)
        .where(HouseholdRow.id == household_id)
    )
    head, number, name = session.execute(query).one()
    return head, number or 0, name or ""
