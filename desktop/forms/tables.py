"""Which questions about members can stand in the columns of one table, a row for each member."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from desktop.domain.form import Form, Question

# More columns are no table any more that fits a screen; fewer are no table.
_LEAST, _MOST = 2, 10


@dataclass(frozen=True, slots=True)
class Table:
    """Questions asked of every member, in the order of the paper: the columns from 1 on."""

    questions: tuple[Question, ...]

    @property
    def name(self) -> str:
        """What tells the table from others of the form: its first question's name."""
        return self.questions[0].name

    @property
    def asks_names(self) -> bool:
        """Whether the first column says who it is, so that a row need only be numbered."""
        return self.questions[0].fact == "member.name"


def table_of(form: Form, questions: Sequence[Question]) -> Table | None:
    """Return the table of the first of questions that follow each other, None for none.

    It ends before the first head, note or picture, which have no place in a row. Too many
    columns are no table either: all of them stand in lines then.
    """
    headed = {group.name for group in form.groups if group.label and not group.repeat}

    def fits(question: Question) -> bool:
        told = question.kind == "note" or question.attached
        return not told and headed.isdisjoint(question.groups[1:])

    columns = tuple(q for q in takewhile(fits, questions) if q.keyed)
    return Table(columns) if _LEAST <= len(columns) <= _MOST else None
