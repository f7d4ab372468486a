"""A form's workbook made ready for phones: what a submission must say to find its way back."""

import io
from typing import Any

from desktop.domain.form import Form
from desktop.domain.submissions import FORM, HOUSEHOLD, MEMBER
from desktop.forms.definition import read_form
from desktop.forms.grid import header_key

_HOUSEHOLD = "รหัสครัวเรือน (สแกนจากแผ่นพับ)"
_HOUSEHOLD_HINT = "สแกน QR บนแผ่นพับของครัวเรือน"
_MEMBER = "ชื่อและนามสกุลของสมาชิก"
_NAME_FACT = "member.name"


def for_phones(content: bytes) -> bytes:
    """Return the workbook with questions for the household's id and each member's name.

    A calculation tells form and version, which KoboToolbox otherwise replaces by its own. What
    the form has already under these names stays as it is; names are asked where it asks none.

    Raises:
        FormMistakes: the workbook is no form.
    """
    from openpyxl import load_workbook

    form = read_form(content)
    book = load_workbook(io.BytesIO(content))
    sheet = next(one for one in book.worksheets if one.title.strip().casefold() == "survey")
    head = next(row for row in sheet.iter_rows() if any(cell.value for cell in row))
    columns = {header_key(str(cell.value)): cell.column for cell in head if cell.value}
    label = next(name for name in columns if name.split("::")[0] == "label")
    hint = label.replace("label", "hint", 1)
    for name in ("calculation", hint):
        if name not in columns:
            columns[name] = sheet.max_column + 1
            sheet.cell(head[0].row, columns[name], name)
    before = _lines(form, label, hint)
    # From below, so that the rows above keep their numbers.
    for row, line in sorted(before, key=lambda one: -(one[0] or head[0].row + 1)):
        _insert(sheet, row or head[0].row + 1, columns, line)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _lines(form: Form, label: str, hint: str) -> list[tuple[int, dict[str, str]]]:
    """Return the lines to add, each with Excel's row before which it goes; 0 is the first."""
    names = {question.name for question in form.questions}
    repeat = next((group for group in form.groups if group.repeat), None)
    named = any(one.per_member and one.fact == _NAME_FACT for one in form.questions)
    version = f"'{form.id}@{form.version}'"
    lines = [
        (0, {"type": "calculate", "name": FORM, "calculation": version}),
        (0, {"type": "barcode", "name": HOUSEHOLD, label: _HOUSEHOLD, hint: _HOUSEHOLD_HINT}),
    ]
    if repeat is not None and not named:
        lines.append((repeat.row + 1, {"type": "text", "name": MEMBER, label: _MEMBER}))
    return [(row, line) for row, line in lines if line["name"] not in names]


def _insert(sheet: Any, row: int, columns: dict[str, int], line: dict[str, str]) -> None:
    sheet.insert_rows(row)
    for name, value in line.items():
        sheet.cell(row, columns[name], value)
