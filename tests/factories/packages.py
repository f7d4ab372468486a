"""Workbooks put together by hand, part by part, where no program would write them so."""

import io
import zipfile

XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OPEN = "http://schemas.openxmlformats.org"
MAIN = f'xmlns="{OPEN}/spreadsheetml/2006/main"'
OFFICE = f"{OPEN}/officeDocument/2006/relationships"
LINK = f'<Relationship Id="%s" Type="{OFFICE}/%s" Target="%s"/>'
LINKS = f'{XML}<Relationships xmlns="{OPEN}/package/2006/relationships">%s</Relationships>'
SHEET = f"{XML}<worksheet {MAIN}>%s<sheetData>%s</sheetData>%s</worksheet>"
BOOK = f'{XML}<workbook {MAIN} xmlns:r="{OFFICE}">%s<sheets>%s</sheets></workbook>'
STRINGS = f"{XML}<sst {MAIN}>%s</sst>"
STYLES = f"{XML}<styleSheet {MAIN}>%s<cellXfs>%s</cellXfs></styleSheet>"
TEXTS = "<si><t>ก</t></si><si><t>ข</t></si>"
# Styles: general, a date, a time, a length of time, a date of the writer's own, a number.
FORMATS = '<numFmts><numFmt numFmtId="170" formatCode="d/m/yyyy"/></numFmts>'
STYLE_LIST = "".join(f'<xf numFmtId="{number}"/>' for number in (0, 14, 20, 46, 170, 4))


def package(
    rows="",
    *,
    head="",
    tail="",
    strings=TEXTS,
    book="",
    sheets='<sheet name="a" sheetId="1" r:id="rId1"/>',
    parts=None,
    packing=zipfile.ZIP_DEFLATED,
):
    """Return a workbook of one sheet; `parts` adds or replaces parts, None leaves one out."""
    content = {
        "_rels/.rels": LINKS % (LINK % ("rId1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": BOOK % (book, sheets),
        "xl/_rels/workbook.xml.rels": LINKS
        % (
            LINK % ("rId1", "worksheet", "worksheets/sheet1.xml")
            + LINK % ("rId2", "sharedStrings", "sharedStrings.xml")
            + LINK % ("rId3", "chartsheet", "chartsheets/sheet1.xml")
        ),
        "xl/worksheets/sheet1.xml": SHEET % (head, rows, tail),
        "xl/sharedStrings.xml": STRINGS % strings,
        "xl/styles.xml": STYLES % (FORMATS, STYLE_LIST),
        **(parts or {}),
    }
    parcel = io.BytesIO()
    with zipfile.ZipFile(parcel, "w", packing) as made:
        for name, part in content.items():
            if part is not None:
                made.writestr(name, part)
    return parcel.getvalue()


def row(*cells, number=1):
    """Return a row of cells, each already written."""
    return f'<row r="{number}">{"".join(cells)}</row>'
