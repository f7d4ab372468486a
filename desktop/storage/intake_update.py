"""Carrying a list's news into households and people that are stored already."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, bindparam, select, update
from sqlalchemy.orm import DeclarativeBase

from desktop.domain.review import TAKEN_BY_DEFAULT, Decisions
from desktop.storage import intake_new
from desktop.storage.arrivals import Arrivals
from desktop.storage.bulk import Same, chunks, insert_columns, reserve_ids, rows_by_key
from desktop.storage.comparison import Fact, merged
from desktop.storage.derived import latest_dimensions
from desktop.storage.identity import random_uids
from desktop.storage.levels import newest_assessments
from desktop.storage.schema.base import Baht, table_of
from desktop.storage.schema.lists import AssessmentRow, ImportBatchRow, ImportQuestionRow
from desktop.storage.schema.people import HouseholdRow
from desktop.storage.schema.people import PersonRow as StoredPerson
from desktop.storage.work import Work

_MANY = 900
# What of a person the list of households shows, sorts by or finds.
_SHOWN = frozenset(("cid", "prefix", "first_name", "last_name", "relation"))
_TABLES: dict[str, type[DeclarativeBase]] = {"household": HouseholdRow, "person": StoredPerson}


@dataclass(slots=True)
class Touched:
    """Ids of records whose facts the list altered.

    `grown` households gained or lost members, or show others' names.
    """

    households: set[int] = field(default_factory=set)
    persons: set[int] = field(default_factory=set)
    grown: set[int] = field(default_factory=set)


def write(
    work: Work,
    arrivals: Arrivals,
    facts: Sequence[Fact],
    decisions: Decisions,
    batch: ImportBatchRow,
    as_of: str,
    indicators: str,
) -> Touched:
    """Update what changed, keep what is asked, record each change; return what was touched."""
    connection = work.session.connection()
    touched = Touched()
    homes = (arrivals.household_ids[arrivals.home[row]] for row in arrivals.new_persons)
    fresh = {arrivals.household_ids[place] for place in arrivals.new_households}
    touched.grown = set(homes) - fresh
    for fact in facts:
        if fact.field == "household":
            # Who is listed elsewhere moves or stays: either way one house has fewer than listed.
            touched.grown |= {fact.before["household_id"], fact.after["household_id"]}
    _apply(work, connection, [f for f in facts if decisions.takes(f.kind, f.key)], touched)
    _ask(connection, facts, decisions, batch)
    _assessments(work, connection, arrivals, batch, as_of, indicators, touched)
    _date(connection, batch.list_id, as_of)
    return touched


def _apply(work: Work, connection: Connection, facts: Iterable[Fact], touched: Touched) -> None:
    writers = {name: _Writer(work, connection, table) for name, table in _TABLES.items()}
    taken = list(facts)
    for fact in taken:
        if fact.field:
            (touched.persons if fact.table == "person" else touched.households).add(fact.row_id)
        if fact.field in _SHOWN:
            touched.grown.add(fact.household_id)
    for (table, row_id), (household_id, before, after) in merged(taken).items():
        writers[table].add(before | {"id": row_id}, after, household_id)
    for writer in writers.values():
        writer.flush()


def _ask(
    connection: Connection, facts: Iterable[Fact], decisions: Decisions, batch: ImportBatchRow
) -> None:
    """Keep as questions what was offered and not taken, unless the same was asked before."""
    offers = [
        (fact, _plain(fact.before), _plain(fact.after))
        for fact in facts
        if fact.field and not decisions.takes(fact.kind, fact.key)
    ]
    if not offers:
        return
    asked = table_of(ImportQuestionRow)
    known = {
        tuple(row)
        for row in connection.execute(
            select(asked.c.table_name, asked.c.row_id, asked.c.field, asked.c.offered)
        )
    }
    offers = [one for one in offers if (*one[0].key, one[2]) not in known]
    first = reserve_ids(connection, ImportQuestionRow, len(offers))
    insert_columns(
        connection,
        ImportQuestionRow,
        {
            "id": range(first, first + len(offers)),
            "uid": random_uids(len(offers)),
            "version": Same(1),
            "batch_id": Same(batch.id),
            "household_id": [fact.household_id for fact, _, _ in offers],
            "table_name": [fact.table for fact, _, _ in offers],
            "row_id": [fact.row_id for fact, _, _ in offers],
            "field": [fact.field for fact, _, _ in offers],
            "kept": [kept for _, kept, _ in offers],
            "offered": [offered for _, _, offered in offers],
            "reason": [fact.kind.value for fact, _, _ in offers],
            "verdict": [
                "kept" if fact.kind in TAKEN_BY_DEFAULT or fact.key in decisions.kept else ""
                for fact, _, _ in offers
            ],
        },
    )


def _plain(values: Mapping[str, Any]) -> str:
    return json.dumps(values, ensure_ascii=False)


def _assessments(
    work: Work,
    connection: Connection,
    arrivals: Arrivals,
    batch: ImportBatchRow,
    as_of: str,
    indicators: str,
    touched: Touched,
) -> None:
    """Add this list's word on known households, or mend what it said before."""
    known = arrivals.known_households
    own = table_of(AssessmentRow).c
    said = rows_by_key(
        connection,
        [own.household_id, own.id],
        {arrivals.household_ids[place] for place in known},
        own.list_id == batch.list_id,
    )
    ids = {hid: aid for hid, (_, aid) in said.items()}
    fresh = [place for place in known if arrivals.household_ids[place] not in ids]
    older = [place for place in fresh if as_of < arrivals.known_as_of[place]]
    hids = [arrivals.household_ids[place] for place in older]
    before = _facts_in_force(connection, hids)
    altered = _newly_told(
        connection, arrivals, [p for p in fresh if as_of >= arrivals.known_as_of[p]]
    )
    intake_new.write_assessments(connection, arrivals, fresh, batch, as_of, indicators)
    after = _facts_in_force(connection, hids)
    altered |= {hid for hid in hids if before.get(hid) != after.get(hid)}
    mended = [place for place in known if arrivals.household_ids[place] in ids]
    altered |= _mend(work, connection, arrivals, mended, ids)
    touched.households |= altered


