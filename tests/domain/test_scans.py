"""What a person is asked of scanned pages, and what ticks mean."""

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.geometry import Place, PlaceKind, Rect
from desktop.domain.paper_codes import SideCode
from desktop.domain.scans import (
    SAMPLE,
    BoxReading,
    BoxState,
    PageReading,
    ScannedPage,
    Trust,
    ticks_of,
    to_ask,
)

AT = Rect(0, 0, 4, 4)
boxes = st.lists(
    st.builds(
        BoxReading,
        st.builds(
            Place,
            st.just(PlaceKind.BOX),
            st.sampled_from(["a", "b"]),
            st.just(AT),
            st.sampled_from("123"),
            st.integers(0, 2),
        ),
        st.sampled_from(BoxState),
        st.just(0.1),
    ),
    max_size=130,
)


def page(some, **more):
    reading = PageReading(Trust.GOOD, SideCode("MFRGGZDFMZTWQ2LK", "L", 2, "B"), tuple(some))
    return ScannedPage("a", 1, reading, b"", household_id=1, **more)


@given(boxes)
def test_all_doubtful_and_filled_boxes_are_asked_and_some_sure_ones(some):
    asked = to_ask([page(some)])
    numbers = [one.box for one in asked]
    assert len(set(numbers)) == len(numbers)
    open_ = {
        n for n, box in enumerate(some) if box.state in (BoxState.DOUBTFUL, BoxState.CANCELLED)
    }
    assert open_ <= set(numbers)
    assert len(numbers) == len(open_) + (len(some) - len(open_)) // SAMPLE
    assert to_ask([page(some, known=True)]) == ()


@given(boxes)
def test_only_ticks_are_answers(some):
    told = ticks_of(some)
    ticked = [box for box in some if box.state is BoxState.TICKED]
    assert sum(map(len, told.values())) == len(ticked)


def test_of_one_choice_two_ticks_are_no_answer_and_both_are_asked():
    places = [Place(PlaceKind.BOX, "a", AT, code, single=True) for code in "12"]
    both = [BoxReading(place, BoxState.TICKED, 0.2) for place in places]
    assert ticks_of(both) == {}
    assert [one.box for one in to_ask([page(both)])] == [0, 1]
    one = [both[0], BoxReading(places[1], BoxState.CANCELLED, 0.9)]
    assert ticks_of(one) == {("a", 0): ["1"]}
