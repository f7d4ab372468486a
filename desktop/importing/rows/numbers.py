"""Households told apart by a running number only: it finds nobody again in the next list."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from desktop.importing.column import Codes, Column
from desktop.importing.rows.households import (
    copy_cells,
    is_head,
    person_key,
    shared_columns,
)
from desktop.importing.rows.kinds import filled
from desktop.importing.table import Table
from desktop.thai import citizen_id
from desktop.thai.numbers import arabic
from desktop.thai.text import normalise

_HOUSES = ("house_code", "address_no")
_WITHIN = ("moo", "village_name", "tambon", "tambon_code")
_FIRST = 1
# A column of the program's own: between two rows of areas or totals numbers may begin anew.
BLOCK = "household_block"
_REASON = (
    "ครัวเรือนแยกด้วยลำดับในไฟล์เท่านั้น ซึ่งเปลี่ยนได้ทุกครั้ง โปรแกรมจึงจำครัวเรือนด้วย"
    "เลขประจำตัวหรือชื่อของหัวหน้าครัวเรือน"
)

Groups = list[list[int]]


def join_by_number(table: Table) -> None:
    """Give the members of a numbered household the same address, or its head as its name."""
    if "household_no" not in table:
        return
    groups = _groups(table, table.text(BLOCK).codes)
    for canonical in shared_columns(table):
        _share(table, canonical, groups)
    housed = np.any([filled(table.text(one)) for one in _HOUSES], axis=0)
    heads = [""] * table.size
    known: dict[str, int] = {}
    for rows in groups:
        if housed[rows].any():
            continue
        key = _head_key(table, rows, known)
        for row in rows:
            heads[row] = key
    if any(heads):
        table.replace("household_head", Column.of(heads))
        table.problems.append(table.problem(-1, "household_no", "", _REASON))


def _groups(table: Table, blocks: Codes) -> Groups:
    """Return the rows of each household, runs of one number joined where the sheet is unsorted."""
    numbers = [normalise(arabic(text)) for text in table.text("household_no")]
    runs: Groups = []
    for row, number in enumerate(numbers):
        last = runs[-1][-1] if runs else -1
        if number and runs and numbers[last] == number and _is_near(table, blocks, last, row):
            runs[-1].append(row)
        elif number:
            runs.append([row])
    if _is_sorted([numbers[rows[0]] for rows in runs], blocks[[rows[0] for rows in runs]]):
        return runs
    joined: dict[tuple[object, ...], list[int]] = {}
    for rows in runs:
        key = (numbers[rows[0]], int(blocks[rows[0]]), *_place(table, rows))
        joined.setdefault(key, []).extend(rows)
    return list(joined.values())


def _is_near(table: Table, blocks: Codes, one: int, other: int) -> bool:
    """Return whether the same number in two rows can mean the same household."""
    columns = [table.text(name) for name in _WITHIN if name in table]
    both = [(column[one].strip(), column[other].strip()) for column in columns]
    return bool(blocks[one] == blocks[other]) and all(
        first == second or not first or not second for first, second in both
    )


def _place(table: Table, rows: Sequence[int]) -> tuple[str, ...]:
    columns = [table.text(name) for name in _WITHIN if name in table]
    return tuple(
        next((text for row in rows if (text := column[row].strip())), "") for column in columns
    )


def _is_sorted(numbers: Sequence[str], blocks: Codes) -> bool:
    """Return whether the numbers only grow, within blocks or until they begin anew with 1."""
    if not all(map(str.isdecimal, numbers)):
        return False
    pairs = zip(pairwise(map(int, numbers)), pairwise(blocks.tolist()), strict=True)
    return all(
        later >= earlier or later == _FIRST or block != next_block
        for (earlier, later), (block, next_block) in pairs
    )


def _share(table: Table, canonical: str, groups: Groups) -> None:
    """Fill what only some rows of a household tell, where they agree."""
    column = table.text(canonical)
    told = filled(column)
    if told.all() or not told.any():
        return
    rows: list[int] = []
    sources: list[int] = []
    for group in groups:
        source = [row for row in group if told[row]]
        if source and len({column[row] for row in source}) == 1:
            blanks = [row for row in group if not told[row]]
            rows += blanks
            sources += [source[0]] * len(blanks)
    copy_cells(table, canonical, np.array(rows, np.intp), np.array(sources, np.intp))


def _head_key(table: Table, rows: Sequence[int], known: dict[str, int]) -> str:
    """Return the head's citizen id or name; with more where two households have the same."""
    relation, cids = table.text("relation"), table.text("cid")
    head = next((row for row in rows if is_head(relation[row])), rows[0])
    cid = citizen_id.digits(cids[head])
    if citizen_id.problem(cid) is None:
        key = cid
    else:
        moo = normalise(arabic(table.text("moo")[head]))
        key = f"{moo}|{person_key(table, head)}"
        if key in known:
            key += "".join(f"+{person_key(table, row)}" for row in rows if row != head)
    known[key] = known.get(key, 0) + 1
    return key if known[key] == _FIRST else f"{key}#{known[key]}"
