"""Papers and pictures of households: taken in, listed, read."""

from collections.abc import Collection, Iterable
from datetime import UTC, datetime

from sqlalchemy import or_, select, text
from sqlalchemy.orm import Session

from desktop.domain.keying import Place
from desktop.domain.papers import Attachment, Paper, PaperKind
from desktop.storage.bulk import chunks
from desktop.storage.people import fetch
from desktop.storage.schema.papers import AttachmentRow, ContentRow
from desktop.storage.work import Work


def of_household(session: Session, household_id: int) -> tuple[Attachment, ...]:
    """The household's papers, the newest first, without their content."""
    rows = session.execute(
        select(AttachmentRow, ContentRow)
        .join(ContentRow, ContentRow.id == AttachmentRow.content_id)
        .where(AttachmentRow.household_id == household_id)
        .order_by(AttachmentRow.added_at.desc(), AttachmentRow.id.desc())
    )
    return tuple(_attachment(row, content) for row, content in rows)


def _attachment(row: AttachmentRow, content: ContentRow) -> Attachment:
    return Attachment(
        id=row.id,
        version=row.version,
        household_id=row.household_id,
        title=row.title,
        kind=PaperKind(row.kind),
        added_at=row.added_at,
        media_type=content.media_type,
        size=content.size,
        width=content.width,
        height=content.height,
        thumbnail=content.thumbnail,
        person_id=row.person_id,
        question=row.question,
        taken_on=row.taken_on,
    )


def content_of(session: Session, attachment_id: int) -> bytes | None:
    """A paper's bytes; None when it is not there any more."""
    return session.scalar(
        select(ContentRow.content)
        .join(AttachmentRow, AttachmentRow.content_id == ContentRow.id)
        .where(AttachmentRow.id == attachment_id)
    )


def title_of_same(session: Session, household_id: int, hashes: Collection[str]) -> str | None:
    """Under which title the household has this very paper already, as it came or as stored."""
    same = or_(AttachmentRow.source_sha256.in_(hashes), ContentRow.sha256.in_(hashes))
    return session.scalar(
        select(AttachmentRow.title)
        .join(ContentRow, ContentRow.id == AttachmentRow.content_id)
        .where(AttachmentRow.household_id == household_id, same)
        .order_by(AttachmentRow.id)
        .limit(1)
    )


def received(session: Session, hashes: Iterable[str]) -> set[str]:
    """Which of these files, by their SHA-256, some household has."""
    found: set[str] = set()
    for some in chunks(list(hashes)):
        query = select(AttachmentRow.source_sha256).where(AttachmentRow.source_sha256.in_(some))
        found |= set(session.scalars(query))
    return found


def add(work: Work, household_id: int, paper: Paper, place: Place = ("", 0)) -> None:
    """Give the household a paper, with the answer's place that it belongs to."""
    add_kept(work, household_id, keep_content(work.session, paper), paper, place)


def keep_content(session: Session, paper: Paper) -> int:
    """Keep a paper's bytes, once for all who have it; return their number."""
    if session.get_bind().dialect.name == "postgresql":
        # Of two clerks with one picture, the second waits and finds the first one's content.
        lock = text("SELECT pg_advisory_xact_lock(hashtext('attachment_content'))")
        session.execute(lock)
    sha256 = paper.sha256
    content_id = session.scalar(select(ContentRow.id).where(ContentRow.sha256 == sha256))
    if content_id is None:
        content = ContentRow(
            sha256=sha256,
            media_type=paper.media_type,
            width=paper.width,
            height=paper.height,
            size=len(paper.content),
            thumbnail=paper.thumbnail,
            content=paper.content,
        )
        session.add(content)
        session.flush()
        content_id = content.id
        session.expunge(content)  # a folder of scans need not lie in memory twice
    return content_id


def add_kept(work: Work, household_id: int, content_id: int, paper: Paper, place: Place) -> None:
    """Give the household a paper whose bytes are kept under that number already."""
    question, person_id = place
    row = AttachmentRow(
        household_id=household_id,
        content_id=content_id,
        question=question,
        person_id=person_id or None,
        kind=paper.kind.value,
        title=paper.title,
        taken_on=paper.taken_on,
        added_at=datetime.now(UTC),
        source_sha256=paper.source_sha256,
    )
    work.session.add(row)
    work.session.flush()


def change(work: Work, attachment: Attachment) -> None:
    """Store what a clerk says of a paper: title, kind, day, whom and which question it is about.

    Raises:
        StaleVersionError: someone saved it since it was read (through `work`).
    """
    row = fetch(work.session, AttachmentRow, attachment.id, attachment.version)
    row.title, row.kind = attachment.title, attachment.kind.value
    row.taken_on, row.person_id = attachment.taken_on, attachment.person_id
    row.question = attachment.question
    work.session.flush()


def remove(work: Work, attachment: Attachment) -> None:
    """Take a paper out; its content waits for an undo.

    Raises:
        StaleVersionError: someone saved it since it was read (through `work`).
    """
    session = work.session
    session.delete(fetch(session, AttachmentRow, attachment.id, attachment.version))
    session.flush()
