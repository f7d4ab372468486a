"""A list beside what is stored: which of its households and people are known already."""

from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b

from sqlalchemy import Connection, select

from desktop.domain.gathering import ListedHousehold, gather
from desktop.domain.listing import PersonRow
from desktop.storage.bulk import chunks
from desktop.storage.schema.base import table_of
from desktop.storage.schema.people import HouseholdRow
from desktop.storage.schema.people import PersonRow as StoredPerson
from desktop.thai.text import search_key

PERSON_FIELDS = (
    "cid",
    "prefix",
    "first_name",
    "last_name",
    "sex",
    "birth",
    "age",
    "relation",
    "occupation",
    "education",
)
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
_PERSON_AT = [PersonRow._fields.index(n) for n in PERSON_FIELDS]
_HOUSEHOLD_AT = [PersonRow._fields.index(n) for n in HOUSEHOLD_FIELDS]


@dataclass(slots=True)
class ArrivedPerson:
    """A listed person. `before` is the stored id, None for a new one; `id` once it is written."""

    key: str
    digest: str
    row: PersonRow
    before: int | None = None
    same: bool = False
    id: int = 0


@dataclass(slots=True)
class Arrived:
    """A listed household. `same` means the last list said exactly this of it.

    `known_as_of` is the data date of the newest list that spoke of it, '' for a new one.
    """

    listed: ListedHousehold
    digest: str
    before: int | None
    same: bool
    known_as_of: str = ""
    id: int = 0
    persons: list[ArrivedPerson] = field(default_factory=list)


def match(connection: Connection, rows: list[PersonRow]) -> list[Arrived]:
    """Find each listed household and person among the stored ones.

    Households by their list key; persons by citizen id, else by name within the household.
    """
    table = table_of(HouseholdRow).c
    households = {
        key: (hid, digest, as_of)
        for key, hid, digest, as_of in connection.execute(
            select(table.list_key, table.id, table.list_hash, table.list_as_of).where(
                table.list_key.is_not(None)
            )
        )
    }
    person = table_of(StoredPerson).c
    persons = {
        key: (pid, digest)
        for key, pid, digest in connection.execute(
            select(person.list_key, person.id, person.list_hash).where(
                person.list_key.is_not(None)
            )
        )
    }
    taken: set[str] = set()
    arrived = [_place(listed, households, persons, taken) for listed in gather(rows)]
    _match_by_name(connection, arrived)
    return arrived


def _place(
    listed: ListedHousehold,
    households: dict[str, tuple[int, str, str]],
    persons: dict[str, tuple[int, str]],
    taken: set[str],
) -> Arrived:
    said = [listed.first[i] for i in _HOUSEHOLD_AT]
    facts = (listed.dim_failed, listed.dim_known, listed.ind_failed, listed.ind_passed)
    digest = _digest((said, facts, listed.income, listed.housing_problem))
    hid, before, as_of = households.get(listed.key, (None, "", ""))
    same = hid is not None and before == digest
    arrived = Arrived(listed, digest, hid, same, as_of, hid or 0)
    for row in listed.rows:
        key = _key(row, taken)
        said_of_them = [row[i] for i in _PERSON_AT]
        own = _digest((listed.key, said_of_them, masks(row.needs), masks(row.rights)))
        pid, was = persons.get(key, (None, ""))
        arrived.persons.append(ArrivedPerson(key, own, row, pid, was == own, pid or 0))
    return arrived


def _digest(value: object) -> str:
    return blake2b(repr(value).encode(), digest_size=8).hexdigest()


def _key(row: PersonRow, taken: set[str]) -> str:
    if row.cid:
        key = f"c:{row.cid}"
    else:
        key = f"n:{row.household}|{search_key(row.first_name + row.last_name)}"[:190]
    base = key
    number = 2
    while key in taken:
        # Namesakes in one household are told apart by their order.
        key, number = f"{base}#{number}", number + 1
    taken.add(key)
    return key


def _match_by_name(connection: Connection, arrived: list[Arrived]) -> None:
    """Match who gained or lost a citizen id since the last list, within the household."""
    waiting = {a.before: a for a in arrived if a.before and any(not p.before for p in a.persons)}
    matched = {p.before for a in arrived for p in a.persons if p.before}
    table = table_of(StoredPerson).c
    for some in chunks([hid for hid in waiting if hid is not None]):
        stored: dict[int, dict[str, tuple[int, str]]] = {}
        for pid, hid, first, last, cid in connection.execute(
            select(
                table.id, table.household_id, table.first_name, table.last_name, table.cid
            ).where(table.household_id.in_(some))
        ):
            if pid not in matched:
                stored.setdefault(hid, {})[search_key(first + last)] = (pid, cid)
        for hid, names in stored.items():
            for person in waiting[hid].persons:
                name = search_key(person.row.first_name + person.row.last_name)
                pid, cid = names.get(name, (0, ""))
                # Two different citizen ids are two people, whatever their names.
                if not person.before and pid and not (cid and person.row.cid):
                    person.before = person.id = pid
                    del names[name]


@lru_cache(maxsize=4096)
def masks(said: tuple[tuple[object, bool], ...]) -> tuple[int, int]:
    """Needs or rights as masks of what is so and what is known."""
    yes = known = 0
    for kind, so in said:
        bit = kind.bit  # type: ignore[attr-defined]
        known |= bit
        yes |= bit if so else 0
    return yes, known
