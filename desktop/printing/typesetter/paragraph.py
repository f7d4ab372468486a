"""Thai paragraphs: measured, broken between words, fitted and drawn."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from math import floor
from typing import Literal

from desktop.printing.pdf.sheets import Sheets
from desktop.printing.typesetter import drawing
from desktop.printing.typesetter.breaking import NEWLINES, is_gap, phrases, units
from desktop.printing.typesetter.fonts import EM, FontSet
from desktop.printing.typesetter.lines import Filler, Item, Line
from desktop.printing.typesetter.shaping import Shaper, Word, clusters
from desktop.thai import numbers

_LEADING = 1.45
# Each line keeps room for the tallest and the deepest that Thai writes.
_TALLEST = "ศักดิ์สิทธิ์ ปี๊ ฟื้น กู่ ฤๅ ฐ ฎ ญู"
_STEP = 0.5
# A line whose spaces would become wider than this is not justified, in thousandths of the size.
_LOOSEST = 2000
# Whole paragraphs that come again (labels, notices) are neither split nor shaped again.
_KEPT = 4_000
_KEPT_PHRASES = 20_000


@dataclass(frozen=True)
class Style:
    """How a paragraph looks; measures in points.

    `leading` is the distance of baselines, 0 for what suits the size and the text.
    `first_indent` moves the first line of each paragraph. `justify` stretches a line's spaces,
    and a little where words meet, never between letters.
    """

    size: float = 10.0
    leading: float = 0
    bold: bool = False
    align: Literal["left", "center", "right", "justify"] = "left"
    first_indent: float = 0

    @property
    def pitch(self) -> float:
        """The distance from one baseline to the next, in points."""
        return self.leading or self.size * _LEADING


@dataclass(frozen=True)
class Run:
    """A stretch of a paragraph; `bold` None is as the style says."""

    text: str
    bold: bool | None = None


Text = str | Sequence[Run]


@dataclass(frozen=True)
class Block:
    """A laid-out paragraph, ready to be drawn; measures in points.

    `height` holds all ink, tone marks included; the first baseline lies `ascent` under the top.
    `natural_width` is the width of the longest line. `overflow` is the text that didn't fit in
    the lines allowed, '' when all did. `wide` are the words wider than the line, broken between
    letters. `missing` are the characters the font can't draw. `shortened` tells that even the
    smallest size asked for wasn't small enough (`Typesetter.fit`).
    """

    lines: tuple[Line, ...]
    style: Style
    width: float
    height: float
    ascent: float
    natural_width: float
    overflow: str = ""
    wide: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    shortened: bool = False

    @property
    def size(self) -> float:
        """The font size used, in points."""
        return self.style.size

    @property
    def text(self) -> str:
        """What stands on the paper, line by line."""
        return "\n".join(line.text for line in self.lines)

    @cached_property
    def clearance(self) -> float:
        """The least distance of baselines, in points, at which no line's ink reaches the next."""
        scale = self.style.size / EM
        return (
            max((low.top - high.bottom for high, low in pairwise(self.lines)), default=0) * scale
        )

    @cached_property
    def shown(self) -> tuple[tuple[float, float, drawing.Shown], ...]:
        """The lines ready to be drawn, each with its place from the upper left corner."""
        style = self.style
        scale = style.size / EM
        room = self.width / scale
        found = []
        for row, line in enumerate(self.lines):
            indent = style.first_indent / scale if line.first else 0.0
            if line.items:
                shift, stretch = _aligned(line, style.align, room - indent)
                shown = drawing.shown(line.items, style.size, stretch)
                found.append(((indent + shift) * scale, -self.ascent - row * style.pitch, shown))
        return tuple(found)


