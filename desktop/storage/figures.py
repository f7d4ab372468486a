"""Counting: the table of areas and dimensions, and the overview's numbers."""

from sqlalchemy import Connection, func, select
from sqlalchemy.sql.elements import ColumnElement

from desktop.domain.figures import AreaFigures
from desktop.domain.records import SourceList
from desktop.domain.vocabulary import CaseState, Dimension
from desktop.storage.finding import in_area
from desktop.storage.schema.base import table_of
from desktop.storage.schema.cases import CaseRow, OperationRow, VolunteerRow
from desktop.storage.schema.lists import ImportBatchRow, SourceFileRow, SourceListRow
from desktop.storage.schema.people import HouseholdRow


def by_area(connection: Connection, area: str, digits: int) -> dict[str, AreaFigures]:
    """Count households, persons and failed dimensions for each code of so many digits.

    Households whose place is known less exactly than that stand under the shorter code.
    """
    table = table_of(HouseholdRow)
    source: ColumnElement[str] = table.c.village_code if digits == 8 else table.c.tambon_code
    where = in_area(area) if digits < 8 else table.c.tambon_code == area
    return _counted(connection, func.substr(source, 1, digits), where)


def without_place(connection: Connection) -> dict[str, AreaFigures]:
    """Count the households of which not even the province is known, under the empty code."""
    tambon = table_of(HouseholdRow).c.tambon_code
    return _counted(connection, tambon, tambon == "")


def _counted(
    connection: Connection, by: ColumnElement[str], where: ColumnElement[bool]
) -> dict[str, AreaFigures]:
    table = table_of(HouseholdRow)
    code = by.label("code")
    failures = [_count_if(table.c.dim_failed.op("&")(d.bit) != 0) for d in Dimension]
    query = select(
        code,
        func.count(),
        func.coalesce(func.sum(table.c.members), 0),
        _count_if(table.c.dim_failed != 0),
        *failures,
    )
    query = query.where(where).group_by(code)
    return {
        row[0]: AreaFigures(
            code=row[0],
            name="",
            households=row[1],
            persons=int(row[2]),
            distinct_failing=row[3],
            failures=dict(zip(Dimension, row[4:], strict=True)),
        )
        for row in connection.execute(query)
    }


def villages(connection: Connection, tambon: str) -> tuple[tuple[str, str, int], ...]:
    """The villages of a tambon that households live in: code, name if known, households."""
    table = table_of(HouseholdRow)
    found = connection.execute(
        select(table.c.village_code, func.max(table.c.village_name), func.count())
        .where(table.c.tambon_code == tambon, table.c.village_code != "")
        .group_by(table.c.village_code)
        .order_by(table.c.village_code)
    )
    return tuple((row[0], row[1], row[2]) for row in found)


def _count_if(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count().filter(condition)


def lists(connection: Connection) -> tuple[SourceList, ...]:
    """Every list of which an import is in force, the newest data first."""
    source, file = table_of(SourceListRow), table_of(SourceFileRow)
    operation, every = table_of(OperationRow), table_of(ImportBatchRow)
    batch = (
        select(every)
        .join(operation, operation.c.id == every.c.operation_id)
        .where(operation.c.undone_by.is_(None))
        .subquery()
    )
    files = (
        select(func.count())
        .select_from(file.join(batch, batch.c.id == file.c.batch_id))
        .where(batch.c.list_id == source.c.id)
        .scalar_subquery()
    )
    rows = (
        select(func.coalesce(func.sum(batch.c.data_rows), 0))
        .where(batch.c.list_id == source.c.id)
        .scalar_subquery()
    )
    query = select(source.c.id, source.c.name, source.c.as_of, files, rows)
    query = query.where(source.c.id.in_(select(batch.c.list_id)))
    found = connection.execute(query.order_by(source.c.as_of.desc(), source.c.id.desc()))
    return tuple(SourceList(r[0], r[1], r[2], r[3], int(r[4])) for r in found)


def totals(connection: Connection, fiscal_year: int) -> dict[str, int]:
    """Households, persons, volunteers, and cases by how far they are."""
    household, case = table_of(HouseholdRow), table_of(CaseRow)
    households, persons = connection.execute(
        select(func.count(), func.coalesce(func.sum(household.c.members), 0))
    ).one()
    numbers = {"households": households, "persons": int(persons)}
    numbers["volunteers"] = connection.execute(
        select(func.count()).select_from(table_of(VolunteerRow))
    ).scalar_one()
    counted = connection.execute(
        select(case.c.state, func.count())
        .where(case.c.fiscal_year == fiscal_year)
        .group_by(case.c.state)
    )
    counts: dict[str, int] = {row[0]: row[1] for row in counted}
    order = list(CaseState)
    for state in (CaseState.VISITED, CaseState.PLANNED):
        reached = order[order.index(state) :]
        numbers[state.value] = sum(counts.get(s.value, 0) for s in reached)
    numbers["assigned"] = connection.execute(
        select(func.count()).where(
            case.c.fiscal_year == fiscal_year, case.c.volunteer_id.is_not(None)
        )
    ).scalar_one()
    return numbers
