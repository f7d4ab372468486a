"""The documents there are. A new one is a content, a layout and a line here."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from desktop.domain.documents import DocumentKind, Part
from desktop.domain.errors import UserError
from desktop.domain.leaflet import Printed
from desktop.domain.progress import Reporter
from desktop.services.desk import Desk
from desktop.services.documents import leaflets

Split = Callable[[Desk, Sequence[int]], tuple[Part, ...]]
Write = Callable[[Desk, Sequence[Part], BinaryIO, Reporter], Printed]


@dataclass(frozen=True, slots=True)
class Document:
    """How a kind is made: households are dealt into parts, parts are written in one file.

    `table` writes the same parts as a workbook, for kinds that are tables.
    """

    kind: DocumentKind
    parts: Split
    write: Write
    table: Write | None = None


_ALL = (
    Document(leaflets.PREFILLED, leaflets.parts, leaflets.prefilled),
    Document(leaflets.BLANK, leaflets.parts, leaflets.blank),
)


def kinds() -> tuple[DocumentKind, ...]:
    """Every kind, in the order they are offered."""
    return tuple(document.kind for document in _ALL)


def named(key: str) -> Document:
    """The document with this key.

    Raises:
        UserError: there is none.
    """
    found = next((d for d in _ALL if d.kind.key == key), None)
    if found is None:
        known = " ".join(d.kind.key for d in _ALL)
        raise UserError("ไม่รู้จักเอกสารนี้", f"ไม่มีเอกสารชื่อ {key} กรุณาเลือกจาก {known}")
    return found
