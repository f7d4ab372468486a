"""How far two persons agree, field by field: levels, their points and their words.

Points are about the binary logarithm of how much likelier an agreement is between two records
of one person than between any two people; they were settled on made lists and measured on
others (tests/importing/test_linkage.py).
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA
from rapidfuzz.process import cpdist

from desktop.importing.link_columns import UNKNOWN, Columns, Ints

Levels = NDArray[np.int8]
Points = NDArray[np.float64]
Bools = NDArray[np.bool_]
Compare = Callable[[Columns, Ints, Ints], Levels]
_ERAS = (43, 57, 543)
_CLOSE, _SOMEWHAT = 0.8, 0.6


@dataclass(frozen=True, slots=True)
class Level:
    """One way in which a field of two records can agree."""

    points: float
    words: str = ""


Table = dict[int, Level]


def agree(one: Ints, other: Ints) -> Bools:
    """Return where both are known and the same."""
    same: Bools = (one == other) & (one != UNKNOWN)
    return same


def known(one: Ints, other: Ints) -> Bools:
    """Return where both are known."""
    both: Bools = (one != UNKNOWN) & (other != UNKNOWN)
    return both


# Names
UNSAID, SPELT, SOUNDING, ALIKE, SOMEWHAT, OTHER, SWAPPED, MARRIED = range(8)
FIRST = {
    UNSAID: Level(0),
    SPELT: Level(6, "ชื่อเหมือนกัน"),
    SOUNDING: Level(5.5, "ชื่อสะกดต่างกันแต่อ่านเหมือนกัน"),
    ALIKE: Level(3, "ชื่อคล้ายกัน"),
    SOMEWHAT: Level(-3, "ชื่อต่างกันบางส่วน"),
    OTHER: Level(-9, "ชื่อต่างกัน"),
    SWAPPED: Level(5, "ชื่อกับนามสกุลสลับกัน"),
}
LAST = {
    UNSAID: Level(0),
    SPELT: Level(8, "นามสกุลเหมือนกัน"),
    SOUNDING: Level(7.5, "นามสกุลสะกดต่างกันแต่อ่านเหมือนกัน"),
    ALIKE: Level(5, "นามสกุลคล้ายกัน"),
    SOMEWHAT: Level(-2, "นามสกุลต่างกันบางส่วน"),
    OTHER: Level(-7, "นามสกุลต่างกัน"),
    SWAPPED: Level(6),
    MARRIED: Level(-3, "นามสกุลต่างกัน (ผู้หญิงอาจเปลี่ยนนามสกุล)"),
}


def first_names(c: Columns, one: Ints, other: Ints) -> Levels:
    """Return how far the first names agree."""
    return _names(c, (c.first, c.spelt_first), (c.last, c.spelt_last), one, other)


def last_names(c: Columns, one: Ints, other: Ints) -> Levels:
    """Return how far the last names agree."""
    levels = _names(c, (c.last, c.spelt_last), (c.first, c.spelt_first), one, other)
    women = c.woman[one] & c.woman[other] & (levels == OTHER)
    return np.where(women, MARRIED, levels).astype(np.int8)


def _names(
    c: Columns, name: tuple[Ints, Ints], cross: tuple[Ints, Ints], one: Ints, other: Ints
) -> Levels:
    sound, spelt = name
    same = agree(sound[one], sound[other])
    levels = np.where(known(sound[one], sound[other]), OTHER, UNSAID).astype(np.int8)
    apart = np.flatnonzero(levels == OTHER)
    apart = apart[~same[apart]]
    likeness = _likeness(c, sound[one[apart]], sound[other[apart]])
    levels[apart[likeness >= _SOMEWHAT]] = SOMEWHAT
    levels[apart[likeness >= _CLOSE]] = ALIKE
    levels[same] = SOUNDING
    levels[agree(spelt[one], spelt[other])] = SPELT
    crossed = agree(sound[one], cross[0][other]) & agree(cross[0][one], sound[other])
    levels[crossed & ~same] = SWAPPED
    return levels


def _likeness(c: Columns, one: Ints, other: Ints) -> NDArray[np.float32]:
    """Return 1 for the same down to 0; each two words are compared once."""
    many = len(c.sounds)
    pairs, back = np.unique(
        np.minimum(one, other) * many + np.maximum(one, other), return_inverse=True
    )
    first, second = np.divmod(pairs, many)
    words = np.array(c.sounds, object)
    compared: NDArray[np.float32] = cpdist(
        words[first], words[second], scorer=OSA.normalized_similarity, dtype=np.float32
    )
    return compared[back]


# Birth
(NO_BIRTH, DAY, TURNED, ERA, SLIP, MONTH, YEAR, ABOUT, NEXT_YEAR, OTHER_DAY, APART, FAR) = range(
    12
)
BIRTH = {
    NO_BIRTH: Level(0),
    DAY: Level(13, "เกิดวันเดียวกัน"),
    TURNED: Level(9, "วันกับเดือนเกิดสลับกัน"),
    ERA: Level(7, "วันและเดือนเกิดตรงกัน ปีเกิดอาจอ่านผิดศักราช"),
    SLIP: Level(6, "วันเกิดต่างกันที่เดียว"),
    MONTH: Level(7, "เกิดปีและเดือนเดียวกัน"),
    YEAR: Level(5, "เกิดปีเดียวกัน"),
    ABOUT: Level(3, "อายุเข้ากันได้"),
    NEXT_YEAR: Level(0, "ปีเกิดต่างกัน 1 ปี"),
    OTHER_DAY: Level(-2, "เกิดปีเดียวกันแต่คนละวัน"),
    APART: Level(-9, "ปีเกิดต่างกัน"),
    FAR: Level(-15, "ปีเกิดต่างกันมาก"),
}


def births(c: Columns, one: Ints, other: Ints) -> Levels:
    """Return how far birth dates, years or ages agree."""
    years, far_years = c.year[one], c.year[other]
    both = (years > 0) & (far_years > 0)
    gap = np.abs(years - far_years)
    months, days = c.month[one], c.day[one]
    other_months, other_days = c.month[other], c.day[other]
    whole = (c.birth[one] != UNKNOWN) & (c.birth[other] != UNKNOWN) & both
    month = (months == other_months) & (months > 0)
    day = (days == other_days) & (days > 0)
    turned = (months == other_days) & (days == other_months) & ~(month & day)
    half = both & ~whole
    distance = np.maximum(c.low[one], c.low[other]) - np.minimum(c.high[one], c.high[other])
    said = (c.high[one] < 9999) & (c.high[other] < 9999)
    one_digit = (gap % 10 == 0) & (gap > 0) & (gap <= 40)
    return np.select(
        [
            whole & (gap == 0) & month & day,
            whole & (gap == 0) & turned,
            whole & month & day & np.isin(gap, _ERAS),
            whole & ((gap == 0) & (month | day) | month & day & ((gap == 1) | one_digit)),
            half & (gap == 0) & month & ((days == 0) | (other_days == 0)),
            half & (gap == 0),
            whole & (gap == 0),
            said & ~both & (distance <= 0),
            said & (distance > 5),
            said & (distance > 1) | whole,
            said & (distance == 1),
        ],
        [DAY, TURNED, ERA, SLIP, MONTH, YEAR, OTHER_DAY, ABOUT, FAR, APART, NEXT_YEAR],
        NO_BIRTH,
    ).astype(np.int8)


# Sex, place, lists
SEX = {0: Level(0), 1: Level(1), 2: Level(-20, "เพศหรือคำนำหน้าขัดกัน")}


def sexes(c: Columns, one: Ints, other: Ints) -> Levels:
    """Return whether sex, stated or by title, agrees."""
    mine, theirs = c.sex[one], c.sex[other]
    both = (mine > 0) & (theirs > 0)
    return np.where(both, np.where(mine == theirs, 1, 2), 0).astype(np.int8)


NO_PLACE, ONE_HOUSE, VILLAGE, TAMBON, ELSEWHERE = range(5)
PLACE = {
    NO_PLACE: Level(0),
    ONE_HOUSE: Level(7, "อยู่บ้านเดียวกัน"),
    VILLAGE: Level(3.5, "อยู่หมู่บ้านเดียวกัน"),
    TAMBON: Level(2, "อยู่ตำบลเดียวกัน"),
    ELSEWHERE: Level(-2, "อยู่คนละตำบล"),
}


def places(c: Columns, one: Ints, other: Ints) -> Levels:
    """Return how near to each other they live."""
    house = c.household[one] == c.household[other]
    for key in (c.code, c.address):
        house |= agree(key[one], key[other])
    return np.select(
        [
            house,
            agree(c.village[one], c.village[other]),
            agree(c.tambon[one], c.tambon[other]),
            known(c.tambon[one], c.tambon[other]),
        ],
        [ONE_HOUSE, VILLAGE, TAMBON, ELSEWHERE],
        NO_PLACE,
    ).astype(np.int8)


LISTS = {0: Level(0), 1: Level(-9, "อยู่ในรายชื่อชุดเดียวกันทั้งคู่")}


def lists(c: Columns, one: Ints, other: Ints) -> Levels:
    """Return whether one list names both, as it would name two people."""
    shared: Levels = ((c.lists[one] & c.lists[other]) != 0).astype(np.int8)
    return shared


# Citizen ids; which pairs are near is found by blocking.
NO_ID, SAME_ID, SAME_BAD_ID, NEAR_ID, MASKED_ID, OTHER_ID, OTHER_PERSON = range(7)
CID = {
    NO_ID: Level(0),
    SAME_ID: Level(18, "เลขประจำตัวตรงกัน"),
    SAME_BAD_ID: Level(12, "เลขประจำตัวตรงกันแต่เลขตรวจสอบผิด"),
    NEAR_ID: Level(11, "เลขประจำตัวต่างกันหลักเดียวหรือสลับกัน"),
    MASKED_ID: Level(7, "เลขประจำตัวตรงกันในหลักที่ไม่ถูกปิด"),
    OTHER_ID: Level(-6, "เลขประจำตัวต่างกัน"),
    OTHER_PERSON: Level(-99),
}


def ids(c: Columns, one: Ints, other: Ints, near: Ints, masked: Ints) -> Levels:
    """Return how far citizen ids agree; `near` and `masked` are pairs as numbers."""
    pairs = one * c.size + other
    same = agree(c.cid[one], c.cid[other])
    good = c.valid[one] & c.valid[other]
    return np.select(
        [
            same & good,
            same,
            np.isin(pairs, near),
            np.isin(pairs, masked),
            good,
            known(c.cid[one], c.cid[other]),
        ],
        [SAME_ID, SAME_BAD_ID, NEAR_ID, MASKED_ID, OTHER_PERSON, OTHER_ID],
        NO_ID,
    ).astype(np.int8)
