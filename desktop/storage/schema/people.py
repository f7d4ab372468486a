"""Households and the people in them."""

from decimal import Decimal

from sqlalchemy import ForeignKey, Index, SmallInteger, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from desktop.storage.schema.base import Baht, Base, Editable, Key


class HouseholdRow(Editable, Base):
    """A household at one address; several families may live in it.

    `list_key` finds it again in the next list. `edited` names the fields a clerk has typed, so
    that a list does not overwrite them silently. `dim_*`, `head_name`, `members`, `sort_key`,
    `place_key` and `list_as_of` (the date of the newest list that spoke of it) are derived, kept
    for the list of households.
    """

    __tablename__ = "household"

    list_key: Mapped[str | None] = mapped_column(Text, unique=True)
    house_code: Mapped[str] = mapped_column(Text, default="")
    address_no: Mapped[str] = mapped_column(Text, default="")
    moo: Mapped[str] = mapped_column(Text, default="")
    village_name: Mapped[str] = mapped_column(Text, default="")
    soi: Mapped[str] = mapped_column(Text, default="")
    road: Mapped[str] = mapped_column(Text, default="")
    tambon_code: Mapped[str] = mapped_column(Key, default="")
    village_code: Mapped[str] = mapped_column(Key, default="")
    postcode: Mapped[str] = mapped_column(Text, default="")
    tel: Mapped[str] = mapped_column(Text, default="")
    note: Mapped[str] = mapped_column(Text, default="")
    head_name: Mapped[str] = mapped_column(Text, default="")
    sort_key: Mapped[str] = mapped_column(Key, default="")
    place_key: Mapped[str] = mapped_column(Key, default="")
    members: Mapped[int] = mapped_column(default=0)
    dim_failed: Mapped[int] = mapped_column(SmallInteger, default=0)
    dim_known: Mapped[int] = mapped_column(SmallInteger, default=0)
    edited: Mapped[str] = mapped_column(Text, default="")
    list_as_of: Mapped[str] = mapped_column(String(10), default="")
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("import_batch.id"))

    people: Mapped[list["PersonRow"]] = relationship(
        order_by="PersonRow.position, PersonRow.id", cascade="all", passive_deletes=True
    )

    __table_args__ = (
        Index("ix_household_sort", "sort_key", "id"),
        Index("ix_household_place", "place_key", "id"),
        Index("ix_household_tambon", "tambon_code"),
        Index("ix_household_village", "village_code"),
        Index("ix_household_batch", "batch_id"),
    )


class PersonRow(Editable, Base):
    """A person; the birth date may lack day or month.

    Needs and rights are masks of their bits: `*_known` is what is known, `*_yes` what is so.
    """

    __tablename__ = "person"

    household_id: Mapped[int] = mapped_column(ForeignKey("household.id", ondelete="CASCADE"))
    list_key: Mapped[str | None] = mapped_column(Text, unique=True)
    family_no: Mapped[int] = mapped_column(SmallInteger, default=1)
    position: Mapped[int] = mapped_column(default=0)
    cid: Mapped[str] = mapped_column(Text, default="")
    prefix: Mapped[str] = mapped_column(Text, default="")
    first_name: Mapped[str] = mapped_column(Text, default="")
    last_name: Mapped[str] = mapped_column(Text, default="")
    sex: Mapped[str] = mapped_column(String(1), default="")
    birth_year: Mapped[int | None] = mapped_column(SmallInteger)
    birth_month: Mapped[int | None] = mapped_column(SmallInteger)
    birth_day: Mapped[int | None] = mapped_column(SmallInteger)
    age_stated: Mapped[int | None] = mapped_column(SmallInteger)
    relation: Mapped[str] = mapped_column(Text, default="")
    occupation: Mapped[str] = mapped_column(Text, default="")
    education: Mapped[str] = mapped_column(Text, default="")
    income_month: Mapped[Decimal | None] = mapped_column(Baht)
    need_yes: Mapped[int] = mapped_column(SmallInteger, default=0)
    need_known: Mapped[int] = mapped_column(SmallInteger, default=0)
    right_yes: Mapped[int] = mapped_column(SmallInteger, default=0)
    right_known: Mapped[int] = mapped_column(SmallInteger, default=0)
    edited: Mapped[str] = mapped_column(Text, default="")
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("import_batch.id"))

    __table_args__ = (
        Index("ix_person_household", "household_id"),
        Index("ix_person_cid", "cid"),
        Index("ix_person_batch", "batch_id"),
    )


class SearchTextRow(Base):
    """What the search box looks through, one line per household; derived."""

    __tablename__ = "search_text"

    household_id: Mapped[int] = mapped_column(
        ForeignKey("household.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    text: Mapped[str] = mapped_column(Text)
