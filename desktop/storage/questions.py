"""Questions that imports left open: read with what stands there now, and decided."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select
from sqlalchemy.orm import Session

from desktop.domain.questions import Verdict, offered_now
from desktop.domain.review import Kind
from desktop.storage import derived
from desktop.storage.bulk import chunks, rows_by_key
from desktop.storage.schema.base import table_of
from desktop.storage.schema.cases import OperationRow, UserRow
from desktop.storage.schema.lists import ImportBatchRow, ImportQuestionRow, SourceListRow
from desktop.storage.schema.people import HouseholdRow, PersonRow
from desktop.storage.work import Work

_question = table_of(ImportQuestionRow)
_MAPPED: dict[str, type[HouseholdRow] | type[PersonRow]] = {
    "household": HouseholdRow,
    "person": PersonRow,
}
Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """One open question. `now` is what stands there, None where the row is gone."""

    id: int
    household_id: int
    table: str
    row_id: int
    field: str
    kept: Values
    offered: Values
    now: Values | None
    reason: Kind
    list_name: str
    as_of: str
    asked_by: str


def groups(connection: Connection) -> tuple[tuple[str, Kind, int], ...]:
    """Count the open questions by field and reason, the most frequent first."""
    query = (
        select(_question.c.field, _question.c.reason, func.count().label("count"))
        .where(_question.c.verdict == "")
        .group_by(_question.c.field, _question.c.reason)
    )
    counted = ((row[0], Kind(row[1]), row[2]) for row in connection.execute(query))
    return tuple(sorted(counted, key=lambda one: (-one[2], one[0], one[1])))


def count(connection: Connection) -> int:
    """Count the open questions."""
    query = select(func.count()).select_from(_question).where(_question.c.verdict == "")
    return int(connection.scalar(query) or 0)


def ids(connection: Connection, field: str = "", reason: Kind | None = None) -> list[int]:
    """Return the open questions, the newest import first, by the households' names."""
    home = table_of(HouseholdRow).c
    conditions: list[ColumnElement[bool]] = [_question.c.verdict == ""]
    if field:
        conditions.append(_question.c.field == field)
    if reason is not None:
        conditions.append(_question.c.reason == reason.value)
    query = (
        select(_question.c.id)
        .join(table_of(HouseholdRow), home.id == _question.c.household_id)
        .where(*conditions)
        .order_by(_question.c.batch_id.desc(), home.sort_key, home.id, _question.c.id)
    )
    return list(connection.scalars(query))


def rows(connection: Connection, wanted: Sequence[int]) -> list[Asked]:
    """Return questions in the order of their ids; those that are gone are left out."""
    batch, source, operation, user = (
        table_of(one).c for one in (ImportBatchRow, SourceListRow, OperationRow, UserRow)
    )
    query = (
        select(_question, source.name, source.as_of, user.name.label("asked_by"))
        .join(table_of(ImportBatchRow), batch.id == _question.c.batch_id)
        .join(table_of(SourceListRow), source.id == batch.list_id)
        .join(table_of(OperationRow), operation.id == batch.operation_id)
        .join(table_of(UserRow), user.id == operation.user_id)
    )
    found = [
        row
        for some in chunks(wanted)
        for row in connection.execute(query.where(_question.c.id.in_(some)))
    ]
    stored = _stored(connection, found)
    made = {row.id: _asked(row, stored.get((row.table_name, row.row_id))) for row in found}
    return [made[one] for one in wanted if one in made]


def decide(
    work: Work, wanted: Sequence[int], verdict: Verdict, seen: Mapping[int, str]
) -> tuple[list[int], list[int], list[int]]:
    """Decide questions alike; return those decided, those to ask again, households touched.

    A value that stands there otherwise than the list met it, or than the person saw it (`seen`),
    is not overwritten: its question then knows of it and stays open.
    """
    session = work.session
    decided: list[int] = []
    again: list[int] = []
    touched: set[int] = set()
    for some in chunks(wanted):
        query = select(ImportQuestionRow).where(ImportQuestionRow.id.in_(some))
        questions = [one for one in session.scalars(query) if one.verdict == ""]
        records = _records(session, questions)
        for one in questions:
            record = records.get((one.table_name, one.row_id))
            if verdict is Verdict.KEPT or record is None:
                one.verdict = Verdict.KEPT
                decided.append(one.id)
            elif _take(one, record, seen.get(one.id, one.kept), touched):
                decided.append(one.id)
            else:
                again.append(one.id)
    session.flush()
    derived.refresh(session.connection(), sorted(touched))
    session.expire_all()
    return decided, again, sorted(touched)


def _take(
    question: ImportQuestionRow,
    record: HouseholdRow | PersonRow,
    seen: str,
    touched: set[int],
) -> bool:
    """Write what was offered; False, and the question brought up to date, where it can't be."""
    kept, offered = json.loads(question.kept), json.loads(question.offered)
    now = {name: getattr(record, name) for name in offered}
    taken = offered_now(kept, offered, now)
    if now not in (json.loads(seen), taken):
        question.kept, question.offered = as_text(now), as_text(taken)
        return False
    home = record.household_id if isinstance(record, PersonRow) else record.id
    touched |= {home, taken.get("household_id", home)}
    for name, value in taken.items():
        setattr(record, name, value)
    # From now on the next list may speak again.
    record.edited = " ".join(sorted(set(record.edited.split()) - taken.keys()))
    question.verdict = Verdict.TAKEN
    return True


def as_text(values: Mapping[str, Any]) -> str:
    """Return columns as a question keeps them."""
    return json.dumps(values, ensure_ascii=False)


def _records(
    session: Session, questions: Iterable[ImportQuestionRow]
) -> dict[tuple[str, int], HouseholdRow | PersonRow]:
    wanted: dict[str, set[int]] = {}
    for one in questions:
        wanted.setdefault(one.table_name, set()).add(one.row_id)
    found: dict[tuple[str, int], HouseholdRow | PersonRow] = {}
    homes = select(HouseholdRow).where(HouseholdRow.id.in_(wanted.get("household", ())))
    people = select(PersonRow).where(PersonRow.id.in_(wanted.get("person", ())))
    found |= {("household", one.id): one for one in session.scalars(homes)}
    found |= {("person", one.id): one for one in session.scalars(people)}
    return found


def _stored(connection: Connection, found: Sequence[Any]) -> dict[tuple[str, int], Any]:
    """Return the rows that questions are about, with the columns that they ask for."""
    asked: dict[str, tuple[set[int], set[str]]] = {}
    for row in found:
        numbers, names = asked.setdefault(row.table_name, (set(), set()))
        numbers.add(row.row_id)
        names.update(json.loads(row.offered))
    stored: dict[tuple[str, int], Any] = {}
    for table, (numbers, names) in asked.items():
        columns = table_of(_MAPPED[table]).c
        wanted = [columns.id, *(columns[name] for name in sorted(names))]
        for number, row in rows_by_key(connection, wanted, sorted(numbers)).items():
            stored[table, number] = row
    return stored


def _asked(row: Any, stored: Any) -> Asked:
    offered = json.loads(row.offered)
    now = None if stored is None else {name: getattr(stored, name) for name in offered}
    return Asked(
        *(row.id, row.household_id, row.table_name, row.row_id, row.field),
        *(json.loads(row.kept), offered, now),
        *(Kind(row.reason), row.name, row.as_of, row.asked_by),
    )
