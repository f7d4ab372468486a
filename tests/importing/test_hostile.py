"""Files made to harm: the program gets a message, and lives on."""

import io
import zipfile

import pytest

from desktop.domain.errors import UserError
from desktop.domain.progress import Silent
from desktop.importing import reading, workbook

XML = '<?xml version="1.0"?>'
OPEN = "http://schemas.openxmlformats.org"
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
TYPES = (
    f'{XML}<Types xmlns="{OPEN}/package/2006/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{SPREADSHEET}.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" '
    f'ContentType="{SPREADSHEET}.worksheet+xml"/></Types>'
)
RELATION = f'Type="{OPEN}/officeDocument/2006/relationships'
RELATIONS = f'{XML}<Relationships xmlns="{OPEN}/package/2006/relationships">%s</Relationships>'
RELS = RELATIONS % f'<Relationship Id="rId1" {RELATION}/officeDocument" Target="xl/workbook.xml"/>'
BOOK = (
    f'{XML}<workbook xmlns="{OPEN}/spreadsheetml/2006/main" '
    f'xmlns:r="{OPEN}/officeDocument/2006/relationships">'
    '<sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
BOOK_RELS = RELATIONS % (
    f'<Relationship Id="rId1" {RELATION}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" {RELATION}/sharedStrings" Target="sharedStrings.xml"/>'
)
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
SHEET = f'<?xml version="1.0"?><worksheet {MAIN}><sheetData>%s</sheetData></worksheet>'
STRINGS = f'<?xml version="1.0"?><sst {MAIN} %s</sst>'
CELL = '<row r="{row}"><c r="{at}"><v>1</v></c></row>'
FIRST_CELL = CELL.format(row=1, at="A1")


def package(tmp_path, sheet=FIRST_CELL, strings="><si><t>a</t></si>"):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", TYPES)
        made.writestr("_rels/.rels", RELS)
        made.writestr("xl/workbook.xml", BOOK)
        made.writestr("xl/_rels/workbook.xml.rels", BOOK_RELS)
        made.writestr("xl/worksheets/sheet1.xml", SHEET % sheet)
        made.writestr("xl/sharedStrings.xml", STRINGS % strings)
    path = tmp_path / "ก.xlsx"
    path.write_bytes(content.getvalue())
    return path


def message(path):
    with pytest.raises(UserError) as caught:
        reading.read_list([path], None, 2021, Silent())
    assert caught.value.where.file == "ก.xlsx"
    return caught.value.title


def test_the_harmless_file_is_read_as_far_as_its_missing_header(tmp_path):
    assert message(package(tmp_path)) == "ไม่พบหัวตาราง"


ANNOUNCED = 'uniqueCount="4000000000"><si><t>a</t></si>'


def test_four_thousand_million_strings_announced(tmp_path):
    assert message(package(tmp_path, strings=ANNOUNCED)) == "ไม่พบหัวตาราง"
    # In a form that only the reader of every format knows, which believes the announcement.
    odd = "<!-- -->" + FIRST_CELL
    assert message(package(tmp_path, odd, strings=ANNOUNCED)) == "อ่านไฟล์ไม่สำเร็จ"


def test_a_cell_in_the_last_row_and_column(tmp_path):
    two = FIRST_CELL + CELL.format(row=1048576, at="XFD1048576")
    assert message(package(tmp_path, two)) == "แผ่นงานใหญ่ผิดปกติ"
    assert message(package(tmp_path, "<!-- -->" + two)) == "อ่านไฟล์ไม่สำเร็จ"


def test_a_file_that_unpacks_to_too_much(tmp_path, monkeypatch):
    monkeypatch.setattr(workbook, "_LARGEST_UNPACKED", 1 << 20)
    bomb = package(tmp_path, " " * (2 << 20))
    with pytest.raises(UserError, match="ไฟล์ใหญ่เกินไป"):
        list(workbook.open_sheets(bomb, bomb.read_bytes()))


def test_entities_are_not_resolved(tmp_path):
    path = package(tmp_path)
    bomb = (
        f'{XML}<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet {MAIN}><sheetData>'
        '<row r="1"><c r="A1" t="inlineStr"><is><t>&a;</t></is></c></row></sheetData></worksheet>'
    )
    content = path.read_bytes()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(path, "w") as made:
        for name in old.namelist():
            made.writestr(name, bomb if "sheet1" in name else old.read(name))
    assert message(path) in ("ไฟล์เสียหายหรือไม่สมบูรณ์", "ไฟล์ว่างเปล่า")
