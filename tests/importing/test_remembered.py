"""Which list a workbook of problems came from."""

import io
import zipfile

import openpyxl
import pytest
import xlsxwriter

from desktop.domain.repairing import LIST_DATE, LIST_NAME, RepairBook
from desktop.exporting.quarantine import write_repairs
from desktop.importing.remembered import remembered_list


@pytest.fixture
def path(tmp_path):
    return tmp_path / "แก้.xlsx"


def test_it_is_remembered_through_another_programs_saving(path):
    buffer = io.BytesIO()
    write_repairs(RepairBook("เบี้ย <&> “ก”", "2021-01"), buffer)
    path.write_bytes(buffer.getvalue())
    assert remembered_list(path) == ("เบี้ย <&> “ก”", "2021-01")
    openpyxl.load_workbook(path).save(path)
    assert remembered_list(path) == ("เบี้ย <&> “ก”", "2021-01")


def test_other_workbooks_remember_nothing(path, tmp_path):
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet()
    assert remembered_list(path) is None
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet()
        book.set_custom_property(LIST_NAME, "TPMAP")
    assert remembered_list(path) is None
    assert remembered_list(tmp_path / "ไม่มี.xlsx") is None
    path.write_bytes(b"PK\x03\x04 no parcel")
    assert remembered_list(path) is None


def test_of_a_huge_part_only_the_beginning_is_read(path):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as parcel:
        parcel.writestr("docProps/custom.xml", b" " * 200_000_000 + LIST_DATE.encode())
    assert remembered_list(path) is None
