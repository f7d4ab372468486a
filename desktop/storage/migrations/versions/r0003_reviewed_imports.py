"""Profiles, questions and links, for imports that are reviewed.

Revision ID: r0003
Revises: r0002
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "r0003"
down_revision = "r0002"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
EDITABLE = ("import_profile", "import_question", "link", "record_alias")
HASHED = ("household", "person")
# Who takes a person or a change out looks for what rests on it.
INDEXES = (
    ("ix_change_row", "change", ["table_name", "row_id"]),
    ("ix_plan_item_person", "plan_item", ["person_id"]),
    ("ix_aid_person", "aid", ["person_id"]),
)
COUNTS = ("changed_households", "changed_persons", "gone_households")


def upgrade() -> None:
    _add_columns()
    _create_tables()
    for name, table, columns in INDEXES:
        op.create_index(name, table, columns)
    if op.get_bind().dialect.name == "sqlite":
        # A province's words are sorted in memory before they are written: a third quicker.
        op.execute("INSERT INTO search_index(search_index, rank) VALUES ('hashsize', 8388608)")
    for table in EDITABLE:
        guard = f"CREATE TRIGGER guard_{table} BEFORE UPDATE ON {table} "
        if op.get_bind().dialect.name == "sqlite":
            guard += (
                "WHEN NEW.version <= OLD.version "
                "BEGIN SELECT RAISE(ABORT, 'version not raised'); END"
            )
        else:
            guard += "FOR EACH ROW EXECUTE FUNCTION refuse_old_version()"
        op.execute(guard)


def downgrade() -> None:
    for name, table, _ in INDEXES:
        op.drop_index(name, table_name=table)
    if op.get_bind().dialect.name == "sqlite":
        op.execute("INSERT INTO search_index(search_index, rank) VALUES ('hashsize', 1048576)")
    for table in reversed(EDITABLE):
        op.drop_table(table)
    op.execute("ALTER TABLE visit DROP COLUMN batch_id")
    for table in HASHED:
        op.execute(f"ALTER TABLE {table} ADD COLUMN list_hash VARCHAR(16) DEFAULT '' NOT NULL")
    op.execute("ALTER TABLE source_sheet DROP COLUMN header_rows")
    for name in ("suggestion", "state"):
        op.execute(f"ALTER TABLE source_problem DROP COLUMN {name}")
    for name in COUNTS:
        op.execute(f"ALTER TABLE import_batch DROP COLUMN {name}")


def _editable(name: str, *columns: "sa.Column[Any] | sa.Constraint") -> None:
    op.create_table(
        name,
        *columns,
        sa.Column("uid", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
        sa.UniqueConstraint("uid", name=f"uq_{name}_uid"),
    )


def _needed(name: str, kind: "sa.types.TypeEngine[Any]") -> "sa.Column[Any]":
    return sa.Column(name, kind, nullable=False)


def _create_tables() -> None:
    _editable(
        "import_profile",
        _needed("name", sa.Text()),
        _needed("headers", sa.Text()),
        _needed("content", sa.Text()),
        sa.Column("used_at", sa.DateTime(), nullable=True),
        sa.UniqueConstraint("name", name="uq_import_profile_name"),
    )
    _editable(
        "import_question",
        _needed("batch_id", ID),
        _needed("household_id", ID),
        _needed("table_name", sa.String(length=40)),
        _needed("row_id", ID),
        _needed("field", sa.String(length=40)),
        _needed("kept", sa.Text()),
        _needed("offered", sa.Text()),
        _needed("reason", sa.String(length=12)),
        _needed("verdict", sa.String(length=12)),
        *(
            sa.ForeignKeyConstraint(
                [f"{to}_id"],
                [f"{table}.id"],
                name=f"fk_import_question_{to}_id",
                ondelete="CASCADE",
            )
            for to, table in (("batch", "import_batch"), ("household", "household"))
        ),
    )
    op.create_index("ix_import_question_batch", "import_question", ["batch_id"])
    op.create_index("ix_import_question_household", "import_question", ["household_id"])
    _editable(
        "link",
        _needed("kind", sa.String(length=12)),
        _needed("first_id", ID),
        _needed("second_id", ID),
        _needed("score", sa.SmallInteger()),
        _needed("reasons", sa.Text()),
        _needed("verdict", sa.String(length=12)),
        sa.Column("decided_by", ID, nullable=True),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.Column("operation_id", ID, nullable=True),
        sa.ForeignKeyConstraint(["decided_by"], ["app_user.id"], name="fk_link_decided_by"),
        sa.ForeignKeyConstraint(["operation_id"], ["operation.id"], name="fk_link_operation_id"),
        sa.UniqueConstraint(
            "kind", "first_id", "second_id", name="uq_link_kind_first_id_second_id"
        ),
    )
    op.create_index("ix_link_verdict", "link", ["verdict"])
    _editable(
        "record_alias",
        _needed("kind", sa.String(length=12)),
        _needed("list_key", sa.Text()),
        _needed("target_id", ID),
        sa.UniqueConstraint("kind", "list_key", name="uq_record_alias_kind_list_key"),
    )
    op.create_index("ix_record_alias_target", "record_alias", ["target_id"])


def _add_columns() -> None:
    # As statements: a table that batch mode copies would lose its guard.
    for name in COUNTS:
        op.execute(f"ALTER TABLE import_batch ADD COLUMN {name} INTEGER DEFAULT '0' NOT NULL")
    op.execute("ALTER TABLE source_sheet ADD COLUMN header_rows INTEGER DEFAULT '1' NOT NULL")
    op.execute("ALTER TABLE source_problem ADD COLUMN suggestion TEXT DEFAULT '' NOT NULL")
    op.execute("ALTER TABLE source_problem ADD COLUMN state VARCHAR(12) DEFAULT 'open' NOT NULL")
    # What a list says is compared with the facts themselves.
    for table in HASHED:
        op.execute(f"ALTER TABLE {table} DROP COLUMN list_hash")
    kind = "INTEGER" if op.get_bind().dialect.name == "sqlite" else "BIGINT"
    op.execute(
        f"ALTER TABLE visit ADD COLUMN batch_id {kind} "
        "CONSTRAINT fk_visit_batch_id REFERENCES import_batch (id)"
    )
