"""Views of the list: kept for the office, renamed, forgotten, undone."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.errors import StaleVersionError, UserError
from desktop.domain.finding import SavedFilter, from_json, to_json
from desktop.domain.records import HouseholdFilter
from desktop.domain.vocabulary import Dimension
from desktop.services import history, saved_filters

FLT = HouseholdFilter(area="1302", level="3", dimension=Dimension.HEALTH, sort="-level")


def test_kept_renamed_changed_and_forgotten(desk):
    saved_filters.save(desk, SavedFilter(" ระดับ 3  คลองหลวง ", FLT))
    saved_filters.save(desk, SavedFilter("เก่า", HouseholdFilter(unassigned=True)))
    old, one = saved_filters.all_of(desk)
    assert (old.name, one.name, one.flt) == ("เก่า", "ระดับ 3 คลองหลวง", FLT)
    saved_filters.save(desk, replace(one, name="เป้าหมาย"))
    with pytest.raises(StaleVersionError):
        saved_filters.save(desk, replace(one, flt=HouseholdFilter()))
    assert [f.name for f in saved_filters.all_of(desk)] == ["เก่า", "เป้าหมาย"]
    history.undo_last(desk)
    assert [f.name for f in saved_filters.all_of(desk)] == ["เก่า", "ระดับ 3 คลองหลวง"]
    saved_filters.remove(desk, saved_filters.all_of(desk)[0])
    assert len(saved_filters.all_of(desk)) == 1
    history.undo_last(desk)
    assert saved_filters.all_of(desk)[0].flt.unassigned


@pytest.mark.parametrize("name", ["", "  ", "เก่า"])
def test_a_name_of_its_own(desk, name):
    saved_filters.save(desk, SavedFilter("เก่า"))
    with pytest.raises(UserError):
        saved_filters.save(desk, SavedFilter(name))
    assert len(saved_filters.all_of(desk)) == 1


def test_what_is_typed_and_the_year_stay_out_of_it():
    assert from_json(to_json(replace(FLT, text="สมชาย", fiscal_year=2560))) == FLT
    assert from_json('{"level": "2", "made_later": 1}') == HouseholdFilter(level="2")


@given(
    st.builds(
        HouseholdFilter,
        area=st.sampled_from(["", "13", "1302", "130202"]),
        level=st.sampled_from(["", "3", "outside"]),
        dimension=st.none() | st.sampled_from(Dimension),
        volunteer_id=st.none() | st.integers(1, 9),
        unassigned=st.booleans(),
        on_list=st.none() | st.integers(1, 9),
        age_from=st.none() | st.integers(1, 99),
        sort=st.sampled_from(["name", "-level"]),
    )
)
def test_every_filter_comes_back_as_it_was(flt):
    assert from_json(to_json(flt)) == flt
