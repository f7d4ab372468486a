"""Computing and storing levels: facts in, level, reason and scheme version beside them."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    and_,
    bindparam,
    case,
    false,
    func,
    not_,
    or_,
    select,
    update,
)

from desktop.domain.levels import LevelFacts, LevelScheme, decide
from desktop.domain.vocabulary import CaseState, LevelStatus
from desktop.storage.bulk import Same, chunks, insert_columns, reserve_ids
from desktop.storage.dating import aged_from, data_date
from desktop.storage.households import tri_state
from desktop.storage.identity import random_uids
from desktop.storage.schema.base import table_of
from desktop.storage.schema.cases import CaseRow
from desktop.storage.schema.lists import AssessmentRow
from desktop.storage.schema.people import HouseholdRow, PersonRow

_AT_ONCE = 60_000
# The share of the households for which it is worth to compute all, one in so many.
_FEW = 4
_STORED = ("level_status", "level_computed", "level_reason", "level_scheme", "level_facts")

# Income, housing problem, dependents, people of unknown age.
_Facts = tuple[Decimal | None, bool | None, int, int]
# In the order of _STORED.
_Values = tuple[str, int | None, str, str, str]


def store_levels(
    connection: Connection,
    scheme: LevelScheme,
    fiscal_year: int,
    today: date,
    ids: Sequence[int] | None = None,
) -> None:
    """Compute the levels of these households (all when None) and store what changed.

    A level a person decided (`override_reason`) stays; what the scheme says is kept beside it.
    """
    # Of five households four are as another one is.
    results: dict[_Facts, _Values] = {}
    for some in _pieces(connection) if ids is None else chunks(ids):
        facts = []
        for hid, said in _facts(connection, scheme, today, some):
            if said not in results:
                results[said] = _decided(scheme, said)
            facts.append((hid, results[said]))
        _write(connection, fiscal_year, facts, some)


def _pieces(connection: Connection) -> Iterator[range]:
    """Yield ranges of all households' ids, each of about a province."""
    last = connection.scalar(select(func.max(table_of(HouseholdRow).c.id))) or 0
    return (range(first, first + _AT_ONCE) for first in range(1, last + 1, _AT_ONCE))


def due(
    connection: Connection, scheme: LevelScheme, fiscal_year: int, touched: Collection[int]
) -> list[int] | None:
    """Return the households whose level may be another one after these altered; None = most.

    Also due is who has no level of the year by this scheme, and who is on no list: their ages
    are those of today.
    """
    household, of_year = table_of(HouseholdRow).c, table_of(CaseRow).c
    decided = select(of_year.household_id).where(
        of_year.fiscal_year == fiscal_year, of_year.level_scheme == scheme.name
    )
    others = select(household.id).where(
        or_(household.list_as_of == "", household.id.not_in(decided))
    )
    found = {*touched, *connection.scalars(others)}
    everyone = connection.scalar(select(func.count()).select_from(HouseholdRow)) or 0
    return None if len(found) * _FEW > everyone else sorted(found)


def _within(column: ColumnElement[int], ids: Sequence[int] | None) -> list[ColumnElement[bool]]:
    if isinstance(ids, range):
        return [column.between(ids.start, ids.stop - 1)]
    return [] if ids is None else [column.in_(ids)]


def _facts(
    connection: Connection, scheme: LevelScheme, today: date, ids: Sequence[int]
) -> Iterator[tuple[int, _Facts]]:
    household = table_of(HouseholdRow).c
    dated: dict[str, list[int]] = {}
    for hid, as_of in connection.execute(
        select(household.id, household.list_as_of).where(*_within(household.id, ids))
    ).all():
        dated.setdefault(as_of, []).append(hid)
    said_of = newest_assessments(connection, ids)
    nothing = (None, None)
    for as_of, hids in dated.items():
        people = _within(table_of(PersonRow).c.household_id, ids)
        if len(dated) > 1:
            alike = select(household.id).where(household.list_as_of == as_of)
            people.append(table_of(PersonRow).c.household_id.in_(alike))
        counts = _counts(connection, scheme, data_date(as_of) or today, people)
        for hid in hids:
            yield hid, (*said_of.get(hid, nothing), *counts.get(hid, (0, 0)))


def _counts(
    connection: Connection, scheme: LevelScheme, on: date, people: Sequence[ColumnElement[bool]]
) -> dict[int, tuple[int, int]]:
    """Return how many of each household depend on others that day, and whose age isn't known.

    It is `LevelScheme.is_dependent` as SQL: a province's people stay where they are.
    """
    person = table_of(PersonRow).c
    known = or_(person.birth_year.is_not(None), person.age_stated.is_not(None))
    grown = func.coalesce(aged_from(scheme.child_up_to_age + 1, on), false())
    needs = sum(need.bit for need in scheme.needs)
    dependent = or_(
        and_(known, not_(grown)),
        aged_from(scheme.elder_from_age, on),
        person.need_yes.op("&")(needs) != 0,
    )
    rows = connection.execute(
        select(
            person.household_id,
            func.sum(case((dependent, 1), else_=0)),
            func.sum(case((known, 0), else_=1)),
        )
        .where(*people)
        .group_by(person.household_id)
    )
    return {hid: (dependents, unknown) for hid, dependents, unknown in rows}


