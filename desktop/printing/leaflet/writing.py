"""Typed answers on the leaflet's writing lines, and word of those that didn't fit."""

from dataclasses import dataclass, field, replace

from desktop.domain.leaflet import Shortened
from desktop.printing.leaflet.geometry import LIFT, MM, VALUE, WRITING_LINE, Pen
from desktop.printing.typesetter.paragraph import Block, Style

SMALLEST = 7.0
# Down to this size a text still reads as easily as the labels: no one need look at it.
UNREMARKABLE = 8.5
STEP = 0.5
ELLIPSIS = "…"
SMALLER = "พิมพ์ตัวเล็กลงเพื่อให้พอดีช่อง"
CUT = "ยาวเกินช่อง พิมพ์ได้ไม่ครบ"
CONTINUED = "ยาวเกินช่อง พิมพ์ต่อในแผ่นถัดไป"

# Two typed lines between each two writing lines: for text too long for one.
TIGHT_SIZE = 8.0


@dataclass(slots=True)
class Notes:
    """What had to be shortened on one household's leaflet."""

    number: str
    found: list[Shortened] = field(default_factory=list)

    def add(self, name: str, what: str) -> None:
        """Note a field once; what is said of it last holds."""
        self.found = [note for note in self.found if note.field != name]
        self.found.append(Shortened(self.number, name, what))


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes one household's values with a pen."""

    pen: Pen
    notes: Notes

    def value(
        self,
        text: str,
        at: tuple[float, float],
        width: float,
        name: str,
        style: Style = VALUE,
    ) -> None:
        """Write a value on the writing line that begins at `at`.

        It shrinks to fit; what is too long even at the smallest size takes two small lines,
        then ends in an ellipsis. `name` is what the clerk calls the field.
        """
        text = " ".join(text.split())
        if not text:
            return
        x, line = at
        size = self._fitting_size(text, width, style)
        if size:
            if size < min(UNREMARKABLE, style.size):
                self.notes.add(name, SMALLER)
            start = {"right": x + width, "center": x + width / 2}.get(style.align, x)
            self.pen.text(text, start, line - LIFT, replace(style, size=size))
            return
        block = self._two_lines(text, width, name, style)
        top = self.pen.y(line) + block.height + 0.4
        self.pen.typesetter.draw(self.pen.canvas, block, self.pen.x(x), top)

    def lines(self, block: Block, x: float, first_line: float) -> None:
        """Write text laid out by `on_lines` on the writing lines from `first_line` on."""
        top = self.pen.y(first_line - LIFT) + block.ascent
        if block.style.pitch < WRITING_LINE * MM:
            top += block.style.pitch
        self.pen.typesetter.draw(self.pen.canvas, block, self.pen.x(x), top)

    def _fitting_size(self, text: str, width: float, style: Style) -> float:
        """Return the largest size at which the text fits on one line, 0 for none."""
        natural = self.pen.typesetter.width(text, style)
        room = width * MM
        size = style.size
        while size >= SMALLEST:
            if natural * size / style.size <= room:
                return size
            size -= STEP
        return 0.0

    def _two_lines(self, text: str, width: float, name: str, style: Style) -> Block:
        small = replace(style, size=SMALLEST, leading=SMALLEST * 1.36)
        typesetter, room = self.pen.typesetter, width * MM
        block = typesetter.lay_out(text, small, room, 2)
        if not block.overflow:
            self.notes.add(name, SMALLER)
            return block
        self.notes.add(name, CUT)
        kept = text[: len(text) - len(block.overflow)].rstrip()
        while block.overflow and kept:
            block = typesetter.lay_out(kept + ELLIPSIS, small, room, 2)
            kept = kept[:-1]
        return block


def on_lines(pen: Pen, text: str, width: float, lines: int) -> Block:
    """Lay text out for `lines` writing lines; `overflow` of the result is what has no room.

    One typed line per writing line where that is enough, otherwise two smaller ones.
    """
    roomy = replace(VALUE, leading=WRITING_LINE * MM)
    block = pen.typesetter.lay_out(text, roomy, width * MM, lines)
    if not block.overflow:
        return block
    tight = replace(VALUE, size=TIGHT_SIZE, leading=WRITING_LINE * MM / 2)
    return pen.typesetter.lay_out(text, tight, width * MM, 2 * lines)
