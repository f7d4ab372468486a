"""Everything a database says, to be compared before and after."""

import sqlcipher3.dbapi2 as sqlite
from sqlalchemy import select, text

from desktop.storage.schema.tables import Base

# The record of what was done grows, also that of imports; versions count; levels can be computed
# again.
RECORD = {"operation", "change", "meta", "form_version", "import_batch", "source_file"}
RECORD |= {"source_list"}
COUNTED = {"version", "level_status", "level_computed", "level_final", "level_reason"} | {
    "level_scheme",
    "level_facts",
}


def snapshot(database, left_out=COUNTED):
    """Return each table's rows in the order of their keys, without counters and levels."""
    with database.read() as session:
        return {
            name: [
                {k: v for k, v in row.items() if k not in left_out}
                for row in session.execute(
                    select(table).order_by(*table.primary_key.columns)
                ).mappings()
            ]
            for name, table in Base.metadata.tables.items()
            if name not in RECORD
        }


def raw(database, statement):
    """Run one statement past every rule of ours, as damage would."""
    if database.file is not None:
        # This connection watches no foreign keys.
        connection = sqlite.connect(str(database.file), isolation_level=None)
        connection.execute(statement)
        connection.close()
        return
    with database.begin() as connection:
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        connection.execute(text(statement))
