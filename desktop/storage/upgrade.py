"""Bringing a database to this program's schema."""

from pathlib import Path

from sqlalchemy import inspect, text

from desktop.storage.database import Database
from desktop.storage.faults import translated

_VERSIONS = Path(__file__).parent / "migrations" / "versions"


def bring_up_to_date(database: Database, backups: Path) -> Path | None:
    """Make or migrate the schema. Returns the backup made before a migration, if any.

    Raises:
        UserError: the database is newer than the program, isn't OneHome's, or can't be backed up.
    """
    head = newest_revision()
    with translated(database.where), database.engine.connect() as connection:
        # Alembic takes long to load, and nearly every start finds all as it should be.
        if inspect(connection).has_table("alembic_version"):
            found = connection.scalars(text("SELECT version_num FROM alembic_version")).all()
            if found == [head]:
                return None
    from desktop.storage.migrating import migrate

    return migrate(database, backups)


def newest_revision() -> str:
    """Return the schema's revision that this program works with: the files are numbered."""
    return max(file.name.partition("_")[0] for file in _VERSIONS.glob("r[0-9]*.py"))
