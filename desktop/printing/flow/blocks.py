"""Blocks of a layout as pieces of paper."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import singledispatchmethod
from pathlib import Path

from desktop.domain.paper_layout import (
    Block,
    Content,
    Field,
    Fields,
    Lines,
    Logo,
    Questions,
    Signature,
    Signatures,
    Space,
    Table,
    Words,
    filled,
)
from desktop.printing.flow.pages import Part, Piece
from desktop.printing.flow.questions import QuestionSetter
from desktop.printing.flow.setting import Named, Setter, named, of_layout
from desktop.printing.flow.tables import TableSetter
from desktop.printing.pen import MM, Pen
from desktop.printing.picture import read_picture
from desktop.printing.typesetter.paragraph import Block as Laid
from desktop.printing.typesetter.paragraph import Style

CODE_ROOM = 24.0
# Bold words of this size are headings to who hears the paper.
HEADING = 12.0
LABEL_GAP = 1.8
COLUMN_GAP = 4.0
LIFT = 1.9
# A paragraph of at most so many lines is not cut; no single line is left alone.
SHORT = 3
# A field of more lines than this goes on in a piece of its own, so that a page break may cut it.
MOST_LINES = 12
# How much of a field its label may take.
MOST_LABEL = 0.6
# A name to sign over has this room for two small lines, and stands alone on this one.
SIGN_HEIGHT, NAME_TOP, NAME_ROOM, NAME_LINE = 22.0, 8.7, 7.6, 13.5
SIGNED = Style(10.5, align="center")
SIGN, SMALL_NAME = "ลายมือชื่อ", 6.0


@dataclass(frozen=True)
class BlockSetter:
    """Sets blocks in a room of `width` millimetres. `folder` has the layout's pictures."""

    setter: Setter
    width: float
    folder: Path | None = None

    @singledispatchmethod
    def pieces(self, block: Block, content: Content) -> Iterator[Piece]:
        """Yield a block's pieces from the top downward."""
        raise NotImplementedError(type(block).__name__)

    @pieces.register
    def _(self, block: Words, content: Content) -> Iterator[Piece]:
        text = filled(block.text, content.values)
        style = Style(
            block.size, bold=block.bold, align=block.align, first_indent=block.indent * MM
        )
        width = self.width - block.aside - (CODE_ROOM if block.code else 0)
        of = named(block.text, "", content.values)
        laid = self.setter.whole(text, style, width * MM, of)
        if block.before:
            yield Piece(block.before)
        part = Part("H1" if block.bold and block.size >= HEADING else "P")
        yield from self._lines_of(laid, block, part, of)
        if block.after:
            yield Piece(block.after, keep=block.keep)

    def _lines_of(self, laid: Laid, block: Words, whole: Part, of: Named) -> Iterator[Piece]:
        x, count = block.aside, len(laid.lines)
        if (block.keep and count <= MOST_LINES) or count <= SHORT:
            yield Piece(laid.height / MM, self._draw(laid, x), keep=block.keep, part=whole)
            return
        pitch = laid.style.pitch / MM
        for number in range(count):
            part = self.setter.part(laid, number, number + 1)
            style = replace(laid.style, first_indent=laid.style.first_indent if not number else 0)
            part = replace(part, style=style)
            keep = number in (0, count - 2)
            yield Piece(pitch, self._draw(part, x), keep=keep, part=whole, of=(of,))

    def _draw(self, laid: Laid, x: float) -> "_Drawn":
        return _Drawn(laid, x)

    @pieces.register
    def _(self, block: Fields, content: Content) -> Iterator[Piece]:
        room = self.width - (CODE_ROOM if block.code else 0)
        for row in block.rows:
            shares = sum(one.share for one in row)
            x = 0.0
            cells = []
            for one in row:
                width = (room + COLUMN_GAP) * one.share / shares
                cells.append((x, self._field(one, block, content, width - COLUMN_GAP)))
                x += width
            yield from self._rows(cells, block.pitch)

    def _rows(self, cells: "list[tuple[float, _Field]]", pitch: float) -> Iterator[Piece]:
        """Yield a row of fields, the longest of them in several pieces."""
        deep = max(cell.rows for _, cell in cells)
        part = Part()
        for first in range(0, deep, MOST_LINES):
            end = min(first + MOST_LINES, deep)

            def draw(pen: Pen, first: int = first, end: int = end) -> None:
                for x, cell in cells:
                    cell.draw(replace(pen, left=pen.left + x), self.setter, first, end)

            of = tuple(cell.of for _, cell in cells if cell.rows > MOST_LINES)
            yield Piece((end - first) * pitch, draw, part=part, of=of)

    def _field(self, one: Field, block: Fields, content: Content, width: float) -> "_Field":
        asked = Style(block.label_size or block.size, bold=block.bold)
        label = self.setter.line(one.label, asked, width * MOST_LABEL * MM, of_layout(one.label))
        start = self.setter.width(one.label, label) / MM + LABEL_GAP
        unit = self.setter.width(one.unit, label) / MM + LABEL_GAP if one.unit else 0.0
        text = " ".join(filled(one.value, content.values).split())
        of = named(one.value, one.label, content.values)
        room = (width - start - unit) * MM
        if content.comes_back:
            # What stands below must not move with what a household is called.
            laid = self.setter.fitted(text, Style(block.size), (room, block.pitch * MM - 1), of)
        else:
            laid = self.setter.whole(text, Style(block.size, block.pitch * MM), room, of)
        small = bool(content.comes_back) and len(laid.lines) > 1
        return _Field(one, label, laid, of, start, width - unit, block.pitch, small)

    @pieces.register
    def _(self, block: Table, content: Content) -> Iterator[Piece]:
        yield from TableSetter(block, self.setter, self.width).pieces(content)

    @pieces.register
    def _(self, block: Questions, content: Content) -> Iterator[Piece]:
        number = content.values.get("number", "")
        yield from QuestionSetter(block, self.setter, self.width, number).pieces(content.form)

    @pieces.register
    def _(self, block: Lines, content: Content) -> Iterator[Piece]:
        if block.label:
            yield from self.pieces(Words(block.label, after=0, keep=True), content)
        for number in range(block.count):

            def draw(pen: Pen) -> None:
                pen.writing_line(0, block.pitch, self.width)

            yield Piece(block.pitch, draw, keep=number == 0 and block.count > 1)

    @pieces.register
    def _(self, block: Signatures, content: Content) -> Iterator[Piece]:
        yield Piece(block.before)
        width = self.width / len(block.people)

        def draw(pen: Pen) -> None:
            for number, one in enumerate(block.people):
                self._sign(replace(pen, left=pen.left + number * width), one, content, width)

        height = SIGN_HEIGHT + 7.0 * any(one.dated for one in block.people)
        yield Piece(height, draw, part=Part())

    def _sign(self, pen: Pen, one: Signature, content: Content, width: float) -> None:
        """Draw 'ลงชื่อ ...... role', the name in brackets, the position, the date."""
        style = Style(10.5)
        room = min(width - 6.0, 80.0)
        left = (width - room) / 2
        role = filled(one.role, content.values)
        fitting = self._line(one.role, role, content, room / 2)
        end = room - (self.setter.width(role, fitting) / MM + LABEL_GAP if role else 0)
        start = pen.text("ลงชื่อ", left, 6, style) + LABEL_GAP
        pen.writing_line(left + start, 6 + LIFT, end - start)
        if role:
            pen.text(role, left + end + LABEL_GAP, 6, replace(fitting, align="left"))
        centre = left + (start + end) / 2
        round_it = 2 * min(centre, width - centre)
        name = " ".join(filled(one.name, content.values).split())
        if name:
            self._name(pen, f"({name})", one, content, centre, round_it)
        else:
            pen.text("(", left + start - 1.5, NAME_LINE, style)
            pen.writing_line(left + start, NAME_LINE + LIFT - 1, end - start)
            pen.text(")", left + end + 0.5, NAME_LINE, style)
        position = filled(one.position, content.values)
        pen.text(position, centre, 20.5, self._line(one.position, position, content, round_it))
        if one.dated:
            y = 27.5 if one.position else 20.5
            begins = left + pen.text("วันที่", left, y, style) + LABEL_GAP
            pen.writing_line(begins, y + LIFT - 1, left + end - begins)

    def _line(self, of: str, text: str, content: Content, width: float) -> Style:
        """Return the style in which one line of a signature has room."""
        return self.setter.line(text, SIGNED, width * MM, named(of, SIGN, content.values))

    def _name(
        self, pen: Pen, text: str, one: Signature, content: Content, centre: float, width: float
    ) -> None:
        """Write a name round `centre`, in two small lines where it is too long for one."""
        of = named(one.name, SIGN, content.values)
        laid = self.setter.fitted(text, SIGNED, (width * MM, NAME_ROOM * MM), of, SMALL_NAME)
        top = pen.y(NAME_TOP) if len(laid.lines) > 1 else pen.y(NAME_LINE) + laid.ascent
        self.setter.typesetter.draw(pen.canvas, laid, pen.x(centre - width / 2), top)

    @pieces.register
    def _(self, block: Space, _content: Content) -> Iterator[Piece]:
        yield Piece(block.height)

    @pieces.register
    def _(self, block: Logo, _content: Content) -> Iterator[Piece]:
        picture = read_picture(self.folder, block.file)
        if picture is None:
            return
        spare = self.width - picture.width(block.height)
        x = {"center": spare / 2, "right": spare}.get(block.align, 0.0)

        def draw(pen: Pen) -> None:
            picture.draw(pen, x, 0, block.height)

        yield Piece(block.height, draw)


