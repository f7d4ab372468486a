"""Who is gone from a list since its last issue, and who is back."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from desktop.storage.arrivals import Arrivals
from desktop.storage.bulk import rows_by_id
from desktop.storage.schema.base import table_of
from desktop.storage.schema.lists import (
    AssessmentRow,
    ImportBatchRow,
    SourceFileRow,
    SourceListRow,
    SourceRowRow,
    SourceSheetRow,
)
from desktop.storage.schema.people import HouseholdRow
from desktop.storage.schema.people import PersonRow as StoredPerson


@dataclass(frozen=True, slots=True)
class Comers:
    """Ids of households and of people who are gone from a list, or back on it.

    Gone: the list's last issue named them, this one doesn't. Back: this one names them, the last
    one didn't, an older one did.
    """

    gone: tuple[frozenset[int], frozenset[int]]
    back: tuple[frozenset[int], frozenset[int]]


def comers(connection: Connection, arrivals: Arrivals, name: str, as_of: str) -> Comers:
    """Compare a list with the earlier issues of the same name."""
    issue = table_of(SourceListRow).c
    earlier = list(
        connection.scalars(
            select(issue.id)
            .where(issue.name == name, issue.as_of < as_of)
            .order_by(issue.as_of.desc())
        )
    )
    here = (
        {arrivals.household_ids[place] for place in arrivals.known_households},
        {arrivals.person_ids[row] for row in arrivals.known_persons},
    )
    nobody: frozenset[int] = frozenset()
    if not earlier:
        return Comers((nobody, nobody), (nobody, nobody))
    here = _with_earlier_parts(connection, here, name, as_of)
    last = _named(connection, earlier[:1])
    before = _named(connection, earlier[1:])
    gone = tuple(named - seen for named, seen in zip(last, here, strict=True))
    back = tuple((a & seen) - named for a, seen, named in zip(before, here, last, strict=True))
    return Comers((gone[0], gone[1]), (back[0], back[1]))


def _with_earlier_parts(
    connection: Connection, here: tuple[set[int], set[int]], name: str, as_of: str
) -> tuple[set[int], set[int]]:
    """Add whom earlier imports of the very same issue named: it may come in several parts."""
    issue, batch = table_of(SourceListRow).c, table_of(ImportBatchRow).c
    parts = list(
        connection.scalars(
            select(batch.list_id)
            .join(table_of(SourceListRow), issue.id == batch.list_id)
            .where(issue.name == name, issue.as_of == as_of)
        )
    )
    if len(parts) < 2:
        return here
    homes, people = _named(connection, parts[:1])
    return here[0] | homes, here[1] | people


def _named(connection: Connection, lists: Sequence[int]) -> tuple[frozenset[int], frozenset[int]]:
    """Return the households and people that these lists name."""
    said, origin = table_of(AssessmentRow).c, table_of(SourceRowRow).c
    sheet, file, batch = (
        table_of(one).c for one in (SourceSheetRow, SourceFileRow, ImportBatchRow)
    )
    homes = select(said.household_id).where(said.list_id.in_(lists))
    sheets = (
        select(sheet.id)
        .join(table_of(SourceFileRow), file.id == sheet.file_id)
        .join(table_of(ImportBatchRow), batch.id == file.batch_id)
        .where(batch.list_id.in_(lists))
    )
    people = select(origin.person_id).where(origin.sheet_id.in_(sheets))
    return frozenset(connection.scalars(homes)), frozenset(connection.scalars(people))


@dataclass(frozen=True, slots=True)
class Listed:
    """Who stands in a stored record, and where."""

    household_id: int
    name: str
    address_no: str
    moo: str
    tambon_code: str


def households_of(connection: Connection, ids: Sequence[int]) -> list[Listed]:
    """Return the heads and addresses of these households; those that are gone are left out."""
    table = table_of(HouseholdRow).c
    columns = [table.id, table.head_name, table.address_no, table.moo, table.tambon_code]
    found = rows_by_id(connection, columns, ids)
    return [Listed(*tuple(found[hid])) for hid in ids if hid in found]


def people_of(connection: Connection, ids: Sequence[int]) -> list[Listed]:
    """Return the names and addresses of these people."""
    table = table_of(StoredPerson).c
    columns = [table.id, table.household_id, table.prefix, table.first_name, table.last_name]
    found = rows_by_id(connection, columns, ids)
    homes = households_of(connection, [found[pid].household_id for pid in ids])
    return [
        Listed(
            home.household_id,
            f"{found[pid].prefix}{found[pid].first_name} {found[pid].last_name}".strip(),
            *(home.address_no, home.moo, home.tambon_code),
        )
        for pid, home in zip(ids, homes, strict=True)
    ]
