"""Between answers as they are kept (texts) and the values that expressions compute with."""

import math
from datetime import datetime

from desktop.domain.form import QuestionKind
from desktop.forms.expressions.nodes import BANGKOK, Scalar, Value
from desktop.forms.expressions.values import (
    EvaluationError,
    midnight,
    read_date,
    to_date,
    to_integer,
    to_number,
    to_text,
    unpack,
)
from desktop.thai.numbers import read_number

_NUMBERS = ("integer", "decimal", "range")
_DATES = ("date", "datetime")


def given_value(kind: QuestionKind, text: str) -> Scalar:
    """Return the value of a keyed answer. What can't be read stays a text, which isn't blank.

    Numbers may be written as offices do; dates are ISO.
    """
    text = text.strip()
    try:
        if text and kind in _NUMBERS:
            number = read_number(text)
            return "" if number is None else float(number)
        if text and kind in _DATES:
            return read_date(text, BANGKOK)
    except (ValueError, EvaluationError):
        pass
    return text


def calculated_value(kind: QuestionKind, value: Value) -> Scalar:
    """Return what a question of that kind holds of a calculation; what can't be held is blank.

    Raises:
        EvaluationError: a date is none.
    """
    one = unpack(value)
    if kind == "integer" and one != "":
        one = to_integer(one)
    elif kind in _NUMBERS and one != "":
        one = to_number(one)
    elif kind in _DATES:
        one = to_date(one, BANGKOK, with_time=kind == "datetime")
    return "" if isinstance(one, float) and math.isnan(one) else one


def text_of(value: Scalar) -> str:
    """Return a value as an answer is kept: ISO dates, and 1 or 0 as phones send for booleans."""
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, datetime) and value != midnight(value):
        return f"{value.isoformat(timespec='milliseconds')}+07:00"
    return to_text(value)
