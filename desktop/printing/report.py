"""The report of households by area and dimension, on A4 across."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, BinaryIO

from desktop.domain import district_table as table
from desktop.printing.pdf.sheets import Sheets
from desktop.printing.pen import HAIRLINE, MM, Pen
from desktop.printing.typesetter.paragraph import Style, Typesetter

if TYPE_CHECKING:
    from desktop.domain.figures import AreaFigures, DistrictReport

PAGE_WIDTH, PAGE_HEIGHT = 297.0, 210.0
MARGIN = 15.0
WIDTH = PAGE_WIDTH - 2 * MARGIN
BOTTOM = PAGE_HEIGHT - 2 * MARGIN
FOOT_RULE = BOTTOM - 7
LAST_ROW = FOOT_RULE - 3

TITLE = Style(16, bold=True)
SUBTITLE = Style(11)
HEAD = Style(9.5, bold=True, align="center")
MEANING = Style(9, align="center")
CELL = Style(10.5)
COUNT = Style(10.5, align="right")
NOTE = Style(9.5)
FOOT = Style(8.5)

ROW = 8.0
SPAN_HEIGHT = 7.5
HEAD_HEIGHT = 24.0
PAD = 3.0
LINE_LIFT = 2.5
# Millimetres: the area, households, persons, five dimensions, their sum, distinct households.
COLUMNS = (52.0, 23.0, 22.0, 22.5, 22.5, 22.5, 22.5, 24.0, 24.0, 32.0)
FIRST_DIMENSION, DISTINCT = 3, len(COLUMNS) - 1
ZERO = "–"


def make_district_report(
    report: "DistrictReport", typesetter: Typesetter, target: BinaryIO
) -> None:
    """Write the report as a PDF.

    Raises:
        ValueError: the figures contradict each other (a bug of ours).
    """
    table.check_sums(report)
    canvas = Sheets(target, table.title(report), (PAGE_WIDTH * MM, PAGE_HEIGHT * MM))
    pages = _deal(report, typesetter)
    for number, page in enumerate(pages, 1):
        _Page(canvas, typesetter, report).draw(page, number, len(pages))
    canvas.save()


@dataclass(frozen=True, slots=True)
class _Content:
    """What one page carries; `top` is where its table begins."""

    areas: tuple["AreaFigures", ...]
    top: float
    last: bool


def _deal(report: "DistrictReport", typesetter: Typesetter) -> list[_Content]:
    """Return the pages: the total and the notes stay together on the last, with a line or more."""
    areas = report.areas
    top = _title_height(report)
    tail = ROW + _notes_height(typesetter)
    pages: list[_Content] = []
    while True:
        room = LAST_ROW - top - HEAD_HEIGHT
        if len(areas) * ROW + tail <= room:
            return [*pages, _Content(areas, top, last=True)]
        here = min(int(room / ROW), max(len(areas) - 1, 1))
        pages.append(_Content(areas[:here], top, last=False))
        areas, top = areas[here:], 0.0


def _title_height(report: "DistrictReport") -> float:
    return 16.0 + 6.5 * bool(report.project) + 6.5 * bool(report.office)


def _notes_height(typesetter: Typesetter) -> float:
    blocks = [typesetter.lay_out(note, NOTE, WIDTH * MM) for note in table.NOTES]
    return 5.0 + sum(block.height / MM for block in blocks)


@dataclass(frozen=True, slots=True)
class _Page:
    """Draws one page."""

    canvas: Sheets
    typesetter: Typesetter
    report: "DistrictReport"

    @property
    def pen(self) -> Pen:
        """The pen of everything within the margins."""
        return Pen(self.canvas, self.typesetter, MARGIN, PAGE_HEIGHT - MARGIN)

    def draw(self, page: _Content, number: int, count: int) -> None:
        """Draw the whole page."""
        self.canvas.line_width(HAIRLINE)
        self.canvas.tags.begin_part("P")
        if number == 1:
            self._title()
        self._head(page.top)
        y = page.top + HEAD_HEIGHT
        for area in page.areas:
            y += ROW
            self._line(area, y, bold=False)
        if page.last:
            self.pen.rule(0, y, WIDTH)
            y += ROW
            self._line(self.report.total, y, bold=True)
            self.pen.rule(0, y, WIDTH)
            self.pen.rule(0, y + 0.7, WIDTH)
            self._notes(y + 4)
        self._uprights(page.top, y)
        self._foot(number, count)
        self.canvas.tags.end_part()
        self.canvas.show_page()

    def _title(self) -> None:
        self._fitted(table.title(self.report), 0, 7, WIDTH, TITLE)
        y = 8.0
        for text in (self.report.project, self.report.office):
            if text:
                y += 6.5
                self._fitted(text, 0, y, WIDTH, SUBTITLE)

    def _head(self, top: float) -> None:
        pen = self.pen
        bottom = top + HEAD_HEIGHT
        labels = (self.report.unit or table.AREA, *table.column_labels())
        pen.rule(0, top, WIDTH)
        left, right = _left(FIRST_DIMENSION), _left(DISTINCT)
        pen.rule(left, top + SPAN_HEIGHT, right - left)
        pen.text(table.FAILING, (left + right) / 2, top + SPAN_HEIGHT - LINE_LIFT, HEAD)
        for column, label in enumerate(labels):
            spanned = FIRST_DIMENSION <= column < DISTINCT
            meaning = {
                DISTINCT - 1: table.INCIDENCES_MEANING,
                DISTINCT: table.DISTINCT_MEANING,
            }.get(column, "")
            start = top + (SPAN_HEIGHT if spanned else 0)
            self._head_cell(label, meaning, column, (start, bottom))
        pen.rule(0, bottom, WIDTH)

    def _head_cell(
        self, label: str, meaning: str, column: int, between: tuple[float, float]
    ) -> None:
        width = (COLUMNS[column] - 3) * MM
        blocks = [self.typesetter.lay_out(label, HEAD, width)]
        if meaning:
            blocks.append(self.typesetter.lay_out(f"({meaning})", MEANING, width))
        start, bottom = between
        height = sum(block.height for block in blocks) / MM
        y = start + (bottom - start - height) / 2
        for block in blocks:
            x = self.pen.x(_left(column) + 1.5)
            self.typesetter.draw(self.canvas, block, x, self.pen.y(y))
            y += block.height / MM

    def _line(self, figures: "AreaFigures", bottom: float, *, bold: bool) -> None:
        pen = self.pen
        baseline = bottom - LINE_LIFT
        self._fitted(figures.name, 1, baseline, COLUMNS[0] - 2, replace(CELL, bold=bold))
        for column, count in enumerate(table.counts(figures), 1):
            right = _left(column) + COLUMNS[column] - PAD
            text = f"{count:,}" if count else ZERO
            pen.text(text, right, baseline, replace(COUNT, bold=bold))
        if not bold:
            pen.writing_line(0, bottom, WIDTH)

    def _uprights(self, top: float, bottom: float) -> None:
        for column in (1, FIRST_DIMENSION, DISTINCT):
            self.pen.upright(_left(column), top, bottom - top)
        inner_top = top + SPAN_HEIGHT
        self.pen.upright(_left(DISTINCT - 1), inner_top, bottom - inner_top)

    def _notes(self, top: float) -> None:
        for note in table.NOTES:
            top = self.pen.paragraph(note, 0, top, WIDTH, NOTE)

    def _foot(self, number: int, count: int) -> None:
        pen = self.pen
        pen.rule(0, FOOT_RULE, WIDTH)
        lists, made = table.sources(self.report)
        page = f"หน้า {number} จาก {count}"
        pen.text(page, WIDTH, FOOT_RULE + 9, replace(FOOT, align="right"))
        self._fitted(lists, 0, FOOT_RULE + 4.5, WIDTH, FOOT)
        self._fitted(made, 0, FOOT_RULE + 9, WIDTH - 30, FOOT)

    def _fitted(self, text: str, x: float, baseline: float, width: float, style: Style) -> None:
        """Write one line, smaller where it is too long."""
        natural = self.typesetter.width(text, style)
        room = width * MM
        size = style.size * min(1.0, room / natural) if natural else style.size
        self.pen.text(text, x, baseline, replace(style, size=int(size * 10) / 10))


def _left(column: int) -> float:
    return sum(COLUMNS[:column])
