"""The unit of work: one action of the clerk's, labelled, recorded, all or nothing.

History, undo and audit read the same record: one `operation`, and a `change` with the images
before and after for every row touched. Bulk writes bypass the session and are recorded by their
batch; what they alter in rows that were there is recorded like any edit.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import event, insert, inspect, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, UOWTransaction
from sqlalchemy.orm.attributes import instance_state

from desktop.domain.changes import Changes
from desktop.domain.records import Actor
from desktop.storage.bulk import reserve_ids
from desktop.storage.database import Database
from desktop.storage.faults import translated
from desktop.storage.identity import random_uid
from desktop.storage.schema.base import Base, Editable
from desktop.storage.schema.cases import ChangeRow, OperationRow

# The record itself, what can be made again, and what an import's batch stands for.
_UNRECORDED = {"operation", "change", "search_text", "meta", "import_batch", "source_list"}
# A form's workbook stays once it was used: others' answers may rest on it by now.
_UNRECORDED |= {"form_version"}
# The bytes of papers: the record must not copy them, and undo finds them where they are.
_UNRECORDED |= {"attachment_content"}


@dataclass
class Image:
    """One row before and after; None = not there."""

    operation_id: int
    table_name: str
    row_id: int
    household_id: int | None
    before: dict[str, Any] | None
    after: dict[str, Any] | None


class Work:
    """A unit of work that is under way. `session` writes; `done` is there once it is committed."""

    def __init__(self, session: Session, operation: OperationRow) -> None:
        self.session = session
        self.operation = operation
        self.done = Changes()
        self.everything = False
        self._images: list[Image] = []
        self._tables: set[str] = set()
        self._households: set[int] = set()
        self._new: list[Any] = []
        event.listen(session, "before_flush", self._before_flush)
        event.listen(session, "after_flush", self._after_flush)

    def record(
        self,
        table: str,
        row_id: int,
        household_id: int | None,
        before: dict[str, Any] | None,
        after: dict[str, Any] | None,
    ) -> None:
        """Record a change made past the session."""
        image = Image(self.operation.id, table, row_id, household_id, before, after)
        self._images.append(image)

    def _before_flush(self, session: Session, _context: UOWTransaction, _objects: object) -> None:
        if session.get_bind().dialect.name == "sqlite":
            _number_anew(session)
        for thing in session.dirty:
            if _table(thing) in _UNRECORDED or not session.is_modified(thing):
                continue
            before = _image_before(thing)
            self.record(_table(thing), thing.id, _household_of(thing), before, {})
            self._new.append((thing, self._images[-1]))
        for thing in session.deleted:
            if _table(thing) not in _UNRECORDED:
                image = _image_before(thing)
                self.record(_table(thing), thing.id, _household_of(thing), image, None)
        for thing in session.new:
            if _table(thing) not in _UNRECORDED:
                self._new.append((thing, None))

    def _after_flush(self, _session: Session, _context: UOWTransaction) -> None:
        for thing, change in self._new:
            image = _image(thing)
            if change is None:
                self.record(_table(thing), thing.id, _household_of(thing), None, image)
            else:
                change.after = image
        self._new.clear()

    def write_down(self) -> None:
        """Write the record so far beside what it records: long work keeps none of it in memory."""
        self.session.flush()
        images, self._images = self._images, []
        if images:
            self.session.execute(insert(ChangeRow), [vars(image) for image in images])
        self._tables |= {i.table_name for i in images}
        self._households |= {i.household_id for i in images if i.household_id is not None}

    def finish(self) -> None:
        """Write the rest of the record, and say what was touched."""
        self.write_down()
        if self.operation.household_id is not None:
            self._households.add(self.operation.household_id)
        self.done = Changes(
            operation=self.operation.uid,
            label=self.operation.label,
            tables=frozenset(self._tables),
            households=frozenset(self._households),
            everything=self.everything,
        )


@contextmanager
def work(
    database: Database,
    label: str,
    actor: Actor,
    *,
    kind: str = "edit",
    household_id: int | None = None,
    uid: str | None = None,
) -> Iterator[Work]:
    """One unit of work. Leaving it well commits; any exception leaves the database as before.

    An error at COMMIT doesn't say that it failed: the operation's own id is looked up, and what
    is found committed counts as such.

    Raises:
        StaleVersionError: someone else saved one of the records in between.
        UserError: the database is locked, full, damaged or unreachable.
    """
    uid = uid or random_uid()
    engine = database.engine.execution_options(onehome_writes=True)
    with translated(database.where), Session(engine, expire_on_commit=False) as session:
        operation = OperationRow(
            uid=uid,
            at=datetime.now(UTC),
            user_id=actor.user_id,
            kind=kind,
            label=label,
            household_id=household_id,
        )
        session.add(operation)
        session.flush()
        current = Work(session, operation)
        yield current
        current.finish()
        try:
            session.commit()
        except DBAPIError:
            if not is_committed(database, uid):
                raise


def is_committed(database: Database, uid: str) -> bool:
    """Whether the operation with this id reached the database."""
    with Session(database.engine) as session:
        found = session.scalar(select(OperationRow.id).where(OperationRow.uid == uid))
        return found is not None


def _number_anew(session: Session) -> None:
    """Number new rows past all there ever were; SQLite would give a removed row's id again."""
    waiting: dict[type[Base], list[Any]] = {}
    for thing in session.new:
        if isinstance(thing, Editable) and thing.id is None:
            waiting.setdefault(type(thing), []).append(thing)
    for mapped, things in waiting.items():
        first = reserve_ids(session.connection(), mapped, len(things))
        for number, thing in enumerate(things, first):
            thing.id = number


def _table(thing: Any) -> str:
    return str(inspect(type(thing)).local_table.name)


def plain(value: Any) -> Any:
    """A column's value as JSON can hold it and `undo` can read it back."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bytes):
        return None
    return value if value is None or isinstance(value, int | str | bool | dict) else str(value)


def _image(thing: Any) -> dict[str, Any]:
    return {a.key: plain(getattr(thing, a.key)) for a in inspect(type(thing)).column_attrs}


def _image_before(thing: Any) -> dict[str, Any]:
    image = {}
    attributes = instance_state(thing).attrs
    for column in inspect(type(thing)).column_attrs:
        history = attributes[column.key].history
        value = history.deleted[0] if history.deleted else getattr(thing, column.key)
        image[column.key] = plain(value)
    return image


def _household_of(thing: Any) -> int | None:
    if _table(thing) == "household":
        return int(thing.id)
    own = getattr(thing, "household_id", None)
    return None if own is None else int(own)
