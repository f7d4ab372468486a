"""The questions of every logbook form that is known: columns of lists may feed their answers."""

from dataclasses import dataclass

from desktop.domain.form import Form, FormMistakes, Question
from desktop.domain.layouts import ANSWER
from desktop.forms.definition import read_form
from desktop.services import logbooks
from desktop.services.desk import Desk
from desktop.storage import casework


@dataclass(frozen=True, slots=True)
class AnswerField:
    """A question as a column may feed it: 'answer:<form>@<version>:<question>', and its name."""

    canonical: str
    label: str
    question: Question


def fields(desk: Desk) -> tuple[AnswerField, ...]:
    """Every question of the form in force, then of older versions that answers rest on."""
    return tuple(
        AnswerField(
            canonical_of(form, question),
            f"สมุดพก {form.version}: {question.label}",
            question,
        )
        for form in _forms(desk)
        for question in form.questions
        if question.asked
    )


def all_questions(desk: Desk) -> tuple[tuple[str, Question], ...]:
    """The questions by their canonical name, as `Known` holds them."""
    return tuple((one.canonical, one.question) for one in fields(desk))


def canonical_of(form: Form, question: Question) -> str:
    """Return the name by which a column feeds a question."""
    return f"{ANSWER}{form.id}@{form.version}:{question.id}"


def _forms(desk: Desk) -> list[Form]:
    found = [logbooks.short_form(desk)]
    with desk.db.read() as session:
        kept = casework.kept_forms(session)
    for workbook in kept:
        try:
            form = read_form(workbook)
        except FormMistakes:
            # Kept by a version of the program that understood it: its answers stay, unlisted.
            continue
        if all((form.id, form.version) != (one.id, one.version) for one in found):
            found.append(form)
    return found
