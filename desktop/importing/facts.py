"""What a list says of a person by marks: dimensions, indicators, needs, rights, housing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop.domain.listing import masks
from desktop.domain.vocabulary import Dimension, Need, Right
from desktop.importing import flags
from desktop.importing.aliases import header_key
from desktop.importing.cells import Doubtful, denies_needs, read_needs
from desktop.importing.column import Column
from desktop.importing.table import Table
from desktop.thai.text import normalise

Needs = tuple[tuple[Need, bool], ...]
Masks = NDArray[np.int64]
# One per row: what is marked in a column.
Marks = NDArray[np.int8]

DIMENSIONS = {
    "dim_health": Dimension.HEALTH,
    "dim_living": Dimension.LIVING,
    "dim_education": Dimension.EDUCATION,
    "dim_income": Dimension.INCOME,
    "dim_access": Dimension.ACCESS,
}
INDICATORS = tuple(f"ind_{number:02d}" for number in range(1, 39))
HOUSING_INDICATOR = "ind_08"
NEEDS = {
    "disabled": Need.DISABLED,
    "bedridden": Need.BEDRIDDEN,
    "chronic": Need.CHRONIC,
    "chronic_dependent": Need.CHRONIC_DEPENDENT,
    "dependent": Need.DEPENDENT,
    "single_parent": Need.SINGLE_PARENT,
    "condition": None,
}
RIGHTS = {
    "gets_elder": Right.ELDER_ALLOWANCE,
    "gets_disab": Right.DISABILITY_ALLOWANCE,
    "gets_child": Right.NEWBORN_GRANT,
    "has_welfare_card": Right.WELFARE_CARD,
    "farmer_registered": Right.FARMER_REGISTERED,
}
_BURDENS = tuple(f"burden_{number}" for number in range(1, 7))
FLAG_COLUMNS = frozenset((*DIMENSIONS, *NEEDS, *RIGHTS, *_BURDENS))
_OLDEST_CHILD = 18
_YOUNGEST_ELDER = 60
_FEWEST_HOUSEHOLDS = 3
_NOT_SAID, _YES, _NO = 0, 1, 2
# In one number: what is so in the lower bits, what is known in the upper.
_HIGH = 16
_LOW = (1 << _HIGH) - 1
_CODES = {flags.YES: _YES, flags.NO: _NO, flags.NOT_SAID: _NOT_SAID}


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of each row, as masks of what is so and of what is known."""

    yes: Masks
    known: Masks

    @classmethod
    def nothing(cls, size: int) -> "Said":
        """Make room for so many rows."""
        return cls(np.zeros(size, np.int64), np.zeros(size, np.int64))

    def add(self, marks: Marks, bit: int) -> None:
        """Add what is marked; yes outweighs no."""
        yes = np.where(marks == _YES, bit, 0)
        np.bitwise_or(self.yes, yes, out=self.yes)
        np.bitwise_or(self.known, yes | np.where(marks == _NO, bit, 0), out=self.known)

    def add_if(self, rows: NDArray[np.bool_], bit: int, answer: bool) -> None:
        """Add one answer where a row is chosen."""
        self.add(np.where(rows, _YES if answer else _NO, _NOT_SAID).astype(np.int8), bit)


def dimension_masks(table: Table) -> tuple[Masks, Masks]:
    """Return per row the dimensions failed and the dimensions known."""
    said = Said.nothing(table.size)
    for canonical, dimension in DIMENSIONS.items():
        if canonical in table:
            said.add(_marks(table, canonical), dimension.bit)
    return said.yes, said.known


def indicator_masks(table: Table) -> tuple[Masks, Masks]:
    """Return per row the indicators failed and the indicators passed."""
    said = Said.nothing(table.size)
    for number, canonical in enumerate(INDICATORS):
        if canonical in table:
            said.add(_indicator_marks(table, canonical), 1 << number)
    return said.yes, said.known & ~said.yes


