"""Find the header of a sheet and tell what each column holds (domain.md A.1.4, A.1.5).

A guess is made by the header's words first; where one word has two meanings, the values
decide. Every guess says why it was made.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from desktop.domain.errors import Place, UserError
from desktop.domain.listing import ColumnGuess
from desktop.importing.aliases import Match, header_key, matches
from desktop.importing.flags import are_flags
from desktop.importing.rows.members import is_numbered, member_groups
from desktop.thai.names import split_name
from desktop.thai.numbers import arabic

Rows = Sequence[Sequence[str]]

_DEEPEST_HEADER = 60
_FEWEST_COLUMNS = 2
_SURE_OF_HEADER = 6
_SAMPLES = 3
# Stands between the two rows of a joined header until it is shown.
_JOINT = "\x1f"
_SAMPLED_ROWS = 120
_NAMES = ("full_name", "first_name", "head_name")
_HOUSES = ("house_code", "address_no", "household_no")
_SMALLEST_AMOUNT = 100
_AMOUNT_WORDS = ("เฉลี่ย", "ต่อ", "บาท", "บุคคล", "per_", "avg")
_VALUE = re.compile(r"\d{5,}|\d[\d -]{11,}|\d{1,4}[/-]\d{1,4}(?:[/-]\d{1,4})?(?: [\d:.]+)?")
_TWO_MEANINGS = frozenset(("dim_income", "income", "dim_education", "education", "village_name"))


def find_header(rows: Rows, where: Place | None = None) -> tuple[int, tuple[ColumnGuess, ...]]:
    """Return the index of the header's last row and a guess for every column.

    Args:
        rows: the sheet from its first row on, all equally long; values are looked at below.
        where: file and sheet, for the message.

    Raises:
        UserError: no header, or a column that is needed is missing.
    """
    place = where or Place()
    best, score = -1, 0.0
    headers: list[str] = []
    for index in range(min(len(rows), _DEEPEST_HEADER)):
        if best >= 0 and score >= _SURE_OF_HEADER and index > best + 1:
            break
        for candidate in _readings(rows, index):
            found = _score(candidate)
            if found > score:
                best, headers, score = index, candidate, found
    if score < _FEWEST_COLUMNS:
        raise UserError(
            "ไม่พบหัวตาราง",
            "ไม่พบแถวที่เป็นชื่อคอลัมน์ เช่น ชื่อ-สกุล บ้านเลขที่ รหัสประจำบ้าน "
            "กรุณาตรวจว่าเป็นไฟล์รายชื่อ และมีแถวหัวตารางอยู่เหนือข้อมูล",
            place,
        )
    guesses = _guess(headers, rows[best + 1 : best + 1 + _SAMPLED_ROWS])
    _check_needed(guesses, place, best)
    return best, guesses


def _readings(rows: Rows, index: int) -> Iterable[list[str]]:
    """Yield the row as a header by itself, and joined with the row above it."""
    row = [cell.strip() for cell in rows[index]]
    yield row
    if index and any(row):
        upper = [cell.strip() for cell in rows[index - 1]]
        if not _is_title(upper, row) and not _is_data(upper, row):
            yield _joined(upper, row)


def _is_title(upper: Sequence[str], lower: Sequence[str]) -> bool:
    """Return whether the upper row is one line above the whole table, and no part of a header."""
    at = next((index for index, cell in enumerate(upper) if cell), 0)
    return sum(map(bool, upper)) == 1 and not any(lower[:at])


def _is_data(upper: Sequence[str], lower: Sequence[str]) -> bool:
    """Return whether values stand below headers; merged headers leave such cells blank."""
    if _holds_values(upper) or _holds_values(lower) or _is_covered(upper, lower):
        return True
    filled = sum(
        bool(below) and any(match.exact for match in matches(above)[:1])
        for above, below in zip(upper, lower, strict=True)
    )
    return filled >= _FEWEST_COLUMNS


def _holds_values(row: Sequence[str]) -> bool:
    """Return whether a row holds what no header says: ids, dates, house numbers, people."""
    return any(_VALUE.fullmatch(arabic(cell)) or _is_person(cell) for cell in row)


def _is_person(cell: str) -> bool:
    name = split_name(cell)
    return bool(name.prefix and name.last)


def _is_covered(upper: Sequence[str], lower: Sequence[str]) -> bool:
    """Return whether no cell stands alone below a merged one, as under headers in two rows."""
    below = [above for above, cell in zip(upper, lower, strict=True) if cell]
    return len(below) > _FEWEST_COLUMNS and all(below)


def _joined(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    """Return the headers of two rows whose upper cells may be merged over several columns."""
    joined, group = [], ""
    for index, below in enumerate(lower):
        above = upper[index]
        group = above or (group if below else "")
        if above and below:
            joined.append(f"{above}{_JOINT}{below}")
        else:
            joined.append(f"{group}{_JOINT}{below}" if group and below else below or above)
    return joined


def _score(headers: Sequence[str]) -> float:
    """Return how many different columns are recognised; parts of long sentences count less."""
    found: dict[str, float] = {}
    for header in headers:
        best = _best(header)
        if best:
            likely = best.exact or 2 * best.score >= len(header_key(header)) or is_numbered(header)
            weight = 1.0 if likely else 0.4
            found[best.canonical] = max(weight, found.get(best.canonical, 0))
    return sum(found.values())


def _best(header: str) -> Match | None:
    """Return the best match of a header: of both its rows together, or of its lower row."""
    found = [*matches(_shown(header)), *matches(header.rpartition(_JOINT)[2])]
    return max(found, key=lambda match: match.score, default=None)


def _shown(header: str) -> str:
    return header.replace(_JOINT, " ")


def _guess(headers: Sequence[str], below: Rows) -> tuple[ColumnGuess, ...]:
    """Give each canonical name to the column that fits it best, then let the values decide."""
    offers = [
        (match.score, -index, match)
        for index, header in enumerate(headers)
        if (match := _best(header))
    ]
    chosen: dict[int, Match] = {}
    owner: dict[str, int] = {}
    notes: dict[int, str] = {}
    for _, negative, match in sorted(offers, key=lambda offer: offer[:2], reverse=True):
        index = -negative
        if match.canonical in owner:
            notes[index] = f"ซ้ำกับคอลัมน์ “{_shown(headers[owner[match.canonical]])}”"
        else:
            owner[match.canonical] = index
            chosen[index] = match
    named = {index: (match.canonical, match.why) for index, match in chosen.items()}
    _decide_names(headers, named)
    _decide_by_values(headers, named, below)
    _decide_numbers(named, below)
    return tuple(
        ColumnGuess(
            index,
            _shown(header),
            *named.get(index, ("", notes.get(index, "ไม่รู้จักชื่อคอลัมน์นี้"))),
            _samples(below, index),
        )
        for index, header in enumerate(headers)
        if header or _samples(below, index)
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
    if number is None or not at.keys().isdisjoint(_HOUSES):
        return
    names = [at[one] for one in _NAMES if one in at]
    cells = [row[number].strip() for row in below if any(row[name].strip() for name in names)]
    again = sum(not cell or cell == before for before, cell in pairwise(cells))
    if again >= _FEWEST_COLUMNS and any(cells[:1]):
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


def _check_needed(guesses: Sequence[ColumnGuess], where: Place, index: int) -> None:
    found = {guess.canonical for guess in guesses}
    missing = []
    if found.isdisjoint(_NAMES) and not member_groups(guesses).members:
        missing.append("ชื่อ-สกุล (หรือ ชื่อ)")
    if found.isdisjoint(_HOUSES):
        missing.append("รหัสประจำบ้าน หรือ บ้านเลขที่")
    if missing:
        headers = " · ".join(guess.header for guess in guesses if guess.header)
        raise UserError(
            "ขาดคอลัมน์ที่จำเป็น",
            f"ไม่พบคอลัมน์ {' และ '.join(missing)} ในหัวตารางแถว {index + 1} "
            f"(พบ: {headers[:300]}) กรุณาเพิ่มคอลัมน์นี้ในไฟล์ หรือแก้ชื่อหัวคอลัมน์ แล้วลองอีกครั้ง",
            Place(where.file, where.sheet, index + 1),
        )
