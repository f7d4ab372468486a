"""A form's workbook made ready to be edited in Excel."""

import io
from typing import Any

from desktop.forms.definition import read_form
from desktop.forms.grid import Mistakes, header_key, read_sheets

_ID = "onehome_id"
_TYPES = (
    *("text", "integer", "decimal", "date", "note", "calculate", "hidden"),
    *("begin_group", "end_group", "begin_repeat", "end_repeat"),
)
_LIST_SHEET = "_types"


def editable(content: bytes, version: str = "") -> bytes:
    """Return the workbook with each question's stable id in it, and help while typing.

    The ids are what answers hang on: who then renames a question renames nothing else. `version`
    is what the edited form shall be called; '' leaves its version as it is.

    Raises:
        FormMistakes: the workbook is no form.
    """
    from openpyxl import load_workbook

    form = read_form(content)
    book = load_workbook(io.BytesIO(content))
    sheet = next(one for one in book.worksheets if one.title.strip().casefold() == "survey")
    header_row = next(row for row in sheet.iter_rows() if any(cell.value for cell in row))
    columns = {header_key(str(cell.value)): cell.column for cell in header_row if cell.value}
    if _ID not in columns:
        columns[_ID] = sheet.max_column + 1
        sheet.cell(header_row[0].row, columns[_ID], _ID)
    # What `or_other` adds stands in the row of its question, after it.
    ids = {one.row: one.id for one in reversed(form.questions)}
    for row, name in ids.items():
        cell = sheet.cell(row, columns[_ID])
        if not cell.value:
            cell.value = name
            cell.number_format = "@"
    lists = dict.fromkeys(_lists(content))
    selects = [f"{kind} {name}" for name in lists for kind in ("select_one", "select_multiple")]
    if version:
        _call(book, version)
    _offer(book, (*_TYPES, *selects))
    _help(sheet, columns, header_row[0].row + 1, len(_TYPES) + len(selects))
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _call(book: Any, version: str) -> None:
    """Write the version where the sheet `settings` has it."""
    sheet = next(one for one in book.worksheets if one.title.strip().casefold() == "settings")
    head = next(row for row in sheet.iter_rows() if any(cell.value for cell in row))
    column = next(c.column for c in head if c.value and header_key(str(c.value)) == "version")
    below = sheet.iter_rows(min_row=head[0].row + 1)
    line = next(row for row in below if any(cell.value for cell in row))
    cell = sheet.cell(line[0].row, column, version)
    cell.number_format = "@"


def _lists(content: bytes) -> list[str]:
    """Return the names of the lists of choices, in their order."""
    sheet = read_sheets(content, Mistakes(), ("choices",)).get("choices")
    return [line.get("list_name") for line in sheet.lines] if sheet else []


def _offer(book: Any, types: tuple[str, ...]) -> None:
    """Put the types where Excel's list finds them: written out it holds 255 letters only."""
    if _LIST_SHEET in book.sheetnames:
        del book[_LIST_SHEET]
    sheet = book.create_sheet(_LIST_SHEET)
    for one in types:
        sheet.append([one])
    sheet.sheet_state = "hidden"


def _help(sheet: Any, columns: dict[str, int], first: int, types: int) -> None:
    """Offer the types, and warn of a name that stands twice; pasting defeats both."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    last = sheet.max_row + 200
    letter = get_column_letter(columns["type"])
    source = f"'{_LIST_SHEET}'!$A$1:$A${types}"
    offered = DataValidation("list", formula1=source, showErrorMessage=False)
    offered.add(f"{letter}{first}:{letter}{last}")
    letter = get_column_letter(columns["name"])
    cells = f"${letter}${first}:${letter}${last}"
    once = DataValidation(
        "custom",
        formula1=f"COUNTIF({cells},{letter}{first})=1",
        errorStyle="warning",
        errorTitle="ชื่อซ้ำ",
        error="ชื่อ (name) ต้องไม่ซ้ำกันทั้งแบบฟอร์ม",
    )
    once.add(cells.replace("$", ""))
    sheet.add_data_validation(offered)
    sheet.add_data_validation(once)
