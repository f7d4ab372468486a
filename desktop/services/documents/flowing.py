"""Papers set from a layout: the way of all but the leaflet."""

from collections.abc import Callable, Generator, Sequence
from contextlib import closing
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

Contents = Callable[[Desk, Sequence[Part], bool], Generator[Content]]
# A look needs no more of each part than this, nor what stands beyond it.
LOOK_PAGES = 8


@dataclass(frozen=True, slots=True)
class Flowing:
    """Writes a kind of paper by the layout of that name.

    `contents` gives what each part says; its flag tells that only the first pages are asked for.
    """

    kind: DocumentKind
    layout: str
    contents: Contents

    def write(self, desk: Desk, of: Sequence[Part], target: BinaryIO, report: Reporter) -> Printed:
        """Write the parts as one PDF."""
        return self._write(desk, of, target, report, look=False)

    def look(self, desk: Desk, of: Sequence[Part], target: BinaryIO, report: Reporter) -> Printed:
        """Write the first pages of the parts."""
        return self._write(desk, of, target, report, look=True)

    def _write(
        self, desk: Desk, of: Sequence[Part], target: BinaryIO, report: Reporter, *, look: bool
    ) -> Printed:
        layout = layout_of(desk, self.layout)
        sides = "" if self.kind.sides == "one" else self.kind.sides
        # Closed at once where it fails: who records the failure must be able to write.
        with closing(self.contents(desk, of, look)) as contents:
            made = make_papers(
                layout,
                contents,
                typesetter_of(desk, layout),
                target,
                report,
                len(of),
                folder=own_folder(desk),
                both_sides=sides,
                most=LOOK_PAGES if look else None,
            )
        sheets = -(-made.pages // 2) if sides else made.pages
        return Printed(_households(of), sheets, made.pages, "", made.shortened)

    def table(self, desk: Desk, of: Sequence[Part], target: BinaryIO, report: Reporter) -> Printed:
        """Write the parts as one workbook, a sheet for each."""
        layout = layout_of(desk, self.layout)
        with closing(self.contents(desk, of, False)) as contents:
            named = zip((part.title for part in of), contents, strict=True)
            sheets = write_papers(layout, named, target, report, len(of))
        return Printed(_households(of), sheets, sheets, "")


def _households(of: Sequence[Part]) -> int:
    return len({household for part in of for household in part.households})
