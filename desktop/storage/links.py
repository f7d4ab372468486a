"""Pairs that may be one: kept, decided, joined and parted again."""

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Select, bindparam, case, delete, func, or_, select, update
from sqlalchemy.orm import Session

from desktop.domain.errors import UserError
from desktop.domain.linkage import SURE_SCORE, FoundPair, Kind, Verdict
from desktop.domain.progress import Reporter
from desktop.storage import derived
from desktop.storage.bulk import chunks, insert_rows, reserve_ids
from desktop.storage.identity import random_uids
from desktop.storage.joining import ROWS_OF, Joining
from desktop.storage.people import fetch
from desktop.storage.schema.base import table_of
from desktop.storage.schema.cases import ChangeRow
from desktop.storage.schema.links import LinkRow
from desktop.storage.schema.people import HouseholdRow, PersonRow
from desktop.storage.undo import undo, undo_some
from desktop.storage.work import Work

_LINKS_AT_ONCE = 300
_NEW = ("id", "uid", "version", "kind", "first_id", "second_id", "score", "reasons", "verdict")
_WAITING = (Verdict.OPEN.value, Verdict.LATER.value)


def keep(connection: Connection, found: Iterable[FoundPair], *, everyone: bool) -> None:
    """Keep what was found as open pairs; what was decided stays decided.

    Open pairs that are gone, or (`everyone` was compared) no longer alike, are forgotten.
    """
    link = table_of(LinkRow)
    stored = {
        (row.kind, row.first_id, row.second_id): row for row in connection.execute(select(link))
    }
    fresh: list[tuple[Any, ...]] = []
    changed: list[dict[str, Any]] = []
    met: set[tuple[str, int, int]] = set()
    for pair in found:
        key = (str(pair.kind), pair.first, pair.second)
        met.add(key)
        reasons = json.dumps(pair.reasons, ensure_ascii=False)
        old = stored.get(key)
        if old is None:
            fresh.append((*key, pair.score, reasons, Verdict.OPEN.value))
        elif old.verdict in _WAITING and (old.score, old.reasons) != (pair.score, reasons):
            changed.append({"link": old.id, "points": pair.score, "why": reasons})
    first, uids = reserve_ids(connection, LinkRow, len(fresh)), random_uids(len(fresh))
    insert_rows(
        connection,
        LinkRow,
        _NEW,
        ((first + n, uids[n], 1, *values) for n, values in enumerate(fresh)),
    )
    if changed:
        connection.execute(
            update(link)
            .where(link.c.id == bindparam("link"))
            .values(
                score=bindparam("points"), reasons=bindparam("why"), version=link.c.version + 1
            ),
            changed,
        )
    open_ = {k: row for k, row in stored.items() if row.verdict == Verdict.OPEN}
    alive = {kind: set(connection.scalars(select(table_of(ROWS_OF[kind]).c.id))) for kind in Kind}
    _forget(
        connection,
        [
            row.id
            for key, row in open_.items()
            if key not in met and (everyone or not {key[1], key[2]} <= alive[Kind(key[0])])
        ],
    )


def _forget(connection: Connection, ids: Sequence[int]) -> None:
    table = table_of(LinkRow)
    for some in chunks(ids):
        connection.execute(delete(table).where(table.c.id.in_(some)))


def _alive(kind: Kind) -> Select[tuple[int]]:
    """Ids of links both of whose records are there."""
    rows, link = table_of(ROWS_OF[kind]), table_of(LinkRow)
    first, second = rows.alias(), rows.alias()
    # Joins, which both databases answer by key; of an IN over whole tables SQLite makes a product.
    return (
        select(link.c.id)
        .join_from(link, first, first.c.id == link.c.first_id)
        .join(second, second.c.id == link.c.second_id)
        .where(link.c.kind == kind.value, link.c.verdict.in_(_WAITING))
    )


def waiting(session: Session) -> list[int]:
    """Return the pairs to be judged: households first, the likeliest first, put-off ones last."""
    link = table_of(LinkRow).c
    alive = or_(*(link.id.in_(_alive(kind)) for kind in Kind))
    return list(
        session.scalars(
            select(link.id)
            .where(alive)
            .order_by(link.verdict, link.kind, link.score.desc(), link.id)
        )
    )


