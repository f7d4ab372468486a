"""Drawing in millimetres: hairlines, writing lines, tick boxes and text."""

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from desktop.domain.geometry import Place, PlaceKind, Rect
from desktop.printing.typesetter.paragraph import Style, Text, Typesetter

if TYPE_CHECKING:
    from desktop.printing.pdf.sheets import Sheets
    from desktop.printing.typesetter.drawing import Shown

MM = 72 / 25.4
HAIRLINE = 0.4
TICK = 1.2
# On and off, in points.
DOTTED = "[0.9 1.3] 0 d"
BOX = 4.0
# Thinner frames vanish in a photocopy; closer words are taken for ink.
BOX_LINE = 0.75
BOX_GAP = 2.0


@dataclass(frozen=True, slots=True)
class Pen:
    """Draws on one rectangle of a page, in millimetres from its upper left corner, y downward.

    `left` and `top` are that corner's place on the page, from the page's lower left corner.
    Where a paper comes back, `noted` gathers what is answered where; `side` is the height of the
    page then.
    """

    canvas: "Sheets"
    typesetter: Typesetter
    left: float
    top: float
    noted: list[Place] | None = None
    side: float = 0

    def x(self, x: float) -> float:
        """Return x in points of the page."""
        return (self.left + x) * MM

    def y(self, y: float) -> float:
        """Return y in points of the page."""
        return (self.top - y) * MM

    def rule(self, x: float, y: float, length: float) -> None:
        """Draw a horizontal hairline."""
        self.canvas.line(self.x(x), self.y(y), self.x(x + length), self.y(y))

    def writing_line(self, x: float, y: float, length: float) -> None:
        """Draw a dotted line to write on."""
        self.canvas.raw(DOTTED)
        self.rule(x, y, length)
        self.canvas.raw("[] 0 d")

    def upright(self, x: float, y: float, length: float) -> None:
        """Draw a vertical hairline downward from `y`."""
        self.canvas.line(self.x(x), self.y(y), self.x(x), self.y(y + length))

    def box(self, x: float, y: float) -> None:
        """Draw an empty tick box with its upper left corner at `x`, `y`."""
        corner, side = f"{self.x(x):.2f} {self.y(y + BOX):.2f}", f"{BOX * MM:.2f}"
        self.canvas.raw(f"q {BOX_LINE} w {corner} {side} {side} re S Q")

    def note(
        self,
        kind: PlaceKind,
        question: str,
        box: Rect,
        choice: str = "",
        *,
        row: int = 0,
        single: bool = False,
    ) -> None:
        """Note what is answered at a rectangle: see `Place`."""
        if self.noted is not None:
            x, y = self.left + box.x, self.side - self.top + box.y
            rect = Rect(x, y, box.width, box.height)
            self.noted.append(Place(kind, question, rect, choice, row, single))

    def answer_box(
        self,
        question: str,
        choice: str,
        x: float,
        y: float,
        *,
        row: int = 0,
        single: bool = False,
    ) -> None:
        """Draw a box that answers a question with a choice."""
        self.box(x, y)
        self.note(PlaceKind.BOX, question, Rect(x, y, BOX, BOX), choice, row=row, single=single)

    def answer_line(
        self,
        question: str,
        x: float,
        y: float,
        length: float,
        height: float,
        *,
        choice: str = "",
        row: int = 0,
    ) -> None:
        """Draw the line on which a question is answered, with `height` above it to write in.

        With a `choice` that choice is told there in words.
        """
        self.writing_line(x, y, length)
        at = Rect(x, y - height, length, height)
        self.note(PlaceKind.LINE, question, at, choice, row=row)

    def tick(self, x: float, y: float) -> None:
        """Draw a tick into the box at `x`, `y`."""
        self.canvas.raw(_tick(self.left + x, self.top - y))

    def text(self, text: str, x: float, baseline: float, style: Style) -> float:
        """Write one line and return its width in millimetres."""
        return self.typesetter.text(self.canvas, text, self.x(x), self.y(baseline), style) / MM

    def show(self, shown: "Shown", x: float, baseline: float, align: str) -> None:
        """Write a line that is ready; `x` is its left end, its middle or its right end."""
        self.typesetter.show(self.canvas, shown, self.x(x), self.y(baseline), align)

    def beside(self, label: str, x: float, y: float, style: Style) -> None:
        """Write what a box at `x`, `y` stands for at its right."""
        self.text(label, x + BOX + BOX_GAP, y + BOX - 0.9, style)

    def paragraph(self, text: Text, x: float, y: float, width: float, style: Style) -> float:
        """Write lines from the top `y` downward and return the bottom in millimetres."""
        block = self.typesetter.lay_out(text, style, width * MM)
        self.typesetter.draw(self.canvas, block, self.x(x), self.y(y))
        return y + block.height / MM


@lru_cache(maxsize=1_000)
def _tick(left: float, top: float) -> str:
    """Return what draws a tick into the box with this corner, in millimetres of the page."""
    points = ((0.8, 2.1), (1.7, 3.1), (3.3, 0.8))
    places = [f"{(left + dx) * MM:.2f} {(top - dy) * MM:.2f}" for dx, dy in points]
    return f"q {TICK} w 1 J 1 j {places[0]} m {places[1]} l {places[2]} l S Q"
