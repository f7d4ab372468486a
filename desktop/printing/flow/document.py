"""Papers set from a layout, one after the other in one PDF."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from desktop.domain.geometry import SideGeometry
from desktop.domain.leaflet import Shortened
from desktop.domain.paper_layout import Content, Layout, filled, shown, smaller
from desktop.domain.progress import Reporter
from desktop.printing.collecting import rarely_collected
from desktop.printing.flow.blocks import BlockSetter
from desktop.printing.flow.pages import Page, going_on, paginate
from desktop.printing.flow.reading import Reading
from desktop.printing.flow.returning import ASIDE, mark, with_room, write_head
from desktop.printing.flow.setting import Setter, named
from desktop.printing.notes import NEXT_PAGE, Notes
from desktop.printing.pdf.sheets import Sheets
from desktop.printing.pen import HAIRLINE, MM, Pen
from desktop.printing.qr import qr_code
from desktop.printing.typesetter.paragraph import Style, Typesetter

SHORT_SIDE, LONG_SIDE = 210.0, 297.0
FOOT = Style(8.5)
FOOT_ROOM = 9.0
CODE_SIDE = 18.0
# What is a little too long for its pages is tried at these sizes.
SMALLER = (0.93, 0.86)
# For how many pages there are, while nobody knows.
UNKNOWN = "…"
DOING = "จัดหน้าเอกสาร"
# Above the foot's rule the text ends; a foot of two small lines has this room.
FOOT_LINE, FOOT_HEIGHT = 4.8, 7.4


@dataclass(frozen=True, slots=True)
class Drawn:
    """Pages that were drawn: where the answers of each stand, None where it stays.

    `shortened` are the texts that had to shrink, or to go on on another page.
    """

    sides: tuple[SideGeometry | None, ...]
    shortened: tuple[Shortened, ...]

    @property
    def pages(self) -> int:
        """How many there are."""
        return len(self.sides)


@dataclass(frozen=True, slots=True)
class Written:
    """A finished file of papers: how many pages it has, and which texts had to shrink or go on."""

    pages: int
    shortened: tuple[Shortened, ...]


@rarely_collected()
def make_papers(
    layout: Layout,
    contents: Iterable[Content],
    typesetter: Typesetter,
    target: BinaryIO,
    report: Reporter,
    total: int,
    *,
    folder: Path | None = None,
    both_sides: str = "",
    most: int | None = None,
) -> Written:
    """Write papers as one PDF.

    `total` is how many papers will come, for the progress; `folder` holds the layout's pictures.
    On both sides (turned over the 'short' or 'long' edge) each paper begins a sheet. With `most`
    only so many pages of each are made, quickly, for a look.

    Raises:
        UserError: the layout names a value that there is not.
        Cancelled: the clerk asked to stop.
    """
    canvas: Sheets | None = None
    pages = done = 0
    # What is said of the layout's own texts is said of each paper.
    shortened: dict[Shortened, None] = {}
    for content in contents:
        report.step(done, total, DOING)
        if canvas is None:
            canvas = Sheets(target, filled(layout.title, content.values), page_size(layout))
            if content.comes_back:
                canvas.prefer("PrintScaling", "None")
            if both_sides:
                canvas.prefer("Duplex", f"DuplexFlip{both_sides.title()}Edge")
        drawn = Paper(layout, typesetter, folder).draw(canvas, content, most)
        pages += drawn.pages
        shortened |= dict.fromkeys(drawn.shortened)
        if both_sides and pages % 2:
            canvas.show_page()
            pages += 1
        done += 1
    if canvas is not None:
        canvas.save()
    report.step(done, total, DOING)
    return Written(pages, tuple(shortened))


def page_size(layout: Layout) -> tuple[float, float]:
    """Return the width and height of a layout's page, in points."""
    sides = (LONG_SIDE, SHORT_SIDE) if layout.across else (SHORT_SIDE, LONG_SIDE)
    return sides[0] * MM, sides[1] * MM


