"""What must be known of a household before a scanned paper is trusted: its print, its people."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.storage.schema.cases import ChangeRow, OperationRow
from desktop.storage.schema.lists import ImportBatchRow
from desktop.storage.schema.people import PersonRow
from desktop.storage.schema.prints import PrintJobRow, PrintPaperRow

_PLACE = ("household_id", "position")


def printed_at(
    session: Session, household_id: int, fiscal_year: int, kinds: Collection[str]
) -> datetime | None:
    """When the household's newest paper of these kinds was made, None where none was."""
    return session.scalar(
        select(PrintJobRow.made_at)
        .join(PrintPaperRow, PrintPaperRow.job_id == PrintJobRow.id)
        .where(
            PrintPaperRow.household_id == household_id,
            PrintJobRow.fiscal_year == fiscal_year,
            PrintJobRow.kind.in_(kinds),
        )
        .order_by(PrintJobRow.made_at.desc())
        .limit(1)
    )


def members_moved_since(session: Session, household_id: int, moment: datetime) -> bool:
    """Whether anybody came, went or changed places in the household since.

    The rows of a printed table stand for people only as long as nobody did.
    """
    batch = select(ImportBatchRow.id).join(PersonRow, PersonRow.batch_id == ImportBatchRow.id)
    came = batch.where(PersonRow.household_id == household_id, ImportBatchRow.at > moment)
    if session.scalar(came.limit(1)) is not None:
        return True
    changes = (
        select(ChangeRow.before, ChangeRow.after)
        .join(OperationRow, OperationRow.id == ChangeRow.operation_id)
        .where(
            ChangeRow.household_id == household_id,
            ChangeRow.table_name == "person",
            OperationRow.at > moment,
        )
    )
    return any(_moved(before, after) for before, after in session.execute(changes))


def _moved(before: dict[str, Any] | None, after: dict[str, Any] | None) -> bool:
    if before is None or after is None:
        return True
    return any(before.get(name) != after.get(name) for name in _PLACE)
