"""The office's own words on the leaflet: printed, and never over boxes, lines or other words."""

import io
from dataclasses import fields, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from desktop.domain.errors import UserError
from desktop.domain.geometry import Rect
from desktop.domain.progress import Silent
from desktop.printing.leaflet import cover
from desktop.printing.leaflet.document import LeafletPages, geometry, make_leaflets
from desktop.printing.leaflet.geometry import FOLD, FOLD_CLEARANCE, MARGIN, WIDTH
from desktop.printing.notes import CUT, SMALLER
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
            if one.name == "logo":
                said[one.name] = text
            elif isinstance(text, str):
                said[one.name] = change(text)
            else:
                said[one.name] = {code: change(caption) for code, caption in text.items()}
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


def run_together(one, other):
    """Whether words on one line come nearer than a letter: their ink need not meet for that."""
    return one.at[1] == other.at[1] and meet(one.box, other.box, 0)


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
            assert not any(run_together(line, other) for other in others), line.text
    own = [one for one in shortened if not one.number]
    # Each is told once, by how it begins.
    assert len({one.field for one in own}) == len(own) > 30
    assert {one.what for one in own} <= {SMALLER, CUT}


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


def test_a_text_with_values_is_told_once_too(typesetter):
    layout = shipped_leaflet()
    long = replace(layout.cover, subtitle="ปี {fiscal_year} " + "ยาวมาก " * 20)
    sheets = WatchedSheets(LeafletPages.size)
    pages = LeafletPages(sheets, typesetter, replace(layout, cover=long))
    pages.add(leaflet(fiscal_year=2565))
    pages.add(leaflet(fiscal_year=2566))
    own = [note for note in pages.shortened if not note.number]
    assert [(note.field.split("“")[1][:7], note.what) for note in own] == [("ปี {fis", CUT)]
    assert pages.shortened[0] == own[0]


def test_no_label_is_smaller_than_what_is_typed(typesetter):
    pages, _ = drawn(typesetter, UNBROKEN)
    sizes = {line.at[2] for _, fixed in pages for line in fixed}
    assert min(sizes) >= 7.0


def test_the_offices_picture_stands_beside_the_project(typesetter, paper, tmp_path):
    def printed():
        target = io.BytesIO()
        content = leaflet(project="โครงการยาวมากของจังหวัด " * 4)
        layout = shipped_leaflet()
        make_leaflets([content], typesetter, layout, target, Silent(), 1, folder=tmp_path)
        return paper(target.getvalue())

    # A square picture is as high as the project's lines; its left half is black.
    side, end, top = cover.PROJECT_ROOM, FOLD + FOLD_CLEARANCE + WIDTH, MARGIN + cover.PROJECT_TOP
    black = end - side + 1, top + 1, side / 2 - 2, side - 2
    before = end - side - cover.LOGO_GAP + 0.5, top, cover.LOGO_GAP - 1, side
    picture = Image.new("RGB", (90, 90), "white")
    picture.paste("black", (0, 0, 45, 90))
    picture.save(tmp_path / "other.png")
    assert printed().ink(0, *before)
    (tmp_path / "other.png").rename(tmp_path / "logo.png")
    page = printed()
    assert page.ink(0, *black)
    assert not page.ink(0, *before)
    assert not page.ink(0, end - side / 2 + 1, top + 1, side / 2 - 2, side - 2)
    (tmp_path / "logo.png").write_bytes(b"no picture")
    with pytest.raises(UserError, match="เปิดภาพตราไม่ได้"):
        printed()


@settings(max_examples=8, deadline=None)
@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=60))
def test_any_words_can_be_drawn(typesetter, words):
    plain = words.replace("{", "(").replace("}", ")")
    layout = reworded(lambda text: plain)
    target = io.BytesIO()
    printed = make_leaflets([leaflet()], typesetter, layout, target, Silent(), 1)
    assert printed.sheets >= 1
