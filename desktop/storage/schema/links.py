"""Who may be the same person or household in two lists, and what was decided of it."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, SmallInteger, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from desktop.storage.schema.base import Base, Editable, RowId, UtcDateTime


class LinkRow(Editable, Base):
    """A pair of records that may be one; `first_id` is the smaller id.

    `kind` is 'person' or 'household', `score` per mille, `reasons` a JSON list of words.
    `verdict` is '' (open), 'same', 'different' or 'later'. One of the two records is gone
    while they are the same, so neither id is a foreign key.
    """

    __tablename__ = "link"

    kind: Mapped[str] = mapped_column(String(12))
    first_id: Mapped[int] = mapped_column(RowId)
    second_id: Mapped[int] = mapped_column(RowId)
    score: Mapped[int] = mapped_column(SmallInteger)
    reasons: Mapped[str] = mapped_column(Text)
    verdict: Mapped[str] = mapped_column(String(12), default="")
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    operation_id: Mapped[int | None] = mapped_column(ForeignKey("operation.id"))

    __table_args__ = (
        UniqueConstraint("kind", "first_id", "second_id"),
        Index("ix_link_verdict", "verdict"),
    )


class RecordAliasRow(Editable, Base):
    """The key by which lists know a record that was joined with another, and that other's id."""

    __tablename__ = "record_alias"

    kind: Mapped[str] = mapped_column(String(12))
    list_key: Mapped[str] = mapped_column(Text)
    target_id: Mapped[int] = mapped_column(RowId)

    __table_args__ = (
        UniqueConstraint("kind", "list_key"),
        Index("ix_record_alias_target", "target_id"),
    )