def housing_problems(table: Table, failed: Masks, passed: Masks) -> list[bool | None]:
    """Return per row whether indicator 8 is failed, else what burden 1 says; None if unknown."""
    bit = 1 << INDICATORS.index(HOUSING_INDICATOR)
    marks = _insecure_housing(table)
    marks = np.where(failed & bit, _YES, np.where(passed & bit, _NO, marks))
    return [(None, True, False)[mark] for mark in marks.tolist()]


def needs_and_rights(
    table: Table, ages: Sequence[int | None], households: Sequence[str]
) -> tuple[Said, Said]:
    """Return the needs and the rights that are said to be, or said not to be."""
    needs, rights = Said.nothing(table.size), Said.nothing(table.size)
    for canonical, need in NEEDS.items():
        if canonical in table:
            read = _need_reader(table, canonical, need)
            both = table.read_mask(canonical, _packing(read))
            np.bitwise_or(needs.yes, both & _LOW, out=needs.yes)
            np.bitwise_or(needs.known, both >> _HIGH, out=needs.known)
    for canonical, right in RIGHTS.items():
        if canonical in table:
            rights.add(_marks(table, canonical), right.bit)
    _add_burdens(table, ages, households, needs, rights)
    return needs, rights


def style_note(canonical: str, header: str, column: Column) -> str:
    """Return what was decided on the marks of a column, '' when there's nothing to decide."""
    if canonical in FLAG_COLUMNS:
        return flags.style_of(column.distinct()).why
    if canonical in INDICATORS:
        marks = flags.indicator_marks(header)
        return {"failed": "เครื่องหมายหมายถึงตก", "passed": "เครื่องหมายหมายถึงผ่าน"}.get(marks or "", "")
    return ""


def _style(table: Table, canonical: str) -> flags.FlagStyle:
    return flags.style_of(table.text(canonical).distinct(), crosses_deny=table.crosses_deny)


def _marks(table: Table, canonical: str) -> Marks:
    if canonical not in table:
        return np.zeros(table.size, np.int8)
    style = _style(table, canonical)
    return _read(table, canonical, lambda text: flags.read_flag(text, style))


def _read(table: Table, canonical: str, read: Callable[[str], str]) -> Marks:
    return table.read_mask(canonical, _remarking(read)).astype(np.int8)


def _insecure_housing(table: Table) -> Marks:
    """Return the marks of burden 1. 'Has security' denies the burden, a tick affirms it."""
    if "burden_1" not in table:
        return np.zeros(table.size, np.int8)
    style = _style(table, "burden_1")
    header = header_key(table.headers["burden_1"])
    words = {"มั่นคง": flags.NO, "ไม่มั่นคง": flags.YES}
    if "มั่นคง" in header and "ไม่" not in header:
        words |= {"มี": flags.NO, "ไม่มี": flags.YES}

    def read(text: str) -> str:
        return words.get(normalise(text)) or flags.read_flag(text, style)

    return _read(table, "burden_1", read)


def _indicator_marks(table: Table, canonical: str) -> Marks:
    marks = flags.indicator_marks(table.headers[canonical])
    # Where the header doesn't say what is marked, only words are read: nothing to decide.
    style = _style(table, canonical) if marks else flags.style_of(())
    return _read(table, canonical, lambda text: flags.read_indicator(text, marks, style))


