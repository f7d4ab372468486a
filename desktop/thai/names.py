"""Names of persons: the title set apart from the first and the last name."""

import re
from dataclasses import dataclass
from functools import cache

from desktop.thai.text import normalise

# Titles by their full form, each with the short forms in use.
_TITLES: tuple[tuple[str, ...], ...] = (
    ("นาย",),
    ("นาง",),
    ("นางสาว", "น.ส."),
    ("เด็กชาย", "ด.ช."),
    ("เด็กหญิง", "ด.ญ."),
    ("หม่อมราชวงศ์", "ม.ร.ว."),
    ("หม่อมหลวง", "ม.ล."),
    ("หม่อมเจ้า", "ม.จ."),
    ("คุณหญิง",),
    ("ท่านผู้หญิง",),
    ("ดร.",),
    ("ศาสตราจารย์", "ศ."),
    ("รองศาสตราจารย์", "รศ."),
    ("ผู้ช่วยศาสตราจารย์", "ผศ."),
    ("นายแพทย์", "นพ.", "น.พ."),
    ("แพทย์หญิง", "พญ.", "พ.ญ."),
    ("ทันตแพทย์", "ทพ."),
    ("ทันตแพทย์หญิง", "ทพญ."),
    ("เภสัชกร", "ภก."),
    ("เภสัชกรหญิง", "ภญ."),
    ("พลเอก", "พล.อ."),
    ("พลโท", "พล.ท."),
    ("พลตรี", "พล.ต."),
    ("พันเอกพิเศษ", "พ.อ.พิเศษ"),
    ("พันเอก", "พ.อ."),
    ("พันโท", "พ.ท."),
    ("พันตรี", "พ.ต."),
    ("ร้อยเอก", "ร.อ."),
    ("ร้อยโท", "ร.ท."),
    ("ร้อยตรี", "ร.ต."),
    ("ว่าที่พันตรี", "ว่าที่พ.ต."),
    ("ว่าที่ร้อยเอก", "ว่าที่ร.อ."),
    ("ว่าที่ร้อยโท", "ว่าที่ร.ท."),
    ("ว่าที่ร้อยตรี", "ว่าที่ร.ต."),
    ("ว่าที่เรือตรี",),
    ("จ่าสิบเอก", "จ.ส.อ."),
    ("จ่าสิบโท", "จ.ส.ท."),
    ("จ่าสิบตรี", "จ.ส.ต."),
    ("สิบเอก", "ส.อ."),
    ("สิบโท", "ส.ท."),
    ("สิบตรี", "ส.ต."),
    ("พลทหาร", "พลฯ"),
    ("พลเรือเอก", "พล.ร.อ."),
    ("พลเรือโท", "พล.ร.ท."),
    ("พลเรือตรี", "พล.ร.ต."),
    ("นาวาเอก", "น.อ."),
    ("นาวาโท", "น.ท."),
    ("นาวาตรี", "น.ต."),
    ("เรือเอก",),
    ("เรือโท",),
    ("เรือตรี",),
    ("พันจ่าเอก", "พ.จ.อ."),
    ("พันจ่าโท", "พ.จ.ท."),
    ("พันจ่าตรี", "พ.จ.ต."),
    ("จ่าเอก", "จ.อ."),
    ("จ่าโท", "จ.ท."),
    ("จ่าตรี", "จ.ต."),
    ("พลอากาศเอก", "พล.อ.อ."),
    ("พลอากาศโท", "พล.อ.ท."),
    ("พลอากาศตรี", "พล.อ.ต."),
    ("นาวาอากาศเอก", "น.อ.อ."),
    ("นาวาอากาศโท", "น.อ.ท."),
    ("นาวาอากาศตรี", "น.อ.ต."),
    ("เรืออากาศเอก", "ร.อ.อ."),
    ("เรืออากาศโท", "ร.อ.ท."),
    ("เรืออากาศตรี", "ร.อ.ต."),
    ("พันจ่าอากาศเอก", "พ.อ.อ."),
    ("พันจ่าอากาศโท", "พ.อ.ท."),
    ("พันจ่าอากาศตรี", "พ.อ.ต."),
    ("จ่าอากาศเอก", "จ.อ.อ."),
    ("จ่าอากาศโท",),
    ("จ่าอากาศตรี",),
    ("พลตำรวจเอก", "พล.ต.อ."),
    ("พลตำรวจโท", "พล.ต.ท."),
    ("พลตำรวจตรี", "พล.ต.ต."),
    ("พันตำรวจเอก", "พ.ต.อ."),
    ("พันตำรวจโท", "พ.ต.ท."),
    ("พันตำรวจตรี", "พ.ต.ต."),
    ("ร้อยตำรวจเอก", "ร.ต.อ."),
    ("ร้อยตำรวจโท", "ร.ต.ท."),
    ("ร้อยตำรวจตรี", "ร.ต.ต."),
    ("ดาบตำรวจ", "ด.ต.", "นายดาบตำรวจ"),
    ("จ่าสิบตำรวจ", "จ.ส.ต.ต."),
    ("สิบตำรวจเอก", "ส.ต.อ."),
    ("สิบตำรวจโท", "ส.ต.ท."),
    ("สิบตำรวจตรี", "ส.ต.ต."),
    ("พลตำรวจ",),
    ("พระภิกษุ",),
    ("พระมหา",),
    ("พระครู",),
    ("พระ",),
    ("สามเณร",),
    ("แม่ชี",),
    ("บาทหลวง",),
)
_OFFICERS = re.compile("พล|พัน|ร้อย|ว่าที่|จ่า|สิบ|ดาบ|นาวา|เรือ")
_MORE_TITLES = re.compile("ศาสตราจารย์|ดร|แพทย์|เภสัช|หม่อม|คุณ|" + _OFFICERS.pattern)

