"""What every mapped class shares: names of constraints, column types, version and random id."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, cast

from sqlalchemy import BigInteger, DateTime, Integer, MetaData, String, Table, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column
from sqlalchemy.types import TypeDecorator

from desktop.storage.identity import random_uid

# Batch migrations drop unnamed constraints silently, so every one has a name.
NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}

# SQLite makes a rowid of INTEGER only; PostgreSQL needs BIGINT for room.
RowId = BigInteger().with_variant(Integer(), "sqlite")


# Keys that are compared letter by letter: a server's own collation would order them anew.
Key = Text().with_variant(Text(collation="C"), "postgresql")


class Base(DeclarativeBase):
    """The registry of all mapped classes."""

    metadata = MetaData(naming_convention=NAMES)


class UtcDateTime(TypeDecorator[datetime]):
    """An instant, stored as naive UTC so that both databases keep it alike."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Store UTC."""
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Give an aware instant back."""
        return None if value is None else value.replace(tzinfo=UTC)


class Baht(TypeDecorator[Decimal]):
    """Money in baht, stored as whole satang: SQLite has no exact decimals."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        """Store satang."""
        return None if value is None else int((value * 100).to_integral_value())

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        """Give baht back."""
        return None if value is None else Decimal(value) / 100


class Row:
    """A row with an id of this database."""

    id: Mapped[int] = mapped_column(RowId, primary_key=True, autoincrement=True)


class Editable(Row):
    """A row people edit: a stable random id, and a version that counts its saves."""

    uid: Mapped[str] = mapped_column(String(16), unique=True, default=random_uid)
    version: Mapped[int] = mapped_column(default=1)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805  (SQLAlchemy calls it on the class)
        """Let a save of an outdated version raise instead of overwriting."""
        return {"version_id_col": cls.version}


def table_of(mapped: type[DeclarativeBase]) -> Table:
    """The table behind a mapped class, for statements past the session."""
    return cast("Table", mapped.__table__)
