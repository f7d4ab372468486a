"""What an import brought in bulk leaves again; its record of files and counts stays."""

from collections.abc import Mapping, Sequence

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Table,
    bindparam,
    delete,
    func,
    or_,
    select,
    update,
)

from desktop.domain.progress import Reporter
from desktop.storage import derived, search, trimming
from desktop.storage.brought import BY_BATCH, Batch, Made
from desktop.storage.bulk import chunks
from desktop.storage.schema.base import table_of
from desktop.storage.schema.lists import (
    AssessmentRow,
    ImportQuestionRow,
    SourceBlockRow,
    SourceFileRow,
    SourceProblemRow,
    SourceRowRow,
    SourceSheetRow,
)
from desktop.storage.schema.people import HouseholdRow, PersonRow, SearchTextRow
from desktop.storage.schema.tables import Base
from desktop.storage.spoken import Spoken
from desktop.storage.work import Work

_PIECE = 4000  # rows between two looks at whether the clerk asked to stop
_MANY = 1000  # households above which the search index may be made anew instead


def take_out(
    work: Work,
    made: Made,
    spoken: Spoken,
    held: Mapping[str, set[int]],
    report: Reporter,
) -> tuple[set[int], set[int]]:
    """Take out what the import brought, except what is held.

    Returns the households it leaves behind, and of these the ones that look otherwise now.

    Raises:
        Cancelled: the clerk asked to stop; the unit of work rolls back.
    """
    connection, batch = work.session.connection(), made.batch
    if batch is None:
        return set(), set()
    trimming.trim(work, made, spoken, report)
    for name in BY_BATCH[1:]:
        _hand_over(connection, name, held.get(name, set()), batch, spoken, report)
    staying = held.get("household", set()) | _used_by_others(connection, batch)
    _hand_over(connection, "household", staying, batch, spoken, report)
    looking = _left_behind(connection, batch, table_of(PersonRow))
    only_said = sorted(_left_behind(connection, batch, table_of(AssessmentRow)) - looking)
    before = _dimensions(connection, only_said)
    _take_raw_rows(connection, batch, report)
    _forget(connection, batch, report)
    for name in ("assessment", "visit", "person", "household"):
        table = Base.metadata.tables[name]
        _delete(connection, table, table.c.batch_id == batch.id, report, "นำรายชื่อออก")
    derived.redate(connection, table_of(HouseholdRow).c.list_as_of == batch.as_of)
    after = _dimensions(connection, only_said)
    looking |= {h for h in only_said if before.get(h) != after.get(h)}
    return looking.union(only_said), looking


def _dimensions(connection: Connection, ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    found: dict[int, tuple[int, int]] = {}
    for some in chunks(ids, _PIECE):
        found |= derived.latest_dimensions(connection, some)
    return found


def _hand_over(
    connection: Connection,
    name: str,
    ids: set[int],
    batch: Batch,
    spoken: Spoken,
    report: Reporter,
) -> None:
    """Let rows that stay belong to the list that speaks for them, or to none."""
    table, makers = Base.metadata.tables[name], spoken.makers.get(name, {})
    for number, some in enumerate(chunks(sorted(ids), _PIECE)):
        report.step(number * _PIECE, len(ids), "เก็บสิ่งที่รายชื่ออื่นหรือผู้ใช้กล่าวถึง")
        connection.execute(
            update(table)
            .where(table.c.id == bindparam("row_"), table.c.batch_id == batch.id)
            .values(version=table.c.version + 1, batch_id=bindparam("maker")),
            [{"row_": i, "maker": makers.get(i)} for i in some],
        )


def _used_by_others(connection: Connection, batch: Batch) -> set[int]:
    """Households the import brought in which others live by now, or of which other lists speak."""
    household, found = table_of(HouseholdRow), set[int]()
    for table in (table_of(PersonRow), table_of(AssessmentRow)):
        query = (
            select(table.c.household_id)
            .join(household, household.c.id == table.c.household_id)
            .where(
                household.c.batch_id == batch.id,
                or_(table.c.batch_id.is_(None), table.c.batch_id != batch.id),
            )
        )
        found |= set(connection.scalars(query.distinct()))
    return found


def _left_behind(connection: Connection, batch: Batch, table: Table) -> set[int]:
    """Other households that members, or the list's word, leave."""
    household = table_of(HouseholdRow)
    query = (
        select(table.c.household_id)
        .join(household, household.c.id == table.c.household_id)
        .where(
            table.c.batch_id == batch.id,
            or_(household.c.batch_id.is_(None), household.c.batch_id != batch.id),
        )
    )
    return set(connection.scalars(query.distinct()))


def _take_raw_rows(connection: Connection, batch: Batch, report: Reporter) -> None:
    file, sheet = table_of(SourceFileRow), table_of(SourceSheetRow)
    files = select(file.c.id).where(file.c.batch_id == batch.id)
    sheets: Select[tuple[int]] = select(sheet.c.id).where(sheet.c.file_id.in_(files))
    where: dict[Table, ColumnElement[bool]] = {
        table: table.c.sheet_id.in_(sheets)
        for table in (table_of(SourceRowRow), table_of(SourceBlockRow))
    }
    where[sheet] = sheet.c.file_id.in_(files)
    for kind in (SourceProblemRow, ImportQuestionRow):
        where[table_of(kind)] = table_of(kind).c.batch_id == batch.id
    for table, condition in where.items():
        _delete(connection, table, condition, report, "นำแถวต้นฉบับออก")


def _delete(
    connection: Connection,
    table: Table,
    where: ColumnElement[bool],
    report: Reporter,
    what: str,
) -> None:
    """Delete rows piece by piece, so that the clerk may stop it."""
    ids: Sequence[int] = connection.scalars(select(table.c.id).where(where)).all()
    for number, some in enumerate(chunks(sorted(ids), _PIECE)):
        report.step(number * _PIECE, len(ids), what)
        within = table.c.id.between(some[0], some[-1])
        connection.execute(delete(table).where(within, where))


def _forget(connection: Connection, batch: Batch, report: Reporter) -> None:
    """Take the leaving households out of the search box, in the quicker of two ways."""
    household, texts = table_of(HouseholdRow), table_of(SearchTextRow)
    leaving = select(household.c.id).where(household.c.batch_id == batch.id)
    ids = connection.scalars(leaving).all()
    every = connection.scalar(select(func.count()).select_from(texts)) or 0
    if len(ids) > _MANY and len(ids) * 2 > every:
        report.step(0, 0, "ทำดัชนีค้นหา")
        connection.execute(delete(texts).where(texts.c.household_id.in_(leaving)))
        search.rebuild(connection)
        return
    for number, some in enumerate(chunks(ids)):
        report.step(number, 0, "ทำดัชนีค้นหา")
        search.forget(connection, some)
