"""Households with somebody who is on one list and not on another, at an age."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from desktop.domain.records import HouseholdFilter
from desktop.storage.dating import aged_from, data_date
from desktop.storage.schema.base import table_of
from desktop.storage.schema.lists import (
    ImportBatchRow,
    SourceFileRow,
    SourceListRow,
    SourceRowRow,
    SourceSheetRow,
)
from desktop.storage.schema.people import HouseholdRow, PersonRow


def on_lists(session: Session, flt: HouseholdFilter, today: date) -> list[ColumnElement[bool]]:
    """Return the condition on households; none where the filter doesn't ask.

    One person must meet all of it. The age is that on the data date of the list they are not
    on, else of the list they are on, else today.
    """
    if flt.on_list is None and flt.not_on_list is None and flt.age_from is None:
        return []
    person = table_of(PersonRow).c
    wanted: list[ColumnElement[bool]] = []
    if flt.on_list is not None:
        wanted.append(person.id.in_(named_by([flt.on_list])))
    if flt.not_on_list is not None:
        wanted.append(person.id.not_in(named_by([flt.not_on_list])))
    if flt.age_from is not None:
        asked = flt.on_list if flt.not_on_list is None else flt.not_on_list
        wanted.append(aged_from(flt.age_from, _date_of(session, asked) or today))
    return [table_of(HouseholdRow).c.id.in_(select(person.household_id).where(*wanted))]


def named_by(lists: Sequence[int]) -> Select[tuple[int]]:
    """Persons that these lists name, in any of their imports."""
    origin, sheet, file, batch = (
        table_of(m).c for m in (SourceRowRow, SourceSheetRow, SourceFileRow, ImportBatchRow)
    )
    sheets = (
        select(sheet.id)
        .join_from(table_of(SourceSheetRow), table_of(SourceFileRow), file.id == sheet.file_id)
        .join(table_of(ImportBatchRow), batch.id == file.batch_id)
        .where(batch.list_id.in_(lists))
    )
    return select(origin.person_id).where(origin.sheet_id.in_(sheets))


def _date_of(session: Session, list_id: int | None) -> date | None:
    """The day a list speaks of; the first day where only month or year is known."""
    source = table_of(SourceListRow).c
    as_of = session.scalar(select(source.as_of).where(source.id == list_id)) or ""
    return data_date(as_of)
