"""Rows of a list that could not be read whole, and what a person does about them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from desktop.domain.listing import ListFile, Problem, RawBlock
from desktop.domain.sheets import ProfileColumn

REASON, SUGGESTION, ORIGIN = "เหตุผล", "ค่าที่แนะนำ", "ที่มา"
ADDED = (REASON, SUGGESTION, ORIGIN)
"""The columns that the sheet of problems has to the right of the list's own."""

REMARKS = "หมายเหตุของทั้งแผ่นงาน"
"""The sheet of problems that no single row has; it is no list."""

LIST_NAME, LIST_DATE = "OneHome list", "OneHome data date"
"""The properties by which the workbook of problems remembers its list; the date is ISO."""

_MARK = re.compile(r"#([A-Z2-7]{16})/(\d{1,5})/(\d{1,8})$")
_OTHER_ROW = re.compile(r"^ซ้ำกับ.*?แถว \d+")
_NUMBER = re.compile(r"\d+")


class ProblemState(StrEnum):
    """What became of a problem. Undo brings it back to what it was."""

    OPEN = "open"
    REPAIRED = "repaired"
    """Its row was read again; what is still wrong with it is a problem of that reading."""
    DISMISSED = "dismissed"
    """A person looked at it: it is right as it stands, or not needed."""
    AGAIN = "again"
    """A later import of the same list told the same."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Which kept row a row is: its import's random id, the sheet's place in it, the row."""

    batch: str
    sheet: int
    row: int

    def in_words(self, file: str, sheet: str) -> str:
        """Say it for people, and for the program when the row comes back."""
        return f"{file} · {sheet} · แถว {self.row} · #{self.batch}/{self.sheet}/{self.row}"


def origin_of(text: str) -> Origin | None:
    """Return the origin that was said in words, None for anything else."""
    found = _MARK.search(text.strip())
    return Origin(found[1], int(found[2]), int(found[3])) if found else None


def kind_of_reason(reason: str) -> str:
    """Return what many reasons have in common: 'ซ้ำกับแถว 14' is one of 'ซ้ำกับอีกแถว'."""
    return _NUMBER.sub("…", _OTHER_ROW.sub("ซ้ำกับอีกแถว", reason))


@dataclass(frozen=True, slots=True)
class OpenProblem:
    """A problem that waits. `in_place`: one cell of its row can be typed anew."""

    id: int
    list_id: int
    list_name: str
    as_of: str
    problem: Problem
    in_place: bool


@dataclass(frozen=True, slots=True)
class ReasonCount:
    """How many open problems are of one kind, and how many of them have a suggestion."""

    kind: str
    count: int
    suggested: int


@dataclass(frozen=True, slots=True)
class Fix:
    """What the cell of a problem should have held."""

    problem_id: int
    value: str


@dataclass(frozen=True, slots=True)
class KeptSheet:
    """A sheet of an import as it stands by now: its kept rows, those of repairs over them.

    `columns` stand at their places, the header reaches over `header_rows` down to `header_row`;
    later `blocks` stand over earlier. `ids` are those of the sheet and of its repairs.
    """

    id: int
    file: ListFile
    name: str
    header_row: int
    header_rows: int
    columns: tuple[ProfileColumn, ...]
    blocks: tuple[RawBlock, ...]
    ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a kept sheet: the sheet's id, the row from 1, the column from 0."""

    sheet: int
    row: int
    column: int


Cells = Mapping[Cell, str]


@dataclass(frozen=True, slots=True)
class RepairRow:
    """One row to repair: all its cells, what is wrong with which (-1: with none of them)."""

    cells: tuple[str, ...]
    reasons: tuple[tuple[int, str], ...]
    suggestion: str
    origin: str


@dataclass(frozen=True, slots=True)
class RepairSheet:
    """Rows of one sheet. `head` are the rows above them, the header last."""

    name: str
    head: tuple[tuple[str, ...], ...]
    rows: tuple[RepairRow, ...]


@dataclass(frozen=True, slots=True)
class RepairBook:
    """A workbook of problems: of which list and data date (ISO), sheet by sheet."""

    list_name: str
    as_of: str
    sheets: tuple[RepairSheet, ...] = ()
    remarks: tuple[Problem, ...] = field(default=())
