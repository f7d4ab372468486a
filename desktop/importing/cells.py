"""Read one cell: text in, a value out; what is doubtful is raised with a reason in Thai."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

import numpy as np

from desktop.domain.vocabulary import Need
from desktop.importing.aliases import header_key
from desktop.thai import citizen_id
from desktop.thai.dates import (
    AmbiguousDate,
    UnreadableDate,
    house_number_of,
    house_number_of_serial,
    read_date,
)
from desktop.thai.numbers import arabic, read_number
from desktop.thai.text import normalise

NOTHING_SAID = frozenset(
    ("", "-", "–", "—", ".", "--", "ไม่ระบุ", "ไม่ทราบ", "ไม่มีข้อมูล", "ไม่มี", "n/a", "null", "none")
)
_HOUSE_CODE_DIGITS = 11
_TEL_DIGITS = 10
# Years of the Buddhist era began in April up to 1940; those dates go the long way.
_FIRST_PLAIN_YEAR = 1942
# The days of every year as lists write them, and how ISO does: "15/03/" is "-03-15".
_DAYS = {
    f"{day:02d}/{month:02d}/": f"-{month:02d}-{day:02d}"
    for month in range(1, 13)
    for day in range(1, monthrange(2023, month)[1] + 1)
}
_OLDEST = 130
_MONTHS = 12
_CID_DIGITS = 13
_CHECK_WEIGHTS = range(13, 1, -1)
_YEARS_AND_MONTHS = re.compile(r"(?:(\d+) ?ปี)? ?(?:\d{1,2} ?เดือน)?(?: ?\d{1,2} ?วัน)?")
_NEWBORN = frozenset(("แรกเกิด", "ทารก"))
_FLOAT_TAIL = re.compile(r"(?<=\d)\.0+$")
_MASKED = re.compile("[xX*×•]")
# 1.302E+10 written out again; houses are numbered from 1.
_LOST_DIGITS = "0" * 7
_ABROAD = re.compile(r"^(?:\+|00)66 ?(?:\(0\))?")
_MOO = re.compile(r"^(?:หมู่ ?ที่|หมู่|ม\.|ม)? ?(\d+)$")
_ONESELF = "ช่วย(?:เหลือ)?(?:ตัวเอง|ตนเอง|ตัว)"
_HELPLESS = re.compile(f"{_ONESELF} ?ไม่ได้|ไม่สามารถ ?{_ONESELF}")
_ABLE = re.compile(rf"(?<!ไม่สามารถ)(?<!ไม่สามารถ ){_ONESELF} ?ได้(?! ?(?:น้อย|บ้าง|บางส่วน))|ติดสังคม")
_DENIED = re.compile(
    r"ไม่(?:มี|ได้|เป็น)? ?(?:ความ|ภาวะ|ผู้(?:ที่)?|คน|อยู่ใน|มี|โรค|การ|เจ็บ|ป่วย)*"
    r"(?:พิการ|ติดเตียง|ป่วย|พึ่งพิง|เรื้อรัง|ประจำตัว)"
)
_SEXES = {
    **dict.fromkeys(("ชาย", "ช", "ช.", "1", "m", "male", "เพศชาย"), "m"),
    **dict.fromkeys(("หญิง", "ญ", "ญ.", "2", "f", "female", "เพศหญิง"), "f"),
}
_HEALTHY = frozenset(("ปกติ", "แข็งแรง", "สุขภาพดี", "ไม่มี"))


class Doubtful(Exception):  # noqa: N818  (a remark, not an error)
    """A value that can't be read or is doubtful, and what is used in its place."""

    def __init__(self, value: Any, reason: str, suggestion: str = "") -> None:
        super().__init__(reason)
        self.value = value
        self.reason = reason
        self.suggestion = suggestion


class Reader(dict[str, Any]):
    """A column's reader that reads each distinct text once: `reader[text]` is the value.

    `doubts` holds what was remarked, by the same text. `plain` are texts that are their value.
    """

    def __init__(self, read: Callable[[str], Any], plain: Iterable[str] = ()) -> None:
        super().__init__({text: text for text in plain})
        self._read = read
        self.doubts: dict[str, Doubtful] = {}

    def __missing__(self, text: str) -> Any:
        try:
            value = self._read(text)
        except Doubtful as doubt:
            # With the frames it went through it would keep every sheet in memory.
            doubt.__traceback__ = doubt.__context__ = None
            self.doubts[text] = doubt
            value = doubt.value
        self[text] = value
        return value


def read_text(text: str) -> str:
    """Return the text repaired; empty when it only says that nothing is known."""
    clean = normalise(text)
    return "" if clean.casefold() in NOTHING_SAID else clean


