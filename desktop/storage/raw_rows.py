"""The rows of lists as they came, and as repairs left them.

A repair keeps only the rows it read again. Its file bears the hash of the file that they came
from and the size 0: nothing of that file was opened. Its sheet stands over that file's sheet.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Select, select

from desktop.domain.layouts import columns_from_json
from desktop.domain.listing import ListFile, RawBlock
from desktop.domain.repairing import KeptSheet, Origin
from desktop.storage.bulk import chunks
from desktop.storage.schema.base import table_of
from desktop.storage.schema.lists import (
    ImportBatchRow,
    SourceBlockRow,
    SourceFileRow,
    SourceListRow,
    SourceSheetRow,
)

REPAIRED_SIZE = 0


@dataclass(frozen=True, slots=True)
class SheetPlace:
    """A kept sheet: its import with random id and list, its place there, the sheet it repairs.

    `base` and `base_batch` are its own ids where it is no repair.
    """

    id: int
    batch_id: int
    batch_uid: str
    list_id: int
    number: int
    file: ListFile
    name: str
    base: int
    base_batch: int

    def origin(self, row: int) -> Origin:
        """Return what says a row of it in the workbook of problems."""
        return Origin(self.batch_uid, self.number, row)


def places_of(connection: Connection, batch_ids: Collection[int]) -> dict[int, SheetPlace]:
    """Return the sheets of these imports by their ids."""
    found: dict[int, SheetPlace] = {}
    for some in chunks(sorted(batch_ids)):
        numbers: dict[int, int] = {}
        for row in connection.execute(_sheets().where(_batch.c.id.in_(some))):
            numbers[row.batch_id] = numbers.get(row.batch_id, -1) + 1
            found[row.id] = SheetPlace(
                *(row.id, row.batch_id, row.uid, row.list_id, numbers[row.batch_id]),
                *(ListFile(row.file, row.size, row.sha256), row.name, row.id, row.batch_id),
            )
    return {sid: _repaired(connection, place) for sid, place in found.items()}


def places_of_origins(connection: Connection, uids: Collection[str]) -> dict[Any, SheetPlace]:
    """Return sheets by their import's random id and their place in it."""
    ids: list[int] = []
    for some in chunks(sorted(uids)):
        ids += connection.scalars(select(_batch.c.id).where(_batch.c.uid.in_(some)))
    return {(p.batch_uid, p.number): p for p in places_of(connection, ids).values()}


def list_of(connection: Connection, list_id: int) -> tuple[str, str]:
    """Return a list's name and data date."""
    source = table_of(SourceListRow).c
    row = connection.execute(select(source.name, source.as_of).where(source.id == list_id)).one()
    return row.name, row.as_of


def kept_import(
    connection: Connection, batch_id: int, until: int | None = None
) -> tuple[KeptSheet, ...]:
    """Return all sheets of an import with its repairs over them, up to the import `until`."""
    sheets = [_kept(row) for row in connection.execute(_sheets().where(_batch.c.id == batch_id))]
    blocks = _blocks(connection, [one.id for one in sheets])
    list_id = connection.scalar(select(_batch.c.list_id).where(_batch.c.id == batch_id))
    repairs = (
        _sheets()
        .where(_batch.c.list_id == list_id, _batch.c.id > batch_id)
        .where(_file.c.size == REPAIRED_SIZE)
        .where(_file.c.sha256.in_(list({one.file.sha256 for one in sheets})))
    )
    if until is not None:
        repairs = repairs.where(_batch.c.id <= until)
    over: dict[tuple[str, str], list[int]] = {}
    for row in connection.execute(repairs):
        over.setdefault((row.sha256, row.name), []).append(row.id)
    blocks |= _blocks(connection, [sid for ids in over.values() for sid in ids])
    return tuple(
        replace(one, ids=ids, blocks=tuple(b for sid in ids for b in blocks.get(sid, ())))
        for one in sheets
        for ids in [(one.id, *over.get((one.file.sha256, one.name), ()))]
    )


_batch, _file, _sheet = (table_of(t) for t in (ImportBatchRow, SourceFileRow, SourceSheetRow))


def _sheets() -> Select[Any]:
    return (
        select(
            *(_sheet.c.id, _sheet.c.name, _sheet.c.header_row, _sheet.c.header_rows),
            _sheet.c.columns,
            *(_file.c.name.label("file"), _file.c.size, _file.c.sha256, _file.c.batch_id),
            *(_batch.c.uid, _batch.c.list_id),
        )
        .join(_file, _file.c.id == _sheet.c.file_id)
        .join(_batch, _batch.c.id == _file.c.batch_id)
        .order_by(_sheet.c.id)
    )


def _repaired(connection: Connection, place: SheetPlace) -> SheetPlace:
    """Find the sheet that a repair stands over: the newest import before it that read it."""
    if place.file.size != REPAIRED_SIZE:
        return place
    found = connection.execute(
        _sheets()
        .where(_batch.c.list_id == place.list_id, _batch.c.id < place.batch_id)
        .where(_file.c.sha256 == place.file.sha256, _file.c.size != REPAIRED_SIZE)
        .where(_sheet.c.name == place.name)
        .order_by(None)
        .order_by(_sheet.c.id.desc())
        .limit(1)
    ).first()
    return replace(place, base=found.id, base_batch=found.batch_id) if found else place


def _kept(row: Any) -> KeptSheet:
    file = ListFile(row.file, row.size, row.sha256)
    columns = columns_from_json(row.columns)
    return KeptSheet(row.id, file, row.name, row.header_row, row.header_rows, columns, ())


def _blocks(connection: Connection, ids: Iterable[int]) -> dict[int, list[RawBlock]]:
    block = table_of(SourceBlockRow).c
    found: dict[int, list[RawBlock]] = {}
    for some in chunks(list(ids)):
        for row in connection.execute(
            select(block.sheet_id, block.first_row, block.row_count, block.data)
            .where(block.sheet_id.in_(some))
            .order_by(block.sheet_id, block.first_row)
        ):
            made = RawBlock(0, row.first_row, row.row_count, bytes(row.data))
            found.setdefault(row.sheet_id, []).append(made)
    return found


def batches_of(connection: Connection, sheet_ids: Iterable[int]) -> dict[int, int]:
    """Return the import of each sheet."""
    found: dict[int, int] = {}
    for some in chunks(list(sheet_ids)):
        query = select(_sheet.c.id, _file.c.batch_id).join(_file, _file.c.id == _sheet.c.file_id)
        rows = connection.execute(query.where(_sheet.c.id.in_(some)))
        found |= {row[0]: row[1] for row in rows}
    return found
