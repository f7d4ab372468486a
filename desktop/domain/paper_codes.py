"""The codes on papers, as a scanner types them or a scan shows them.

`OH1:` and the household's random id. On a paper that comes back there follow the layout's letter,
its version, the side's letter, and two check characters over all before. Upper case only: with at
most 29 characters the code stays 25 modules wide at level Q.
"""

import re
from dataclasses import dataclass

from desktop.domain.leaflet import QR_PREFIX
from desktop.thai.typed import on_english_board

_UID = "[A-Z2-7]{16}"
_CODE = re.compile(
    rf"(?P<body>{QR_PREFIX}(?P<uid>{_UID})(?P<layout>[A-Z])(?P<version>[0-9A-Z])(?P<side>[A-Z]))"
    r"(?P<check>[0-9A-Z]{2})"
)
_BARE = re.compile(rf"{QR_PREFIX}({_UID})")
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
# The greatest prime under 36²: any one wrong character, and any two exchanged, are noticed.
_MODULUS = 1291


# The sides of a folded sheet.
OUTSIDE, INSIDE = 0, 1


MOST_SHEETS = 13


def side_letter(sheet: int, side: int) -> str:
    """Return the letter of a side of a household's sheet, counted from 1 to `MOST_SHEETS`."""
    return "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[2 * (sheet - 1) + side]


@dataclass(frozen=True, slots=True)
class SideCode:
    """Which side of which paper this is: household, layout's letter and version, side's letter."""

    uid: str
    layout: str
    version: int
    side: str

    @property
    def text(self) -> str:
        """What is printed.

        Raises:
            IndexError: the version has more than one digit of base 36.
        """
        body = f"{QR_PREFIX}{self.uid}{self.layout}{_DIGITS[self.version]}{self.side}"
        return body + _check(body)


def side_of(text: str) -> SideCode | None:
    """Return what a side's code says, None for other texts and those that were misread."""
    found = _CODE.fullmatch(text.strip().upper())
    if found is None or _check(found["body"]) != found["check"]:
        return None
    version = _DIGITS.index(found["version"])
    return SideCode(found["uid"], found["layout"], version, found["side"])


def uid_of(text: str) -> str | None:
    """Return the household's random id that a code holds, None for any other text.

    A scanner types as on an English board: on a Thai one Thai letters come of it.
    """
    typed = text.strip()
    for read in (typed, on_english_board(typed)):
        upper = read.upper()
        side = side_of(upper)
        if side:
            return side.uid
        bare = _BARE.fullmatch(upper)
        if bare:
            return bare[1]
    return None


def _check(body: str) -> str:
    rest = 0
    for character in body:
        rest = (rest * 37 + ord(character)) % _MODULUS
    high, low = divmod(rest, len(_DIGITS))
    return _DIGITS[high] + _DIGITS[low]