def count_waiting(session: Session) -> dict[Kind, int]:
    """Count the pairs to be judged."""
    return {
        kind: session.scalar(select(func.count()).select_from(_alive(kind).subquery())) or 0
        for kind in Kind
    }


def sure(session: Session) -> list[tuple[int, Kind]]:
    """Return the open pairs that an exact rule names, households first."""
    link = table_of(LinkRow).c
    found = session.execute(
        select(link.id, link.kind)
        .where(link.verdict == Verdict.OPEN.value, link.score >= SURE_SCORE)
        .order_by(case((link.kind == Kind.HOUSEHOLD.value, 0), else_=1), link.id)
    )
    return [(row[0], Kind(row[1])) for row in found]


def join_sure(work: Work, links: Sequence[tuple[int, Kind]], report: Reporter) -> dict[Kind, int]:
    """Join these pairs, and count what was joined; what can't be joined stays open.

    Persons are joined only where they live in one household by now.

    Raises:
        Cancelled: the clerk asked to stop; the unit of work rolls back.
    """
    joining = Joining(work)
    counted = dict.fromkeys(Kind, 0)
    touched: set[int] = set()
    done = 0
    for kind in (Kind.HOUSEHOLD, Kind.PERSON):
        for some in chunks([one for one, k in links if k is kind], _LINKS_AT_ONCE):
            report.step(done, len(links), "เชื่อมข้อมูลที่ตรงกันแน่นอน")
            joining.take(some)
            counted[kind] += sum(_joined(joining, one, kind) for one in some)
            touched.update(joining.write())
            done += len(some)
    report.step(len(links), len(links), "ทำดัชนีค้นหา")
    derived.refresh(work.session.connection(), sorted(touched))
    work.everything = True
    return counted


def _joined(joining: Joining, link_id: int, kind: Kind) -> bool:
    if kind is Kind.PERSON and not joining.under_one_roof(link_id):
        return False
    try:
        return joining.join(link_id)
    except UserError:
        # Two plans, two volunteers: a person must say what is right.
        return False


def join(work: Work, link_id: int) -> list[int]:
    """Join one pair; return the households touched, also one that is gone.

    Raises:
        UserError: one of the two is gone, or both have something of which there can be but one.
    """
    joining = Joining(work)
    joining.take([link_id])
    if not joining.join(link_id):
        raise UserError("ไม่พบคู่นี้แล้ว", "รายการหนึ่งถูกเชื่อมหรือถูกลบไปแล้ว กรุณาตรวจคู่ถัดไป")
    touched = joining.write()
    derived.refresh(work.session.connection(), touched)
    return touched


def decide(work: Work, link_id: int, version: int, verdict: Verdict) -> None:
    """Note that the two are different, or put the question off.

    Raises:
        StaleVersionError: someone decided in between.
    """
    row = fetch(work.session, LinkRow, link_id, version)
    row.verdict, row.decided_by = verdict.value, work.operation.user_id
    row.decided_at = datetime.now(UTC)
    work.session.flush()


def unlink(work: Work, link_id: int) -> list[int]:
    """Part what was joined: both records are as they were; return the households.

    What people changed since is kept. The pair is put off, so that it is not joined by itself
    again.

    Raises:
        UserError: it is no longer joined, or a record's household was joined with another since.
    """
    session = work.session
    link = session.get(LinkRow, link_id)
    if link is None or link.verdict != Verdict.SAME or link.operation_id is None:
        raise UserError("คู่นี้ไม่ได้เชื่อมอยู่", "อาจมีผู้ยกเลิกการเชื่อมไปแล้ว กรุณาเปิดหน้านี้ใหม่")
    after, upto = _changes_of(session, link.operation_id, link_id)
    changes = list(
        session.scalars(
            select(ChangeRow).where(
                ChangeRow.operation_id == link.operation_id,
                ChangeRow.id > after,
                ChangeRow.id <= upto,
            )
        )
    )
    _refuse_without_parents(session, changes)
    if len(changes) == _count_changes(session, link.operation_id):
        touched = undo(work, link.operation_id)
    else:
        touched = undo_some(work, link.operation_id, after, upto)
    session.expire_all()
    again = session.get(LinkRow, link_id)
    if again is not None:
        again.verdict = Verdict.LATER.value
        session.flush()
    return touched


