"""The kinds of questions, by what stands in the column `type`."""

import re
from typing import get_args

from desktop.domain.form import QuestionKind

GROUPING = re.compile(r"(begin|end)[ _]+(group|repeat)", re.IGNORECASE)
"""What opens or closes a group: begin or end, group or repeat."""
_LISTED = re.compile(
    r"(?:add )?(?P<kind>select[ _]one|select1|select[ _]multiple|select all that apply|rank)"
    r"(?: prompt using)?(?: from)?(?: (?P<list>\S+))?(?P<other> or[ _]other)?",
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
    "photo": "image",
    "gps": "geopoint",
    "location": "geopoint",
    "trigger": "acknowledge",
}
# Kinds of XLSForm that can't even be read: their answers are files, or their lists are.
LATER = frozenset(
    (
        *("audio", "video", "file", "geotrace", "geoshape", "osm"),
        *("csv-external", "xml-external", "select_one_external"),
        *("select_one_from_file", "select_multiple_from_file"),
    )
)

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
    "geopoint": "พิกัด",
    "barcode": "บาร์โค้ด",
    "note": "ข้อความแจ้ง",
    "calculate": "คำนวณ",
    "hidden": "ค่าซ่อน",
}


def of_list(words: str) -> tuple[QuestionKind, str, bool] | None:
    """Return kind, list and whether 'other' is added, None where `words` name no list kind."""
    found = _LISTED.fullmatch(words)
    if found is None:
        return None
    word = found["kind"].casefold()
    kind: QuestionKind = "select_one" if word.endswith(("one", "1")) else "select_multiple"
    return "rank" if word == "rank" else kind, found["list"] or "", bool(found["other"])
