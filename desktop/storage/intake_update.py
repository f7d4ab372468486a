"""Carrying a list's news into households and people that are stored already.

Blank never erases. A field a clerk has typed stays as it is. An older list changes nothing that
a newer one said; what it says is kept with its own date.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, bindparam, select, update
from sqlalchemy.orm import DeclarativeBase

from desktop.storage import intake_new
from desktop.storage.arrivals import HOUSEHOLD_FIELDS, Arrived, ArrivedPerson, masks
from desktop.storage.bulk import chunks
from desktop.storage.derived import latest_dimensions
from desktop.storage.levels import newest_assessments
from desktop.storage.schema.base import Baht, table_of
from desktop.storage.schema.lists import AssessmentRow, ImportBatchRow
from desktop.storage.schema.people import HouseholdRow
from desktop.storage.schema.people import PersonRow as StoredPerson
from desktop.storage.work import Work

_PLAIN = (
    *("cid", "prefix", "first_name", "last_name", "sex"),
    *("relation", "occupation", "education"),
)

_TOGETHER = (
    {"birth_year", "birth_month", "birth_day"},
    {"need_yes", "need_known"},
    {"right_yes", "right_known"},
)


@dataclass(slots=True)
class Touched:
    """Ids of records whose facts the list altered; `grown` households gained or lost members."""

    households: set[int] = field(default_factory=set)
    persons: set[int] = field(default_factory=set)
    grown: set[int] = field(default_factory=set)


def write(
    work: Work, arrived: list[Arrived], batch: ImportBatchRow, as_of: str, indicator_set: str
) -> Touched:
    """Update what changed and record each change; return what was touched."""
    connection = work.session.connection()
    touched = Touched()
    touched.grown = {a.id for a in arrived if a.before and any(not p.before for p in a.persons)}
    heard = [a for a in arrived if a.before and (a.known_as_of < as_of or not a.same)]
    _households(work, connection, heard, as_of, touched)
    _assessments(work, connection, arrived, batch, as_of, indicator_set, touched)
    changed = [
        (a, p)
        for a in arrived
        if as_of >= a.known_as_of
        for p in a.persons
        if p.before and not p.same
    ]
    _persons(work, connection, changed, touched)
    return touched


def _stored(
    connection: Connection, table: type[DeclarativeBase], ids: Sequence[int]
) -> dict[int, Mapping[str, Any]]:
    rows: dict[int, Mapping[str, Any]] = {}
    for some in chunks(ids):
        found = connection.execute(
            select(table_of(table)).where(table_of(table).c.id.in_(some))
        ).mappings()
        rows |= {row["id"]: dict(row) for row in found}
    return rows


def _households(
    work: Work, connection: Connection, changed: list[Arrived], as_of: str, touched: Touched
) -> None:
    stored = _stored(connection, HouseholdRow, [a.id for a in changed])
    writer = _Writer(work, connection, HouseholdRow)
    for household in changed:
        old = stored[household.id]
        if as_of < old["list_as_of"]:
            continue
        row = household.listed.first
        said = {name: getattr(row, name) for name in HOUSEHOLD_FIELDS if getattr(row, name)}
        news = _news(old, said)
        if news:
            touched.households.add(household.id)
        news |= {"list_as_of": as_of, "list_hash": household.digest}
        writer.add(old, news, household.id)
    writer.flush()


def _persons(
    work: Work,
    connection: Connection,
    changed: list[tuple[Arrived, ArrivedPerson]],
    touched: Touched,
) -> None:
    stored = _stored(connection, StoredPerson, [p.id for _, p in changed])
    writer = _Writer(work, connection, StoredPerson)
    for household, person in changed:
        old = stored[person.id]
        news = _news(old, _said_of(person, old))
        if old["household_id"] != household.id:
            touched.grown |= {old["household_id"], household.id}
            news["household_id"] = household.id
        if news:
            touched.persons.add(person.id)
            touched.grown.add(household.id)
        news |= {"list_key": person.key, "list_hash": person.digest}
        writer.add(old, news, household.id)
    writer.flush()


def _said_of(person: ArrivedPerson, old: Mapping[str, Any]) -> dict[str, Any]:
    row = person.row
    said: dict[str, Any] = {n: getattr(row, n) for n in _PLAIN if getattr(row, n)}
    if row.birth:
        names = ("birth_year", "birth_month", "birth_day")
        said |= zip(names, intake_new.birth_parts(row.birth), strict=True)
    if row.age is not None:
        said["age_stated"] = row.age
    for name, values in (("need", row.needs), ("right", row.rights)):
        yes, known = masks(values)
        said[f"{name}_yes"] = (old[f"{name}_yes"] & ~known) | yes
        said[f"{name}_known"] = old[f"{name}_known"] | known
    return said


def _news(old: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    typed = set(old["edited"].split())
    for together in _TOGETHER:
        # Half of a clerk's date and half of a list's would be nobody's date.
        if typed & together:
            typed |= together
    return {n: v for n, v in said.items() if old[n] != v and n not in typed}


def _assessments(
    work: Work,
    connection: Connection,
    arrived: list[Arrived],
    batch: ImportBatchRow,
    as_of: str,
    indicator_set: str,
    touched: Touched,
) -> None:
    """Add this list's word on known households, or mend what it said before."""
    known = [a for a in arrived if a.before]
    table = table_of(AssessmentRow)
    stored: dict[int, Mapping[str, Any]] = {}
    for row in connection.execute(
        select(table).where(table.c.list_id == batch.list_id)
    ).mappings():
        stored[row["household_id"]] = dict(row)
    fresh = [a for a in known if a.id not in stored]
    # An older list is kept too, but alters only what no newer one has said.
    older = [a.id for a in fresh if as_of < a.known_as_of and not a.same]
    before = _facts_in_force(connection, older)
    intake_new.write_assessments(connection, fresh, batch, as_of, indicator_set)
    after = _facts_in_force(connection, older)
    touched.households |= {a.id for a in fresh if as_of >= a.known_as_of and not a.same}
    touched.households |= {hid for hid in older if before[hid] != after[hid]}
    writer = _Writer(work, connection, AssessmentRow)
    for household in known:
        old = stored.get(household.id)
        if old is None or household.same:
            continue
        listed = household.listed
        said: dict[str, Any] = {
            "dim_failed": (old["dim_failed"] & ~listed.dim_known) | listed.dim_failed,
            "dim_known": old["dim_known"] | listed.dim_known,
            "ind_failed": listed.ind_failed or old["ind_failed"],
            "ind_passed": listed.ind_passed or old["ind_passed"],
        }
        if listed.income is not None:
            said["income_person_year"] = listed.income
        if listed.housing_problem is not None:
            said["housing_problem"] = listed.housing_problem
        plain = dict(old)
        if plain["income_person_year"] is not None:
            plain["income_person_year"] = int(plain["income_person_year"] * 100)
        news = {n: v for n, v in said.items() if plain[n] != v}
        if news:
            touched.households.add(household.id)
            writer.add(plain, news, household.id)
    writer.flush()


