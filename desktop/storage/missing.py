"""Who is gone from a list since its last issue, and who is back."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from desktop.storage.arrivals import Arrivals
from desktop.storage.bulk import rows_by_key
from desktop.storage.on_lists import named_by
from desktop.storage.schema.base import table_of
from desktop.storage.schema.lists import (
    AssessmentRow,
    ImportBatchRow,
    SourceListRow,
)
from desktop.storage.schema.people import HouseholdRow
from desktop.storage.schema.people import PersonRow as StoredPerson

Named = tuple[frozenset[int], frozenset[int]]
_DISTRICT = 4  # the digits of a district's code


@dataclass(frozen=True, slots=True)
class Comers:
    """Ids of households and of people who are gone from a list, or back on it.

    Gone: the list's last issue named them, this one doesn't. Back: this one names them, the last
    one didn't, an older one did.
    """

    gone: Named
    back: Named


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
    gone = last[0] - here[0], last[1] - here[1]
    back = (before[0] & here[0]) - last[0], (before[1] & here[1]) - last[1]
    # A list of one district says nothing of those who live in others.
    covered = {code[:_DISTRICT] for code in set(arrivals.persons["tambon_code"])}
    then = set(_districts(connection, last[0]).values()) if any(back) else set()
    return Comers(_within(connection, gone, covered), _within(connection, back, then))


def _within(connection: Connection, found: Named, districts: set[str]) -> Named:
    """Return those who live in one of the districts, or in one that isn't known."""
    if not any(found) or "" in districts:
        return found
    person = table_of(StoredPerson).c
    homes = rows_by_key(connection, [person.id, person.household_id], sorted(found[1]))
    lived_in = {row.household_id for row in homes.values()}
    district = _districts(connection, found[0] | lived_in)
    within = {hid for hid, code in district.items() if not code or code in districts}
    people = frozenset(pid for pid, row in homes.items() if row.household_id in within)
    return found[0] & within, people


def _districts(connection: Connection, ids: Collection[int]) -> dict[int, str]:
    household = table_of(HouseholdRow).c
    rows = rows_by_key(connection, [household.id, household.tambon_code], sorted(ids))
    return {hid: row.tambon_code[:_DISTRICT] for hid, row in rows.items()}


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


def _named(connection: Connection, lists: Sequence[int]) -> Named:
    """Return the households and people that these lists name."""
    said = table_of(AssessmentRow).c
    homes = select(said.household_id).where(said.list_id.in_(lists))
    return frozenset(connection.scalars(homes)), frozenset(connection.scalars(named_by(lists)))


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
    found = rows_by_key(connection, columns, ids)
    return [Listed(*tuple(found[hid])) for hid in ids if hid in found]


def people_of(connection: Connection, ids: Sequence[int]) -> list[Listed]:
    """Return the names and addresses of these people."""
    table = table_of(StoredPerson).c
    columns = [table.id, table.household_id, table.prefix, table.first_name, table.last_name]
    found = rows_by_key(connection, columns, ids)
    homes = households_of(connection, [found[pid].household_id for pid in ids])
    return [
        Listed(
            home.household_id,
            f"{found[pid].prefix}{found[pid].first_name} {found[pid].last_name}".strip(),
            *(home.address_no, home.moo, home.tambon_code),
        )
        for pid, home in zip(ids, homes, strict=True)
    ]
