"""What a volunteer takes along: a cover with the households and a receipt, then the leaflets."""

from collections.abc import Iterator, Sequence
from typing import BinaryIO

from desktop.domain.documents import DocumentKind, Part
from desktop.domain.leaflet import Printed
from desktop.domain.paper_layout import Content
from desktop.domain.progress import Reporter
from desktop.domain.rosters import RosterLine
from desktop.printing.bundle import Bundle, make_bundles
from desktop.services.desk import Desk
from desktop.services.documents import leaflets, rosters, words
from desktop.services.documents.hands import two_hands
from desktop.services.documents.layouts import layout_of, leaflet_of, own_folder, typesetter_of
from desktop.thai import areas
from desktop.thai.numbers import grouped

KIND = DocumentKind(
    key="bundle",
    title="ชุดแผ่นพับของ อพม.",
    about="ใบปะหน้าพร้อมลำดับการเยี่ยมและใบรับ ตามด้วยแผ่นพับของทุกครัวเรือน",
    unit="อพม.",
    version=1,
    sides="short",
    returns=True,
)
LAYOUT = "bundle"


def write(desk: Desk, of: Sequence[Part], target: BinaryIO, report: Reporter) -> Printed:
    """Write one bundle a volunteer."""
    layout, texts = layout_of(desk, LAYOUT), leaflet_of(desk)
    households = sum(len(part.households) for part in of)
    with two_hands(desk, texts, layout, households) as hands:
        return make_bundles(
            _bundles(desk, of),
            layout,
            texts,
            typesetter_of(desk, layout),
            target,
            report,
            len(of),
            folder=own_folder(desk),
            hands=hands,
        )


def _bundles(desk: Desk, of: Sequence[Part]) -> Iterator[Bundle]:
    for part in of:
        found = rosters.lines(desk, part.households)
        ids = [line.id for line in found]
        yield Bundle(_cover(desk, found), tuple(leaflets.contents(desk, ids)))


def _cover(desk: Desk, found: Sequence[RosterLine]) -> Content:
    first = found[0]
    return Content(
        {
            **words.of_office(desk),
            "volunteer": first.volunteer,
            "volunteer_tel": first.volunteer_tel,
            "area": _area(first.volunteer_area) or _common_area(found),
            "households": grouped(len(found)),
        },
        {"households": tuple(words.row_of(line, n) for n, line in enumerate(found, 1))},
    )


def _common_area(found: Sequence[RosterLine]) -> str:
    """Return the tambon of all these households, else their district, '' when they differ."""
    for digits in (6, 4):
        codes = {line.tambon_code[:digits] for line in found}
        if len(codes) == 1:
            return _area(codes.pop())
    return ""


def _area(code: str) -> str:
    village = f"หมู่ {int(code[6:])} " if len(code) == 8 else ""
    return village + areas.full_place(code[:6])