def newest_assessments(
    connection: Connection, ids: Sequence[int] | None
) -> dict[int, tuple[Decimal | None, bool | None]]:
    """Income and housing by the newest list that knows each; blank never erases."""
    a = table_of(AssessmentRow).c
    result: dict[int, tuple[Decimal | None, bool | None]] = {}
    for hid, income, housing in connection.execute(
        select(a.household_id, a.income_person_year, a.housing_problem)
        .where(*_within(a.household_id, ids))
        .order_by(a.as_of.desc(), a.id.desc())
    ).all():
        known = result.get(hid)
        if known is None:
            result[hid] = (income, housing)
        elif None in known:
            result[hid] = (
                income if known[0] is None else known[0],
                housing if known[1] is None else known[1],
            )
    return result


def _write(
    connection: Connection,
    fiscal_year: int,
    facts: Iterable[tuple[int, _Values]],
    ids: Sequence[int],
) -> None:
    table = table_of(CaseRow)
    columns = [table.c[n] for n in _STORED]
    stored = {
        row[0]: row
        for row in connection.execute(
            select(table.c.household_id, table.c.id, table.c.override_reason, *columns).where(
                table.c.fiscal_year == fiscal_year, *_within(table.c.household_id, ids)
            )
        )
    }
    fresh: list[tuple[object, ...]] = []
    changed = []
    for hid, values in facts:
        level = values[1]
        old = stored.get(hid)
        if old is None:
            fresh.append((hid, level, *values))
            continue
        # A decided level keeps its status, so that one says nothing of a change.
        first = 1 if old[2] else 0
        if tuple(old[3 + first :]) != values[first:]:
            row = {"new_" + n: v for n, v in zip(_STORED, values, strict=True)}
            changed.append(row | {"case": old[1], "final": level, "decided": bool(old[2])})
    _insert(connection, fiscal_year, fresh)
    for decided in (False, True):
        rows = [r for r in changed if r["decided"] is decided]
        keep = _STORED[1:] if decided else _STORED
        binds: dict[str, BindParameter[Any]] = {n: bindparam("new_" + n) for n in keep}
        if not decided:
            binds["level_final"] = bindparam("final")
        if rows:
            connection.execute(
                update(table)
                .where(table.c.id == bindparam("case"))
                .values(version=table.c.version + 1, **binds),
                [{k: r[k] for k in ["case", *(v.key for v in binds.values())]} for r in rows],
            )


def _decided(scheme: LevelScheme, said: _Facts) -> _Values:
    income, housing, dependents, unknown = said
    facts = LevelFacts(income, dependents, tri_state(housing), unknown)
    result = decide(scheme, facts)
    return result.status.value, result.level, result.reason, scheme.name, _as_json(facts)


def _insert(connection: Connection, fiscal_year: int, fresh: list[tuple[object, ...]]) -> None:
    first = reserve_ids(connection, CaseRow, len(fresh))
    columns = list(zip(*fresh, strict=True)) or [()] * (2 + len(_STORED))
    insert_columns(
        connection,
        CaseRow,
        {
            "id": range(first, first + len(fresh)),
            "uid": random_uids(len(fresh)),
            "version": Same(1),
            "fiscal_year": Same(fiscal_year),
            "state": Same(CaseState.LISTED.value),
            "override_reason": Same(""),
            "is_target": Same(False),
            "target_reason": Same(""),
            **dict(zip(("household_id", "level_final", *_STORED), columns, strict=True)),
        },
    )


def _as_json(facts: LevelFacts) -> str:
    # Numbers and words without quotes only: put together by hand for thousands of households.
    income = "null" if facts.income is None else f'"{facts.income}"'
    return (
        f'{{"income": {income}, "dependents": {facts.dependents}, '
        f'"housing_problem": "{facts.housing_problem.value}", '
        f'"unknown_ages": {facts.unknown_ages}}}'
    )


def count_levels(connection: Connection, fiscal_year: int) -> dict[str, int]:
    """Households by level; those never computed are waiting."""
    keys = ("3", "2", "1", "0", "outside", "unresolved", "waiting")
    counts = dict.fromkeys(keys, 0)
    table = table_of(CaseRow).c
    for status, level, number in connection.execute(
        select(table.level_status, table.level_final, func.count())
        .where(table.fiscal_year == fiscal_year)
        .group_by(table.level_status, table.level_final)
    ):
        counts[str(level) if status == LevelStatus.LEVEL else status] += number
    everyone = connection.scalar(select(func.count()).select_from(HouseholdRow)) or 0
    counts["waiting"] += everyone - sum(counts.values())
    return counts
