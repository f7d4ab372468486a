"""Which questions about members can stand in the columns of one table, a row for each member."""

from collections.abc import Sequence
from dataclasses import dataclass

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


def table_of(form: Form, questions: Sequence[Question]) -> Table | None:
    """Return the table of questions that follow each other, None where they stand in lines.

    A head, a note or a picture among them has no place in a row.
    """
    headed = {group.name for group in form.groups if group.label and not group.repeat}
    shown = tuple(q for q in questions if q.keyed or q.kind == "note" or q.attached)
    plain = all(q.keyed and headed.isdisjoint(q.groups) for q in shown)
    return Table(shown) if plain and _LEAST <= len(shown) <= _MOST else None
