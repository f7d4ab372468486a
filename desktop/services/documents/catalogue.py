"""The documents there are. A new one is a content, a layout and a line here."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from desktop.domain.documents import DocumentKind, Part
from desktop.domain.errors import UserError
from desktop.domain.leaflet import Printed
from desktop.domain.progress import Reporter
from desktop.services.desk import Desk
from desktop.services.documents import bundles, leaflets, logbook_forms, memos, plan_pages, rosters
from desktop.services.documents.flowing import Contents, Flowing

Split = Callable[[Desk, Sequence[int]], tuple[Part, ...]]
Write = Callable[[Desk, Sequence[Part], BinaryIO, Reporter], Printed]


@dataclass(frozen=True, slots=True)
class Document:
    """How a kind is made: households are dealt into parts, parts are written in one file.

    `table` writes the same parts as a workbook, for kinds that are tables. `look` writes their
    first pages, where the whole would take its time.
    """

    kind: DocumentKind
    parts: Split
    write: Write
    table: Write | None = None
    look: Write | None = None


def _flowing(kind: DocumentKind, layout: str, parts: Split, contents: Contents) -> Document:
    """Return a document that a layout sets."""
    way = Flowing(kind, layout, contents)
    return Document(kind, parts, way.write, way.table if kind.table else None, way.look)


_ALL = (
    Document(leaflets.PREFILLED, leaflets.parts, leaflets.prefilled),
    Document(bundles.KIND, rosters.BY_VOLUNTEER.parts, bundles.write),
    Document(leaflets.BLANK, leaflets.parts, leaflets.blank),
    Document(leaflets.FAMILY, leaflets.parts, leaflets.family),
    _flowing(plan_pages.KIND, plan_pages.LAYOUT, leaflets.parts, plan_pages.contents),
    *(
        _flowing(kind, logbook_forms.LAYOUT, leaflets.parts, logbook_forms.Forms(blank).contents)
        for kind, blank in ((logbook_forms.BLANK, True), (logbook_forms.FILLED, False))
    ),
    *(
        _flowing(kind, "roster", grouping.parts, rosters.contents)
        for kind, grouping in (
            (rosters.DISTRICTS, rosters.BY_DISTRICT),
            (rosters.VOLUNTEERS, rosters.BY_VOLUNTEER),
            (rosters.LEVELS, rosters.BY_LEVEL),
        )
    ),
    _flowing(rosters.AGENCIES, "agency", rosters.agency_parts, rosters.agency_contents),
    _flowing(memos.KIND, memos.LAYOUT, memos.parts, memos.contents),
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