# A word can begin with a consonant that sounds, or a leading vowel and a consonant.
_FIRST_NAME = re.compile(r"[ก-ฮ](?![์็])\S|[เ-ไ][ก-ฮ]|[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name in its parts, the title in its full form; unknown parts are empty."""

    prefix: str
    first: str
    last: str


def _pattern(form: str) -> str:
    """Return how a title may be typed: dots may lack where a space follows, spaces may come in."""
    if "." not in form:
        return re.escape(form) + " ?"
    letters = [re.escape(part) for part in form.rstrip(".").split(".")]
    end = r"(?:\. ?| )" if form.endswith(".") else " ?"
    return r"\.? ?".join(letters).replace("ว่าที่", "ว่าที่ ?") + end


@cache
def _patterns() -> dict[str, tuple[tuple[re.Pattern[str], str], ...]]:
    """Return the titles by their first letter, longest first."""
    forms = [(form, title) for title, *short in _TITLES for form in (title, *short)]
    forms.sort(key=lambda pair: -len(pair[0].replace(".", "")))
    found: dict[str, list[tuple[re.Pattern[str], str]]] = {}
    for form, title in forms:
        patterns = found.setdefault(form[0], [])
        if title == "นางสาว" == form:
            # นาง สาว ใจดี may be Mrs Sao: a space within the title needs two names after it.
            patterns.append((re.compile(r"นาง สาว ?(?=\S+ \S)"), title))
        if _OFFICERS.match(title):
            patterns.append((re.compile(_pattern(form) + r"หญิง ?"), title + "หญิง"))
        patterns.append((re.compile(_pattern(form)), title))
    return {letter: tuple(patterns) for letter, patterns in found.items()}


def split_name(full: str) -> Name:
    """Return title, first and last name of a name written in one piece.

    What looks like a title stays part of the name when no name would be left: `นายิกา`.
    """
    rest = normalise(full)
    titles: list[str] = []
    while True:
        title, length = _title_of(rest)
        if not title:
            break
        titles.append(title)
        rest = rest[length:]
        if not _MORE_TITLES.search(title):
            break
    first, _, last = rest.partition(" ")
    return Name("".join(titles), first, last)


def _title_of(text: str) -> tuple[str, int]:
    for pattern, title in _patterns().get(text[:1], ()):
        found = pattern.match(text)
        if found and _FIRST_NAME.match(text, found.end()):
            return title, found.end()
    return "", 0


def canonical_prefix(text: str) -> str:
    """Return the full form of a title: น.ส. is นางสาว. One that isn't known stays as typed."""
    clean = normalise(text)
    # A short form ends with a dot or before a space.
    typed = clean + " "
    for pattern, title in _patterns().get(clean[:1], ()):
        if pattern.fullmatch(typed) or pattern.fullmatch(clean):
            return title
    return clean
