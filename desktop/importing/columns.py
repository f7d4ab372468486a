"""Tell what each column of a sheet holds (domain.md A.1.4, A.1.5).

A guess is made by the header's words first; where one word has two meanings, the values
decide. Every guess says why it was made, and what about it is in doubt.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from desktop.domain.errors import Place, UserError
from desktop.domain.layouts import HOUSES, NAMES, missing
from desktop.domain.sheets import ColumnGuess
from desktop.importing.aliases import Match, header_key, matches
from desktop.importing.flags import are_flags
from desktop.importing.headers import Header, Rows, best_match, find, shown, standing_at
from desktop.importing.rows.members import with_names

_SAMPLES = 3
_SAMPLED_ROWS = 120
_MOSTLY = 0.6
_FEWEST_AGAIN = 2
_SMALLEST_AMOUNT = 100
_AMOUNT_WORDS = ("เฉลี่ย", "ต่อ", "บาท", "บุคคล", "per_", "avg")
_TWO_MEANINGS = frozenset(("dim_income", "income", "dim_education", "education", "village_name"))
_BETWEEN_FIELDS = re.compile(r"\s*(?:[/,+&]|และ|พร้อม)\s*")
_WITH_MOO = re.compile(r"\S+ *(?:หมู่ที่|หมู่|ม\.) *\d+.*")
_UNKNOWN = "ไม่รู้จักชื่อคอลัมน์นี้"


def find_columns(
    rows: Rows, where: Place | None = None, at: tuple[int, int] | None = None
) -> tuple[Header, tuple[ColumnGuess, ...]]:
    """Return where the header stands, and a guess for every column.

    Args:
        rows: the sheet from its first row on, all equally long; values are looked at below.
        where: file and sheet, for the message.
        at: the header's first and last row (indices), where a person or a profile says so.

    Raises:
        UserError: no row names two columns that are known.
    """
    header = find(rows) if at is None else standing_at(rows, *at)
    if header is None:
        raise UserError(
            "ไม่พบหัวตาราง",
            "ไม่พบแถวที่เป็นชื่อคอลัมน์ เช่น ชื่อ-สกุล บ้านเลขที่ รหัสประจำบ้าน "
            "กรุณาตรวจว่าเป็นไฟล์รายชื่อ และมีแถวหัวตารางอยู่เหนือข้อมูล",
            where,
        )
    first = header.last + 1
    return header, _guess(header.names, rows[first : first + _SAMPLED_ROWS])


def check_needed(columns: Sequence[ColumnGuess], where: Place) -> None:
    """Refuse columns among which there is none of a name, or none of a house.

    Raises:
        UserError: it says which are missing and which there are.
    """
    lacking = missing(columns)
    if lacking:
        headers = " · ".join(guess.header for guess in columns if guess.header)
        raise UserError(
            "ขาดคอลัมน์ที่จำเป็น",
            f"ไม่พบคอลัมน์ {' และ '.join(lacking)} ในหัวตารางแถว {where.row} "
            f"(พบ: {headers[:300]}) กรุณาเลือกคอลัมน์นี้ในหน้าตรวจคอลัมน์ หรือแก้ชื่อหัวคอลัมน์ในไฟล์ "
            "แล้วลองอีกครั้ง",
            where,
        )


def _guess(names: Sequence[str], below: Rows) -> tuple[ColumnGuess, ...]:
    """Give each canonical name to the column that fits it best, then let the values decide."""
    offers = [
        (match.score, -index, match)
        for index, name in enumerate(names)
        if (match := best_match(name))
    ]
    chosen: dict[int, Match] = {}
    owner: dict[str, int] = {}
    notes: dict[int, str] = {}
    for _, negative, match in sorted(offers, key=lambda offer: offer[:2], reverse=True):
        index = -negative
        if match.canonical in owner:
            notes[index] = f"ซ้ำกับคอลัมน์ “{shown(names[owner[match.canonical]])}”"
        else:
            owner[match.canonical] = index
            chosen[index] = match
    named = {index: (match.canonical, match.why) for index, match in chosen.items()}
    _decide_names(names, named)
    _decide_by_values(names, named, below)
    _decide_numbers(named, below)
    guesses = with_names(
        ColumnGuess(
            index,
            shown(name),
            *named.get(index, ("", notes.get(index, _UNKNOWN))),
            _samples(below, index),
        )
        for index, name in enumerate(names)
        if name or any(row[index].strip() for row in below)
    )
    twice = {guess.index for guess in guesses if guess.index in notes}
    return tuple(
        replace(guess, doubt=_doubt(guess, below, alike=guess.index in twice)) for guess in guesses
    )


def _samples(below: Rows, index: int) -> tuple[str, ...]:
    """Return the first three different values of a column."""
    found: dict[str, None] = {}
    for row in below:
        if row[index].strip():
            found[row[index]] = None
            if len(found) == _SAMPLES:
                break
    return tuple(found)


def _doubt(guess: ColumnGuess, below: Rows, *, alike: bool) -> str:
    """Return, in Thai, where two columns may be one field or one column two; '' for neither."""
    if alike:
        return "อาจเป็นข้อมูลเดียวกันกับอีกคอลัมน์ โปรแกรมใช้คอลัมน์แรก ถ้าคอลัมน์นี้ครบกว่าให้เลือกคอลัมน์นี้แทน"
    fields = _fields_in(guess.header)
    if len(fields) > 1:
        return f"อาจมีสองข้อมูลในคอลัมน์เดียว: {' กับ '.join(fields)}"
    if guess.canonical not in ("address_no", "first_name"):
        return ""
    found = [row[guess.index].strip() for row in below if row[guess.index].strip()]
    if guess.canonical == "address_no" and _mostly(bool(_WITH_MOO.fullmatch(v)) for v in found):
        return "อาจมีสองข้อมูลในคอลัมน์เดียว: ค่ามีหมู่ที่ต่อท้ายบ้านเลขที่"
    if guess.canonical == "first_name" and _mostly(" " in value for value in found):
        return "อาจมีสองข้อมูลในคอลัมน์เดียว: ค่ามีนามสกุลต่อท้ายชื่อ"
    return ""


def _fields_in(header: str) -> list[str]:
    """Return the parts of a header that are each the exact name of another field."""
    if any(match.exact for match in matches(header)):
        return []
    parts = [part for part in _BETWEEN_FIELDS.split(header.strip()) if part]
    known = {match.canonical: part for part in parts for match in matches(part)[:1] if match.exact}
    return list(known.values()) if len(known) == len(parts) else []


def _mostly(answers: Iterable[bool]) -> bool:
    given = list(answers)
    return bool(given) and sum(given) > _MOSTLY * len(given)


def _decide_names(headers: Sequence[str], named: dict[int, tuple[str, str]]) -> None:
    """Tell a full name from a first or a last name by the columns beside it."""
    at = {canonical: index for index, (canonical, _) in named.items()}
    first, last, full = at.get("first_name"), at.get("last_name"), at.get("full_name")
    if full is not None and first is not None and last is None:
        if header_key(headers[full]) == "ชื่อสกุล":
            named[full] = ("last_name", "มีคอลัมน์ชื่ออยู่แล้ว คอลัมน์นี้จึงเป็นนามสกุล")
    elif first is not None and last is None:
        named[first] = ("full_name", "ไม่มีคอลัมน์นามสกุล จึงถือเป็นชื่อเต็ม")


def _decide_by_values(
    headers: Sequence[str], named: dict[int, tuple[str, str]], below: Rows
) -> None:
    """Tell apart the meanings of one word: flags, amounts, levels of schooling, numbers."""
    taken = {canonical for canonical, _ in named.values()}
    for index, (canonical, why) in list(named.items()):
        if canonical not in _TWO_MEANINGS:
            continue
        found = [row[index] for row in below if row[index].strip()]
        other, reason = canonical, ""
        if canonical in ("dim_income", "income"):
            other, reason = _income_or_dimension(headers[index], canonical, found)
        elif canonical in ("dim_education", "education"):
            other, reason = _education_or_dimension(headers[index], found)
        elif canonical == "village_name" and found and all(map(str.isdecimal, found)):
            other, reason = "moo", "ค่าในคอลัมน์เป็นตัวเลข"
        if other != canonical and other not in taken:
            taken.add(other)
            named[index] = (other, f"{why} และ{reason}")


def _decide_numbers(named: dict[int, tuple[str, str]], below: Rows) -> None:
    """Take a running number for the households', where nothing else tells them and it does so.

    It does where it's blank, or the same, for several rows of people.
    """
    at = {canonical: index for index, (canonical, _) in named.items()}
    number = at.get("source_row_no")
    if number is None or not at.keys().isdisjoint(HOUSES):
        return
    names = [at[one] for one in NAMES if one in at]
    cells = [row[number].strip() for row in below if any(row[name].strip() for name in names)]
    again = sum(not cell or cell == before for before, cell in pairwise(cells))
    if again >= _FEWEST_AGAIN and any(cells[:1]):
        named[number] = ("household_no", "เลขลำดับเป็นของครัวเรือน และไม่มีคอลัมน์อื่นที่บอกบ้าน")


def _education_or_dimension(header: str, found: Sequence[str]) -> tuple[str, str]:
    if found and are_flags(found):
        return "dim_education", "ค่าในคอลัมน์เป็นเครื่องหมายตก/ผ่าน"
    if not found and "มิติ" in header:
        return "dim_education", "หัวคอลัมน์บอกว่าเป็นมิติ"
    return "education", "ค่าในคอลัมน์เป็นระดับการศึกษา"


def _income_or_dimension(header: str, canonical: str, found: Sequence[str]) -> tuple[str, str]:
    # An income of 0 looks like a mark: only a header that doesn't speak of amounts is in doubt.
    in_doubt = canonical == "dim_income" or not any(word in header for word in _AMOUNT_WORDS)
    if in_doubt and found and are_flags(found):
        return "dim_income", "ค่าในคอลัมน์เป็นเครื่องหมายตก/ผ่าน"
    if any(_is_amount(value) for value in found):
        return "income", "ค่าในคอลัมน์เป็นจำนวนเงิน"
    return canonical, ""


def _is_amount(value: str) -> bool:
    whole = value.replace(",", "").split(".")[0].strip()
    return whole.isdecimal() and int(whole) >= _SMALLEST_AMOUNT
