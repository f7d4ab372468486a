"""Print jobs and the papers they made."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, SmallInteger, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from desktop.storage.schema.base import Base, Row, UtcDateTime


class PrintJobRow(Row, Base):
    """What was made, of which layout, when and by whom."""

    __tablename__ = "print_job"

    kind: Mapped[str] = mapped_column(String(40))
    layout_version: Mapped[int] = mapped_column(SmallInteger)
    way: Mapped[str] = mapped_column(String(8))
    state: Mapped[str] = mapped_column(String(12))
    copies: Mapped[int] = mapped_column(SmallInteger, default=1)
    sheets: Mapped[int] = mapped_column(default=0)
    file: Mapped[str] = mapped_column(Text, default="")
    fiscal_year: Mapped[int] = mapped_column(SmallInteger)
    made_by: Mapped[int] = mapped_column(ForeignKey("app_user.id"))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)


class PrintPaperRow(Row, Base):
    """A household's paper of a job; one that is expected back says when it came."""

    __tablename__ = "print_paper"

    job_id: Mapped[int] = mapped_column(ForeignKey("print_job.id", ondelete="CASCADE"))
    household_id: Mapped[int] = mapped_column(ForeignKey("household.id", ondelete="CASCADE"))
    returned_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    returned_to: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))

    __table_args__ = (
        Index("ix_print_paper_job", "job_id"),
        Index("ix_print_paper_household", "household_id"),
    )
