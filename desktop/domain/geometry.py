"""Where things stand on a paper that comes back: the exact place of each box and line.

All measures are millimetres from the upper left corner of the sheet's side, y downward. A layout
version keeps its geometry for good: a paper is read by the version it was printed with, never by
today's.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol

from desktop.domain.paper_codes import mark_of


class PlaceKind(StrEnum):
    """What is written at a place."""

    BOX = "box"  # ticked by hand
    LINE = "line"  # written on, in one or more lines


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle by its upper left corner."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Place:
    """A box or a writing line: which question it answers, and where it is printed.

    `choice` is a box's choice code; of a line that of the choice it explains, else empty. `row`
    numbers a repeated question from 1 (a member's row on a leaflet's side, the member on a form),
    0 where it is asked once. With `single` at most one box of the question may be ticked.
    """

    kind: PlaceKind
    question: str
    rect: Rect
    choice: str = ""
    row: int = 0
    single: bool = False


@dataclass(frozen=True, slots=True)
class SideGeometry:
    """One side of a sheet: its size, the centres of its corner marks, its code, its places."""

    width: float
    height: float
    marks: tuple[tuple[float, float], ...]
    mark_size: float
    code: Rect
    places: tuple[Place, ...] = field(default=())

    @property
    def boxes(self) -> tuple[Place, ...]:
        """The places to tick, in printed order."""
        return tuple(place for place in self.places if place.kind == PlaceKind.BOX)


class Sides(Protocol):
    """The sides of a paper's layout, each by what its code says."""

    def side(self, letter: str) -> SideGeometry | None:
        """Return a side, None where there is none by that code."""


@dataclass(frozen=True, slots=True)
class Geometry:
    """Every side of a layout version, by the letter that its code carries.

    `layout` is the letter of the document (see `paper_codes`), `version` its layout's version.
    """

    layout: str
    version: int
    sides: dict[str, SideGeometry]

    def side(self, letter: str) -> SideGeometry | None:
        """Return a side by its code's letter; every further sheet is like the second."""
        later = "CD"[(ord(letter) - ord("C")) % 2]
        return self.sides.get(letter) or self.sides.get(later)


def from_data(data: dict[str, Any]) -> Geometry:
    """Read a geometry from its JSON.

    Raises:
        KeyError, TypeError, ValueError: the data is not a geometry.
    """
    return Geometry(
        str(data["layout"]),
        int(data["version"]),
        {letter: _side(side) for letter, side in data["sides"].items()},
    )


def to_data(geometry: Geometry) -> dict[str, Any]:
    """Return a geometry as JSON, hundredths of a millimetre kept."""
    return {
        "layout": geometry.layout,
        "version": geometry.version,
        "sides": {letter: _side_data(side) for letter, side in geometry.sides.items()},
    }


def mark_of_places(places: Iterable[Place]) -> str:
    """Return a mark by which a page that is made again is known as the one that was printed."""
    return mark_of(*(json.dumps(_place_data(place)) for place in places))


def _side(data: dict[str, Any]) -> SideGeometry:
    return SideGeometry(
        width=float(data["size"][0]),
        height=float(data["size"][1]),
        marks=tuple((float(x), float(y)) for x, y in data["marks"]),
        mark_size=float(data["mark"]),
        code=Rect(*map(float, data["code"])),
        places=tuple(_place(place) for place in data["places"]),
    )


def _place(data: dict[str, Any]) -> Place:
    return Place(
        kind=PlaceKind(data["kind"]),
        question=data["question"],
        rect=Rect(*map(float, data["rect"])),
        choice=data.get("choice", ""),
        row=data.get("row", 0),
        single=data.get("single", False),
    )


def _side_data(side: SideGeometry) -> dict[str, Any]:
    return {
        "size": [side.width, side.height],
        "marks": [list(mark) for mark in side.marks],
        "mark": side.mark_size,
        "code": _rect_data(side.code),
        "places": [_place_data(place) for place in side.places],
    }


def _rect_data(rect: Rect) -> list[float]:
    return [round(number, 2) for number in (rect.x, rect.y, rect.width, rect.height)]


def _place_data(place: Place) -> dict[str, Any]:
    told = {"choice": place.choice, "row": place.row, "single": place.single}
    return {
        "kind": place.kind.value,
        "question": place.question,
        "rect": _rect_data(place.rect),
        **{name: value for name, value in told.items() if value},
    }
