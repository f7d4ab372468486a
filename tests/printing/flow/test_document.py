"""Papers set from a layout: their text, their pages, their edges."""

import io

import pytest

from desktop.domain.errors import UserError
from desktop.domain.paper_layout import Content, load_layout
from desktop.domain.progress import Silent
from desktop.printing.flow.document import make_papers

TABLE = """
version = 1
title = "บัญชี {group}"
foot = "ที่มา {group}"
[[block]]
kind = "title"
text = "บัญชี {group}"
[[block]]
kind = "table"
rows = "rows"
group = "{place}"
empty = "ไม่มีรายการ"
columns = [
  { head = "ที่", value = "{no}", width = 10, align = "right" },
  { head = "ชื่อสกุล", value = "{name}", width = 40 },
]
[[block]]
kind = "signatures"
people = [{ role = "ผู้รับ", name = "{group}" }, { role = "", position = "เจ้าหน้าที่" }]
"""


def rows(count, name="นายตัวอย่าง"):
    return tuple(
        {"no": str(n), "name": f"{name}{n}.", "place": f"หมู่ {n // 40}"}
        for n in range(1, count + 1)
    )


@pytest.fixture
def printed(typesetter, paper):
    def make(text, *contents, **more):
        target = io.BytesIO()
        layout = load_layout(text, "ทดสอบ")
        made = make_papers(layout, contents, typesetter, target, Silent(), len(contents), **more)
        found = paper(target.getvalue())
        assert len(found) == made.pages
        return found

    return make


def test_every_row_stands_once_under_a_head_that_comes_again(printed):
    paper = printed(TABLE, Content({"group": "อำเภอ"}, {"rows": rows(100)}))
    assert len(paper) == 4
    text = paper.all_text()
    for n in range(1, 101):
        assert text.count(f"นายตัวอย่าง{n}.") == 1
    for page in range(3):
        assert "ชื่อสกุล" in paper.text(page)
        assert f"หน้า{page + 1}จาก4" in paper.text(page)
        assert "ที่มาอำเภอ" in paper.text(page)
    assert text.count("หมู่0") == 1
    assert text.count("ลงชื่อ") == 2


def test_an_empty_table_says_so(printed):
    assert "ไม่มีรายการ" in printed(TABLE, Content({"group": "ก"})).text(0)


@pytest.mark.parametrize("count", [0, 1, 57, 300])
def test_nothing_stands_in_the_margins(printed, count):
    long = Content({"group": "อำเภอ" * 60}, {"rows": rows(count, "นามสกุลยาวมาก" * 12)})
    paper = printed(TABLE, long)
    for page in range(len(paper)):
        for box in ((0, 0, 19, 297), (195.5, 0, 14, 297), (0, 0, 210, 14), (0, 282.5, 210, 14)):
            assert not paper.ink(page, *box), (page, box)


def test_a_very_long_cell_goes_on_and_loses_nothing(printed):
    words = [f"รายการ{n}" for n in range(900)]
    row = {"no": "1", "name": " ".join(words), "place": "ก"}
    paper = printed(TABLE, Content({"group": "ก"}, {"rows": (row,)}))
    assert len(paper) > 1
    text = paper.all_text()
    assert all(word in text for word in words)


def test_each_paper_begins_a_sheet_when_both_sides_are_printed(printed):
    contents = [Content({"group": f"ที่{n}"}, {"rows": rows(2)}) for n in range(3)]
    paper = printed(TABLE, *contents, both_sides="long")
    assert len(paper) == 6
    assert [bool(paper.text(page)) for page in range(6)] == [True, False] * 3


def test_fields_give_a_line_to_write_on_where_nothing_is_known(printed):
    layout = """
version = 1
title = "ก"
[[block]]
kind = "fields"
rows = [[{ label = "ชื่อ", value = "{name}" }, { label = "อายุ", unit = "ปี" }]]
[[block]]
kind = "lines"
label = "ความเห็น"
count = 3
"""
    paper = printed(layout, Content({"name": "สมมุติ"}))
    assert "ชื่อสมมุติอายุปีความเห็น" in paper.text(0)
    assert paper.ink(0, 120, 20, 60, 4)


def test_a_paper_is_set_smaller_where_that_saves_a_page(printed):
    long = Content({"group": "ก"}, {"rows": rows(29)})
    loose = TABLE.replace('rows = "rows"', 'rows = "rows"\nheight = 7.2')
    assert len(printed(loose, long)) == 2
    assert len(printed(loose.replace("version = 1", "version = 1\nfit = 1"), long)) == 1


def test_equal_papers_are_equal_bytes(printed):
    content = Content({"group": "ก"}, {"rows": rows(5)})
    assert printed(TABLE, content).data == printed(TABLE, content).data


def test_digits_are_those_asked_for(printed, typesetter, paper):
    target = io.BytesIO()
    layout = load_layout(TABLE, "ทดสอบ")
    content = Content({"group": "ก"}, {"rows": rows(3)})
    make_papers(layout, [content], typesetter.in_digits(thai=True), target, Silent(), 1)
    text = paper(target.getvalue()).text(0)
    assert "นายตัวอย่าง๓" in text
    assert not any(char in "0123456789" for char in text)


def test_the_number_of_a_page_stands_at_the_top_from_the_second_on(printed):
    layout = TABLE.replace("version = 1", 'version = 1\nnumber = "- {page} -"\nnumber_at = "top"')
    paper = printed(layout, Content({"group": "ก"}, {"rows": rows(100)}))
    assert paper.ink(1, 100, 8, 10, 6)
    assert not paper.ink(0, 100, 8, 10, 6)


def test_a_name_that_is_unknown_is_told(printed):
    with pytest.raises(UserError, match="แบบเอกสารผิด"):
        printed(TABLE, Content({}))


def test_a_picture_of_the_office_is_drawn_and_a_broken_one_refused(printed, tmp_path):
    from PIL import Image

    layout = 'version = 1\ntitle = "ก"\n[[block]]\nkind = "logo"\nfile = "ตรา.png"\nheight = 20\n'
    assert not printed(layout, Content({}), folder=tmp_path).ink(0, 20, 15, 20, 20)
    Image.new("RGB", (40, 40), "black").save(tmp_path / "ตรา.png")
    assert printed(layout, Content({}), folder=tmp_path).ink(0, 25, 20, 5, 5)
    (tmp_path / "ตรา.png").write_bytes(b"no picture")
    with pytest.raises(UserError, match="เปิดภาพตราไม่ได้"):
        printed(layout, Content({}), folder=tmp_path)


def test_a_code_stands_in_the_upper_right_corner(printed):
    coded = TABLE.replace("version = 1", 'version = 1\ncode = "OH1:{group}"')
    corner = 177.5, 15.5, 3, 3
    assert printed(coded, Content({"group": "A"})).ink(0, *corner)
    assert not printed(TABLE, Content({"group": "A"})).ink(0, *corner)
