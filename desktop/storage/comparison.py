"""What a list says of records that are stored already, fact by fact.

Blank never erases, and a date that is less precise says nothing new. A fact that a clerk typed,
or that a newer list told, is only offered.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from desktop.domain.review import Key, Kind
from desktop.storage.arrivals import HOUSEHOLD_FIELDS, Arrivals
from desktop.storage.bulk import rows_by_id
from desktop.storage.intake_new import birth_parts
from desktop.storage.schema.base import table_of
from desktop.storage.schema.people import HouseholdRow
from desktop.storage.schema.people import PersonRow as StoredPerson

PERSON_FIELDS = (
    *("cid", "prefix", "first_name", "last_name", "sex"),
    *("relation", "occupation", "education"),
)
BIRTH = ("birth_year", "birth_month", "birth_day")
MASKS = {"needs": ("need_yes", "need_known"), "rights": ("right_yes", "right_known")}
Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact told otherwise: columns before and after. `row` is the person's place in the list.

    Facts without a field are keys that follow silently.
    """

    kind: Kind
    table: str
    row_id: int
    household_id: int
    field: str
    before: Values
    after: Values
    row: int

    @property
    def key(self) -> Key:
        """What a decision on it is known by."""
        return self.table, self.row_id, self.field


@dataclass(frozen=True, slots=True)
class _Known:
    """A stored row beside the row of the list that speaks of it."""

    table: str
    stored: Any
    household_id: int
    row: int
    newer: bool

    def fact(self, field: str, before: Values, after: Values, *, fills: bool) -> Fact:
        typed = set(self.stored.edited.split())
        kind = Kind.CHANGED
        if not typed.isdisjoint(before):
            kind = Kind.EDITED
        elif not self.newer and not fills:
            kind = Kind.OLDER
        return Fact(
            kind, self.table, self.stored.id, self.household_id, field, before, after, self.row
        )


def differences(connection: Connection, arrivals: Arrivals, as_of: str) -> list[Fact]:
    """Return all that the list tells otherwise of known households and people."""
    return [*_households(connection, arrivals, as_of), *_people(connection, arrivals, as_of)]


def _households(connection: Connection, arrivals: Arrivals, as_of: str) -> Iterator[Fact]:
    places = arrivals.known_households
    ids = [arrivals.household_ids[place] for place in places]
    table = table_of(HouseholdRow).c
    columns = [table.id, table.edited, *(table[name] for name in HOUSEHOLD_FIELDS)]
    stored = rows_by_id(connection, columns, ids)
    rows = arrivals.first_rows(places)
    found = [stored[hid] for hid in ids]

    def known(index: int) -> _Known:
        newer = as_of >= arrivals.known_as_of[places[index]]
        return _Known("household", found[index], ids[index], rows[index], newer)

    yield from _texts(HOUSEHOLD_FIELDS, found, rows, arrivals, known)


def _people(connection: Connection, arrivals: Arrivals, as_of: str) -> Iterator[Fact]:
    rows = arrivals.known_persons
    ids = [arrivals.person_ids[row] for row in rows]
    table = table_of(StoredPerson).c
    names = ("household_id", "list_key", *PERSON_FIELDS, *BIRTH, "age_stated")
    masks = [name for pair in MASKS.values() for name in pair]
    columns = [table.id, table.edited, *(table[name] for name in (*names, *masks))]
    stored = rows_by_id(connection, columns, ids)
    found = [stored[pid] for pid in ids]

    def known(index: int) -> _Known:
        # A person's facts are as new as the household they live in, whatever house is listed.
        lived_in = arrivals.dates.get(found[index].household_id, "")
        newer = as_of >= max(lived_in, arrivals.known_as_of[arrivals.home[rows[index]]])
        return _Known("person", found[index], found[index].household_id, rows[index], newer)

    yield from _texts(PERSON_FIELDS, found, rows, arrivals, known)
    births = arrivals.persons["birth"]
    for index, row in enumerate(rows):
        yield from _birth_and_age(arrivals, births[row], row, found[index], index, known)
    for field, pair in MASKS.items():
        for index in _told(arrivals, pair, found, rows):
            yield from _masks(field, pair, arrivals, known(index))
    yield from _moves_and_keys(arrivals, found, rows, known)


