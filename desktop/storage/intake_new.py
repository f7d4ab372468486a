"""Writing the households and people a list brings for the first time, column by column."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any

from sqlalchemy import Connection

from desktop.domain.gathering import ListedHousehold
from desktop.storage import derived, search
from desktop.storage.arrivals import HOUSEHOLD_FIELDS, Arrivals
from desktop.storage.bulk import Same, chunks, insert_columns, reserve_ids
from desktop.storage.identity import random_uids
from desktop.storage.schema.lists import AssessmentRow, ImportBatchRow
from desktop.storage.schema.people import HouseholdRow
from desktop.storage.schema.people import PersonRow as StoredPerson

_PERSON_FIELDS = (
    *("cid", "prefix", "first_name", "last_name", "sex", "relation", "occupation", "education"),
    *("need_yes", "need_known", "right_yes", "right_known"),
)
_LATER_POSITION = 100
# Rows that are put together before they are written: those of ten provinces take much memory.
_AT_ONCE = 60_000


def write(
    connection: Connection, arrivals: Arrivals, batch: ImportBatchRow, as_of: str, indicators: str
) -> None:
    """Write what is new, and give every arrived record its id."""
    households, persons = arrivals.new_households, arrivals.new_persons
    first = reserve_ids(connection, HouseholdRow, len(households))
    for place, hid in zip(households, range(first, first + len(households)), strict=True):
        arrivals.household_ids[place] = hid
    first = reserve_ids(connection, StoredPerson, len(persons))
    for row, pid in zip(persons, range(first, first + len(persons)), strict=True):
        arrivals.person_ids[row] = pid
    for some in chunks(households, _AT_ONCE):
        insert_columns(connection, HouseholdRow, _households(arrivals, some, batch.id, as_of))
    positions = chunks(_positions(arrivals), _AT_ONCE)
    for some, places in zip(chunks(persons, _AT_ONCE), positions, strict=True):
        insert_columns(connection, StoredPerson, _persons(arrivals, some, places, batch.id))
    write_assessments(connection, arrivals, households, batch, as_of, indicators)
    for some in chunks(households, _AT_ONCE):
        search.add_texts(connection, list(_search_texts(arrivals, some)))


def _ids(arrivals: Arrivals, households: Sequence[int]) -> list[int]:
    return [arrivals.household_ids[place] for place in households]


def _at(cells: Sequence[Any], rows: Sequence[int]) -> list[Any]:
    return list(map(cells.__getitem__, rows))


def _households(
    arrivals: Arrivals, new: Sequence[int], batch_id: int, as_of: str
) -> dict[str, Iterable[Any] | Same]:
    persons = arrivals.persons
    listed = _at(arrivals.households, new)
    rows = arrivals.first_rows(new)
    said = {n: _at(persons[n], rows) for n in HOUSEHOLD_FIELDS}
    tambons, moos, numbers = (said[n] for n in ("tambon_code", "moo", "address_no"))
    heads = [_head_row(one, persons["relation"]) for one in listed]
    names = [
        derived.name_of(*name)
        for name in zip(*(_at(persons[n], heads) for n in derived.NAME), strict=True)
    ]
    village_code = lru_cache(maxsize=None)(derived.village_code)
    return {
        **said,
        "id": _ids(arrivals, new),
        "uid": random_uids(len(new)),
        "version": Same(1),
        "list_key": [one.key for one in listed],
        "village_code": list(map(village_code, tambons, moos)),
        "place_key": map(derived.place_key, tambons, moos, numbers),
        "head_name": [name for name, _ in names],
        "sort_key": [key for _, key in names],
        "members": [len(one.rows) for one in listed],
        "dim_failed": [one.dim_failed for one in listed],
        "dim_known": [one.dim_known for one in listed],
        "note": Same(""),
        "edited": Same(""),
        "list_as_of": Same(as_of),
        "batch_id": Same(batch_id),
    }


def _head_row(household: ListedHousehold, relations: Sequence[str]) -> int:
    """Return the row of a household's head: who is called so, else the first."""
    rows = household.rows
    return next((row for row in rows if relations[row].startswith(derived.HEAD)), rows[0])


