"""Letting known people and houses be found by what their repaired rows say of them.

A list knows a person by the citizen id, a house by its code or address. Where just that was
wrong, the repaired row would look like somebody new.
"""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select, update
from sqlalchemy.orm import DeclarativeBase

from desktop.domain.listing import Persons
from desktop.storage.arrivals import aliases, person_keys
from desktop.storage.bulk import chunks
from desktop.storage.schema.base import table_of
from desktop.storage.schema.lists import SourceRowRow
from desktop.storage.schema.people import HouseholdRow, PersonRow
from desktop.storage.work import Work

Place = tuple[int, int]
"""A row of a list: the id of the kept sheet, the row's number."""


@dataclass(frozen=True, slots=True)
class Speakers:
    """Of whom rows of kept sheets speak: each row's person, each person's household.

    A row that speaks of several people is left out: which of them says what isn't noted.

    `mates` are the rows of everybody who lives with those whom the asked rows speak of.
    """

    person: Mapping[Place, int]
    household: Mapping[int, int]
    mates: frozenset[Place]


def speakers(
    connection: Connection, sheets: Mapping[int, int], rows: Collection[Place]
) -> Speakers:
    """Return whom these rows speak of. `sheets` leads from a sheet's id to its first reading's."""
    origin, person = table_of(SourceRowRow).c, table_of(PersonRow).c
    numbers = sorted({row for _, row in rows})
    people: dict[Place, set[int]] = {}
    for some in chunks(numbers):
        query = select(origin.sheet_id, origin.row_no, origin.person_id).where(
            origin.sheet_id.in_(list(sheets)), origin.row_no.in_(some)
        )
        for sheet, row, pid in connection.execute(query.order_by(origin.id)):
            if (sheets[sheet], row) in rows:
                people.setdefault((sheets[sheet], row), set()).add(pid)
    homes: dict[int, int] = {}
    for some in chunks(sorted({pid for named in people.values() for pid in named})):
        query = select(person.id, person.household_id).where(person.id.in_(some))
        homes |= {row[0]: row[1] for row in connection.execute(query)}
    mates: set[Place] = set()
    for some in chunks(sorted(set(homes.values()))):
        query = (
            select(origin.sheet_id, origin.row_no, person.id, person.household_id)
            .join(table_of(PersonRow), person.id == origin.person_id)
            .where(person.household_id.in_(some), origin.sheet_id.in_(list(sheets)))
            .order_by(origin.id)
        )
        for found in connection.execute(query):
            place = sheets[found.sheet_id], found.row_no
            mates.add(place)
            people.setdefault(place, set()).add(found.id)
            homes[found.id] = found.household_id
    alone = {place: next(iter(named)) for place, named in people.items() if len(named) == 1}
    return Speakers(alone, homes, frozenset(mates))


def rekey(
    work: Work, persons: Persons, places: Sequence[Place], fixed: Collection[Place], who: Speakers
) -> None:
    """Give those whom the `fixed` rows speak of the keys by which these rows will look for them.

    `places` are the kept rows of `persons`. A key that somebody else has is left to them.
    """
    once = {place for place, number in Counter(places).items() if number == 1}
    said = dict(zip(places, person_keys(persons), strict=True))
    named = {place: key for place, key in said.items() if place in who.person and place in once}
    people = {who.person[place]: key for place, key in named.items()}
    certain = {who.person[place] for place in named if place in fixed}

    def better(row_id: int, old: str, key: str) -> bool:
        # A number is never given up for a name, and only who was put right gets another one.
        return old.startswith("n:") or (row_id in certain and key.startswith("c:"))

    _give(work, PersonRow, "person", people, better, who.household)
    houses = dict(zip(places, persons["household"], strict=True))
    moved = _moved_whole(work.session.connection(), houses, who)
    _give(work, HouseholdRow, "household", moved, lambda *_: True, {hid: hid for hid in moved})


def _moved_whole(
    connection: Connection,
    houses: Mapping[Place, str],
    who: Speakers,
) -> dict[int, str]:
    """Return households all of whose people say one and the same house by now."""
    said: dict[int, set[str]] = {}
    speaking: dict[int, set[int]] = {}
    for place, pid in who.person.items():
        if place in houses:
            said.setdefault(who.household[pid], set()).add(houses[place])
            speaking.setdefault(who.household[pid], set()).add(pid)
    person = table_of(PersonRow).c
    living: dict[int, set[int]] = {}
    for some in chunks(sorted(said)):
        query = select(person.household_id, person.id).where(person.household_id.in_(some))
        for hid, pid in connection.execute(query):
            living.setdefault(hid, set()).add(pid)
    whole = {hid for hid, people in living.items() if people == speaking[hid]}
    return {hid: next(iter(keys)) for hid, keys in said.items() if len(keys) == 1 and hid in whole}


def _give(
    work: Work,
    mapped: type[DeclarativeBase],
    kind: str,
    wanted: Mapping[int, str],
    better: Callable[[int, str, str], bool],
    homes: Mapping[int, int],
) -> None:
    table, connection = table_of(mapped), work.session.connection()
    stored: dict[int, Any] = {}
    taken = set(aliases(connection, kind))
    for some in chunks(sorted(wanted)):
        query = select(table.c.id, table.c.list_key).where(table.c.id.in_(some))
        stored |= {row[0]: row[1] for row in connection.execute(query)}
    for keys in chunks(sorted(set(wanted.values()))):
        found = connection.scalars(select(table.c.list_key).where(table.c.list_key.in_(keys)))
        taken |= set(found)
    for row_id, key in wanted.items():
        old = stored.get(row_id)
        if not old or old == key or key in taken or not better(row_id, old, key):
            continue
        taken.add(key)
        work.record(kind, row_id, homes[row_id], {"list_key": old}, {"list_key": key})
        connection.execute(
            update(table)
            .where(table.c.id == row_id)
            .values(list_key=key, version=table.c.version + 1)
        )
