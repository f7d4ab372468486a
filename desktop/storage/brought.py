"""What one action made: its recorded new rows, and all that its import brought in bulk."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Select, Table, false, null, or_, select

from desktop.storage.schema.base import table_of
from desktop.storage.schema.cases import ChangeRow, OperationRow
from desktop.storage.schema.lists import ImportBatchRow, SourceListRow
from desktop.storage.schema.tables import Base
from desktop.storage.standing import stands

# What lists bring and people work on, parents first. Rows that a batch made carry its id.
BY_BATCH = ("household", "person", "assessment", "visit")
# Rows about a person that no foreign key ties to them.
SOFT = {("answer", "person_id"): "person"}
# Made again from the rest, or the imports' own: what goes with its parent, unasked.
_FOLLOWING = {
    *(("search_text", "household_id"), ("household_case", "household_id")),
    *(("import_question", "household_id"), ("source_row", "person_id")),
}


@dataclass(frozen=True, slots=True)
class Batch:
    """An import: its list, and the list's data date in ISO."""

    id: int
    operation_id: int
    list_id: int
    as_of: str


def batch_of(connection: Connection, operation_id: int) -> Batch | None:
    """The import that an action was, if it was one."""
    batch, source = table_of(ImportBatchRow), table_of(SourceListRow)
    row = connection.execute(
        select(batch.c.id, batch.c.operation_id, batch.c.list_id, source.c.as_of)
        .join(source, source.c.id == batch.c.list_id)
        .where(batch.c.operation_id == operation_id)
    ).one_or_none()
    return Batch(*row) if row else None


def other_batches(batch: Batch | None) -> Select[tuple[int]]:
    """Ids of the other imports that stand."""
    mine, operation = table_of(ImportBatchRow), table_of(OperationRow)
    return (
        select(mine.c.id)
        .join(operation, operation.c.id == mine.c.operation_id)
        .where(stands(), mine.c.id != (batch.id if batch else 0))
    )


def children_of(name: str) -> list[tuple[Table, str]]:
    """Tables, with the column, whose rows rest on rows of this one."""
    found = [
        (table, column.name)
        for table in Base.metadata.sorted_tables
        for column in table.c
        if any(key.column.table.name == name for key in column.foreign_keys)
        or SOFT.get((table.name, column.name)) == name
    ]
    return [(t, c) for t, c in found if (t.name, c) not in _FOLLOWING]


class Made:
    """The rows an action made that are still there, as statements of their ids."""

    def __init__(self, connection: Connection, operation_id: int) -> None:
        self.operation_id = operation_id
        self.batch = batch_of(connection, operation_id)
        change = table_of(ChangeRow)
        self._recorded = set(
            connection.scalars(select(change.c.table_name).distinct().where(*self._news()))
        )
        self.tables = [
            t.name
            for t in Base.metadata.sorted_tables
            if t.name in self._recorded or (self.batch is not None and t.name in BY_BATCH)
        ]

    def ids(self, name: str) -> Select[tuple[int]]:
        """Ids of the rows it made in one table."""
        table, change = Base.metadata.tables[name], table_of(ChangeRow)
        conditions: list[ColumnElement[bool]] = []
        if self.batch is not None and name in BY_BATCH:
            conditions.append(table.c.batch_id == self.batch.id)
        if name in self._recorded:
            mine = select(change.c.row_id).where(
                *self._news(), change.c.table_name == name, ~_removed_since(self.operation_id)
            )
            conditions.append(table.c.id.in_(mine))
        return select(table.c.id).where(or_(*conditions) if conditions else false())

    def _news(self) -> tuple[ColumnElement[bool], ...]:
        change = table_of(ChangeRow)
        return change.c.operation_id == self.operation_id, change.c.before.is_(null())


def _removed_since(operation_id: int) -> ColumnElement[bool]:
    """Whether a later action took the row of `change` out; another may bear its number now."""
    change, operation = table_of(ChangeRow), table_of(OperationRow)
    gone = change.alias()
    return (
        select(gone.c.id)
        .join(operation, operation.c.id == gone.c.operation_id)
        .where(
            gone.c.table_name == change.c.table_name,
            gone.c.row_id == change.c.row_id,
            gone.c.operation_id > operation_id,
            gone.c.after.is_(null()),
            stands(),
        )
        .correlate(change)
        .exists()
    )


def resting_on(made: Made, name: str, table: Table, column: str) -> Select[tuple[int]]:
    """Ids of rows of `table` that rest, by `column`, on rows made in table `name` by others."""
    query = select(table.c.id).where(table.c[column].in_(made.ids(name)))
    if table.name in made.tables:
        query = query.where(table.c.id.not_in(made.ids(table.name)))
    if table.name == "answer" and "visit" in made.tables:
        query = query.where(table.c.visit_id.not_in(made.ids("visit")))
    return query
