"""Where the clerk has been in the window, for going back and forward."""

from typing import NamedTuple

_LONGEST = 100
_RECENT = 12


class Place(NamedTuple):
    """A room, and the household in sight in it; 0 for none."""

    room: str
    household: int = 0


class Trail:
    """Places in the order they were visited, and where in it the clerk stands."""

    def __init__(self) -> None:
        self._places: list[Place] = []
        self._at = -1
        self._recent: list[int] = []

    def visit(self, place: Place) -> None:
        """Go to another place; what lay ahead is no longer there. Where one stands stays."""
        if place.household:
            self._recent = [place.household, *(h for h in self._recent if h != place.household)]
            del self._recent[_RECENT:]
        if self._places and self._places[self._at] == place:
            return
        self._places = [*self._places[: self._at + 1], place][-_LONGEST:]
        self._at = len(self._places) - 1

    def step(self, by: int) -> Place | None:
        """Go one back (-1) or forward (1); None where there is nothing more."""
        if not 0 <= self._at + by < len(self._places):
            return None
        self._at += by
        return self._places[self._at]

    def recent(self) -> tuple[int, ...]:
        """Return the households opened last, the newest first."""
        return tuple(self._recent)
