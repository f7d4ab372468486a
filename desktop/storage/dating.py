"""The days that stored data dates stand for."""

from datetime import date

from desktop.thai.dates import PartialDate


def data_date(as_of: str) -> date | None:
    """The day a list speaks of; the first day where only month or year is known."""
    if not as_of:
        return None
    when = PartialDate.from_iso(as_of)
    return date(when.year, when.month or 1, when.day or 1)
