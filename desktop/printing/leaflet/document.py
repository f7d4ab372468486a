"""Leaflets of many households in one file, two pages of A4 to a sheet."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from desktop.domain.errors import UserError
from desktop.domain.geometry import Geometry, Place, Rect, SideGeometry
from desktop.domain.leaflet import QR_PREFIX, LeafletContent, Printed, Shortened
from desktop.domain.leaflet_layout import LeafletLayout
from desktop.domain.paper_codes import INSIDE, MOST_SHEETS, OUTSIDE, SideCode, side_letter
from desktop.domain.paper_layout import filled
from desktop.domain.progress import Reporter
from desktop.domain.vocabulary import Answered
from desktop.printing.collecting import rarely_collected
from desktop.printing.leaflet import conditions, cover, members, plan, remarks
from desktop.printing.leaflet.geometry import (
    CODE_SIDE,
    LEFT_PANEL,
    LIFT,
    MARGIN,
    PAGE_SIZE,
    RIGHT_PANEL,
    SHEET_HEIGHT,
    SHEET_WIDTH,
    STRONG,
    WIDTH,
    panel,
)
from desktop.printing.leaflet.sheets import Sheet, deal
from desktop.printing.leaflet.writing import Form, Writer
from desktop.printing.marks import MARK, draw_marks, marks
from desktop.printing.notes import Notes
from desktop.printing.pdf.file import LooseFile, PdfFile
from desktop.printing.pdf.sheets import Glyphs, Sheets
from desktop.printing.pen import HAIRLINE, MM
from desktop.printing.picture import read_picture
from desktop.printing.qr import qr_code
from desktop.printing.typesetter.paragraph import Typesetter

TITLE = "แผ่นพับครอบครัว"
DOING = "จัดหน้าแผ่นพับ"
# Who it is about, said again inside: left of the code, under the heading.
WHO_LINE = 15.5
WHO_WIDTH = WIDTH - CODE_SIDE - 5
# Panels of a side, each a paragraph to a reader aloud.
PANELS = 2
# Households that are drawn elsewhere in one go.
_AT_ONCE = 50
LETTER, VERSION = "L", 2

# The fixed part of each panel is drawn once in a file: (name, panel's left edge, drawing).
FORMS: tuple[tuple[str, float, Callable[[Form], None]], ...] = (
    ("cover", RIGHT_PANEL, cover.draw_form),
    ("members", LEFT_PANEL, members.draw_form),
    ("conditions", RIGHT_PANEL, conditions.draw_form),
    ("remarks", RIGHT_PANEL, remarks.draw_form),
    ("plan", LEFT_PANEL, plan.draw_form),
)


@dataclass(frozen=True, slots=True)
class DrawnLeaflets:
    """Leaflets of some households as they go into a file: `sides` are compressed pages.

    `shortened` is of the households, `reworded` of the layout's own texts.
    """

    households: int
    sides: tuple[bytes, ...]
    glyphs: Glyphs
    shortened: tuple[Shortened, ...]
    reworded: tuple[Shortened, ...]

    @property
    def sheets(self) -> int:
        """How many sheets of paper they are."""
        return len(self.sides) // 2


# Draw lot after lot of households elsewhere, and give them back in their order.
Hands = Callable[[Iterable[Sequence[LeafletContent]]], Iterator[DrawnLeaflets]]


@rarely_collected()
def make_leaflets(
    contents: Iterable[LeafletContent],
    typesetter: Typesetter,
    layout: LeafletLayout,
    target: BinaryIO,
    report: Reporter,
    total: int,
    *,
    folder: Path | None = None,
    blank: bool = False,
    returns: bool = True,
    hands: Hands | None = None,
) -> Printed:
    """Write the leaflets of households as one PDF, each on as many sheets as it needs.

    `total` is how many will come, for the progress. With `blank` only what tells the household
    apart is printed and all else is left to be written by hand. One that `returns` carries a
    code for each side, by which its scan is read; a family's own copy only says whose it is.
    `folder` has the layout's pictures. `hands` draw elsewhere, some households after the other;
    the file comes out the same.

    Raises:
        UserError: there is no household, or the logo is no picture.
        Cancelled: the clerk asked to stop.
    """
    canvas = open_leaflets(target, TITLE)
    maker = LeafletPages(canvas, typesetter, layout, folder, returns=returns)
    if blank:
        contents = map(_emptied, contents)
    households = 0
    if hands is None:
        for content in contents:
            report.step(households, total, DOING)
            maker.add(content)
            households += 1
    else:
        rest = iter(contents)
        for drawn in hands(iter(lambda: tuple(islice(rest, _AT_ONCE)), ())):
            report.step(households, total, DOING)
            maker.take(drawn)
            households += drawn.households
    if not households:
        raise UserError(
            "ไม่มีครัวเรือนให้พิมพ์", "กรุณาเลือกครัวเรือน อพม. หรือหมู่บ้านที่มีครัวเรือนอย่างน้อยหนึ่งครัวเรือน"
        )
    canvas.save()
    report.step(households, total, DOING)
    return Printed(households, maker.sheets, 2 * maker.sheets, "", maker.shortened)


def open_leaflets(target: BinaryIO | PdfFile, title: str) -> Sheets:
    """Return a canvas whose sheets are printed full size and turned over the short edge."""
    canvas = Sheets(target, title, PAGE_SIZE)
    canvas.prefer("Duplex", "DuplexFlipShortEdge")
    canvas.prefer("PrintScaling", "None")
    return canvas


class LooseLeaflets:
    """Draws leaflets for a file that is written elsewhere."""

    def __init__(
        self, typesetter: Typesetter, layout: LeafletLayout, folder: Path | None, *, returns: bool
    ) -> None:
        self._file = LooseFile()
        self._canvas = open_leaflets(self._file, TITLE)
        self._pages = LeafletPages(self._canvas, typesetter, layout, folder, returns=returns)

    @rarely_collected()
    def draw(self, contents: Sequence[LeafletContent]) -> DrawnLeaflets:
        """Return the leaflets of these households."""
        self._file.streams.clear()
        before = len(self._pages.of_households)
        for content in contents:
            self._pages.add(content)
        return DrawnLeaflets(
            len(contents),
            tuple(self._file.streams),
            self._canvas.new_glyphs(),
            tuple(self._pages.of_households[before:]),
            tuple(self._pages.of_layout),
        )


class LeafletPages:
    """Adds household after household to one file."""

    size = PAGE_SIZE

    def __init__(
        self,
        canvas: Sheets,
        typesetter: Typesetter,
        layout: LeafletLayout,
        folder: Path | None = None,
        *,
        returns: bool = True,
    ) -> None:
        self.sheets = 0
        self._returns = returns
        self._canvas, self._layout = canvas, layout
        self._faces = typesetter.fonts.regular, typesetter.fonts.bold
        # Of the layout's own texts it is told once, not for every household.
        self._notes = Notes("")
        self.of_households: list[Shortened] = []
        logo = read_picture(folder, layout.cover.logo)
        self._left, self._right = (
            Form(panel(canvas, typesetter, left), layout, self._notes, logo)
            for left in (LEFT_PANEL, RIGHT_PANEL)
        )
        canvas.begin_form("marks")
        draw_marks(self._left.pen, SHEET_WIDTH, SHEET_HEIGHT)
        canvas.end_form()
        for name, left, draw in FORMS:
            canvas.begin_form(name)
            canvas.line_width(HAIRLINE)
            draw(self._left if left == LEFT_PANEL else self._right)
            canvas.end_form()

    @property
    def shortened(self) -> tuple[Shortened, ...]:
        """What had no room: of the layout's own texts, then household by household."""
        return (*self.of_layout, *self.of_households)

    @property
    def of_layout(self) -> list[Shortened]:
        """What of the layout's own texts had no room."""
        return self._notes.found

    def dealt(self, content: LeafletContent) -> list[Sheet]:
        """Return the sheets that a household needs."""
        long = (
            *conditions.remarks(self._right.pen, content.answers, self._layout.conditions),
            *plan.remarks(self._left.pen, content, self._layout.plan),
        )
        return deal(content, long)

    def add(self, content: LeafletContent) -> None:
        """Add one household's sheets."""
        notes = Notes(content.number)
        for sheet in self.dealt(content):
            self._canvas.tags.open_group("Part")
            self._outside(sheet, notes)
            self._inside(sheet, notes)
            self._canvas.tags.close_group()
            self.sheets += 1
        self.of_households += notes.found

    def take(self, drawn: DrawnLeaflets) -> None:
        """Add households' sheets that were drawn elsewhere: the same tags, the same pages."""
        faces = {face.name: face for face in self._faces}
        for name, texts in drawn.glyphs:
            self._canvas.take_glyphs(faces[name], texts)
        for outside, inside in zip(drawn.sides[::2], drawn.sides[1::2], strict=True):
            self._canvas.tags.open_group("Part")
            for side in (outside, inside):
                for _ in range(PANELS):
                    self._canvas.tags.begin_part("P")
                    self._canvas.tags.end_part()
                self._canvas.drawn_page(side)
            self._canvas.tags.close_group()
        self.sheets += drawn.sheets
        self.of_households += drawn.shortened
        for note in drawn.reworded:
            self._notes.add(note.field, note.what)

    def _outside(self, sheet: Sheet, notes: Notes) -> None:
        self._begin("cover")
        cover.fill(Writer(self._right.pen, notes), sheet, self._right)
        self._next("plan")
        plan.fill(Writer(self._left.pen, notes), sheet, self._left)
        self._canvas.tags.end_part()
        self._code(sheet, OUTSIDE, RIGHT_PANEL)
        self._canvas.show_page()

    def _inside(self, sheet: Sheet, notes: Notes) -> None:
        self._begin("members")
        content, write = sheet.content, Writer(self._left.pen, notes)
        if content.number:
            named = {"number": content.number, "head": content.head}
            who = filled(self._layout.members.whose, named).rstrip()
            at = (0, WHO_LINE + LIFT)
            write.value(who, at, WHO_WIDTH, "หัวหน้าครัวเรือน", STRONG)
        members.fill(write, sheet, self._left)
        self._next("conditions" if sheet.first else "remarks")
        write = Writer(self._right.pen, notes)
        (conditions if sheet.first else remarks).fill(write, sheet, self._right)
        self._canvas.tags.end_part()
        self._code(sheet, INSIDE, LEFT_PANEL + WIDTH - CODE_SIDE)
        self._canvas.show_page()

    def _begin(self, form: str) -> None:
        """Begin a page with its first panel, in the order in which they are read."""
        self._canvas.line_width(HAIRLINE)
        self._canvas.tags.begin_artifact()
        self._canvas.do_form("marks")
        self._canvas.tags.end_artifact()
        self._canvas.tags.begin_part("P")
        self._canvas.do_form(form)

    def _next(self, form: str) -> None:
        self._canvas.tags.end_part()
        self._canvas.tags.begin_part("P")
        self._canvas.do_form(form)

    def _code(self, sheet: Sheet, side: int, left: float) -> None:
        """Draw the code of a side at the top, off the fold, so that all marks are near it."""
        code = qr_code(self._code_text(sheet, side))
        bottom = SHEET_HEIGHT - MARGIN - CODE_SIDE
        self._canvas.tags.begin_artifact()
        code.draw(self._canvas, left * MM, bottom * MM, CODE_SIDE * MM)
        self._canvas.tags.end_artifact()

    def _code_text(self, sheet: Sheet, side: int) -> str:
        uid = sheet.content.uid
        if not self._returns or sheet.number > MOST_SHEETS:
            return QR_PREFIX + uid  # opens the household; no tick is read by it
        return SideCode(uid, LETTER, VERSION, side_letter(sheet.number, side)).text


