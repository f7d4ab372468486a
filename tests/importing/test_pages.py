"""Tables of web pages, as systems export them under the name of .xls."""

import html
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.errors import UserError
from desktop.importing import pages, workbook

NAME = Path("ก.xls")
ROWS = [("ชื่อ", "บ้านเลขที่"), ("สมมติ", "1/2"), ("สมมุติ", "๑๒")]


def opened(text, encoding="utf-8", name=NAME):
    return list(workbook.open_sheets(name, text.encode(encoding)))


def one(text, **more):
    (sheet,) = opened(f"<html>{text}", **more)
    return [list(row) for row in sheet.rows()]


def table(rows, cell="td"):
    inside = "".join(
        "<tr>" + "".join(f"<{cell}>{html.escape(text)}</{cell}>" for text in row) + "</tr>"
        for row in rows
    )
    return f"<table>{inside}</table>"


@pytest.mark.parametrize("name", ["ก.xls", "ก.html", "ก.htm", "ก.xlsx"])
@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ("", "utf-8"),
        ("", "utf-8-sig"),
        ("", "utf-16"),
        ("", "cp874"),
        ('<meta charset="utf-8">', "utf-8"),
        ('<meta charset="utf-8">', "cp874"),
        ("<meta http-equiv=Content-Type content='text/html; charset=windows-874'>", "cp874"),
        ("<meta http-equiv=Content-Type content='text/html; charset=TIS-620'>", "utf-8"),
    ],
)
def test_code_pages(name, head, encoding):
    (sheet,) = opened(f"\r\n<HTML><head>{head}</head>{table(ROWS)}</HTML>", encoding, Path(name))
    assert (sheet.name, sheet.rows()) == ("ก", ROWS)


def test_declared_code_page_decides_where_both_are_possible():
    text = '<html><meta charset="windows-874">' + table([["ยก"]])
    assert text.encode("cp874").decode("utf-8")
    assert one(text[6:], encoding="cp874") == [["ยก"]]


def test_text_of_cells():
    cells = [
        ("ก&nbsp;ข&amp;&#3588;&lt;td&gt;", "ก\xa0ข&ค<td>"),
        ("&nbsp;", ""),
        ("  ก \r\n <b>ข</b>\n<i>ค</i> ", "ก ข ค"),
        ("ก<br>ข<p>ค</p>", "ก\nข\nค"),
        ("<script>alert('<td>')</script>ก<style>td {}</style>", "ก"),
        ("<!-- <td>ไม่มี</td> -->ก", "ก"),
    ]
    row = "".join(f"<td>{given}" for given, _ in cells)
    assert one(f"<table><tr>{row}<td>.</table>") == [[*(shown for _, shown in cells), "."]]


def test_number_whose_end_is_not_shown():
    row = '<td x:num="1103700000001">1.1037E+12<td x:num="44197">1/1/2564'
    assert one(f"<table><tr>{row}</table>") == [["1103700000001", "1/1/2564"]]


def test_merged_cells():
    # A household of three: its cells are said for each, as they are meant.
    assert one(
        "<table><tr><td rowspan=3>บ้าน 1<td>ก<td rowspan=2>x<tr><td>ข<tr><td>ค<td>y"
        "<tr><td>บ้าน 2<td>ง<td>z</table>"
    ) == [["บ้าน 1", "ก", "x"], ["บ้าน 1", "ข", "x"], ["บ้าน 1", "ค", "y"], ["บ้าน 2", "ง", "z"]]
    # A header of two rows stands as in a workbook.
    assert one(
        '<table><tr><td rowspan="2">ชื่อ<td colspan="2">มิติ<td rowspan=2>อายุ'
        "<tr><td>สุขภาพ<td>รายได้<tr><td>ก<td>1<td>0<td>7</table>"
    ) == [["ชื่อ", "มิติ", "", "อายุ"], ["", "สุขภาพ", "รายได้", ""], ["ก", "1", "0", "7"]]
    assert one("<table><tr><th rowspan=2>ชื่อ<th>ก<tr><th>ข</table>") == [["ชื่อ", "ก"], ["", "ข"]]


