"""Texts laid out for papers of any length, and word of those that had no room as they are."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from desktop.domain.paper_layout import COMMON, names_in
from desktop.printing import notes
from desktop.printing.notes import BROKEN, CUT, LACKING, SMALLER, UNREMARKABLE, Notes, named_by
from desktop.printing.typesetter.ending import ELLIPSIS, ended
from desktop.printing.typesetter.paragraph import Block, Style, Typesetter

SMALLEST = 7.0
STEP = 0.5


@dataclass(frozen=True, slots=True)
class Named:
    """What a clerk calls a text: the household's number ('' for none) and the field."""

    number: str
    field: str


def of_layout(text: str) -> Named:
    """Return what a text of the layout or of a form is called."""
    return Named("", notes.of_layout(text))


def named(text: str, field: str, values: Mapping[str, str]) -> Named:
    """Return what a layout's text with values in it is called; `field` is '' where it has no name.

    What is the same on all papers is told once, not for every household.
    """
    own = set(names_in(text)) <= COMMON
    if own and not field:
        return of_layout(text)
    return Named("" if own else values.get("number", ""), field or named_by(text))


@dataclass(frozen=True, slots=True)
class Setter:
    """Lays texts out, smaller where they need it, and notes it."""

    typesetter: Typesetter
    notes: Notes

    def width(self, text: str, style: Style) -> float:
        """Return the width of a text on one line, in points."""
        return self.typesetter.width(text, style)

    def part(self, block: Block, first: int, end: int) -> Block:
        """Return the lines of a block from `first` up to `end`."""
        return self.typesetter.part(block, first, end)

    def whole(self, text: str, style: Style, width: float, of: Named) -> Block:
        """Return all of a text in lines of `width` points.

        It is set smaller where a word is longer than a line, and broken there only where that
        doesn't help.
        """
        block = self.laid(text, style, width)
        self.note(block, style, of)
        return block

    def laid(self, text: str, style: Style, width: float) -> Block:
        """Return what `whole` does, unnoted."""
        block = natural = self.typesetter.lay_out(text, style, width)
        size = style.size
        while block.wide and size > SMALLEST:
            size = max(SMALLEST, size - STEP)
            block = self.typesetter.lay_out(text, replace(style, size=size), width)
        block = natural if block.wide else block
        # Marks upon marks, of no Thai word, may reach the line above where lines are ruled.
        while style.leading and block.clearance > style.leading:
            size = block.size * 0.99 * style.leading / block.clearance
            block = self.typesetter.lay_out(text, replace(style, size=size), width)
        return block

    def fitted(
        self,
        text: str,
        style: Style,
        room: tuple[float, float],
        of: Named,
        smallest: float = SMALLEST,
    ) -> Block:
        """Return a text in a room of that width and height; too long, it ends in an ellipsis."""
        width, height = room
        block = self.typesetter.fit(text, style, width, height, smallest)
        self.note(block, style, of)
        style, count = block.style, len(block.lines)
        if not count:
            return block
        return ended(
            text, block, ELLIPSIS, lambda t: self.typesetter.lay_out(t, style, width, count)
        )

    def line(self, text: str, style: Style, width: float, of: Named) -> Style:
        """Return in which style a text has room on one line of `width` points."""
        shown = self.typesetter.shown(text, style)
        if shown.missing:
            self.notes.add(of.field, LACKING, of.number)
        if shown.width <= width:
            return style
        size = style.size * max(width, 1) / shown.width
        if size < UNREMARKABLE:
            self.notes.add(of.field, SMALLER, of.number)
        return replace(style, size=size)

    def note(self, block: Block, asked: Style, of: Named) -> None:
        """Note what is not as it was asked."""
        if block.missing:
            self.notes.add(of.field, LACKING, of.number)
        if block.size < min(UNREMARKABLE, asked.size):
            self.notes.add(of.field, SMALLER, of.number)
        if block.wide:
            self.notes.add(of.field, BROKEN, of.number)
        if block.shortened:
            self.notes.add(of.field, CUT, of.number)
