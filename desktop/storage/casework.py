"""Logbooks, plans and aid of a household."""

from collections.abc import Iterator, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload
from sqlalchemy.orm.attributes import flag_modified

from desktop.domain.records import Aid, Answer, DueItem, Plan, PlanItem, Visit, VisitDraft
from desktop.domain.vocabulary import (
    AnswerState,
    CaseState,
    Dimension,
    ItemState,
    Phase,
    VisitState,
)
from desktop.storage.people import fetch
from desktop.storage.schema.cases import (
    AidRow,
    AnswerRow,
    CaseRow,
    ChangeRow,
    OperationRow,
    PlanItemRow,
    PlanRow,
    VisitRow,
)
from desktop.storage.schema.people import HouseholdRow
from desktop.storage.work import Work
from desktop.thai import areas

_ORDER = list(CaseState)
_AT_ONCE = 500  # logbooks with their answers in memory


def visits(session: Session, household_id: int) -> tuple[Visit, ...]:
    """All logbooks of a household, the newest first."""
    rows = session.scalars(
        select(VisitRow)
        .where(VisitRow.household_id == household_id)
        .order_by(VisitRow.fiscal_year.desc(), VisitRow.id.desc())
    )
    return tuple(visit_of(row) for row in rows)


def last_visits(session: Session, ids: Sequence[int]) -> dict[int, Visit]:
    """The newest logbook of each of these households that has one."""
    rows = session.scalars(
        select(VisitRow)
        .where(VisitRow.household_id.in_(ids))
        .order_by(VisitRow.fiscal_year, VisitRow.id)
        .options(selectinload(VisitRow.answers))
    )
    newest = {row.household_id: row for row in rows}
    return {household: visit_of(row) for household, row in newest.items()}


def last_stored_by(session: Session, user_id: int, household_id: int, form: str) -> Visit | None:
    """The logbook that a clerk stored last, for another household than this one."""
    row = session.scalar(
        select(VisitRow)
        .join(ChangeRow, (ChangeRow.table_name == "visit") & (ChangeRow.row_id == VisitRow.id))
        .join(OperationRow, OperationRow.id == ChangeRow.operation_id)
        .where(
            OperationRow.user_id == user_id,
            OperationRow.kind == "edit",
            VisitRow.household_id != household_id,
            VisitRow.form == form,
        )
        .order_by(OperationRow.id.desc())
        .limit(1)
    )
    return visit_of(row) if row else None


def visits_of_form(session: Session, form: str) -> Iterator[Visit]:
    """Yield every logbook of a form, whatever its version, household by household."""
    rows = session.scalars(
        select(VisitRow)
        .where(VisitRow.form == form)
        .order_by(VisitRow.household_id, VisitRow.id)
        .options(selectinload(VisitRow.answers))
        .execution_options(yield_per=_AT_ONCE)
    )
    yield from map(visit_of, rows)


def visit_of(row: VisitRow) -> Visit:
    """A stored logbook as a record."""
    return Visit(
        id=row.id,
        version=row.version,
        uid=row.uid,
        household_id=row.household_id,
        fiscal_year=row.fiscal_year,
        form=row.form,
        form_version=row.form_version,
        visited_on=row.visited_on,
        team=row.team,
        state=VisitState(row.state),
        answers=tuple(
            Answer(a.question, AnswerState(a.state), a.value, a.person_id, a.note)
            for a in row.answers
        ),
    )


def save_visit(work: Work, draft: VisitDraft, fiscal_year: int) -> Visit:
    """Store a logbook with its answers; only what differs is written."""
    session = work.session
    if draft.id is None:
        row = VisitRow(
            household_id=draft.household_id,
            fiscal_year=fiscal_year,
            form=draft.form,
            form_version=draft.form_version,
        )
        session.add(row)
    else:
        row = fetch(session, VisitRow, draft.id, draft.version)
        # The visit's version stands for all its answers.
        flag_modified(row, "form")
    row.visited_on, row.team, row.state = draft.visited_on, draft.team, draft.state.value
    stored = {(a.question, a.person_id): a for a in row.answers}
    for answer in draft.answers:
        old = stored.pop((answer.question, answer.person_id), None)
        if old is None:
            old = AnswerRow(question=answer.question, person_id=answer.person_id)
            row.answers.append(old)
        old.state, old.value, old.note = answer.state.value, answer.value, answer.note
    for gone in stored.values():
        row.answers.remove(gone)
        # Said aloud: an orphan that only the collection knows of would leave no record.
        session.delete(gone)
    session.flush()
    if draft.state == VisitState.COMPLETE:
        _advance(session, draft.household_id, fiscal_year, CaseState.VISITED)
    session.flush()
    return visit_of(row)


def load_plan(session: Session, household_id: int, fiscal_year: int) -> Plan:
    """The household's plan of that year; an unbegun one has no id."""
    row = session.scalar(
        select(PlanRow).where(
            PlanRow.household_id == household_id, PlanRow.fiscal_year == fiscal_year
        )
    )
    return plan_of(row) if row else Plan(household_id, fiscal_year)


