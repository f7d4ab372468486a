"""Where the parts of a logbook's line stand, for a width; painting and the mouse both ask."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics

from desktop.domain.form import Choice
from desktop.models.entry import CODED, STATE_WORDS, Shown
from desktop.services.keying import Line, LineKind, Table
from desktop.views.household.entry.columns import Columns, columns_of, cut
from desktop.views.text import Breaker, wrapped_height

EDGE, GAP, PAD = 10, 16, 6
HEAD, NARROW = 0.42, 560  # the question's share of the width; below this it stands above
_MOST_HEAD, _NUMBER, _DATE = 340, 190, 280  # pixels of a question, a number, a date in words
WRAP = int(Qt.TextFlag.TextWordWrap)


@dataclass(frozen=True, slots=True)
class Chip:
    """A coded answer on the screen. `code` is '' for a state that isn't an answer."""

    rect: QRect
    words: str
    code: str


@dataclass(frozen=True, slots=True)
class Places:
    """The rectangles of one line, from its own upper left corner; cells alone have a `width`."""

    head: QRect
    field: QRect
    chips: tuple[Chip, ...]
    problem: QRect
    note: QRect
    height: int
    width: int = 0


class Layout:
    """Lays lines out in one font, and remembers it."""

    def __init__(self, words: Breaker, font: QFont) -> None:
        self._words = words
        self.font = QFont(font)
        self.metrics = QFontMetrics(font)
        self.line = round(self.metrics.height() * 1.25)
        small = QFont(font)
        small.setPointSizeF(font.pointSizeF() * 0.9)
        self.small_font = small
        self._small = QFontMetrics(small)
        bold = QFont(font)
        bold.setBold(True)
        self.bold_font = bold
        self._bold = QFontMetrics(bold)
        self._broken: dict[str, str] = {}
        self._cut: dict[tuple[str, int], str] = {}
        self._known: dict[tuple[object, ...], Places] = {}
        # Each with its table, so that no other can take its place in memory.
        self._columns: dict[tuple[int, int], tuple[Table, Columns | None]] = {}

    def broken(self, text: str) -> str:
        """Return the text with the breaks of Thai words."""
        found = self._broken.get(text)
        if found is None:
            found = self._broken[text] = self._words.with_breaks(text)
        return found

    def cut(self, text: str, width: int) -> str:
        """Return as much of a text as a cell has room for, with the breaks of Thai words."""
        found = self._cut.get((text, width))
        if found is None:
            found = self._cut[text, width] = cut(self.broken(text), self.metrics, width)
        return found

    def fits(self, text: str, width: int) -> bool:
        """Whether a cell has room for all of a text."""
        return self.cut(text, width) == self.broken(text)

    def places(self, line: Line, shown: Shown, width: int) -> Places:
        """Return where everything of a line stands."""
        coded = line.question is not None and line.question.kind in CODED
        words = "" if coded else shown.words
        told = (shown.state, shown.choices, shown.required, shown.problem, shown.note, words)
        key = (line.key, line.text, told, width, id(line.table))
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._lay_out(line, shown, width)
        return found

    def columns(self, line: Line, width: int) -> Columns | None:
        """Return the columns of a line's table, None where it stands in lines of its own."""
        if line.table is None:
            return None
        key = id(line.table), width
        found = self._columns.get(key)
        if found is None:
            room = width - 2 * EDGE
            columns = columns_of(line.table, room, self.metrics, self._words, PAD)
            found = self._columns[key] = line.table, columns
        return found[1]

    def _lay_out(self, line: Line, shown: Shown, width: int) -> Places:
        none = QRect()
        columns = self.columns(line, width)
        if columns:
            return _cell(line, columns)
        if line.kind in (LineKind.CORNER, LineKind.COLUMN, LineKind.BLANK):
            return Places(none, none, (), none, none, 0)
        if line.kind is LineKind.SECTION:
            height = 2 * self.line
            head = QRect(EDGE, 0, width - 2 * EDGE, height)
            return Places(head, none, (), none, none, height + PAD)
        if line.kind in (LineKind.MEMBER, LineKind.ROW, LineKind.GROUP):
            height = self.line + 2 * PAD
            head = QRect(EDGE, 0, width - 2 * EDGE, height)
            return Places(head, none, (), none, none, height)
        if line.kind is LineKind.NOTE:
            text = self._wrapped(line.text, QRect(EDGE, PAD, width - 2 * EDGE, 0))
            return Places(text, none, (), none, none, text.height() + 2 * PAD)
        return self.question(line, shown, width)

    def question(self, line: Line, shown: Shown, width: int) -> Places:
        """Return where a question stands that has a line of its own."""
        beside = width >= NARROW
        share = min(round(width * HEAD), _MOST_HEAD) if beside else width - 2 * EDGE
        star = " *" if shown.required else ""
        head = self._wrapped(line.text + star, QRect(EDGE, PAD + 3, share, 0))
        left = EDGE + share + GAP if beside else EDGE
        top = PAD if beside else head.bottom() + 4
        room = width - left - EDGE
        coded = line.question is not None and line.question.kind in CODED
        chips = self._chips(line, shown, QRect(left, top, room, 0), coded)
        if coded:
            bottom = max((c.rect.bottom() for c in chips), default=top + self.line)
            field = QRect(left, top, room, bottom - top)
        else:
            field = self._field(line, shown, QRect(left, top, room, 0))
            bottom = field.bottom()
        problem = note = QRect()
        if shown.problem:
            problem = self._wrapped(shown.problem, QRect(left, bottom + 4, room, 0), small=True)
            bottom = problem.bottom()
        if shown.note:
            note = self._wrapped(shown.note, QRect(left, bottom + 4, room, 0), small=True)
            bottom = note.bottom()
        return Places(head, field, chips, problem, note, max(bottom, head.bottom()) + PAD)

    def _field(self, line: Line, shown: Shown, room: QRect) -> QRect:
        width = min(_width(line) or room.width(), room.width())
        text = self._wrapped(shown.words, QRect(room.left(), room.top(), width - 2 * PAD, 0))
        return QRect(room.left(), room.top(), width, max(self.line + PAD, text.height() + PAD))

    def _chips(self, line: Line, shown: Shown, room: QRect, coded: bool) -> tuple[Chip, ...]:
        texts: list[tuple[str, str]] = []
        if coded:
            texts = [(_chip_words(c), c.code) for c in shown.choices]
        if shown.state in STATE_WORDS and line.place is not None:
            texts.append((STATE_WORDS[shown.state], ""))
        chips: list[Chip] = []
        left, top, height = room.left(), room.top(), self.line + PAD
        if not coded:
            left += _width(line) + PAD
        for words, code in texts:
            width = min(self._bold.horizontalAdvance(words) + 20, room.width())
            if left + width > room.right() + 1 and left > room.left():
                left, top = room.left(), top + height + 4
            chips.append(Chip(QRect(left, top, width, height), words, code))
            left += width + 6
        return tuple(chips)

    def _wrapped(self, text: str, at: QRect, *, small: bool = False) -> QRect:
        metrics = self._small if small else self.metrics
        height = wrapped_height(metrics, self.broken(text), at.width())
        return QRect(at.left(), at.top(), max(at.width(), 40), height)


def _cell(line: Line, columns: Columns) -> Places:
    """Return where a cell of a table stands: all of it is head and field."""
    width, none = columns.widths[line.column], QRect()
    height = columns.head if line.kind in (LineKind.CORNER, LineKind.COLUMN) else columns.row
    left = EDGE if not line.column else 0
    box = QRect(left, 0, width, height)
    last = line.column + 1 == len(columns.widths)
    return Places(box, box, (), none, none, height, left + width + (EDGE - 1 if last else 0))


def chip_at(places: Places, x: int, y: int) -> str | None:
    """Return the code of the chip under a point of the line, None for none."""
    return next((c.code for c in places.chips if c.code and c.rect.contains(x, y)), None)


def _chip_words(choice: Choice) -> str:
    return f"{choice.key}  {choice.label}".strip()


def _width(line: Line) -> int:
    """Return the width of what is typed, 0 for a text, which takes what there is."""
    if line.question is None or line.question.kind == "text":
        return 0
    return _DATE if line.question.kind == "date" else _NUMBER


def codes_by_key(choices: Sequence[Choice]) -> dict[str, str]:
    """Return the codes by the digit that is typed for them."""
    return {choice.key: choice.code for choice in choices if choice.key}
