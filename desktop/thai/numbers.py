"""Numbers as Thai offices write them: both kinds of digits, units, separators."""

import re
from decimal import ROUND_HALF_UP, Decimal

from desktop.thai.text import normalise

_TO_ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_TO_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")

_UNKNOWN = frozenset(
    (
        *("", ".", "ไม่มี", "ไม่มีข้อมูล", "ไม่ระบุ", "ไม่ทราบ", "ไม่ทราบข้อมูล"),
        *("n/a", "na", "#n/a", "null", "none", "nan"),
    )
)
_DASHES = re.compile("[-–—−_]+")
_UNIT = r"บาท(?:ถ้วน)?|บ\.|ปี|คน|ราย|ครัวเรือน|ครั้ง|หลัง|%|เปอร์เซ็นต์"
_NUMBER = re.compile(
    rf"""(?P<open>\()? \s* (?P<sign>[-−+])? \s* ฿? \s*
    (?P<digits>[0-9]{{1,3}}(?:[ ,][0-9]{{3}})+ | [0-9]+ | (?=\.[0-9]))
    (?P<fraction>\.[0-9]+)? (?:\.-|\.)? \s* (?:{_UNIT})? (?:\s*(?:/|ต่อ)\s*(?:{_UNIT}))*
    \s* (?(open)\)|)""",
    re.VERBOSE,
)


def arabic(text: str) -> str:
    """Return `text` with Thai digits as Arabic ones."""
    return text.translate(_TO_ARABIC)


def thai_digits(text: str) -> str:
    """Return `text` with Arabic digits as Thai ones."""
    return text.translate(_TO_THAI)


def read_number(text: str) -> Decimal | None:
    """Return the number written in `text`, None where it says that nothing is known.

    Parentheses mean a negative number, as in accounts.

    Raises:
        ValueError: with a short Thai reason, when it is anything else.
    """
    if text.isascii() and text.isdecimal():
        return Decimal(text)
    clean = normalise(arabic(text)).strip(" '")
    if clean.lower() in _UNKNOWN or _DASHES.fullmatch(clean):
        return None
    found = _NUMBER.fullmatch(clean)
    if found is None:
        raise ValueError("อ่านเป็นตัวเลขไม่ได้")
    if found["open"] and found["sign"]:
        raise ValueError("มีทั้งวงเล็บและเครื่องหมายหน้าตัวเลข")
    whole = found["digits"].replace(",", "").replace(" ", "")
    number = Decimal(f"{whole or '0'}{found['fraction'] or ''}")
    negative = bool(found["open"]) or found["sign"] in ("-", "−")
    return -number if negative else number


def grouped(n: Decimal | float, places: int = 0) -> str:
    """Return 12,345 or, with two places, 12,345.50; halves are rounded away from zero."""
    rounded = Decimal(str(n)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return f"{rounded or abs(rounded):,.{places}f}"
