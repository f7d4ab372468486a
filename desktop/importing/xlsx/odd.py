"""Cells that aren't written in the usual form: formulas, rich text, further attributes."""

import re
from dataclasses import dataclass

from desktop.importing.xlsx.kinds import BOOL, EMPTY, ERROR, EXACT, NUMBER, READY, SHARED
from desktop.importing.xlsx.refusal import NotPlain
from desktop.importing.xlsx.strings import rich_text

_ATTRIBUTES = rb"""((?:\s+[\w:.]+\s*=\s*(?:"[^"<>]*"|'[^'<>]*'))*)\s*"""
_CELL = re.compile(
    rb"<c" + _ATTRIBUTES + rb"(?:/>|>\s*"
    # A formula: what it came to stands in <v>.
    rb"(?:<f" + _ATTRIBUTES + rb"(?:/>|>[^<]*</f>)\s*)?"
    rb"(?:<v(?: xml:space=\"preserve\")?\s*(?:/>|>([^<]*)</v>)|<is>(.*)</is>)?"
    rb"\s*</c>)",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(rb"""([\w:.]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_PLACE = re.compile(rb"([A-Z]{1,3})([1-9]\d{0,6})")
_TYPES = {b"s": SHARED, b"n": NUMBER, b"b": BOOL, b"e": ERROR, b"str": EXACT, b"": NUMBER}
_INLINE = b"inlineStr"


@dataclass(frozen=True, slots=True)
class OddCell:
    """Row and column count from 0. `text` is as it stands in the XML."""

    row: int
    column: int
    kind: int
    style: int
    text: bytes


def odd_cell(xml: bytes) -> OddCell:
    """Read one cell.

    Raises:
        NotPlain: it isn't understood either.
    """
    found = _CELL.fullmatch(xml)
    if found is None:
        raise NotPlain("a cell")
    attributes = _ATTRIBUTE.findall(found[1])
    given = {name: one or other for name, one, other in attributes}
    place = _PLACE.fullmatch(given.get(b"r", b""))
    style = given.get(b"s", b"")
    if len(given) < len(attributes) or place is None or not (style.isdigit() or style == b""):
        raise NotPlain("a cell's attributes")
    row, column = int(place[2]) - 1, column_number(place[1]) - 1
    kind, text = _value(given.get(b"t", b""), found[3], found[4])
    return OddCell(row, column, kind, int(style[:6]) if style else -1, text)


def _value(given: bytes, value: bytes | None, inline: bytes | None) -> tuple[int, bytes]:
    if given == _INLINE:
        if value is not None:
            raise NotPlain("a value beside an inline text")
        return (READY, rich_text(inline).encode("utf-8")) if inline is not None else (EMPTY, b"")
    kind = _TYPES.get(given)
    if kind is None or inline is not None:
        raise NotPlain("a cell's type")
    return (kind, value) if value else (EMPTY, b"")


def column_number(letters: bytes) -> int:
    """Return 1 for A, 27 for AA."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
