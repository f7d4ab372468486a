"""Lists from outside, every row as it came, and what they say of households."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import (
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from desktop.storage.schema.base import Baht, Base, Editable, Row, RowId, UtcDateTime


class SourceListRow(Editable, Base):
    """A list with its data date (ISO, possibly year and month only)."""

    __tablename__ = "source_list"

    name: Mapped[str] = mapped_column(Text)
    as_of: Mapped[str] = mapped_column(String(10))

    __table_args__ = (UniqueConstraint("name", "as_of"),)


class ImportBatchRow(Editable, Base):
    """One import: what it read, and the counts it was reported with."""

    __tablename__ = "import_batch"

    operation_id: Mapped[int] = mapped_column(ForeignKey("operation.id"))
    list_id: Mapped[int] = mapped_column(ForeignKey("source_list.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    data_rows: Mapped[int] = mapped_column(default=0)
    new_households: Mapped[int] = mapped_column(default=0)
    new_persons: Mapped[int] = mapped_column(default=0)
    changed_households: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    changed_persons: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    gone_households: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    problems: Mapped[int] = mapped_column(default=0)


class SourceFileRow(Row, Base):
    """One file of an import, by its content's hash."""

    __tablename__ = "source_file"

    batch_id: Mapped[int] = mapped_column(ForeignKey("import_batch.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(Text)
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))

    __table_args__ = (Index("ix_source_file_batch", "batch_id"),)


class SourceSheetRow(Row, Base):
    """One sheet and how its columns were read (JSON of header, canonical name, each at its place).

    `header_row` is the last of the header's `header_rows`; 0 = nothing of the sheet was read.
    """

    __tablename__ = "source_sheet"

    file_id: Mapped[int] = mapped_column(ForeignKey("source_file.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(Text)
    header_row: Mapped[int]
    header_rows: Mapped[int] = mapped_column(Integer, default=1, server_default="1")
    columns: Mapped[str] = mapped_column(Text)

    __table_args__ = (Index("ix_source_sheet_file", "file_id"),)


class SourceBlockRow(Row, Base):
    """Consecutive rows exactly as they came, as `importing.blocks` packs them."""

    __tablename__ = "source_block"

    sheet_id: Mapped[int] = mapped_column(ForeignKey("source_sheet.id", ondelete="CASCADE"))
    first_row: Mapped[int]
    row_count: Mapped[int]
    data: Mapped[bytes] = mapped_column(LargeBinary)

    __table_args__ = (Index("ix_source_block_sheet", "sheet_id", "first_row"),)


class SourceRowRow(Row, Base):
    """Which row of which sheet a person came from; a person has one for every list."""

    __tablename__ = "source_row"

    sheet_id: Mapped[int] = mapped_column(ForeignKey("source_sheet.id", ondelete="CASCADE"))
    row_no: Mapped[int]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))

    __table_args__ = (
        Index("ix_source_row_person", "person_id"),
        Index("ix_source_row_sheet", "sheet_id"),
    )


class SourceProblemRow(Row, Base):
    """A value or row that could not be read."""

    __tablename__ = "source_problem"

    batch_id: Mapped[int] = mapped_column(ForeignKey("import_batch.id", ondelete="CASCADE"))
    file: Mapped[str] = mapped_column(Text)
    sheet: Mapped[str] = mapped_column(Text)
    row_no: Mapped[int]
    column: Mapped[str] = mapped_column(Text)
    value: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    used: Mapped[bool]
    suggestion: Mapped[str] = mapped_column(Text, default="", server_default=text("''"))
    state: Mapped[str] = mapped_column(String(12), default="open", server_default="open")

    __table_args__ = (Index("ix_source_problem_batch", "batch_id"),)


class ImportProfileRow(Editable, Base):
    """How one layout of lists is read, as JSON; recognised by its headers (JSON of their keys)."""

    __tablename__ = "import_profile"

    name: Mapped[str] = mapped_column(Text, unique=True)
    headers: Mapped[str] = mapped_column(Text)
    content: Mapped[str] = mapped_column(Text)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class SavedFilterRow(Editable, Base):
    """A filter of the list of households under a name, for everyone; JSON of what it asks."""

    __tablename__ = "saved_filter"

    name: Mapped[str] = mapped_column(Text, unique=True)
    content: Mapped[str] = mapped_column(Text)


class ImportQuestionRow(Editable, Base):
    """A fact that a list would alter but that was kept, for a person to decide, now or later.

    `field` of the row `row_id` in `table_name` holds `kept` and the list said `offered`.
    `reason` is 'edited' (a clerk typed it) or 'older' (the list is older than the fact);
    `verdict` is '' (open), 'kept' or 'taken'.
    """

    __tablename__ = "import_question"

    batch_id: Mapped[int] = mapped_column(ForeignKey("import_batch.id", ondelete="CASCADE"))
    household_id: Mapped[int] = mapped_column(ForeignKey("household.id", ondelete="CASCADE"))
    table_name: Mapped[str] = mapped_column(String(40))
    row_id: Mapped[int] = mapped_column(RowId)
    field: Mapped[str] = mapped_column(String(40))
    kept: Mapped[str] = mapped_column(Text)
    offered: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(String(12))
    verdict: Mapped[str] = mapped_column(String(12), default="")

    __table_args__ = (
        Index("ix_import_question_batch", "batch_id"),
        Index("ix_import_question_household", "household_id"),
    )


class AssessmentRow(Editable, Base):
    """What one list says of one household: dimensions, indicators, income, housing."""

    __tablename__ = "assessment"

    household_id: Mapped[int] = mapped_column(ForeignKey("household.id", ondelete="CASCADE"))
    list_id: Mapped[int] = mapped_column(ForeignKey("source_list.id"))
    as_of: Mapped[str] = mapped_column(String(10))
    dim_failed: Mapped[int] = mapped_column(SmallInteger, default=0)
    dim_known: Mapped[int] = mapped_column(SmallInteger, default=0)
    indicator_set: Mapped[str] = mapped_column(String(20), default="")
    ind_failed: Mapped[int] = mapped_column(default=0)
    ind_passed: Mapped[int] = mapped_column(default=0)
    income_person_year: Mapped[Decimal | None] = mapped_column(Baht)
    housing_problem: Mapped[bool | None]
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("import_batch.id"))

    __table_args__ = (
        UniqueConstraint("household_id", "list_id"),
        Index("ix_assessment_batch", "batch_id"),
    )
