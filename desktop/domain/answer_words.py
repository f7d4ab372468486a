"""An answer as one reads it on the screen and on paper."""

from collections.abc import Iterable

from desktop.domain.form import Choice, Question, QuestionKind
from desktop.thai.clock import read_time, thai_time
from desktop.thai.coordinates import read_point
from desktop.thai.dates import PartialDate, thai_date
from desktop.thai.numbers import read_number


def words_of(question: Question, value: str) -> str:
    """Return labels for codes, and all else as `in_words` does."""
    if question.choices:
        return labelled(value.split(), question.choices)
    return in_words(question.kind, value)


def labelled(codes: Iterable[str], choices: Iterable[Choice]) -> str:
    """Return the labels of the codes; a code that is none of the choices' as it is."""
    labels = {one.code: one.label for one in choices}
    return ", ".join(labels.get(code, code) for code in codes)


def in_words(kind: QuestionKind, value: str, *, long: bool = False) -> str:
    """Return an answer that isn't coded: separators in numbers, Thai dates and times.

    What can't be read stays as it is. Months are whole words in `long` dates.
    """
    if not value:
        return ""
    try:
        if kind == "date":
            return thai_date(PartialDate.from_iso(value), long=long)
        if kind in ("integer", "decimal", "range"):
            number = read_number(value)
            return value if number is None else f"{number:,f}"
        if kind == "time":
            return thai_time(read_time(value))
        if kind == "geopoint":
            return ", ".join(map(str, read_point(value)))
    except ValueError:
        pass
    return value
