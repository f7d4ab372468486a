"""Places as a clerk names them: ต.คลองสอง อ.คลองหลวง, the province goes without saying."""

import re

from desktop.thai import areas
from desktop.thai.text import normalise

_DISTRICT = re.compile(r"\s+(?=อ\.|อำเภอ|เขต)")


def place_name(code: str) -> str:
    """Return ต.คลองสอง อ.คลองหลวง."""
    full = areas.full_place(code)
    return full.rpartition(" จ.")[0] or full


def place_or_text(area: str) -> str:
    """Return the place's name; what isn't a code stays as it was typed."""
    return place_name(area) or area


def tambon_names(province: str) -> tuple[str, ...]:
    """Return every tambon of the province, for suggestions."""
    districts = areas.children(province)
    return tuple(place_name(t.code) for d in districts for t in areas.children(d.code))


def read_place(text: str, province: str) -> str:
    """Return the code of a tambon or district from its name or its code; '' for no text.

    Raises:
        ValueError: there is no such place, or several of that name.
    """
    wanted = normalise(text)
    if not wanted:
        return ""
    if wanted.isdecimal():
        if areas.name_of(wanted):
            return wanted
        raise ValueError("ไม่มีพื้นที่รหัสนี้")
    tambon, *rest = _DISTRICT.split(wanted, maxsplit=1)
    name = areas.name_of(province)
    found = areas.find(name, rest[0] if rest else "", tambon) or ""
    if len(found) < 6 and not rest:
        found = areas.find(name, wanted, "") or ""
    if len(found) < 4:
        raise ValueError(f"ไม่พบหรือมีหลายแห่งชื่อนี้ใน จ.{name} พิมพ์เช่น ต.คลองสอง อ.คลองหลวง")
    return found