def plans_of(session: Session, ids: Sequence[int], fiscal_year: int) -> dict[int, Plan]:
    """That year's plan of each of these households that has one."""
    rows = session.scalars(
        select(PlanRow)
        .where(PlanRow.household_id.in_(ids), PlanRow.fiscal_year == fiscal_year)
        .options(selectinload(PlanRow.items))
    )
    return {row.household_id: plan_of(row) for row in rows}


def plan_of(row: PlanRow) -> Plan:
    """A stored plan as a record."""
    return Plan(
        household_id=row.household_id,
        fiscal_year=row.fiscal_year,
        id=row.id,
        version=row.version,
        agreed_on=row.agreed_on,
        note=row.note,
        items=tuple(item_of(i) for i in row.items),
    )


def due_items(session: Session, fiscal_year: int) -> tuple[DueItem, ...]:
    """Every item of that year's plans that is neither done nor dropped, the most urgent first."""
    found = session.execute(
        select(PlanItemRow, HouseholdRow)
        .join(PlanRow, PlanRow.id == PlanItemRow.plan_id)
        .join(HouseholdRow, HouseholdRow.id == PlanRow.household_id)
        .where(
            PlanRow.fiscal_year == fiscal_year,
            PlanItemRow.state.in_((ItemState.PLANNED.value, ItemState.DOING.value)),
        )
        .order_by(PlanItemRow.due_on.asc().nulls_last(), HouseholdRow.place_key, PlanItemRow.id)
    )
    return tuple(
        DueItem(home.id, home.head_name, short_place(home), item_of(row)) for row, home in found
    )


def short_place(home: HouseholdRow) -> str:
    """A household's place in one short line: house, village number, tambon."""
    parts = (
        home.address_no,
        f"ม.{home.moo}" if home.moo else "",
        f"ต.{areas.name_of(home.tambon_code)}" if len(home.tambon_code) == 6 else "",
    )
    return " ".join(part for part in parts if part)


def item_of(i: PlanItemRow) -> PlanItem:
    """A stored plan item as a record."""
    return PlanItem(
        id=i.id,
        version=i.version,
        phase=Phase(i.phase),
        dimension=Dimension(i.dimension),
        measure=i.measure,
        agency=i.agency,
        budget=i.budget,
        due_on=i.due_on,
        state=ItemState(i.state),
        person_id=i.person_id,
    )


def save_plan(work: Work, plan: Plan) -> Plan:
    """Store a plan with its items in their order; items left out are removed."""
    session = work.session
    if plan.id is None:
        row = PlanRow(household_id=plan.household_id, fiscal_year=plan.fiscal_year)
        session.add(row)
    else:
        row = fetch(session, PlanRow, plan.id, plan.version)
        # The plan's version stands for all its items.
        flag_modified(row, "fiscal_year")
    row.agreed_on, row.note = plan.agreed_on, plan.note
    stored = {i.id: i for i in row.items}
    for position, item in enumerate(plan.items):
        old = stored.pop(item.id, None) if item.id is not None else None
        if old is None:
            old = PlanItemRow()
            row.items.append(old)
        old.position = position
        old.phase, old.dimension, old.state = (
            item.phase.value,
            item.dimension.value,
            item.state.value,
        )
        old.measure, old.agency = item.measure, item.agency
        old.budget, old.due_on, old.person_id = item.budget, item.due_on, item.person_id
    for gone in stored.values():
        row.items.remove(gone)
        session.delete(gone)
    if plan.items:
        _advance(session, plan.household_id, plan.fiscal_year, CaseState.PLANNED)
    session.flush()
    session.refresh(row)
    return plan_of(row)


def _advance(session: Session, household_id: int, fiscal_year: int, state: CaseState) -> None:
    case = session.scalar(
        select(CaseRow).where(
            CaseRow.household_id == household_id, CaseRow.fiscal_year == fiscal_year
        )
    )
    if case is None:
        case = CaseRow(household_id=household_id, fiscal_year=fiscal_year, state="listed")
        session.add(case)
    if _ORDER.index(CaseState(case.state)) < _ORDER.index(state):
        case.state = state.value


def aid_of_household(session: Session, household_id: int) -> tuple[Aid, ...]:
    """Help given to a household, the newest first."""
    rows = session.scalars(
        select(AidRow)
        .where(AidRow.household_id == household_id)
        .order_by(AidRow.given_on.desc(), AidRow.id.desc())
    )
    return tuple(
        Aid(
            id=a.id,
            version=a.version,
            household_id=a.household_id,
            person_id=a.person_id,
            plan_item_id=a.plan_item_id,
            given_on=a.given_on,
            kind=a.kind,
            what=a.what,
            amount=a.amount,
            agency=a.agency,
        )
        for a in rows
    )


def save_aid(work: Work, aid: Aid) -> int:
    """Store a piece of help; return its id."""
    if aid.id is None:
        row = AidRow(household_id=aid.household_id)
        work.session.add(row)
    else:
        row = fetch(work.session, AidRow, aid.id, aid.version)
    for name in ["person_id", "plan_item_id", "given_on", "kind", "what", "amount", "agency"]:
        setattr(row, name, getattr(aid, name))
    work.session.flush()
    return row.id
