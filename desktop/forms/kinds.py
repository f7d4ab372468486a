"""The kinds of questions, by what stands in the column `type`."""

import re
from typing import get_args

from desktop.domain.form import QuestionKind

GROUPING = re.compile(r"(begin|end)[ _]+(group|repeat)", re.IGNORECASE)
"""What opens or closes a group: begin or end, group or repeat."""
_LISTED = re.compile(
    r"(?:add )?(?P<kind>select[ _]one|select1|select[ _]multiple|select all that apply|rank)"
    r"(?: prompt using)?(?: from)?(?: (?P<list>\S+))?(?P<other> or[ _](?:specify[ _])?other)?",
    re.IGNORECASE,
)
# What a phone notes by itself; nobody is asked.
OF_PHONES = frozenset(
    (
        *("start", "end", "today", "deviceid", "subscriberid", "simserial", "imei"),
        *("phonenumber", "username", "email", "audit", "start-geopoint", "background-audio"),
    )
)
KINDS: dict[str, QuestionKind] = {
    **{kind: kind for kind in get_args(QuestionKind) if not kind.startswith(("select", "rank"))},
    "int": "integer",
    "string": "text",
    "phone number": "text",
    "photo": "image",
    "gps": "geopoint",
    "location": "geopoint",
    "trigger": "acknowledge",
}
_IN_FILES = re.compile(
    r"select[ _](?P<kind>one|multiple)[ _](?:from[ _]file|external) \S.*", re.IGNORECASE
)
# Kinds of XLSForm that can't even be read.
LATER = frozenset(("osm", "csv-external", "xml-external"))

IN_WORDS: dict[QuestionKind, str] = {
    "select_one": "เลือกหนึ่งข้อ",
    "select_multiple": "เลือกได้หลายข้อ",
    "rank": "เรียงลำดับ",
    "text": "ข้อความ",
    "integer": "จำนวนเต็ม",
    "decimal": "ตัวเลขมีทศนิยม",
    "date": "วันที่",
    "time": "เวลา",
    "datetime": "วันที่และเวลา",
    "range": "แถบเลื่อน",
    "acknowledge": "กดรับทราบ",
    "image": "รูปถ่าย",
    "audio": "เสียง",
    "video": "วีดิทัศน์",
    "file": "ไฟล์แนบ",
    "geopoint": "พิกัด",
    "geotrace": "เส้นทาง",
    "geoshape": "พื้นที่",
    "barcode": "บาร์โค้ด",
    "note": "ข้อความแจ้ง",
    "calculate": "คำนวณ",
    "hidden": "ค่าซ่อน",
}


def of_file(words: str) -> QuestionKind | None:
    """Return the kind of a question whose choices lie in a file beside the form."""
    found = _IN_FILES.fullmatch(words)
    if found is None:
        return None
    return "select_one" if found["kind"].casefold() == "one" else "select_multiple"


def of_list(words: str) -> tuple[QuestionKind, str, bool] | None:
    """Return kind, list and whether 'other' is added, None where `words` name no list kind."""
    found = _LISTED.fullmatch(words)
    if found is None:
        return None
    word = found["kind"].casefold()
    kind: QuestionKind = "select_one" if word.endswith(("one", "1")) else "select_multiple"
    return "rank" if word == "rank" else kind, found["list"] or "", bool(found["other"])
