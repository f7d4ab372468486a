"""An answer that isn't coded, as one reads it on the screen and on paper."""

from desktop.domain.form import QuestionKind
from desktop.thai.clock import read_time, thai_time
from desktop.thai.coordinates import read_point
from desktop.thai.dates import PartialDate, thai_date
from desktop.thai.numbers import read_number


def in_words(kind: QuestionKind, value: str, *, long: bool = False) -> str:
    """Return separators in numbers, Thai dates and times; what can't be read as it is.

    Months are whole words in `long` dates.
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
