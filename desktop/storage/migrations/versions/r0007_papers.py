"""Papers and pictures of households.

Revision ID: r0007
Revises: r0006
"""

import sqlalchemy as sa
from alembic import op

revision = "r0007"
down_revision = "r0006"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "attachment_content",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("thumbnail", sa.LargeBinary(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_attachment_content"),
        sa.UniqueConstraint("sha256", name="uq_attachment_content_sha256"),
    )
    op.create_table(
        "attachment",
        sa.Column("household_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=True),
        sa.Column("content_id", ID, nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("taken_on", sa.Date(), nullable=True),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("source_sha256", sa.String(length=64), nullable=False),
        sa.Column("uid", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_attachment"),
        sa.UniqueConstraint("uid", name="uq_attachment_uid"),
        sa.UniqueConstraint(
            "household_id", "content_id", name="uq_attachment_household_id_content_id"
        ),
        sa.ForeignKeyConstraint(
            ["household_id"],
            ["household.id"],
            name="fk_attachment_household_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_attachment_person_id"),
        sa.ForeignKeyConstraint(
            ["content_id"], ["attachment_content.id"], name="fk_attachment_content_id"
        ),
    )
    op.create_index("ix_attachment_person", "attachment", ["person_id"])
    op.create_index("ix_attachment_content", "attachment", ["content_id"])
    op.create_index("ix_attachment_source", "attachment", ["source_sha256"])
    guard = "CREATE TRIGGER guard_attachment BEFORE UPDATE ON attachment "
    if op.get_bind().dialect.name == "sqlite":
        guard += (
            "WHEN NEW.version <= OLD.version BEGIN SELECT RAISE(ABORT, 'version not raised'); END"
        )
    else:
        guard += "FOR EACH ROW EXECUTE FUNCTION refuse_old_version()"
    op.execute(guard)


def downgrade() -> None:
    op.drop_table("attachment")
    op.drop_table("attachment_content")
