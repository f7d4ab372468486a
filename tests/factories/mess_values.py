"""Ways in which values are written in real sheets, with what must be read or reported."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from desktop.thai.dates import THAI_MONTHS, THAI_MONTHS_SHORT
from desktop.thai.numbers import thai_digits

SERIAL_START = date(1899, 12, 30)


@dataclass(frozen=True)
class Written:
    """A cell as shown, what must be read of it, and whether it must be reported."""

    shown: object
    read: object
    doubtful: bool = False
    suggestion: str = ""


def plain(value: object) -> Written:
    """As it is."""
    return Written(value, value)


def _name(write: Callable[[str, str, str], str]) -> Callable[[object], Written]:
    def written(person) -> Written:
        read = {"prefix": person.title, "first_name": person.first, "last_name": person.last}
        return Written(write(person.title, person.first, person.last), read)

    return written


def _between_letters(text: str, what: str) -> str:
    """Put something between two letters, not before a mark."""
    for at in range(1, len(text)):
        if "ก" <= text[at] <= "ฮ":
            return text[:at] + what + text[at:]
    return text


def misordered(text: str) -> str:
    """Put tones before vowels above and below."""
    letters = list(text)
    for at in range(len(letters) - 1):
        if letters[at] in "ัิีึืุู" and letters[at + 1] in "่้๊๋":
            letters[at], letters[at + 1] = letters[at + 1], letters[at]
    return "".join(letters).replace("้ำ", "ํ้า")


def doubled(text: str) -> str:
    """Type marks twice."""
    return "".join(letter * 2 if letter in "ัิีึืุู่้๊๋์" else letter for letter in text)


NAMES = {
    "plain": _name(lambda title, first, last: f"{title}{first} {last}"),
    "spaced": _name(lambda title, first, last: f" {title}  {first}   {last} "),
    "short_title": _name(
        lambda title, first, last: f"{'น.ส.' if title == 'นางสาว' else title}{first} {last}"
    ),
    "no_break_spaces": _name(lambda title, first, last: f"{title}\u00a0{first}\u00a0{last}"),
    "zero_width": _name(
        lambda title, first, last: (
            f"\ufeff{title}{_between_letters(first, chr(0x200B))} {last}\u200b"
        )
    ),
    "decomposed": _name(lambda title, first, last: f"{title}{first} {last}".replace("ำ", "ํา")),
    "two_e_for_ae": _name(lambda title, first, last: f"{title}{first} {last}".replace("แ", "เเ")),
    "misordered": _name(lambda title, first, last: misordered(f"{title}{first} {last}")),
    "doubled": _name(lambda title, first, last: doubled(f"{title}{first} {last}")),
}

CIDS = {
    "plain": plain,
    "number": lambda cid: Written(int(cid), cid),
    "dashes": lambda cid: Written(f"{cid[0]}-{cid[1:5]}-{cid[5:10]}-{cid[10:12]}-{cid[12]}", cid),
    "spaces": lambda cid: Written(f"{cid[0]} {cid[1:5]} {cid[5:10]} {cid[10:12]} {cid[12]}", cid),
    "apostrophe": lambda cid: Written(f"'{cid}", cid),
    "thai_digits": lambda cid: Written(thai_digits(cid), cid),
    "zero_width": lambda cid: Written(f"\u200e{cid[:5]}\u200b{cid[5:]}\u2060", cid),
    "float_text": lambda cid: Written(f"{cid}.0", cid),
    "lost": lambda cid: Written(f"{cid[0]}.{cid[1:5]}E+12", "", True),
    "lost_and_widened": lambda cid: Written(f"{cid[:5]}00000000", "", True),
    "masked": lambda cid: Written(f"{cid[0]}-{cid[1:5]}-xxxxx-{cid[10:12]}-{cid[12]}", "", True),
    "starred": lambda cid: Written(f"{cid[:7]}******", "", True),
    "short": lambda cid: Written(cid[:11], "", True),
    "wrong": lambda cid: Written(
        cid[:-1] + str((int(cid[-1]) + 1) % 10), cid[:-1] + str((int(cid[-1]) + 1) % 10), True
    ),
    "missing": lambda cid: Written("", ""),
    "dash": lambda cid: Written("-", ""),
}


def _be(day: date) -> int:
    return day.year + 543


LATEST_YEAR = 2021


def _buddhist_serial(day: date) -> Written:
    """The number of a day of the year 25xx; six digits may be a date without its signs as well."""
    serial = (day.replace(year=_be(day)) - SERIAL_START).days
    one, two, three = int(f"{serial}"[:2]), int(f"{serial}"[2:4]), int(f"{serial}"[4:])
    others = [found for parts in ((three, two, one), (one, two, three)) if (found := _day(*parts))]
    if any(other != day for other in others):
        return Written(serial, "", True)
    return Written(serial, day.isoformat())


def _day(year: int, month: int, day: int) -> date | None:
    try:
        found = date(1957 + year, month, day)
    except ValueError:
        return None
    return found if found.year <= LATEST_YEAR else None


BIRTHS = {
    "plain": lambda d: Written(f"{d.day:02d}/{d.month:02d}/{_be(d)}", d.isoformat()),
    "common_era": lambda d: Written(f"{d.day}/{d.month}/{d.year}", d.isoformat()),
    "iso": lambda d: Written(d.isoformat(), d.isoformat()),
    "date_cell": lambda d: Written(d, d.isoformat()),
    "buddhist_date_cell": lambda d: Written(d.replace(year=_be(d)), d.isoformat()),
    "serial": lambda d: Written((d - SERIAL_START).days, d.isoformat()),
    "buddhist_serial": _buddhist_serial,
    "short_month": lambda d: Written(
        f"{d.day} {THAI_MONTHS_SHORT[d.month - 1]} {_be(d)}", d.isoformat()
    ),
    "long_month": lambda d: Written(
        thai_digits(f"วันที่ {d.day} {THAI_MONTHS[d.month - 1]} พ.ศ. {_be(d)}"), d.isoformat()
    ),
    "two_digits": lambda d: (
        Written(f"{d.day}/{d.month}/{_be(d) % 100:02d}", d.isoformat())
        if d.year >= 1957
        else Written(f"{d.day}/{d.month}/{_be(d)}", d.isoformat())
    ),
    "year_only": lambda d: Written(_be(d), str(d.year)),
    "month_and_year": lambda d: Written(
        f"{THAI_MONTHS_SHORT[d.month - 1]} {_be(d)}", d.isoformat()[:7]
    ),
    "unknown_day": lambda d: Written(f"-/{d.month}/{_be(d)}", d.isoformat()[:7]),
    "impossible": lambda d: Written(f"31/02/{_be(d)}", "", True),
    "future": lambda d: Written(f"1/1/{_be(d) + 100}", "", True),
    "not_known": lambda d: Written("ไม่ทราบ", ""),
}

AGES = {
    "plain": plain,
    "unit": lambda age: Written(f"{age} ปี", age),
    "thai_digits": lambda age: Written(thai_digits(f"{age} ปี"), age),
    "months": lambda age: Written(f"{age} ปี 3 เดือน", age),
    "not_known": lambda age: Written("ไม่ระบุ", None),
    "impossible": lambda age: Written(age + 2000, None, True),
}
_SEX = {"m": ("ชาย", "ช.", 1, "M"), "f": ("หญิง", "ญ.", 2, "F")}
SEXES = {
    name: lambda sex, at=at: Written(_SEX[sex][at], sex)
    for at, name in enumerate(("plain", "letter", "number", "english"))
} | {"doubtful": lambda sex: Written("?", "", True)}


def _day_of(address: str) -> date:
    day, month = map(int, address.split("/"))
    return date(2026, month, day)


ADDRESSES = {
    "plain": plain,
    "thai_digits": lambda no: Written(thai_digits(no), no),
    "date_cell": lambda no: Written(_day_of(no), no, True, no),
    "iso_text": lambda no: Written(f"{_day_of(no)} 00:00:00", no, True, no),
    "written_date": lambda no: Written(f"{no}/2569", no, True, no),
    "month_name": lambda no: Written(f"{_day_of(no):%d-%b}", no, True, no),
    "serial": lambda no: Written(
        (_day_of(no) - SERIAL_START).days, str((_day_of(no) - SERIAL_START).days), True, no
    ),
    "zero_width": lambda no: Written(f"\u200b{no}\u00a0", no),
}
HOUSE_CODES = {
    "plain": plain,
    "number": lambda code: Written(int(code), code),
    "dashes": lambda code: Written(f"{code[:4]}-{code[4:10]}-{code[10]}", code),
    "thai_digits": lambda code: Written(thai_digits(code), code),
    "apostrophe": lambda code: Written(f"'{code}", code),
    "float_text": lambda code: Written(f"{code}.0", code),
}
BAHT = 100
INCOMES = {
    "plain": lambda baht: Written(baht, baht * BAHT),
    "commas": lambda baht: Written(f"{baht:,}", baht * BAHT),
    "baht": lambda baht: Written(f"{baht:,} บาท", baht * BAHT),
    "thai_digits": lambda baht: Written(thai_digits(f"{baht:,}.-"), baht * BAHT),
    "short_baht": lambda baht: Written(f"{baht:,} บ.", baht * BAHT),
    "not_known": lambda baht: Written("ไม่ระบุ", None),
    "dash": lambda baht: Written("-", None),
    "words": lambda baht: Written("พอกินพอใช้", None, True),
    "range": lambda baht: Written(f"{baht:,}-{baht + 1000:,}", None, True),
}
_MARKS = {
    "plain": ("✓", "✗"),
    "slashes": ("/", "x"),
    "numbers": (1, 0),
    "yes_no": ("ใช่", "ไม่ใช่"),
    "have": ("มี", "ไม่มี"),
    "words": ("พิการ", "ไม่พิการ"),
    "counts": ("1 คน", "0 คน"),
    "wingdings": ("ü", "û"),
}
DISABLED = {
    name: lambda yes, marks=marks: Written(marks[not yes], yes) for name, marks in _MARKS.items()
}
TELS = {
    "plain": plain,
    "number": lambda tel: Written(int(tel), tel),
    "float_text": lambda tel: Written(f"{int(tel)}.0", tel),
    "thai_digits": lambda tel: Written(thai_digits(tel), tel),
    "abroad": lambda tel: Written(f"+66{tel[1:]}", tel),
}
MOOS = {
    "plain": plain,
    "word": lambda moo: Written(f"หมู่ที่ {moo}", str(moo)),
    "short": lambda moo: Written(f"ม.{moo}", str(moo)),
    "thai_digits": lambda moo: Written(thai_digits(f"หมู่ {moo}"), str(moo)),
}
TAMBONS = {
    "plain": plain,
    "word": lambda name: Written(f"ตำบล{name}", name),
    "short": lambda name: Written(f"ต.{name}", name),
    "zero_width": lambda name: Written(f"\u200b{name}\u00a0", name),
}
MESSES: dict[str, dict[str, Callable[[object], Written]]] = {
    "name": NAMES,
    "cid": CIDS,
    "birth": BIRTHS,
    "age": AGES,
    "sex": SEXES,
    "address": ADDRESSES,
    "house_code": HOUSE_CODES,
    "income": INCOMES,
    "disabled": DISABLED,
    "tel": TELS,
    "moo": MOOS,
    "tambon": TAMBONS,
    "number": {"plain": plain},
    "relation": {"plain": plain},
}
"""By field: the names of the messes and how each is written."""
