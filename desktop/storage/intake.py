"""Storing a list: what is new, changed and the same, every raw row, one batch."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, select

from desktop.domain.layouts import columns_to_json
from desktop.domain.listing import ReadList, Tally
from desktop.domain.progress import Reporter
from desktop.domain.review import AS_USUAL, Decisions, ImportOutcome
from desktop.domain.sheets import ColumnGuess, ProfileColumn, SheetLayout
from desktop.storage import derived, intake_new, intake_update
from desktop.storage.arrivals import Arrivals, match
from desktop.storage.bulk import insert_columns, insert_rows, reserve_ids
from desktop.storage.comparison import Fact, differences
from desktop.storage.database import Database
from desktop.storage.missing import Comers, comers
from desktop.storage.schema.base import table_of
from desktop.storage.schema.cases import OperationRow
from desktop.storage.schema.lists import (
    ImportBatchRow,
    SourceBlockRow,
    SourceFileRow,
    SourceListRow,
    SourceProblemRow,
    SourceRowRow,
    SourceSheetRow,
)
from desktop.storage.work import Work

_STEPS = 6


@dataclass(frozen=True, slots=True)
class Stored:
    """What an import did, and what it met while it did it."""

    rows: int
    households: Tally
    persons: Tally
    arrivals: Arrivals
    facts: list[Fact]
    comers: Comers
    batch_id: int
    list_id: int


def store(
    work: Work,
    read: ReadList,
    name: str,
    as_of: str,
    report: Reporter,
    decisions: Decisions = AS_USUAL,
) -> Stored:
    """Write a list into the unit of work and say what it changed.

    `as_of` is the list's data date in ISO, day or month precision.

    Raises:
        Cancelled: the clerk asked to stop; the unit of work rolls back.
    """
    connection = work.session.connection()
    work.everything = True
    report.step(0, _STEPS, "เทียบกับข้อมูลเดิม")
    arrivals = match(connection, read.persons, as_of)
    batch = _batch(work, read, name, as_of)
    report.step(1, _STEPS, "เก็บแถวต้นฉบับ")
    sheets = _keep_raw(connection, read, batch)
    report.step(2, _STEPS, "บันทึกครัวเรือนใหม่")
    intake_new.write(connection, arrivals, batch, as_of, read.indicator_set)
    report.step(3, _STEPS, "ปรับปรุงครัวเรือนเดิม")
    facts = differences(connection, arrivals, as_of)
    touched = intake_update.write(
        work, arrivals, facts, decisions, batch, as_of, read.indicator_set
    )
    report.step(4, _STEPS, "เก็บที่มาของแต่ละคน")
    _keep_origins(connection, arrivals, sheets)
    report.step(5, _STEPS, "ทำดัชนีค้นหา")
    derived.refresh(connection, sorted(touched.grown | touched.households))
    households = tally(len(arrivals.new_households), len(arrivals.households), touched.households)
    persons = tally(len(arrivals.new_persons), len(arrivals.persons), touched.persons)
    batch.new_households, batch.new_persons = households.new, persons.new
    batch.changed_households, batch.changed_persons = households.changed, persons.changed
    missing = comers(connection, arrivals, name, as_of)
    batch.gone_households = len(missing.gone[0])
    report.step(_STEPS, _STEPS, "เรียบร้อย")
    return Stored(
        *(read.data_rows, households, persons, arrivals, facts, missing), batch.id, batch.list_id
    )


def counts_of(database: Database, uid: str) -> ImportOutcome:
    """Return what the import with this operation's id did, as it noted itself."""
    batch, operation = table_of(ImportBatchRow), table_of(OperationRow)
    with database.read() as session:
        row = session.execute(
            select(batch)
            .join(operation, operation.c.id == batch.c.operation_id)
            .where(operation.c.uid == uid)
        ).one()
    households = Tally(row.new_households, row.changed_households)
    return ImportOutcome(row.data_rows, households, Tally(row.new_persons, row.changed_persons))


