"""What is kept beside a household only to list it fast; computed from the facts, here alone."""

import re
from collections.abc import Sequence
from functools import lru_cache

from sqlalchemy import ColumnElement, Connection, bindparam, func, select, update

from desktop.storage.bulk import chunks
from desktop.storage.schema.base import table_of
from desktop.storage.schema.lists import AssessmentRow
from desktop.storage.schema.people import HouseholdRow, PersonRow
from desktop.storage.search import index_households
from desktop.thai.numbers import arabic
from desktop.thai.text import sort_key

HEAD = "หัวหน้า"
_NUMBER = re.compile(r"\d+")


def redate(connection: Connection, within: ColumnElement[bool]) -> None:
    """Note on these households how new the newest list is that still speaks of them."""
    household, said = table_of(HouseholdRow), table_of(AssessmentRow)
    newest = func.coalesce(
        select(func.max(said.c.as_of))
        .where(said.c.household_id == household.c.id)
        .scalar_subquery(),
        "",
    )
    connection.execute(
        update(household)
        .where(within, household.c.list_as_of != newest)
        .values(list_as_of=newest, version=household.c.version + 1)
    )


def village_code(tambon_code: str, moo: str) -> str:
    """Return the 8-digit village code, '' where tambon or moo is not a plain number."""
    number = arabic(moo).strip()
    if len(tambon_code) != 6 or not number.isdecimal() or not 0 < int(number) < 100:
        return ""
    return f"{tambon_code}{int(number):02d}"


def place_key(tambon_code: str, moo: str, address_no: str) -> str:
    """A key that sorts by tambon, village number and house number as people count."""
    return f"{tambon_code}|{_padded(moo)}|{_padded(address_no)}"


@lru_cache(maxsize=1 << 16)
def _padded(text: str) -> str:
    return _NUMBER.sub(lambda m: m.group().zfill(6), arabic(text))


NAME = ("prefix", "first_name", "last_name")


def name_of(prefix: str, first: str, last: str) -> tuple[str, str]:
    """A person's name as the list of households shows it, and its sort key."""
    return f"{prefix}{first} {last}".strip(), sort_key(f"{first} {last}")


def head_of(people: Sequence[tuple[str, str, str, str]]) -> tuple[str, str]:
    """Name and sort key of the head. People are (relation, prefix, first name, last name)."""
    if not people:
        return "", ""
    head = next((p for p in people if p[0].startswith(HEAD)), people[0])
    return name_of(*head[1:])


def refresh(connection: Connection, ids: Sequence[int]) -> None:
    """Compute the derived columns and search text of these households anew."""
    table = table_of(HouseholdRow)
    change = (
        update(table)
        .where(table.c.id == bindparam("hid"))
        .values(version=table.c.version + 1, **{n: bindparam("new_" + n) for n in _DERIVED})
    )
    for some in chunks(ids):
        before = _current(connection, some)
        after = _computed(connection, some)
        changed = [
            {"hid": hid, **{"new_" + n: v for n, v in zip(_DERIVED, values, strict=True)}}
            for hid, values in after.items()
            if before[hid] != values
        ]
        if changed:
            connection.execute(change, changed)
        index_households(connection, some)


_DERIVED = (
    "village_code",
    "place_key",
    "head_name",
    "sort_key",
    "members",
    "dim_failed",
    "dim_known",
    "list_as_of",
)
Derived = tuple[str, str, str, str, int, int, int, str]


def _current(connection: Connection, ids: Sequence[int]) -> dict[int, Derived]:
    columns = [table_of(HouseholdRow).c[n] for n in _DERIVED]
    rows = connection.execute(select(HouseholdRow.id, *columns).where(HouseholdRow.id.in_(ids)))
    return {row[0]: tuple(row[1:]) for row in rows}


def _computed(connection: Connection, ids: Sequence[int]) -> dict[int, Derived]:
    people: dict[int, list[tuple[str, str, str, str]]] = {}
    for hid, *person in connection.execute(
        select(
            PersonRow.household_id,
            PersonRow.relation,
            PersonRow.prefix,
            PersonRow.first_name,
            PersonRow.last_name,
        )
        .where(PersonRow.household_id.in_(ids))
        .order_by(PersonRow.position, PersonRow.id)
    ):
        people.setdefault(hid, []).append(tuple(person))  # type: ignore[arg-type]
    dimensions = latest_dimensions(connection, ids)
    newest = {
        row.household_id: row.as_of
        for row in connection.execute(
            select(AssessmentRow.household_id, func.max(AssessmentRow.as_of).label("as_of"))
            .where(AssessmentRow.household_id.in_(ids))
            .group_by(AssessmentRow.household_id)
        )
    }
    result: dict[int, Derived] = {}
    for hid, tambon, moo, number in connection.execute(
        select(
            HouseholdRow.id, HouseholdRow.tambon_code, HouseholdRow.moo, HouseholdRow.address_no
        ).where(HouseholdRow.id.in_(ids))
    ):
        members = people.get(hid, [])
        name, key = head_of(members)
        failed, known = dimensions.get(hid, (0, 0))
        result[hid] = (
            village_code(tambon, moo),
            place_key(tambon, moo, number),
            name,
            key,
            len(members),
            failed,
            known,
            newest.get(hid, ""),
        )
    return result


def latest_dimensions(connection: Connection, ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    """Failed and known dimensions, each by the newest list that knows it; blank never erases."""
    result: dict[int, tuple[int, int]] = {}
    for hid, said_failed, said_known in connection.execute(
        select(AssessmentRow.household_id, AssessmentRow.dim_failed, AssessmentRow.dim_known)
        .where(AssessmentRow.household_id.in_(ids))
        .order_by(AssessmentRow.as_of.desc(), AssessmentRow.id.desc())
    ):
        failed, known = result.get(hid, (0, 0))
        result[hid] = (failed | (said_failed & ~known), known | said_known)
    return result
