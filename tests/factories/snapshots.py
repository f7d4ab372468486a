"""Everything a database says, to be compared before and after."""

import sqlcipher3.dbapi2 as sqlite
from sqlalchemy import select, text

from desktop.storage.schema.tables import Base

# The record of what was done grows; versions count; levels can be computed again.
RECORD = {"operation", "change", "meta", "form_version", "attachment_content"}
COUNTED = {"version", "level_status", "level_computed", "level_final", "level_reason"} | {
    "level_scheme",
    "level_facts",
}

# An import that was taken back stays on record, with its list and its files' names.
_STANDS = (
    "(SELECT b.id FROM import_batch b JOIN operation o ON o.id = b.operation_id "
    "WHERE o.undone_by IS NULL)"
)
IN_FORCE = {
    "import_batch": f"import_batch.id IN {_STANDS}",
    "source_file": f"batch_id IN {_STANDS}",
    "source_list": f"id IN (SELECT list_id FROM import_batch WHERE id IN {_STANDS})",  # noqa: S608
}


def snapshot(database, left_out=COUNTED):
    """Return each table's rows in the order of their keys, without counters and levels."""
    with database.read() as session:
        return {
            name: [
                {k: v for k, v in row.items() if k not in left_out}
                for row in session.execute(
                    select(table)
                    .where(text(IN_FORCE.get(name, "1 = 1")))
                    .order_by(*table.primary_key.columns)
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