def tally(new: int, all_of_them: int, changed: Collection[int]) -> Tally:
    """Count records that are new, altered by the list, and the same."""
    return Tally(new, len(changed), all_of_them - new - len(changed))


def _batch(work: Work, read: ReadList, name: str, as_of: str) -> ImportBatchRow:
    session = work.session
    source = session.scalar(
        select(SourceListRow).where(SourceListRow.name == name, SourceListRow.as_of == as_of)
    )
    if source is None:
        source = SourceListRow(name=name, as_of=as_of)
        session.add(source)
        session.flush()
    batch = ImportBatchRow(
        operation_id=work.operation.id,
        list_id=source.id,
        at=datetime.now(UTC),
        data_rows=read.data_rows,
        problems=len(read.problems),
    )
    session.add(batch)
    session.flush()
    return batch


def _keep_raw(connection: Connection, read: ReadList, batch: ImportBatchRow) -> list[int]:
    """Store files, sheets, raw rows and problems; return the ids of `read.sheets`."""
    file = reserve_ids(connection, SourceFileRow, len(read.files))
    insert_rows(
        connection,
        SourceFileRow,
        ("id", "batch_id", "name", "size", "sha256"),
        [(file + i, batch.id, f.name, f.size, f.sha256) for i, f in enumerate(read.files)],
    )
    sheet = reserve_ids(connection, SourceSheetRow, len(read.sheets))
    insert_rows(
        connection,
        SourceSheetRow,
        ("id", "file_id", "name", "header_row", "header_rows", "columns"),
        [
            (sheet + i, file + s.file, s.name, *_header(s), _as_json(s.columns))
            for i, s in enumerate(read.sheets)
        ],
    )
    block = reserve_ids(connection, SourceBlockRow, len(read.blocks))
    insert_rows(
        connection,
        SourceBlockRow,
        ("id", "sheet_id", "first_row", "row_count", "data"),
        [
            (block + i, sheet + b.sheet, b.first_row, b.count, b.data)
            for i, b in enumerate(read.blocks)
        ],
    )
    problem = reserve_ids(connection, SourceProblemRow, len(read.problems))
    insert_rows(
        connection,
        SourceProblemRow,
        (
            *("id", "batch_id", "file", "sheet", "row_no", "column", "value", "reason"),
            *("suggestion", "state", "used"),
        ),
        [
            (
                *(problem + i, batch.id, p.file, p.sheet, p.row, p.column, p.value, p.reason),
                *(p.suggestion, "open", p.used),
            )
            for i, p in enumerate(read.problems)
        ],
    )
    return [sheet + i for i in range(len(read.sheets))]


def _header(layout: SheetLayout) -> tuple[int, int]:
    """Return the header's last row, 0 where nothing was read, and how many rows it has."""
    last = layout.header_row if layout.wanted else 0
    return last, layout.header_row - layout.first_row + 1


def _as_json(columns: Sequence[ColumnGuess]) -> str:
    """Each column at its own place: rows that were kept are read again by it."""
    width = max((c.index + 1 for c in columns), default=0)
    placed = [ProfileColumn("", "")] * width
    for c in columns:
        placed[c.index] = ProfileColumn(c.header, c.canonical, c.reading, c.shape.kind)
    return columns_to_json(placed)


def _keep_origins(connection: Connection, arrivals: Arrivals, sheets: list[int]) -> None:
    """Note for every person which row of which sheet spoke of them."""
    persons = arrivals.persons
    first = reserve_ids(connection, SourceRowRow, len(persons))
    insert_columns(
        connection,
        SourceRowRow,
        {
            "id": range(first, first + len(persons)),
            "sheet_id": map(sheets.__getitem__, persons["sheet"]),
            "row_no": persons["row"],
            "person_id": arrivals.person_ids,
        },
    )
