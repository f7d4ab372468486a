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
from desktop.printing.flow.tables import TableSetter
from desktop.printing.pen import MM, Pen
from desktop.printing.picture import read_picture
from desktop.printing.typesetter.paragraph import Block as Laid
from desktop.printing.typesetter.paragraph import Style, Typesetter

CODE_ROOM = 24.0
# Bold words of this size are headings to who hears the paper.
HEADING = 12.0
LABEL_GAP = 1.8
COLUMN_GAP = 4.0
LIFT = 1.9
# A paragraph of at most so many lines is not cut; no single line is left alone.
SHORT = 3
SIGN_HEIGHT = 22.0
SIGNED = Style(10.5, align="center")


@dataclass(frozen=True)
class BlockSetter:
    """Sets blocks in a room of `width` millimetres. `folder` has the layout's pictures."""

    typesetter: Typesetter
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
        laid = self.typesetter.lay_out(text, style, width * MM)
        if block.before:
            yield Piece(block.before)
        part = Part("H1" if block.bold and block.size >= HEADING else "P")
        yield from self._lines_of(laid, block.aside, part, keep=block.keep)
        if block.after:
            yield Piece(block.after, keep=block.keep)

    def _lines_of(self, laid: Laid, x: float, whole: Part, *, keep: bool) -> Iterator[Piece]:
        count = len(laid.lines)
        if keep or count <= SHORT:
            yield Piece(laid.height / MM, self._draw(laid, x), keep=keep, part=whole)
            return
        pitch = laid.style.pitch / MM
        for number in range(count):
            part = self.typesetter.part(laid, number, number + 1)
            style = replace(laid.style, first_indent=laid.style.first_indent if not number else 0)
            part = replace(part, style=style)
            keep = number in (0, count - 2)
            yield Piece(pitch, self._draw(part, x), keep=keep, part=whole)

    def _draw(self, laid: Laid, x: float) -> "_Drawn":
        return _Drawn(self.typesetter, laid, x)

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
            height = max(len(cell.values.lines) or 1 for _, cell in cells) * block.pitch

            def draw(pen: Pen, cells: list[tuple[float, _Field]] = cells) -> None:
                for x, cell in cells:
                    cell.draw(replace(pen, left=pen.left + x))

            yield Piece(height, draw, part=Part())

    def _field(self, one: Field, block: Fields, content: Content, width: float) -> "_Field":
        label = Style(block.label_size or block.size, bold=block.bold)
        value = Style(block.size, leading=block.pitch * MM)
        start = self.typesetter.width(one.label, label) / MM + LABEL_GAP
        unit = self.typesetter.width(one.unit, label) / MM + LABEL_GAP if one.unit else 0.0
        text = " ".join(filled(one.value, content.values).split())
        room = (width - start - unit) * MM
        if content.comes_back:
            # What stands below must not move with what a household is called.
            laid = self.typesetter.fit(text, value, room, block.pitch * MM)
        else:
            laid = self.typesetter.lay_out(text, value, room)
        return _Field(self.typesetter, one, label, laid, start, width - unit, block.pitch)

    @pieces.register
    def _(self, block: Table, content: Content) -> Iterator[Piece]:
        yield from TableSetter(block, self.typesetter, self.width).pieces(content)

    @pieces.register
    def _(self, block: Questions, content: Content) -> Iterator[Piece]:
        yield from QuestionSetter(block, self.typesetter, self.width).pieces(content.form)

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
        end = room - (pen.typesetter.width(role, style) / MM + LABEL_GAP if role else 0)
        start = pen.text("ลงชื่อ", left, 6, style) + LABEL_GAP
        pen.writing_line(left + start, 6 + LIFT, end - start)
        if role:
            pen.text(role, left + end + LABEL_GAP, 6, style)
        centre = left + (start + end) / 2
        name = filled(one.name, content.values).strip()
        if name:
            self._centred(pen, f"({name})", centre, 13.5, width)
        else:
            pen.text("(", left + start - 1.5, 13.5, style)
            pen.writing_line(left + start, 13.5 + LIFT - 1, end - start)
            pen.text(")", left + end + 0.5, 13.5, style)
        self._centred(pen, filled(one.position, content.values), centre, 20.5, width)
        if one.dated:
            y = 27.5 if one.position else 20.5
            begins = left + pen.text("วันที่", left, y, style) + LABEL_GAP
            pen.writing_line(begins, y + LIFT - 1, left + end - begins)

    def _centred(self, pen: Pen, text: str, centre: float, baseline: float, width: float) -> None:
        """Write one line round `centre`, smaller where it is too long for its signature."""
        room = 2 * min(centre, width - centre) * MM
        natural = self.typesetter.width(text, SIGNED)
        size = SIGNED.size * min(1.0, room / natural) if natural else SIGNED.size
        pen.text(text, centre, baseline, replace(SIGNED, size=size))

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

    typesetter: Typesetter
    laid: Laid
    x: float

    def __call__(self, pen: Pen) -> None:
        self.typesetter.draw(pen.canvas, self.laid, pen.x(self.x), pen.y(0))


@dataclass(frozen=True, slots=True)
class _Field:
    """A label, its value from `start` to `end`, and a dotted line under each line of it."""

    typesetter: Typesetter
    field: Field
    label: Style
    values: Laid
    start: float
    end: float
    pitch: float

    def draw(self, pen: Pen) -> None:
        line = self.pitch - 1.0
        pen.text(self.field.label, 0, line - LIFT + 0.4, self.label)
        if self.field.unit:
            pen.text(self.field.unit, self.end + LABEL_GAP, line - LIFT + 0.4, self.label)
        for number in range(max(len(self.values.lines), 1)):
            pen.writing_line(self.start, line + number * self.pitch, self.end - self.start)
        if self.values.lines:
            top = pen.y(line - LIFT + 0.4) + self.values.ascent
            self.typesetter.draw(pen.canvas, self.values, pen.x(self.start), top)
