"""A field is put back to what it was before any recorded change."""

from dataclasses import replace

import pytest

from desktop.domain.errors import UserError
from desktop.domain.records import HouseholdDraft, PersonDraft
from desktop.services import checks, history, households
from desktop.thai.dates import PartialDate


@pytest.fixture
def home(desk):
    (number,) = households.save_household(desk, HouseholdDraft(tel="02-1")).households
    person = PersonDraft(first_name="สมมุติ", occupation="ค้าขาย", birth=PartialDate(1980, 5, 1))
    households.save_member(desk, number, person)
    return number


def edit(desk, home, **changes):
    (member,) = households.load(desk, home).members
    households.save_member(desk, home, replace(member, **changes))


def change_of(desk, home, field):
    """The newest change of a field."""
    for operation in history.of_household(desk, home):
        for change in operation.changes:
            if change.field == field and change.restores:
                return change
    raise AssertionError(field)


def test_a_field_goes_back_and_the_others_stay(desk, home):
    edit(desk, home, occupation="ครู")
    first = change_of(desk, home, "อาชีพ")
    edit(desk, home, occupation="หมอ", relation="บุตร")
    changes = history.restore(desk, first)
    (now,) = households.load(desk, home).members
    assert (now.occupation, now.relation) == ("ค้าขาย", "บุตร")
    assert home in changes.households
    assert "อาชีพ" in history.last(desk).label
    history.undo_last(desk)
    assert households.load(desk, home).members[0].occupation == "หมอ"
    assert checks.run(desk).ok


def test_the_parts_of_a_date_go_back_together(desk, home):
    edit(desk, home, birth=PartialDate(1975))
    history.restore(desk, change_of(desk, home, "ปีเกิด"))
    assert households.load(desk, home).members[0].birth == PartialDate(1980, 5, 1)


def test_what_is_gone_is_not_brought_back_by_a_field(desk, home):
    edit(desk, home, occupation="ครู")
    change = change_of(desk, home, "อาชีพ")
    (member,) = households.load(desk, home).members
    households.remove_member(desk, member.id, member.version)
    with pytest.raises(UserError):
        history.restore(desk, change)
    with pytest.raises(UserError):
        history.restore(desk, replace(change, restores=None))
