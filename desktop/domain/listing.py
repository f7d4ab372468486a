"""A list as read from a spreadsheet: rows, households, problems. Nothing here is stored yet."""

from dataclasses import dataclass, field
from typing import NamedTuple

from desktop.domain.vocabulary import Need, Right


class PersonRow(NamedTuple):
    """One person as one row of a list says, normalised. Empty text = the list doesn't say.

    `household` groups rows of one household within the list: 'h:<house code>' or
    'a:<tambon>|<moo>|<address no>' (the same in the next import of the same household).
    `birth` is ISO, possibly partial. `dim_*` are masks of Dimension.bit, `ind_*` masks with bit
    n-1 for indicator n. `income` is whole satang per person per year, None when unknown;
    `housing_problem` None when unknown.
    """

    sheet: int
    row: int
    household: str
    house_code: str = ""
    address_no: str = ""
    moo: str = ""
    village_name: str = ""
    soi: str = ""
    road: str = ""
    tambon_code: str = ""
    postcode: str = ""
    tel: str = ""
    cid: str = ""
    prefix: str = ""
    first_name: str = ""
    last_name: str = ""
    sex: str = ""
    birth: str = ""
    age: int | None = None
    relation: str = ""
    occupation: str = ""
    education: str = ""
    dim_failed: int = 0
    dim_known: int = 0
    ind_failed: int = 0
    ind_passed: int = 0
    income: int | None = None
    housing_problem: bool | None = None
    needs: tuple[tuple[Need, bool], ...] = ()
    rights: tuple[tuple[Right, bool], ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """A value or row that could not be read, or is doubtful; `used`: the row went in."""

    sheet: str
    row: int
    column: str
    value: str
    reason: str
    file: str = ""
    suggestion: str = ""
    used: bool = True


@dataclass(frozen=True, slots=True)
class ColumnGuess:
    """What one column of one sheet was taken for. `canonical` '' = not recognised."""

    index: int
    header: str
    canonical: str
    why: str
    samples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetLayout:
    """Where one sheet's header stands and what its columns mean. Rows are 1-based.

    `header_row` 0 = no header was found and nothing of the sheet is imported. `rows` counts
    the rows below the header.
    """

    file: int
    name: str
    header_row: int
    columns: tuple[ColumnGuess, ...]
    rows: int
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class RawBlock:
    """Consecutive rows of one sheet exactly as they came: zlib of a JSON list of lists of text."""

    sheet: int
    first_row: int
    count: int
    data: bytes


@dataclass(frozen=True, slots=True)
class ListFile:
    """One file that was read: name without folders, size in bytes, SHA-256 in hex."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class ReadList:
    """A whole list as read from its files. `PersonRow.sheet` and `RawBlock.sheet` index `sheets`.

    `data_rows` counts the person rows met, also those that could not be used.
    """

    files: tuple[ListFile, ...]
    sheets: tuple[SheetLayout, ...]
    rows: list[PersonRow] = field(default_factory=list)
    blocks: list[RawBlock] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    data_rows: int = 0
    indicator_set: str = "jpt-2560-2564"


@dataclass(frozen=True, slots=True)
class Tally:
    """How many records an import makes, alters and finds unchanged."""

    new: int = 0
    changed: int = 0
    same: int = 0


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """What an import did. `quarantine` is the xlsx of problems, '' when there are none."""

    rows: int
    households: Tally
    persons: Tally
    problems: tuple[Problem, ...]
    quarantine: str = ""
