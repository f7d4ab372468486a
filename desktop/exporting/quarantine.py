"""The workbook of values and rows that could not be read, for the clerk to put right."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, BinaryIO

from desktop.exporting.sheets import TextCells, open_workbook, set_paper

if TYPE_CHECKING:
    import xlsxwriter

    from desktop.domain.listing import Problem

SHEET = "ข้อมูลที่ต้องตรวจ"
COLUMNS = (
    ("ไฟล์", 30),
    ("แผ่นงาน", 18),
    ("แถว", 8),
    ("คอลัมน์", 24),
    ("ค่าที่พบ", 30),
    ("ปัญหา", 48),
    ("ค่าที่แนะนำ", 24),
    ("นำเข้าแล้วหรือไม่", 18),
)
USED = "นำเข้าแล้ว"
NOT_USED = "ยังไม่นำเข้า"
# Excel ends at row 1,048,576.
ROWS_PER_SHEET = 1_000_000


def write_problems(problems: Sequence["Problem"], target: BinaryIO) -> None:
    """Write one line per problem as an xlsx workbook, every value as text.

    Numbers of citizens and houses keep their digits and leading zeros, and nothing that a list
    brings along becomes a formula.
    """
    with open_workbook(target) as book:
        for start in range(0, max(len(problems), 1), ROWS_PER_SHEET):
            number = start // ROWS_PER_SHEET + 1
            name = SHEET if number == 1 else f"{SHEET} {number}"
            _write_sheet(book, name, problems[start : start + ROWS_PER_SHEET])


def _write_sheet(book: "xlsxwriter.Workbook", name: str, problems: Sequence["Problem"]) -> None:
    sheet = book.add_worksheet(name)
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    cells = TextCells(book, text_wrap=True, valign="top")
    for column, (label, width) in enumerate(COLUMNS):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, label, head)
    for row, problem in enumerate(problems, 1):
        for column, text in enumerate(_texts(problem)):
            cells.write(sheet, row, column, text)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(problems), 1), len(COLUMNS) - 1)
    set_paper(sheet, first_repeated=0, last_repeated=0)


def _texts(problem: "Problem") -> tuple[str, ...]:
    return (
        problem.file,
        problem.sheet,
        str(problem.row) if problem.row else "",
        problem.column,
        problem.value,
        problem.reason,
        problem.suggestion,
        USED if problem.used else NOT_USED,
    )
