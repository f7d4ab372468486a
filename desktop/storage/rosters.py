"""Households for lists on paper, many at once."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.domain.rosters import RosterLine
from desktop.domain.vocabulary import LevelStatus
from desktop.storage.bulk import chunks
from desktop.storage.finding import case_of
from desktop.storage.schema.cases import CaseRow, VolunteerRow
from desktop.storage.schema.people import HouseholdRow as Row

_LINE = (
    *(Row.id, Row.uid, Row.head_name, Row.house_code, Row.address_no, Row.moo, Row.village_name),
    *(Row.village_code, Row.tambon_code, Row.tel, Row.members, Row.dim_failed),
    *(CaseRow.level_status, CaseRow.level_final),
    *(VolunteerRow.id, VolunteerRow.name, VolunteerRow.tel, VolunteerRow.area),
)


def lines(session: Session, ids: Sequence[int], fiscal_year: int) -> list[RosterLine]:
    """These households by village and house number; ids that are gone are left out."""
    found: list[tuple[str, RosterLine]] = []
    for some in chunks(ids):
        query = (
            select(Row.place_key, *_LINE)
            .outerjoin(CaseRow, case_of(fiscal_year))
            .outerjoin(VolunteerRow, VolunteerRow.id == CaseRow.volunteer_id)
            .where(Row.id.in_(some))
        )
        found += [(place, _line(*rest)) for place, *rest in session.execute(query)]
    found.sort(key=lambda one: (one[0], one[1].id))
    return [line for _, line in found]


def counts(session: Session, ids: Sequence[int]) -> tuple[int, int]:
    """How many of these households there are, and how many people live there."""
    households = persons = 0
    for some in chunks(ids):
        query = select(func.count(), func.coalesce(func.sum(Row.members), 0))
        homes, people = session.execute(query.where(Row.id.in_(some))).one()
        households, persons = households + homes, persons + people
    return households, persons


def _line(*cells: Any) -> RosterLine:
    *own, status, level, volunteer, name, tel, area = cells
    known = LevelStatus(status) if status else LevelStatus.WAITING
    carer = (volunteer or 0, name or "", tel or "", area or "")
    return RosterLine(*(*own, known, level, *carer))
