"""The 13-digit citizen id: clean it, say what is wrong with it, show it, mask it."""

import re

from stdnum.th import pin

_DIGITS = str.maketrans(
    "๐๑๒๓๔๕๖๗๘๙",
    "0123456789",
    "-–—'’‘`\"\u00a0\u00ad\u200b\u200c\u200d\u200e\u200f"
    "\u202a\u202b\u202c\u202d\u202e\u2060\ufeff \t\r\n",
)
_FLOAT_TAIL = re.compile(r"(?<=^\d{13})\.0+$")
_FLOAT = re.compile(r"\d(\.\d+)?E\+?\d+")
_MASK = re.compile("[xX*×•]")
_LENGTH = 13
_LOST = "เลขท้ายหายไป (ถูกเก็บเป็นตัวเลขใน Excel)"
# 1.1037E+12 written out again: the check digit may fit by chance, these zeros don't come so.
_LOST_DIGITS = "0" * 7
_WITHIN = re.compile(r"(?<!\d)\d(?:[- ]?\d){12}(?!\d)")


def digits(text: str) -> str:
    """Return the id without dashes, spaces or apostrophe and in Arabic digits.

    What is not part of an id (a mask, letters) stays, so that `problem` can name it.
    """
    return _FLOAT_TAIL.sub("", text.translate(_DIGITS))


def problem(cid: str) -> str | None:
    """Return why `cid`, as given by `digits`, is not a good citizen id, or None.

    Ids of people who are not in the register begin with 0 or 9 and carry a check digit too.
    """
    if len(cid) != _LENGTH or not (cid.isascii() and cid.isdecimal()):
        return _problem_of_form(cid)
    if cid.endswith(_LOST_DIGITS):
        return _LOST
    if pin.calc_check_digit(cid) == cid[-1]:
        return None
    if cid.endswith("00000"):
        return _LOST
    return "เลขตรวจสอบหลักสุดท้ายไม่ถูกต้อง"


def _problem_of_form(cid: str) -> str:
    if not cid:
        return "ไม่มีเลขประจำตัวประชาชน"
    if _MASK.search(cid):
        return "เลขถูกปิดบังไว้บางหลัก"
    if _FLOAT.fullmatch(cid.upper()):
        return _LOST
    if not (cid.isascii() and cid.isdecimal()):
        return "มีอักขระที่ไม่ใช่ตัวเลข"
    return f"มี {len(cid)} หลัก ต้องมี 13 หลัก"


def dashed(cid: str) -> str:
    """Return 1-2345-67890-12-3; an id of another length comes back as it is."""
    if len(cid) != _LENGTH:
        return cid
    return f"{cid[0]}-{cid[1:5]}-{cid[5:10]}-{cid[10:12]}-{cid[12]}"


def masked(cid: str) -> str:
    """Return 1-2345-xxxxx-12-3; of an id of another length at most the last three are shown."""
    if len(cid) == _LENGTH:
        return f"{cid[0]}-{cid[1:5]}-xxxxx-{cid[10:12]}-{cid[12]}"
    hidden = max(len(cid) - 3, min(len(cid), 3))
    return "x" * hidden + cid[hidden:]


def without_ids(text: str) -> str:
    """Return `text` with every citizen id in it masked."""
    return _WITHIN.sub(lambda found: masked(digits(found[0])), text)
