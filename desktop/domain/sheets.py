"""Sheets before they are read: where the header stands, what columns mean, what must be asked."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from desktop.domain.form import Question


@dataclass(frozen=True, slots=True)
class ColumnReading:
    """How a column is read where a person, or a profile, said so; '' = as its header says.

    `unit` is 'month' or 'year' of an income. `order` is 'dmy' or 'mdy' and `era` 'be' or 'ce' of
    dates; without an era what is ambiguous is asked. `words` are pairs of a text in the file ('' =
    a blank) and what is read in its place.
    """

    unit: str = ""
    order: str = ""
    era: str = ""
    words: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ColumnShape:
    """What the values of a column look like, from at most a few hundred different ones.

    `kind` is 'cid', 'house', 'date', 'mark', 'amount', 'count', 'text', or '' for no values.
    `median` is that of its numbers. `day_first` and `month_first` count dates that can be read in
    one order only, `short_years` those whose year has two digits.
    """

    kind: str = ""
    median: float | None = None
    day_first: int = 0
    month_first: int = 0
    short_years: int = 0
    filled: int = 0
    distinct: int = 0


@dataclass(frozen=True, slots=True)
class ColumnGuess:
    """What one column of one sheet was taken for. `canonical` '' = not recognised.

    'answer:<form>@<version>:<question>' feeds a logbook's answer. `words` are the most frequent
    different texts with their counts, where a column has few; `doubt` says, in Thai, what about
    the guess is not sure.
    """

    index: int
    header: str
    canonical: str
    why: str
    samples: tuple[str, ...] = ()
    reading: ColumnReading = ColumnReading()
    shape: ColumnShape = ColumnShape()
    words: tuple[tuple[str, int], ...] = ()
    doubt: str = ""


DriftKind = Literal["moved", "gone", "new", "renamed"]


@dataclass(frozen=True, slots=True)
class Drift:
    """One column that isn't as in the layout that is known. Indices are from 0, -1 = nowhere.

    `header` is what it was called (of a new one, what it is called), `now` what it is called in
    the file. Of a renamed one `why` tells what makes the program think so.
    """

    kind: DriftKind
    header: str
    was: int = -1
    index: int = -1
    now: str = ""
    canonical: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Patch:
    """What an answer alters in a column: its field, or parts of its reading; None = nothing."""

    index: int
    canonical: str | None = None
    unit: str | None = None
    order: str | None = None
    era: str | None = None
    words: tuple[tuple[str, str], ...] | None = None


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to a query, and what it alters. `wanted` of a sheet: whether it is read."""

    value: str
    label: str
    patches: tuple[Patch, ...] = ()
    wanted: bool | None = None


@dataclass(frozen=True, slots=True)
class Query:
    """Something to be decided before a sheet is read, with a proposed answer.

    `sure` proposals may be taken without a person; others leave things as they are until one
    decides. `answer` is the option in force, '' when none is yet.
    """

    kind: Literal["unit", "order", "era", "marks", "renamed", "hidden"]
    column: int
    ask: str
    why: str
    options: tuple[Option, ...]
    proposed: str
    sure: bool = False
    answer: str = ""


@dataclass(frozen=True, slots=True)
class SheetLayout:
    """Where one sheet's header stands and what its columns mean. Rows are 1-based.

    The header reaches from `first_header_row` (0 = it has one row) to `header_row`, below which
    the data begin; rows of units and of column numbers belong to it. `header_row` 0 = no header
    was found and nothing of the sheet is imported. `rows` counts the rows below the header.
    `profile` names the layout that was recognised, `drift` how the sheet differs from it.
    """

    file: int
    name: str
    header_row: int
    columns: tuple[ColumnGuess, ...]
    rows: int
    hidden: bool = False
    first_header_row: int = 0
    hidden_rows: int = 0
    hidden_columns: int = 0
    wanted: bool = True
    profile: str = ""
    drift: tuple[Drift, ...] = ()
    queries: tuple[Query, ...] = ()

    @property
    def first_row(self) -> int:
        """The header's first row."""
        return self.first_header_row or self.header_row


@dataclass(frozen=True, slots=True)
class ProfileColumn:
    """One column of a known layout: its header, what it feeds, how it is read, what it held."""

    header: str
    canonical: str
    reading: ColumnReading = ColumnReading()
    kind: str = ""


@dataclass(frozen=True, slots=True)
class ImportProfile:
    """A known layout, its columns in their order. The header has `header_rows` rows.

    `id` None = not stored by itself: the layout of the last import of a list (`of_list`).
    """

    name: str
    columns: tuple[ProfileColumn, ...]
    header_rows: int = 1
    id: int | None = None
    version: int = 0
    used_at: datetime | None = None
    of_list: bool = False


@dataclass(frozen=True, slots=True)
class HeaderAt:
    """Where, as a person says, the header of a sheet stands (rows 1-based, both included)."""

    file: int
    sheet: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Known:
    """What is known before a list is read: layouts, headers that a person pointed out.

    `questions` are the logbook's questions that columns may feed, by their canonical name.
    `accept_renames`: proposals for renamed columns are taken without a person.
    """

    profiles: tuple[ImportProfile, ...] = ()
    heads: tuple[HeaderAt, ...] = ()
    questions: tuple[tuple[str, Question], ...] = ()
    accept_renames: bool = False


@dataclass(frozen=True, slots=True)
class Glimpse:
    """The first rows of a file's first sheet, as they stand; `about` how many rows there are."""

    sheet: str
    rows: tuple[tuple[str, ...], ...]
    about: int
