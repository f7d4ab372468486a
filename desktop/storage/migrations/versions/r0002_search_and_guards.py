"""Look through names and places fast, and refuse an update that doesn't raise the version.

Revision ID: r0002
Revises: r0001
"""

from alembic import op

revision = "r0002"
down_revision = "r0001"
branch_labels = None
depends_on = None

EDITABLE = (
    "agency",
    "aid",
    "app_user",
    "assessment",
    "household",
    "household_case",
    "import_batch",
    "person",
    "plan",
    "plan_item",
    "source_list",
    "visit",
    "volunteer",
)


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE search_index USING fts5(text, content='search_text', "
            "content_rowid='household_id', tokenize='trigram')"
        )
        op.execute("INSERT INTO search_index(search_index) VALUES ('rebuild')")
        for table in EDITABLE:
            op.execute(
                f"CREATE TRIGGER guard_{table} BEFORE UPDATE ON {table} "
                "WHEN NEW.version <= OLD.version "
                "BEGIN SELECT RAISE(ABORT, 'version not raised'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION refuse_old_version() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "IF NEW.version <= OLD.version THEN RAISE EXCEPTION 'version not raised'; END IF; "
        "RETURN NEW; END $$"
    )
    for table in EDITABLE:
        op.execute(
            f"CREATE TRIGGER guard_{table} BEFORE UPDATE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_old_version()"
        )
    # Without the extension a search reads the whole column, which is slower and as right.
    op.execute(
        "DO $$ BEGIN IF EXISTS (SELECT 1 FROM pg_available_extensions WHERE name = 'pg_trgm') THEN "
        "CREATE EXTENSION IF NOT EXISTS pg_trgm; "
        "CREATE INDEX ix_search_text_trigram ON search_text USING gin (text gin_trgm_ops); "
        "END IF; END $$"
    )


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for table in EDITABLE:
            op.execute(f"DROP TRIGGER guard_{table}")
        op.execute("DROP TABLE search_index")
        return
    op.execute("DROP INDEX IF EXISTS ix_search_text_trigram")
    for table in EDITABLE:
        op.execute(f"DROP TRIGGER guard_{table} ON {table}")
    op.execute("DROP FUNCTION refuse_old_version()")
