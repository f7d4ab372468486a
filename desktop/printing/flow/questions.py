"""The lines of a form on paper: each kind of question with the room its answer needs.

All measures are millimetres.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from desktop.domain.answer_words import words_of
from desktop.domain.form import Question
from desktop.domain.form_paper import FormLine
from desktop.domain.paper_layout import Questions
from desktop.printing.flow.pages import Draw, Part, Piece
from desktop.printing.flow.setting import Named, Setter, of_layout
from desktop.printing.notes import named_by
from desktop.printing.pen import BOX, BOX_GAP, MM, Pen
from desktop.printing.typesetter.paragraph import Block, Style

HEADING_PIECE = 12.5
MEMBER_PIECE = 11.5
GROUP_PIECE = 9.5
GAP = 4.0
ROW_GAP = 4.5
# A writing line stands this far under the top of a question, its number in the margin.
LINE = 4.8
HANG = 9.0
LABEL_GAP = 2.5
# More choices than this are written by name: a page of boxes helps nobody.
MOST_BOXES = 24
MOST_LINES = 12
OTHER = "อื่น"
GOES_ON = "(ต่อ)"
SHORT_LINE = 45.0
LEAST_OTHER = 22.0
DATE_PARTS = (("วันที่", 14.0), ("เดือน", 34.0), ("พ.ศ.", 20.0))


@dataclass(frozen=True, slots=True)
class QuestionSetter:
    """Sets a form's lines in a room of `width`; it is the household's of that number."""

    block: Questions
    setter: Setter
    width: float
    number: str = ""

    @property
    def _words(self) -> Style:
        return Style(self.block.size)

    @property
    def _answer_x(self) -> float:
        return self.block.label + GAP

    @property
    def _room(self) -> float:
        return self.width - self._answer_x

    def pieces(self, lines: Iterable[FormLine]) -> Iterator[Piece]:
        """Yield a piece a line; questions are numbered within their section, each once for all.

        Whose questions they are stands at the top of each page that they go on to.
        """
        section = 0
        numbers: dict[str, int] = {}
        whose: Piece | None = None
        for line in lines:
            if line.kind == "section":
                section, numbers, whose = section + 1, {}, None
                text = f"{section}  {line.text}"
                yield self._heading(text, HEADING_PIECE, 11.5, of_layout(line.text), rule=True)
            elif line.kind == "member":
                of = Named(self.number, f"สมาชิกคนที่ {line.row}")
                who = " ".join(line.text.split())
                yield self._heading(who, MEMBER_PIECE, 10.5, of, rule=True)
                whose = self._heading(f"{who} {GOES_ON}", MEMBER_PIECE, 10.5, of, rule=True)
            elif line.kind == "group":
                group = self._heading(line.text, GROUP_PIECE, 10, of_layout(line.text))
                yield replace(group, head=whose)
            elif line.kind == "note":
                yield self._note(line.text)
            elif line.question is not None:
                number = numbers.setdefault(line.question.id, len(numbers) + 1)
                whose = whose if line.row else None
                for piece in self._question(line, line.question, f"{section}.{number}"):
                    yield replace(piece, head=whose)

    def _heading(
        self, text: str, height: float, size: float, of: Named, *, rule: bool = False
    ) -> Piece:
        style = Style(size * self.block.size / 10, bold=True)
        laid = self.setter.fitted(text, style, (self.width * MM, (height - 4) * MM), of)

        def draw(pen: Pen) -> None:
            top = height - 2.6 - laid.height / MM
            if rule:
                pen.rule(0, top - 0.8, self.width)
            pen.typesetter.draw(pen.canvas, laid, pen.x(0), pen.y(top))

        return Piece(height, draw, keep=True, part=Part("H2"))

    def _note(self, text: str) -> Piece:
        style = replace(self._words, size=9)
        laid = self.setter.whole(text, style, self.width * MM, of_layout(text))
        return Piece(
            laid.height / MM + ROW_GAP,
            lambda pen: pen.typesetter.draw(pen.canvas, laid, pen.x(0), pen.y(0.5)),
            part=Part(),
        )

    def _question(self, line: FormLine, question: Question, number: str) -> Iterator[Piece]:
        width = (self.block.label - HANG) * MM
        of = of_layout(question.label)
        label = self.setter.whole(question.label, self._words, width, of)
        hint = self.setter.whole(question.hint, replace(self._words, size=8), width, of)
        height, answer, rest = self._answer(_Asked(question, line.row), line.value)
        label_height = (label.height + (hint.height if question.hint else 0)) / MM

        def draw(pen: Pen) -> None:
            top = pen.y(BOX - 0.9) + label.ascent  # on a line with the first box's label
            pen.text(number, 0, BOX - 0.9, self._words)
            pen.typesetter.draw(pen.canvas, label, pen.x(HANG), top)
            pen.typesetter.draw(pen.canvas, hint, pen.x(HANG), top - label.height)
            answer(replace(pen, left=pen.left + self._answer_x))

        high = max(height + ROW_GAP * (not rest), label_height + LABEL_GAP)
        yield Piece(high, draw, part=Part(), of=rest[0].of if rest else ())
        yield from rest

    def _answer(self, asked: "_Asked", value: str) -> tuple[float, Draw, list[Piece]]:
        """Return the height and the drawing of where a question is answered, and what goes on."""
        question = asked.question
        boxes = question.kind in ("select_one", "select_multiple", "acknowledge")
        if boxes and 0 < len(question.choices) <= MOST_BOXES:
            return *self._boxes(asked, frozenset(value.split())), []
        said = words_of(question, value)
        if question.kind == "date" and not said:
            return LINE, lambda pen: self._date(pen, asked), []
        if question.kind in ("integer", "decimal", "date", "time", "datetime", "range"):
            return self._lines(asked, said, 1, min(SHORT_LINE, self._room))
        rows = self.block.lines if "multiline" in question.appearance else 1
        return self._lines(asked, said, rows, self._room)

    def _boxes(self, asked: "_Asked", ticked: frozenset[str]) -> tuple[float, Draw]:
        """Lay choices out in columns that are as wide as the widest of them asks."""
        choices = asked.question.choices
        natural = [self.setter.width(one.label, self._words) / MM for one in choices]
        widest = max(
            width + (LEAST_OTHER if one.label.startswith(OTHER) else 0.0)
            for one, width in zip(choices, natural, strict=True)
        )
        columns = max(1, min(int(self._room / (BOX + BOX_GAP + widest + GAP)), len(choices)))
        width = self._room / columns
        room = width - BOX - 2 * BOX_GAP
        # Behind a choice that is explained there is always room to write.
        rooms = [room - LEAST_OTHER * one.label.startswith(OTHER) for one in choices]
        laid = [
            self.setter.whole(one.label, self._words, wide * MM, of_layout(one.label))
            for one, wide in zip(choices, rooms, strict=True)
        ]
        tops: list[float] = []
        y = bottom = 0.0
        for first in range(0, len(laid), columns):
            row = laid[first : first + columns]
            tops += [y] * len(row)
            bottom = y + max(BOX, max(one.height for one in row) / MM)
            y = max(y + self.block.pitch, bottom + 1)

        def draw(pen: Pen) -> None:
            for place, (one, label, top) in enumerate(zip(choices, laid, tops, strict=True)):
                x = place % columns * width
                asked.box(pen, one.code, x, top)
                if one.code in ticked:
                    pen.tick(x, top)
                self._label(pen, label, x + BOX + BOX_GAP, top)
                if one.label.startswith(OTHER):
                    begins = x + BOX + BOX_GAP + label.natural_width / MM + 1
                    asked.line(pen, begins, top + BOX, x + width - 3 - begins, BOX, one.code)

        return bottom, draw

    def _label(self, pen: Pen, label: Block, x: float, top: float) -> None:
        """Draw a choice's label, its first line in the middle of the box's height."""
        baseline = pen.y(top + BOX - 0.9)
        pen.typesetter.draw(pen.canvas, label, pen.x(x), baseline + label.ascent)

    def _lines(
        self, asked: "_Asked", said: str, rows: int, width: float
    ) -> tuple[float, Draw, list[Piece]]:
        """Return writing lines with what is known on them, more where it needs more."""
        pitch = self.block.pitch
        style = replace(self._words, leading=pitch * MM)
        of = self._named(asked)
        laid = self.setter.laid(said, style, width * MM)
        if len(laid.lines) > 1:
            # What is printed needs no room for a hand.
            return self._printed(self.setter.whole(said, self._words, self._room * MM, of), of)
        self.setter.note(laid, style, of)

        def draw(pen: Pen) -> None:
            for row in range(rows):
                asked.line(pen, 0, LINE + row * pitch, width, pitch if row else LINE)
            if said:
                top = pen.y(BOX - 0.9) + laid.ascent
                pen.typesetter.draw(pen.canvas, laid, pen.x(0), top)

        return LINE + (rows - 1) * pitch, draw, []

    def _named(self, asked: "_Asked") -> Named:
        whose = f" สมาชิกคนที่ {asked.row}" if asked.row else ""
        return Named(self.number, f"{named_by(asked.question.label)}{whose}")

    def _printed(self, laid: Block, of: Named) -> tuple[float, Draw, list[Piece]]:
        """Return a long answer: its first lines beside the label, the rest in pieces below."""
        count = len(laid.lines)
        starts = range(0, count, MOST_LINES)
        first, *others = [self.setter.part(laid, at, at + MOST_LINES) for at in starts]

        def draw(pen: Pen) -> None:
            top = pen.y(BOX - 0.9) + first.ascent
            pen.typesetter.draw(pen.canvas, first, pen.x(0), top)

        rest = [self._going_on(part, of, last=part is others[-1]) for part in others]
        return first.height / MM, draw, rest

    def _going_on(self, part: Block, of: Named, *, last: bool) -> Piece:
        x = self._answer_x
        return Piece(
            part.height / MM + ROW_GAP * last,
            lambda pen: pen.typesetter.draw(pen.canvas, part, pen.x(x), pen.y(0)),
            part=Part(),
            of=(of,),
        )

    def _date(self, pen: Pen, asked: "_Asked") -> None:
        """Draw the three lines of a date, as offices write it."""
        x = 0.0
        for name, length in DATE_PARTS:
            x += pen.text(name, x, BOX - 0.9, self._words) + 1.5
            asked.line(pen, x, LINE, length, LINE)
            x += length + 2


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question of the household or of one member's row, and where on the page it is answered."""

    question: Question
    row: int

    def box(self, pen: Pen, choice: str, x: float, y: float) -> None:
        """Draw the box of a choice."""
        single = self.question.kind != "select_multiple"
        pen.answer_box(self.question.id, choice, x, y, row=self.row, single=single)

    def line(
        self, pen: Pen, x: float, y: float, length: float, height: float, choice: str = ""
    ) -> None:
        """Draw a line to write on."""
        pen.answer_line(self.question.id, x, y, length, height, choice=choice, row=self.row)
