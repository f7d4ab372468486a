"""A logbook form as data: what an XLSForm workbook says, ready to be shown and printed."""

from dataclasses import dataclass
from typing import Literal

QuestionKind = Literal[
    "select_one", "select_multiple", "integer", "decimal", "text", "date", "note"
]


@dataclass(frozen=True, slots=True)
class Choice:
    """One coded answer. `key` is the digit typed for it on the entry screen, '' for none."""

    code: str
    label: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `id` is stable over versions and is neither name nor row.

    `per_member` questions are asked of each person. `fact` names the known fact that prefills
    the answer ('dimension.health', 'income_person_year', 'housing_problem', 'tel', ...).
    """

    id: str
    name: str
    label: str
    kind: QuestionKind
    section: str
    hint: str = ""
    required: bool = False
    choices: tuple[Choice, ...] = ()
    per_member: bool = False
    fact: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the form, in the order of the paper."""

    name: str
    label: str


@dataclass(frozen=True, slots=True)
class Form:
    """One version of one form. `sha256` is that of the workbook it was read from."""

    id: str
    version: str
    title: str
    sections: tuple[Section, ...]
    questions: tuple[Question, ...]
    sha256: str = ""
