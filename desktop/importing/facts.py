"""What a list says of a person by marks: dimensions, indicators, needs, rights, housing."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from operator import or_
from typing import Any, TypeVar

from desktop.domain.vocabulary import Dimension, Need, Right
from desktop.importing import flags
from desktop.importing.aliases import header_key
from desktop.importing.cells import Doubtful, denies_needs, read_needs
from desktop.importing.table import Table
from desktop.thai.text import normalise

T = TypeVar("T")
Needs = tuple[tuple[Need, bool], ...]
Rights = tuple[tuple[Right, bool], ...]
Marks = Sequence[str]

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
# An indicator passed is kept this many bits above the same indicator failed.
_PASSED = 64
_SAME = {mark: mark for mark in (flags.YES, flags.NO, flags.NOT_SAID)}


def dimension_masks(table: Table) -> tuple[list[int], list[int]]:
    """Return per row the dimensions failed and the dimensions known."""
    failed, passed = _masks(
        table,
        {
            canonical: _mark_reader(table, canonical, dimension.bit)
            for canonical, dimension in DIMENSIONS.items()
            if canonical in table
        },
    )
    return failed, list(map(or_, failed, passed))


def indicator_masks(table: Table) -> tuple[list[int], list[int]]:
    """Return per row the indicators failed and the indicators passed."""
    return _masks(
        table,
        {
            canonical: _indicator_reader(table, canonical, 1 << number)
            for number, canonical in enumerate(INDICATORS)
            if canonical in table
        },
    )


def _masks(table: Table, readers: dict[str, Callable[[str], int]]) -> tuple[list[int], list[int]]:
    """Return what is failed and what is passed, read with both in one number."""
    both = [0] * table.size
    for canonical, read in readers.items():
        both = list(map(or_, both, table.read_with(canonical, read, 0)))
    low = (1 << _PASSED) - 1
    failed = {mask: mask & low for mask in set(both)}
    passed = {mask: mask >> _PASSED for mask in set(both)}
    return list(map(failed.__getitem__, both)), list(map(passed.__getitem__, both))


def housing_problems(
    table: Table, failed: Sequence[int], passed: Sequence[int]
) -> list[bool | None]:
    """Return per row whether indicator 8 is failed, else what burden 1 says; None if unknown."""
    bit = 1 << INDICATORS.index(HOUSING_INDICATOR)
    marks = _insecure_housing(table)
    answers = {flags.YES: True, flags.NO: False, flags.NOT_SAID: None}
    return [
        True if fails & bit else False if passes & bit else answers[mark]
        for fails, passes, mark in zip(failed, passed, marks, strict=True)
    ]


def needs_and_rights(
    table: Table, ages: Sequence[int | None], households: Sequence[str]
) -> tuple[list[Needs], list[Rights]]:
    """Return per row the needs and the rights that are said to be, or said not to be."""
    named = [
        table.read_with(canonical, _need_reader(table, canonical, need), ())
        for canonical, need in NEEDS.items()
        if canonical in table
    ]
    rights = [
        _pairs(right, _flags(table, canonical))
        for canonical, right in RIGHTS.items()
        if canonical in table
    ]
    poor_child, elder = _flags(table, "burden_2"), _flags(table, "burden_4")
    disabled = _marks_of_persons(table, "burden_5", households)
    helpless = _marks_of_persons(table, "burden_6", households)
    needs = _merged([*named, *_burden_needs(ages, poor_child, disabled, helpless)], table.size)
    return needs, _merged([*rights, *_burden_rights(ages, elder, disabled)], table.size)


def style_note(canonical: str, header: str, column: Iterable[str]) -> str:
    """Return what was decided on the marks of a column, '' when there's nothing to decide."""
    if canonical in FLAG_COLUMNS:
        return flags.style_of(set(column)).why
    if canonical in INDICATORS:
        marks = flags.indicator_marks(header)
        return {"failed": "เครื่องหมายหมายถึงตก", "passed": "เครื่องหมายหมายถึงผ่าน"}.get(marks or "", "")
    return ""


def _style(table: Table, canonical: str) -> flags.FlagStyle:
    return flags.style_of(set(table.text(canonical)), crosses_deny=table.crosses_deny)


def _flags(table: Table, canonical: str) -> list[str]:
    if canonical not in table:
        return [flags.NOT_SAID] * table.size
    style = _style(table, canonical)
    return table.read_with(canonical, _remarking(lambda text: flags.read_flag(text, style), _SAME))


def _insecure_housing(table: Table) -> list[str]:
    """Return the marks of burden 1. 'Has security' denies the burden, a tick affirms it."""
    if "burden_1" not in table:
        return [flags.NOT_SAID] * table.size
    style = _style(table, "burden_1")
    header = header_key(table.headers["burden_1"])
    words = {"มั่นคง": flags.NO, "ไม่มั่นคง": flags.YES}
    if "มั่นคง" in header and "ไม่" not in header:
        words |= {"มี": flags.NO, "ไม่มี": flags.YES}

    def read(text: str) -> str:
        return words.get(normalise(text)) or flags.read_flag(text, style)

    return table.read_with("burden_1", _remarking(read, _SAME))


