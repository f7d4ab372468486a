"""The days that stored data dates stand for, and ages on a day, in SQL."""

from datetime import date

from sqlalchemy import ColumnElement, and_, func, or_

from desktop.storage.schema.base import table_of
from desktop.storage.schema.people import PersonRow
from desktop.thai.dates import PartialDate


def data_date(as_of: str) -> date | None:
    """The day a list speaks of; the first day where only month or year is known."""
    if not as_of:
        return None
    when = PartialDate.from_iso(as_of)
    return date(when.year, when.month or 1, when.day or 1)


def aged_from(years: int, on: date) -> ColumnElement[bool]:
    """So many whole years on that day; an unknown day or month counts as the first.

    Source: official practice counts 1 January where only the year is known (domain.md A.4.5).
    """
    person = table_of(PersonRow).c
    year, month, day = on.year - years, on.month, on.day
    born, month_born = func.coalesce(person.birth_day, 1), func.coalesce(person.birth_month, 1)
    in_time = or_(month_born < month, and_(month_born == month, born <= day))
    return or_(
        person.birth_year < year,
        and_(person.birth_year == year, in_time),
        and_(person.birth_year.is_(None), person.age_stated >= years),
    )
