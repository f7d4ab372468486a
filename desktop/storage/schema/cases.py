"""The household's case: level, volunteer, logbook, plan and aid."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    JSON,
    ForeignKey,
    Index,
    LargeBinary,
    SmallInteger,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from desktop.storage.schema.base import Baht, Base, Editable, Key, Row, UtcDateTime


class VolunteerRow(Editable, Base):
    """A volunteer (อพม.) who looks after about ten households."""

    __tablename__ = "volunteer"

    name: Mapped[str] = mapped_column(Text)
    sort_key: Mapped[str] = mapped_column(Key, default="")
    tel: Mapped[str] = mapped_column(Text, default="")
    area: Mapped[str] = mapped_column(String(8), default="")
    note: Mapped[str] = mapped_column(Text, default="")


class AgencyRow(Editable, Base):
    """An agency that helps; `area` is the district it answers for in a fiscal year, if any."""

    __tablename__ = "agency"

    name: Mapped[str] = mapped_column(Text)
    area: Mapped[str] = mapped_column(String(8), default="")
    fiscal_year: Mapped[int | None] = mapped_column(SmallInteger)


class CaseRow(Editable, Base):
    """A household in one fiscal year (B.E.). The level keeps the facts it was made from."""

    __tablename__ = "household_case"

    household_id: Mapped[int] = mapped_column(ForeignKey("household.id", ondelete="CASCADE"))
    fiscal_year: Mapped[int] = mapped_column(SmallInteger)
    state: Mapped[str] = mapped_column(String(12), default="listed")
    level_status: Mapped[str] = mapped_column(String(12), default="waiting")
    level_computed: Mapped[int | None] = mapped_column(SmallInteger)
    level_final: Mapped[int | None] = mapped_column(SmallInteger)
    level_reason: Mapped[str] = mapped_column(Text, default="")
    level_scheme: Mapped[str] = mapped_column(String(40), default="")
    level_facts: Mapped[str] = mapped_column(Text, default="")
    override_reason: Mapped[str] = mapped_column(Text, default="")
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    is_target: Mapped[bool] = mapped_column(default=False)
    target_reason: Mapped[str] = mapped_column(Text, default="")
    volunteer_id: Mapped[int | None] = mapped_column(ForeignKey("volunteer.id"))

    __table_args__ = (
        UniqueConstraint("household_id", "fiscal_year"),
        Index("ix_household_case_level", "fiscal_year", "level_status", "level_final"),
        Index("ix_household_case_volunteer", "volunteer_id"),
    )


class FormVersionRow(Row, Base):
    """A version of a logbook form: the workbook itself, kept as long as answers to it.

    Of each form the one published last is in force; where none is, the one that ships.
    """

    __tablename__ = "form_version"

    form: Mapped[str] = mapped_column(Text)
    form_version: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(String(64))
    workbook: Mapped[bytes] = mapped_column(LargeBinary)
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __table_args__ = (UniqueConstraint("form", "form_version"),)


class FormCrosswalkRow(Row, Base):
    """How answers of one version of a form are read in another; `content` is JSON."""

    __tablename__ = "form_crosswalk"

    form: Mapped[str] = mapped_column(Text)
    from_version: Mapped[str] = mapped_column(Text)
    to_version: Mapped[str] = mapped_column(Text)
    content: Mapped[str] = mapped_column(Text)

    __table_args__ = (UniqueConstraint("form", "from_version", "to_version"),)


class VisitRow(Editable, Base):
    """A visit with its logbook, by the form version it was keyed in."""

    __tablename__ = "visit"

    household_id: Mapped[int] = mapped_column(ForeignKey("household.id", ondelete="CASCADE"))
    fiscal_year: Mapped[int] = mapped_column(SmallInteger)
    form: Mapped[str] = mapped_column(Text)
    form_version: Mapped[str] = mapped_column(Text)
    visited_on: Mapped[date | None]
    team: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(String(12), default="draft")
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("import_batch.id"))

    answers: Mapped[list["AnswerRow"]] = relationship(
        order_by="AnswerRow.id", cascade="all, delete-orphan", passive_deletes=True
    )

    __table_args__ = (Index("ix_visit_household", "household_id"),)


class AnswerRow(Row, Base):
    """One answer; `person_id` 0 stands for the household."""

    __tablename__ = "answer"

    visit_id: Mapped[int] = mapped_column(ForeignKey("visit.id", ondelete="CASCADE"))
    question: Mapped[str] = mapped_column(Text)
    person_id: Mapped[int] = mapped_column(default=0)
    state: Mapped[str] = mapped_column(String(12))
    value: Mapped[str] = mapped_column(Text, default="")
    note: Mapped[str] = mapped_column(Text, default="")

    __table_args__ = (UniqueConstraint("visit_id", "question", "person_id"),)


class KeyingRow(Row, Base):
    """What one clerk typed into one logbook and hasn't stored in it yet; written field by field.

    `changes` are the answers before and now (JSON). `question` and `person_id` are where the
    clerk stood.
    """

    __tablename__ = "keying"

    user_id: Mapped[int] = mapped_column(ForeignKey("app_user.id"))
    household_id: Mapped[int] = mapped_column(ForeignKey("household.id", ondelete="CASCADE"))
    form: Mapped[str] = mapped_column(Text)
    form_version: Mapped[str] = mapped_column(Text)
    changes: Mapped[str] = mapped_column(Text)
    question: Mapped[str] = mapped_column(Text)
    person_id: Mapped[int] = mapped_column(default=0)
    at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (
        UniqueConstraint("user_id", "household_id", "form"),
        Index("ix_keying_household", "household_id"),
    )


class SubmissionRow(Row, Base):
    """What a phone sent: its id, a fingerprint of its answers, and all of it as it came (JSON).

    `visit_uid` is the logbook it became; one without waits for a decision, or was turned down for
    the reason in `dismissed_why`. It outlives the logbook, so that there is no foreign key: one
    whose logbook is gone can be taken again.
    """

    __tablename__ = "submission"

    instance: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(String(64))
    form: Mapped[str] = mapped_column(Text)
    form_version: Mapped[str] = mapped_column(Text)
    visit_uid: Mapped[str | None] = mapped_column(String(16))
    content: Mapped[str] = mapped_column(Text)
    arrived_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    dismissed_why: Mapped[str | None] = mapped_column(Text)

    __table_args__ = (UniqueConstraint("instance", "sha256"),)


class PlanRow(Editable, Base):
    """A household's plan of one fiscal year."""

    __tablename__ = "plan"

    household_id: Mapped[int] = mapped_column(ForeignKey("household.id", ondelete="CASCADE"))
    fiscal_year: Mapped[int] = mapped_column(SmallInteger)
    agreed_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(Text, default="")

    items: Mapped[list["PlanItemRow"]] = relationship(
        order_by="PlanItemRow.position", cascade="all, delete-orphan", passive_deletes=True
    )

    __table_args__ = (UniqueConstraint("household_id", "fiscal_year"),)


