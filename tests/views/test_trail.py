"""Where the clerk has been: back and forward as in a browser."""

from hypothesis import given
from hypothesis import strategies as st

from desktop.views.trail import Place, Trail

A, B, C = Place("households"), Place("household", 7), Place("reports")


def test_back_and_forward():
    trail = Trail()
    for place in (A, B, B, C):
        trail.visit(place)
    assert [trail.step(-1), trail.step(-1), trail.step(-1)] == [B, A, None]
    assert trail.step(1) == B
    trail.visit(A)
    assert trail.step(1) is None
    assert trail.step(-1) == B


@given(st.lists(st.integers(0, 30)))
def test_recent_households_are_each_once_and_newest_first(visited):
    trail = Trail()
    for number in visited:
        trail.visit(Place("household", number))
    newest = list(dict.fromkeys(n for n in reversed(visited) if n))
    assert list(trail.recent()) == newest[:12]
