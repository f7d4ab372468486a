"""Rows to repair come back letter by letter, and harm nobody's computer."""

import io
import zipfile
from xml.etree import ElementTree

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.listing import Problem
from desktop.domain.repairing import (
    ADDED,
    LIST_DATE,
    LIST_NAME,
    REMARKS,
    Origin,
    RepairBook,
    RepairRow,
    RepairSheet,
    origin_of,
)
from desktop.exporting import quarantine
from desktop.exporting.sheets import LONGEST_TEXT

HEAD = (("บัญชีรายชื่อ", ""), ("เลขประจำตัวประชาชน", "บ้านเลขที่"))
ORIGIN = Origin("ABCDEFGHIJKLMNOP", 2, 17)


def row(value="0130200000012", column=0):
    reasons = ((column, "เลขประจำตัวประชาชน: ไม่ครบ 13 หลัก"),)
    return RepairRow(
        (value, "1/2"), reasons, "ตรวจกับบัตร", ORIGIN.in_words("tpmap.xlsx", "คลองหลวง")
    )


def written(*rows, **more):
    target = io.BytesIO()
    book = RepairBook("TPMAP", "2021-01", (RepairSheet("คลองหลวง", HEAD, rows),), **more)
    quarantine.write_repairs(book, target)
    target.seek(0)
    return target


def first_cell(value):
    return openpyxl.load_workbook(written(row(value)))["คลองหลวง"].cell(3, 1)


def test_the_lists_own_columns_and_what_is_wrong_beside_them():
    book = openpyxl.load_workbook(written(row()))
    page = book["คลองหลวง"]
    lines = [[cell.value or "" for cell in line] for line in page.iter_rows()]
    assert lines[0][:2] == ["บัญชีรายชื่อ", ""]
    assert lines[1] == [*HEAD[1], *ADDED]
    assert lines[2][:2] == ["0130200000012", "1/2"]
    assert lines[2][2:4] == ["เลขประจำตัวประชาชน: ไม่ครบ 13 หลัก", "ตรวจกับบัตร"]
    assert origin_of(lines[2][4]) == ORIGIN
    assert {cell.data_type for cell in page[3]} == {"s"}
    assert page.cell(3, 1).number_format == "@"
    properties = {one.name: one.value for one in book.custom_doc_props.props}
    assert properties == {LIST_NAME: "TPMAP", LIST_DATE: "2021-01"}


def test_just_the_wrong_cells_are_marked_by_colour_and_by_comment():
    page = openpyxl.load_workbook(written(row(), row(column=1), row(column=-1)))["คลองหลวง"]
    marked = [[bool(page.cell(line, column).comment) for column in (1, 2)] for line in (3, 4, 5)]
    assert marked == [[True, False], [False, True], [False, False]]
    filled = [page.cell(line, 1).fill.fgColor.rgb == "FFFDE2D9" for line in (3, 4, 5)]
    assert filled == [True, False, False]


def test_beyond_some_thousands_no_more_boxes_are_drawn(monkeypatch):
    monkeypatch.setattr(quarantine, "_MOST_COMMENTS", 1)
    page = openpyxl.load_workbook(written(row(), row()))["คลองหลวง"]
    assert [bool(page.cell(line, 1).comment) for line in (3, 4)] == [True, False]


@pytest.mark.parametrize(
    "value", ["=cmd|'/c calc'!A1", "+1", "-2+3", "@SUM(A1)", "\t=1", "http://x"]
)
def test_nothing_becomes_a_formula_or_a_link(value):
    cell = first_cell(value)
    assert cell.value == value
    assert cell.data_type == "s"
    assert cell.hyperlink is None
    assert cell.quotePrefix == (not value.startswith("http"))
    with zipfile.ZipFile(written(row(value))) as parts:
        assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")


def test_a_value_too_long_for_a_cell_is_cut_visibly():
    text = first_cell("ก" * (LONGEST_TEXT + 1)).value
    assert len(text) == LONGEST_TEXT
    assert text.endswith("…")


def test_what_no_row_has_stands_on_a_sheet_by_itself():
    remark = Problem("คลองสอง", 0, "", "", "แผ่นงานนี้ซ่อนอยู่", "tpmap.xlsx")
    book = openpyxl.load_workbook(written(row(), remarks=(remark,)))
    assert book.sheetnames == ["คลองหลวง", REMARKS]
    said = ["tpmap.xlsx", "คลองสอง", "", "", "แผ่นงานนี้ซ่อนอยู่"]
    assert [cell.value or "" for cell in book[REMARKS][2]] == said


def test_names_that_excel_takes():
    wanted = ["ก/ข", "ก/ข", "ก" * 40, "ก" * 40, "''", REMARKS, "A", "a"]
    names = quarantine.sheet_names(wanted)
    assert names[:2] == ("ก_ข", "ก_ข (2)")
    assert len({name.casefold() for name in names}) == len(wanted)
    assert max(map(len, names)) <= 31
    assert REMARKS not in names


@given(value=st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=80))
@settings(max_examples=60)
def test_any_value_comes_back_as_it_was(value):
    assert (first_cell(value).value or "") == value


@pytest.mark.parametrize("value", ["\x00\x07", "ก\ud800", "\uffff", "_x0041_"])
def test_broken_characters_do_not_break_the_workbook(value):
    with zipfile.ZipFile(written(row(value))) as parts:
        ElementTree.fromstring(parts.read("xl/sharedStrings.xml"))  # noqa: S314 - our own


@pytest.mark.parametrize("text", ["", "แถว 17", "#ABCDEFGHIJKLMNOP/2/", "#abcdefghijklmnop/2/3"])
def test_other_words_are_no_origin(text):
    assert origin_of(text) is None
