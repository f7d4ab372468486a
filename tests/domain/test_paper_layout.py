"""Layouts of papers as data: what is read, and what is refused where."""

from pathlib import Path

import pytest

from desktop.domain.errors import UserError
from desktop.domain.paper_layout import (
    Column,
    Content,
    Fields,
    Table,
    Words,
    filled,
    load_layout,
    shown,
    smaller,
)

LAYOUTS = Path(__file__).parents[2] / "resources" / "layouts"
HEAD = 'version = 1\ntitle = "ก"\n'


def read(blocks, head=HEAD):
    return load_layout(head + blocks, "plan", "plan.toml")


# The leaflet's file holds its texts alone: see test_leaflet_layout.
FLOWING = [one for one in sorted(LAYOUTS.glob("*/*.toml")) if one.parent.name != "leaflet"]


@pytest.mark.parametrize("file", FLOWING, ids=lambda f: f.parent.name)
def test_every_layout_that_ships_is_read_and_named_by_its_version(file):
    layout = load_layout(file.read_text(encoding="utf-8"), file.parent.name, file.name)
    assert layout.version == int(file.stem)
    assert layout.blocks


def test_blocks_are_read_in_their_order_with_the_looks_of_their_kind():
    title, table = read(
        '[[block]]\nkind = "title"\ntext = "{a}"\n'
        '[[block]]\nkind = "table"\nrows = "r"\n'
        'columns = [{ head = "ก", value = "{b}", width = 3 }]\n'
    ).blocks
    assert title == Words("{a}", size=16, bold=True, align="center", after=2, keep=True)
    assert table == Table("r", (Column("ก", "{b}", 3),))


def test_fields_are_read_row_by_row():
    (block,) = read(
        '[[block]]\nkind = "fields"\n'
        'rows = [[{ label = "ก" }, { label = "ข", share = 2 }], [{ label = "ค" }]]'
    ).blocks
    assert isinstance(block, Fields)
    assert [[one.label for one in row] for row in block.rows] == [["ก", "ข"], ["ค"]]
    assert block.rows[0][1].share == 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("version = ", "TOML"),
        (HEAD, "block"),
        (HEAD + '[[block]]\nkind = "picture"', "block ที่ 1"),
        (HEAD + '[[block]]\nkind = "title"', "ขาด text"),
        (HEAD + '[[block]]\nkind = "title"\ntext = "ก"\ncolour = 1', "ไม่รู้จัก colour"),
        (HEAD + '[[block]]\nkind = "title"\ntext = 3', "text ใช้ค่านี้ไม่ได้"),
        (HEAD + '[[block]]\nkind = "title"\ntext = "ก"\nalign = "up"', "align ใช้ค่านี้ไม่ได้"),
        (HEAD + '[[block]]\nkind = "space"\nheight = -1', "height ใช้ค่านี้ไม่ได้"),
        (HEAD + '[[block]]\nkind = "table"\nrows = "r"\ncolumns = [{}]', "ขาด head, value, width"),
        ('version = 0\ntitle = "ก"\n[[block]]\nkind = "space"\nheight = 1', "version"),
        ('title = "ก"\n[[block]]\nkind = "space"\nheight = 1', "ขาด version"),
    ],
)
def test_a_wrong_layout_says_where_it_is_wrong(text, said):
    with pytest.raises(UserError) as raised:
        load_layout(text, "plan", "plan.toml")
    assert said in raised.value.message
    assert raised.value.where.file == "plan.toml"


def test_texts_are_filled_and_an_unknown_name_is_told_with_those_there_are():
    assert filled("{a} และ {b}", {"a": "1", "b": "{a}"}) == "1 และ {a}"
    with pytest.raises(UserError) as raised:
        filled("{c}", {"a": "1"})
    assert "{c}" in raised.value.message
    assert "{a}" in raised.value.message


def test_a_block_may_depend_on_what_there_is():
    layout = read(
        "".join(
            f'[[block]]\nkind = "paragraph"\ntext = "{n}"\nwhen = "{n}"\n'
            for n in ("a", "!a", "t", "!t", "gone")
        )
    )
    texts = [
        b.text for b in shown(layout, Content({"a": " "}, {"t": ({},)})) if isinstance(b, Words)
    ]
    assert texts == ["!a", "t"]


def test_a_block_is_made_smaller_in_all_that_takes_room():
    words = Words("ก", size=10, before=4, indent=5)
    assert smaller(words, 0.5) == Words("ก", size=5, before=2, after=0.5, indent=5)
