"""Leaflets of many households in one file, two pages of A4 to a sheet."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, BinaryIO

from desktop.domain.errors import UserError
from desktop.domain.leaflet import QR_PREFIX, LeafletContent, Printed, Shortened
from desktop.domain.progress import Reporter
from desktop.domain.vocabulary import Answered
from desktop.printing.leaflet import conditions, cover, members, plan, remarks
from desktop.printing.leaflet.geometry import (
    LABEL,
    LEFT_PANEL,
    LIFT,
    MARGIN,
    PAGE_SIZE,
    RIGHT_PANEL,
    SHEET_HEIGHT,
    WIDTH,
    panel,
)
from desktop.printing.leaflet.sheets import Sheet, deal
from desktop.printing.leaflet.writing import Notes, Writer
from desktop.printing.pen import HAIRLINE, MM, Pen
from desktop.printing.qr import qr_code
from desktop.printing.typesetter.paragraph import Typesetter, document

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

TITLE = "แผ่นพับครอบครัว"
DOING = "จัดหน้าแผ่นพับ"
INSIDE_QR_SIDE = 16.0
NUMBER_WIDTH = 70.0

# The fixed part of each panel is drawn once in a file: (name, panel's left edge, drawing).
FORMS: tuple[tuple[str, float, Callable[[Pen], None]], ...] = (
    ("cover", RIGHT_PANEL, cover.draw_form),
    ("members", LEFT_PANEL, members.draw_form),
    ("conditions", RIGHT_PANEL, conditions.draw_form),
    ("remarks", RIGHT_PANEL, remarks.draw_form),
    ("plan", LEFT_PANEL, plan.draw_form),
)


def make_leaflets(
    contents: Iterable[LeafletContent],
    typesetter: Typesetter,
    target: BinaryIO,
    report: Reporter,
    total: int,
    *,
    blank: bool = False,
) -> Printed:
    """Write the leaflets of households as one PDF, each on as many sheets as it needs.

    `total` is how many will come, for the progress. With `blank` only what tells the household
    apart is printed and all else is left to be written by hand.

    Raises:
        UserError: there is no household.
        Cancelled: the clerk asked to stop.
    """
    canvas = open_leaflets(target, TITLE)
    maker = LeafletPages(canvas, typesetter)
    households = 0
    for content in contents:
        report.step(households, total, DOING)
        maker.add(_emptied(content) if blank else content)
        households += 1
    if not households:
        raise UserError(
            "ไม่มีครัวเรือนให้พิมพ์", "กรุณาเลือกครัวเรือน อพม. หรือหมู่บ้านที่มีครัวเรือนอย่างน้อยหนึ่งครัวเรือน"
        )
    canvas.save()
    report.step(households, total, DOING)
    return Printed(households, maker.sheets, 2 * maker.sheets, "", tuple(maker.shortened))


def open_leaflets(target: BinaryIO, title: str) -> "Canvas":
    """Return a canvas whose sheets are printed full size and turned over the short edge."""
    canvas = document(target, title, PAGE_SIZE)
    canvas.setViewerPreference("Duplex", "DuplexFlipShortEdge")
    canvas.setViewerPreference("PrintScaling", "None")
    return canvas


class LeafletPages:
    """Adds household after household to one file."""

    size = PAGE_SIZE

    def __init__(self, canvas: "Canvas", typesetter: Typesetter) -> None:
        self.sheets = 0
        self.shortened: list[Shortened] = []
        self._canvas = canvas
        self._left = panel(canvas, typesetter, LEFT_PANEL)
        self._right = panel(canvas, typesetter, RIGHT_PANEL)
        for name, left, draw in FORMS:
            canvas.beginForm(name, 0, 0, *PAGE_SIZE)
            canvas.setLineWidth(HAIRLINE)
            draw(panel(canvas, typesetter, left))
            canvas.endForm()

    def dealt(self, content: LeafletContent) -> list[Sheet]:
        """Return the sheets that a household needs."""
        long = (
            *conditions.remarks(self._right, content.answers),
            *plan.remarks(self._left, content),
        )
        return deal(content, long)

    def add(self, content: LeafletContent) -> None:
        """Add one household's sheets."""
        notes = Notes(content.number)
        for sheet in self.dealt(content):
            self._outside(sheet, notes)
            self._inside(sheet, notes)
            self.sheets += 1
        self.shortened += notes.found

    def _outside(self, sheet: Sheet, notes: Notes) -> None:
        self._canvas.setLineWidth(HAIRLINE)
        self._canvas.doForm("plan")
        self._canvas.doForm("cover")
        plan.fill(Writer(self._left, notes), sheet)
        cover.fill(Writer(self._right, notes), sheet)
        self._qr(sheet, cover.QR_SIDE)
        self._canvas.showPage()

    def _inside(self, sheet: Sheet, notes: Notes) -> None:
        self._canvas.setLineWidth(HAIRLINE)
        page = conditions if sheet.first else remarks
        self._canvas.doForm("members")
        self._canvas.doForm("conditions" if sheet.first else "remarks")
        members.fill(Writer(self._left, notes), sheet)
        page.fill(Writer(self._right, notes), sheet)
        self._qr(sheet, INSIDE_QR_SIDE)
        number = sheet.content.number
        if number:
            style = replace(LABEL, align="right")
            write = Writer(self._left, notes)
            at = (WIDTH - NUMBER_WIDTH, 3 + LIFT)
            write.value(f"ครัวเรือนเลขที่ {number}", at, NUMBER_WIDTH, "เลขที่ครัวเรือน", style)
        self._canvas.showPage()

    def _qr(self, sheet: Sheet, side: float) -> None:
        """Draw the household's code into the sheet's upper right corner."""
        right, top = RIGHT_PANEL + WIDTH, SHEET_HEIGHT - MARGIN
        code = qr_code(QR_PREFIX + sheet.content.uid)
        code.draw(self._canvas, (right - side) * MM, (top - side) * MM, side * MM)


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