def _marks_of_persons(table: Table, canonical: str, households: Sequence[str]) -> Marks:
    """Return the marks of a burden, without those that say of a household that somebody has it.

    Where every member carries the mark in each marked household, or it counts several people,
    it is the household's: not all of them are disabled. Who is, the list doesn't tell, except
    of people who live alone.
    """
    marks = _marks(table, canonical)
    if _YES not in marks:
        return marks
    homes = Column.of(households).codes
    alone = np.bincount(homes)[homes] == 1
    marked = np.bincount(homes, weights=(marks == _YES) & ~alone) > 0
    counts = any(map(flags.is_several, table.text(canonical).distinct()))
    in_marked = marked[homes]
    of_all = np.count_nonzero(marked) >= _FEWEST_HOUSEHOLDS and not np.any(
        in_marked & (marks != _YES)
    )
    if not marked.any() or not (counts or of_all):
        return marks
    reason = "เครื่องหมายเป็นของทั้งครัวเรือน จึงไม่ทราบว่าเป็นของใคร ใช้เฉพาะผู้ที่อยู่คนเดียว"
    table.problems.append(table.problem(-1, canonical, "", reason))
    return np.where(in_marked, _NOT_SAID, marks).astype(np.int8)


def _remarking(read: Callable[[str], str]) -> Callable[[str], int]:
    """Return a reader that gives the mark's code, and remarks on what is no mark."""

    def remarking(text: str) -> int:
        try:
            return _CODES[read(text)]
        except flags.UnreadableFlag as error:
            raise Doubtful(_NOT_SAID, str(error)) from None

    return remarking


def _packing(read: Callable[[str], Needs]) -> Callable[[str], int]:
    """Return a reader that gives what is so and, above it, what is known, in one number."""

    def packing(text: str) -> int:
        try:
            yes, known = masks(read(text))
        except Doubtful as doubt:
            doubt.value = _NOT_SAID
            raise
        return (known << _HIGH) | yes

    return packing


def _need_reader(table: Table, canonical: str, need: Need | None) -> Callable[[str], Needs]:
    """Return a reader of marks, and of words: a kind of disability means disabled."""
    style = _style(table, canonical)

    def read(text: str) -> Needs:
        try:
            mark = flags.read_flag(text, style)
        except flags.UnreadableFlag:
            return _needs_in_words(text, need)
        if need is None:
            return read_needs(text) or ()
        return _pair(need, mark)

    return read


def _needs_in_words(text: str, need: Need | None) -> Needs:
    """Return the needs that words in a column of one need (None: of any) name or deny."""
    named = read_needs(text)
    if named:
        # 'Chronically ill' below 'can't help oneself' means both, unless it says otherwise.
        if need is Need.CHRONIC_DEPENDENT and not denies_needs(text):
            return tuple(dict.fromkeys((*named, (need, True))))
        return named
    if denies_needs(text) or (need is Need.BEDRIDDEN and "ติดบ้าน" in text):
        return () if need is None else ((need, False),)
    if need is None:
        raise Doubtful((), "ไม่รู้จักคำนี้")
    return ((need, True),)


def _pair(need: Need, mark: str) -> Needs:
    return ((need, mark == flags.YES),) if mark else ()


def _add_burdens(
    table: Table, ages: Sequence[int | None], households: Sequence[str], needs: Said, rights: Said
) -> None:
    """Add what the six burdens of the CDD list (domain.md R7) say of needs and allowances.

    'Disabled without allowance' that isn't marked doesn't mean that nobody is disabled.
    """
    age = np.fromiter((-1 if one is None else one for one in ages), np.int64, table.size)
    poor_child = np.where(age <= _OLDEST_CHILD, _marks(table, "burden_2"), _NOT_SAID)
    needs.add(poor_child.astype(np.int8), Need.POOR_CHILD.bit)
    disabled = _marks_of_persons(table, "burden_5", households) == _YES
    needs.add_if(disabled, Need.DISABLED.bit, True)
    rights.add_if(disabled, Right.DISABILITY_ALLOWANCE.bit, False)
    helpless = _marks_of_persons(table, "burden_6", households)
    needs.add(helpless, Need.CHRONIC_DEPENDENT.bit)
    elder = (_marks(table, "burden_4") == _YES) & (age >= _YOUNGEST_ELDER)
    rights.add_if(elder, Right.ELDER_ALLOWANCE.bit, False)
