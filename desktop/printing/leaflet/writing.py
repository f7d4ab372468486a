"""Typed answers on the leaflet's writing lines, and word of those that didn't fit."""

from dataclasses import dataclass, replace
from functools import lru_cache

from desktop.domain.leaflet_layout import LeafletLayout
from desktop.printing.leaflet.geometry import HEADING, LABEL, LIFT, VALUE, WIDTH, WRITING_LINE
from desktop.printing.notes import CONTINUED, CUT, LACKING, SMALLER, UNREMARKABLE, Notes, of_layout
from desktop.printing.pen import BOX, BOX_GAP, MM, Pen
from desktop.printing.picture import Picture
from desktop.printing.typesetter.ending import ELLIPSIS, ended
from desktop.printing.typesetter.paragraph import Block, Style
from desktop.printing.typesetter.shaping import clusters

SMALLEST = 7.0
SMALL_LEADING = 1.34
STEP = 0.5

# Two typed lines between each two writing lines: for text too long for one.
TIGHT = replace(VALUE, size=8.0, leading=WRITING_LINE * MM / 2)
# So small that the tallest marks clear the deepest tails of the line above.
TIGHTEST = replace(TIGHT, size=7.0)
# How high two small lines may be on one writing line: they end under the line above.
ROOM = WRITING_LINE * MM - 0.4
ROOMY = replace(VALUE, leading=WRITING_LINE * MM)


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

        It shrinks to fit, then takes two small lines, then ends in an ellipsis. `name` is what
        the clerk calls the field.
        """
        text = " ".join(text.split())
        if not text:
            return
        x, line = at
        pen = self.pen
        shown = pen.typesetter.shown(text, style)
        if shown.missing:
            self.notes.add(name, LACKING)
        size = style.size
        if shown.width > width * MM:
            size = self._fitting_size(shown.width, width, style) or self._figure_size(
                text, shown.width, width, name, style
            )
        if size:
            if size != style.size:
                shown = pen.typesetter.shown(text, sized(style, size))
            start = x
            if style.align != "left":
                start += width if style.align == "right" else width / 2
            pen.show(shown, start, line - LIFT, style.align)
            return
        block = self._two_lines(text, width, name, style)
        top = self.pen.y(line) + block.height + 0.4
        self.pen.typesetter.draw(self.pen.canvas, block, self.pen.x(x), top)

    def passage(
        self,
        text: str,
        at: tuple[float, float],
        width: float,
        rows: int,
        name: str,
        tail: str,
    ) -> None:
        """Write an answer in words on `rows` writing lines, the first of which begins at `at`.

        Long answers are set closer, without the lines; what has no room even then continues on
        the next sheet (see `too_long`): it ends in `tail` here.
        """
        x, first = at
        block = _passage(self.pen, text, width, rows)
        roomy = block.style.pitch >= WRITING_LINE * MM
        if roomy:
            for row in range(rows):
                self.pen.writing_line(x, first + row * WRITING_LINE, width)
        if block.overflow:
            self.notes.add(name, CONTINUED)
            block = ended(text, block, tail, lambda t: _passage(self.pen, t, width, rows))
        top = (
            self.pen.y(first - LIFT) + block.ascent
            if roomy
            else self.pen.y(first - WRITING_LINE + 1)
        )
        if block.missing:
            self.notes.add(name, LACKING)
        if text:
            self.pen.typesetter.draw(self.pen.canvas, block, self.pen.x(x), top)

    def _fitting_size(self, natural: float, width: float, style: Style) -> float:
        """Return the largest size at which a text that wide fits on one line, 0 for none."""
        room = width * MM
        size = style.size
        while size >= UNREMARKABLE:
            if natural * size / style.size <= room:
                return size
            size -= STEP
        return 0.0

    def _figure_size(
        self, text: str, natural: float, width: float, name: str, style: Style
    ) -> float:
        """Return the size at which a figure fits, 0 for other texts: cut, it would be misread."""
        if " " in text or any(map(str.isalpha, text)):
            return 0.0
        self.notes.add(name, SMALLER)
        return style.size * width * MM / natural

    def _two_lines(self, text: str, width: float, name: str, style: Style) -> Block:
        block = _small(self.pen, text, width, style, UNREMARKABLE)
        if not block.overflow and block.height <= ROOM:
            return block
        block = _small(self.pen, text, width, style, SMALLEST)
        size = SMALLEST
        # Letters of no Thai word may reach higher still; smaller, more of them may come.
        while block.height > ROOM:
            size *= 0.99 * ROOM / block.height
            block = _small(self.pen, text, width, style, size)
        self.notes.add(name, CUT if block.overflow else SMALLER)
        return ended(text, block, ELLIPSIS, lambda t: _small(self.pen, t, width, style, size))


@dataclass(frozen=True, slots=True)
class Form:
    """Draws what the layout says: its texts, each in the room it has, and the office's logo."""

    pen: Pen
    layout: LeafletLayout
    notes: Notes
    logo: Picture | None = None

    def label(
        self,
        text: str,
        x: float,
        baseline: float,
        room: float,
        style: Style = LABEL,
        named: str = "",
    ) -> None:
        """Write a text of at most `room` millimetres; a longer one is set smaller, or is cut.

        `named` is the layout's text where that has values in it.
        """
        fitting, shown = self.fitted(text, room, style, named)
        self.pen.text(shown, x, baseline, fitting)

    def heading(self, text: str, y: float, x: float = 0, room: float = WIDTH) -> None:
        """Write a section's heading; `room` ends where its place does, counted from the panel."""
        self.label(text, x, y, room - x, HEADING)

    def beside(self, text: str, x: float, y: float, room: float) -> None:
        """Write what a box at `x`, `y` stands for; `room` begins with the box."""
        start = BOX + BOX_GAP
        self.label(text, x + start, y + BOX - 0.9, room - start)

    def passage(
        self, text: str, x: float, top: float, width: float, height: float, style: Style
    ) -> float:
        """Write running text from `top` downward in a place of that height; return its bottom."""
        setter = self.pen.typesetter
        block = setter.lay_out(text, style, width * MM)
        if block.height > height * MM:
            block = setter.fit(text, style, width * MM, height * MM, SMALLEST)
            self._note(text, CUT if block.shortened else SMALLER)
        setter.draw(self.pen.canvas, block, self.pen.x(x), self.pen.y(top))
        return top + block.height / MM

    def fitted(self, text: str, room: float, style: Style, named: str = "") -> tuple[Style, str]:
        """Return in which size a text has room, and what of it has."""
        setter = self.pen.typesetter
        if setter.shown(text, style).missing:
            self._note(named or text, LACKING)
        natural = setter.width(text, style)
        if natural <= room * MM:
            return style, text
        size = style.size * room * MM / natural
        if size >= SMALLEST:
            self._note(named or text, SMALLER)
            return replace(style, size=size), text
        self._note(named or text, CUT)
        small, kept = replace(style, size=SMALLEST), clusters(text)
        while kept and setter.width("".join(kept) + ELLIPSIS, small) > room * MM:
            kept = kept[:-1]
        return small, "".join(kept) + ELLIPSIS

    def _note(self, text: str, what: str) -> None:
        self.notes.add(of_layout(text), what)


