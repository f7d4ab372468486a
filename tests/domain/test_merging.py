"""What two people changed is merged; what both changed is a clash."""

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.merging import Clash, three_way

fields = st.dictionaries(st.sampled_from("abcd"), st.integers(0, 2))


def test_changes_that_do_not_touch_are_merged():
    merged = three_way({"a": 1, "b": 1}, {"a": 2, "b": 1}, {"a": 1, "b": 1, "c": 5})
    assert merged.values == {"a": 2, "b": 1, "c": 5}
    assert merged.taken == ("c",)
    assert merged.clashes == ()


def test_what_both_changed_is_shown_with_what_it_was():
    merged = three_way({"a": 1}, {"a": 2}, {})
    assert merged.clashes == (Clash("a", 1, 2, None),)
    assert merged.values == {}


@given(before=fields, mine=fields)
def test_alone_one_gets_what_one_typed(before, mine):
    merged = three_way(before, mine, before)
    assert (merged.values, merged.taken, merged.clashes) == (mine, (), ())


@given(before=fields, theirs=fields)
def test_who_changed_nothing_sees_what_the_others_changed(before, theirs):
    merged = three_way(before, before, theirs)
    assert merged.values == theirs
    assert set(merged.taken) == {k for k in {*before, *theirs} if before.get(k) != theirs.get(k)}


@given(before=fields, mine=fields, theirs=fields)
def test_nothing_that_anyone_changed_is_lost(before, mine, theirs):
    merged = three_way(before, mine, theirs)
    other_way = three_way(before, theirs, mine)
    shown = {c.key for c in merged.clashes}
    assert shown == {c.key for c in other_way.clashes}
    for key in {*before, *mine, *theirs} - shown:
        said = {one.get(key) for one in (mine, theirs)} - {before.get(key)}
        assert merged.values.get(key) == (said.pop() if said else before.get(key))
        assert not said