class Typesetter:
    """Sets Thai in one family of fonts; what it has shaped serves every later document."""

    def __init__(
        self, fonts: FontSet, split: Callable[[str], list[str]], *, thai_digits: bool = False
    ) -> None:
        """Take the fonts and the segmenter (`desktop.thai.words.Segmenter(...).split`).

        With `thai_digits` all numbers are set in Thai digits, whatever the text has.
        """
        self.fonts = fonts
        self._digits = numbers.thai_digits if thai_digits else str
        self._split = split
        self._shaper = Shaper()
        tallest = [self._shaper.word(_TALLEST, face) for face in (fonts.regular, fonts.bold)]
        self._reach = max(w.top for w in tallest), min(w.bottom for w in tallest)
        self._shown: dict[tuple[str, float, bool], drawing.Shown] = {}
        self._blocks: dict[tuple[str, Style, float, int | None], Block] = {}
        self._phrases: dict[tuple[str, bool], tuple[Item, ...]] = {}
        self._items: dict[tuple[tuple[str, bool], ...], tuple[Item, ...]] = {}

    def in_digits(self, *, thai: bool) -> "Typesetter":
        """Return a typesetter with the same fonts that sets all numbers in these digits."""
        return Typesetter(self.fonts, self._split, thai_digits=thai)

    def width(self, text: Text, style: Style) -> float:
        """Return the width of text on one line, in points."""
        return self.shown(text, style).width

    def lay_out(
        self, text: Text, style: Style, width: float, max_lines: int | None = None
    ) -> Block:
        """Break text into lines of at most `width` points, from memory when it was met before.

        Lines beyond `max_lines` are left out and their text reported in `Block.overflow`.
        """
        if not isinstance(text, str):
            return self._lay_out(text, style, width, max_lines)
        key = text, style, width, max_lines
        block = self._blocks.get(key)
        if block is None:
            if len(self._blocks) >= _KEPT:
                self._blocks.clear()
            block = self._blocks[key] = self._lay_out(*key)
        return block

    def _lay_out(self, text: Text, style: Style, width: float, max_lines: int | None) -> Block:
        items = self._prepared(text, style)
        scale = style.size / EM
        filler = Filler(width / scale, (width - style.first_indent) / scale, self._cut)
        filler.fill(items)
        lines = filler.lines if max_lines is None else filler.lines[:max_lines]
        rest = ""
        if len(lines) < len(filler.lines):
            whole = "".join(item.text for item in items)
            rest = whole[filler.lines[len(lines)].start :].strip()
        block = self._block(lines, style, width, rest, tuple(filler.wide))
        if style.leading or block.clearance <= style.pitch:
            return block
        # The tallest marks would meet the deepest tails of the line above.
        roomy = replace(style, leading=block.clearance)
        return self._block(lines, roomy, width, rest, tuple(filler.wide))

    def fit(
        self, text: Text, style: Style, width: float, height: float, smallest: float = 7.0
    ) -> Block:
        """Lay text out in a box, in steps of half a point smaller until all of it fits.

        The leading shrinks with the size. When even `smallest` is too large, the lines that
        fit at that size are returned, the rest is in `overflow` and `shortened` is true.
        """
        size = style.size
        while True:
            small = replace(style, size=size, leading=style.leading * size / style.size)
            block = self.lay_out(text, small, width)
            if (block.height <= height and not block.wide) or size <= smallest:
                break
            size = max(smallest, size - _STEP)
        if block.height <= height:
            return block
        count = self.lines_in(block, height)
        return replace(self.lay_out(text, small, width, count), shortened=True)

    def lines_in(self, block: Block, height: float) -> int:
        """Return how many of a block's lines fit in `height` points, 0 when not even one."""
        pitch = block.style.pitch
        one = block.height - (len(block.lines) - 1) * pitch
        count = min(len(block.lines), 1 + floor((height - one) / pitch))
        # A line with unusually deep letters needs more than the others.
        while count > 0 and self.part(block, 0, count).height > height:
            count -= 1
        return max(count, 0)

    def part(self, block: Block, first: int, end: int) -> Block:
        """Return a block of the lines from `first` up to `end`, as a page break leaves them."""
        kept = list(block.lines[first:end])
        return self._block(kept, block.style, block.width, block.overflow, block.wide)

    def draw(self, canvas: Sheets, block: Block, x: float, top: float) -> None:
        """Draw a block with its upper left corner at `x`, `top` (points, y upward)."""
        for dx, dy, shown in block.shown:
            canvas.show(shown, x + dx, top + dy)

    def text(self, canvas: Sheets, text: Text, x: float, baseline: float, style: Style) -> float:
        """Draw one line and return its width in points.

        `x` is its left end, its middle or its right end, as the style aligns.
        """
        shown = self.shown(text, style)
        self.show(canvas, shown, x, baseline, style.align)
        return shown.width

    def show(
        self, canvas: Sheets, shown: drawing.Shown, x: float, baseline: float, align: str
    ) -> None:
        """Draw one line that is ready, aligned at `x`."""
        if shown.operators:
            if align != "left":
                x -= shown.width if align == "right" else shown.width / 2
            canvas.show(shown, x, baseline)

    def shown(self, text: Text, style: Style) -> drawing.Shown:
        """Return one line ready to be drawn, from memory when it was met before."""
        if not isinstance(text, str):
            return self._one_line(text, style)
        key = text, style.size, style.bold
        found = self._shown.get(key)
        if found is None:
            if len(self._shown) >= _KEPT_PHRASES:
                self._shown.clear()
            found = self._shown[key] = self._one_line(text, style)
        return found

    def _one_line(self, text: Text, style: Style) -> drawing.Shown:
        if isinstance(text, str):
            said = self._digits(text)
            letters = self._shaper.letters(said, self.fonts.face(bold=style.bold))
            if letters:
                return drawing.lettered(said, letters, style.size)
        items = self._prepared(text, style)
        return drawing.shown((item for item in items if not item.newline), style.size)

    def _block(
        self, lines: list[Line], style: Style, width: float, rest: str, wide: tuple[str, ...]
    ) -> Block:
        scale = style.size / EM
        top, bottom = self._reach
        words = [word for line in lines for item in line.items for word in item.words]
        if lines:
            top = max([top, *(w.top for item in lines[0].items for w in item.words)])
            bottom = min([bottom, *(w.bottom for item in lines[-1].items for w in item.words)])
        height = (top - bottom) * scale + (len(lines) - 1) * style.pitch if lines else 0.0
        gone = {char for word in words for char in word.missing}
        return Block(
            tuple(lines),
            style,
            width,
            height,
            top * scale,
            max((line.advance * scale for line in lines), default=0.0),
            rest,
            wide,
            tuple(sorted(gone)),
        )

    def _prepared(self, text: Text, style: Style) -> tuple[Item, ...]:
        """Return text split into words and shaped."""
        if isinstance(text, str):
            runs: tuple[tuple[str, bool], ...] = ((self._digits(text), style.bold),)
        else:
            runs = tuple(
                (self._digits(run.text), style.bold if run.bold is None else run.bold)
                for run in text
            )
        items = self._items.get(runs)
        if items is None:
            if len(self._items) >= _KEPT:
                self._items.clear()
            items = self._items[runs] = tuple(self._shaped(runs))
        return items

    def _shaped(self, runs: tuple[tuple[str, bool], ...]) -> list[Item]:
        if len(runs) == 1:
            text, bold = runs[0]
            return [item for phrase in phrases(text) for item in self._phrase(phrase, bold)]
        edges: list[tuple[int, bool]] = []
        end = 0
        for text, bold in runs:
            end += len(text)
            edges.append((end, bold))
        items: list[Item] = []
        start = 0
        for phrase in phrases("".join(text for text, _ in runs)):
            for unit in units(phrase, self._split):
                items.append(self._item(unit, start, edges))
                start += len(unit)
        return items

    def _phrase(self, phrase: str, bold: bool) -> tuple[Item, ...]:
        """Return a phrase of one weight, from memory when it was met before."""
        key = (phrase, bold)
        items = self._phrases.get(key)
        if items is None:
            if len(self._phrases) >= _KEPT_PHRASES:
                self._phrases.clear()
            edges = [(len(phrase), bold)]
            items = self._phrases[key] = tuple(
                self._item(unit, 0, edges) for unit in units(phrase, self._split)
            )
        return items

    def _item(self, unit: str, start: int, edges: list[tuple[int, bool]]) -> Item:
        """Shape a unit that starts at an offset; `edges` are the ends of the runs."""
        if unit in NEWLINES:
            return Item(unit, (), 0.0, gap=True, newline=True)
        if unit[0] == "\u200b":
            return Item(unit, (), 0.0, gap=True)
        words: list[Word] = []
        left = unit
        for edge, bold in edges:
            piece = left[: max(edge - start, 0)]
            if piece:
                words.append(self._shaper.word(piece, self.fonts.face(bold=bold)))
                left = left[len(piece) :]
                start += len(piece)
        return Item(unit, tuple(words), sum(word.advance for word in words), gap=is_gap(unit))

    def _cut(self, item: Item, room: float, width: float) -> list[Item]:
        """Break an item that is wider than a line between letters."""
        pieces: list[Item] = []
        for word in item.words:
            held = ""
            for cluster in clusters(word.text):
                tried = self._shaper.word(held + cluster, word.face)
                if held and tried.advance > room:
                    pieces.append(self._piece(held, word))
                    held, room = cluster, width
                else:
                    held += cluster
            pieces.append(self._piece(held, word))
        return pieces

    def _piece(self, text: str, word: Word) -> Item:
        shaped = self._shaper.word(text, word.face)
        return Item(text, (shaped,), shaped.advance)


def _aligned(line: Line, align: str, room: float) -> tuple[float, float]:
    """Return how far a line starts from the left and how much wider each gap becomes."""
    left = room - line.advance
    if align == "right":
        return left, 0.0
    if align == "center":
        return left / 2, 0.0
    if align == "justify" and not line.last:
        pairs = list(pairwise(line.items))
        gaps = sum(item.gap for item in line.items)
        meetings = sum(not one.gap and not other.gap for one, other in pairs)
        stretch = left / max(gaps + meetings * drawing.WORD_SHARE, drawing.WORD_SHARE)
        if stretch <= _LOOSEST:
            return 0.0, stretch
    return 0.0, 0.0
