"""Facts that were kept although a list told them otherwise: shown, and decided."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from desktop.domain.questions import Decided, Question, QuestionGroup, Verdict, offered_now
from desktop.domain.review import Kind
from desktop.services.desk import Desk
from desktop.services.fact_words import (
    HOUSEHOLD,
    address_in_words,
    fact_in_words,
    field_in_words,
)
from desktop.services.levels import recompute
from desktop.storage import questions
from desktop.storage.missing import Listed, households_of, people_of
from desktop.storage.questions import Asked
from desktop.storage.work import work

_LABELS = {Verdict.TAKEN: "ใช้ค่าจากรายชื่อ", Verdict.KEPT: "คงค่าเดิม"}
_NOBODY_SAW: Mapping[int, str] = {}


def groups(desk: Desk) -> tuple[QuestionGroup, ...]:
    """Count the open questions by field and reason."""
    with desk.db.read() as session:
        found = questions.groups(session.connection())
    return tuple(
        QuestionGroup(field, field_in_words(field), reason, count)
        for field, reason, count in found
    )


def find(desk: Desk, field: str = "", reason: Kind | None = None) -> list[int]:
    """Return ids of the open questions about a field, about any for ''."""
    with desk.db.read() as session:
        return questions.ids(session.connection(), field, reason)


def rows(desk: Desk, ids: Sequence[int]) -> list[Question]:
    """Return a page of questions, in their order."""
    with desk.db.read() as session:
        connection = session.connection()
        asked = questions.rows(connection, ids)
        homes = {one.household_id for one in asked}
        for one in asked:
            if one.field == HOUSEHOLD:
                homes |= {v["household_id"] for v in (one.kept, one.offered, one.now or one.kept)}
        listed = {one.household_id: one for one in households_of(connection, sorted(homes))}
        numbers = sorted({one.row_id for one in asked if one.table == "person" and one.now})
        names = dict(zip(numbers, people_of(connection, numbers), strict=True))
    return list(_in_words(asked, listed, names))


def decide(
    desk: Desk, ids: Sequence[int], verdict: Verdict, seen: Mapping[int, str] = _NOBODY_SAW
) -> Decided:
    """Take or keep facts, all of them alike, in one unit of work.

    A value that was altered since the list met it is not overwritten, unless `seen` (by the
    question's id) says that the person saw just that value: such questions stay open.
    """
    label = f"{_LABELS[verdict]} {len(ids):,} รายการ"
    with work(desk.db, label, desk.actor) as current:
        decided, again, touched = questions.decide(current, ids, verdict, seen)
        if touched:
            recompute(desk, current, touched)
    # Who moved leaves a household behind, too.
    changes = replace(current.done, households=current.done.households | set(touched))
    return Decided(changes, len(decided), tuple(again))


def _in_words(
    asked: Sequence[Asked], homes: Mapping[int, Listed], names: Mapping[int, Listed]
) -> Iterator[Question]:
    for one in asked:
        now = one.kept if one.now is None else one.now
        offered = offered_now(one.kept, one.offered, now)
        kept, new = fact_in_words(one.field, now, offered, homes)
        home = homes[one.household_id]
        person = names.get(one.row_id) if one.table == "person" else None
        yield Question(
            id=one.id,
            household_id=one.household_id,
            who=person.name if person else home.name,
            place=address_in_words(home),
            field=field_in_words(one.field),
            kept=kept,
            offered=new,
            reason=one.reason,
            list_name=one.list_name,
            as_of=one.as_of,
            asked_by=one.asked_by,
            seen=questions.as_text(now),
            altered=now != one.kept,
            gone=one.now is None,
        )
