"""What a list says of records that are stored already, fact by fact.

Blank never erases, and a date that is less precise says nothing new. A fact that a clerk typed,
or that a newer list told, is only offered.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.orm import DeclarativeBase

from desktop.domain.listing import MASKS
from desktop.domain.review import Key, Kind
from desktop.storage.arrivals import HOUSEHOLD_FIELDS, Arrivals
from desktop.storage.bulk import rows_by_key
from desktop.storage.intake_new import birth_parts
from desktop.storage.schema.base import table_of
from desktop.storage.schema.people import HouseholdRow
from desktop.storage.schema.people import PersonRow as StoredPerson

PERSON_FIELDS = (
    *("cid", "prefix", "first_name", "last_name", "sex"),
    *("relation", "occupation", "education"),
)
BIRTH = ("birth_year", "birth_month", "birth_day")
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
class _Stored:
    """Stored rows, column by column, in the order of the rows of the list that speak of them.

    `rows` are those rows' places, `homes` the households the stored rows stand in, and `newer`
    whether the list is as new as what is known of each.
    """

    table: str
    ids: Sequence[int]
    rows: Sequence[int]
    homes: Sequence[int]
    newer: Sequence[bool]
    columns: Mapping[str, Sequence[Any]]

    def fact(self, at: int, field: str, before: Values, after: Values, *, fills: bool) -> Fact:
        kind = Kind.CHANGED
        if not set(self.columns["edited"][at].split()).isdisjoint(before):
            kind = Kind.EDITED
        elif not self.newer[at] and not fills:
            kind = Kind.OLDER
        return Fact(
            kind, self.table, self.ids[at], self.homes[at], field, before, after, self.rows[at]
        )


def differences(connection: Connection, arrivals: Arrivals, as_of: str) -> list[Fact]:
    """Return all that the list tells otherwise of known households and people."""
    return [*_households(connection, arrivals, as_of), *_people(connection, arrivals, as_of)]


def _columns(
    connection: Connection, table: type[DeclarativeBase], names: Sequence[str], ids: Sequence[int]
) -> dict[str, Sequence[Any]]:
    """Return columns of the rows with these ids, in their order."""
    columns = table_of(table).c
    found = rows_by_key(connection, [columns.id, *(columns[name] for name in names)], ids)
    rows = [found[row_id] for row_id in ids]
    cells = list(zip(*rows, strict=True)) or [()] * (1 + len(names))
    return dict(zip(names, cells[1:], strict=True))


def _households(connection: Connection, arrivals: Arrivals, as_of: str) -> Iterator[Fact]:
    places = arrivals.known_households
    ids = [arrivals.household_ids[place] for place in places]
    newer = [as_of >= arrivals.known_as_of[place] for place in places]
    columns = _columns(connection, HouseholdRow, ("edited", *HOUSEHOLD_FIELDS), ids)
    rows = arrivals.first_rows(places)
    stored = _Stored("household", ids, rows, ids, newer, columns)
    yield from _texts(HOUSEHOLD_FIELDS, stored, arrivals)


def _people(connection: Connection, arrivals: Arrivals, as_of: str) -> Iterator[Fact]:
    rows = arrivals.known_persons
    ids = [arrivals.person_ids[row] for row in rows]
    masks = [name for pair in MASKS.values() for name in pair]
    names = ("edited", "household_id", "list_key", *PERSON_FIELDS, *BIRTH, "age_stated", *masks)
    columns = _columns(connection, StoredPerson, names, ids)
    # A person's facts are as new as the household they live in, whatever house is listed.
    household = table_of(HouseholdRow).c
    homes = set(columns["household_id"])
    dates = rows_by_key(connection, [household.id, household.list_as_of], homes)
    lived_in = [dates[home][1] for home in columns["household_id"]]
    listed = [arrivals.known_as_of[arrivals.home[row]] for row in rows]
    newer = [as_of >= one and as_of >= other for one, other in zip(lived_in, listed, strict=True)]
    stored = _Stored("person", ids, rows, columns["household_id"], newer, columns)
    yield from _texts(PERSON_FIELDS, stored, arrivals)
    yield from _births_and_ages(stored, arrivals)
    for field, pair in MASKS.items():
        for at in _told(arrivals, pair, stored):
            yield from _masks(field, pair, arrivals, stored, at)
    yield from _moves_and_keys(arrivals, stored)


def _said(arrivals: Arrivals, name: str, stored: _Stored) -> list[Any]:
    cells = arrivals.persons[name]
    return [cells[row] for row in stored.rows]


def _texts(fields: Sequence[str], stored: _Stored, arrivals: Arrivals) -> Iterator[Fact]:
    """Compare column with column: what is equal costs next to nothing."""
    for field in fields:
        pairs = zip(_said(arrivals, field, stored), stored.columns[field], strict=True)
        for at, (new, old) in enumerate(pairs):
            if new != old and new:
                yield stored.fact(at, field, {field: old}, {field: new}, fills=not old)


def _births_and_ages(stored: _Stored, arrivals: Arrivals) -> Iterator[Fact]:
    births = _said(arrivals, "birth", stored)
    parts = {birth: birth_parts(birth) for birth in set(births)}
    known = zip(*(stored.columns[name] for name in BIRTH), strict=True)
    ages = zip(_said(arrivals, "age", stored), stored.columns["age_stated"], strict=True)
    for at, (birth, old, (age, old_age)) in enumerate(zip(births, known, ages, strict=True)):
        if birth:
            new = parts[birth]
            if new != old and not _says_less(new, old):
                before: Values = dict(zip(BIRTH, old, strict=True))
                after: Values = dict(zip(BIRTH, new, strict=True))
                yield stored.fact(at, "birth", before, after, fills=old[0] is None)
        elif old[0] is None and age is not None and age != old_age:
            # Who was born when is known: the age follows, and is no news every year.
            said, was = {"age_stated": age}, {"age_stated": old_age}
            yield stored.fact(at, "age", was, said, fills=old_age is None)


def _says_less(new: Sequence[int | None], old: Sequence[int | None]) -> bool:
    """Whether a date only leaves out parts of the other."""
    return all(part is None or part == known for part, known in zip(new, old, strict=True))


def _told(arrivals: Arrivals, pair: tuple[str, str], stored: _Stored) -> Iterator[int]:
    """Yield the places where a mask says anything that isn't stored."""
    said = (_said(arrivals, name, stored) for name in pair)
    held = (stored.columns[name] for name in pair)
    for at, (yes, known, was, was_known) in enumerate(zip(*said, *held, strict=True)):
        if known and (known & ~was_known or (was ^ yes) & known):
            yield at


