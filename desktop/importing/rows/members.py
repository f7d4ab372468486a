"""Several people in one row: members side by side in columns, or as lines of one cell."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from desktop.domain.sheets import ColumnGuess
from desktop.importing.aliases import header_key, matches
from desktop.importing.rows.kinds import NAMES
from desktop.thai.names import split_name
from desktop.thai.numbers import arabic
from desktop.thai.text import normalise

# What belongs to one person and not to the household.
PERSONAL = frozenset(
    (
        *("full_name", "prefix", "first_name", "last_name", "cid", "sex", "birth_date", "age"),
        *("relation", "occupation", "education", "tel"),
        *("disabled", "bedridden", "chronic", "chronic_dependent", "dependent", "single_parent"),
        *("condition", "gets_elder", "gets_disab", "gets_child", "has_welfare_card"),
        *("farmer_registered",),
    )
)
# What is told per member where its columns repeat, and of the household where they don't.
_REPEATED = PERSONAL | {"income"}
_ANY_NAME = frozenset((*NAMES, "head_name"))
_NUMBER = re.compile(r"\d+")
# What headers say only to count members.
_COUNTING = re.compile("ผู้อยู่อาศัย|สมาชิก|คนที่|บุคคลที่|รายที่|ลำดับที่|ลำดับ|ในครัวเรือน|ครัวเรือน|ของ")
_MEMBER = re.compile("สมาชิก|คนที่|บุคคลที่|ผู้อยู่อาศัย")
_MARK = "#"
_FEWEST = 2

_LIKELY_SEVERAL = re.compile(r"[\n;,]|\d *[.)]|[๐-๙] *[.)]")
_SEPARATOR = re.compile(r"[\n\r;,]+|(?<=[^\d\s.(]) +(?=\d{1,2} ?[.)] ?[^\d\s])")
_NUMBERING = re.compile(r"^(?:\(?\d{1,2} ?[.)]|[-•*]) *")
_NAME_AND_MORE = re.compile(
    r"(?P<name>[^\d()]+?)[ ,]*(?:"
    r"\(? ?(?:อายุ)? ?(?P<age>\d{1,3}) ?ปี ?\)?"
    r"|\(? ?(?:เลข\w*)? ?(?P<cid>\d[\d -]{11,15}\d) ?\)?"
    r"|\( ?(?P<relation>(?:หัวหน้า|คู่สมรส|สามี|ภรรยา|ภริยา|บุตร|ลูก|บิดา|มารดา|พ่อ|แม่|หลาน|เหลน|ปู่|ย่า|ตา|ยาย"
    r"|ลุง|ป้า|น้า|อา|พี่|น้อง|เขย|สะใภ้|ญาติ|ผู้อาศัย|ผู้อยู่อาศัย)[ก-๙/ ]*?) ?\)"
    r"|(?P<end>$))"
)


@dataclass(frozen=True, slots=True)
class Groups:
    """Columns that repeat per member: for each, the index of the column of each meaning."""

    members: tuple[dict[str, int], ...] = ()

    @property
    def columns(self) -> set[int]:
        """All columns that belong to a member."""
        return {index for member in self.members for index in member.values()}


def with_names(guesses: Iterable[ColumnGuess]) -> tuple[ColumnGuess, ...]:
    """Return the guesses with the first member's name known, where only members are named."""
    found = tuple(guesses)
    groups = member_groups(found)
    if not groups.members or any(guess.canonical in _ANY_NAME for guess in found):
        return found
    first = groups.members[0]
    name = next(one for one in NAMES if one in first)
    why = "ชื่อของสมาชิก คอลัมน์ที่ซ้ำกันเป็นของสมาชิกคนต่อไป"
    return tuple(
        replace(guess, canonical=name, why=why) if guess.index == first[name] else guess
        for guess in found
    )


def is_numbered(header: str) -> bool:
    """Return whether a header speaks of one member by number."""
    return bool(_MEMBER.search(header) and _NUMBER.search(arabic(header)))


def member_groups(guesses: Sequence[ColumnGuess]) -> Groups:
    """Return the sets of columns that repeat once per member, told by a number or by repetition.

    What the clerk has decided a column to be is respected.
    """
    numbered = _numbered(guesses) or _repeated(guesses)
    members = tuple(numbered[number] for number in sorted(numbered))
    named = [member for member in members if not member.keys().isdisjoint(NAMES)]
    return Groups(members) if len(named) == len(members) >= 1 else Groups()


