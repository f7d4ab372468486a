"""The imports that were made, also those that were taken back: list, files, counts, who, when."""

from collections.abc import Collection

from sqlalchemy import Connection, func, select

from desktop.domain.taking_back import ImportedFile, ImportMade
from desktop.storage.schema.base import table_of
from desktop.storage.schema.cases import OperationRow, UserRow
from desktop.storage.schema.lists import ImportBatchRow, SourceFileRow, SourceListRow

_COUNTS = (
    *("new_households", "new_persons", "changed_households", "changed_persons"),
    *("gone_households", "problems"),
)


def all_imports(connection: Connection, batch_id: int | None = None) -> tuple[ImportMade, ...]:
    """Every import, the newest first; or the one with this id, if it is there."""
    batch, source = table_of(ImportBatchRow), table_of(SourceListRow)
    operation, user = table_of(OperationRow), table_of(UserRow)
    undo, undoer = operation.alias(), user.alias()
    query = (
        select(
            *(batch.c.id, batch.c.operation_id, source.c.name, source.c.as_of),
            *(operation.c.at, user.c.name.label("who"), operation.c.label),
            *(batch.c.data_rows.label("rows"), *(batch.c[name] for name in _COUNTS)),
            undo.c.at.label("undone_at"),
            func.coalesce(undoer.c.name, "").label("undone_who"),
        )
        .join(source, source.c.id == batch.c.list_id)
        .join(operation, operation.c.id == batch.c.operation_id)
        .join(user, user.c.id == operation.c.user_id)
        .outerjoin(undo, undo.c.id == operation.c.undone_by)
        .outerjoin(undoer, undoer.c.id == undo.c.user_id)
        .order_by(batch.c.id.desc())
    )
    if batch_id is not None:
        query = query.where(batch.c.id == batch_id)
    files = _files(connection)
    rows = connection.execute(query).mappings()
    return tuple(ImportMade(**row, files=files.get(row["id"], ())) for row in rows)


def _files(connection: Connection) -> dict[int, tuple[ImportedFile, ...]]:
    file = table_of(SourceFileRow).c
    found: dict[int, tuple[ImportedFile, ...]] = {}
    for batch_id, *facts in connection.execute(
        select(file.batch_id, file.name, file.size, file.sha256).order_by(file.id)
    ):
        found[batch_id] = (*found.get(batch_id, ()), ImportedFile(*facts))
    return found


def with_content(connection: Connection, hashes: Collection[str]) -> tuple[ImportMade, ...]:
    """The imports in force of which a file had one of these SHA-256, the newest first."""
    wanted = frozenset(hashes)
    return tuple(
        one
        for one in all_imports(connection)
        if one.undone_at is None and any(f.sha256 in wanted for f in one.files)
    )