def _newly_told(connection: Connection, arrivals: Arrivals, places: Sequence[int]) -> set[int]:
    """Return the households of whom the newest list says otherwise than all before together."""
    ids = [arrivals.household_ids[place] for place in places]
    table = table_of(HouseholdRow).c
    dimensions = rows_by_key(connection, [table.id, table.dim_failed, table.dim_known], ids)
    others = newest_assessments(connection, None if len(ids) > _MANY else ids)
    nothing = (None, None)
    altered = set()
    for place, hid in zip(places, ids, strict=True):
        said = arrivals.households[place]
        _, failed, known = tuple(dimensions[hid])
        income, housing = others.get(hid, nothing)
        if (
            (failed ^ said.dim_failed) & said.dim_known
            or said.dim_known & ~known
            or (said.income is not None and (income is None or income * 100 != said.income))
            or (said.housing_problem is not None and housing != said.housing_problem)
        ):
            altered.add(hid)
    return altered


def _mend(
    work: Work,
    connection: Connection,
    arrivals: Arrivals,
    places: Sequence[int],
    ids: Mapping[int, int],
) -> set[int]:
    columns = list(table_of(AssessmentRow).c)
    columns.sort(key=lambda column: column.name != "id")
    wanted = [ids[arrivals.household_ids[place]] for place in places]
    stored = rows_by_key(connection, columns, wanted)
    writer = _Writer(work, connection, AssessmentRow)
    altered = set()
    for place, aid in zip(places, wanted, strict=True):
        old, listed = stored[aid], arrivals.households[place]
        income = old.income_person_year
        plain = {
            "dim_failed": old.dim_failed,
            "dim_known": old.dim_known,
            "ind_failed": old.ind_failed,
            "ind_passed": old.ind_passed,
            "income_person_year": None if income is None else int(income * 100),
            "housing_problem": old.housing_problem,
        }
        said = {
            "dim_failed": (old.dim_failed & ~listed.dim_known) | listed.dim_failed,
            "dim_known": old.dim_known | listed.dim_known,
            "ind_failed": listed.ind_failed or old.ind_failed,
            "ind_passed": listed.ind_passed or old.ind_passed,
            "income_person_year": plain["income_person_year"]
            if listed.income is None
            else listed.income,
            "housing_problem": old.housing_problem
            if listed.housing_problem is None
            else listed.housing_problem,
        }
        news = {name: value for name, value in said.items() if plain[name] != value}
        if news:
            altered.add(old.household_id)
            writer.add(plain | {"id": aid}, news, old.household_id)
    writer.flush()
    return altered


def _date(connection: Connection, list_id: int, as_of: str) -> None:
    """Note on every household that the list names how new its news is; derived, not recorded."""
    household, said = table_of(HouseholdRow), table_of(AssessmentRow)
    named = select(said.c.household_id).where(said.c.list_id == list_id)
    connection.execute(
        update(household)
        .where(household.c.list_as_of < as_of, household.c.id.in_(named))
        .values(list_as_of=as_of, version=household.c.version + 1)
    )


def _facts_in_force(connection: Connection, ids: Sequence[int]) -> dict[int, tuple[object, ...]]:
    """What all lists together say of these households."""
    found: dict[int, tuple[object, ...]] = {}
    for some in chunks(ids, 20_000):
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

    def add(self, old: Mapping[str, Any], news: dict[str, Any], household_id: int) -> None:
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
