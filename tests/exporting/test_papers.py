"""The tables of papers as workbooks."""

import io

import openpyxl

from desktop.domain.paper_layout import Content, load_layout
from desktop.domain.progress import Silent
from desktop.exporting.papers import write_papers

LAYOUT = """
version = 1
title = "บัญชี"
foot = "ที่มา {group}"
[[block]]
kind = "title"
text = "บัญชี {group}"
[[block]]
kind = "table"
rows = "rows"
columns = [
  { head = "คน", value = "{n}", width = 10, number = true },
  { head = "ชื่อ", value = "{name}", width = 40 },
]
"""


def written(*named):
    target = io.BytesIO()
    layout = load_layout(LAYOUT, "ทดสอบ")
    count = write_papers(layout, named, target, Silent(), len(named))
    target.seek(0)
    book = openpyxl.load_workbook(target)
    assert len(book.sheetnames) == count
    return book


def content(*rows):
    return Content({"group": "ก"}, {"rows": tuple({"n": n, "name": name} for n, name in rows)})


def test_numbers_are_numbers_and_text_stays_text():
    sheet = written(("ก", content(("1,234", "=SUM(A1)"), ("–", "012")))).active
    assert [cell.value for cell in sheet["A"]] == [
        *("บัญชี ก", "คน", 1234, "–", None, "ที่มา ก"),
    ]
    assert [cell.value for cell in sheet["B"]][1:4] == ["ชื่อ", "=SUM(A1)", "012"]
    assert sheet["B3"].data_type == "s"
    assert sheet.freeze_panes == "A3"


def test_sheets_bear_their_parts_names_as_excel_can():
    names = ["อำเภอ [1]/2", "x" * 40, "X" * 40, ""]
    book = written(*((name, content()) for name in names))
    assert book.sheetnames == ["อำเภอ 1 2", "x" * 31, "X" * 27 + " (2)", "รายชื่อ"]
