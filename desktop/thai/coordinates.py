"""Places on the map as they are typed and as phones send them: latitude, then longitude."""

import re
from decimal import Decimal

from desktop.thai.numbers import arabic
from desktop.thai.text import normalise

_DEGREES = r"[-+]?\d{1,3}(?:\.\d+)?"
_POINT = re.compile(rf"({_DEGREES})(?:\s*[,;]\s*|\s+)({_DEGREES})(?:\s+[-+]?\d+(?:\.\d+)?){{0,2}}")
_MOST_NORTH, _MOST_EAST = 90, 180


def read_point(text: str) -> tuple[Decimal, Decimal]:
    """Return latitude and longitude in degrees; altitude and accuracy are left out.

    Raises:
        ValueError: with a short Thai reason, when it is no place.
    """
    found = _POINT.fullmatch(normalise(arabic(text)))
    if found is None:
        raise ValueError("อ่านเป็นพิกัดไม่ได้ พิมพ์ละติจูด ลองจิจูด เช่น 14.0208, 100.5250")
    north, east = Decimal(found[1]), Decimal(found[2])
    if abs(north) > _MOST_NORTH or abs(east) > _MOST_EAST:
        raise ValueError("ไม่มีพิกัดนี้บนโลก ละติจูดต้องอยู่ก่อนลองจิจูด")
    return north, east
