"""What a workbook (.xlsx, .xlsm) hides: the reader of cells doesn't tell, so its XML is asked."""

import html
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

_LARGEST_INDEX = 4 * 1024 * 1024
_CHUNK = 1024 * 1024
_LONGEST_TAG = 4096
_BOOK = "workbook.xml"
_SHEET = re.compile(rb"<(?:\w+:)?sheet\s[^<>]*>")
_LINK = re.compile(rb"<(?:\w+:)?Relationship\s[^<>]*>")
_ATTRIBUTE = re.compile(rb"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_HIDDEN = re.compile(
    rb"""<(?:\w+:)?(row|col)(?=\s)(?=[^<>]*\shidden\s*=\s*["'](?:1|true)["'])[^<>]*>"""
)

BROKEN = (
    *(zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError),
    *(KeyError, ValueError, OSError, EOFError),
)


@dataclass(frozen=True, slots=True)
class Hidden:
    """How many rows and columns are hidden among those that hold anything."""

    rows: int = 0
    columns: int = 0


NOTHING = Hidden()


class HiddenParts:
    """Looks into the parts of one workbook, sheet by sheet; what it can't find hides nothing."""

    def __init__(self, data: bytes) -> None:
        self._parcel: zipfile.ZipFile | None = None
        self._parts: dict[str, str] = {}
        try:
            self._parcel = zipfile.ZipFile(io.BytesIO(data))
            self._parts = dict(_parts(self._parcel))
        except BROKEN:
            return

    def of(self, sheet: str, height: int, width: int) -> Hidden:
        """Count what is hidden in the first `height` rows and `width` columns of a sheet."""
        part = self._parts.get(sheet)
        if part is None or self._parcel is None:
            return NOTHING
        rows = columns = 0
        try:
            for kind, given in _hidden_tags(self._parcel, part):
                if kind == b"row":
                    rows += _number(given, b"r", 1) <= height
                else:
                    first, last = _number(given, b"min", 1), _number(given, b"max", 1)
                    columns += max(min(last, width) - first + 1, 0)
        except BROKEN:
            return NOTHING
        return Hidden(rows, columns)


def _parts(parcel: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Yield each sheet's name and the part that holds it."""
    book = next((name for name in parcel.namelist() if name.endswith(_BOOK)), _BOOK)
    folder = book.removesuffix(_BOOK)
    links = {}
    for tag in _LINK.findall(_index(parcel, f"{folder}_rels/{_BOOK}.rels")):
        given = _attributes(tag)
        target = _text(given.get(b"Target", b""))
        links[given.get(b"Id")] = target[1:] if target.startswith("/") else folder + target
    for tag in _SHEET.findall(_index(parcel, book)):
        given = _attributes(tag)
        # The prefix of the link's attribute is the writer's choice.
        link = next((value for key, value in given.items() if key.endswith(b":id")), None)
        if link in links:
            yield _text(given.get(b"name", b"")), links[link]


def _index(parcel: zipfile.ZipFile, name: str) -> bytes:
    with parcel.open(name) as part:
        return part.read(_LARGEST_INDEX)


def _hidden_tags(parcel: zipfile.ZipFile, part: str) -> Iterator[tuple[bytes, dict[bytes, bytes]]]:
    """Yield the hidden rows and columns; the part is read in pieces and never held whole."""
    rest = b""
    with parcel.open(part) as source:
        while piece := source.read(_CHUNK):
            text = rest + piece
            # A tag that is cut waits for its other half.
            cut = text.rfind(b"<", -_LONGEST_TAG)
            rest = text[cut:] if cut >= 0 and b">" not in text[cut:] else b""
            # Most sheets hide nothing: looking for the bare word is far quicker.
            if b"hidden" in text:
                found = _HIDDEN.finditer(text, 0, len(text) - len(rest))
                yield from ((tag[1], _attributes(tag[0])) for tag in found)


def _attributes(tag: bytes) -> dict[bytes, bytes]:
    return {name: one or other for name, one, other in _ATTRIBUTE.findall(tag)}


def _text(value: bytes) -> str:
    return html.unescape(value.decode("utf-8", "replace"))


def _number(given: dict[bytes, bytes], name: bytes, default: int) -> int:
    digits = given.get(name, b"")
    return int(digits) if digits.isdigit() and len(digits) < 10 else default
