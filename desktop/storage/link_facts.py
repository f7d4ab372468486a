"""What linking compares, read from the database."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, select

from desktop.domain.linkage import HouseholdFacts, PersonFacts
from desktop.storage.bulk import chunks
from desktop.storage.schema.base import table_of
from desktop.storage.schema.lists import (
    ImportBatchRow,
    SourceFileRow,
    SourceRowRow,
    SourceSheetRow,
)
from desktop.storage.schema.people import HouseholdRow, PersonRow

_AT_ONCE = 2000
_YEAR = 4


def facts_of(connection: Connection, ids: Sequence[int]) -> Iterator[PersonFacts]:
    """Yield the facts of these persons."""
    sheets = _lists_of_sheets(connection)
    for some in chunks(ids):
        lists = _lists_of(connection, sheets, table_of(SourceRowRow).c.person_id.in_(some))
        found = connection.execute(_people().where(table_of(PersonRow).c.id.in_(some)))
        yield from (_facts(row, lists) for row in found)


def people_in_parcels(connection: Connection) -> Iterator[str]:
    """Yield everyone's facts as JSON texts of some thousands, cheap to hand to another process."""
    lists = _lists_of(connection, _lists_of_sheets(connection))
    found = connection.execute(_people().order_by(table_of(PersonRow).c.id))
    for some in found.partitions(_AT_ONCE):
        yield json.dumps([_facts(row, lists) for row in some], ensure_ascii=False)


def houses_in_parcels(connection: Connection) -> Iterator[str]:
    """Yield every household's facts as JSON texts."""
    h = table_of(HouseholdRow).c
    columns = (h.id, h.house_code, h.tambon_code, h.moo, h.address_no, h.members)
    for some in connection.execute(select(*columns).order_by(h.id)).partitions(_AT_ONCE):
        yield json.dumps([HouseholdFacts(*row) for row in some], ensure_ascii=False)


def brought_by(connection: Connection, batch_id: int) -> list[int]:
    """Return the persons an import brought that are still there."""
    person = table_of(PersonRow).c
    return list(connection.scalars(select(person.id).where(person.batch_id == batch_id)))


def _people() -> Select[Any]:
    p, h = table_of(PersonRow).c, table_of(HouseholdRow).c
    return select(
        *(p.id, p.household_id, p.cid, p.prefix, p.first_name, p.last_name, p.sex),
        *(p.birth_year, p.birth_month, p.birth_day, p.age_stated, h.list_as_of),
        *(h.house_code, h.tambon_code, h.moo, h.address_no),
    ).join_from(table_of(PersonRow), table_of(HouseholdRow), h.id == p.household_id)


def _facts(row: Row[Any], lists: dict[int, tuple[int, ...]]) -> PersonFacts:
    age = -1 if row.age_stated is None else row.age_stated
    as_of = int(row.list_as_of[:_YEAR] or 0)
    birth = (row.birth_year or 0, row.birth_month or 0, row.birth_day or 0)
    values: list[Any] = [*row[:7], *birth, age, as_of, *row[12:], lists.get(row.id, ())]
    return PersonFacts._make(values)


def _lists_of_sheets(connection: Connection) -> dict[int, int]:
    sheet, file, batch = (
        table_of(mapped).c for mapped in (SourceSheetRow, SourceFileRow, ImportBatchRow)
    )
    found = connection.execute(
        select(sheet.id, batch.list_id)
        .join_from(table_of(SourceSheetRow), table_of(SourceFileRow), file.id == sheet.file_id)
        .join(table_of(ImportBatchRow), batch.id == file.batch_id)
    )
    return {row[0]: row[1] for row in found}


def _lists_of(
    connection: Connection, sheets: dict[int, int], *where: ColumnElement[bool]
) -> dict[int, tuple[int, ...]]:
    """Return the lists that name each person."""
    origin = table_of(SourceRowRow).c
    found: dict[int, tuple[int, ...]] = {}
    known: dict[tuple[int, ...], tuple[int, ...]] = {}
    for person, sheet in connection.execute(
        select(origin.person_id, origin.sheet_id).where(*where)
    ):
        lists = found.get(person, ())
        if sheets[sheet] not in lists:
            lists = (*lists, sheets[sheet])
            # Nearly all persons are on the same few lists: one tuple serves them all.
            found[person] = known.setdefault(lists, lists)
    return found
