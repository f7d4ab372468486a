"""What a list says of a person by marks: dimensions, indicators, needs, rights, housing."""

from collections.abc import Callable, Iterable, Sequence
from operator import or_
from typing import Any, TypeVar

from desktop.domain.vocabulary import Dimension, Need, Right
from desktop.importing import flags
from desktop.importing.cells import Doubtful, read_needs
from desktop.importing.table import Table

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
_BURDENS = ("burden_1", "burden_2", "burden_4", "burden_5", "burden_6")
FLAG_COLUMNS = frozenset((*DIMENSIONS, *NEEDS, *RIGHTS, *_BURDENS, "burden_3"))
_OLDEST_CHILD = 18
_YOUNGEST_ELDER = 60
# An indicator passed is kept this many bits above the same indicator failed.
_PASSED = 64


def dimension_masks(table: Table) -> tuple[list[int], list[int]]:
    """Return per row the dimensions failed and the dimensions known."""
    failed, known = [0] * table.size, [0] * table.size
    for canonical, dimension in DIMENSIONS.items():
        if canonical in table:
            marks = _flags(table, canonical)
            bits = {flags.YES: dimension.bit}
            said = {flags.YES: dimension.bit, flags.NO: dimension.bit}
            failed = list(map(or_, failed, [bits.get(mark, 0) for mark in marks]))
            known = list(map(or_, known, [said.get(mark, 0) for mark in marks]))
    return failed, known


def indicator_masks(table: Table) -> tuple[list[int], list[int]]:
    """Return per row the indicators failed and the indicators passed."""
    both = [0] * table.size
    for number, canonical in enumerate(INDICATORS):
        if canonical in table:
            bits = {flags.YES: 1 << number, flags.NO: 1 << (number + _PASSED), flags.NOT_SAID: 0}
            both = list(map(or_, both, map(bits.__getitem__, _indicator(table, canonical))))
    low = (1 << _PASSED) - 1
    failed = {mask: mask & low for mask in set(both)}
    passed = {mask: mask >> _PASSED for mask in set(both)}
    return list(map(failed.__getitem__, both)), list(map(passed.__getitem__, both))


def housing_problems(
    table: Table, failed: Sequence[int], passed: Sequence[int]
) -> list[bool | None]:
    """Return per row whether indicator 8 is failed, else what burden 1 says; None if unknown."""
    bit = 1 << INDICATORS.index(HOUSING_INDICATOR)
    marks = _flags(table, "burden_1")
    answers = {flags.YES: True, flags.NO: False, flags.NOT_SAID: None}
    return [
        True if fails & bit else False if passes & bit else answers[mark]
        for fails, passes, mark in zip(failed, passed, marks, strict=True)
    ]


def needs_and_rights(table: Table, ages: Sequence[int | None]) -> tuple[list[Needs], list[Rights]]:
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
    poor_child, elder, disabled, helpless = (_flags(table, name) for name in _BURDENS[1:])
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


def _flags(table: Table, canonical: str) -> list[str]:
    if canonical not in table:
        return [flags.NOT_SAID] * table.size
    style = flags.style_of(set(table.text(canonical)))

    def read(text: str) -> str:
        try:
            return flags.read_flag(text, style)
        except flags.UnreadableFlag as error:
            raise Doubtful(flags.NOT_SAID, str(error)) from None

    return table.read_with(canonical, read)


def _indicator(table: Table, canonical: str) -> list[str]:
    style = flags.style_of(set(table.text(canonical)))
    marks = flags.indicator_marks(table.headers[canonical])

    def read(text: str) -> str:
        try:
            return flags.read_indicator(text, marks, style)
        except flags.UnreadableFlag as error:
            raise Doubtful(flags.NOT_SAID, str(error)) from None

    return table.read_with(canonical, read)


def _need_reader(table: Table, canonical: str, need: Need | None) -> Callable[[str], Needs]:
    """Return a reader of marks, and of words: a kind of disability means disabled."""
    style = flags.style_of(set(table.text(canonical)))

    def read(text: str) -> Needs:
        try:
            mark = flags.read_flag(text, style)
        except flags.UnreadableFlag:
            named = read_needs(text)
            if named:
                return named
            if need is None:
                raise Doubtful((), "ไม่รู้จักคำนี้") from None
            return ((need, True),)
        if need is None:
            return read_needs(text) or ()
        return _pair(need, mark)

    return read


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
