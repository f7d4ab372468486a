"""Lists as read from spreadsheets, with valid defaults. Nobody here exists."""

import json
import zlib

from desktop.domain.listing import ListFile, PersonRow, Persons, RawBlock, ReadList
from desktop.domain.sheets import ColumnGuess, SheetLayout

TAMBON = "130201"
COLUMNS = (ColumnGuess(0, "ชื่อ", "first_name", "ตรงกับชื่อคอลัมน์"),)


def person_row(number=1, household="1", **changes):
    """Return one row; equal households live together at one house of หมู่ 4."""
    values = {
        "sheet": 0,
        "row": number + 1,
        "household": f"h:1302000000{household}",
        "house_code": f"1302000000{household}",
        "address_no": f"{household}/1",
        "moo": "4",
        "tambon_code": TAMBON,
        "prefix": "นาย",
        "first_name": f"สมมุติ{number}",
        "last_name": "ตัวอย่าง",
        "sex": "m",
        "birth": "1980-05-01",
        "relation": "หัวหน้าครัวเรือน",
        "dim_known": 31,
        "income": 5_000_000,
    }
    return PersonRow(**(values | changes))


def read_list(rows, **changes):
    """Return what reading a workbook of these rows gives, raw rows included."""
    raw = [[row.first_name, row.last_name, row.cid] for row in rows]
    data = zlib.compress(json.dumps(raw, ensure_ascii=False).encode())
    values = {
        "files": (ListFile("รายชื่อ.xlsx", 1234, "0" * 64),),
        "sheets": (SheetLayout(0, "ต.คลองหนึ่ง", 1, COLUMNS, len(rows)),),
        "persons": Persons.of(rows),
        "blocks": [RawBlock(0, 2, len(rows), data)],
        "data_rows": len(rows),
    }
    return ReadList(**(values | changes))
