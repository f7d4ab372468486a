"""A person who is in the list twice: the first row counts, but no household is lost.

When people are dropped, a household whose only member was a duplicate must not vanish with
them: its row goes in without the id, as a person whom a clerk can join with the other.
"""

from collections.abc import Iterator
from typing import Any

from desktop.domain.listing import PersonRow, Problem
from desktop.importing.table import Table
from desktop.thai.citizen_id import digits

_CID = PersonRow._fields.index("cid")
_HOUSEHOLD = PersonRow._fields.index("household")
_ROW = PersonRow._fields.index("row")

Row = tuple[Any, ...]


class Duplicates:
    """What was met so far in the whole list."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self._first: dict[str, tuple[str, str, int]] = {}
        self._households: set[str] = set()
        self._later: list[tuple[Row, Problem]] = []

    def without(self, rows: list[Row], table: Table) -> list[Row]:
        """Return the rows of a sheet without people who were met before."""
        cids = [row[_CID] for row in rows if row[_CID]]
        known = self._first
        if len(set(cids)) == len(cids) and known.keys().isdisjoint(cids):
            kept = rows
        else:
            kept = [row for row in rows if not self._is_later(row, table)]
        self._households.update(row[_HOUSEHOLD] for row in kept)
        file, sheet = table.place.file, table.place.sheet
        known.update((row[_CID], (file, sheet, row[_ROW])) for row in kept if row[_CID])
        return kept

    def kept_for_their_household(self) -> Iterator[Row]:
        """Yield, at the end, the later rows whose household has nobody else, without the id."""
        for row, problem in self._later:
            if row[_HOUSEHOLD] in self._households:
                self.problems.append(problem)
                continue
            self._households.add(row[_HOUSEHOLD])
            self.problems.append(
                Problem(
                    problem.sheet,
                    problem.row,
                    problem.column,
                    problem.value,
                    f"{problem.reason} นำเข้าโดยไม่มีเลข เพราะเป็นคนเดียวในครัวเรือนนี้",
                    problem.file,
                )
            )
            yield (*row[:_CID], "", *row[_CID + 1 :])

    def _is_later(self, row: Row, table: Table) -> bool:
        cid = row[_CID]
        if not cid:
            return False
        here = (table.place.file, table.place.sheet, row[_ROW])
        first = self._first.get(cid)
        if first is None:
            self._first[cid] = here
            return False
        file, sheet, number = first
        where = "" if sheet == table.place.sheet else f"แผ่นงาน {sheet} "
        where = where if file == table.place.file else f"ไฟล์ {file} {where}"
        cells = table.text("cid")
        index = table.numbers.index(row[_ROW])
        # One row of the sheet may hold several people.
        while digits(cells[index]) != cid:
            index += 1
        reason = f"ซ้ำกับ{where}แถว {number}"
        value = cells[index]
        self._later.append((row, table.problem(index, "cid", value, reason, used=False)))
        return True