def _facts_in_force(connection: Connection, ids: Sequence[int]) -> dict[int, tuple[object, ...]]:
    """What all lists together say of these households."""
    found: dict[int, tuple[object, ...]] = {}
    for some in chunks(ids):
        dimensions = latest_dimensions(connection, some)
        others = newest_assessments(connection, some)
        found |= {hid: (dimensions.get(hid), others.get(hid)) for hid in some}
    return found


class _Writer:
    """Updates of one table that raise the version and leave a record."""

    def __init__(self, work: Work, connection: Connection, table: type[DeclarativeBase]) -> None:
        self._work = work
        self._connection = connection
        self._table = table
        self._rows: dict[tuple[str, ...], list[dict[str, Any]]] = {}

    def add(
        self,
        old: Mapping[str, Any],
        news: dict[str, Any],
        household_id: int,
    ) -> None:
        """Plan one update and record what it replaces."""
        name = str(self._table.__tablename__)
        before = self._image({n: old[n] for n in news})
        self._work.record(name, old["id"], household_id, before, self._image(news))
        self._rows.setdefault(tuple(news), []).append(news | {"row_id": old["id"]})

    def _image(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Values as the session would record them: money in baht."""
        columns = table_of(self._table).c
        return {
            n: str(Decimal(v) / 100) if isinstance(columns[n].type, Baht) and v is not None else v
            for n, v in values.items()
        }

    def flush(self) -> None:
        """Write what was planned, one statement for each set of columns."""
        table = table_of(self._table)
        for names, rows in self._rows.items():
            statement = (
                update(table)
                .where(table.c.id == bindparam("row_id"))
                .values(
                    version=table.c.version + 1,
                    **{n: bindparam("new_" + n, type_=_stored_type(table.c[n])) for n in names},
                )
            )
            parameters = [
                {"row_id": r["row_id"], **{"new_" + n: r[n] for n in names}} for r in rows
            ]
            self._connection.execute(statement, parameters)


def _stored_type(column: Any) -> Any:
    """The column's type as the database holds it: values here are satang, not baht."""
    return getattr(column.type, "impl", column.type)
