"""The questions of every logbook form that is known: columns of lists may feed their answers."""

from dataclasses import dataclass

from desktop.domain.form import Form, Question
from desktop.domain.layouts import ANSWER
from desktop.services import forms
from desktop.services.desk import Desk


@dataclass(frozen=True, slots=True)
class AnswerField:
    """A question as a column may feed it: 'answer:<form>@<version>:<question>', and its name."""

    canonical: str
    label: str
    question: Question


def fields(desk: Desk) -> tuple[AnswerField, ...]:
    """Every question, form by form: of the version in force, then of older versions."""
    return tuple(
        AnswerField(
            canonical_of(form, question),
            f"{form.title} {form.version}: {question.label}",
            question,
        )
        for form in forms.known(desk)
        for question in form.questions
        if question.asked
    )


def all_questions(desk: Desk) -> tuple[tuple[str, Question], ...]:
    """The questions by their canonical name, as `Known` holds them."""
    return tuple((one.canonical, one.question) for one in fields(desk))


def canonical_of(form: Form, question: Question) -> str:
    """Return the name by which a column feeds a question."""
    return f"{ANSWER}{form.id}@{form.version}:{question.id}"
