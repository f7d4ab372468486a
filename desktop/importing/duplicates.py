"""A person who is in the list twice: the first row counts, but no household is lost.

When people are dropped, a household whose only member was a duplicate must not vanish with
them: its row goes in without the id, as a person whom a clerk can join with the other.
"""

from collections.abc import Iterator
from dataclasses import replace

from desktop.domain.listing import Persons, Problem
from desktop.importing.table import Table
from desktop.thai.citizen_id import digits

_ROW_BITS = 21  # no sheet has more rows than 2**20


class Duplicates:
    """What was met so far in the whole list."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self._sheets: list[tuple[str, str]] = []
        # The sheet and, in the lowest bits, the row in which an id was met first.
        self._first: dict[str, int] = {}
        self._households: set[str] = set()
        self._later: list[tuple[Persons, list[Problem]]] = []

    def without(self, persons: Persons, table: Table) -> Persons:
        """Return the people of a sheet without those who were met before."""
        here = len(self._sheets) << _ROW_BITS
        self._sheets.append((table.place.file, table.place.sheet))
        pairs = [
            (c, here | row) for c, row in zip(persons["cid"], persons["row"], strict=True) if c
        ]
        first = dict(reversed(pairs))
        if len(first) < len(pairs) or not self._first.keys().isdisjoint(first):
            self._first = first | self._first
            later = list(self._are_later(persons, here))
            again = persons.chosen(later)
            self._later.append((again, self._problems_of(again, table)))
            persons = persons.chosen([not one for one in later])
        else:
            self._first.update(first)
        self._households.update(persons["household"])
        return persons

    def _are_later(self, persons: Persons, here: int) -> Iterator[bool]:
        seen: set[str] = set()
        for cid, row in zip(persons["cid"], persons["row"], strict=True):
            # One row of the sheet may name somebody twice.
            yield bool(cid) and (cid in seen or self._first[cid] != here | row)
            seen.add(cid)

    def kept_for_their_household(self) -> Persons:
        """Return, at the end, the later people whose household has nobody else, without the id."""
        kept = Persons()
        for persons, problems in self._later:
            alone = []
            for household, problem in zip(persons["household"], problems, strict=True):
                alone.append(household not in self._households)
                self._households.add(household)
                reason = f"{problem.reason} นำเข้าโดยไม่มีเลข เพราะเป็นคนเดียวในครัวเรือนนี้"
                self.problems.append(
                    replace(problem, reason=reason, used=True) if alone[-1] else problem
                )
            chosen = persons.chosen(alone)
            chosen.columns["cid"] = [""] * len(chosen)
            kept.extend(chosen)
        return kept

    def _problems_of(self, persons: Persons, table: Table) -> list[Problem]:
        cells, rows = table.text("cid"), set(persons["row"])
        # One row of the sheet may hold several people.
        index_of = {
            (number, digits(cells[index])): index
            for index, number in enumerate(table.numbers)
            if number in rows
        }
        problems = []
        for cid, row in zip(persons["cid"], persons["row"], strict=True):
            place = self._first[cid]
            file, sheet = self._sheets[place >> _ROW_BITS]
            where = "" if sheet == table.place.sheet else f"แผ่นงาน {sheet} "
            where = where if file == table.place.file else f"ไฟล์ {file} {where}"
            reason = f"ซ้ำกับ{where}แถว {place & ((1 << _ROW_BITS) - 1)}"
            index = index_of[row, cid]
            problems.append(table.problem(index, "cid", cells[index], reason, used=False))
        return problems
