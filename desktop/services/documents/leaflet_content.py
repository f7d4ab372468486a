"""From a household's record to the frozen words of its leaflet."""

from desktop.domain.leaflet import LeafletContent, LeafletMember, LeafletPlanItem
from desktop.domain.records import Address, Household, Person, Plan, Visit
from desktop.domain.vocabulary import (
    LEVEL_STATUS_LABEL,
    Answered,
    AnswerState,
    Dimension,
    ItemState,
    LevelStatus,
)
from desktop.services.desk import Desk
from desktop.services.overview import list_in_words
from desktop.thai import areas, citizen_id
from desktop.thai.dates import thai_date
from desktop.thai.numbers import grouped


def content_of(
    desk: Desk, household: Household, plan: Plan, visit: Visit | None
) -> LeafletContent:
    """Freeze what the leaflet says; citizen ids are masked here, before any paper."""
    newest = household.assessments[0] if household.assessments else None
    case, head = household.case, household.head
    income = household.income_person_year
    return LeafletContent(
        uid=household.uid,
        project=desk.settings.project_name,
        office=desk.settings.office_name,
        fiscal_year=desk.fiscal_year,
        number=f"{household.id:06d}",
        head=head.name if head else "",
        address_lines=address_lines(household.address),
        house_code=household.house_code,
        tel=household.tel,
        volunteer=case.volunteer_name if case else "",
        members=tuple(_member(m) for m in household.members),
        dimensions={d: household.dimension(d) for d in Dimension},
        housing_problem=household.housing_problem,
        income_year="" if income is None else f"{grouped(income)} บาท/คน/ปี",
        level_text=_level(household),
        level_reason=case.level_reason if case else "",
        data_source=list_in_words(newest.list_name, newest.as_of) if newest else "",
        printed_on=thai_date(desk.today),
        answers=_answers(visit),
        plan=tuple(
            LeafletPlanItem(i.phase, i.measure, i.agency, thai_date(i.due_on) if i.due_on else "")
            for i in plan.items
            if i.state != ItemState.DROPPED
        ),
    )


def address_lines(address: Address) -> tuple[str, ...]:
    """An address as an envelope has it: house and village, then tambon and district."""
    first = [
        address.address_no,
        f"หมู่ {address.moo}" if address.moo else "",
        address.village_name,
        f"ซ.{address.soi}" if address.soi else "",
        f"ถ.{address.road}" if address.road else "",
    ]
    place = areas.full_place(address.tambon_code) if address.tambon_code else ""
    second = f"{place} {address.postcode}".strip()
    return tuple(line for line in (" ".join(p for p in first if p), second) if line)


def _member(person: Person) -> LeafletMember:
    return LeafletMember(
        name=person.name,
        cid_masked=citizen_id.masked(person.cid) if person.cid else "",
        age=str(person.age) if person.age is not None else "",
        relation=person.relation,
        occupation=person.occupation,
        income_month="" if person.income_month is None else grouped(person.income_month),
        needs=frozenset(n for n, said in person.needs if said == Answered.YES),
        rights=frozenset(r for r, said in person.rights if said == Answered.YES),
    )


def _level(household: Household) -> str:
    case = household.case
    if case is None:
        return ""
    if case.level_status == LevelStatus.LEVEL:
        return f"ระดับ {case.level}"
    return LEVEL_STATUS_LABEL[case.level_status]


def _answers(visit: Visit | None) -> dict[str, str]:
    if visit is None:
        return {}
    return {
        a.question: a.value
        for a in visit.answers
        if not a.person_id and a.state == AnswerState.VALUE
    }