def _persons(
    arrivals: Arrivals, new: Sequence[int], positions: Sequence[int], batch_id: int
) -> dict[str, Iterable[Any] | Same]:
    persons = arrivals.persons
    births = _at(persons["birth"], new)
    parts = {birth: birth_parts(birth) for birth in set(births)}
    split = _at(parts, births) if births else []  # type: ignore[arg-type]  # a mapping serves too
    columns: dict[str, Iterable[Any] | Same] = {n: _at(persons[n], new) for n in _PERSON_FIELDS}
    return columns | {
        "id": _at(arrivals.person_ids, new),
        "uid": random_uids(len(new)),
        "version": Same(1),
        "household_id": [arrivals.household_ids[arrivals.home[row]] for row in new],
        "list_key": _at(arrivals.person_keys, new),
        "family_no": Same(1),
        "position": positions,
        "birth_year": [year for year, _, _ in split],
        "birth_month": [month for _, month, _ in split],
        "birth_day": [day for _, _, day in split],
        "age_stated": _at(persons["age"], new),
        "edited": Same(""),
        "batch_id": Same(batch_id),
    }


def _positions(arrivals: Arrivals) -> list[int]:
    """Return the new people's order at home; who joins a known household comes last."""
    fresh = set(arrivals.new_households)
    following: dict[int, int] = {}
    positions = []
    for row in arrivals.new_persons:
        place = arrivals.home[row]
        position = following.get(place)
        if position is None:
            position = 0 if place in fresh else _LATER_POSITION
        positions.append(position)
        following[place] = position + 1
    return positions


def birth_parts(birth: str) -> tuple[int | None, int | None, int | None]:
    """Cut an ISO date, possibly partial, into year, month and day."""
    parts: list[int | None] = [int(p) for p in birth.split("-")] if birth else []
    year, month, day = parts + [None] * (3 - len(parts))
    return year, month, day


def write_assessments(
    connection: Connection,
    arrivals: Arrivals,
    places: Sequence[int],
    batch: ImportBatchRow,
    as_of: str,
    indicators: str,
) -> None:
    """Write what the list says of these households, which have nothing from it yet."""
    first = reserve_ids(connection, AssessmentRow, len(places))
    listed = _at(arrivals.households, places)
    insert_columns(
        connection,
        AssessmentRow,
        {
            "id": range(first, first + len(places)),
            "uid": random_uids(len(places)),
            "version": Same(1),
            "household_id": _ids(arrivals, places),
            "list_id": Same(batch.list_id),
            "as_of": Same(as_of),
            "dim_failed": [one.dim_failed for one in listed],
            "dim_known": [one.dim_known for one in listed],
            "indicator_set": Same(indicators),
            "ind_failed": [one.ind_failed for one in listed],
            "ind_passed": [one.ind_passed for one in listed],
            "income_person_year": [one.income for one in listed],
            "housing_problem": [one.housing_problem for one in listed],
            "batch_id": Same(batch.id),
        },
    )


def _search_texts(arrivals: Arrivals, new: Sequence[int]) -> Iterator[tuple[int, str]]:
    """Yield the ids of new households with their search texts."""
    persons = arrivals.persons
    listed = _at(arrivals.households, new)
    rows = [row for one in listed for row in one.rows]
    names = (_at(persons[n], rows) for n in ("first_name", "last_name", "cid"))
    people = iter(search.people_texts(*names))
    first = arrivals.first_rows(new)
    places = search.place_texts(*(_at(persons[n], first) for n in search.PLACE))
    for hid, one, place in zip(_ids(arrivals, new), listed, places, strict=True):
        yield hid, search.one_text(list(islice(people, len(one.rows))), place)
