"""Two records joined into one come apart again exactly, whatever was done since."""

from dataclasses import replace

import pytest

from desktop.domain.progress import Silent
from desktop.domain.records import Aid, PersonDraft
from desktop.services import aid, checks, households, import_history, imports
from desktop.storage import derived
from desktop.storage.conflicts import what_stands_in_the_way
from desktop.storage.schema.cases import AidRow
from desktop.storage.schema.links import RecordAliasRow
from desktop.storage.schema.lists import SourceRowRow
from desktop.storage.schema.people import PersonRow
from desktop.storage.undo import undo
from desktop.storage.work import work
from tests.factories.lists import person_row, read_list
from tests.factories.snapshots import snapshot

ROWS = [
    person_row(1, cid="1101700203451", occupation="ค้าขาย"),
    person_row(2, cid="1101700203469", occupation="รับจ้าง", tel="02"),
]


@pytest.fixture
def listed(desk):
    imports.commit(desk, read_list(ROWS), "TPMAP", "2021-01", Silent())
    aid.save(desk, Aid(household_id=1, person_id=2, what="ถุงยังชีพ"))
    return desk


def join(desk, number=2):
    """Make this person one with person 1; return the action."""
    with work(desk.db, "รวมรายการ", desk.actor, kind="link") as current:
        session = current.session
        first, second = session.get(PersonRow, 1), session.get(PersonRow, number)
        first.occupation = second.occupation
        for kind in (AidRow, SourceRowRow):
            for row in session.query(kind).where(kind.person_id == number):
                row.person_id = 1
        session.flush()
        session.add(RecordAliasRow(kind="person", list_key=second.list_key, target_id=1))
        session.delete(second)
        session.flush()
        derived.refresh(session.connection(), [1])
        return current.operation.id


def separate(desk, operation, drop=()):
    with work(desk.db, "แยกรายการ", desk.actor, kind="undo") as current:
        undo(current, operation, drop=drop)


def sound(desk):
    report = checks.run(desk)
    assert report.ok, [f for f in report.findings if f.count]


def test_they_come_apart_exactly(listed):
    before = snapshot(listed.db)
    operation = join(listed)
    assert len(snapshot(listed.db)["person"]) == 1
    separate(listed, operation)
    assert snapshot(listed.db) == before
    sound(listed)


def test_what_was_done_to_the_joined_record_since_stays_with_it(listed):
    operation = join(listed)
    (one,) = households.load(listed, 1).members
    households.save_member(listed, 1, replace(one, occupation="ครู", education="ป.ตรี"))
    aid.save(listed, Aid(household_id=1, person_id=1, what="ข้าวสาร"))
    with listed.db.read() as session:
        (edit,) = what_stands_in_the_way(session.connection(), operation).edits
    assert (edit.field, edit.listed, edit.now) == ("occupation", "รับจ้าง", "ครู")
    separate(listed, operation)
    people = households.load(listed, 1).members
    assert [(p.id, p.occupation, p.education) for p in people] == [
        (1, "ครู", "ป.ตรี"),
        (2, "รับจ้าง", ""),
    ]
    given = {a.what: a.person_id for a in aid.of_household(listed, 1)}
    assert given == {"ถุงยังชีพ": 2, "ข้าวสาร": 1}
    sound(listed)


def test_told_otherwise_the_edit_goes_back_too(listed):
    before = snapshot(listed.db)
    operation = join(listed)
    (one,) = households.load(listed, 1).members
    households.save_member(listed, 1, replace(one, occupation="ครู"))
    separate(listed, operation, ["person:1:occupation"])
    assert snapshot(listed.db) == before


def test_a_number_that_was_taken_meanwhile_is_no_hindrance(listed):
    """On one of the databases the last number is given out again."""
    operation = join(listed)
    households.save_member(listed, 1, PersonDraft(first_name="ใหม่"))
    separate(listed, operation)
    people = households.load(listed, 1).members
    assert sorted(p.first_name for p in people) == ["สมมุติ1", "สมมุติ2", "ใหม่"]
    (back,) = [p for p in people if p.first_name == "สมมุติ2"]
    assert {a.person_id for a in aid.of_household(listed, 1)} == {back.id}
    sound(listed)


def test_who_came_with_an_import_that_was_undone_does_not_come_back(listed):
    second = [person_row(3, cid="1101700203477")]
    imports.commit(listed, read_list(second), "พมจ.", "2022", Silent())
    operation = join(listed, 3)
    import_history.undo_import(listed, import_history.imports(listed)[0].id)
    separate(listed, operation)
    assert [p.first_name for p in households.load(listed, 1).members] == ["สมมุติ1", "สมมุติ2"]
    sound(listed)
