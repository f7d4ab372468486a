"""Volunteers and the households assigned to them."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.domain.records import Volunteer, VolunteerDraft
from desktop.domain.vocabulary import CaseState
from desktop.storage.bulk import chunks
from desktop.storage.people import fetch
from desktop.storage.schema.cases import CaseRow, VolunteerRow
from desktop.storage.work import Work
from desktop.thai.text import sort_key


def all_volunteers(session: Session, fiscal_year: int) -> tuple[Volunteer, ...]:
    """Every volunteer in dictionary order, with the number of households of that year."""
    counted = session.execute(
        select(CaseRow.volunteer_id, func.count())
        .where(CaseRow.fiscal_year == fiscal_year, CaseRow.volunteer_id.is_not(None))
        .group_by(CaseRow.volunteer_id)
    )
    counts = {row[0]: row[1] for row in counted}
    rows = session.scalars(select(VolunteerRow).order_by(VolunteerRow.sort_key, VolunteerRow.id))
    return tuple(
        Volunteer(
            id=v.id,
            version=v.version,
            uid=v.uid,
            name=v.name,
            tel=v.tel,
            area=v.area,
            note=v.note,
            households=counts.get(v.id, 0),
        )
        for v in rows
    )


def save(work: Work, draft: VolunteerDraft) -> int:
    """Store a volunteer; return the id."""
    if draft.id is None:
        row = VolunteerRow()
        work.session.add(row)
    else:
        row = fetch(work.session, VolunteerRow, draft.id, draft.version)
    row.name, row.tel, row.area, row.note = draft.name, draft.tel, draft.area, draft.note
    row.sort_key = sort_key(draft.name)
    work.session.flush()
    return row.id


def remove(work: Work, volunteer_id: int, version: int) -> None:
    """Take a volunteer out; the households lose the assignment."""
    row = fetch(work.session, VolunteerRow, volunteer_id, version)
    for case in work.session.scalars(select(CaseRow).where(CaseRow.volunteer_id == volunteer_id)):
        _assign(case, None)
    work.session.flush()
    work.session.delete(row)


def assign(
    work: Work, household_ids: Sequence[int], fiscal_year: int, volunteer_id: int | None
) -> None:
    """Give households to a volunteer in that year, or take the assignment back with None."""
    for some in chunks(household_ids):
        cases = {
            case.household_id: case
            for case in work.session.scalars(
                select(CaseRow).where(
                    CaseRow.household_id.in_(some), CaseRow.fiscal_year == fiscal_year
                )
            )
        }
        for household_id in some:
            case = cases.get(household_id)
            if case is None:
                case = CaseRow(household_id=household_id, fiscal_year=fiscal_year, state="listed")
                work.session.add(case)
            _assign(case, volunteer_id)
        work.session.flush()


def _assign(case: CaseRow, volunteer_id: int | None) -> None:
    case.volunteer_id = volunteer_id
    if volunteer_id is not None and case.state in (CaseState.LISTED, CaseState.TARGET):
        case.state = CaseState.ASSIGNED.value
    elif volunteer_id is None and case.state == CaseState.ASSIGNED:
        case.state = (CaseState.TARGET if case.is_target else CaseState.LISTED).value
