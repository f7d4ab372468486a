"""Of which records other lists spoke too, when an import is to be taken back.

A record that another list spoke of would be there without this import: that list becomes its
maker. A fact that this import altered and that a later list, no older in its data, let stand is
that list's word by then: the change becomes that list's. Blank cells are not told from cells
that say the same: only a list without the column is known to have said nothing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, select

from desktop.domain.layouts import ANSWER, columns_from_json
from desktop.domain.taking_back import LaterList, Record
from desktop.storage.brought import Made, other_batches
from desktop.storage.origins import home_then, origins
from desktop.storage.schema.base import table_of
from desktop.storage.schema.cases import ChangeRow, OperationRow, UserRow
from desktop.storage.schema.lists import (
    AssessmentRow,
    ImportBatchRow,
    ImportQuestionRow,
    SourceListRow,
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

    `heirs`: the batches and sheets that later spoke of records which the action altered, the
    first of them first.
    `offers`: facts that the lists would have told otherwise, and that still wait for an answer.
    """

    makers: dict[str, dict[int, int]] = field(default_factory=dict)
    heirs: dict[str, dict[int, list[tuple[int, int]]]] = field(default_factory=dict)
    offers: set[tuple[int, str, int, str]] = field(default_factory=set)
    operations: Mapping[int, int] = field(default_factory=dict)
    columns: dict[int, frozenset[str]] = field(default_factory=dict)

    def heir(self, record: Record, name: str) -> int | None:
        """The action that would have said this field of the record as well, if any."""
        told_by = TOLD_BY.get(name)
        for batch, sheet in self.heirs.get(record[0], {}).get(record[1], ()):
            tells = told_by is None or told_by & self.columns.get(sheet, frozenset())
            if tells and (batch, *record, _ASKED_AS.get(name, name)) not in self.offers:
                return self.operations[batch]
        return None

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


# What of a row of a list says which record of each table it speaks of.
def _said_of() -> dict[str, ColumnElement[int]]:
    return {"household": home_then(), "person": table_of(PersonRow).c.id}


def _find_makers(
    connection: Connection, made: Made, others: Select[tuple[int]], found: Spoken
) -> None:
    batch, assessment = table_of(ImportBatchRow), table_of(AssessmentRow)
    for name, of in _said_of().items():
        if name in made.tables:
            # An earlier list may have known the person, but not in this household.
            by = _since(made, others) if name == "household" else others
            said = origins(of.label("of"), batch.c.id.label("batch")).where(batch.c.id.in_(by))
            found.makers[name] = _first_of(connection, said, made.ids(name))
    if "household" in made.tables:
        # A list's word is on a household whose people no list names.
        own = assessment.c.household_id
        word = select(own.label("of"), assessment.c.batch_id.label("batch"))
        later = word.where(assessment.c.batch_id.in_(_since(made, others)))
        first = _first_of(connection, later, made.ids("household"))
        known = found.makers["household"]
        found.makers["household"] = known | {
            home: min(maker, known.get(home, maker)) for home, maker in first.items()
        }
    for name in set(made.tables) & {"assessment", "visit"}:
        found.makers[name] = _makers_in_list(connection, made, others, name)


def _first_of(
    connection: Connection, said: Select[Any], ids: Select[tuple[int]]
) -> dict[int, int]:
    """Of rows (`of`, `batch`): the first batch that spoke of each of these records."""
    rows = said.subquery()
    query = select(rows.c.of, func.min(rows.c.batch)).where(rows.c.of.in_(ids))
    return {row[0]: row[1] for row in connection.execute(query.group_by(rows.c.of))}


def _makers_in_list(
    connection: Connection, made: Made, others: Select[tuple[int]], name: str
) -> dict[int, int]:
    """Who else would have made the list's own word on a household: later issues of that list."""
    if made.batch is None:
        return {}
    batch, sheet = table_of(ImportBatchRow), table_of(SourceSheetRow)
    table = Base.metadata.tables[name]
    query = origins(home_then().label("of"), batch.c.id.label("batch")).where(
        batch.c.list_id == made.batch.list_id, batch.c.id.in_(_since(made, others))
    )
    if name == "visit":
        # Only a sheet with answers in it makes a logbook.
        query = query.where(sheet.c.columns.contains(ANSWER))
    own = select(table.c.id, table.c.household_id).where(table.c.id.in_(made.ids(name)))
    homes = select(table.c.household_id).where(table.c.id.in_(made.ids(name)))
    makers = _first_of(connection, query, homes)
    return {row[0]: makers[row[1]] for row in connection.execute(own) if row[1] in makers}


def _find_heirs(
    connection: Connection, made: Made, later: Select[tuple[int]], found: Spoken
) -> None:
    change, batch, sheet = (table_of(t) for t in (ChangeRow, ImportBatchRow, SourceSheetRow))
    assessment = table_of(AssessmentRow)

    def read(name: str, of: ColumnElement[int], said: Select[Any]) -> None:
        mine = select(change.c.row_id).where(
            change.c.operation_id == made.operation_id, change.c.table_name == name, altered()
        )
        rows = (
            said.with_only_columns(
                of.label("of"), batch.c.id.label("batch"), sheet.c.id.label("sheet")
            )
            .where(batch.c.id.in_(later))
            .subquery()
        )
        query = select(rows).where(rows.c.of.in_(mine)).order_by(rows.c.batch, rows.c.sheet)
        heirs: dict[int, dict[tuple[int, int], None]] = {}
        for row in connection.execute(query):
            heirs.setdefault(row[0], {})[row[1], row[2]] = None
        found.heirs[name] = {row_id: list(told) for row_id, told in heirs.items()}

    for name, of in _said_of().items():
        read(name, of, origins())
    word_on_home = assessment.c.household_id == home_then()
    same_list = assessment.c.list_id == batch.c.list_id
    read(
        "assessment",
        assessment.c.id,
        origins().join(assessment, and_(word_on_home, same_list)),
    )
    asked = table_of(ImportQuestionRow).c
    rows = connection.execute(
        select(asked.batch_id, asked.table_name, asked.row_id, asked.field).where(
            asked.batch_id.in_(later), asked.verdict == ""
        )
    )
    found.offers = {(r.batch_id, r.table_name, r.row_id, r.field) for r in rows}
    told = (pair for heirs in found.heirs.values() for pairs in heirs.values() for pair in pairs)
    sheets = {sheet_id for _, sheet_id in told}
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
    for name in ("household", "person"):
        for row, maker in spoken.makers.get(name, {}).items():
            counts.setdefault(maker, {}).setdefault(name, set()).add(row)
        for row, ((heir, _), *_rest) in spoken.heirs.get(name, {}).items():
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
