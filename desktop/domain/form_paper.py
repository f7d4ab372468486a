"""A logbook form as it goes on paper: its lines, with what is answered."""

from dataclasses import dataclass
from typing import Literal

from desktop.domain.form import Question

FormLineKind = Literal["section", "group", "member", "note", "question"]


@dataclass(frozen=True, slots=True)
class FormLine:
    """One line of the form. `value` is a question's answer: codes for choices, '' for none."""

    kind: FormLineKind
    text: str
    question: Question | None = None
    person_id: int = 0
    value: str = ""
