"""The rows of lists as testimony: of which person, and of which household at that time."""

from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from desktop.storage.schema.base import table_of
from desktop.storage.schema.cases import ChangeRow, OperationRow
from desktop.storage.schema.lists import (
    ImportBatchRow,
    SourceFileRow,
    SourceRowRow,
    SourceSheetRow,
)
from desktop.storage.schema.people import PersonRow
from desktop.storage.standing import altered, stands


def origins(*columns: Any) -> Select[Any]:
    """Columns of the rows of lists, with the persons they speak of and their batches."""
    query: Select[Any] = select(*columns)
    origin, sheet, file = (table_of(t) for t in (SourceRowRow, SourceSheetRow, SourceFileRow))
    person, batch = table_of(PersonRow), table_of(ImportBatchRow)
    return (
        query.select_from(origin)
        .join(sheet, sheet.c.id == origin.c.sheet_id)
        .join(file, file.c.id == sheet.c.file_id)
        .join(batch, batch.c.id == file.c.batch_id)
        .join(person, person.c.id == origin.c.person_id)
    )


def home_then() -> ColumnElement[int]:
    """The household in which a person of `origins` lived when that import was done.

    It is the one that the person's next move left, where there is one that stands.
    """
    person, batch = table_of(PersonRow), table_of(ImportBatchRow)
    change, operation = table_of(ChangeRow), table_of(OperationRow)
    left, found = (c["household_id"].as_integer() for c in (change.c.before, change.c.after))
    next_move = (
        select(left)
        .join(operation, operation.c.id == change.c.operation_id)
        .where(
            change.c.table_name == "person",
            change.c.row_id == person.c.id,
            change.c.operation_id > batch.c.operation_id,
            altered(),
            left != found,
            stands(),
        )
        .order_by(change.c.operation_id, change.c.id)
        .limit(1)
        .correlate(person, batch)
        .scalar_subquery()
    )
    return func.coalesce(next_move, person.c.household_id)
