"""The order by name in memory is that of the database, whatever was written since."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from desktop.domain.progress import Silent
from desktop.domain.records import HouseholdDraft, PersonDraft
from desktop.services import history, households, import_history, imports, logbooks
from desktop.storage.name_order import NameOrder
from desktop.storage.schema.lists import ImportBatchRow
from desktop.storage.schema.people import HouseholdRow
from tests.factories.lists import person_row, read_list

NAMES = ["อารี", "เกษม", "แก้ว", "กร", "ศรี", "โสภา"]


@pytest.fixture
def listed(desk):
    rows = [person_row(n, str(n), first_name=name) for n, name in enumerate(NAMES, 1)]
    imports.commit(desk, read_list(rows), "TPMAP", "2021-01", Silent())
    return desk


def both(desk, order):
    query = select(HouseholdRow.id).order_by(HouseholdRow.sort_key, HouseholdRow.id)
    with desk.db.read() as session:
        stored = list(session.scalars(query))
        return order.sorted(session, sorted(stored)), stored


def names(desk):
    return [households.load(desk, one).head.first_name for one in both(desk, NameOrder())[0]]


def test_it_is_the_order_of_the_dictionary(listed):
    assert names(listed) == ["กร", "เกษม", "แก้ว", "ศรี", "โสภา", "อารี"]


def test_it_follows_what_is_written(listed):
    order = NameOrder()
    seen = []

    def look():
        kept, stored = both(listed, order)
        assert kept == stored
        seen.append(kept)

    look()
    member = households.load(listed, 4).members[0]
    households.save_member(listed, 4, replace(member, first_name="ฮูก"))
    look()
    assert seen[-1][-1] == 4
    history.undo_last(listed)
    look()
    assert seen[-1] == seen[0]
    (new,) = households.save_household(listed, HouseholdDraft()).households
    households.save_member(listed, new, PersonDraft(first_name="กก", last_name="กก"))
    look()
    assert new in seen[-1]
    history.undo_last(listed)
    history.undo_last(listed)
    look()
    assert seen[-1] == seen[0]


def test_it_is_read_again_only_when_a_name_may_have_changed(listed):
    order = NameOrder()

    def ids():
        with listed.db.read() as session:
            return order.refresh(session)[0]

    before = ids()
    logbooks.save(listed, replace(logbooks.load_or_begin(listed, 1), team="ทีม 1"))
    assert ids() is before
    member = households.load(listed, 1).members[0]
    households.save_member(listed, 1, replace(member, first_name="กก"))
    assert list(ids()) != list(before)


def test_a_list_that_only_brings_members_or_takes_a_householders_place(listed):
    order = NameOrder()
    assert both(listed, order)[0] == both(listed, order)[1]
    # An older list names somebody else as the head of a household that is known.
    head = person_row(7, "1", first_name="กก", relation="หัวหน้าครัวเรือน", birth="1940-01-01")
    imports.commit(listed, read_list([head]), "อื่น", "2022-01", Silent())
    kept, stored = both(listed, order)
    assert kept == stored
    with listed.db.read() as session:
        batch = session.scalar(select(func.max(ImportBatchRow.id)))
    import_history.undo_import(listed, batch, report=Silent())
    again = [person_row(8, "1", first_name="ฮฮ", relation="หัวหน้าครัวเรือน", birth="1940-01-01")]
    imports.commit(listed, read_list(again), "อื่น", "2022-02", Silent())
    kept, stored = both(listed, order)
    assert kept == stored


def test_who_is_no_household_is_left_out(listed):
    with listed.db.read() as session:
        assert NameOrder().sorted(session, [0, 3, 1]) == [3, 1]


def test_an_empty_database_has_an_order_too(desk):
    assert both(desk, NameOrder()) == ([], [])