def read_sex(text: str) -> str:
    """Return 'm', 'f' or ''."""
    clean = read_text(arabic(text)).casefold()
    if clean and clean not in _SEXES:
        raise Doubtful("", "อ่านเพศไม่ได้")
    return _SEXES.get(clean, "")


def read_age(text: str) -> int | None:
    """Return whole years; months count nothing."""
    clean = read_text(arabic(text))
    said = _YEARS_AND_MONTHS.fullmatch(clean)
    if clean in _NEWBORN or (clean and said and not said[1]):
        return 0
    number = _number(said[1] if clean and said else text)
    if number is not None and not 0 <= number <= _OLDEST:
        raise Doubtful(None, "อายุเป็นไปไม่ได้")
    return None if number is None else int(number)


def read_count(text: str) -> int | None:
    """Return how many, None when nothing is said."""
    number = _number(text)
    if number is not None and number < 1:
        raise Doubtful(None, "จำนวนเป็นไปไม่ได้")
    return None if number is None else int(number)


def birth_reader(latest_year: int, order: str = "", era: str = "") -> Callable[[str], str]:
    """Return a reader of birth dates of either era into ISO, possibly partial.

    `order` 'mdy' reads the month first; `era` 'be' or 'ce' is that of two-digit years.
    """
    usual = order != "mdy"

    def read(text: str) -> str:
        plain = _plain_date(text, latest_year) if usual else ""
        if plain or text.strip().casefold() in NOTHING_SAID:
            return plain
        try:
            found = read_date(
                text, latest_year=latest_year, month_first=order == "mdy", short_era=era
            )
            return found.iso()
        except (AmbiguousDate, UnreadableDate) as error:
            raise Doubtful("", str(error) or "อ่านวันเกิดไม่ได้") from None

    return read


def _plain_date(text: str, latest_year: int) -> str:
    """Return the ISO date of 15/03/2521, the usual case on the shortest way; '' for all else."""
    day, year = _DAYS.get(text[:6]), text[6:]
    if day is None or len(year) != 4 or not (year.isascii() and year.isdecimal()):
        return ""
    common = int(year) - 543
    return f"{common}{day}" if _FIRST_PLAIN_YEAR <= common <= latest_year else ""


def income_reader(header: str, unit: str = "") -> Callable[[str], int | None]:
    """Return a reader of baht into satang per year.

    `unit` is 'month' or 'year'; without it the header says whether it's per month.
    """
    monthly = unit == "month" or (not unit and "เดือน" in header_key(header))
    factor = 100 * (_MONTHS if monthly else 1)

    def read(text: str) -> int | None:
        number = _number(text)
        if number is not None and number < 0:
            raise Doubtful(None, "รายได้ติดลบ")
        return None if number is None else int(number * factor)

    return read


def income_unit(header: str, canonical: str, unit: str = "") -> str:
    """Return, in Thai, what unit an income column was taken to have; `unit` as in the reader."""
    key = header_key(header)
    monthly = unit == "month" or (not unit and "เดือน" in key)
    time = "ต่อเดือน (คูณ 12)" if monthly else "ต่อปี"
    said = unit or "เดือน" in key or "ปี" in key
    whose = "ต่อครัวเรือน (หารด้วยจำนวนสมาชิก)" if canonical == "household_income" else "ต่อคน"
    return f"หน่วยบาท{whose}{time}" + ("" if said else " เพราะหัวคอลัมน์ไม่บอกว่าต่อเดือนหรือต่อปี")


def cid_reader(words: Sequence[str]) -> Reader:
    """Return a reader of citizen ids that knows at once those of `words` that are in order."""
    plain = [word for word in words if len(word) == _CID_DIGITS and word.isascii()]
    digits = np.frombuffer("".join(plain).encode("ascii"), np.uint8).reshape(-1, _CID_DIGITS) - 48
    sums = digits[:, :-1].astype(np.int64) @ np.array(_CHECK_WEIGHTS)
    right = (digits <= 9).all(axis=1) & ((11 - sums % 11) % 10 == digits[:, -1])
    right &= digits[:, -len(_LOST_DIGITS) :].any(axis=1)
    return Reader(read_cid, map(plain.__getitem__, np.flatnonzero(right).tolist()))


def read_cid(text: str) -> str:
    """Return 13 digits; '' with a remark where digits are lost or masked."""
    cid = citizen_id.digits(text)
    if cid.casefold() in NOTHING_SAID:
        return ""
    reason = citizen_id.problem(cid)
    if reason is None:
        return cid
    wrong_check_digit = len(cid) == 13 and cid.isdecimal() and not cid.endswith("00000")
    # An id that begins with nought loses it in a cell of numbers.
    whole = f"0{cid}" if citizen_id.problem(f"0{cid}") is None else ""
    raise Doubtful(cid if wrong_check_digit else "", reason, whole)


