"""Which texts had to shrink, were broken or cut, or go on, is told by household and field."""

import io

import pytest

from desktop.domain.form import Choice, Question
from desktop.domain.form_paper import ComesBack, FormLine
from desktop.domain.paper_layout import Content, load_layout
from desktop.domain.progress import Silent
from desktop.printing.flow.document import make_papers
from desktop.printing.flow.setting import Setter
from desktop.printing.notes import BROKEN, CUT, LACKING, NEXT_PAGE, SMALLER, Notes
from desktop.printing.typesetter.paragraph import Style

LAYOUT = """
version = 1
title = "แผน"
foot = "{office}"
[[block]]
kind = "paragraph"
text = "{office}"
[[block]]
kind = "fields"
rows = [[{ label = "ชื่อ", value = "{name}" }, { label = "ปัญหา", value = "{problem}" }]]
[[block]]
kind = "table"
rows = "rows"
columns = [
  { head = "ที่", value = "{no}", width = 10 },
  { head = "เรื่อง", value = "{what}", width = 30 },
]
[[block]]
kind = "questions"
[[block]]
kind = "signatures"
people = [{ role = "", name = "{name}" }, { role = "" }, { role = "" }]
"""
USUAL = {"number": "000012", "office": "สำนักงาน", "name": "นางสมมุติ", "problem": ""}


@pytest.fixture
def told(typesetter):
    """What is told of a paper, as (number, field, what)."""

    def make(layout=LAYOUT, rows=(), form=(), comes_back=None, **values):
        content = Content({**USUAL, **values}, {"rows": rows}, form, comes_back)
        read = load_layout(layout, "ทดสอบ")
        made = make_papers(read, [content, content], typesetter, io.BytesIO(), Silent(), 2)
        return [(one.number, one.field, one.what) for one in made.shortened]

    return make


def test_of_usual_texts_nothing_is_told(told):
    assert told(rows=({"no": "1", "what": "ซ่อมบ้าน"},)) == []


def test_a_word_longer_than_its_line_is_set_smaller_and_broken_only_where_that_does_not_help(told):
    assert told(rows=({"no": "1" * 9, "what": "ก"},)) == []
    long = ({"no": "1", "what": "ก"}, {"no": "1" * 40, "what": "ข"})
    assert told(rows=long) == [("000012", "ที่ แถวที่ 2", BROKEN)]
    listed = tuple({**row, "number": "000077"} for row in long)
    assert told(rows=listed) == [("000077", "ที่", BROKEN)]


def test_a_text_that_goes_on_on_the_next_page_is_told(told):
    words = "หลังคารั่ว " * 900
    assert told(problem=words) == [("000012", "ปัญหา", NEXT_PAGE)]
    row = {"no": "1", "what": words}
    assert told(rows=(row,)) == [("000012", "เรื่อง แถวที่ 1", NEXT_PAGE)]
    # Rows on several pages are no text that goes on.
    assert told(rows=({"no": "1", "what": "ซ่อมบ้าน"},) * 90) == []
    fit = LAYOUT.replace("version = 1", "version = 1\nfit = 1")
    assert told(fit, rows=({"no": "1", "what": "ก"},) * 90) == [("000012", "แผน", NEXT_PAGE)]


def test_a_long_answer_is_told_by_its_question(told):
    question = Question("q", "q", "ปัญหาหลัก", "text", "s")
    line = FormLine("question", question.label, question, value="หลังคารั่ว " * 900, row=2)
    assert told(form=(line,)) == [("000012", "“ปัญหาหลัก” สมาชิกคนที่ 2", NEXT_PAGE)]


def test_a_choice_longer_than_its_place_is_told_once_for_all(told):
    question = Question("q", "q", "ข้อ", "select_one", "s", choices=(Choice("1", "x" * 300),))
    ((number, field, what),) = told(form=(FormLine("question", "ข้อ", question),))
    assert (number, what) == ("", BROKEN)
    assert "x" * 24 in field


def test_characters_that_no_font_has_are_told(told):
    assert ("000012", "ชื่อ", LACKING) in told(name="漢字")


def test_the_office_is_told_once_and_for_no_household(told):
    long = "สำนักงานพัฒนาสังคม " * 30
    assert {number for number, _, _ in told(office=long)} == {""}


def test_on_a_page_that_comes_back_a_name_shrinks_then_ends_in_an_ellipsis(told, typesetter):
    back = ComesBack("A" * 16, 1, "0000", "0000")
    name = "สมมุตินามยาว " * 9
    assert ("000012", "ชื่อ", SMALLER) in told(name=name, comes_back=back)
    assert ("000012", "ชื่อ", CUT) in told(name=name * 4, comes_back=back)


def test_a_long_name_to_sign_over_is_told(told):
    assert ("000012", "ลายมือชื่อ", SMALLER) in told(name="นางสาวสมมุตินามยาวมาก " * 4)


def test_marks_upon_marks_do_not_reach_the_line_above(typesetter):
    setter = Setter(typesetter, Notes(""))
    style = Style(10.5, leading=14)
    block = setter.laid("ฤๅปี๊\u0e4d\u0e48\u0e4d\u0e48ญูฏิ " * 40, style, 300)
    assert block.style.pitch == 14
    assert block.clearance <= 14
    assert block.size < 10.5
