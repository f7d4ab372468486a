"""Submissions of phones: those that became logbooks, and those that wait for a decision."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain.papers import Paper, PaperKind
from desktop.domain.submissions import Found, Picture, Sent, Waiting
from desktop.storage import attachments
from desktop.storage.schema.cases import SubmissionRow, VisitRow
from desktop.storage.schema.papers import SubmissionPictureRow
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


def whose(session: Session, instance: str) -> int | None:
    """Return the household of the logbook that a submission became, None where none is there."""
    return session.scalar(
        select(VisitRow.household_id)
        .join(SubmissionRow, SubmissionRow.visit_uid == VisitRow.uid)
        .where(SubmissionRow.instance == instance)
        .limit(1)
    )


def aside(session: Session) -> tuple[Waiting, ...]:
    """Return what waits for a decision or was turned down, as it came, with what is kept of it."""
    # One that was set aside, then taken from another file, waits no more.
    query = select(SubmissionRow).where(SubmissionRow.visit_uid.is_(None))
    kept: dict[int, dict[str, int]] = {}
    for row in session.scalars(select(SubmissionPictureRow)):
        kept.setdefault(row.submission_id, {})[row.name] = row.id
    return tuple(
        Waiting(
            _with_kept(_sent(row.content), kept.get(row.id, {})),
            row.sha256,
            row.arrived_at,
            row.dismissed_why,
        )
        for row in session.scalars(query.order_by(SubmissionRow.id))
    )


def still_news(
    session: Session, wanted: Sequence[Found], later: Sequence[Found]
) -> tuple[tuple[Found, ...], tuple[Found, ...]]:
    """Leave out what was taken, set aside or turned down since it was looked at."""
    known = taken(session)
    return (
        tuple(
            one
            for one in wanted
            if one.sent.instance not in known
            and not any(row.dismissed_why is not None for row in _alike(session, one.sent))
        ),
        tuple(
            one
            for one in later
            if one.digest not in known.get(one.sent.instance, ())
            and not _is_aside(_row(session, one))
        ),
    )


def keep(work: Work, found: Found, visit_uid: str | None, why_not: str | None = None) -> None:
    """Keep a submission, aside where it became no logbook, or turned down for a reason."""
    row = _row(work.session, found)
    if row is None:
        row = SubmissionRow(
            instance=found.sent.instance, sha256=found.digest, arrived_at=datetime.now(UTC)
        )
        work.session.add(row)
    row.form, row.form_version = found.form, found.version
    row.visit_uid, row.content = visit_uid, json.dumps(asdict(found.sent), ensure_ascii=False)
    row.dismissed_why = why_not
    work.session.flush()


def keep_pictures(work: Work, found: Found, papers: Mapping[str, Paper]) -> None:
    """Keep the pictures of a submission that waits; `papers` by what it calls them."""
    row = _row(work.session, found)
    if row is None:
        return
    there = select(SubmissionPictureRow.name).where(SubmissionPictureRow.submission_id == row.id)
    known = set(work.session.scalars(there))
    for name, paper in papers.items():
        if name not in known:
            picture = SubmissionPictureRow(
                submission_id=row.id,
                content_id=attachments.keep_content(work.session, paper),
                name=name,
                kind=paper.kind.value,
                taken_on=paper.taken_on,
                source_sha256=paper.source_sha256,
            )
            work.session.add(picture)
    work.session.flush()


def kept_picture(session: Session, number: int) -> tuple[int, Paper] | None:
    """Return the number of a kept picture's bytes, and the paper it makes without them."""
    row = session.get(SubmissionPictureRow, number)
    if row is None:
        return None
    kind = PaperKind(row.kind)
    return row.content_id, Paper("", kind, b"", "", 0, 0, b"", row.source_sha256, row.taken_on)


def forget_aside(work: Work, sent: Sent) -> None:
    """Let go of what waited and has now become a logbook, under whatever fingerprint."""
    for row in _alike(work.session, sent):
        query = select(SubmissionPictureRow).where(SubmissionPictureRow.submission_id == row.id)
        for picture in work.session.scalars(query):
            work.session.delete(picture)
        work.session.flush()
        work.session.delete(row)
    work.session.flush()


def reconsider(work: Work, sent: Sent) -> None:
    """Let wait again what was turned down."""
    for row in _alike(work.session, sent):
        row.dismissed_why = None
    work.session.flush()


def _alike(session: Session, sent: Sent) -> Iterator[SubmissionRow]:
    """Yield what waits or was turned down of this very submission."""
    rows = session.scalars(
        select(SubmissionRow).where(
            SubmissionRow.instance == sent.instance, SubmissionRow.visit_uid.is_(None)
        )
    )
    yield from (row for row in rows if _sent(row.content).fields == sent.fields)


def _row(session: Session, found: Found) -> SubmissionRow | None:
    return session.scalar(
        select(SubmissionRow).where(
            SubmissionRow.instance == found.sent.instance, SubmissionRow.sha256 == found.digest
        )
    )


def _is_aside(row: SubmissionRow | None) -> bool:
    return row is not None and row.visit_uid is None


def _with_kept(sent: Sent, kept: Mapping[str, int]) -> Sent:
    return replace(
        sent, pictures=tuple(replace(one, kept=kept.get(one.name, 0)) for one in sent.pictures)
    )


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
