"""What was printed for whom, and which papers came back.

Revision ID: r0009
Revises: r0008
"""

import sqlalchemy as sa
from alembic import op

revision = "r0009"
down_revision = "r0008"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "print_job",
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("layout_version", sa.SmallInteger(), nullable=False),
        sa.Column("way", sa.String(length=8), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("copies", sa.SmallInteger(), nullable=False),
        sa.Column("sheets", sa.Integer(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("fiscal_year", sa.SmallInteger(), nullable=False),
        sa.Column("made_by", ID, nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.ForeignKeyConstraint(["made_by"], ["app_user.id"], name="fk_print_job_made_by"),
        sa.PrimaryKeyConstraint("id", name="pk_print_job"),
    )
    op.create_table(
        "print_paper",
        sa.Column("job_id", ID, nullable=False),
        sa.Column("household_id", ID, nullable=False),
        sa.Column("returned_at", sa.DateTime(), nullable=True),
        sa.Column("returned_to", ID, nullable=True),
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.ForeignKeyConstraint(
            ["job_id"], ["print_job.id"], name="fk_print_paper_job_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["household_id"],
            ["household.id"],
            name="fk_print_paper_household_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["returned_to"], ["app_user.id"], name="fk_print_paper_returned_to"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_print_paper"),
    )
    op.create_index("ix_print_paper_job", "print_paper", ["job_id"])
    op.create_index("ix_print_paper_household", "print_paper", ["household_id"])


def downgrade() -> None:
    op.drop_table("print_paper")
    op.drop_table("print_job")
