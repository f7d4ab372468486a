"""Where things stand on the leaflet. All measures are millimetres, y downward from the top.

Outside, the sheet carries page 4 on the left and page 1 on the right; inside, pages 2 and 3.
Printed on both sides and turned over the short edge, it folds into a booklet.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.printing.typesetter.paragraph import Style, Text, Typesetter

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

MM = 72 / 25.4
SHEET_WIDTH = 297.0
SHEET_HEIGHT = 210.0
PAGE_SIZE = (SHEET_WIDTH * MM, SHEET_HEIGHT * MM)
FOLD = SHEET_WIDTH / 2
MARGIN = 10.0
# Nothing may stand within 5 mm of the fold; a little more keeps the booklet calm.
FOLD_CLEARANCE = 8.0
# A panel's own room.
WIDTH = FOLD - MARGIN - FOLD_CLEARANCE
HEIGHT = SHEET_HEIGHT - 2 * MARGIN
LEFT_PANEL = MARGIN
RIGHT_PANEL = FOLD + FOLD_CLEARANCE

HAIRLINE = 0.4
# On and off, in points.
DOTS = (0.9, 1.3)
BOX = 4.0
WRITING_LINE = 8.0
# Typed text stands this far above its writing line, below it reach only tails.
LIFT = 1.9

TITLE = Style(22, bold=True)
HEADING = Style(11.5, bold=True)
LABEL = Style(9)
STRONG = Style(9, bold=True)
VALUE = Style(10)
SMALL = Style(7.5)


@dataclass(frozen=True, slots=True)
class Pen:
    """Draws at millimetres of one panel. `left` is the panel's left edge on the sheet."""

    canvas: "Canvas"
    typesetter: Typesetter
    left: float

    def x(self, x: float) -> float:
        """Return a panel's x in points of the sheet."""
        return (self.left + x) * MM

    def y(self, y: float) -> float:
        """Return a panel's y in points of the sheet."""
        return (SHEET_HEIGHT - MARGIN - y) * MM

    def rule(self, x: float, y: float, length: float) -> None:
        """Draw a horizontal hairline."""
        self.canvas.line(self.x(x), self.y(y), self.x(x + length), self.y(y))

    def writing_line(self, x: float, y: float, length: float) -> None:
        """Draw a dotted line to write on."""
        self.canvas.setDash(*DOTS)
        self.rule(x, y, length)
        self.canvas.setDash()

    def upright(self, x: float, y: float, length: float) -> None:
        """Draw a vertical hairline downward from `y`."""
        self.canvas.line(self.x(x), self.y(y), self.x(x), self.y(y + length))

    def box(self, x: float, y: float) -> None:
        """Draw an empty tick box with its upper left corner at `x`, `y`."""
        self.canvas.rect(self.x(x), self.y(y + BOX), BOX * MM, BOX * MM)

    def tick(self, x: float, y: float) -> None:
        """Draw a tick into the box at `x`, `y`."""
        points = ((0.8, 2.1), (1.7, 3.1), (3.3, 0.8))
        (x1, y1), (x2, y2), (x3, y3) = ((self.x(x + dx), self.y(y + dy)) for dx, dy in points)
        self.canvas.addLiteral(
            f"q 1.2 w 1 J 1 j {x1:.2f} {y1:.2f} m {x2:.2f} {y2:.2f} l {x3:.2f} {y3:.2f} l S Q"
        )

    def text(self, text: Text, x: float, baseline: float, style: Style = LABEL) -> float:
        """Write one line and return its width in millimetres."""
        width = self.typesetter.text(
            self.canvas,
            text if isinstance(text, str) else list(text),
            self.x(x),
            self.y(baseline),
            style,
        )
        return width / MM

    def choice(self, label: str, x: float, y: float, style: Style = LABEL) -> None:
        """Draw an empty tick box with what it stands for at its right."""
        self.box(x, y)
        self.text(label, x + BOX + 1.2, y + BOX - 0.9, style)

    def paragraph(self, text: Text, x: float, y: float, width: float, style: Style) -> float:
        """Write lines from the top `y` downward and return the bottom in millimetres."""
        block = self.typesetter.lay_out(text, style, width * MM)
        self.typesetter.draw(self.canvas, block, self.x(x), self.y(y))
        return y + block.height / MM

    def heading(self, number: str, text: str, y: float) -> None:
        """Write a section's heading."""
        self.text(f"{number}  {text}" if number else text, 0, y, HEADING)
