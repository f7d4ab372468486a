"""What the print room makes: kinds of documents, and the parts they are made of."""

from dataclasses import dataclass
from typing import Literal

Sides = Literal["one", "short", "long"]
"""Printed on one side, or on both, turned over the short or the long edge."""


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """A kind of document as the clerk chooses it.

    `unit` is what one part is for ('ครัวเรือน', 'อพม.', ...). `version` is that of the layout in
    force, kept in the record of what was printed. `table` tells that it can be had as a workbook.
    `returns` tells that the paper goes out to a family and is expected back.
    """

    key: str
    title: str
    about: str
    unit: str
    version: int
    sides: Sides = "one"
    table: bool = False
    returns: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a print job that is made on its own, as one household's leaflet.

    `title` goes into progress, file names and the list of parts: never a person of a household.
    `key` names what the part is for: a household's id, a volunteer's, an area's code.
    """

    key: str
    title: str
    households: tuple[int, ...]
