"""Small workbooks as offices send them. Nobody here exists."""

from xlsxwriter import Workbook

HEADS = (
    *("รหัสประจำบ้าน", "บ้านเลขที่", "หมู่ที่", "ตำบล", "อำเภอ", "จังหวัด"),
    *("เลขประจำตัวประชาชน", "ชื่อ-สกุล", "วันเกิด", "อายุ", "รายได้ต่อคนต่อปี", "พิการ"),
)
HOUSE, ADDRESS, _, TAMBON, _, _, CID, NAME, BIRTH, AGE, INCOME, DISABLED = range(len(HEADS))
PLACE = ("4", "คลองสอง", "คลองหลวง", "ปทุมธานี")


def cid(number):
    """Return a citizen id that is in order."""
    digits = f"1{number:011d}"
    check = (11 - sum(int(d) * w for d, w in zip(digits, range(13, 1, -1), strict=True)) % 11) % 10
    return f"{digits}{check}"


def row_of(number, home=None, **changes):
    """Return one row below HEADS; who have the same `home` live together."""
    home = number if home is None else home
    cells = [
        *(f"1302{home:07d}", f"{home}/1", *PLACE),
        *(cid(number), f"นายสมมุติ{number} ตัวอย่าง", "15/03/2521", "", "50000", ""),
    ]
    for name, text in changes.items():
        cells[globals()[name.upper()]] = text
    return cells


def write_workbook(path, *sheets):
    """Write sheets as (name, rows), every cell as text."""
    with Workbook(str(path)) as book:
        for name, rows in sheets:
            page = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, text in enumerate(row):
                    page.write_string(number, column, text)
    return path
