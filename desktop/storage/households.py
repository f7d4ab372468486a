"""Reading households: ids first, rows by page, one household whole."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, String, and_, cast, func, or_, select
from sqlalchemy.orm import Session

from desktop.domain.records import (
    Address,
    Assessment,
    Case,
    Household,
    HouseholdFilter,
    HouseholdRow,
    Person,
)
from desktop.domain.vocabulary import (
    Answered,
    CaseState,
    LevelStatus,
    Need,
    Right,
    Sex,
)
from desktop.storage import search
from desktop.storage.dating import data_date
from desktop.storage.on_lists import on_lists
from desktop.storage.schema.cases import CaseRow, VolunteerRow
from desktop.storage.schema.lists import AssessmentRow, SourceListRow
from desktop.storage.schema.people import HouseholdRow as Row
from desktop.storage.schema.people import PersonRow
from desktop.thai import areas
from desktop.thai.dates import PartialDate, age_on

_ORDER = {
    "name": (Row.sort_key, Row.id),
    "place": (Row.place_key, Row.id),
    "level": (CaseRow.level_final.asc().nulls_last(), Row.sort_key, Row.id),
    "-level": (CaseRow.level_final.desc().nulls_last(), Row.sort_key, Row.id),
    "members": (Row.members, Row.sort_key, Row.id),
    "-members": (Row.members.desc(), Row.sort_key, Row.id),
}


def find(
    session: Session, dialect: str, flt: HouseholdFilter, today: date
) -> tuple[list[int], int]:
    """Ids of the households the filter keeps, in its order, and how many people live there."""
    conditions = [*_conditions(dialect, flt), *on_lists(session, flt, today)]
    # One long answer instead of a row for each id: fetching 55,067 rows lets go of the
    # interpreter as often, and waits for the window each time.
    ids = func.aggregate_strings(cast(Row.id, String), ",").aggregate_order_by(*_ORDER[flt.sort])
    query = select(ids, func.coalesce(func.sum(Row.members), 0))
    if flt.sort.endswith("level") or flt.level or flt.volunteer_id or flt.unassigned:
        query = query.outerjoin(CaseRow, _case_of(flt.fiscal_year))
    found, persons = session.execute(query.where(*conditions)).one()
    return [int(number) for number in found.split(",")] if found else [], int(persons)


def _case_of(fiscal_year: int) -> ColumnElement[bool]:
    return and_(CaseRow.household_id == Row.id, CaseRow.fiscal_year == fiscal_year)


def _conditions(dialect: str, flt: HouseholdFilter) -> list[ColumnElement[bool]]:
    conditions = search.matching(dialect, flt.text)
    if flt.area:
        conditions.append(in_area(flt.area))
    if flt.dimension:
        conditions.append(Row.dim_failed.op("&")(flt.dimension.bit) != 0)
    if flt.level:
        conditions.append(_level_is(flt.level))
    if flt.volunteer_id:
        conditions.append(CaseRow.volunteer_id == flt.volunteer_id)
    if flt.unassigned:
        conditions.append(CaseRow.volunteer_id.is_(None))
    return conditions


def in_area(code: str) -> ColumnElement[bool]:
    """Households of a province, district, tambon (2, 4, 6 digits) or village (8)."""
    column = Row.village_code if len(code) == 8 else Row.tambon_code
    # A range, not LIKE, so that the index serves it on both databases.
    return and_(column >= code, column < code + ":")


def _level_is(level: str) -> ColumnElement[bool]:
    if level.isdecimal():
        return and_(CaseRow.level_status == LevelStatus.LEVEL, CaseRow.level_final == int(level))
    if level == LevelStatus.WAITING:
        return or_(CaseRow.level_status == level, CaseRow.id.is_(None))
    return CaseRow.level_status == level


def rows(session: Session, ids: Sequence[int], fiscal_year: int) -> list[HouseholdRow]:
    """The list's lines for these ids, in their order; ids that are gone are left out."""
    query = (
        select(Row, CaseRow, VolunteerRow.name)
        .outerjoin(CaseRow, _case_of(fiscal_year))
        .outerjoin(VolunteerRow, VolunteerRow.id == CaseRow.volunteer_id)
        .where(Row.id.in_(ids))
    )
    found = {row.id: _line(row, case, name) for row, case, name in session.execute(query)}
    return [found[i] for i in ids if i in found]


def _line(row: Row, case: CaseRow | None, volunteer: str | None) -> HouseholdRow:
    return HouseholdRow(
        id=row.id,
        uid=row.uid,
        head=row.head_name,
        address_no=row.address_no,
        moo=row.moo,
        tambon_code=row.tambon_code,
        members=row.members,
        failed=row.dim_failed,
        known=row.dim_known,
        level_status=LevelStatus(case.level_status) if case else LevelStatus.WAITING,
        level=case.level_final if case else None,
        state=CaseState(case.state) if case else CaseState.LISTED,
        volunteer_name=volunteer or "",
    )