def geometry(typesetter: Typesetter, layout: LeafletLayout) -> Geometry:
    """Return where the answers stand, noted while the forms are drawn; no text moves them.

    Every sheet after the first is like the second: sides C and D stand for all of them.
    """
    canvas = open_leaflets(BytesIO(), TITLE)
    drawn = {name: (left, draw) for name, left, draw in FORMS}
    sides: dict[str, SideGeometry] = {}
    for letter, code_left, names in (
        ("A", RIGHT_PANEL, ("plan", "cover")),
        ("B", LEFT_PANEL + WIDTH - CODE_SIDE, ("members", "conditions")),
        ("C", RIGHT_PANEL, ("plan", "cover")),
        ("D", LEFT_PANEL + WIDTH - CODE_SIDE, ("members", "remarks")),
    ):
        noted: list[Place] = []
        for name in names:
            left, draw = drawn[name]
            draw(Form(panel(canvas, typesetter, left, noted), layout, Notes("")))
        code = Rect(code_left, MARGIN, CODE_SIDE, CODE_SIDE)
        size = SHEET_WIDTH, SHEET_HEIGHT
        sides[letter] = SideGeometry(*size, marks(*size), MARK, code, tuple(noted))
    return Geometry(LETTER, VERSION, sides)


def _emptied(content: LeafletContent) -> LeafletContent:
    """Return the content without what the visit is to find out."""
    return replace(
        content,
        members=(),
        dimensions={},
        housing_problem=Answered.UNKNOWN,
        income_year="",
        level_text="",
        level_reason="",
        answers={},
        plan=(),
    )
