"""Reading households: rows by page, one household whole."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain.records import (
    Address,
    Assessment,
    Case,
    Household,
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
from desktop.storage.dating import data_date
from desktop.storage.finding import case_of
from desktop.storage.schema.cases import CaseRow, VolunteerRow
from desktop.storage.schema.lists import AssessmentRow, SourceListRow
from desktop.storage.schema.people import HouseholdRow as Row
from desktop.storage.schema.people import PersonRow
from desktop.thai import areas
from desktop.thai.dates import PartialDate, age_on
from desktop.thai.typed import readings_of, terms_met

_LONG_NUMBER = 8  # digits of telephones and ids
_HEARD = 20  # households in which who sounds like it is looked for


def rows(
    session: Session, ids: Sequence[int], fiscal_year: int, typed: str = ""
) -> list[HouseholdRow]:
    """The list's lines for these ids, in their order; ids that are gone are left out.

    Each says which member answers best what was `typed`, where the head doesn't as well.
    """
    query = (
        select(*_LINE)
        .outerjoin(CaseRow, case_of(fiscal_year))
        .outerjoin(VolunteerRow, VolunteerRow.id == CaseRow.volunteer_id)
        .where(Row.id.in_(ids))
    )
    found = {row[0]: _line(*row) for row in session.execute(query)}
    for household_id, name in _met(session, found, typed).items():
        found[household_id] = replace(found[household_id], met=name)
    return [found[i] for i in ids if i in found]


def _met(session: Session, found: Mapping[int, HouseholdRow], typed: str) -> dict[int, str]:
    """Return the names of members who answer more of what was typed than the heads do."""
    # House numbers and villages are nobody's name; an id is.
    readings = [
        [term for term in terms if len(term) >= _LONG_NUMBER or not re.search(r"\d", term)]
        for terms in readings_of(typed)
    ]
    most = max(map(len, readings), default=0)
    heads = {one.id: terms_met(readings, one.head) for one in found.values()}
    others = [number for number, met in heads.items() if met < most]
    columns = (
        *(PersonRow.household_id, PersonRow.prefix, PersonRow.first_name, PersonRow.last_name),
        PersonRow.cid,
    )
    people = select(*columns).where(PersonRow.household_id.in_(others))
    people = people.order_by(PersonRow.position, PersonRow.id)
    lines = list(session.execute(people)) if others else []
    names = _named(lines, found, readings, others, by_sound=False)
    # What sounds alike is worth its time only where nobody is called so, and for a few.
    left = [home for home in others if home not in names][:_HEARD]
    names |= _named(lines, found, readings, left, by_sound=True)
    return {home: name for home, name in names.items() if name != found[home].head}


def _named(
    lines: Sequence[Any],
    found: Mapping[int, HouseholdRow],
    readings: Sequence[Sequence[str]],
    homes: Sequence[int],
    *,
    by_sound: bool,
) -> dict[int, str]:
    best = {home: terms_met(readings, found[home].head, by_sound=by_sound) for home in homes}
    names: dict[int, str] = {}
    for home, prefix, first, last, cid in lines:
        if home not in best:
            continue
        met = terms_met(readings, f"{first} {last} {cid}", by_sound=by_sound)
        if met > best[home]:
            best[home], names[home] = met, f"{prefix}{first} {last}".strip()
    return names


# Columns, not mapped objects: a page is read a quarter as fast with those.
_LINE = (
    *(Row.id, Row.uid, Row.head_name, Row.address_no, Row.moo, Row.tambon_code, Row.members),
    *(Row.dim_failed, Row.dim_known),
    *(CaseRow.level_status, CaseRow.level_final, CaseRow.state, VolunteerRow.name),
)
_LEVELS = {str(one): one for one in LevelStatus}
_STATES = {str(one): one for one in CaseState}


def _line(*cells: Any) -> HouseholdRow:
    *own, level_status, level, state, volunteer = cells
    status = _LEVELS.get(level_status, LevelStatus.WAITING)
    return HouseholdRow(
        *(*own, status, level, _STATES.get(state, CaseState.LISTED), volunteer or "")
    )


def load(session: Session, household_id: int, fiscal_year: int, today: date) -> Household | None:
    """One household with everyone in it, None when it is gone.

    Ages are on the data date of its newest list, else today.
    """
    return load_some(session, [household_id], fiscal_year, today).get(household_id)


def load_some(
    session: Session, ids: Sequence[int], fiscal_year: int, today: date
) -> dict[int, Household]:
    """Some households by their ids, see `load`; those that are gone are left out."""
    people = defaultdict[int, list[PersonRow]](list)
    for person in session.scalars(
        select(PersonRow)
        .where(PersonRow.household_id.in_(ids))
        .order_by(PersonRow.position, PersonRow.id)
    ):
        people[person.household_id].append(person)
    cases = {
        case.household_id: _case(case, volunteer)
        for case, volunteer in session.execute(
            select(CaseRow, VolunteerRow.name)
            .outerjoin(VolunteerRow, VolunteerRow.id == CaseRow.volunteer_id)
            .where(CaseRow.household_id.in_(ids), CaseRow.fiscal_year == fiscal_year)
        )
    }
    assessments = _assessments(session, ids)
    found = {}
    for row in session.scalars(select(Row).where(Row.id.in_(ids))):
        on = data_date(row.list_as_of) or today
        found[row.id] = Household(
            id=row.id,
            uid=row.uid,
            version=row.version,
            house_code=row.house_code,
            address=address_of(row),
            place=areas.full_place(row.tambon_code) if row.tambon_code else "",
            tel=row.tel,
            note=row.note,
            members=tuple(person_of(p, on) for p in people[row.id]),
            assessments=tuple(assessments[row.id]),
            case=cases.get(row.id),
        )
    return found


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


def _assessments(session: Session, ids: Sequence[int]) -> dict[int, list[Assessment]]:
    """What lists said of each household, the newest first."""
    found = defaultdict[int, list[Assessment]](list)
    for a, name in session.execute(
        select(AssessmentRow, SourceListRow.name)
        .join(SourceListRow, SourceListRow.id == AssessmentRow.list_id)
        .where(AssessmentRow.household_id.in_(ids))
        .order_by(AssessmentRow.as_of.desc(), AssessmentRow.id.desc())
    ):
        found[a.household_id].append(
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
        )
    return found


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
