"""The lines of a logbook as a list to key in, and what stands open in it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt, Signal

from desktop.domain import answer_words
from desktop.domain.form import Choice, OpenPoint, Question
from desktop.domain.keying import Place, nothing_at
from desktop.domain.records import Answer
from desktop.domain.vocabulary import AnswerState
from desktop.models.roles import Index
from desktop.services.keying import Book, Line, LineKind
from desktop.thai.ages import with_age
from desktop.thai.clock import read_time
from desktop.thai.coordinates import read_point
from desktop.thai.dates import PartialDate
from desktop.thai.numbers import read_number

LINE_ROLE = int(Qt.ItemDataRole.UserRole) + 40  # Line
SHOWN_ROLE = LINE_ROLE + 1  # Shown
STATE_WORDS = {AnswerState.UNKNOWN: "ไม่ทราบ", AnswerState.NOT_ASKED: "ไม่ได้ถาม"}
CODED = ("select_one", "select_multiple", "acknowledge")
_NOWHERE = Line(LineKind.NOTE, "", "")
_Root = QModelIndex()


@dataclass(frozen=True, slots=True)
class Shown:
    """What a question's line shows of its answer.

    `words` is the answer as one reads it, `problem` what is wrong with it ('' for nothing);
    a `soft` problem is to be looked at again and isn't wrong.
    """

    value: str = ""
    words: str = ""
    state: AnswerState = AnswerState.VALUE
    choices: tuple[Choice, ...] = ()
    required: bool = False
    problem: str = ""
    soft: bool = False
    note: str = ""

    @property
    def chosen(self) -> frozenset[str]:
        """The codes that are chosen."""
        return frozenset(self.value.split())


_NOTHING = Shown()


class EntryModel(QAbstractListModel):
    """One line a row. Lines come and go as the answers decide which questions apply."""

    answered = Signal(object)  # the Place
    member_typed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._book: Book | None = None
        self._lines: list[Line] = []
        self._points: dict[Place, OpenPoint] = {}
        self._known: dict[Place, Shown] = {}

    @property
    def book(self) -> Book | None:
        """The logbook that is keyed."""
        return self._book

    def show(self, book: Book) -> None:
        """Show another logbook, or the same with other members."""
        self.beginResetModel()
        self._book = book
        self._known.clear()
        self._take_points()
        self._lines = list(book.lines())
        self.endResetModel()

    def points(self) -> tuple[OpenPoint, ...]:
        """What stands open, in the order of the form."""
        return tuple(self._points.values())

    def rowCount(self, parent: Index = _Root) -> int:
        """Return the number of lines."""
        return 0 if parent.isValid() else len(self._lines)

    def line(self, row: int) -> Line:
        """Return a row's line."""
        return self._lines[row]

    def shown(self, row: int) -> Shown:
        """Return what a row's line shows of its answer."""
        return self._shown(self._lines[row])

    def row_of(self, place: Place) -> int | None:
        """Return the row in which an answer is keyed, None where it isn't asked now."""
        return next((n for n, line in enumerate(self._lines) if line.place == place), None)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the line, its words, or what is shown of its answer."""
        if not index.isValid() or not 0 <= index.row() < len(self._lines):
            return None
        line = self._lines[index.row()]
        if role == LINE_ROLE:
            return line
        if role == SHOWN_ROLE:
            return self._shown(line)
        if role == Qt.ItemDataRole.DisplayRole:
            return line.text
        if role == Qt.ItemDataRole.EditRole:
            return self._shown(line).value
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _spoken(line, self._shown(line), self._book.members if self._book else ())
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Questions are picked and typed in; beside a coded answer a note is."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        line = self._lines[index.row()]
        flags = Qt.ItemFlag.ItemIsEnabled
        if line.kind in (LineKind.QUESTION, LineKind.ADD):
            flags |= Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEditable
        return flags

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take a typed text; it is kept as typed where it can't be read, and told of."""
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        line = self._lines[index.row()]
        if line.kind is LineKind.ADD:
            if text := str(value).strip():
                self.member_typed.emit(text)
            return True
        if line.question is None:
            return False
        self.answer(index.row(), stored_text(line.question, str(value)))
        return True

    def answer(self, row: int, value: str, state: AnswerState = AnswerState.VALUE) -> None:
        """Answer a question, or take its answer away with ''; its note stays."""
        line = self._lines[row]
        if self._book is None or line.place is None:
            return
        old = self._book.answer(line.place) or nothing_at(line.place)
        new = replace(old, state=state, value=value)
        if old != new:
            self.take(new)
            self.answered.emit(line.place)

    def annotate(self, row: int, note: str) -> None:
        """Write a note beside an answer."""
        line = self._lines[row]
        if self._book is None or line.place is None:
            return
        old = self._book.answer(line.place) or nothing_at(line.place)
        if old.note != note:
            self.take(replace(old, note=note))
            self.answered.emit(line.place)

    def choose(self, row: int, code: str) -> None:
        """Choose a coded answer; of several, choose it or take it back."""
        line, shown = self._lines[row], self._shown(self._lines[row])
        if line.question is None or code not in {choice.code for choice in shown.choices}:
            return
        if line.question.kind == "select_multiple":
            chosen = shown.chosen ^ {code}
            code = " ".join(c.code for c in shown.choices if c.code in chosen)
        self.answer(row, code)

    def take(self, answer: Answer) -> None:
        """Show an answer, and what follows from it; nobody typed it."""
        book = self._book
        if book is None:
            return
        place = answer.question, answer.person_id
        others = book.put(answer)
        changed = {place, *others}
        for one in changed:
            self._known.pop(one, None)
        self._take_points()
        if others:
            self._follow(list(book.lines()))
        for row, line in enumerate(self._lines):
            if line.place in changed:
                self.dataChanged.emit(self.index(row), self.index(row))

    def _follow(self, lines: list[Line]) -> None:
        """Take out the lines that don't apply any more, and put in those that now do."""
        wanted = {line.key for line in lines}
        for row in reversed(range(len(self._lines))):
            if self._lines[row].key not in wanted:
                self.beginRemoveRows(_Root, row, row)
                del self._lines[row]
                self.endRemoveRows()
        known = {line.key for line in self._lines}
        for row, line in enumerate(lines):
            if line.key not in known:
                self.beginInsertRows(_Root, row, row)
                self._lines.insert(row, line)
                self.endInsertRows()

    def _take_points(self) -> None:
        points = self._book.points() if self._book else ()
        self._points = {}
        for point in points:
            self._points.setdefault((point.question, point.person_id), point)

    def _shown(self, line: Line) -> Shown:
        if self._book is None or line.place is None or line.question is None:
            return _NOTHING
        found = self._known.get(line.place)
        if found is None:
            found = self._known[line.place] = self._look(self._book, line.place, line.question)
        return found

    def _look(self, book: Book, place: Place, question: Question) -> Shown:
        given, value, point = book.answer(place), book.value(place), self._points.get(place)
        choices = self._choices(place, question)
        return Shown(
            value=value,
            words=in_words(question, value, choices, book.day),
            state=given.state if given else AnswerState.VALUE,
            choices=choices,
            required=book.required(place),
            # That nothing is keyed yet is told by the list of open points.
            problem=point.message if point and value else "",
            soft=bool(point and point.soft),
            note=given.note if given else "",
        )

    def _choices(self, place: Place, question: Question) -> tuple[Choice, ...]:
        if question.kind in CODED and self._book is not None:
            return self._book.choices(place)
        return ()