def _masks(
    field: str, pair: tuple[str, str], arrivals: Arrivals, stored: _Stored, at: int
) -> Iterator[Fact]:
    says, says_known = (arrivals.persons[name][stored.rows[at]] for name in pair)
    yes, is_known = (stored.columns[name][at] for name in pair)
    told = says_known if stored.newer[at] else says_known & ~is_known
    before = dict(zip(pair, (yes, is_known), strict=True))
    if told:
        after = dict(zip(pair, ((yes & ~told) | (says & told), is_known | told), strict=True))
        yield stored.fact(at, field, before, after, fills=True)
    against = (yes ^ says) & says_known & is_known
    if not stored.newer[at] and against and not told:
        after = dict(zip(pair, (yes ^ against, is_known), strict=True))
        yield stored.fact(at, field, before, after, fills=False)


def _moves_and_keys(arrivals: Arrivals, stored: _Stored) -> Iterator[Fact]:
    homes = [arrivals.household_ids[arrivals.home[row]] for row in stored.rows]
    keys = stored.columns["list_key"]
    for at, (row, home, lived, key) in enumerate(
        zip(stored.rows, homes, stored.homes, keys, strict=True)
    ):
        new_key = arrivals.person_keys[row]
        if (home == lived and new_key == key) or row in arrivals.guests:
            continue
        if home != lived:
            kind = Kind.MOVED if stored.newer[at] else Kind.OLDER
            before: Values = {"household_id": lived}
            after: Values = {"household_id": home}
            yield Fact(kind, "person", stored.ids[at], home, "household", before, after, row)
        if new_key != key and new_key.startswith("c:"):
            old: Values = {"list_key": key}
            new: Values = {"list_key": new_key}
            yield Fact(Kind.CHANGED, "person", stored.ids[at], lived, "", old, new, row)


def merged(facts: Iterable[Fact]) -> dict[tuple[str, int], tuple[int, Values, Values]]:
    """Return for each row its household and its columns before and after, of these facts."""
    rows: dict[tuple[str, int], tuple[int, Values, Values]] = {}
    for fact in facts:
        _, before, after = rows.setdefault((fact.table, fact.row_id), (fact.household_id, {}, {}))
        for name, value in fact.before.items():
            before.setdefault(name, value)
        after.update(fact.after)
    return rows
