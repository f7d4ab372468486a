"""What clerks change about households and the people in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified
from sqlalchemy.orm.exc import StaleDataError

from desktop.domain.merging import Clash, three_way
from desktop.domain.records import HouseholdDraft, PersonDraft
from desktop.domain.vocabulary import Answered, Need, Right
from desktop.storage import derived
from desktop.storage.schema.base import Editable
from desktop.storage.schema.cases import AidRow, PlanItemRow, VisitRow
from desktop.storage.schema.lists import SourceRowRow
from desktop.storage.schema.papers import AttachmentRow
from desktop.storage.schema.people import HouseholdRow, PersonRow
from desktop.storage.standing import group_of
from desktop.storage.work import Work

T = TypeVar("T", bound=Editable)


def fetch(session: Session, kind: type[T], row_id: int | None, version: int) -> T:
    """Get the record for editing.

    Raises:
        StaleVersionError: it is gone or was saved since the caller read it (through `work`).
    """
    row = session.get(kind, row_id)
    if row is None or row.version != version:
        raise StaleDataError
    return row


@dataclass(frozen=True, slots=True)
class Saved:
    """The id of a stored record, and the fields that another had changed since it was read."""

    id: int
    taken: tuple[str, ...] = ()


class Clashed(Exception):  # noqa: N818 - the service says it in the clerk's words
    """Another changed the same fields; the unit of work is to be left."""

    def __init__(self, clashes: Sequence[Clash[str, Any]]) -> None:
        super().__init__()
        self.clashes = tuple(clashes)


def save_household(work: Work, draft: HouseholdDraft, read: HouseholdDraft | None = None) -> Saved:
    """Store the household's own fields. A clerk's words are marked as such.

    With `read`, the household as it was read, what another changed since is merged.

    Raises:
        Clashed: another changed the same fields.
    """
    if draft.id is None:
        row = HouseholdRow()
        work.session.add(row)
    else:
        row = _found(work.session, HouseholdRow, draft.id)
    values, taken = _merged(
        row, draft.version, _household_values(draft), _household_values(read) if read else None
    )
    assign(row, values)
    work.session.flush()
    derived.refresh(work.session.connection(), [row.id])
    work.session.expire(row)
    return Saved(row.id, taken)


def _household_values(draft: HouseholdDraft) -> dict[str, Any]:
    names = ("address_no", "moo", "village_name", "soi", "road", "tambon_code", "postcode")
    own = {"house_code": draft.house_code, "tel": draft.tel, "note": draft.note}
    return {name: getattr(draft.address, name) for name in names} | own


def _found(session: Session, kind: type[T], row_id: int) -> T:
    row = session.get(kind, row_id)
    if row is None:
        raise StaleDataError
    return row


def _merged(
    row: HouseholdRow | PersonRow,
    version: int,
    mine: dict[str, Any],
    read: dict[str, Any] | None,
) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Return the values to store, and the names of those that another changed since `version`."""
    if row.version in (None, version):
        return mine, ()
    if read is None:
        raise StaleDataError
    now = {name: getattr(row, name) for name in mine}
    merged = three_way(*map(_in_groups, (read, mine, now)))
    if merged.clashes:
        names = [n for clash in merged.clashes for n in _names(clash.key) if mine[n] != now[n]]
        raise Clashed([Clash(name, read[name], mine[name], now[name]) for name in names])
    values = {name: value for group in merged.values.values() for name, value in group}
    return values, tuple(
        name for key in merged.taken for name in _names(key) if now[name] != read[name]
    )


def _in_groups(values: Mapping[str, Any]) -> dict[frozenset[str], tuple[tuple[str, Any], ...]]:
    """Half of one clerk's date and half of another's would be nobody's date."""
    groups = {group_of(name) for name in values}
    return {group: tuple((name, values[name]) for name in _names(group)) for group in groups}


def _names(group: frozenset[str]) -> list[str]:
    return sorted(group)


def save_person(
    work: Work, household_id: int, draft: PersonDraft, read: PersonDraft | None = None
) -> Saved:
    """Store a member; with `read`, the member as read, what another changed since is merged.

    Raises:
        Clashed: another changed the same fields.
    """
    session = work.session
    if draft.id is None:
        last = select(PersonRow.position).where(PersonRow.household_id == household_id)
        position = max(session.scalars(last), default=-1) + 1
        row = PersonRow(household_id=household_id, position=position)
        session.add(row)
    else:
        row = _found(session, PersonRow, draft.id)
    values, taken = _merged(
        row, draft.version, _person_values(draft), _person_values(read) if read else None
    )
    assign(row, values)
    session.flush()
    derived.refresh(session.connection(), [household_id])
    return Saved(row.id, taken)


def _person_values(draft: PersonDraft) -> dict[str, Any]:
    names = (
        "cid prefix first_name last_name sex relation occupation education "
        "income_month age_stated family_no"
    )
    values: dict[str, Any] = {name: getattr(draft, name) for name in names.split()}
    birth = draft.birth
    values |= {
        "birth_year": birth.year if birth else None,
        "birth_month": birth.month if birth else None,
        "birth_day": birth.day if birth else None,
    }
    values["need_yes"], values["need_known"] = _masks(draft.needs)
    values["right_yes"], values["right_known"] = _masks(draft.rights)
    return values


def _masks(said: tuple[tuple[Need | Right, Answered], ...]) -> tuple[int, int]:
    yes = sum(kind.bit for kind, answer in said if answer == Answered.YES)
    no = sum(kind.bit for kind, answer in said if answer == Answered.NO)
    return yes, yes | no


def assign(row: HouseholdRow | PersonRow, values: Mapping[str, Any]) -> None:
    """Set what differs, and mark it as a clerk's word."""
    typed = set((row.edited or "").split())
    for name, value in values.items():
        before = getattr(row, name)
        if before != value and not (before is None and value in ("", 0)):
            setattr(row, name, value)
            typed.add(name)
    row.edited = " ".join(sorted(typed))


def remove_person(work: Work, person_id: int, version: int) -> int:
    """Take a member out, with the answers about them; return the household.

    Plan items, aid and papers stay with the household. All goes step by step, so that it is
    recorded in an order that undo can reverse.
    """
    session = work.session
    row = fetch(session, PersonRow, person_id, version)
    items = session.scalars(select(PlanItemRow).where(PlanItemRow.person_id == person_id))
    given = session.scalars(select(AidRow).where(AidRow.person_id == person_id))
    papers = session.scalars(select(AttachmentRow).where(AttachmentRow.person_id == person_id))
    for thing in (*items, *given, *papers):
        thing.person_id = None
    for visit in session.scalars(
        select(VisitRow).where(VisitRow.household_id == row.household_id)
    ):
        for answer in [a for a in visit.answers if a.person_id == person_id]:
            visit.answers.remove(answer)
            session.delete(answer)
            flag_modified(visit, "form")
    for origin in session.scalars(select(SourceRowRow).where(SourceRowRow.person_id == person_id)):
        session.delete(origin)
    session.flush()
    household_id = row.household_id
    session.delete(row)
    session.flush()
    derived.refresh(session.connection(), [household_id])
    return household_id


def citizen_id_of(work: Work, person_id: int) -> tuple[str, int]:
    """A person's citizen id and household, asked for within a recorded disclosure."""
    row = work.session.get(PersonRow, person_id)
    if row is None:
        raise StaleDataError
    return row.cid, row.household_id