@dataclass(frozen=True, slots=True)
class _Drawn:
    """Draws lines laid out already."""

    laid: Laid
    x: float

    def __call__(self, pen: Pen) -> None:
        pen.typesetter.draw(pen.canvas, self.laid, pen.x(self.x), pen.y(0))


@dataclass(frozen=True, slots=True)
class _Field:
    """A label, its value from `start` to `end`, and a dotted line under each line of it.

    A `small` value has all its lines on one dotted line.
    """

    field: Field
    label: Style
    values: Laid
    of: Named
    start: float
    end: float
    pitch: float
    small: bool

    @property
    def rows(self) -> int:
        """How many dotted lines there are."""
        return 1 if self.small else max(len(self.values.lines), 1)

    def draw(self, pen: Pen, setter: Setter, first: int, end: int) -> None:
        """Draw the rows from `first` up to `end`; the label stands on the first of all."""
        line = self.pitch - 1.0
        base = line - LIFT + 0.4
        if not first:
            pen.text(self.field.label, 0, base, self.label)
            if self.field.unit:
                pen.text(self.field.unit, self.end + LABEL_GAP, base, self.label)
        for number in range(min(end, self.rows) - first):
            pen.writing_line(self.start, line + number * self.pitch, self.end - self.start)
        lines = self.values if self.small else setter.part(self.values, first, end)
        if lines.lines:
            top = pen.y(line) + lines.height + 0.4 if self.small else pen.y(base) + lines.ascent
            pen.typesetter.draw(pen.canvas, lines, pen.x(self.start), top)
