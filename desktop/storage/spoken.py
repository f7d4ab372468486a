"""Of which records other lists spoke too, when an import is to be taken back.

A record that another list spoke of would be there without this import: that list becomes its
maker. A fact that this import altered and that a later list, no older in its data, let stand is
that list's word by then: the change becomes that list's. Blank cells are not told from cells
that say the same: only a list without the column is known to have said nothing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, select

from desktop.domain.layouts import ANSWER, columns_from_json
from desktop.domain.taking_back import LaterList, Record
from desktop.storage.brought import Made, other_batches
from desktop.storage.schema.base import table_of
from desktop.storage.schema.cases import ChangeRow, OperationRow, UserRow
from desktop.storage.schema.lists import (
    AssessmentRow,
    ImportBatchRow,
    ImportQuestionRow,
    SourceFileRow,
    SourceListRow,
    SourceRowRow,
    SourceSheetRow,
)
from desktop.storage.schema.people import PersonRow
from desktop.storage.schema.tables import Base
from desktop.storage.standing import altered

# The columns of a sheet that can say a field; what isn't here any sheet may have said.
TOLD_BY = {
    **{n: {n} for n in ("cid", "relation", "occupation", "education", "tel")},
    **{n: {n} for n in ("soi", "road", "postcode", "house_code")},
    **{n: {n, "full_name"} for n in ("prefix", "first_name", "last_name")},
    **{f"birth_{part}": {"birth_date"} for part in ("year", "month", "day")},
    "age_stated": {"age"},
}
# By which word columns are asked about together.
_ASKED_AS = {
    **{f"birth_{part}": "birth" for part in ("year", "month", "day")},
    "need_yes": "needs",
    "need_known": "needs",
    "right_yes": "rights",
    "right_known": "rights",
    "age_stated": "age",
    "household_id": "household",
}


@dataclass(slots=True)
class Spoken:
    """`makers`: the import that made records would come from instead, by table and row.

    `heirs`: the batch and sheet that later spoke of records which the action altered.
    `offers`: facts that the lists would have told otherwise, and that still wait for an answer.
    """

    makers: dict[str, dict[int, int]] = field(default_factory=dict)
    heirs: dict[str, dict[int, tuple[int, int]]] = field(default_factory=dict)
    offers: set[tuple[int, str, int, str]] = field(default_factory=set)
    operations: Mapping[int, int] = field(default_factory=dict)
    columns: dict[int, frozenset[str]] = field(default_factory=dict)

    def heir(self, record: Record, name: str) -> int | None:
        """The action that would have said this field of the record as well, if any."""
        found = self.heirs.get(record[0], {}).get(record[1])
        if found is None:
            return None
        batch, sheet = found
        if (batch, *record, _ASKED_AS.get(name, name)) in self.offers:
            return None
        told_by = TOLD_BY.get(name)
        if told_by is not None and not told_by & self.columns.get(sheet, frozenset()):
            return None
        return self.operations[batch]

    def records(self) -> Iterator[Record]:
        """What the action made and another list spoke of; households follow from their people."""
        return ((n, row) for n, rows in self.makers.items() if n != "household" for row in rows)


def spoken_of(connection: Connection, made: Made) -> Spoken:
    """Look up the other lists' words on what an action made and altered."""
    others = other_batches(made.batch)
    batch = table_of(ImportBatchRow)
    operations = {
        row[0]: row[1]
        for row in connection.execute(
            select(batch.c.id, batch.c.operation_id).where(batch.c.id.in_(others))
        )
    }
    found = Spoken(operations=operations)
    if not operations:
        return found
    _find_makers(connection, made, others, found)
    if made.batch is not None:
        later = _later(made, others, made.batch.as_of)
        _find_heirs(connection, made, later, found)
    return found


def _since(made: Made, others: Select[tuple[int]]) -> Select[tuple[int]]:
    batch = table_of(ImportBatchRow)
    return select(batch.c.id).where(
        batch.c.id.in_(others), batch.c.operation_id > made.operation_id
    )


def _later(made: Made, others: Select[tuple[int]], as_of: str) -> Select[tuple[int]]:
    """Of the later imports those whose data is no older."""
    batch, source = table_of(ImportBatchRow), table_of(SourceListRow)
    return (
        _since(made, others)
        .join(source, source.c.id == batch.c.list_id)
        .where(source.c.as_of >= as_of)
    )


# Which column of a person says the record of each table that a row of a list speaks of.
_SAID_OF: dict[str, str] = {"household": "household_id", "person": "id"}


def _origins(*columns: Any) -> Select[Any]:
    """Columns of the rows of lists, with the persons they speak of and their batches."""
    query: Select[Any] = select(*columns)
    origin, sheet, file = (table_of(t) for t in (SourceRowRow, SourceSheetRow, SourceFileRow))
    person = table_of(PersonRow)
    return (
        query.select_from(origin)
        .join(sheet, sheet.c.id == origin.c.sheet_id)
        .join(file, file.c.id == sheet.c.file_id)
        .join(person, person.c.id == origin.c.person_id)
    )


