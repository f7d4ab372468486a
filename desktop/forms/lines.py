"""The lines of a logbook in the order of the paper."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import groupby

from desktop.domain.form import Form, Question
from desktop.domain.keying import Place
from desktop.forms.tables import Table, table_of

_BY_PHONE = "(ถ่ายด้วยโทรศัพท์ เก็บที่ส่วนเอกสาร-รูป)"


class LineKind(Enum):
    """What stands on a line of the screen. `ADD` is where the next member is typed in.

    A table has a `CORNER` and `COLUMN` heads, then for each member a `ROW` head and a question or
    a `BLANK` in each column.
    """

    SECTION = auto()
    GROUP = auto()
    MEMBER = auto()
    NOTE = auto()
    QUESTION = auto()
    ADD = auto()
    CORNER = auto()
    COLUMN = auto()
    ROW = auto()
    BLANK = auto()


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its words, and for a question whom it is asked of (0 = the household).

    `name` is the question's, the group's or the section's; of a member, their first question's.
    In a table `column` counts from 1, 0 are the heads of its rows.
    """

    kind: LineKind
    name: str
    text: str
    question: Question | None = None
    person_id: int = 0
    table: Table | None = None
    column: int = 0

    @property
    def place(self) -> Place | None:
        """The answer that is keyed here."""
        if self.kind is not LineKind.QUESTION or self.question is None:
            return None
        return self.question.id, self.person_id

    @property
    def key(self) -> tuple[LineKind, str, int]:
        """What tells the line from all others of the form."""
        return self.kind, self.name, self.person_id


def all_lines(
    form: Form, members: Sequence[tuple[int, str]], *, tables: bool = False
) -> Iterator[Line]:
    """Yield every line of a form for the members, ids and names, whether it applies or not.

    What has room in a row for each member is asked of all of them first, then the rest member by
    member. With `tables` those rows are one table, without it lines too, as on paper.
    """
    for section in form.sections:
        yield Line(LineKind.SECTION, section.name, section.label)
        inside = [q for q in form.questions if q.section == section.name]
        heads: set[str] = set()
        for of_members, questions in groupby(inside, key=lambda q: q.per_member):
            if of_members:
                yield from _of_members(form, members, tuple(questions), tables=tables)
            else:
                for question in questions:
                    yield from _asked(form, question, 0, heads)


def _of_members(
    form: Form,
    members: Sequence[tuple[int, str]],
    questions: Sequence[Question],
    *,
    tables: bool,
) -> Iterator[Line]:
    """Yield the questions that can stand in a table for all members, then the rest for each."""
    table = table_of(form, questions)
    first = table.questions if table else ()
    rest = tuple(one for one in questions if one not in first)
    if table:
        yield from _rows(members, table) if tables else _blocks(form, members, first)
        yield _next(members, table.name)
    if any(one.asked or one.kind == "note" for one in rest):
        yield from _blocks(form, members, rest)
        if not table:
            yield _next(members, rest[0].name)


def _blocks(
    form: Form, members: Sequence[tuple[int, str]], questions: Sequence[Question]
) -> Iterator[Line]:
    for order, (number, name) in enumerate(members, 1):
        yield Line(LineKind.MEMBER, questions[0].name, f"{order}. {name}", person_id=number)
        heads: set[str] = set()
        for question in questions:
            yield from _asked(form, question, number, heads)


def _rows(members: Sequence[tuple[int, str]], table: Table) -> Iterator[Line]:
    yield from _heads(table)
    for order, (number, name) in enumerate(members, 1):
        yield Line(LineKind.ROW, table.name, f"{order}. {name}", person_id=number, table=table)
        for column, one in enumerate(table.questions, 1):
            yield Line(LineKind.QUESTION, one.name, one.label, one, number, table, column)


def _next(members: Sequence[tuple[int, str]], name: str) -> Line:
    return Line(LineKind.ADD, name, f"{len(members) + 1}. สมาชิกคนต่อไป")


def _heads(table: Table) -> Iterator[Line]:
    yield Line(LineKind.CORNER, table.name, "สมาชิก", table=table)
    for column, one in enumerate(table.questions, 1):
        yield Line(LineKind.COLUMN, one.name, one.label, table=table, column=column)


def _asked(form: Form, question: Question, person: int, heads: set[str]) -> Iterator[Line]:
    labels: Mapping[str, str] = {g.name: g.label for g in form.groups if not g.repeat}
    for name in question.groups[1:]:
        if name not in heads and labels.get(name):
            yield Line(LineKind.GROUP, name, labels[name], person_id=person)
        heads.add(name)
    if question.kind == "note":
        yield Line(LineKind.NOTE, question.name, question.label, question, person)
    elif question.attached:
        words = f"{question.label} {_BY_PHONE}"
        yield Line(LineKind.NOTE, question.name, words, question, person)
    elif question.asked:
        yield Line(LineKind.QUESTION, question.name, question.label, question, person)
