"""Times of day as Thai offices write them: 8.30 น., 08:30, ๐๘๓๐."""

import re
from datetime import time

from desktop.thai.numbers import arabic
from desktop.thai.text import normalise

_TIME = re.compile(r"(\d{1,2})(?:[.:](\d{2})|(?<=\d\d)(\d{2}))(?:[.:]\d{2}(?:\.\d+)?)?")
_ZONE = re.compile(r"(?:Z|[+-]\d\d:?\d\d)$")
_UNIT = re.compile(r"\s*(?:น\.?|นาฬิกา)$")


def read_time(text: str) -> time:
    """Return the time of day; seconds and a zone, as phones send them, are left out.

    Raises:
        ValueError: with a short Thai reason, when it is none.
    """
    found = _TIME.fullmatch(_ZONE.sub("", _UNIT.sub("", normalise(arabic(text)))))
    if found is None:
        raise ValueError("อ่านเป็นเวลาไม่ได้ พิมพ์เช่น 0830")
    hour, minute = int(found[1]), int(found[2] or found[3])
    if hour > 23 or minute > 59:
        raise ValueError("ไม่มีเวลานี้ในหนึ่งวัน")
    return time(hour, minute)


def thai_time(moment: time) -> str:
    """Return '08.30 น.'."""
    return f"{moment:%H.%M} น."
