"""A list as read from a spreadsheet: rows, households, problems. Nothing here is stored yet."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import compress
from typing import Any, NamedTuple, TypeVar

from desktop.domain.sheets import SheetLayout
from desktop.domain.vocabulary import Need, Right

K = TypeVar("K", Need, Right)


class PersonRow(NamedTuple):
    """One person as one row of a list says, normalised. Empty text = the list doesn't say.

    `household` groups rows of one household within the list: 'h:<house code>' or
    'a:<tambon>|<moo>|<address no>' (the same in the next import of the same household), or
    'n:<head's citizen id>', 'n:<tambon>|<moo>|<head's name>' where a list only numbers them.
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


# Needs and rights are kept as masks of what is so and what is known.
MASKS = {"needs": ("need_yes", "need_known"), "rights": ("right_yes", "right_known")}
COLUMNS = (
    *(n for n in PersonRow._fields if n not in MASKS),
    *(m for p in MASKS.values() for m in p),
)
"""The columns of `Persons`: PersonRow's fields, needs and rights as masks of their bits."""


class Persons:
    """The people of a list, column by column, all equally long and in the order of the list.

    `persons["cid"]` is the list of all citizen ids. A province as rows would be millions of
    small objects; column by column it is worked on at the speed of its distinct values.
    """

    __slots__ = ("columns",)

    def __init__(self, columns: dict[str, list[Any]] | None = None) -> None:
        self.columns = columns or {name: [] for name in COLUMNS}

    @classmethod
    def of(cls, rows: Iterable[PersonRow]) -> "Persons":
        """Turn rows into columns."""
        persons = cls()
        for row in rows:
            said = row._asdict()
            for name, (yes, known) in MASKS.items():
                said[yes], said[known] = masks(said.pop(name))
            for name, column in persons.columns.items():
                column.append(said[name])
        return persons

    def __len__(self) -> int:
        return len(self.columns["row"])

    def __getitem__(self, name: str) -> list[Any]:
        return self.columns[name]

    def extend(self, others: "Persons") -> None:
        """Add other people at the end."""
        for name, column in self.columns.items():
            column += others.columns[name]

    def chosen(self, used: Sequence[object]) -> "Persons":
        """Return the people whose place in `used` is true."""
        return Persons({n: list(compress(cells, used)) for n, cells in self.columns.items()})

    def rows(self) -> Iterator[PersonRow]:
        """Yield the people one by one."""
        plain = [n for n in PersonRow._fields if n not in MASKS]
        said = zip(*(self.columns[n] for n in plain), strict=True)
        marks = zip(*(self.columns[n] for pair in MASKS.values() for n in pair), strict=True)
        for values, (need, needs, right, rights) in zip(said, marks, strict=True):
            yield PersonRow._make((*values, _said(Need, need, needs), _said(Right, right, rights)))


@lru_cache(maxsize=4096)
def masks(said: tuple[tuple[Need | Right, bool], ...]) -> tuple[int, int]:
    """Needs or rights as masks of what is so and what is known."""
    yes = known = 0
    for kind, so in said:
        known |= kind.bit
        yes |= kind.bit if so else 0
    return yes, known


@lru_cache(maxsize=4096)
def _said(kinds: type[K], yes: int, known: int) -> tuple[tuple[K, bool], ...]:
    return tuple((one, bool(one.bit & yes)) for one in kinds if one.bit & known)


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


class ListedAnswer(NamedTuple):
    """What a row answers to a logbook's question, as the form stores it: codes, ISO dates.

    `question` is 'answer:<form>@<version>:<question>'; `per_member` says whom it is asked of.
    """

    sheet: int
    row: int
    question: str
    value: str
    per_member: bool = False


@dataclass(frozen=True, slots=True)
class RawBlock:
    """Consecutive rows of one sheet exactly as they came, as `importing.blocks` packs them."""

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
    """A whole list as read from its files. A person's and a block's `sheet` index `sheets`.

    `data_rows` counts the person rows met, also those that could not be used.
    """

    files: tuple[ListFile, ...]
    sheets: tuple[SheetLayout, ...]
    persons: Persons = field(default_factory=Persons)
    blocks: list[RawBlock] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    answers: list[ListedAnswer] = field(default_factory=list)
    data_rows: int = 0
    indicator_set: str = "jpt-2560-2564"

    @property
    def rows(self) -> list[PersonRow]:
        """The people one by one."""
        return list(self.persons.rows())


@dataclass(frozen=True, slots=True)
class Tally:
    """How many records an import makes, alters and finds unchanged."""

    new: int = 0
    changed: int = 0
    same: int = 0
