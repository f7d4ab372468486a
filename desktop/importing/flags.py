"""Marks in cells: ✓, 1/0, ตก/ผ่าน, ใช่/ไม่ใช่, counts. What a blank means, the column decides."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from desktop.importing.aliases import header_key
from desktop.thai.numbers import read_number
from desktop.thai.text import normalise

YES, NO, NOT_SAID, NOT_CONCERNED = "yes", "no", "", "none"

# In the font Wingdings, ü and û are shown as a tick and a cross.
_TICKS = frozenset("✓✔√☑/✅ü") | {"v"}
_CROSSES = frozenset("x×✗✘❌û☒")
_OTHER_MARKS = frozenset("*●•")
_YES_WORDS = frozenset(
    (
        *("ใช่", "มี", "เป็น", "ได้", "ได้รับ", "เคย", "ลงทะเบียน"),
        *("ขึ้นทะเบียน", "มีบัตร", "ตก", "ไม่ผ่าน", "ตกเกณฑ์", "ตกมิติ", "ตกตัวชี้วัด"),
        *("y", "yes", "true", "t"),
    )
)
_NO_WORDS = frozenset(
    (
        *("ไม่ใช่", "ไม่มี", "ไม่", "ไม่เป็น", "ไม่ได้", "ไม่ได้รับ", "ไม่เคย"),
        *("ไม่ลงทะเบียน", "ไม่มีบัตร", "ผ่าน", "ไม่ตก", "ผ่านเกณฑ์", "ไม่พิการ", "ปกติ"),
        *("ไม่ตกเกณฑ์", "ไม่ตกมิติ", "ไม่ตกตัวชี้วัด"),
        *("n", "no", "false", "f"),
    )
)
_NOT_SAID_WORDS = frozenset(("", "-", "–", "—", "ไม่ทราบ", "ไม่ระบุ", "ไม่มีข้อมูล", "n/a", "null", "?"))
_NOT_CONCERNED_WORDS = frozenset(("ไม่เกี่ยว", "ไม่เกี่ยวข้อง", "ไม่เข้าเกณฑ์", "ไม่เข้าข่าย"))
_FAILED_WORDS = frozenset(("ไม่ผ่าน", "ตก", "ตกเกณฑ์", "ตกตัวชี้วัด"))
_PASSED_WORDS = frozenset(("ผ่าน", "ไม่ตก", "ผ่านเกณฑ์", "ไม่ตกเกณฑ์", "ไม่ตกตัวชี้วัด"))
_LARGEST_COUNT = 60
_LONGEST_MARK = 3


class UnreadableFlag(ValueError):  # noqa: N818  (named for what it's about)
    """The cell holds no mark that is known."""


@dataclass(frozen=True, slots=True)
class FlagStyle:
    """What marks mean in one column: a cross, and a blank; and the words that say so."""

    cross: str
    blank: str
    why: str


def are_flags(values: Iterable[str]) -> bool:
    """Return whether all the values are marks, small counts or words of yes and no."""
    return all(_is_flag(value) for value in set(values))


def _is_flag(value: str) -> bool:
    try:
        read_flag(value, FlagStyle(YES, NOT_SAID, ""))
    except UnreadableFlag:
        return False
    return True


def has_ticks_and_crosses(values: Iterable[str]) -> bool:
    """Return whether a column holds both, so that its crosses say no."""
    keys = {_key(value) for value in values if len(value) <= _LONGEST_MARK}
    return not _TICKS.isdisjoint(keys) and not _CROSSES.isdisjoint(keys)


def style_of(values: Iterable[str], *, crosses_deny: bool = False) -> FlagStyle:
    """Decide what a cross and a blank mean in a column from all its distinct values.

    `crosses_deny` when crosses say no in another column of the same sheet.
    """
    keys = {_key(value) for value in values} - {""}
    ticked = bool(keys & _TICKS)
    denied = any(_denies(key) for key in keys)
    crossed = bool(keys & _CROSSES)
    cross = NO if crossed and (crosses_deny or ticked or keys & _YES_WORDS) else YES
    if not keys:
        return FlagStyle(cross, NOT_SAID, "ไม่มีค่าเลย จึงถือว่าไม่ทราบ")
    if denied or (crossed and cross == NO):
        return FlagStyle(cross, NOT_SAID, "ช่องว่างถือว่าไม่ทราบ")
    return FlagStyle(cross, NO, "มีแต่เครื่องหมายว่าใช่ ช่องว่างจึงถือว่าไม่ใช่")


def read_flag(value: str, style: FlagStyle) -> str:
    """Return YES, NO or NOT_SAID.

    Raises:
        UnreadableFlag: it's none of them.
    """
    key = _key(value)
    if not key:
        return style.blank
    if key in _CROSSES:
        return style.cross
    if key in _TICKS or key in _OTHER_MARKS or key in _YES_WORDS:
        return YES
    if key in _NO_WORDS:
        return NO
    if key in _NOT_SAID_WORDS or key in _NOT_CONCERNED_WORDS:
        return NOT_SAID
    return _count(key)


def is_several(value: str) -> bool:
    """Return whether the cell counts more than one: then it speaks of a whole household."""
    number = _number(_key(value))
    return number is not None and number > 1


def indicator_marks(header: str) -> str | None:
    """Return what 1 or ✓ means in an indicator's column: 'failed', 'passed', None if not said."""
    key = header_key(header)
    if "ตก" in key or "ไม่ผ่าน" in key:
        return "failed"
    return "passed" if "ผ่าน" in key else None


def read_indicator(value: str, marks: str | None, style: FlagStyle) -> str:
    """Return YES where the indicator is failed, NO where it's passed, otherwise NOT_SAID.

    Raises:
        UnreadableFlag: it's none of them, or a mark in a column that doesn't say what it marks.
    """
    key = _key(value)
    if key in _FAILED_WORDS:
        return YES
    if key in _PASSED_WORDS:
        return NO
    if not key or key in _NOT_SAID_WORDS or key in _NOT_CONCERNED_WORDS:
        return style.blank if not key and marks == "failed" else NOT_SAID
    if marks is None:
        raise UnreadableFlag("ไม่ทราบว่าเครื่องหมายนี้หมายถึงผ่านหรือตก")
    found = read_flag(value, style)
    if marks == "passed" and found:
        return NO if found == YES else YES
    return found


def _denies(key: str) -> bool:
    if key in _NO_WORDS or key in _NOT_SAID_WORDS or key in _NOT_CONCERNED_WORDS:
        return True
    number = _number(key)
    return number is not None and number == 0


def _count(key: str) -> str:
    number = _number(key)
    if number is None or not 0 <= number <= _LARGEST_COUNT:
        raise UnreadableFlag("อ่านเครื่องหมายไม่ได้")
    return YES if number else NO


def _number(key: str) -> Decimal | None:
    try:
        return read_number(key)
    except ValueError:
        return None


def _key(value: str) -> str:
    return normalise(value).strip().casefold()