def _spoken(line: Line, shown: Shown, members: Sequence[tuple[int, str]]) -> str:
    """Return a line in words, for who hears the screen; a cell with whose it is."""
    said = STATE_WORDS.get(shown.state, shown.words)
    needed = "ต้องตอบ" if shown.required and not said else ""
    whose = dict(members).get(line.person_id, "") if line.column else ""
    parts = (whose, line.text, said, needed, shown.problem, shown.note)
    return " ".join(part for part in parts if part)


def line_of(index: Index) -> Line:
    """Return the line at an index, an empty one at none."""
    found = index.data(LINE_ROLE) if index.isValid() else None
    return found if isinstance(found, Line) else _NOWHERE


def shown_of(index: Index) -> Shown:
    """Return what the line at an index shows of its answer."""
    found = index.data(SHOWN_ROLE) if index.isValid() else None
    return found if isinstance(found, Shown) else Shown()


def stored_text(question: Question, text: str) -> str:
    """Return a typed text as it is stored: numbers plain, what can't be read as it was typed."""
    text = text.strip()
    if question.kind in ("integer", "decimal", "range") and text:
        try:
            number = read_number(text)
        except ValueError:
            return text
        if number is not None:
            return f"{number:f}"
    return _as_phones_send(question.kind, text) if text else ""


def _as_phones_send(kind: str, text: str) -> str:
    """Return times and places in the standard's form, so that one expression reads them all."""
    try:
        if kind == "time":
            return f"{read_time(text):%H:%M}:00.000+07:00"
        if kind == "geopoint":
            north, east = read_point(text)
            return f"{north} {east} 0 0"
    except ValueError:
        pass
    return text


def in_words(
    question: Question, value: str, choices: Sequence[Choice] = (), today: date | None = None
) -> str:
    """Return an answer as one reads it: labels for codes, separators, Thai dates.

    A member's date is told with the age on `today`.
    """
    if question.kind in CODED:
        return answer_words.labelled(value.split(), choices)
    if question.kind == "date" and question.per_member and today is not None:
        try:
            return with_age(PartialDate.from_iso(value), today) if value else ""
        except ValueError:
            return value
    return answer_words.in_words(question.kind, value, long=True)
