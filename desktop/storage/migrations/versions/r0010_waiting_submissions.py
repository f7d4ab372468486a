"""What phones sent waits with its pictures, or is turned down with a reason.

Revision ID: r0010
Revises: r0009
"""

import sqlalchemy as sa
from alembic import op

revision = "r0010"
down_revision = "r0009"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("submission", sa.Column("arrived_at", sa.DateTime(), nullable=True))
    op.add_column("submission", sa.Column("dismissed_why", sa.Text(), nullable=True))
    op.create_table(
        "submission_picture",
        sa.Column("submission_id", ID, nullable=False),
        sa.Column("content_id", ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("taken_on", sa.Date(), nullable=True),
        sa.Column("source_sha256", sa.String(length=64), nullable=False),
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.ForeignKeyConstraint(
            ["submission_id"],
            ["submission.id"],
            name="fk_submission_picture_submission_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["content_id"],
            ["attachment_content.id"],
            name="fk_submission_picture_content_id",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_submission_picture"),
        sa.UniqueConstraint(
            "submission_id", "name", name="uq_submission_picture_submission_id_name"
        ),
    )
    op.create_index("ix_submission_picture_content", "submission_picture", ["content_id"])


def downgrade() -> None:
    op.drop_table("submission_picture")
    op.drop_column("submission", "dismissed_why")
    op.drop_column("submission", "arrived_at")
