"""Versions of forms that the office publishes, and how their answers go over.

Revision ID: r0005
Revises: r0004
"""

import sqlalchemy as sa
from alembic import op

revision = "r0005"
down_revision = "r0004"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("form_version", sa.Column("published_at", sa.DateTime(), nullable=True))
    op.create_table(
        "form_crosswalk",
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("from_version", sa.Text(), nullable=False),
        sa.Column("to_version", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_form_crosswalk"),
        sa.UniqueConstraint(
            *("form", "from_version", "to_version"),
            name="uq_form_crosswalk_form_from_version_to_version",
        ),
    )


def downgrade() -> None:
    op.drop_table("form_crosswalk")
    op.execute("ALTER TABLE form_version DROP COLUMN published_at")