def _texts(
    fields: Sequence[str],
    found: Sequence[Any],
    rows: Sequence[int],
    arrivals: Arrivals,
    known: Callable[[int], _Known],
) -> Iterator[Fact]:
    """Compare column with column: what is equal costs next to nothing."""
    for field in fields:
        cells = arrivals.persons[field]
        said = [cells[row] for row in rows]
        held = [getattr(row, field) for row in found]
        if said == held:
            continue
        for index, (new, old) in enumerate(zip(said, held, strict=True)):
            if new != old and new:
                yield known(index).fact(field, {field: old}, {field: new}, fills=not old)


def _birth_and_age(
    arrivals: Arrivals,
    birth: str,
    row: int,
    stored: Any,
    index: int,
    known: Callable[[int], _Known],
) -> Iterator[Fact]:
    parts = (stored.birth_year, stored.birth_month, stored.birth_day)
    if birth:
        new = birth_parts(birth)
        if new != parts and not _says_less(new, parts):
            before, after = (
                dict(zip(BIRTH, parts, strict=True)),
                dict(zip(BIRTH, new, strict=True)),
            )
            yield known(index).fact("birth", before, after, fills=parts[0] is None)
    elif parts[0] is None:
        # Who was born when is known: the age follows, and is no news every year.
        age = arrivals.persons["age"][row]
        if age is not None and age != stored.age_stated:
            before, after = {"age_stated": stored.age_stated}, {"age_stated": age}
            fills = stored.age_stated is None
            yield known(index).fact("age", before, after, fills=fills)


def _says_less(new: Sequence[int | None], old: Sequence[int | None]) -> bool:
    """Whether a date only leaves out parts of the other."""
    return all(part is None or part == known for part, known in zip(new, old, strict=True))


def _told(
    arrivals: Arrivals, pair: tuple[str, str], found: Sequence[Any], rows: Sequence[int]
) -> Iterator[int]:
    """Yield the places where a mask says anything that isn't stored."""
    yes, known = (arrivals.persons[name] for name in pair)
    for index, row in enumerate(rows):
        says = known[row]
        if says:
            stored = found[index]
            new = says & ~getattr(stored, pair[1])
            if new or (getattr(stored, pair[0]) ^ yes[row]) & says:
                yield index


def _masks(field: str, pair: tuple[str, str], arrivals: Arrivals, known: _Known) -> Iterator[Fact]:
    says, says_known = (arrivals.persons[name][known.row] for name in pair)
    yes, is_known = (getattr(known.stored, name) for name in pair)
    fills = says_known & ~is_known
    told = says_known if known.newer else fills
    before = dict(zip(pair, (yes, is_known), strict=True))
    if told:
        after = dict(zip(pair, ((yes & ~told) | (says & told), is_known | told), strict=True))
        yield known.fact(field, before, after, fills=True)
    against = (yes ^ says) & says_known & is_known
    if not known.newer and against and not told:
        after = dict(zip(pair, (yes ^ against, is_known), strict=True))
        yield known.fact(field, before, after, fills=False)


def _moves_and_keys(
    arrivals: Arrivals,
    found: Sequence[Any],
    rows: Sequence[int],
    known: Callable[[int], _Known],
) -> Iterator[Fact]:
    for index, row in enumerate(rows):
        stored = found[index]
        home = arrivals.household_ids[arrivals.home[row]]
        key = arrivals.person_keys[row]
        if stored.household_id != home and row not in arrivals.guests:
            one = known(index)
            left: Values = {"household_id": stored.household_id}
            kind = Kind.MOVED if one.newer else Kind.OLDER
            yield Fact(
                kind, "person", stored.id, home, "household", left, {"household_id": home}, row
            )
        if key != stored.list_key and key.startswith("c:") and row not in arrivals.guests:
            old: Values = {"list_key": stored.list_key}
            home = stored.household_id
            yield Fact(Kind.CHANGED, "person", stored.id, home, "", old, {"list_key": key}, row)


def merged(facts: Iterable[Fact]) -> dict[tuple[str, int], tuple[int, Values, Values]]:
    """Return for each row its household and its columns before and after, of these facts."""
    rows: dict[tuple[str, int], tuple[int, Values, Values]] = {}
    for fact in facts:
        _, before, after = rows.setdefault((fact.table, fact.row_id), (fact.household_id, {}, {}))
        for name, value in fact.before.items():
            before.setdefault(name, value)
        after.update(fact.after)
    return rows
