"""Who may be the same person or household in two lists: records, bands and the exact rules.

Pairs that an exact rule names join by themselves; what is merely likely is offered to a person.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from desktop.thai import citizen_id
from desktop.thai.names import split_name
from desktop.thai.numbers import arabic
from desktop.thai.text import search_key


class Kind(StrEnum):
    """What a pair is made of."""

    PERSON = "person"
    HOUSEHOLD = "household"


KIND_LABEL = {Kind.PERSON: "คน", Kind.HOUSEHOLD: "ครัวเรือน"}


class Verdict(StrEnum):
    """What was decided of a pair."""

    OPEN = ""
    SAME = "same"
    DIFFERENT = "different"
    LATER = "later"


class PersonFacts(NamedTuple):
    """What is compared of one person. Empty text and 0 mean unknown; `age` -1 is unknown.

    Years are of the common era. `as_of` is the year in which `age` was stated. `lists` are the
    ids of the lists that name the person.
    """

    id: int
    household: int
    cid: str = ""
    prefix: str = ""
    first: str = ""
    last: str = ""
    sex: str = ""
    year: int = 0
    month: int = 0
    day: int = 0
    age: int = -1
    as_of: int = 0
    house_code: str = ""
    tambon: str = ""
    moo: str = ""
    address_no: str = ""
    lists: tuple[int, ...] = ()


class HouseholdFacts(NamedTuple):
    """What is compared of one household; `members` counts who lives there."""

    id: int
    house_code: str = ""
    tambon: str = ""
    moo: str = ""
    address_no: str = ""
    members: int = 0


class FoundPair(NamedTuple):
    """A pair that may be one. `score` per mille; `rule` is the exact rule that holds, or ''."""

    kind: str
    first: int
    second: int
    score: int
    rule: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """One exact rule by which records join without being asked about."""

    key: str
    kind: Kind
    words: str


EMPTY = "empty"
RULES = (
    Rule(
        "cid",
        Kind.PERSON,
        "เลขประจำตัวประชาชน 13 หลักถูกต้องและตรงกัน ชื่อหรือนามสกุลตรงกัน ปีเกิดไม่ขัดกัน และอยู่บ้านเดียวกัน",
    ),
    Rule(
        "birth",
        Kind.PERSON,
        "ชื่อและนามสกุลตรงกัน เกิดวัน เดือน ปีเดียวกัน (ไม่นับ 1 มกราคม) และอยู่บ้านเดียวกัน",
    ),
    Rule(
        "year",
        Kind.PERSON,
        "ชื่อและนามสกุลตรงกัน ปีเกิดเดียวกัน วันและเดือนเกิดไม่ขัดกัน และอยู่บ้านเดียวกัน",
    ),
    Rule(
        "code",
        Kind.HOUSEHOLD,
        "รหัสประจำบ้าน 11 หลักตรงกัน และมีสมาชิกที่เป็นคนเดียวกันตามกฎข้างต้นอย่างน้อย 1 คน",
    ),
    Rule(
        "address",
        Kind.HOUSEHOLD,
        "ตำบล หมู่ที่ และบ้านเลขที่ตรงกัน รหัสประจำบ้านไม่ขัดกัน และมีสมาชิกที่เป็นคนเดียวกันตามกฎข้างต้นอย่างน้อย 1 คน",
    ),
    Rule(
        EMPTY,
        Kind.HOUSEHOLD,
        "รหัสประจำบ้านหรือที่อยู่ตรงกัน ฝ่ายหนึ่งไม่มีสมาชิกเหลืออยู่ และไม่มีครัวเรือนอื่นที่ตรงกันอีก",
    ),
)
NEVER = (
    "เลขประจำตัวประชาชนถูกต้องทั้งสองฝ่ายแต่ต่างกัน ไม่ใช่คนเดียวกันและไม่ถูกเสนอให้ตรวจ",
    "เพศหรือคำนำหน้าขัดกัน ปีเกิดขัดกัน หรือทั้งสองอยู่ในรายชื่อชุดเดียวกัน ไม่เชื่อมเอง",
    "มีคู่ที่เข้ากฎมากกว่าหนึ่งคู่และขัดกันเอง ไม่เชื่อมเอง",
    "แผน ระดับที่ปรับ หรือ อพม. ของปีเดียวกันไม่ตรงกัน ไม่เชื่อมเอง",
)

# Sure pairs always stand above what is merely likely.
SURE_SCORE = 1000
HOUSE_CODE_DIGITS = 11

_SEX_OF_TITLE = {
    **dict.fromkeys(("นาย", "เด็กชาย", "พระ", "พระภิกษุ", "สามเณร", "บาทหลวง"), "m"),
    **dict.fromkeys(("นาง", "นางสาว", "เด็กหญิง", "แม่ชี", "แพทย์หญิง", "คุณหญิง"), "f"),
}
CHILD_TITLES = ("เด็กชาย", "เด็กหญิง")
_LAST_CHILD_YEAR = 15


def sex_of(facts: PersonFacts) -> str:
    """Return the sex that is stated, else the one the title says; '' for neither."""
    return facts.sex or _SEX_OF_TITLE.get(facts.prefix, "f" if facts.prefix[-4:] == "หญิง" else "")


def plain_names(facts: PersonFacts) -> tuple[str, str]:
    """Return first and last name as keys, without a title that was written in one with them."""
    first, last = facts.first, facts.last
    if not facts.prefix or first.startswith(facts.prefix):
        name = split_name(f"{first} {last}")
        if name.prefix and name.first:
            first, last = name.first, name.last
    return search_key(first), search_key(last)


def birth_years(facts: PersonFacts) -> tuple[int, int]:
    """Return the first and the last year of birth that can be; (0, 9999) where nothing is said."""
    if facts.year:
        return facts.year, facts.year
    if facts.age >= 0 and facts.as_of:
        return facts.as_of - facts.age - 1, facts.as_of - facts.age
    if facts.prefix in CHILD_TITLES and facts.as_of:
        return facts.as_of - _LAST_CHILD_YEAR - 1, facts.as_of
    return 0, 9999


def birth_day(facts: PersonFacts) -> tuple[int, int, int] | None:
    """Return the whole birth date; None where it is not known, or only the year's first day."""
    known = facts.year and facts.month and facts.day
    return facts[7:10] if known and (facts.month, facts.day) != (1, 1) else None


