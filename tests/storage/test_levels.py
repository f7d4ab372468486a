"""Levels: what SQL counts is what the scheme says of each person, and only what is due is done."""

import json
import random
from datetime import date

import pytest
from sqlalchemy import select, text

from desktop.domain.progress import Silent
from desktop.domain.vocabulary import Need
from desktop.services import imports
from desktop.storage import levels
from desktop.storage.schema.cases import CaseRow
from desktop.thai.dates import PartialDate, age_on
from tests.factories.lists import person_row, read_list

DATES = {"2021-01": date(2021, 1, 1), "2022-06-15": date(2022, 6, 15)}
# Around every birthday that matters on either date.
BIRTHS = [
    "",
    *("1962-06-15", "1962-06-16", "1962-06", "1962", "1961-01-01", "1961-01-02"),
    *("2007-06-15", "2007-06-16", "2007", "2006-01-01", "2006-01-02", "2006-02", "2030"),
]


def people(chance, first_household):
    rows = []
    for number in range(1, 121):
        birth = chance.choice(BIRTHS)
        needs = tuple((need, chance.random() < 0.5) for need in Need if chance.random() < 0.1)
        more = {"age": chance.choice([None, 0, 14, 15, 59, 60]) if not birth else None}
        home = str(first_household + number // 4)
        rows.append(person_row(number, home, birth=birth, needs=needs, **more))
    return rows


def counted(desk, rows, on):
    found = {}
    for row in rows:
        age = age_on(PartialDate.from_iso(row.birth), on) if row.birth else row.age
        needs = [need for need, so in row.needs if so]
        dependents, unknown = found.get(row.household, (0, 0))
        dependents += desk.scheme.is_dependent(age, needs)
        found[row.household] = dependents, unknown + (age is None)
    return found


def stored(desk):
    with desk.db.read() as session:
        rows = session.execute(
            text(
                "SELECT h.list_key, c.level_facts FROM household h "
                "JOIN household_case c ON c.household_id = h.id"
            )
        ).all()
    facts = {key: json.loads(facts) for key, facts in rows}
    return {key: (one["dependents"], one["unknown_ages"]) for key, one in facts.items()}


@pytest.mark.parametrize("at_once", [7, 60_000])
def test_sql_counts_as_the_scheme_does(desk, monkeypatch, at_once):
    monkeypatch.setattr(levels, "_AT_ONCE", at_once)
    chance = random.Random(5)
    expected = {}
    for number, (as_of, on) in enumerate(DATES.items()):
        rows = people(chance, 100 + 100 * number)
        imports.commit(desk, read_list(rows), "ก", as_of, Silent())
        expected |= counted(desk, rows, on)
    assert len(expected) > 50
    assert stored(desk) == expected


def due(desk, touched, year=0):
    with desk.db.read() as session:
        return levels.due(session.connection(), desk.scheme, year or desk.fiscal_year, touched)


def test_only_what_may_have_altered_is_due(desk):
    rows = [person_row(number, str(100 + number)) for number in range(40)]
    imports.commit(desk, read_list(rows), "ก", "2021-01", Silent())
    with desk.db.read() as session:
        ids = sorted(session.scalars(select(CaseRow.household_id)))
    assert due(desk, []) == []
    assert due(desk, ids[:2]) == ids[:2]
    assert due(desk, ids[:20]) is None
    assert due(desk, [], desk.fiscal_year + 1) is None
    with desk.db.begin() as connection:
        connection.execute(
            text("UPDATE household SET list_as_of = '', version = version + 1 WHERE id = :one"),
            {"one": ids[3]},
        )
    assert due(desk, ids[:1]) == [ids[0], ids[3]]
