"""Opening files: cells as text, every format, and what is refused."""

import io
import zipfile
from datetime import date, datetime, time
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.errors import UserError
from desktop.importing import workbook
from tests.factories.open_documents import write_open_document

ROWS = [("ชื่อ", "บ้านเลขที่"), ("สมมติ", "1/2"), ("สมมุติ", "๑๒")]


def book(path, sheets):
    with xlsxwriter.Workbook(path) as made:
        for name, rows in sheets.items():
            sheet = made.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return path


def opened(path):
    return list(workbook.open_sheets(path, workbook.read_bytes(path)))


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (1.0, "1"),
        (1103700000001.0, "1103700000001"),
        (1.5, "1.5"),
        (12, "12"),
        (True, "True"),
        (None, ""),
        ("007", "007"),
        (date(2500, 1, 2), "2500-01-02"),
        (datetime(1957, 1, 2), "1957-01-02"),  # noqa: DTZ001
        (datetime(1957, 1, 2, 3, 4), "1957-01-02T03:04:00"),  # noqa: DTZ001
        (time(10, 20), "10:20:00"),
    ],
)
def test_text_of(cell, text):
    assert workbook.text_of(cell) == text


def test_workbook_with_hidden_and_empty_sheets(tmp_path):
    path = tmp_path / "ก.xlsx"
    with xlsxwriter.Workbook(path) as made:
        made.add_worksheet("ว่าง")
        shown = made.add_worksheet("เห็น")
        shown.write_row(2, 1, ["x", 1, True])
        hidden = made.add_worksheet("ซ่อน")
        hidden.hide()
        hidden.write(0, 0, "y")
    first, second = opened(path)
    assert (first.name, first.hidden, first.height) == ("เห็น", False, 3)
    assert list(first.rows(2)) == [("", "x", "1", "True")]
    assert (second.name, second.hidden) == ("ซ่อน", True)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp874"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_text_files(tmp_path, encoding, separator):
    path = tmp_path / "ก.csv"
    path.write_text("\r\n".join(separator.join(row) for row in ROWS), encoding=encoding)
    (sheet,) = opened(path)
    assert list(sheet.rows()) == ROWS


@given(
    st.lists(st.lists(st.text(st.characters(exclude_categories=["C"])), min_size=2, max_size=4))
)
def test_csv_comes_back_cell_for_cell(rows):
    import csv

    text = io.StringIO(newline="")
    csv.writer(text).writerows([["ก", "ข", "ค", "ง"], *rows])
    (sheet,) = workbook.open_sheets(Path("ก.csv"), text.getvalue().encode())
    found = [[cell for cell in row if cell] for row in sheet.rows(1)]
    expected = [[cell for cell in row if cell] for row in rows]
    while expected and not expected[-1]:
        expected.pop()
    assert found == expected


def refused(tmp_path, name, data):
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(UserError) as caught:
        opened(path)
    assert caught.value.where.file == name
    return caught.value.title


def test_not_a_spreadsheet(tmp_path):
    assert refused(tmp_path, "ก.xlsx", b"%PDF-1.7 ...") == "ไม่ใช่ไฟล์ตารางคำนวณ"
    xml = b'<?xml version="1.0"?><Workbook><Worksheet><Table></Table></Worksheet></Workbook>'
    assert refused(tmp_path, "ก.xls", xml) == "ไม่ใช่ไฟล์ตารางคำนวณ"
    assert refused(tmp_path, "ก.csv", bytes(range(1, 120))) == "ไม่ใช่ไฟล์ตารางคำนวณ"
    assert refused(tmp_path, "ก.xlsx", b"") == "ไฟล์ว่างเปล่า"
    assert refused(tmp_path, "ก.csv", b"\n\n,,\n") == "ไฟล์ว่างเปล่า"


def test_a_zip_that_is_no_workbook(tmp_path):
    parcel = io.BytesIO()
    with zipfile.ZipFile(parcel, "w") as made:
        made.writestr("a.txt", "x")
    assert refused(tmp_path, "ก.xlsx", parcel.getvalue()) == "ไฟล์เสียหายหรือไม่สมบูรณ์"


def test_truncated(tmp_path):
    whole = book(tmp_path / "ข.xlsx", {"ก": ROWS * 50}).read_bytes()
    for share in (0.1, 0.5, 0.9, 0.99):
        cut = whole[: int(len(whole) * share)]
        assert refused(tmp_path, "ก.xlsx", cut) == "ไฟล์เสียหายหรือไม่สมบูรณ์"


def test_encrypted(tmp_path, locked):
    path = locked(book(tmp_path / "ก.xlsx", {"ก": ROWS}), "รหัส")
    assert refused(tmp_path, "ก.xlsx", path.read_bytes()) == "ไฟล์มีรหัสผ่าน"
    (sheet,) = workbook.open_sheets(path, path.read_bytes(), ["ผิด", "รหัส"])
    assert sheet.rows() == ROWS


def test_encrypted_and_cut_off(tmp_path, locked):
    whole = locked(book(tmp_path / "ก.xlsx", {"ก": ROWS}), "รหัส").read_bytes()
    for share in (0.2, 0.6, 0.95):
        with pytest.raises(UserError):
            list(workbook.open_sheets(Path("ก.xlsx"), whole[: int(len(whole) * share)], ["รหัส"]))


def test_protected_by_excel_but_open_to_all(tmp_path, locked):
    path = locked(book(tmp_path / "ก.xlsx", {"ก": ROWS}), "VelvetSweatshop")
    (sheet,) = opened(path)
    assert sheet.rows() == ROWS


def test_open_document(tmp_path):
    path = write_open_document(tmp_path / "ก.ods", {"ก": ROWS})
    (sheet,) = opened(path)
    assert (sheet.name, sheet.rows()) == ("ก", ROWS)
    keys = '<m:file-entry><m:encryption-data m:checksum=""/></m:file-entry>'
    locked = write_open_document(path, {"ก": ROWS}, keys)
    assert refused(tmp_path, "ก.ods", locked.read_bytes()) == "ไฟล์มีรหัสผ่าน"


def test_missing_file(tmp_path):
    with pytest.raises(UserError, match="เปิดไฟล์ไม่ได้"):
        workbook.read_bytes(tmp_path / "ไม่มี.xlsx")