def _numbered(guesses: Sequence[ColumnGuess]) -> dict[int, dict[str, int]]:
    stems: dict[str, dict[int, ColumnGuess]] = defaultdict(dict)
    for guess in guesses:
        header = arabic(normalise(guess.header))
        for found in _NUMBER.finditer(header):
            stem = header_key(header[: found.start()]) + _MARK + header_key(header[found.end() :])
            stems[stem].setdefault(int(found[0]), guess)
    # The first may lack its number: ชื่อสมาชิก, ชื่อสมาชิก 2.
    plain = {header_key(guess.header): guess for guess in guesses}
    members: dict[int, dict[str, int]] = defaultdict(dict)
    for stem, columns in stems.items():
        bare = plain.get(stem.replace(_MARK, ""))
        if bare and 1 not in columns:
            columns[1] = bare
        meaning = _meaning(stem)
        if meaning and _runs(columns, 1 if _MEMBER.search(stem) else _FEWEST):
            for number, guess in columns.items():
                if _is_free(guess, meaning):
                    members[number].setdefault(meaning, guess.index)
    return _with_names(members)


def _runs(columns: Mapping[int, ColumnGuess], fewest: int) -> bool:
    """Return whether the numbers run on from 1, or from 2 where the head is the first."""
    first = min(columns)
    return len(columns) >= fewest and first <= _FEWEST and max(columns) - first < len(columns)


def _meaning(stem: str) -> str:
    """Return the personal column that a header means without its number, '' if none."""
    said = stem.replace(_MARK, "")
    rest = _COUNTING.sub("", said) if _MEMBER.search(said) else said
    if not rest or rest == "ชื่อ":
        return "full_name" if rest or _MEMBER.search(said) else ""
    # A header that counts members may name its column by a part; another must name it wholly.
    found = next(iter(matches(rest)), None)
    sure = found and (found.exact or _MEMBER.search(said))
    return found.canonical if found and sure and found.canonical in _REPEATED else ""


def _is_free(guess: ColumnGuess, meaning: str) -> bool:
    """Return whether the column isn't said to be something else."""
    names = (*NAMES, "head_name")
    return guess.canonical in ("", meaning) or (guess.canonical in names and meaning in names)


def _repeated(guesses: Sequence[ColumnGuess]) -> dict[int, dict[str, int]]:
    """Return members told by the same headers that come again and again."""
    same: dict[str, list[ColumnGuess]] = defaultdict(list)
    for guess in guesses:
        same[header_key(guess.header)].append(guess)
    members: dict[int, dict[str, int]] = defaultdict(dict)
    names = [key for key, columns in same.items() if len(columns) > 1 and _meaning(key) in NAMES]
    if len(names) != 1:
        return {}
    times = len(same[names[0]])
    for key, columns in same.items():
        meaning = _meaning(key)
        if meaning and len(columns) == times:
            for number, guess in enumerate(columns, 1):
                if _is_free(guess, meaning):
                    members[number].setdefault(meaning, guess.index)
    return _with_names(members)


def _with_names(members: Mapping[int, dict[str, int]]) -> dict[int, dict[str, int]]:
    """Return the members that have a column of names; ชื่อ beside นามสกุล is the first name."""
    found: dict[int, dict[str, int]] = {}
    for number, columns in members.items():
        if "full_name" in columns and "last_name" in columns:
            columns["first_name"] = columns.pop("full_name")
        elif "first_name" in columns and "last_name" not in columns:
            columns["full_name"] = columns.pop("first_name")
        if not columns.keys().isdisjoint(NAMES):
            found[number] = columns
    return found


def may_hold_several(words: Sequence[str]) -> bool:
    """Return whether any of the names may be several: one quick look."""
    joined = "\x00".join(words)
    return bool(_LIKELY_SEVERAL.search(joined))


def split_people(cell: str) -> tuple[list[dict[str, str]], list[str]]:
    """Return the people that one cell lists, and what of it can't be read; ([], []) for one name.

    People stand in lines, or between commas, often numbered; their age, id or relation may follow.
    """
    if not _LIKELY_SEVERAL.search(cell):
        return [], []
    text = arabic(cell)
    parts = [part for one in _SEPARATOR.split(text) if (part := normalise(one))]
    people: list[dict[str, str]] = []
    unread: list[str] = []
    for part in parts:
        person = _person(part)
        if person:
            people.append(person)
        else:
            unread.append(part)
    several = len(people) >= _FEWEST or (people and _NUMBERING.match(normalise(text)))
    return (people, unread) if several else ([], [])


def _person(part: str) -> dict[str, str] | None:
    """Return one person of a list in a cell, None if it isn't surely one."""
    numbered = _NUMBERING.match(part)
    rest = part[numbered.end() :] if numbered else part
    found = _NAME_AND_MORE.fullmatch(rest)
    if found is None:
        return None
    name = normalise(found["name"])
    parts = split_name(name)
    if not parts.first or not (numbered or parts.prefix or parts.last):
        return None
    said = {key: value for key, value in found.groupdict().items() if value}
    said.pop("end", None)
    return {**said, "full_name": name}
