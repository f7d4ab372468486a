"""Notes beside answers, and what is being typed into a logbook.

Revision ID: r0004
Revises: r0003
"""

import sqlalchemy as sa
from alembic import op

revision = "r0004"
down_revision = "r0003"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    with op.batch_alter_table("answer", schema=None) as answer:
        answer.add_column(sa.Column("note", sa.Text(), nullable=False, server_default=""))
    with op.batch_alter_table("answer", schema=None) as answer:
        answer.alter_column("note", server_default=None)
    op.create_table(
        "keying",
        sa.Column("user_id", ID, nullable=False),
        sa.Column("household_id", ID, nullable=False),
        *(
            sa.Column(name, sa.Text(), nullable=False)
            for name in ("form", "form_version", "changes", "question")
        ),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_keying"),
        sa.ForeignKeyConstraint(["user_id"], ["app_user.id"], name="fk_keying_user_id"),
        sa.ForeignKeyConstraint(
            ["household_id"], ["household.id"], name="fk_keying_household_id", ondelete="CASCADE"
        ),
        sa.UniqueConstraint(
            "user_id", "household_id", "form", name="uq_keying_user_id_household_id_form"
        ),
    )
    op.create_index("ix_keying_household", "keying", ["household_id"])


def downgrade() -> None:
    op.drop_table("keying")
    op.execute("ALTER TABLE answer DROP COLUMN note")
