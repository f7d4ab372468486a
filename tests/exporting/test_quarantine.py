"""What could not be read comes back letter by letter, and harms nobody's computer."""

import io
import zipfile
from xml.etree import ElementTree

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.listing import Problem
from desktop.exporting import quarantine
from desktop.exporting.sheets import LONGEST_TEXT


def written(problems):
    target = io.BytesIO()
    quarantine.write_problems(problems, target)
    target.seek(0)
    return target


def rows(problems):
    book = openpyxl.load_workbook(written(problems))
    return [list(row) for row in book.active.iter_rows(min_row=2)]


def problem(**changes):
    values = {
        "sheet": "คลองหลวง",
        "row": 17,
        "column": "เลขประจำตัวประชาชน",
        "value": "0130200000012",
        "reason": "เลขตรวจสอบหลักสุดท้ายไม่ถูกต้อง",
        "file": "tpmap.xlsx",
    }
    return Problem(**(values | changes))


def test_columns_stand_in_the_agreed_order():
    book = openpyxl.load_workbook(written([problem(suggestion="ตรวจกับบัตร")]))
    head, line = ([cell.value for cell in row] for row in book.active.iter_rows())
    assert head == [
        *("ไฟล์", "แผ่นงาน", "แถว", "คอลัมน์", "ค่าที่พบ", "ปัญหา", "ค่าที่แนะนำ"),
        "นำเข้าแล้วหรือไม่",
    ]
    assert line[:3] == ["tpmap.xlsx", "คลองหลวง", "17"]
    assert line[4:] == [
        *("0130200000012", "เลขตรวจสอบหลักสุดท้ายไม่ถูกต้อง", "ตรวจกับบัตร"),
        "นำเข้าแล้ว",
    ]


def test_ids_keep_their_digits_as_text():
    (line,) = rows([problem()])
    assert line[4].value == "0130200000012"
    assert {cell.data_type for cell in line if cell.value} == {"s"}
    assert line[4].number_format == "@"


@pytest.mark.parametrize(
    "value", ["=cmd|'/c calc'!A1", "+1", "-2+3", "@SUM(A1)", "\t=1", "http://x"]
)
def test_nothing_becomes_a_formula_or_a_link(value):
    (line,) = rows([problem(value=value)])
    assert line[4].value == value
    assert line[4].data_type == "s"
    assert line[4].hyperlink is None
    assert line[4].quotePrefix == (not value.startswith("http"))
    with zipfile.ZipFile(written([problem(value=value)])) as parts:
        assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")


def test_rows_left_out_are_told_from_rows_taken():
    taken, left = rows([problem(), problem(used=False)])
    assert (taken[7].value, left[7].value) == ("นำเข้าแล้ว", "ยังไม่นำเข้า")


def test_a_value_too_long_for_a_cell_is_cut_visibly():
    (line,) = rows([problem(value="ก" * (LONGEST_TEXT + 1))])
    assert len(line[4].value) == LONGEST_TEXT
    assert line[4].value.endswith("…")


def test_no_problems_make_a_sheet_with_only_a_head():
    assert rows([]) == []


def test_more_problems_than_a_sheet_holds_go_on_on_another(monkeypatch):
    monkeypatch.setattr(quarantine, "ROWS_PER_SHEET", 2)
    book = openpyxl.load_workbook(written([problem(row=n) for n in range(1, 6)]))
    numbers = [sheet.cell(row, 3).value for sheet in book for row in range(2, sheet.max_row + 1)]
    assert numbers == ["1", "2", "3", "4", "5"]
    assert len(book.sheetnames) == 3


@given(value=st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=80))
@settings(max_examples=60)
def test_any_value_comes_back_as_it_was(value):
    (line,) = rows([problem(value=value)])
    assert (line[4].value or "") == value


@pytest.mark.parametrize("value", ["\x00\x07", "ก\ud800", "\uffff", "_x0041_"])
def test_broken_characters_do_not_break_the_workbook(value):
    (line,) = rows([problem(value=value)])
    with zipfile.ZipFile(written([problem(value=value)])) as parts:
        ElementTree.fromstring(parts.read("xl/sharedStrings.xml"))  # noqa: S314 - our own
    assert line[3].value == "เลขประจำตัวประชาชน"
