"""The office's own words on the leaflet: printed, and never over boxes, lines or other words."""

import io
from dataclasses import fields, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.geometry import Rect
from desktop.domain.progress import Silent
from desktop.printing.leaflet.document import LeafletPages, geometry, make_leaflets
from desktop.printing.leaflet.writing import CUT, SMALLER
from desktop.printing.pen import MM
from dev.places import shipped_leaflet
from tests.factories.leaflets import leaflet, leaflet_member
from tests.factories.watched import WatchedSheets, meet
from tests.printing.stress import SLACK, faults

PAGES = ("cover", "members", "conditions", "remarks", "plan")


def reworded(change):
    """Return the layout that ships with every text changed."""
    layout = shipped_leaflet()
    for page in PAGES:
        texts = getattr(layout, page)
        said = {}
        for one in fields(texts):
            text = getattr(texts, one.name)
            said[one.name] = tuple(map(change, text)) if isinstance(text, tuple) else change(text)
        layout = replace(layout, **{page: replace(texts, **said)})
    return layout


LONGER = reworded(lambda text: f"{text} ที่สำนักงานแก้ให้ยาวขึ้นกว่าเดิมมาก")
UNBROKEN = reworded(lambda text: text + "ก" * 300)


def drawn(typesetter, layout):
    sheets = WatchedSheets(LeafletPages.size)
    pages = LeafletPages(sheets, typesetter, layout)
    for count in (2, 9):
        people = tuple(leaflet_member(name=f"นาย{n} ทดสอบ") for n in range(count))
        pages.add(leaflet(members=people))
    return sheets.pages, pages.shortened


def is_upward(line):
    """Whether it is drawn from the bottom upward: where it stands is said past it."""
    return line.at[:2] == (0, 0)


def is_of_one_passage(one, other):
    """Whether lines follow each other: there a tone mark may stand over a tail."""
    return one.at[0] == other.at[0] and one.at[2] == other.at[2]


def test_what_ships_has_room(typesetter):
    _, shortened = drawn(typesetter, shipped_leaflet())
    assert [one for one in shortened if not one.number] == []


@pytest.mark.parametrize("layout", [LONGER, UNBROKEN], ids=["longer", "unbroken"])
def test_longer_words_meet_nothing(typesetter, layout):
    people = tuple(leaflet_member(name=f"นาย{n} ทดสอบ") for n in range(9))
    contents = [leaflet(), leaflet(members=people)]
    clipped, overlapped, _ = faults(typesetter, contents, layout)
    assert (clipped, overlapped) == ([], [])
    pages, shortened = drawn(typesetter, layout)
    for _, fixed in pages:
        level = [line for line in fixed if not is_upward(line)]
        for at, line in enumerate(level):
            others = [one for one in level[at + 1 :] if not is_of_one_passage(line, one)]
            assert not any(line.over(other, SLACK) for other in others), line.text
    own = [one for one in shortened if not one.number]
    # Each is told once, by how it begins.
    assert len({one.field for one in own}) == len(own) > 30
    assert {one.what for one in own} == {SMALLER, CUT}


@pytest.mark.parametrize("layout", [LONGER, UNBROKEN], ids=["longer", "unbroken"])
def test_longer_words_stand_in_no_box_nor_mark_and_move_none(typesetter, layout):
    where = geometry(typesetter, layout)
    assert where == geometry(typesetter, shipped_leaflet())
    pages, _ = drawn(typesetter, layout)
    for (own, fixed), letter in zip(pages[:2], "AB", strict=True):
        side = where.sides[letter]
        half = side.mark_size / 2
        marks = [Rect(x - half, y - half, 2 * half, 2 * half) for x, y in side.marks]
        for rect in (*(place.rect for place in side.boxes), *marks, side.code):
            assert [line.text for line in (*own, *fixed) if stands_in(line, rect, side)] == []


def stands_in(line, rect, side):
    """Whether a line's ink stands in a rectangle of the page, in millimetres from its top."""
    top = (side.height - rect.y) * MM
    ink = (rect.x * MM, top - rect.height * MM, (rect.x + rect.width) * MM, top)
    return (
        not is_upward(line)
        and meet(line.box, ink, SLACK)
        and any(meet(one, ink, SLACK) for one in line.ink())
    )


def test_the_offices_words_are_printed(typesetter, paper):
    layout = shipped_leaflet()
    cover = replace(layout.cover, title="สมุดครอบครัวจังหวัด", subtitle="ปี {fiscal_year}")
    layout = replace(layout, cover=cover)
    target = io.BytesIO()
    make_leaflets([leaflet()], typesetter, layout, target, Silent(), 1)
    text = paper(target.getvalue()).text(0)
    assert "สมุดครอบครัวจังหวัด" in text
    assert "ปี2565" in "".join(text.split())


@settings(max_examples=8, deadline=None)
@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=60))
def test_any_words_can_be_drawn(typesetter, words):
    plain = words.replace("{", "(").replace("}", ")")
    layout = reworded(lambda text: plain)
    target = io.BytesIO()
    printed = make_leaflets([leaflet()], typesetter, layout, target, Silent(), 1)
    assert printed.sheets >= 1
