"""Dates of the Buddhist era: read them as people write them, show them, count ages and years.

Everything inside the program is in the common era, as in `datetime`; พ.ศ. is common era + 543.
A birth date may lack its day, or its day and month.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Self

from desktop.thai.numbers import arabic
from desktop.thai.text import normalise

THAI_MONTHS = (
    *("มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน"),
    *("กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม"),
)
THAI_MONTHS_SHORT = (
    *("ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย."),
    *("ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."),
)
_OFFSET = 543
_BUDDHIST_YEARS = range(2400, 2601)
_COMMON_YEARS = range(1900, 2101)
_LAST_YEAR_OF_APRIL_NEW_YEAR = 2483 - _OFFSET

_MONTH_FORMS = (
    r"มกรา(?:คม)?|ม\.? ?ค\.?|jan(?:uary)?\.?",
    r"กุมภา(?:พันธ์)?|ก\.? ?พ\.?|feb(?:ruary)?\.?",
    r"มีนา(?:คม)?|มี\.? ?ค\.?|mar(?:ch)?\.?",
    r"เมษา(?:ยน)?|เม\.? ?ย\.?|apr(?:il)?\.?",
    r"พฤษภา(?:คม)?|พ\.? ?ค\.?|may\.?",
    r"มิถุนา(?:ยน)?|มิ\.? ?ย\.?|june?\.?",
    r"กรก[ฎฏ]า(?:คม)?|ก\.? ?ค\.?|july?\.?",
    r"สิงหา(?:คม)?|ส\.? ?ค\.?|aug(?:ust)?\.?",
    r"กันยา(?:ยน)?|ก\.? ?ย\.?|sept?(?:ember)?\.?",
    r"ตุลา(?:คม)?|ต\.? ?ค\.?|oct(?:ober)?\.?",
    r"พฤศจิกา(?:ยน)?|พ\.? ?ย\.?|nov(?:ember)?\.?",
    r"ธันวา(?:คม)?|ธ\.? ?ค\.?|dec(?:ember)?\.?",
)
_MONTH = re.compile("|".join(f"({forms})" for forms in _MONTH_FORMS), re.IGNORECASE)
_WITH_MONTH = re.compile(r"(?:(\d{1,2})[ ./-]*)?M[ ./,-]*(\d{4}|\d{2})")
_MONTH_FIRST = re.compile(r"M ?(\d{1,2}),? (\d{4})")
_ERA = re.compile(
    r"(?P<be>พ\.? ?ศ\.?|พุทธศักราช|\bB\.?E\b\.?)|ค\.? ?ศ\.?|คริสต์ศักราช|\b(?:A\.?D|C\.?E)\b\.?",
    re.IGNORECASE,
)
_NOISE = re.compile(r"^(?:วัน[ก-๙]*?ที่|เกิด) ?|เดือน ?|ปี ?(?=พ|ค|\d)")
_TIME = re.compile(
    r"(?<=\d)[T ]+(?:เวลา )?"
    r"(?:\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?น\.| ?[AP]M|Z)?|\d{1,2}\.\d{2} ?น\.)$"
)
_UNKNOWN_PART = re.compile(r"(?:(?<=^)|(?<=/))(?:ไม่ทราบ|[xX]{1,2}|[-–])(?=/)")
_FLOAT_YEAR = re.compile(r"(?<=^\d{4})\.0+$")
_SERIAL = re.compile(r"\d{5,6}(?:\.\d+)?")
_PARTS = re.compile(
    r"\d{1,4}(?: ?[./–-] ?| )\d{1,2}(?:(?: ?[./–-] ?| )\d{1,4})?|\d{1,2} ?[./-] ?\d{4}"
)
_SERIAL_START = date(1899, 12, 30)
_FIRST_SERIAL = 366

# Nearly every cell of a list looks like this and needs no cleaning.
_PLAIN = re.compile(r"[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}|[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{8}")

# What office programs make of 1/2: 2026-02-01, 1/2/2569, 1-Feb, Jan-52.
_MADE = re.compile(
    r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})|(?P<d2>\d{1,2})/(?P<m2>\d{1,2})/(?P<y2>\d{4})"
    r"|(?P<d3>\d{1,2})[ -]?M(?:[ -](?:\d{2}|\d{4}))?|M[ -]?(?P<y4>\d{2})"
)
_YEARS_OF_TYPING = (*range(2000, 2051), *range(2543, 2594))
_DAYS_OF_TYPING = range(36526, 55154)

_AMBIGUOUS_ORDER = "วันกับเดือนอาจสลับกัน โปรดระบุให้ชัด"
_UNREADABLE = "อ่านเป็นวันที่ไม่ได้"


class UnreadableDate(ValueError):  # noqa: N818 - the name says what is wrong with the value
    """The text is no date, or an impossible one. The message is a short Thai reason."""


class AmbiguousDate(UnreadableDate):
    """The text may mean more than one date: a person must say which."""


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date of the common era whose day, or day and month, may be unknown.

    Raises:
        ValueError: when there is no such date, or the year is plainly of the Buddhist era.
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if not 1800 <= self.year < _BUDDHIST_YEARS.start - 100:
            raise ValueError("year is not of the common era")
        if self.month is None and self.day is not None:
            raise ValueError("day without month")
        date(
            self.year, 1 if self.month is None else self.month, 1 if self.day is None else self.day
        )

    def iso(self) -> str:
        """Return 1969-05-16, 1969-05 or 1969."""
        parts = [f"{self.year:04d}"]
        parts += [f"{part:02d}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)

    @classmethod
    def from_iso(cls, text: str) -> Self:
        """Return the date that `iso` wrote. Raises ValueError for anything else."""
        if not re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", text):
            raise ValueError("not an ISO date")
        return cls(*map(int, text.split("-")))

    @property
    def flag_old_new_year(self) -> bool:
        """Whether the year may be one too early: until พ.ศ. 2483 years began on 1 April."""
        return self.month in (1, 2, 3) and self.year <= _LAST_YEAR_OF_APRIL_NEW_YEAR


# What programs write for an empty date.
_PLACEHOLDERS = (PartialDate(1900, 1, 1), PartialDate(1899, 12, 30))


def read_date(
    value: str, *, latest_year: int, month_first: bool = False, short_era: str = ""
) -> PartialDate:
    """Return the date that `value` names, of either era.

    The day stands before the month, as everywhere in Thailand, unless `month_first`. Two-digit
    years are short for พ.ศ. 25xx. `latest_year` (common era) is the last year that is possible.
    `short_era` ('be' or 'ce') is that of two-digit years beside which none is named.

    Raises:
        AmbiguousDate: when a person must say what is meant.
        UnreadableDate: when it is no date, an impossible one, or after `latest_year`.
    """
    reader = _Reader(latest_year, None, short_era, month_first)
    found = reader.of_numbers(value) if _PLAIN.fullmatch(value) else _read_text(value, reader)
    if found in _PLACEHOLDERS:
        raise AmbiguousDate("1 ม.ค. 1900 มักเป็นช่องว่างของโปรแกรม โปรดตรวจ")
    return found


def _read_text(value: str, reader: "_Reader") -> PartialDate:
    """Read a date with words, an era, a time or Thai digits around its numbers."""
    text = _TIME.sub("", normalise(arabic(value)).strip("' "))
    text = _FLOAT_YEAR.sub("", _UNKNOWN_PART.sub("00", text))
    era = _ERA.search(text)
    if era:
        text = normalise(_ERA.sub(" ", text))
    text = normalise(_NOISE.sub("", text))
    if not text:
        raise UnreadableDate("ไม่มีวันที่")
    if era:
        reader = replace(reader, era="be" if era["be"] else "ce", short_era="")
    month = _MONTH.search(text)
    return reader.with_month(text, month) if month else reader.of_numbers(text)


@dataclass(frozen=True, slots=True)
class _Reader:
    """One reading: what is possible, and the era if the text names it."""

    latest_year: int
    era: str | None
    short_era: str = ""
    month_first: bool = False

    def with_month(self, text: str, month: re.Match[str]) -> PartialDate:
        number = str(month.lastindex)
        rest = text[: month.start()] + "M" + text[month.end() :]
        if found := _MONTH_FIRST.fullmatch(rest):
            return self._date(found[2], number, found[1])
        found = _WITH_MONTH.fullmatch(rest)
        if found is None:
            raise UnreadableDate(_UNREADABLE)
        day, year = found.groups()
        if len(year) == 2 and self.era is None and not self.short_era:
            if day is None:
                raise AmbiguousDate("ไม่ชัดว่าเป็นวันหรือเป็นปี โปรดเขียนปีสี่หลัก")
            if month[0].isascii():
                raise AmbiguousDate("ปีสองหลักไม่ชัดว่า พ.ศ. หรือ ค.ศ. โปรดเขียนปีสี่หลัก")
        return self._date(year, number, day or "0")

    def of_numbers(self, text: str) -> PartialDate:
        if text.isdecimal():
            return self._run(text)
        if _SERIAL.fullmatch(text):
            return self._serial(text)
        if not _PARTS.fullmatch(text):
            raise UnreadableDate(_UNREADABLE)
        parts = re.findall(r"\d+", text)
        if len(parts) == 2:
            return self._month_and_year(*parts)
        return self._three_parts(*parts)

    def _month_and_year(self, one: str, other: str) -> PartialDate:
        if len(one) == 4 and len(other) <= 2:
            return self._date(one, other, "0")
        if len(other) == 4 and len(one) <= 2:
            return self._date(other, one, "0")
        raise UnreadableDate("ไม่มีปี")

    def _three_parts(self, one: str, two: str, three: str) -> PartialDate:
        """Read numbers in their usual order; ask where only another order makes a date."""
        if len(one) == 4:
            usual, *others = (one, two, three), (one, three, two)
        else:
            usual, *others = (three, two, one), (three, one, two)
            if self.month_first:
                usual, others = others[0], [usual]
            if len(three) == 2:
                others.append((one, two, three))
        try:
            return self._date(*usual)
        except AmbiguousDate:
            raise
        except UnreadableDate:
            if self._any_date(others):
                raise AmbiguousDate(_AMBIGUOUS_ORDER) from None
            raise

    def _run(self, run: str) -> PartialDate:
        """Read digits without separators: every way that gives a date must give the same one."""
        if len(run) == 4:
            return self._date(run, "0", "0")
        found: set[PartialDate] = set()
        for reading in self._splits(run):
            with suppress(UnreadableDate):
                found.add(self._date(*reading))
        with suppress(UnreadableDate):
            found.add(self._serial(run))
        if len(found) == 1:
            return found.pop()
        if found or self._any_date(self._swapped(run)):
            raise AmbiguousDate("ตัวเลขติดกันอ่านได้หลายวันที่ โปรดเขียนแยกวัน เดือน ปี")
        raise UnreadableDate(_UNREADABLE)

    def _splits(self, run: str) -> Iterator[tuple[str, str, str]]:
        """Yield year, month and day of every usual way to write digits in one run."""
        if len(run) in (7, 8):
            cuts = (2,) if len(run) == 8 else (1, 2)
            for cut in cuts:
                one, two = run[:cut], run[cut:-4]
                yield run[-4:], two, one
        if len(run) == 8:
            yield run[:4], run[4:6], run[6:]
        if len(run) == 6:
            one, two, three = run[:2], run[2:4], run[4:]
            yield three, two, one
            yield one, two, three
            yield run[2:], one, "0"
            yield run[:4], three, "0"

    def _swapped(self, run: str) -> list[tuple[str, str, str]]:
        """Return the readings of `run` with day and month the other way round."""
        return [(year, day, month) for year, month, day in self._splits(run) if day != "0"]

    def _any_date(self, readings: list[tuple[str, str, str]]) -> bool:
        for reading in readings:
            try:
                self._date(*reading)
            except AmbiguousDate:
                return True
            except UnreadableDate:
                continue
            return True
        return False

    def _serial(self, text: str) -> PartialDate:
        """Read an Excel day number, also of a date that was typed with its Buddhist year."""
        days = int(text.partition(".")[0])
        if not _SERIAL.fullmatch(text) or days < _FIRST_SERIAL:
            raise UnreadableDate(_UNREADABLE)
        day = _SERIAL_START + timedelta(days)
        return self._date(str(day.year), str(day.month), str(day.day))

    def _date(self, year: str, month: str, day: str) -> PartialDate:
        if len(month) > 2 or len(day) > 2:
            raise UnreadableDate(_UNREADABLE)
        m, d = int(month), int(day)
        if m > 12:
            raise UnreadableDate("ไม่มีเดือนนี้")
        if d and not m:
            raise UnreadableDate("มีวันแต่ไม่มีเดือน")
        if not m and len(year) < 4:
            raise UnreadableDate(_UNREADABLE)
        common = self._year(year)
        try:
            return PartialDate(common, m or None, d or None)
        except ValueError:
            raise UnreadableDate("ไม่มีวันนี้ในปฏิทิน") from None

    def _year(self, text: str) -> int:
        """Return the year of the common era that four or two digits mean."""
        if len(text) not in (2, 4):
            raise UnreadableDate("ปีต้องมีสี่หลัก")
        year = int(text)
        if len(text) == 2:
            year = self._short_year(year)
        if year in _BUDDHIST_YEARS and self.era != "ce":
            year -= _OFFSET
        elif year not in _COMMON_YEARS or self.era == "be":
            raise UnreadableDate("ปีไม่ใช่ พ.ศ. หรือ ค.ศ. ที่เป็นไปได้")
        if year > self.latest_year:
            raise UnreadableDate("เป็นวันที่ในอนาคต")
        return year

    def _short_year(self, year: int) -> int:
        """Return the Buddhist year of two digits; ask where it would lie in the future."""
        if self.short_era == "ce" and 2000 + year > self.latest_year:
            return 1900 + year
        if "ce" in (self.era, self.short_era):
            raise AmbiguousDate("ปี ค.ศ. สองหลักไม่ชัดว่าศตวรรษใด โปรดเขียนปีสี่หลัก")
        if 2500 + year <= self.latest_year + _OFFSET:
            return 2500 + year
        if "be" in (self.era, self.short_era):
            return 2400 + year
        raise AmbiguousDate("ปีสองหลักไม่ชัดว่า พ.ศ. หรือ ค.ศ. โปรดเขียนปีสี่หลัก")


def house_number_of(text: str) -> str:
    """Return 1/2 for what an office program made of it, '' for what is no such date.

    Of 1/52 such a program makes a month of a year long past: January 1952.
    """
    text = _TIME.sub("", text)
    named = _MONTH.search(text)
    if named:
        text = text[: named.start()] + "M" + text[named.end() :]
    found = _MADE.fullmatch(text)
    if found is None:
        return ""
    day = found["d"] or found["d2"] or found["d3"]
    month = found["m"] or found["m2"] or (named and named.lastindex) or 0
    year = found["y"] or found["y2"] or ""
    if not day or (year and int(year) not in _YEARS_OF_TYPING and int(day) == 1):
        return f"{int(month)}/{(found['y4'] or year)[-2:]}"
    if not 1 <= int(day) <= 31 or not 1 <= int(month) <= 12:
        return ""
    return f"{int(day)}/{int(month)}"


def house_number_of_serial(text: str) -> str:
    """Return 1/2 for the day number of a workbook that may stand for it, '' for others."""
    if len(text) != 5 or not text.isdecimal() or int(text) not in _DAYS_OF_TYPING:
        return ""
    day = _SERIAL_START + timedelta(int(text))
    return f"{day.day}/{day.month}"


def thai_date(d: date | PartialDate, *, long: bool = False) -> str:
    """Return 16 พ.ค. 2512 or, long, 16 พฤษภาคม 2512; less where less is known: พ.ศ. 2490."""
    year = str(d.year + _OFFSET)
    if d.month is None:
        return f"พ.ศ. {year}"
    month = (THAI_MONTHS if long else THAI_MONTHS_SHORT)[d.month - 1]
    return f"{month} {year}" if d.day is None else f"{d.day} {month} {year}"


def thai_datetime(moment: datetime) -> str:
    """Return 16 พ.ค. 2512 14.30 น."""
    return f"{thai_date(moment)} {moment:%H.%M} น."


def fiscal_year(d: date) -> int:
    """Return the fiscal year พ.ศ.: it begins on 1 October of the year before."""
    return d.year + _OFFSET + (d.month >= 10)


def ages_on(birth: PartialDate, on: date) -> tuple[int, int]:
    """Return the youngest and the oldest age in whole years that `birth` allows, never below 0."""
    latest_month = birth.month or 12
    latest = (birth.year, latest_month, birth.day or 31)
    earliest = (birth.year, birth.month or 1, birth.day or 1)
    return _whole_years(latest, on), _whole_years(earliest, on)


def age_on(birth: PartialDate, on: date) -> int:
    """Return the official age: an unknown day or month counts as the first."""
    return age_of_parts(birth.year, birth.month, birth.day, on)


def age_of_parts(year: int, month: int | None, day: int | None, on: date) -> int:
    """Return the official age of who was born then, as `age_on` does."""
    return _whole_years((year, month or 1, day or 1), on)


def _whole_years(birth: tuple[int, int, int], on: date) -> int:
    years = on.year - birth[0] - ((on.month, on.day) < birth[1:])
    return max(years, 0)
