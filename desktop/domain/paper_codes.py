"""The codes on papers, as a scanner types them or a scan shows them.

`OH1:` and the household's random id. On a paper that comes back there follow the layout's letter,
its version, the side, and two check characters over all before. A leaflet's side is a letter, a
form's page tells more (`FormPage`). Upper case only: with at most 29 characters the code stays 25
modules wide at level Q, with 47 it is 29 wide.
"""

import re
from dataclasses import dataclass
from hashlib import sha256

from desktop.domain.leaflet import QR_PREFIX
from desktop.thai.typed import on_english_board

_UID = "[A-Z2-7]{16}"
_CODE = re.compile(
    rf"(?P<body>{QR_PREFIX}(?P<uid>{_UID})(?P<layout>[A-Z])(?P<version>[0-9A-Z])"
    r"(?P<side>[A-Z]|[0-9A-Z]{16}))"
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
    """Which side of which paper this is: household, layout's letter and version, the side."""

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


@dataclass(frozen=True, slots=True)
class FormPage:
    """Which page of a printed logbook form this is, as its code's side.

    `members` says for how many there are questions, the last of them one who may have come.
    `form`, `people` and `places` are marks (`mark_of`) of what the page was made from: the
    form's version, the members in their order, and where the boxes and lines stand.
    """

    page: int
    members: int
    form: str
    people: str
    places: str

    @property
    def text(self) -> str:
        """What stands in the code.

        Raises:
            IndexError: there are more pages or members than two digits of base 36 can count.
        """
        return f"{_two(self.page)}{_two(self.members)}{self.form}{self.people}{self.places}"


def form_page_of(side: str) -> FormPage | None:
    """Return what a code's side says of a form's page, None for a leaflet's side."""
    if len(side) != 16:
        return None
    return FormPage(int(side[:2], 36), int(side[2:4], 36), side[4:8], side[8:12], side[12:])


def mark_of(*said: str) -> str:
    """Return four characters that are others for other texts, but for one in 1.7 millions."""
    number = int.from_bytes(sha256("\n".join(said).encode()).digest()[:8]) % 36**4
    return _two(number // 36**2) + _two(number % 36**2)


def _two(number: int) -> str:
    high, low = divmod(number, len(_DIGITS))
    return _DIGITS[high] + _DIGITS[low]


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
    return _two(rest)
