"""A list beside what is stored: which of its households and people are known already."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from desktop.domain.gathering import ListedHousehold, gather
from desktop.domain.listing import Persons
from desktop.storage.bulk import chunks, rows_by_key
from desktop.storage.schema.base import table_of
from desktop.storage.schema.links import RecordAliasRow
from desktop.storage.schema.people import HouseholdRow
from desktop.storage.schema.people import PersonRow as StoredPerson
from desktop.thai.text import search_key

HOUSEHOLD_FIELDS = (
    "house_code",
    "address_no",
    "moo",
    "village_name",
    "soi",
    "road",
    "tambon_code",
    "postcode",
    "tel",
)
_LONGEST_KEY = 190


@dataclass(slots=True)
class Arrivals:
    """A list's people and households by their places in the list, beside their stored ids.

    `household_ids` and `person_ids` are 0 for what is new until it is written; `new_households`
    and `new_persons` are its places, `known_*` the others. `home` is each person's household.
    `known_as_of` is the data date of the newest list that spoke of a household, '' for a new
    one. `guests` were found under a record that they were joined with: they stay where it is.
    """

    persons: Persons
    households: list[ListedHousehold]
    home: list[int]
    household_ids: list[int]
    known_as_of: list[str]
    person_ids: list[int] = field(default_factory=list)
    person_keys: list[str] = field(default_factory=list)
    new_households: list[int] = field(default_factory=list)
    new_persons: list[int] = field(default_factory=list)
    known_households: list[int] = field(default_factory=list)
    known_persons: list[int] = field(default_factory=list)
    guests: set[int] = field(default_factory=set)

    def first_rows(self, households: Sequence[int]) -> list[int]:
        """Return the places of the people whose address stands for these households."""
        return [self.households[place].rows[0] for place in households]


def match(connection: Connection, persons: Persons, as_of: str) -> Arrivals:
    """Find each household and person of a list of this data date among the stored ones.

    Households by their list key; persons by citizen id, else by name within the household. Who
    was joined with another record is found under that one.
    """
    households = gather(persons)
    stored = _known_households(connection, [one.key for one in households])
    households = _joined(households, stored)
    found = [stored.get(one.key, (0, "")) for one in households]
    home = [0] * len(persons)
    for place, one in enumerate(households):
        for row in one.rows:
            home[row] = place
    arrivals = Arrivals(
        persons, households, home, [hid for hid, _ in found], [date for _, date in found]
    )
    _match_people(connection, arrivals, as_of)
    for ids, known, new in (
        (arrivals.household_ids, arrivals.known_households, arrivals.new_households),
        (arrivals.person_ids, arrivals.known_persons, arrivals.new_persons),
    ):
        for place, stored_id in enumerate(ids):
            (known if stored_id else new).append(place)
    return arrivals


def _known_households(connection: Connection, keys: Sequence[str]) -> dict[str, tuple[int, str]]:
    """Return the id and the date of the households that are known by these keys."""
    household = table_of(HouseholdRow).c
    columns = [household.list_key, household.id, household.list_as_of]
    stored = {key: (row[1], row[2]) for key, row in rows_by_key(connection, columns, keys).items()}
    joined = aliases(connection, "household")
    if joined:
        others = {key: joined[key] for key in keys if key in joined}
        dates = rows_by_key(connection, columns[1:], set(others.values()))
        stored |= {key: (hid, dates[hid][1]) for key, hid in others.items() if hid in dates}
    return stored


def aliases(connection: Connection, kind: str) -> dict[str, int]:
    """Return the keys of records that were joined with others, and the others' ids."""
    alias = table_of(RecordAliasRow).c
    rows = connection.execute(select(alias.list_key, alias.target_id).where(alias.kind == kind))
    return {key: target for key, target in rows}  # noqa: C416  (a row is no pair to dict)


def _joined(
    households: list[ListedHousehold], stored: Mapping[str, tuple[int, str]]
) -> list[ListedHousehold]:
    """Put listed households together that are known to be one."""
    kept: dict[str | int, ListedHousehold] = {}
    for one in households:
        hid = stored[one.key][0] if one.key in stored else one.key
        first = kept.setdefault(hid, one)
        if first is not one:
            first.rows += one.rows
            first.dim_failed |= one.dim_failed
            first.dim_known |= one.dim_known
            first.ind_failed |= one.ind_failed
            first.ind_passed |= one.ind_passed & ~first.ind_failed
            if first.income is None:
                first.income = one.income
            if one.housing_problem is not None:
                first.housing_problem = bool(first.housing_problem) or one.housing_problem
    return list(kept.values())


