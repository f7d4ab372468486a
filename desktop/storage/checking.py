"""Proving a database sound: pages, parents, versions, and figures that must agree."""

from collections.abc import Iterator

from sqlalchemy import Connection, Select, func, select, text

from desktop.storage.schema.base import table_of
from desktop.storage.schema.cases import AnswerRow, CaseRow, ChangeRow, OperationRow
from desktop.storage.schema.lists import AssessmentRow, ImportBatchRow, SourceRowRow
from desktop.storage.schema.people import HouseholdRow, PersonRow, SearchTextRow
from desktop.storage.schema.tables import EDITABLE, Base


def findings(connection: Connection) -> Iterator[tuple[str, int]]:
    """What is wrong, as (what in Thai, how many). A sound database gives nothing."""
    yield from _pages(connection)
    for name in EDITABLE:
        table = Base.metadata.tables[name]
        bad = (table.c.version < 1) | (func.length(table.c.uid) != 16)
        yield (
            f"รหัสหรือรุ่นของรายการผิดรูปแบบ ({name})",
            _count(connection, select(table.c.id).where(bad)),
        )
    for title, query in _disagreements():
        yield title, _count(connection, query)


def _count(connection: Connection, query: Select[tuple[int]]) -> int:
    return connection.execute(select(func.count()).select_from(query.subquery())).scalar_one()


def _pages(connection: Connection) -> Iterator[tuple[str, int]]:
    if connection.dialect.name != "sqlite":
        return
    damaged = connection.execute(text("PRAGMA integrity_check(20)")).scalars().all()
    yield "หน้าข้อมูลเสียหาย", sum(line != "ok" for line in damaged)
    orphans = connection.execute(text("PRAGMA foreign_key_check")).fetchall()
    yield "รายการที่ไม่มีต้นสังกัด", len(orphans)
    # The index itself counts its texts, not its entries: those stand in its table of sizes.
    entries = connection.execute(
        text(
            "SELECT (SELECT count(*) FROM search_index_docsize WHERE id NOT IN "
            "(SELECT household_id FROM search_text)) + (SELECT count(*) FROM search_text "
            "WHERE household_id NOT IN (SELECT id FROM search_index_docsize))"
        )
    ).scalar_one()
    yield "ดัชนีค้นหาไม่ครบ", int(entries)


def _disagreements() -> Iterator[tuple[str, Select[tuple[int]]]]:
    household, person = table_of(HouseholdRow), table_of(PersonRow)
    living = (
        select(person.c.household_id, func.count().label("n"))
        .group_by(person.c.household_id)
        .subquery()
    )
    counted = household.outerjoin(living, living.c.household_id == household.c.id)
    yield (
        "จำนวนสมาชิกไม่ตรงกับรายชื่อ",
        select(household.c.id)
        .select_from(counted)
        .where(household.c.members != func.coalesce(living.c.n, 0)),
    )
    searched = table_of(SearchTextRow)
    yield (
        "ครัวเรือนที่ค้นหาไม่พบ",
        select(household.c.id).where(household.c.id.not_in(select(searched.c.household_id))),
    )
    assessment = table_of(AssessmentRow)
    newest = (
        select(
            assessment.c.household_id,
            assessment.c.dim_failed,
            assessment.c.dim_known,
            func.row_number()
            .over(
                partition_by=assessment.c.household_id,
                order_by=(assessment.c.as_of.desc(), assessment.c.id.desc()),
            )
            .label("rank"),
        )
    ).subquery()
    yield (
        "มิติที่ตกไม่ตรงกับรายชื่อล่าสุด",
        select(household.c.id)
        .join(newest, newest.c.household_id == household.c.id)
        .where(
            newest.c.rank == 1,
            newest.c.dim_failed != household.c.dim_failed.op("&")(newest.c.dim_known),
        ),
    )
    yield (
        "มิติที่ตกแต่ไม่ทราบผล",
        select(household.c.id).where(
            household.c.dim_failed.op("&")(household.c.dim_known) != household.c.dim_failed
        ),
    )
    yield from _records()


def _records() -> Iterator[tuple[str, Select[tuple[int]]]]:
    case, answer, person = table_of(CaseRow), table_of(AnswerRow), table_of(PersonRow)
    no_level = (case.c.level_status == "level") & case.c.level_final.is_(None)
    yield "จัดระดับแล้วแต่ไม่มีตัวเลขระดับ", select(case.c.id).where(no_level)
    yield (
        "คำตอบของสมาชิกที่ไม่มีอยู่",
        select(answer.c.id).where(
            answer.c.person_id != 0, answer.c.person_id.not_in(select(person.c.id))
        ),
    )
    batch, origin = table_of(ImportBatchRow), table_of(SourceRowRow)
    listed = select(origin.c.person_id)
    yield (
        "คนจากรายชื่อที่ไม่มีแถวต้นฉบับ",
        select(person.c.id).where(person.c.batch_id.is_not(None), person.c.id.not_in(listed)),
    )
    operation, change = table_of(OperationRow), table_of(ChangeRow)
    known = select(operation.c.id)
    yield (
        "บันทึกประวัติที่ไม่มีเจ้าของ",
        select(change.c.id).where(change.c.operation_id.not_in(known)),
    )
    undone = (
        select(batch.c.id)
        .join(operation, operation.c.id == batch.c.operation_id)
        .where(operation.c.undone_by.is_not(None))
    )
    for name in ("household", "person", "assessment", "visit", "source_problem"):
        table = Base.metadata.tables[name]
        yield (
            f"รายการของการนำเข้าที่ย้อนกลับแล้ว ({name})",
            select(table.c.id).where(table.c.batch_id.in_(undone)),
        )
    yield (
        "ชุดนำเข้าที่ไม่มีประวัติ",
        select(batch.c.id).where(batch.c.operation_id.not_in(known)),
    )
