"""A logbook form as it goes on paper: its lines, with what is answered."""

from dataclasses import dataclass
from typing import Literal

from desktop.domain.form import Question

FormLineKind = Literal["section", "group", "member", "note", "question"]


@dataclass(frozen=True, slots=True)
class FormLine:
    """One line of the form. `value` is a question's answer: codes for choices, '' for none.

    `row` counts the members whose questions they are from 1, 0 for the household's.
    """

    kind: FormLineKind
    text: str
    question: Question | None = None
    value: str = ""
    row: int = 0


@dataclass(frozen=True, slots=True)
class ComesBack:
    """What the codes of a form that comes back say beside the page: see `FormPage`."""

    uid: str
    members: int
    form: str
    people: str