def _count_changes(session: Session, operation_id: int) -> int:
    query = select(func.count()).where(table_of(ChangeRow).c.operation_id == operation_id)
    return session.scalar(query) or 0


def _changes_of(session: Session, operation_id: int, link_id: int) -> tuple[int, int]:
    """Return the numbers between which one join's changes lie: they end with its link's own."""
    change = table_of(ChangeRow).c
    ends = list(
        session.execute(
            select(change.id, change.row_id)
            .where(change.operation_id == operation_id, change.table_name == "link")
            .order_by(change.id)
        )
    )
    last = next(row.id for row in ends if row.row_id == link_id)
    return max((row.id for row in ends if row.id < last), default=0), last


def _refuse_without_parents(session: Session, changes: Sequence[ChangeRow]) -> None:
    """Refuse where a record would come back into a household that was joined since."""
    back = {c.row_id for c in changes if c.table_name == "household" and c.after is None}
    homes = {
        c.before["household_id"]
        for c in changes
        if c.before is not None and c.before.get("household_id") is not None
    }
    there = set(session.scalars(select(HouseholdRow.id).where(HouseholdRow.id.in_(homes))))
    if homes - back - there:
        raise UserError(
            "ยกเลิกการเชื่อมนี้ก่อนไม่ได้",
            "ครัวเรือนเดิมถูกเชื่อมกับครัวเรือนอื่นภายหลัง กรุณายกเลิกการเชื่อมของครัวเรือนนั้นก่อน แล้วลองใหม่",
        )


def part_all_of(work: Work, batch_id: int, report: Reporter) -> None:
    """Part every pair in which a record of this import was taken in by another.

    What the import brought would stay in others else. An action all of whose pairs are to be
    parted is taken back whole.

    Raises:
        Cancelled: the clerk asked to stop; the unit of work rolls back.
        UserError: a record's household was joined with another since.
    """
    session = work.session
    ids = brought_back_by(session, batch_id)
    link = table_of(LinkRow).c
    joined: dict[int, set[int]] = {}
    for one, operation in session.execute(
        select(link.id, link.operation_id).where(link.verdict == Verdict.SAME.value)
    ):
        joined.setdefault(operation, set()).add(one)
    wanted = set(ids)
    whole = [operation for operation, pairs in joined.items() if pairs <= wanted]
    for done, operation in enumerate(sorted(whole, reverse=True)):
        report.step(done, len(whole), "แยกข้อมูลที่เชื่อมไว้ออกจากกัน")
        undo(work, operation, report=report)
        wanted -= joined[operation]
    for done, one in enumerate(one for one in ids if one in wanted):
        report.step(done, len(wanted), "แยกข้อมูลที่เชื่อมไว้ออกจากกัน")
        unlink(work, one)
    session.expire_all()


def brought_back_by(session: Session, batch_id: int) -> list[int]:
    """Return the links, newest first, that took in records of this import.

    They must be parted before the import is undone, or what it brought would stay in others.
    """
    change, link = table_of(ChangeRow).c, table_of(LinkRow).c
    names = [PersonRow.__tablename__, HouseholdRow.__tablename__]
    gone = session.execute(
        select(link.id, change.before)
        .join_from(
            table_of(LinkRow), table_of(ChangeRow), change.operation_id == link.operation_id
        )
        .where(
            link.verdict == Verdict.SAME.value,
            change.table_name.in_(names),
            change.row_id.in_([link.first_id, link.second_id]),
            change.after.is_(None),
        )
        .order_by(link.id.desc())
    )
    return list(dict.fromkeys(row[0] for row in gone if row[1]["batch_id"] == batch_id))
