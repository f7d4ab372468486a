"""What is known of a household already, as answers to a form."""

from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from desktop.domain.form import Form, Question
from desktop.domain.records import Answer, Household
from desktop.domain.vocabulary import Answered
from desktop.forms.facts import OF_HOUSEHOLD, OF_MEMBER, Fact

_NOT_NAMES = ("", "none", "unknown")


def prefill(form: Form, household: Household) -> tuple[Answer, ...]:
    """Return the answers that follow from known facts; what isn't known gets none.

    Codes for choices, several of them with spaces between; numbers in plain digits.
    """
    return tuple(_answers(form, household))


def _answers(form: Form, household: Household) -> Iterator[Answer]:
    for question in form.questions:
        if question.per_member and question.fact in OF_MEMBER:
            for person in household.members:
                value = _value(question, OF_MEMBER[question.fact](person))
                if value and person.id is not None:
                    yield Answer(question.id, value=value, person_id=person.id)
        elif not question.per_member and question.fact in OF_HOUSEHOLD:
            value = _value(question, OF_HOUSEHOLD[question.fact](household))
            if value:
                yield Answer(question.id, value=value)


def _value(question: Question, fact: Fact) -> str:
    """Return the answer's value, '' where the fact gives none."""
    if not isinstance(fact, str):
        return _codes(question, fact)
    text = fact.strip()
    if question.choices:
        alike = (c.code for c in question.choices if text == c.label)
        return next(alike, "")
    if question.kind in ("integer", "decimal"):
        return _number(text, whole=question.kind == "integer")
    return text if question.kind in ("text", "date") else ""


def _codes(question: Question, said: Mapping[str, Answered]) -> str:
    """Return the codes of what holds, or of 'none' where all that is asked is known not to."""
    codes = [c.code for c in question.choices if said.get(c.fact) is Answered.YES]
    asked = [c.fact for c in question.choices if c.fact not in _NOT_NAMES]
    if not codes and asked and all(said.get(one) is Answered.NO for one in asked):
        codes = [c.code for c in question.choices if c.fact == "none"]
    if question.kind == "select_multiple":
        return " ".join(codes)
    # One of several that hold would hide the others: then a person decides.
    return codes[0] if len(codes) == 1 else ""


def _number(text: str, *, whole: bool) -> str:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return ""
    if whole:
        # A question for whole baht; satang are no news to it.
        number = number.quantize(Decimal(1), ROUND_HALF_UP)
    plain = f"{number:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain
