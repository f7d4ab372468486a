"""Columns that answer a logbook's questions become drafts of visits, each with its form."""

from dataclasses import replace

import pytest

from desktop.domain.listing import ListedAnswer
from desktop.domain.progress import Silent
from desktop.domain.sheets import ColumnGuess, SheetLayout
from desktop.domain.vocabulary import VisitState
from desktop.services import (
    checks,
    form_questions,
    history,
    import_history,
    imports,
    logbooks,
)
from tests.factories.lists import person_row, read_list
from tests.factories.snapshots import snapshot

ROWS = [person_row(1), person_row(2, relation="บุตร"), person_row(3, "2")]


@pytest.fixture
def fields(desk):
    """One question of the household and one of each member, as columns name them."""
    every = form_questions.fields(desk)
    return [next(f for f in every if f.question.per_member is asked) for asked in (False, True)]


@pytest.fixture
def bring(desk, fields):
    def commit(*said, as_of="2021-01"):
        answers = [
            ListedAnswer(0, row, fields[each].canonical, value, bool(each))
            for row, each, value in said
        ]
        columns = tuple(ColumnGuess(n, f.canonical, f.canonical, "") for n, f in enumerate(fields))
        sheets = (SheetLayout(0, "ก", 1, columns, len(ROWS)),)
        found = read_list(ROWS, answers=answers, sheets=sheets)
        return imports.commit(desk, found, "แบบสำรวจ", as_of, Silent())

    return commit


def answers(desk, household_id):
    (visit,) = logbooks.visits(desk, household_id)
    assert (visit.form, visit.form_version, visit.state) == (
        "short-logbook",
        "1",
        VisitState.DRAFT,
    )
    return [(a.question, a.person_id, a.value) for a in visit.answers]


def test_answers_of_the_household_and_of_each_member(desk, bring, fields):
    home, member = (field.question.id for field in fields)
    bring((2, 0, "ก"), (3, 0, "ข"), (3, 1, "ค"), (4, 1, "ง"))
    assert answers(desk, 1) == [(home, 0, "ก"), (member, 2, "ค")]
    assert answers(desk, 2) == [(member, 3, "ง")]
    assert checks.run(desk).ok


def test_the_list_again_adds_only_what_was_not_answered(desk, bring, fields):
    home, member = (field.question.id for field in fields)
    bring((2, 0, "ก"))
    bring((2, 0, "ใหม่"), (2, 1, "ข"))
    assert answers(desk, 1) == [(home, 0, "ก"), (member, 1, "ข")]


def test_undone_with_the_list(desk, bring):
    before = snapshot(desk.db)
    bring((2, 0, "ก"))
    history.undo_last(desk)
    after = snapshot(desk.db)
    for table in ("visit", "answer", "household", "person"):
        assert after[table] == before[table]


def test_undoing_the_later_issue_takes_its_own_answers_only(desk, bring):
    bring((2, 0, "ก"))
    before = snapshot(desk.db)
    bring((2, 0, "ใหม่"), (2, 1, "ข"))
    newest = import_history.imports(desk)[0]
    import_history.undo_import(desk, newest.id)
    assert snapshot(desk.db) == before
    assert checks.run(desk).ok


def test_undoing_the_first_issue_leaves_the_logbook_to_the_later_one(desk, bring, fields):
    bring((2, 0, "ก"))
    bring((2, 0, "ก"), (2, 1, "ข"))
    first = import_history.imports(desk)[1]
    import_history.undo_import(desk, first.id)
    assert [value for _, _, value in answers(desk, 1)] == ["ก", "ข"]
    import_history.undo_import(desk, import_history.imports(desk)[0].id)
    assert snapshot(desk.db)["visit"] == []
    assert checks.run(desk).ok


def test_a_logbook_that_a_person_went_on_with_stays(desk, bring):
    bring((2, 0, "ก"))
    (visit,) = logbooks.visits(desk, 1)
    logbooks.save(desk, replace(visit, team="ทีม 1"))
    batch = import_history.imports(desk)[0].id
    (edit,) = import_history.undo_preview(desk, batch).edits
    assert (edit.what, edit.now) == ("สมุดพก · ทีมผู้เยี่ยม", "ทีม 1")
    import_history.undo_import(desk, batch)
    assert [v.team for v in logbooks.visits(desk, 1)] == ["ทีม 1"]
    assert checks.run(desk).ok
