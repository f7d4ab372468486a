"""What to look at again in a form, and what the screen can't ask."""

from datetime import date

import pytest

from desktop.forms.definition import read_form
from desktop.forms.lines import LineKind, all_lines
from desktop.forms.remarks import remarks
from desktop.forms.rules import Rules
from desktop.forms.unsupported import unsupported
from tests.factories.forms import SURVEY, changed, open_points, workbook

TODAY = date(2022, 1, 15)


def cells(found):
    return {one.cell: one.message for one in found}


@pytest.mark.parametrize(
    ("row", "header", "text", "says"),
    [
        (4, "calculation", "date(decimal-date-time(${visited}) + 1)", "ได้วันก่อนหน้า"),
        (4, "relevant", "${own_house}", "ลอย ๆ"),
        (4, "relevant", "${visited} != '' and ${own_house}", "ลอย ๆ"),
        (4, "relevant", "not(${own_house})", "ลอย ๆ"),
        (4, "constraint", ". > 0", "ข้อความบอกผู้กรอก"),
        (2, "label::ไทย (th)", "", "ไม่มีชื่อหมวด"),
        (7, "relevant", "count(${rights}) > 1", "เฉพาะของคนนั้น"),
        (7, "default", "join(' ', ${rights})", "เฉพาะของคนนั้น"),
    ],
)
def test_doubtful_rule_is_pointed_at(row, header, text, says):
    (one,) = remarks(read_form(workbook(changed(SURVEY, row, header, text))))
    assert one.row == row
    assert says in one.message


@pytest.mark.parametrize(
    ("row", "header", "text"),
    [
        (4, "relevant", "${own_house} = '1'"),
        (4, "relevant", "selected(${rights}, 'card')"),
        (4, "relevant", "(${own_house} = '1' or ${own_house} = '2') and ${visited} != ''"),
        (4, "relevant", "'${own_house}' = 'and ${own_house}'"),
        (4, "relevant", "string-length(${own_house}) > 0"),
        (9, "relevant", "count(${rights}) > 1"),
        (4, "calculation", "date(${visited} + 1)"),
    ],
)
def test_plain_rule_is_left_alone(row, header, text):
    assert remarks(read_form(workbook(changed(SURVEY, row, header, text)))) == ()


def test_what_the_screen_cannot_ask_is_named_cell_by_cell():
    survey = changed(SURVEY, 4, "type", "geotrace")
    survey = changed(survey, 3, "trigger", "${visited}")
    survey = changed(survey, 7, "type", "select_multiple_from_file rights.csv")
    more = [("begin_repeat", "plots", "แปลง"), ("text", "plot", "แปลง"), ("end_repeat", "", "")]
    survey = [*survey, *([*one, "", "", "", ""] for one in more)]
    found = cells(unsupported(read_form(workbook(survey))))
    assert list(found) == ["survey!G3", "survey!A4", "survey!A7", "survey!A10"]
    assert "เส้นทาง" in found["survey!A4"]
    assert "ไฟล์แนบ" in found["survey!A7"]
    assert "กลุ่มซ้ำ" in found["survey!A10"]


def test_a_picture_is_a_phones_to_take():
    survey = changed(changed(SURVEY, 4, "type", "image"), 4, "required", "yes")
    form = read_form(workbook(survey))
    assert unsupported(form) == ()
    lines = list(all_lines(form, ()))
    (line,) = [one for one in lines if one.question and one.question.kind == "image"]
    assert (line.kind, line.place) == (LineKind.NOTE, None)
    assert "โทรศัพท์" in line.text
    # Nobody can key it: it is never missed.
    asked = [point.question for point in open_points(Rules(form).begin((), (), TODAY), ())]
    assert asked == ["house.own"]


def test_a_plain_form_can_be_asked_whole():
    assert unsupported(read_form(workbook())) == ()
