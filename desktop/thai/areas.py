"""Provinces, districts and tambons by their DOPA codes of 2, 4 and 6 digits.

A code begins with the code of the area it lies in. Villages are not known here.
"""

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from desktop.thai.text import normalise, search_key, sort_key

_BANGKOK = "10"
_TITLES = {
    2: re.compile(r"^(?:จังหวัด|จ ?\.|จ (?=\S)) ?"),
    4: re.compile(r"^(?:กิ่งอำเภอ|กิ่ง ?อ\.|อำเภอ|เขต|อ ?\.|อ (?=\S)) ?"),
    6: re.compile(r"^(?:ตำบล|แขวง|ต ?\.|ต (?=\S)) ?"),
}
_TWO_NAMES = re.compile(r"(.+) \((.+)\)")
_SHORT_NAMES = {
    "กทม": "กรุงเทพมหานคร",
    "กรุงเทพ": "กรุงเทพมหานคร",
    "กรุงเทพฯ": "กรุงเทพมหานคร",
    "อยุธยา": "พระนครศรีอยุธยา",
}


@dataclass(frozen=True, slots=True)
class Area:
    """A province, district or tambon."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class _Atlas:
    """All areas: names by code, codes by the code they lie in, codes by level and search key."""

    names: dict[str, str]
    inside: dict[str, list[str]]
    by_name: dict[tuple[int, str], list[str]]


@cache
def _atlas() -> _Atlas:
    # Imported here because most starts of the program need no area for a while.
    import geothai

    names: dict[str, str] = {}
    for province in geothai.provinces():
        names[province.code] = province.name_th
        for district in geothai.districts(province.code):
            name = district.name_th
            names[district.code] = name.removeprefix("เขต") if province.code == _BANGKOK else name
            names |= {t.code: t.name_th for t in geothai.subdistricts(district.code)}
    inside: dict[str, list[str]] = defaultdict(list)
    by_name: dict[tuple[int, str], list[str]] = defaultdict(list)
    for code, name in names.items():
        inside[code[:-2]].append(code)
        two = _TWO_NAMES.fullmatch(name)
        for known in {name, *(two.groups() if two else ())}:
            by_name[len(code), search_key(known)].append(code)
        if len(code) == 4 and name == f"เมือง{names[code[:2]]}":
            by_name[4, "เมือง"].append(code)
    for short, long in _SHORT_NAMES.items():
        by_name[2, short] = by_name[2, search_key(long)]
    return _Atlas(names, dict(inside), dict(by_name))


def name_of(code: str) -> str:
    """Return the name without its title, empty if there is no such area."""
    return _atlas().names.get(code, "")


@cache
def children(code: str) -> tuple[Area, ...]:
    """Return the areas right inside the one with `code`, in the order of the dictionary."""
    atlas = _atlas()
    areas = [Area(inner, atlas.names[inner]) for inner in atlas.inside.get(code, ())]
    return tuple(sorted(areas, key=lambda area: sort_key(area.name)))


def provinces() -> tuple[Area, ...]:
    """Return the 77 provinces in the order of the dictionary."""
    return children("")


def find(province: str, district: str, tambon: str) -> str | None:
    """Return the longest code that the names make certain, None if there is none.

    Names may carry their title (จ. อำเภอ แขวง) and any of them may be empty; เมือง is the capital
    district. Names that contradict one another give None. A name that is not known anywhere
    leaves what the names before it made certain.
    """
    possible = [""]
    for level, name in ((2, province), (4, district), (6, tambon)):
        if not (clean := normalise(name)):
            continue
        codes = _codes(level, clean)
        if not codes:
            break
        possible = [code for code in codes if code.startswith(tuple(possible))]
    for length in (6, 4, 2):
        shared = {code[:length] for code in possible}
        if len(shared) == 1:
            return shared.pop() or None
    return None


def is_known(name: str) -> bool:
    """Return whether a province, district or tambon anywhere has this name, without its title."""
    return any(_codes(level, normalise(name)) for level in _TITLES)


def _codes(level: int, name: str) -> list[str]:
    by_name = _atlas().by_name
    # Without its title first: ต.ลาดใหญ่ is not ตลาดใหญ่.
    plain = _TITLES[level].sub("", name)
    return by_name.get((level, search_key(plain))) or by_name.get((level, search_key(name)), [])


def full_place(code: str) -> str:
    """Return ต.คลองสอง อ.คลองหลวง จ.ปทุมธานี, with แขวง and เขต in Bangkok; empty if unknown."""
    names = [name_of(code[:length]) for length in (6, 4, 2) if len(code) >= length]
    if not all(names):
        return ""
    titles = ("แขวง", "เขต", "") if code.startswith(_BANGKOK) else ("ต.", "อ.", "จ.")
    return " ".join(map("".join, zip(titles[-len(names) :], names, strict=True))) if names else ""
