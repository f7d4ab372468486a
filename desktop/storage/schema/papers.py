"""Papers and pictures of households.

Their bytes lie in the database itself, in a table of their own, and not beside it in a folder.
A clerk can't rename, move or forget half of it; one transaction takes in a paper whole or not at
all; the backup, the copy on a stick, a server and the encryption of the file hold for papers
without a word of their own. What it costs: the file grows by up to 400 KB a picture, and every
backup copies that too.
"""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from desktop.storage.schema.base import Base, Editable, Row, UtcDateTime


class ContentRow(Row, Base):
    """The bytes of a paper, once for all who have it.

    Never changed, and it stays when its papers are removed: undo brings those back, at any time,
    and the record of changes holds no bytes. The large columns stand last, so that SQLite reads
    the others without walking through them.
    """

    __tablename__ = "attachment_content"

    sha256: Mapped[str] = mapped_column(String(64))
    media_type: Mapped[str] = mapped_column(Text)
    width: Mapped[int]
    height: Mapped[int]
    size: Mapped[int]
    thumbnail: Mapped[bytes] = mapped_column(LargeBinary)
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)

    __table_args__ = (UniqueConstraint("sha256"),)


class AttachmentRow(Editable, Base):
    """A paper of a household. `source_sha256` is that of the file as it came, before shrinking."""

    __tablename__ = "attachment"

    household_id: Mapped[int] = mapped_column(ForeignKey("household.id", ondelete="CASCADE"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    content_id: Mapped[int] = mapped_column(ForeignKey("attachment_content.id"))
    question: Mapped[str] = mapped_column(Text, default="")
    kind: Mapped[str] = mapped_column(String(12))
    title: Mapped[str] = mapped_column(Text, default="")
    taken_on: Mapped[date | None]
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)
    source_sha256: Mapped[str] = mapped_column(String(64))

    __table_args__ = (
        UniqueConstraint("household_id", "content_id"),
        Index("ix_attachment_person", "person_id"),
        Index("ix_attachment_content", "content_id"),
        Index("ix_attachment_source", "source_sha256"),
    )


class SubmissionPictureRow(Row, Base):
    """A picture of a phone's submission that waits: the file it came in may be gone tomorrow.

    `name` is what the submission's answers call it. It becomes a household's paper with the
    submission's logbook.
    """

    __tablename__ = "submission_picture"

    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id", ondelete="CASCADE"))
    content_id: Mapped[int] = mapped_column(ForeignKey("attachment_content.id"))
    name: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(String(12))
    taken_on: Mapped[date | None]
    source_sha256: Mapped[str] = mapped_column(String(64))

    __table_args__ = (
        UniqueConstraint("submission_id", "name"),
        Index("ix_submission_picture_content", "content_id"),
    )
