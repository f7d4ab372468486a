"""Writing the households and people a list brings for the first time, in bulk."""

from collections.abc import Iterator

from sqlalchemy import Connection

from desktop.storage import derived, search
from desktop.storage.arrivals import HOUSEHOLD_FIELDS, Arrived, ArrivedPerson, masks
from desktop.storage.bulk import insert_rows, reserve_ids
from desktop.storage.identity import random_uids
from desktop.storage.schema.lists import AssessmentRow, ImportBatchRow
from desktop.storage.schema.people import HouseholdRow
from desktop.storage.schema.people import PersonRow as StoredPerson

_HOUSEHOLD = (
    *("id", "uid", "version", "list_key", *HOUSEHOLD_FIELDS),
    *("village_code", "note", "head_name", "sort_key", "place_key", "members"),
    *("dim_failed", "dim_known", "edited", "list_as_of", "list_hash", "batch_id"),
)
_PERSON = (
    *("id", "uid", "version", "household_id", "list_key", "family_no", "position"),
    *("cid", "prefix", "first_name", "last_name", "sex"),
    *("birth_year", "birth_month", "birth_day", "age_stated"),
    *("relation", "occupation", "education"),
    *("need_yes", "need_known", "right_yes", "right_known"),
    *("edited", "list_hash", "batch_id"),
)
_ASSESSMENT = (
    *("id", "uid", "version", "household_id", "list_id", "as_of", "dim_failed", "dim_known"),
    *("indicator_set", "ind_failed", "ind_passed", "income_person_year", "housing_problem"),
    "batch_id",
)


def write(
    connection: Connection,
    arrived: list[Arrived],
    batch: ImportBatchRow,
    as_of: str,
    indicator_set: str,
) -> None:
    """Write what is new, and give every arrived record its id."""
    households = [a for a in arrived if a.before is None]
    first = reserve_ids(connection, HouseholdRow, len(households))
    for number, household in enumerate(households):
        household.id = first + number
    persons = [(a, p) for a in arrived for p in a.persons if p.before is None]
    first = reserve_ids(connection, StoredPerson, len(persons))
    for number, (_, person) in enumerate(persons):
        person.id = first + number
    insert_rows(connection, HouseholdRow, _HOUSEHOLD, _households(households, batch.id, as_of))
    insert_rows(connection, StoredPerson, _PERSON, _persons(persons, batch.id))
    write_assessments(connection, households, batch, as_of, indicator_set)
    texts = ((a.id, _search_text(a)) for a in households)
    if len(households) > 1000:
        search.add_texts_in_bulk(connection, texts)
    else:
        search.add_texts(connection, list(texts))


def _households(new: list[Arrived], batch_id: int, as_of: str) -> Iterator[tuple[object, ...]]:
    for arrived, uid in zip(new, random_uids(len(new)), strict=True):
        row, listed = arrived.listed.first, arrived.listed
        said = [getattr(row, name) for name in HOUSEHOLD_FIELDS]
        people = [
            (p.row.relation, p.row.prefix, p.row.first_name, p.row.last_name)
            for p in arrived.persons
        ]
        head, key = derived.head_of(people)
        yield (
            *(arrived.id, uid, 1, listed.key, *said),
            *(derived.village_code(row.tambon_code, row.moo), "", head, key),
            derived.place_key(row.tambon_code, row.moo, row.address_no),
            *(len(people), listed.dim_failed, listed.dim_known),
            *("", as_of, arrived.digest, batch_id),
        )


def _persons(
    new: list[tuple[Arrived, ArrivedPerson]], batch_id: int
) -> Iterator[tuple[object, ...]]:
    position, household = 0, 0
    for (arrived, person), uid in zip(new, random_uids(len(new)), strict=True):
        row = person.row
        # Who joins a known household comes after those who were there.
        position = position + 1 if arrived.id == household else (100 if arrived.before else 0)
        household = arrived.id
        yield (
            *(person.id, uid, 1, arrived.id, person.key, 1, position),
            *(row.cid, row.prefix, row.first_name, row.last_name, row.sex),
            *(*birth_parts(row.birth), row.age),
            *(row.relation, row.occupation, row.education),
            *(*masks(row.needs), *masks(row.rights)),
            *("", person.digest, batch_id),
        )


def birth_parts(birth: str) -> tuple[int | None, int | None, int | None]:
    """Cut an ISO date, possibly partial, into year, month and day."""
    parts: list[int | None] = [int(p) for p in birth.split("-")] if birth else []
    year, month, day = parts + [None] * (3 - len(parts))
    return year, month, day


def write_assessments(
    connection: Connection,
    households: list[Arrived],
    batch: ImportBatchRow,
    as_of: str,
    indicator_set: str,
) -> None:
    """Write what the list says of these households, which have nothing from it yet."""
    first = reserve_ids(connection, AssessmentRow, len(households))
    uids = random_uids(len(households))
    insert_rows(
        connection,
        AssessmentRow,
        _ASSESSMENT,
        (
            (
                *(first + n, uids[n], 1, a.id, batch.list_id, as_of),
                *(a.listed.dim_failed, a.listed.dim_known, indicator_set),
                *(a.listed.ind_failed, a.listed.ind_passed, a.listed.income),
                *(a.listed.housing_problem, batch.id),
            )
            for n, a in enumerate(households)
        ),
    )


def _search_text(arrived: Arrived) -> str:
    row = arrived.listed.first
    return search.search_text(
        (row.house_code, row.address_no, row.moo, row.village_name, row.tambon_code, row.tel),
        [(p.row.first_name, p.row.last_name, p.row.cid) for p in arrived.persons],
    )