def _marks_of_persons(table: Table, canonical: str, households: Sequence[str]) -> list[str]:
    """Return the marks of a burden, without those that say of a household that somebody has it.

    Where every member carries the mark in each marked household, or it counts several people,
    it is the household's: not all of them are disabled. Who is, the list doesn't tell, except
    of people who live alone.
    """
    marks = _flags(table, canonical)
    size = Counter(households)
    marked = {
        household
        for household, mark in zip(households, marks, strict=True)
        if mark == flags.YES and size[household] > 1
    }
    counts = any(map(flags.is_several, set(table.text(canonical))))
    of_all = len(marked) >= _FEWEST_HOUSEHOLDS and not any(
        mark != flags.YES and household in marked
        for household, mark in zip(households, marks, strict=True)
    )
    if not marked or not (counts or of_all):
        return marks
    reason = "เครื่องหมายเป็นของทั้งครัวเรือน จึงไม่ทราบว่าเป็นของใคร ใช้เฉพาะผู้ที่อยู่คนเดียว"
    table.problems.append(table.problem(-1, canonical, "", reason))
    return [
        flags.NOT_SAID if household in marked else mark
        for household, mark in zip(households, marks, strict=True)
    ]


def _mark_reader(table: Table, canonical: str, bit: int) -> Callable[[str], int]:
    style = _style(table, canonical)
    return _remarking(lambda text: flags.read_flag(text, style), _coded(bit))


def _indicator_reader(table: Table, canonical: str, bit: int) -> Callable[[str], int]:
    marks = flags.indicator_marks(table.headers[canonical])
    # Where the header doesn't say what is marked, only words are read: nothing to decide.
    style = _style(table, canonical) if marks else flags.style_of(())
    return _remarking(lambda text: flags.read_indicator(text, marks, style), _coded(bit))


def _coded(bit: int) -> dict[str, int]:
    return {flags.YES: bit, flags.NO: bit << _PASSED, flags.NOT_SAID: 0}


def _remarking(read: Callable[[str], str], values: dict[str, T]) -> Callable[[str], T]:
    """Return a reader that gives the mark's value, and remarks on what is no mark."""

    def remarking(text: str) -> T:
        try:
            return values[read(text)]
        except flags.UnreadableFlag as error:
            raise Doubtful(values[flags.NOT_SAID], str(error)) from None

    return remarking


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


def _pair(of: T, mark: str) -> tuple[tuple[T, bool], ...]:
    return ((of, mark == flags.YES),) if mark else ()


def _pairs(of: T, marks: Marks) -> list[tuple[tuple[T, bool], ...]]:
    pairs = {mark: _pair(of, mark) for mark in (flags.YES, flags.NO, flags.NOT_SAID)}
    return list(map(pairs.__getitem__, marks))


def _pairs_if_yes(of: T, answer: bool, marks: Marks) -> list[tuple[tuple[T, bool], ...]]:
    pairs = {flags.YES: ((of, answer),)}
    return [pairs.get(mark, ()) for mark in marks]


def _merged(columns: Sequence[Sequence[tuple[Any, ...]]], size: int) -> list[Any]:
    """Join several columns' answers row by row; yes outweighs no."""
    if not columns:
        return [()] * size
    rows = list(zip(*columns, strict=True))
    joined = {}
    for row in set(rows):
        answers: dict[Any, bool] = {}
        for pairs in row:
            for of, yes in pairs:
                answers[of] = yes or answers.get(of, False)
        joined[row] = tuple(answers.items())
    return list(map(joined.__getitem__, rows))


def _burden_needs(
    ages: Sequence[int | None], poor_child: Marks, disabled: Marks, helpless: Marks
) -> list[list[Needs]]:
    """Return what the six burdens of the CDD list (domain.md R7) say of needs.

    'Disabled without allowance' that isn't marked doesn't mean that nobody is disabled.
    """
    young = _pairs(Need.POOR_CHILD, poor_child)
    return [
        [
            pairs if age is None or age <= _OLDEST_CHILD else ()
            for pairs, age in zip(young, ages, strict=True)
        ],
        _pairs_if_yes(Need.DISABLED, True, disabled),
        _pairs(Need.CHRONIC_DEPENDENT, helpless),
    ]


def _burden_rights(
    ages: Sequence[int | None], elder: Marks, disabled: Marks
) -> list[list[Rights]]:
    """Return the allowances that the burdens say someone doesn't get."""
    without_elder: Rights = ((Right.ELDER_ALLOWANCE, False),)
    return [
        [
            without_elder if mark == flags.YES and (age or 0) >= _YOUNGEST_ELDER else ()
            for mark, age in zip(elder, ages, strict=True)
        ],
        _pairs_if_yes(Right.DISABILITY_ALLOWANCE, False, disabled),
    ]
