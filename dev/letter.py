"""The short logbook changed as a ministry's letter asks: the example of the pictures.

Three questions are added, two retired, one reworded under another id, a list of choices and a
skip rule changed.
"""

from pathlib import Path

import openpyxl

from desktop.services import form_changes, forms
from desktop.services.desk import Desk

_ADDED = (
    ("select_one has", "internet_has", "มีอินเทอร์เน็ตใช้ที่บ้าน", "housing.internet"),
    ("integer", "care_hours", "ชั่วโมงต่อวันที่ต้องมีผู้ดูแล", "care.hours"),
    ("text", "risk_main", "ภัยหรือความเสี่ยงที่กังวล", "risk.main"),
)
_RETIRED = ("farmland_has", "strength_main")


def changed_form(desk: Desk, target: Path, *, slips: bool = False) -> Path:
    """Write the changed workbook; with slips of the pen it can't be taken."""
    short = next(one for one in forms.versions(desk) if one.form == forms.SHORT)
    copy = form_changes.copy_to_edit(desk, short)
    book = openpyxl.load_workbook(copy)
    copy.unlink()
    survey, choices = book["survey"], book["choices"]
    rows = {survey.cell(row, 2).value: row for row in range(1, survey.max_row + 1)}
    survey.cell(rows["income_month"], 3).value = "รายได้รวมของทุกคนในครัวเรือนต่อเดือน (บาท)"
    survey.cell(rows["income_month"], 2).value = "income_all"
    survey.cell(rows["income_month"], 8).value = "income.all"
    survey.cell(rows["need_detail"], 7).value = "${need_help} != '' or ${problem_main} != ''"
    for name in _RETIRED:
        survey.delete_rows(next(r[0].row for r in survey.iter_rows() if r[1].value == name))
    at = next(r[0].row for r in survey.iter_rows() if r[1].value == "housing_toilet") + 1
    for kind, name, words, number in _ADDED:
        survey.insert_rows(at)
        for column, value in ((1, kind), (2, name), (3, words), (8, number)):
            survey.cell(at, column).value = value
    for row in choices.iter_rows(min_row=2):
        if (row[0].value, row[1].value) == ("tenure", "3"):
            row[2].value = "เช่าซื้อหรือผ่อนชำระ"
    choices.append(("tenure", "5", "อาศัยในที่สาธารณะ", "5"))
    if slips:
        survey.cell(at, 1).value = "integr"
        survey.cell(at + 1, 7).value = "${nobody} = '1'"
    book.save(target)
    return target