@dataclass(frozen=True, slots=True)
class Paper:
    """Sets one paper after the other by one layout."""

    layout: Layout
    typesetter: Typesetter
    folder: Path | None = None

    @property
    def _width(self) -> float:
        left, _, right, _ = self.layout.margins
        return page_size(self.layout)[0] / MM - left - right

    @property
    def _height(self) -> float:
        _, top, _, bottom = self.layout.margins
        return page_size(self.layout)[1] / MM - top - bottom

    def sides(self, content: Content) -> tuple[SideGeometry, ...]:
        """Return where the answers stand on the pages of a paper that comes back."""
        canvas = Sheets(BytesIO(), "", page_size(self.layout))
        return tuple(side for side in self.draw(canvas, content).sides if side)

    def draw(self, canvas: Sheets, content: Content, most: int | None = None) -> Drawn:
        """Draw one paper's pages, at most so many."""
        roomy = with_room(self.layout)
        if content.comes_back and roomy != self.layout:
            return replace(self, layout=roomy).draw(canvas, content, most)
        pages, setter = self._pages(content, 1.0, most)
        for scale in SMALLER if self.layout.fit else ():
            if len(pages) <= self.layout.fit:
                break
            tried = self._pages(content, scale, most)
            pages, setter = tried if len(tried[0]) < len(pages) else (pages, setter)
        self._note(pages, content, setter.notes)
        whole = most is None or len(pages) <= most
        pages = pages[:most]
        if content.comes_back and len(pages) % 2:
            pages.append(())  # what is written on the back is kept too
        of = str(len(pages)) if whole else UNKNOWN
        canvas.tags.open_group("Part")
        reading = Reading(canvas)
        sides = [
            self._page(reading, setter, content, page, number, of)
            for number, page in enumerate(pages, 1)
        ]
        reading.end()
        canvas.tags.close_group()
        return Drawn(tuple(sides), tuple(setter.notes.found))

    def _note(self, pages: Sequence[Page], content: Content, notes: Notes) -> None:
        """Note what goes on on another page, and a paper that does so though it shouldn't."""
        for of in going_on(pages):
            notes.add(of.field, NEXT_PAGE, of.number)
        if 0 < self.layout.fit < len(pages):
            notes.add(filled(self.layout.title, content.values), NEXT_PAGE)

    def _pages(
        self, content: Content, scale: float, most: int | None
    ) -> tuple[list[Page], Setter]:
        """Return the pages, but no more than one beyond `most`, and what set them."""
        setter = Setter(self.typesetter, Notes(content.values.get("number", "")))
        way = BlockSetter(setter, self._width, self.folder)
        blocks = (smaller(block, scale) for block in shown(self.layout, content))
        pieces = (piece for block in blocks for piece in way.pieces(block, content))
        pages = paginate(pieces, self._height - FOOT_ROOM)
        return list(islice(pages, None if most is None else most + 1)), setter

    def _page(
        self, reading: Reading, setter: Setter, content: Content, page: Page, number: int, of: str
    ) -> SideGeometry | None:
        canvas, back = reading.canvas, content.comes_back
        canvas.page_size(page_size(self.layout))
        canvas.line_width(HAIRLINE)
        left, top, _, _ = self.layout.margins
        width, height = (side / MM for side in page_size(self.layout))
        edge = height - top
        corner = Pen(canvas, self.typesetter, 0, height, [], height)
        if back:
            write_head(corner, setter, self.layout, content, width, read=number == 1)
        for placed in page:
            reading.draw(placed, replace(corner, left=left, top=edge - placed.y))
        canvas.tags.begin_artifact()
        pen = Pen(canvas, self.typesetter, left, edge)
        side = mark(corner, back, self.layout, number, (width, height)) if back else None
        if self.layout.code and number == 1 and not back:
            code = qr_code(filled(self.layout.code, content.values))
            x = pen.x(self._width - CODE_SIDE)
            code.draw(canvas, x, pen.y(CODE_SIDE), CODE_SIDE * MM)
        if back:
            pen, room, at = replace(pen, left=ASIDE), width - 2 * ASIDE, "foot"
        else:
            room, at = self._width, self.layout.number_at
        values = {**content.values, "page": str(number), "pages": of}
        self._edges(pen, setter, values, room, at)
        canvas.tags.end_artifact()
        canvas.show_page()
        return side

    def _edges(
        self, pen: Pen, setter: Setter, values: Mapping[str, str], room: float, at: str
    ) -> None:
        """Write the foot in a `room`, and the page's number there or at the top."""
        words = filled(self.layout.number, values)
        foot = filled(self.layout.foot, values)
        width = room
        if at == "top" and values["page"] != "1":
            pen.text(words, room / 2, -5, Style(10.5, align="center"))
        if at == "foot" and words:
            pen.text(words, room, self._height, Style(FOOT.size, align="right"))
            width -= setter.width(words, FOOT) / MM + 4
        if foot:
            place = width * MM, FOOT_HEIGHT * MM
            of = named(self.layout.foot, "ท้ายกระดาษ", values)
            block = setter.fitted(foot, FOOT, place, of, smallest=6)
            above = (len(block.lines) - 1) * block.style.pitch / MM
            pen.rule(0, self._height - FOOT_LINE - above, room)
            top = pen.y(self._height - above) + block.ascent
            self.typesetter.draw(pen.canvas, block, pen.x(0), top)
