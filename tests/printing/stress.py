"""What is wrong with the leaflets of households chosen to hurt: nothing may be."""

import re

from desktop.printing.leaflet.document import LeafletPages
from desktop.printing.leaflet.geometry import FOLD, MARGIN, SHEET_HEIGHT, SHEET_WIDTH
from desktop.printing.leaflet.members import LEFT_OUT
from desktop.printing.notes import CUT
from desktop.printing.pen import MM
from dev.places import shipped_leaflet
from tests.factories.watched import WatchedSheets

# Ink may come this near, in points: a tone mark over a tail is no overlap to an eye.
SLACK = 0.4
EDGE = MARGIN - 2


def faults(typesetter, contents, layout=None):
    """Return (clipped, overlapped, lost) as words about each."""
    clipped, overlapped, lost = [], [], []
    sheets = WatchedSheets(LeafletPages.size)
    pages = LeafletPages(sheets, typesetter, layout or shipped_leaflet())
    for content in contents:
        sheets.pages.clear()
        before = len(pages.shortened)
        pages.add(content)
        for own, fixed in sheets.pages:
            clipped += [(content.number, line) for line in own if _outside(line)]
            overlapped += [
                (content.number, line, other)
                for at, line in enumerate(own)
                for other in (*own[at + 1 :], *fixed)
                if line.over(other, SLACK)
            ]
        printed = [line.text for own, _ in sheets.pages for line in own]
        cut = {note.field for note in pages.shortened[before:] if note.what in (CUT, LEFT_OUT)}
        lost += [(content.number, one) for one in _lost(content, printed, cut)]
    return clipped, overlapped, lost


def _outside(line):
    x, bottom, end, top = line.box
    left, right = EDGE * MM, (SHEET_WIDTH - EDGE) * MM
    over_fold = x < FOLD * MM - 1 and end > FOLD * MM + 1
    low, high = EDGE * MM, (SHEET_HEIGHT - EDGE) * MM
    return x < left or end > right or bottom < low or top > high or over_fold


def _lost(content, printed, cut):
    """Yield the fields of which characters are missing, but for those called cut or left out.

    What goes on on the second sheet stands there whole.
    """
    whole = _bare("".join(printed))
    for name, text in _fields(content):
        if not any(name in note for note in cut) and _bare(text) not in whole:
            yield name, text


def _fields(content):
    yield "หัวหน้าครัวเรือน", content.head
    yield "อพม. ผู้ดูแล", content.volunteer
    yield "หน่วยงาน", content.office
    yield "ชื่อโครงการ", content.project
    yield "เหตุผล", content.level_reason
    yield "ที่มาของข้อมูล", content.data_source
    yield "ปัญหาหลักของครัวเรือน", content.answers.get("problem.main", "")
    yield "ความต้องการของครอบครัว", content.answers.get("need.main", "")
    yield "ผู้ให้ข้อมูล", content.answers.get("visit.informant", "")
    for line in content.address_lines:
        yield "ที่อยู่", line
    for number, member in enumerate(content.members, 1):
        yield f"สมาชิกคนที่ {number} ชื่อ", member.name
        yield f"สมาชิกคนที่ {number} ความสัมพันธ์", member.relation
        yield f"สมาชิกคนที่ {number} อาชีพ", member.occupation
        yield f"สมาชิกคนที่ {number} เลขประจำตัว", member.cid_masked


def _bare(text):
    return re.sub(r"[\s\u200b]", "", text)
