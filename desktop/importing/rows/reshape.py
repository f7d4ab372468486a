"""Turn a sheet of any shape into rows of one person each, before its values are read.

What a sheet can be like: areas in rows across it or in its title, totals, headers that come
again, a household's house only in its first row or in a row by itself, households told apart
by a running number, several people in one row. Each output row keeps the number of the row of
the sheet it comes from. A sheet of plain rows is left as it is after a look at its columns.
"""

import numpy as np
from numpy.typing import NDArray

from desktop.importing.column import Codes, Column
from desktop.importing.rows.areas import fill_from_rows, fill_moo_of_sheet
from desktop.importing.rows.households import carry_houses, members_of_houses
from desktop.importing.rows.kinds import HOUSES, NAMES, Kind, Kinds, filled, kinds_of
from desktop.importing.rows.members import Groups
from desktop.importing.rows.numbers import BLOCK, join_by_number
from desktop.importing.rows.people import groups_of, spread_people
from desktop.importing.table import Table
from desktop.thai.numbers import arabic, read_number

_PLACES = ("tambon", "tambon_code", "district", "moo", "village_name")


def reshape(table: Table) -> None:
    """Make the table's rows rows of one person each; what can't be told is remarked on."""
    groups = groups_of(table)
    if not groups.members and not any(one in table for one in NAMES):
        # The heads are the only people who are named.
        table.rename("head_name", "full_name")
    kinds = kinds_of(table, _names(table, groups))
    if kinds.of.any():
        _write_houses(table, kinds)
    # Told before areas are written into blank cells: those show how the sheet is made.
    members = members_of_houses(table, kinds)
    if kinds.of.any() or members:
        _leave_people(table, kinds, members)
    fill_moo_of_sheet(table)
    join_by_number(table)
    spread_people(table, groups)
    _remark_on_missing(table)


def _leave_people(table: Table, kinds: Kinds, members: dict[int, int]) -> None:
    """Keep the rows of people, with what other rows tell of their areas and houses."""
    areas = {index: said for index, said in kinds.said.items() if kinds.of[index] == Kind.AREA}
    if areas:
        fill_from_rows(table, areas)
    if "household_no" in table:
        # Numbers may begin anew below a total or an area.
        blocks: Codes = np.cumsum(kinds.are(Kind.AREA, Kind.TOTAL)).astype(np.int32)
        table.replace(BLOCK, Column(list(map(str, range(int(blocks[-1]) + 1))), blocks))
    carry_houses(table, kinds, members)


def _names(table: Table, groups: Groups) -> list[Column]:
    """Return the columns in which people's names stand."""
    columns = [table.text(one) for one in NAMES if one in table]
    for member in groups.members:
        columns += (table.every[index] for one, index in member.items() if one in NAMES)
    if groups.members and "head_name" in table:
        columns.append(table.text("head_name"))
    return columns


def _write_houses(table: Table, kinds: Kinds) -> None:
    """Write what rows across the sheet say of a house into that row's cells."""
    houses = {i: said for i, said in kinds.said.items() if kinds.of[i] == Kind.HOUSEHOLD}
    for name in {name for said in houses.values() for name in said}:
        cells = list(table.text(name))
        for index, said in houses.items():
            cells[index] = said.get(name, cells[index])
        table.replace(name, Column.of(cells))


def _remark_on_missing(table: Table) -> None:
    """Say once how many people the sheet counts but doesn't name; nobody is made up for them."""
    if "member_count" not in table or not table.size:
        return
    households = _households(table)
    named = np.bincount(households)
    counts = np.array([_count(word) for word in table.text("member_count").words])
    said = np.zeros(len(named), np.int64)
    np.maximum.at(said, households, counts[table.text("member_count").codes])
    missing = np.maximum(said - named, 0)
    if missing.any():
        reason = (
            f"{np.count_nonzero(missing):,} ครัวเรือนมีสมาชิกมากกว่าที่มีชื่อในแผ่นงาน "
            f"รวม {int(missing.sum()):,} คน โปรแกรมนำเข้าเฉพาะผู้ที่มีชื่อ"
        )
        table.problems.append(table.problem(-1, "member_count", "", reason))


def _households(table: Table) -> NDArray[np.intp]:
    """Return a number for each row, equal where house, number and place are; alone if none is."""
    houses = [table.text(one) for one in (*HOUSES, "household_head") if one in table]
    housed = np.any([filled(column) for column in houses], axis=0)
    keys = np.where(housed, 0, np.arange(1, table.size + 1))
    for column in (*houses, *(table.text(one) for one in _PLACES if one in table)):
        _, keys = np.unique(keys * len(column.words) + column.codes, return_inverse=True)
    return keys


def _count(text: str) -> int:
    try:
        number = read_number(arabic(text))
    except ValueError:
        return 0
    return int(number) if number else 0
