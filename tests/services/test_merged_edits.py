"""Two clerks edit one member or one address: what doesn't touch is merged, the rest is shown."""

from dataclasses import replace

import pytest

from desktop.domain.errors import ClashError, StaleVersionError
from desktop.domain.records import Address, HouseholdDraft, PersonDraft
from desktop.domain.vocabulary import Answered, Need
from desktop.services import checks, households
from desktop.thai.dates import PartialDate


@pytest.fixture
def home(desk):
    (number,) = households.save_household(
        desk, HouseholdDraft(address=Address(address_no="12", tambon_code="130201"), tel="02")
    ).households
    households.save_member(desk, number, PersonDraft(first_name="สมมุติ", occupation="ค้าขาย"))
    return number


def draft_of(household):
    return HouseholdDraft(
        household.id,
        household.version,
        household.house_code,
        household.address,
        household.tel,
        household.note,
    )


def test_fields_that_two_clerks_changed_apart_are_merged_and_told(desk, home):
    (read,) = households.load(desk, home).members
    households.save_member(desk, home, replace(read, occupation="ครู"))
    mine = replace(read, relation="บุตร", birth=PartialDate(1980))
    changes = households.save_member(desk, home, mine, read)
    (now,) = households.load(desk, home).members
    assert (now.occupation, now.relation, now.birth) == ("ครู", "บุตร", PartialDate(1980))
    assert "อาชีพ" in changes.label
    assert checks.run(desk).ok


def test_the_same_field_is_shown_yours_theirs_and_before(desk, home):
    (read,) = households.load(desk, home).members
    households.save_member(desk, home, replace(read, occupation="ครู"))
    with pytest.raises(ClashError) as refused:
        households.save_member(desk, home, replace(read, occupation="หมอ", relation="บุตร"), read)
    for word in ("อาชีพ", "ค้าขาย", "หมอ", "ครู"):
        assert word in refused.value.message
    assert "ครู" not in str(refused.value)  # what a log would hold
    (now,) = households.load(desk, home).members
    assert (now.occupation, now.relation) == ("ครู", "")


def test_half_of_two_dates_is_nobodys_date(desk, home):
    (member,) = households.load(desk, home).members
    households.save_member(desk, home, replace(member, birth=PartialDate(1980, 5, 1)))
    (read,) = households.load(desk, home).members
    households.save_member(desk, home, replace(read, birth=PartialDate(1975, 5, 1)))
    with pytest.raises(ClashError) as refused:
        households.save_member(desk, home, replace(read, birth=PartialDate(1980, 6, 1)), read)
    assert "ปีเกิด" in refused.value.message
    assert households.load(desk, home).members[0].birth == PartialDate(1975, 5, 1)
    mine = replace(read, relation="บุตร")
    assert "ปีเกิด" in households.save_member(desk, home, mine, read).label
    assert households.load(desk, home).members[0].birth == PartialDate(1975, 5, 1)


def test_what_is_known_of_two_needs_is_not_mixed(desk, home):
    (read,) = households.load(desk, home).members
    theirs = replace(read, needs=((Need.DISABLED, Answered.YES),))
    households.save_member(desk, home, theirs)
    with pytest.raises(ClashError):
        mine = replace(read, needs=((Need.CHRONIC, Answered.NO),))
        households.save_member(desk, home, mine, read)


def test_who_does_not_say_what_was_read_is_refused_as_before(desk, home):
    (read,) = households.load(desk, home).members
    households.save_member(desk, home, replace(read, occupation="ครู"))
    with pytest.raises(StaleVersionError):
        households.save_member(desk, home, replace(read, relation="บุตร"))


def test_both_typed_the_same(desk, home):
    (read,) = households.load(desk, home).members
    households.save_member(desk, home, replace(read, occupation="ครู"))
    changes = households.save_member(desk, home, replace(read, occupation="ครู"), read)
    assert "รวมกับ" not in changes.label


def test_an_address_is_merged_likewise(desk, home):
    read = draft_of(households.load(desk, home))
    households.save_household(desk, replace(read, tel="02-999"))
    mine = replace(read, address=replace(read.address, moo="4"))
    households.save_household(desk, mine, read)
    now = households.load(desk, home)
    assert (now.tel, now.address.moo, now.address.address_no) == ("02-999", "4", "12")
    with pytest.raises(ClashError):
        households.save_household(desk, replace(read, tel="02-111"), read)


def test_a_member_who_is_gone_is_not_brought_back(desk, home):
    (read,) = households.load(desk, home).members
    households.remove_member(desk, read.id, read.version)
    with pytest.raises(StaleVersionError):
        households.save_member(desk, home, replace(read, relation="บุตร"), read)
