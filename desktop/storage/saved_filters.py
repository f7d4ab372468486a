"""Filters of the list of households that are kept under a name."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain.finding import SavedFilter, from_json, to_json
from desktop.storage.people import fetch
from desktop.storage.schema.lists import SavedFilterRow
from desktop.storage.work import Work
from desktop.thai.text import sort_key


def all_filters(session: Session) -> tuple[SavedFilter, ...]:
    """Every saved filter in dictionary order."""
    rows = session.scalars(select(SavedFilterRow))
    found = (SavedFilter(r.name, from_json(r.content), r.id, r.version) for r in rows)
    return tuple(sorted(found, key=lambda one: sort_key(one.name)))


def save(work: Work, saved: SavedFilter) -> None:
    """Store a filter; one without an id is new.

    Raises:
        StaleVersionError: someone saved it since it was read.
    """
    if saved.id is None:
        row = SavedFilterRow()
        work.session.add(row)
    else:
        row = fetch(work.session, SavedFilterRow, saved.id, saved.version)
    row.name, row.content = saved.name, to_json(saved.flt)
    work.session.flush()


def remove(work: Work, saved: SavedFilter) -> None:
    """Forget a filter.

    Raises:
        StaleVersionError: someone saved it since it was read.
    """
    work.session.delete(fetch(work.session, SavedFilterRow, saved.id or 0, saved.version))
    work.session.flush()