def load(session: Session, household_id: int, fiscal_year: int, today: date) -> Household | None:
    """One household with everyone in it, None when it is gone.

    Ages are on the data date of its newest list, else today.
    """
    row = session.get(Row, household_id)
    if row is None:
        return None
    on = data_date(row.list_as_of) or today
    people = session.scalars(
        select(PersonRow)
        .where(PersonRow.household_id == household_id)
        .order_by(PersonRow.position, PersonRow.id)
    )
    case = session.execute(
        select(CaseRow, VolunteerRow.name)
        .outerjoin(VolunteerRow, VolunteerRow.id == CaseRow.volunteer_id)
        .where(CaseRow.household_id == household_id, CaseRow.fiscal_year == fiscal_year)
    ).one_or_none()
    return Household(
        id=row.id,
        uid=row.uid,
        version=row.version,
        house_code=row.house_code,
        address=address_of(row),
        place=areas.full_place(row.tambon_code) if row.tambon_code else "",
        tel=row.tel,
        note=row.note,
        members=tuple(person_of(p, on) for p in people),
        assessments=_assessments(session, household_id),
        case=_case(*case) if case else None,
    )


def address_of(row: Row) -> Address:
    """The address of a stored household."""
    return Address(
        address_no=row.address_no,
        moo=row.moo,
        village_name=row.village_name,
        soi=row.soi,
        road=row.road,
        tambon_code=row.tambon_code,
        postcode=row.postcode,
    )


def person_of(row: PersonRow, on: date) -> Person:
    """A stored person as a record, with the age on that day."""
    birth = None
    if row.birth_year is not None:
        birth = PartialDate(row.birth_year, row.birth_month, row.birth_day)
    return Person(
        id=row.id,
        version=row.version,
        uid=row.uid,
        household_id=row.household_id,
        cid=row.cid,
        prefix=row.prefix,
        first_name=row.first_name,
        last_name=row.last_name,
        sex=Sex(row.sex),
        birth=birth,
        age_stated=row.age_stated,
        age=age_on(birth, on) if birth else row.age_stated,
        age_on=on,
        relation=row.relation,
        occupation=row.occupation,
        education=row.education,
        income_month=row.income_month,
        family_no=row.family_no,
        needs=tuple((n, _said(row.need_yes, row.need_known, n.bit)) for n in Need),
        rights=tuple((r, _said(row.right_yes, row.right_known, r.bit)) for r in Right),
    )


def _said(yes: int, known: int, bit: int) -> Answered:
    if not known & bit:
        return Answered.UNKNOWN
    return Answered.YES if yes & bit else Answered.NO


def _assessments(session: Session, household_id: int) -> tuple[Assessment, ...]:
    found = session.execute(
        select(AssessmentRow, SourceListRow.name)
        .join(SourceListRow, SourceListRow.id == AssessmentRow.list_id)
        .where(AssessmentRow.household_id == household_id)
        .order_by(AssessmentRow.as_of.desc(), AssessmentRow.id.desc())
    )
    return tuple(
        Assessment(
            list_name=name,
            as_of=a.as_of,
            failed=a.dim_failed,
            known=a.dim_known,
            indicator_set=a.indicator_set,
            indicators_failed=a.ind_failed,
            indicators_passed=a.ind_passed,
            income_person_year=a.income_person_year,
            housing_problem=tri_state(a.housing_problem),
        )
        for a, name in found
    )


def tri_state(value: bool | None) -> Answered:
    """Yes, no, or unknown."""
    if value is None:
        return Answered.UNKNOWN
    return Answered.YES if value else Answered.NO


def _case(row: CaseRow, volunteer: str | None) -> Case:
    return Case(
        id=row.id,
        version=row.version,
        fiscal_year=row.fiscal_year,
        state=CaseState(row.state),
        level_status=LevelStatus(row.level_status),
        level=row.level_final,
        level_reason=row.level_reason,
        level_scheme=row.level_scheme,
        override_reason=row.override_reason,
        volunteer_id=row.volunteer_id,
        volunteer_name=volunteer or "",
    )


def ids_named(session: Session, name: str) -> list[int]:
    """Households by random id, else by house code (several may share one), else by row id."""
    conditions = [Row.uid == name, Row.house_code == name]
    if name.isdecimal() and len(name) < 11:
        conditions.append(Row.id == int(name))
    for condition in conditions:
        found = list(session.scalars(select(Row.id).where(condition).order_by(Row.id)))
        if found:
            return found
    return []
