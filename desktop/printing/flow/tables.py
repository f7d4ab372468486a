"""A layout's table as pieces: its head on every page, its rows whole."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from desktop.domain.paper_layout import Content, Table, filled
from desktop.printing.flow.pages import Part, Piece
from desktop.printing.flow.setting import Named, Setter, named, of_layout
from desktop.printing.pen import MM, Pen
from desktop.printing.typesetter.paragraph import Block, Style

LEAST_PAD = 0.3
GAP = 1.2
KEPT = 2000
# A cell of more lines than this goes on in a piece of its own, so that a page break may cut it.
MOST_LINES = 12


@dataclass(frozen=True)
class TableSetter:
    """Sets one table in a room of `width` millimetres."""

    table: Table
    setter: Setter
    width: float
    part: Part = field(default_factory=lambda: Part("Table"))
    _laid: dict[tuple[str, str, float, bool], Block] = field(default_factory=dict)

    @cached_property
    def _pad(self) -> float:
        """The room over and under a row's text that makes a row of one line as high as asked."""
        line = self._cell("ที่", "left", self.width, of_layout("ที่")).height / MM
        return max((self.table.height - line) / 2, LEAST_PAD)

    def pieces(self, content: Content) -> Iterator[Piece]:
        """Yield the head, then row after row."""
        head = self._head(content)
        yield head
        rows = content.tables.get(self.table.rows, ())
        group = ""
        for at, row in enumerate(rows, 1):
            over = filled(self.table.group, row)
            if over and over != group:
                yield self._over(over, head)
                group = over
            yield from self._row(row, head, self._named(row, at, content))
        if not rows and self.table.empty:
            yield self._over(filled(self.table.empty, content.values), head, last=True)
        for _ in range(self.table.blank):
            yield Piece(max(self.table.height, 9.0), self._rule_under(9.0), head=head)
        yield Piece(2.0)

    @cached_property
    def _places(self) -> list[tuple[float, float]]:
        """Return each column's left end and width."""
        scale = self.width / sum(column.width for column in self.table.columns)
        found, x = [], 0.0
        for column in self.table.columns:
            found.append((x, column.width * scale))
            x += column.width * scale
        return found

    def _head(self, content: Content) -> Piece:
        blocks = [
            self._cell(
                filled(column.head, content.values),
                column.align,
                width,
                named(column.head, "", content.values),
                bold=True,
            )
            for column, (_, width) in zip(self.table.columns, self._places, strict=True)
        ]
        pad = self._pad
        height = max(block.height for block in blocks) / MM + 2 * pad

        def draw(pen: Pen) -> None:
            for block, (x, _) in zip(blocks, self._places, strict=True):
                top = height - pad - block.height / MM  # heads stand on the rule
                self._write(pen, block, x, top, "TH")
            _rules(pen, self.width, 0, height)

        return Piece(height, draw, keep=True, part=self.part)

    def _named(self, row: Mapping[str, str], at: int, content: Content) -> list[Named]:
        """Return what a row's cells are called: by its household, else by its place."""
        if "number" in row:
            return [Named(row["number"], column.head) for column in self.table.columns]
        number = content.values.get("number", "")
        return [Named(number, f"{column.head} แถวที่ {at}") for column in self.table.columns]

    def _row(
        self, row: Mapping[str, str], head: Piece, called: Sequence[Named]
    ) -> Iterator[Piece]:
        cells = [
            self._cell(filled(column.value, row), column.align, width, of)
            for column, (_, width), of in zip(
                self.table.columns, self._places, called, strict=True
            )
        ]
        lines = max(len(block.lines) for block in cells)
        for first in range(0, max(lines, 1), MOST_LINES):
            part = [
                self.setter.part(block, first, first + MOST_LINES) if lines > MOST_LINES else block
                for block in cells
            ]
            long = [of for of, one in zip(called, cells, strict=True) if len(one.lines) > first]
            of = tuple(long) if lines > MOST_LINES else ()
            yield self._strip(part, head, of, last=first + MOST_LINES >= lines)

    def _strip(
        self, cells: Sequence[Block], head: Piece, of: tuple[Named, ...], *, last: bool
    ) -> Piece:
        pad = self._pad
        height = max(block.height for block in cells) / MM + 2 * pad * last

        def draw(pen: Pen) -> None:
            for block, (x, _) in zip(cells, self._places, strict=True):
                self._write(pen, block, x, pad, "TD")
            if last:
                _rules(pen, self.width, height)

        return Piece(height, draw, head=head, part=self.part, of=of)

    def _write(self, pen: Pen, block: Block, x: float, top: float, tag: str) -> None:
        """Write a cell; an empty one is a cell too."""
        pen.canvas.tags.begin_part(tag)
        pen.typesetter.draw(pen.canvas, block, pen.x(x + GAP), pen.y(top))
        pen.canvas.tags.end_part()

    def _over(self, text: str, head: Piece, *, last: bool = False) -> Piece:
        block = self._cell(text, "left", self.width, of_layout(text), bold=not last)
        pad = self._pad
        height = block.height / MM + 2 * pad

        def draw(pen: Pen) -> None:
            self._write(pen, block, 0, pad, "TD")
            _rules(pen, self.width, height)

        return Piece(height, draw, keep=not last, head=head, part=self.part)

    def _rule_under(self, height: float) -> "_Rule":
        return _Rule(self.width, height)

    def _cell(
        self, text: str, align: str, width: float, of: Named, *, bold: bool = False
    ) -> Block:
        """Return a cell laid out; in a long table most texts come again and again."""
        key = text, align, width, bold
        laid = self._laid.get(key)
        style = Style(self.table.size, bold=bold, align=align)  # type: ignore[arg-type]
        if laid is None:
            if len(self._laid) >= KEPT:
                self._laid.clear()
            laid = self._laid[key] = self.setter.laid(text, style, (width - 2 * GAP) * MM)
        self.setter.note(laid, style, of)
        return laid


def _rules(pen: Pen, width: float, *ys: float) -> None:
    pen.canvas.tags.begin_artifact()
    for y in ys:
        pen.rule(0, y, width)
    pen.canvas.tags.end_artifact()


@dataclass(frozen=True, slots=True)
class _Rule:
    """Draws the rule under a row that is left empty."""

    width: float
    height: float

    def __call__(self, pen: Pen) -> None:
        pen.rule(0, self.height, self.width)