class PlanItemRow(Editable, Base):
    """One measure: phase, dimension, who pays and when."""

    __tablename__ = "plan_item"

    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id", ondelete="CASCADE"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    position: Mapped[int] = mapped_column(default=0)
    phase: Mapped[str] = mapped_column(String(12))
    dimension: Mapped[str] = mapped_column(String(12))
    measure: Mapped[str] = mapped_column(Text)
    agency: Mapped[str] = mapped_column(Text, default="")
    budget: Mapped[Decimal | None] = mapped_column(Baht)
    due_on: Mapped[date | None]
    state: Mapped[str] = mapped_column(String(12), default="planned")

    __table_args__ = (
        Index("ix_plan_item_plan", "plan_id"),
        Index("ix_plan_item_person", "person_id"),
    )


class AidRow(Editable, Base):
    """Help that was given."""

    __tablename__ = "aid"

    household_id: Mapped[int] = mapped_column(ForeignKey("household.id", ondelete="CASCADE"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    plan_item_id: Mapped[int | None] = mapped_column(ForeignKey("plan_item.id"))
    given_on: Mapped[date | None]
    kind: Mapped[str] = mapped_column(Text, default="")
    what: Mapped[str] = mapped_column(Text, default="")
    amount: Mapped[Decimal | None] = mapped_column(Baht)
    agency: Mapped[str] = mapped_column(Text, default="")

    __table_args__ = (
        Index("ix_aid_household", "household_id"),
        Index("ix_aid_person", "person_id"),
    )


class UserRow(Editable, Base):
    """Who works with the program; one local user for now."""

    __tablename__ = "app_user"

    name: Mapped[str] = mapped_column(Text)


class OperationRow(Row, Base):
    """One unit of work: who, when, and what it is called in the clerk's words.

    `uid` is made by the client before the work, so that an error at COMMIT can be resolved by
    looking it up. `kind` is 'edit', 'import', 'link', 'phones' (submissions of phones
    were taken), 'form' (a version was published; another is published instead of undoing it),
    'derived' (can be computed again),
    'disclosure', 'undo', 'undo-import' (on its own screen; final) or 'drop' (what was let go of
    on undoing an import).
    """

    __tablename__ = "operation"

    uid: Mapped[str] = mapped_column(String(16), unique=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    user_id: Mapped[int] = mapped_column(ForeignKey("app_user.id"))
    kind: Mapped[str] = mapped_column(String(12))
    label: Mapped[str] = mapped_column(Text)
    household_id: Mapped[int | None]
    undone_by: Mapped[int | None]


class ChangeRow(Row, Base):
    """One row of one table before and after one operation; None = not there."""

    __tablename__ = "change"

    operation_id: Mapped[int] = mapped_column(ForeignKey("operation.id"))
    table_name: Mapped[str] = mapped_column(String(40))
    row_id: Mapped[int]
    household_id: Mapped[int | None]
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    after: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))

    __table_args__ = (
        Index("ix_change_operation", "operation_id"),
        Index("ix_change_household", "household_id"),
        Index("ix_change_row", "table_name", "row_id"),
    )


class MetaRow(Base):
    """Facts about the database itself, by name."""

    __tablename__ = "meta"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[str] = mapped_column(Text)
