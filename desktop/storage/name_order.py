"""Where each household stands in the list by name, kept in memory.

To sort ten thousand that a search found by what is stored of them takes ten times as long.
"""

from array import array
from collections.abc import Iterable, Sequence
from threading import Lock

from sqlalchemy import String, cast, func, select
from sqlalchemy.orm import Session

from desktop.storage.schema.base import table_of
from desktop.storage.schema.cases import ChangeRow, OperationRow
from desktop.storage.schema.people import HouseholdRow

_row = table_of(HouseholdRow).c
_ONE_BY_ONE = ("edit", "disclosure", "form")  # kinds of operations that record every change


class NameOrder:
    """Ids in the order of (sort_key, id)."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._seen = (-1, -1)
        self._ids = self._ranks = array("i")

    def sorted(self, session: Session, ids: Iterable[int]) -> list[int]:
        """Return the households in order, as the session sees them; who is none is left out."""
        known, ranks = self.refresh(session)
        return [known[rank] for rank in sorted(map(ranks.__getitem__, ids)) if rank >= 0]

    def refresh(self, session: Session) -> tuple[Sequence[int], Sequence[int]]:
        """Take in what was stored since the last time; return the ids by rank, the ranks by id."""
        with self._lock:
            self._look(session)
            return self._ids, self._ranks

    def _look(self, session: Session) -> None:
        operation = session.scalar(select(func.max(OperationRow.id))) or 0
        last = session.scalar(select(func.max(_row.id))) or 0
        before, seen = self._seen, (operation, last)
        if last != before[1] or (operation != before[0] and _touched(session, before[0])):
            self._read(session, last)
        self._seen = seen

    def _read(self, session: Session, last: int) -> None:
        order = select(_row.id).order_by(_row.sort_key, _row.id).subquery()
        # One long answer: a row for each of half a million ids takes ten times as long.
        together = session.scalar(select(func.aggregate_strings(cast(order.c.id, String), ",")))
        ids = array("i", map(int, together.split(",")) if together else ())
        ranks = array("i", [-1]) * (last + 1)
        for rank, id_ in enumerate(ids):
            ranks[id_] = rank
        self._ids, self._ranks = ids, ranks


def _touched(session: Session, since: int) -> bool:
    """Whether names may have come, gone or changed after that operation.

    Imports and their undoing write in bulk, without a record of each household.
    """
    operation, change = table_of(OperationRow).c, table_of(ChangeRow).c
    in_bulk = select(operation.id).where(operation.id > since, operation.kind.not_in(_ONE_BY_ONE))
    one = select(change.row_id).where(
        change.operation_id > since, change.table_name.in_(("household", "person"))
    )
    return any(session.scalar(query.limit(1)) is not None for query in (in_bulk, one))