def is_valid(cid: str) -> bool:
    """Whether it is a whole citizen id with the right check digit."""
    return citizen_id.problem(cid) is None


def number_key(text: str) -> str:
    """Return a house or village number without what is written differently: 012/03 is 12/3."""
    parts = arabic(text).replace(" ", "").casefold().split("/")
    return "/".join(part.lstrip("0") or part for part in parts)


def address_key(facts: PersonFacts | HouseholdFacts) -> tuple[str, str, str] | None:
    """Return tambon, village number and house number; None unless tambon and house are known."""
    number = number_key(facts.address_no)
    if len(facts.tambon) != 6 or not number or number == "-":
        return None
    return facts.tambon, number_key(facts.moo), number


def same_house(a: PersonFacts | HouseholdFacts, b: PersonFacts | HouseholdFacts) -> str:
    """Return 'code' or 'address' where both live under the same one, '' otherwise."""
    both = len(a.house_code) == HOUSE_CODE_DIGITS == len(b.house_code)
    if both:
        return "code" if a.house_code == b.house_code else ""
    key = address_key(a)
    return "address" if key is not None and key == address_key(b) else ""


def rule_of(a: PersonFacts, b: PersonFacts, *, one_house: bool = False) -> str:
    """Return the exact rule that makes the two one person, '' where none does.

    `one_house`: somebody decided that their households are one.
    """
    if not one_house and a.household != b.household and not same_house(a, b):
        return ""
    if set(a.lists) & set(b.lists) or {sex_of(a), sex_of(b)} == {"m", "f"}:
        return ""
    (first, last), (other_first, other_last) = plain_names(a), plain_names(b)
    alike = bool(first and first == other_first) + bool(last and last == other_last)
    ids = (is_valid(a.cid), is_valid(b.cid))
    if all(ids):
        low, high = birth_years(a), birth_years(b)
        apart = max(low[0], high[0]) - min(low[1], high[1])
        return "cid" if a.cid == b.cid and alike and apart <= 1 else ""
    if alike < 2:
        return ""
    day = birth_day(a)
    if day is not None and day == birth_day(b):
        return "birth"
    return "year" if a.year and a.year == b.year and _fits(a, b) else ""


def _fits(a: PersonFacts, b: PersonFacts) -> bool:
    """Whether no known month or day of birth differs."""
    return birth_day(a) is None or birth_day(b) is None


def same_members(
    ones: Sequence[PersonFacts], others: Sequence[PersonFacts]
) -> list[tuple[int, int]]:
    """Return who of two households that are one is the same person, as pairs of ids.

    Whom a rule joins with two people is joined with nobody.
    """
    found = [(a.id, b.id) for a in ones for b in others if rule_of(a, b, one_house=True)]
    return [
        pair
        for pair in found
        if sum(pair[0] == a for a, _ in found) == 1 == sum(pair[1] == b for _, b in found)
    ]


def unambiguous(pairs: Iterable[FoundPair]) -> set[tuple[int, int]]:
    """Return the sure pairs whose members have no second partner that is not theirs too."""
    sure = {(p.first, p.second) for p in pairs if p.rule}
    partners: dict[int, set[int]] = {}
    for first, second in sure:
        partners.setdefault(first, set()).add(second)
        partners.setdefault(second, set()).add(first)
    return {(a, b) for a, b in sure if partners[a] - {b} == partners[b] - {a}}