@lru_cache(maxsize=256)
def sized(style: Style, size: float) -> Style:
    """Return the style in another size, the same one each time it is asked for."""
    return replace(style, size=size)


def is_cut(pen: Pen, text: str, width: float, style: Style = VALUE) -> bool:
    """Tell whether a value has no room on its line even at the smallest size."""
    natural = pen.typesetter.width(text, style)
    if natural * min(SMALLEST / style.size, 1) <= width * MM:
        return False  # on one line already, as most are
    return bool(_small(pen, text, width, style, SMALLEST).overflow)


def too_long(pen: Pen, text: str, width: float, rows: int) -> bool:
    """Tell whether a passage has more text than `rows` writing lines can take."""
    if not text:
        return False
    return bool(_passage(pen, text, width, rows).overflow)


def _small(pen: Pen, text: str, width: float, style: Style, size: float) -> Block:
    small = _smaller(style, size)
    block = pen.typesetter.lay_out(text, small, width * MM, 2)
    if block.clearance <= small.pitch:
        return block
    return pen.typesetter.lay_out(text, replace(small, leading=block.clearance), width * MM, 2)


@lru_cache(maxsize=64)
def _smaller(style: Style, size: float) -> Style:
    return replace(style, size=size, leading=size * SMALL_LEADING)


def _passage(pen: Pen, text: str, width: float, rows: int) -> Block:
    block = pen.typesetter.lay_out(text, ROOMY, width * MM, rows)
    if not block.overflow:
        return block
    block = pen.typesetter.lay_out(text, TIGHT, width * MM, 2 * rows)
    if block.clearance <= TIGHT.pitch:
        return block
    tight = TIGHTEST
    block = pen.typesetter.lay_out(text, tight, width * MM, 2 * rows)
    while block.clearance > tight.pitch:
        tight = replace(tight, size=tight.size * 0.99 * tight.pitch / block.clearance)
        block = pen.typesetter.lay_out(text, tight, width * MM, 2 * rows)
    return block
