"""Pages that come back: corner marks, a code of their own, and where the answers stand on them.

All measures are millimetres.
"""

from dataclasses import replace

from desktop.domain.form_paper import ComesBack
from desktop.domain.geometry import Place, Rect, SideGeometry, mark_of_places
from desktop.domain.paper_codes import FormPage, SideCode
from desktop.domain.paper_layout import Content, Layout, filled
from desktop.printing.flow.setting import Setter, named
from desktop.printing.marks import MARK, MARK_ROOM, draw_marks, marks
from desktop.printing.pen import MM, Pen
from desktop.printing.qr import qr_code
from desktop.printing.typesetter.paragraph import Style

LETTER = "F"
# 29 modules, each as large as those of a leaflet's code.
CODE_SIDE = 21.0
# A page that is scanned a little large and too high up still has its code.
CODE_TOP = 8.5
# Four modules round the code stay white, with what reaches over the first line.
CODE_WHITE = 3.5
# Where the lines between two marks begin.
ASIDE = MARK_ROOM + 3.0
TOP = CODE_TOP + CODE_SIDE + CODE_WHITE
BOTTOM = 12.0
HEAD_TOP, HEAD_PITCH, HEAD_GAP, LEAST = 14.0, 6.2, 5.0, 6.0
HEAD, UNDER = Style(12.5, bold=True), Style(9.5)
# The greatest version that one character of a code can tell.
_MOST = 35


def with_room(layout: Layout) -> Layout:
    """Return a layout whose text leaves room for marks and codes."""
    left, top, right, bottom = layout.margins
    return replace(layout, margins=(left, max(top, TOP), right, max(bottom, BOTTOM)))


def version_of(layout: Layout) -> int:
    """Return what a code says of a layout's version."""
    return min(layout.version, _MOST)


def code_at(width: float) -> Rect:
    """Return where the code stands on a page of that width: left of the upper right mark."""
    return Rect(width - ASIDE - CODE_SIDE, CODE_TOP, CODE_SIDE, CODE_SIDE)


def write_head(
    pen: Pen, setter: Setter, layout: Layout, content: Content, width: float, *, read: bool
) -> None:
    """Write what stands at the top, between the left mark and the code; it is `read` once."""
    tags = pen.canvas.tags
    place = (code_at(width).x - HEAD_GAP - ASIDE) * MM, HEAD_PITCH * MM
    for number, line in enumerate(layout.head):
        tags.begin_part("P" if number else "H1") if read else tags.begin_artifact()
        of = named(line, f"หัวกระดาษบรรทัดที่ {number + 1}", content.values)
        style, text = UNDER if number else HEAD, filled(line, content.values)
        laid = setter.fitted(text, style, place, of, smallest=LEAST)
        baseline = HEAD_TOP + number * HEAD_PITCH
        pen.typesetter.draw(pen.canvas, laid, pen.x(ASIDE), pen.y(baseline) + laid.ascent)
        tags.end_part() if read else tags.end_artifact()


def mark(
    pen: Pen, back: ComesBack, layout: Layout, page: int, size: tuple[float, float]
) -> SideGeometry:
    """Draw a page's marks and its code; return what a scan of it is read by.

    `pen` begins at the page's upper left corner and has noted the page's places.
    """
    places: tuple[Place, ...] = tuple(pen.noted or ())
    told = FormPage(page, back.members, back.form, back.people, mark_of_places(places))
    at = code_at(size[0])
    draw_marks(pen, *size)
    code = qr_code(SideCode(back.uid, LETTER, version_of(layout), told.text).text)
    code.draw(pen.canvas, pen.x(at.x), pen.y(at.y + at.height), at.width * MM)
    return SideGeometry(*size, marks(*size), MARK, at, places)