def _match_people(connection: Connection, arrivals: Arrivals, as_of: str) -> None:
    person = table_of(StoredPerson).c
    arrivals.person_keys = keys = person_keys(arrivals.persons)
    columns = [person.list_key, person.id, person.household_id]
    stored = rows_by_key(connection, columns, keys)
    joined = aliases(connection, "person")
    nobody = ("", 0, 0)
    found = [stored.get(key, nobody) for key in keys] if stored else [nobody] * len(keys)
    arrivals.person_ids = [pid for _, pid, _ in found]
    if joined:
        for row, key in enumerate(keys):
            if key in joined:
                arrivals.person_ids[row] = joined[key]
                arrivals.guests.add(row)
    if stored:
        _settle(connection, arrivals, [hid for _, _, hid in found], as_of)
    if any(arrivals.household_ids):
        _match_by_name(connection, arrivals)


def person_keys(persons: Persons) -> list[str]:
    """Return the keys that find a list's people again: citizen id, else house and name."""
    keys = [f"c:{cid}" if cid else "" for cid in persons["cid"]]
    for row, key in enumerate(keys):
        if not key:
            name = _name_key(persons, row)
            keys[row] = f"n:{persons['household'][row]}|{name}"[:_LONGEST_KEY]
    if len(set(keys)) < len(keys):
        _tell_apart(keys)
    return keys


def _settle(
    connection: Connection, arrivals: Arrivals, stored_homes: list[int], as_of: str
) -> None:
    """Find households known by another key through their people.

    A list without house codes knows a household by its address alone, and an older list may know
    it by a house they have left. Where everybody it names there who is known lives in one
    household that the list doesn't name otherwise, it is that.
    """
    household = table_of(HouseholdRow).c
    dates = rows_by_key(connection, [household.id, household.list_as_of], set(stored_homes) - {0})
    named = {hid for hid in arrivals.household_ids if hid}
    for place, one in enumerate(arrivals.households):
        if arrivals.household_ids[place]:
            continue
        homes = {stored_homes[row] for row in one.rows} - {0}
        if len(homes) != 1 or not named.isdisjoint(homes):
            continue
        (home,) = homes
        date = dates[home][1]
        if one.key.startswith("a:") or as_of < date:
            arrivals.household_ids[place], arrivals.known_as_of[place] = home, date
            named |= homes


def _name_key(persons: Persons, row: int) -> str:
    return search_key(persons["first_name"][row] + persons["last_name"][row])


def _tell_apart(keys: list[str]) -> None:
    """Number equal keys: namesakes in one household are told apart by their order."""
    taken: set[str] = set()
    for row, base in enumerate(keys):
        key, number = base, 2
        while key in taken:
            key, number = f"{base}#{number}", number + 1
        taken.add(key)
        keys[row] = key


def _match_by_name(connection: Connection, arrivals: Arrivals) -> None:
    """Match who gained or lost a citizen id since the last list, within the household."""
    ids, persons = arrivals.person_ids, arrivals.persons
    waiting: dict[int, list[int]] = {}
    for row, pid in enumerate(ids):
        hid = arrivals.household_ids[arrivals.home[row]]
        if not pid and hid:
            waiting.setdefault(hid, []).append(row)
    matched = set(ids)
    table = table_of(StoredPerson).c
    for some in chunks(list(waiting)):
        stored: dict[int, dict[str, tuple[int, str]]] = {}
        for pid, hid, first, last, cid in connection.execute(
            select(
                table.id, table.household_id, table.first_name, table.last_name, table.cid
            ).where(table.household_id.in_(some))
        ):
            if pid not in matched:
                stored.setdefault(hid, {})[search_key(first + last)] = (pid, cid)
        for hid, names in stored.items():
            for row in waiting[hid]:
                name = _name_key(persons, row)
                pid, cid = names.get(name, (0, ""))
                # Two different citizen ids are two people, whatever their names.
                if pid and not (cid and persons["cid"][row]):
                    ids[row] = pid
                    del names[name]