def _find_makers(
    connection: Connection, made: Made, others: Select[tuple[int]], found: Spoken
) -> None:
    file, person = table_of(SourceFileRow), table_of(PersonRow)
    for name in set(made.tables) & set(_SAID_OF):
        of = person.c[_SAID_OF[name]]
        # An earlier list may have known the person, but not in this household.
        by = _since(made, others) if name == "household" else others
        query = _origins(of, func.min(file.c.batch_id)).where(
            of.in_(made.ids(name)), file.c.batch_id.in_(by)
        )
        rows = connection.execute(query.group_by(of))
        found.makers[name] = {row[0]: row[1] for row in rows}
    assessment = table_of(AssessmentRow)
    if "household" in made.tables:
        # A list's word stays with a household that its people have left since.
        own = assessment.c.household_id
        word = select(own, func.min(assessment.c.batch_id)).where(
            own.in_(made.ids("household")), assessment.c.batch_id.in_(_since(made, others))
        )
        for household_id, maker in connection.execute(word.group_by(own)):
            known = found.makers["household"].get(household_id, maker)
            found.makers["household"][household_id] = min(known, maker)
    for name in set(made.tables) & {"assessment", "visit"}:
        found.makers[name] = _makers_in_list(connection, made, others, name)


def _makers_in_list(
    connection: Connection, made: Made, others: Select[tuple[int]], name: str
) -> dict[int, int]:
    """Who else would have made the list's own word on a household: later issues of that list."""
    if made.batch is None:
        return {}
    batch, file, person = table_of(ImportBatchRow), table_of(SourceFileRow), table_of(PersonRow)
    sheet, table = table_of(SourceSheetRow), Base.metadata.tables[name]
    query = (
        _origins(person.c.household_id, func.min(file.c.batch_id))
        .join(batch, batch.c.id == file.c.batch_id)
        .where(batch.c.list_id == made.batch.list_id, batch.c.id.in_(_since(made, others)))
    )
    if name == "visit":
        # Only a sheet with answers in it makes a logbook.
        query = query.where(sheet.c.columns.contains(ANSWER))
    home = person.c.household_id
    makers = {row[0]: row[1] for row in connection.execute(query.group_by(home))}
    if not makers:
        return {}
    own = select(table.c.id, table.c.household_id).where(table.c.id.in_(made.ids(name)))
    return {row[0]: makers[row[1]] for row in connection.execute(own) if row[1] in makers}


def _same_list(*columns: Any) -> Select[Any]:
    """Columns of rows of the list that an assessment is of."""
    assessment, batch = table_of(AssessmentRow), table_of(ImportBatchRow)
    person, file = table_of(PersonRow), table_of(SourceFileRow)
    return (
        _origins(*columns)
        .join(assessment, assessment.c.household_id == person.c.household_id)
        .join(batch, batch.c.id == file.c.batch_id)
        .where(batch.c.list_id == assessment.c.list_id)
    )


def _find_heirs(
    connection: Connection, made: Made, later: Select[tuple[int]], found: Spoken
) -> None:
    change, file, sheet = (table_of(t) for t in (ChangeRow, SourceFileRow, SourceSheetRow))
    person, assessment = table_of(PersonRow), table_of(AssessmentRow)

    def read(name: str, of: ColumnElement[int], query: Select[Any]) -> None:
        mine = select(change.c.row_id).where(
            change.c.operation_id == made.operation_id, change.c.table_name == name, altered()
        )
        # The first of them comes last, and stays.
        rows = connection.execute(
            query.where(of.in_(mine), file.c.batch_id.in_(later)).order_by(
                file.c.batch_id.desc(), sheet.c.id.desc()
            )
        )
        found.heirs[name] = {row[0]: (row[1], row[2]) for row in rows}

    for name, column in _SAID_OF.items():
        of = person.c[column]
        read(name, of, _origins(of, file.c.batch_id, sheet.c.id))
    of = assessment.c.id
    read("assessment", of, _same_list(of, file.c.batch_id, sheet.c.id))
    asked = table_of(ImportQuestionRow).c
    rows = connection.execute(
        select(asked.batch_id, asked.table_name, asked.row_id, asked.field).where(
            asked.batch_id.in_(later), asked.verdict == ""
        )
    )
    found.offers = {(r.batch_id, r.table_name, r.row_id, r.field) for r in rows}
    sheets = {pair[1] for heirs in found.heirs.values() for pair in heirs.values()}
    found.columns = columns_of(connection, select(sheet.c.id).where(sheet.c.id.in_(sheets)))


def columns_of(connection: Connection, sheets: Select[tuple[int]]) -> dict[int, frozenset[str]]:
    """What the columns of these sheets were read as."""
    sheet = table_of(SourceSheetRow)
    return {
        number: frozenset(one.canonical for one in columns_from_json(columns))
        for number, columns in connection.execute(
            select(sheet.c.id, sheet.c.columns).where(sheet.c.id.in_(sheets))
        )
    }


def later_lists(connection: Connection, spoken: Spoken) -> tuple[LaterList, ...]:
    """The other lists whose word is kept, and of how many records, the newest first."""
    counts: dict[int, dict[str, set[int]]] = {}
    for name in _SAID_OF:
        for row, maker in spoken.makers.get(name, {}).items():
            counts.setdefault(maker, {}).setdefault(name, set()).add(row)
        for row, (heir, _) in spoken.heirs.get(name, {}).items():
            counts.setdefault(heir, {}).setdefault(name, set()).add(row)
    batch, source = table_of(ImportBatchRow), table_of(SourceListRow)
    operation, user = table_of(OperationRow), table_of(UserRow)
    rows = connection.execute(
        select(batch.c.id, source.c.name, source.c.as_of, operation.c.at, user.c.name)
        .join(source, source.c.id == batch.c.list_id)
        .join(operation, operation.c.id == batch.c.operation_id)
        .join(user, user.c.id == operation.c.user_id)
        .where(batch.c.id.in_(counts))
        .order_by(batch.c.id.desc())
    )
    return tuple(
        LaterList(*row, *(len(counts[row[0]].get(n, ())) for n in ("household", "person")))
        for row in rows
    )