@pytest.mark.parametrize("span", ["0", "-2", "x", "", "2.5", "9" * 5000])
def test_spans_that_are_none(span):
    text = f'<table><tr><td rowspan="{span}" colspan="{span}">ก<td>ข<tr><td>ค</table>'
    assert one(text) == [["ก", "ข"], ["ค", ""]]


def test_titles_and_several_tables():
    sheets = opened(
        "<html><title>x</title><h3>ตำบลคลองหนึ่ง</h3><p>อำเภอ<b>คลองหลวง</b></p>"
        + table(ROWS)
        + "<table><caption>ท้าย</caption><tr><td>ง</table>หมายเหตุ"
    )
    assert [sheet.name for sheet in sheets] == ["ตาราง 1", "ตาราง 2"]
    first, second = sheets
    titles = [("ตำบลคลองหนึ่ง", ""), ("อำเภอคลองหลวง", "")]
    assert first.rows() == [*titles, *ROWS]
    assert second.rows() == [("ท้าย",), ("ง",)]


def test_table_in_a_table():
    page = f"<table><tr><td>{table(ROWS)}</td></tr></table>"
    assert [sheet.rows() for sheet in opened(page)] == [ROWS]
    outer, inner = opened(f"<table><tr><td>ก{table([['ข']])}ค<td>ง</table>")
    assert (outer.rows(), inner.rows()) == ([("กค", "ง")], [("ข",)])


def test_hidden_rows_are_counted():
    (sheet,) = opened(
        "<table><tr><td>ก<tr style='height:0;DISPLAY: none'><td>ข<tr hidden><td>ค</table>"
    )
    assert (sheet.height, sheet.hides.rows) == (3, 2)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("<html><table><tr><td>ก</td></tr>", "เสียหาย"),
        (table(ROWS)[:-30], "เสียหาย"),
        (table(ROWS) + "<!--" * 100_000, "เสียหาย"),
        (table(ROWS) + "<td " * 100_000, "เสียหาย"),
        ("<html><p>ไม่มีตาราง</p>", "ว่างเปล่า"),
        ("<table><tr>" + "<td colspan=1000>" * 10_001, "ใหญ่เกินไป"),
        ("<table><tr><td>" * 41, "ใหญ่เกินไป"),
        (table([["ก"]]) * 501, "ใหญ่เกินไป"),
        ("<table>" + "<tr>" + "<td colspan=1000>ก" * 17 + "</table>", "ใหญ่เกินไป"),
        ("<table><tr>" + "<td>ก" * 2000 + "<tr><td>ก" * 6000 + "</table>", "ใหญ่เกินไป"),
        (
            "<table>"
            + "<tr>"
            + "<td colspan=1000 rowspan=65534>ก" * 16
            + "<tr>" * 9
            + "<tr><td>ข" * 700,
            "ใหญ่เกินไป",
        ),
    ],
)
def test_refused(text, title):
    with pytest.raises(UserError, match=title) as caught:
        opened(text)
    assert caught.value.where.file == NAME.name


WORDS = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=5)


@given(st.lists(st.lists(WORDS, min_size=3, max_size=3), min_size=1, max_size=8))
def test_cells_come_back(rows):
    assert one(table(rows)) == rows


PARTS = [
    "<table>",
    "</table>",
    "<tr>",
    "</tr>",
    "<td rowspan=3>",
    "<td colspan=2>",
    "<td>",
    "</td>",
]


@given(
    st.lists(st.sampled_from([*PARTS, "<br>", "ก", "<!--", "<td", "&", "<title>"]), max_size=40)
)
def test_any_page_is_read_or_refused(parts):
    try:
        found = pages.read_page(NAME, "".join(parts).encode())
    except UserError:
        return
    assert all(len(row) == len(table.rows[0]) for table in found for row in table.rows)
