"""Geometry of papers as data."""

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.geometry import (
    Geometry,
    Place,
    PlaceKind,
    Rect,
    SideGeometry,
    from_data,
    to_data,
)

lengths = st.integers(0, 29700).map(lambda hundredths: hundredths / 100)
rects = st.builds(Rect, lengths, lengths, lengths, lengths)
names = st.text("abcdefghij.0123456789", min_size=1, max_size=12)
places = st.builds(
    Place, st.sampled_from(PlaceKind), names, rects, names, st.integers(0, 12), st.booleans()
)
sides = st.builds(
    SideGeometry,
    lengths,
    lengths,
    st.lists(st.tuples(lengths, lengths), max_size=4).map(tuple),
    lengths,
    rects,
    st.lists(places, max_size=5).map(tuple),
)
geometries = st.builds(
    Geometry,
    st.sampled_from("LF"),
    st.integers(1, 35),
    st.dictionaries(st.sampled_from("ABC"), sides, max_size=3),
)


@given(geometries)
def test_a_geometry_survives_its_data(geometry):
    assert from_data(to_data(geometry)) == geometry


@given(sides)
def test_boxes_are_the_places_to_tick(side):
    assert all(place.kind == PlaceKind.BOX for place in side.boxes)
    lines = [place for place in side.places if place.kind == PlaceKind.LINE]
    assert len(side.boxes) + len(lines) == len(side.places)