def house_code_reader(words: Iterable[str]) -> Reader:
    """Return a reader of house codes that knows at once those of `words` that are in order."""
    known = (word for word in _of_digits(words, _HOUSE_CODE_DIGITS))
    return Reader(read_house_code, (one for one in known if not one.endswith(_LOST_DIGITS)))


def _of_digits(words: Iterable[str], count: int) -> Iterator[str]:
    return (one for one in words if len(one) == count and one.isascii() and one.isdecimal())


def read_house_code(text: str) -> str:
    """Return the house code's digits; a lost leading zero is put back (domain.md A.4.2)."""
    code = _FLOAT_TAIL.sub("", citizen_id.digits(text))
    if code.casefold() in NOTHING_SAID:
        return ""
    if not code.isdecimal():
        if _MASKED.search(code):
            raise Doubtful("", "รหัสประจำบ้านถูกปิดบังไว้บางหลัก")
        lost = "E" in code.upper() and code[:1].isdecimal()
        raise Doubtful("" if lost else code, "รหัสประจำบ้านมีอักขระที่ไม่ใช่ตัวเลข")
    if len(code) == _HOUSE_CODE_DIGITS - 1:
        return f"0{code}"
    if len(code) != _HOUSE_CODE_DIGITS:
        raise Doubtful(code, f"รหัสประจำบ้านมี {len(code)} หลัก ต้องมี 11 หลัก")
    if code.endswith(_LOST_DIGITS):
        raise Doubtful("", "เลขท้ายของรหัสประจำบ้านหายไป (ถูกเก็บเป็นตัวเลขใน Excel)")
    return code


def read_address_no(text: str) -> str:
    """Return the house number in Arabic digits; one that was turned into a date is undone."""
    clean = read_text(arabic(text))
    number = house_number_of(clean)
    if number:
        raise Doubtful(number, "บ้านเลขที่ถูกโปรแกรมตารางคำนวณเปลี่ยนเป็นวันที่", number)
    number = house_number_of_serial(clean)
    if number:
        reason = "บ้านเลขที่อาจถูกโปรแกรมตารางคำนวณเปลี่ยนเป็นเลขลำดับของวันที่"
        raise Doubtful(clean, reason, number)
    return clean


def read_moo(text: str) -> str:
    """Return the village's number; of a full village code its last two digits."""
    clean = read_text(arabic(text))
    found = _MOO.match(clean)
    if not found:
        return clean
    number = int(found[1])
    return str(number % 100 if number > 100 else number) if number else ""


def tel_reader(words: Iterable[str]) -> Reader:
    """Return a reader of telephone numbers that knows at once those of `words` in order."""
    return Reader(read_tel, _of_digits(words, _TEL_DIGITS))


def read_tel(text: str) -> str:
    """Return a telephone number; the zero that a number cell lost is put back."""
    clean = _FLOAT_TAIL.sub("", read_text(arabic(text)))
    clean = _ABROAD.sub("0", clean)
    # Mobile numbers lose it to nine digits, others to eight.
    lost = clean.isdecimal() and (
        (len(clean) == _TEL_DIGITS - 1 and clean[0] in "23456789")
        or (len(clean) == _TEL_DIGITS - 2 and clean[0] in "234567")
    )
    return f"0{clean}" if lost else clean


def read_needs(text: str) -> tuple[tuple[Need, bool], ...] | None:
    """Return the needs that the text names, None when it names none.

    Words that say someone is well deny disability and being bedridden or chronically ill.
    """
    clean = normalise(text)
    if clean in _HEALTHY:
        return tuple(
            (need, False) for need in (Need.DISABLED, Need.BEDRIDDEN, Need.CHRONIC_DEPENDENT)
        )
    clean = _DENIED.sub("", clean)
    named = {
        Need.DISABLED: "พิการ" in clean,
        Need.BEDRIDDEN: "ติดเตียง" in clean,
        Need.CHRONIC: "เรื้อรัง" in clean and not _HELPLESS.search(clean),
        Need.CHRONIC_DEPENDENT: "เรื้อรัง" in clean and bool(_HELPLESS.search(clean)),
        Need.DEPENDENT: "พึ่งพิง" in clean
        or ("เรื้อรัง" not in clean and bool(_HELPLESS.search(clean))),
        Need.SINGLE_PARENT: "เลี้ยงเดี่ยว" in clean,
        Need.POOR_CHILD: "เด็กยากจน" in clean,
    }
    return tuple((need, True) for need, found in named.items() if found) or None


def denies_needs(text: str) -> bool:
    """Return whether the words say that there is no need: ไม่มีความพิการ, ช่วยเหลือตัวเองได้."""
    clean = normalise(text)
    return bool(_DENIED.search(clean) or _ABLE.search(clean))


def _number(text: str) -> Decimal | None:
    try:
        return read_number(text)
    except ValueError as error:
        raise Doubtful(None, str(error)) from None
