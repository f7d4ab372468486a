"""Papers set from a layout: the way of all but the leaflet."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from desktop.domain.documents import DocumentKind, Part
from desktop.domain.leaflet import Printed
from desktop.domain.paper_layout import Content
from desktop.domain.progress import Reporter
from desktop.exporting.papers import write_papers
from desktop.printing.flow.document import make_papers
from desktop.services.desk import Desk
from desktop.services.documents.layouts import layout_of, own_folder, typesetter_of

Contents = Callable[[Desk, Sequence[Part]], Iterator[Content]]


@dataclass(frozen=True, slots=True)
class Flowing:
    """Writes a kind of paper: what each part says, by the layout of that name."""

    kind: DocumentKind
    layout: str
    contents: Contents

    def write(self, desk: Desk, of: Sequence[Part], target: BinaryIO, report: Reporter) -> Printed:
        """Write the parts as one PDF."""
        layout = layout_of(desk, self.layout)
        sides = "" if self.kind.sides == "one" else self.kind.sides
        pages = make_papers(
            layout,
            self.contents(desk, of),
            typesetter_of(desk, layout),
            target,
            report,
            len(of),
            folder=own_folder(desk),
            both_sides=sides,
        )
        return Printed(_households(of), -(-pages // 2) if sides else pages, pages, "")

    def table(self, desk: Desk, of: Sequence[Part], target: BinaryIO, report: Reporter) -> Printed:
        """Write the parts as one workbook, a sheet for each."""
        layout = layout_of(desk, self.layout)
        named = zip((part.title for part in of), self.contents(desk, of), strict=True)
        sheets = write_papers(layout, named, target, report, len(of))
        return Printed(_households(of), sheets, sheets, "")


def _households(of: Sequence[Part]) -> int:
    return len({household for part in of for household in part.households})
