"""Submissions of phones: those that became logbooks, and those that wait for a decision."""

import json
from collections.abc import Sequence
from dataclasses import asdict

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain.submissions import Found, Picture, Sent
from desktop.storage.schema.cases import SubmissionRow, VisitRow
from desktop.storage.work import Work

_STANDING = SubmissionRow.visit_uid.in_(select(VisitRow.uid))


def taken(session: Session) -> dict[str, set[str]]:
    """Return the fingerprints, by instance id, of submissions whose logbooks are there."""
    found: dict[str, set[str]] = {}
    rows = session.execute(select(SubmissionRow.instance, SubmissionRow.sha256).where(_STANDING))
    for instance, digest in rows:
        found.setdefault(instance, set()).add(digest)
    return found


def as_taken(session: Session, instance: str) -> Sent | None:
    """Return a submission as it was when its logbook was made, None where none is there."""
    content = session.scalar(
        select(SubmissionRow.content).where(SubmissionRow.instance == instance, _STANDING)
    )
    return None if content is None else _sent(content)


def aside(session: Session) -> tuple[Sent, ...]:
    """Return what waits for a decision, as it came."""
    # One that was set aside, then taken from another file, waits no more.
    query = select(SubmissionRow.content).where(SubmissionRow.visit_uid.is_(None))
    return tuple(_sent(content) for content in session.scalars(query.order_by(SubmissionRow.id)))


def still_news(
    session: Session, wanted: Sequence[Found], later: Sequence[Found]
) -> tuple[tuple[Found, ...], tuple[Found, ...]]:
    """Leave out what was taken or set aside since it was looked at."""
    known = taken(session)
    return (
        tuple(one for one in wanted if one.sent.instance not in known),
        tuple(
            one
            for one in later
            if one.digest not in known.get(one.sent.instance, ())
            and not _is_aside(_row(session, one))
        ),
    )


def keep(work: Work, found: Found, visit_uid: str | None) -> None:
    """Keep a submission, aside where it became no logbook."""
    row = _row(work.session, found)
    if row is None:
        row = SubmissionRow(instance=found.sent.instance, sha256=found.digest)
        work.session.add(row)
    row.form, row.form_version = found.form, found.version
    row.visit_uid, row.content = visit_uid, json.dumps(asdict(found.sent), ensure_ascii=False)
    work.session.flush()


def forget_aside(work: Work, sent: Sent) -> None:
    """Let go of what waited and has now become a logbook, under whatever fingerprint."""
    rows = work.session.scalars(
        select(SubmissionRow).where(
            SubmissionRow.instance == sent.instance, SubmissionRow.visit_uid.is_(None)
        )
    )
    for row in rows:
        if _sent(row.content).fields == sent.fields:
            work.session.delete(row)
    work.session.flush()


def _row(session: Session, found: Found) -> SubmissionRow | None:
    return session.scalar(
        select(SubmissionRow).where(
            SubmissionRow.instance == found.sent.instance, SubmissionRow.sha256 == found.digest
        )
    )


def _is_aside(row: SubmissionRow | None) -> bool:
    return row is not None and row.visit_uid is None


def _sent(content: str) -> Sent:
    told = json.loads(content)
    return Sent(
        **(
            told
            | {
                "fields": tuple(tuple(one) for one in told["fields"]),
                "pictures": tuple(Picture(**one) for one in told["pictures"]),
            }
        )
    )
