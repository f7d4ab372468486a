"""A workbook that goes out to be edited in Excel."""

import io

from openpyxl import load_workbook

from desktop.forms.definition import read_form
from desktop.forms.editing import editable
from desktop.forms.xform import to_xform
from tests.factories.forms import SURVEY, changed, workbook


def test_it_is_the_same_form_with_every_id_written_down():
    survey = changed(changed(SURVEY, 4, "onehome_id", ""), 3, "type", "select_one yes_no or_other")
    out = editable(workbook(survey))
    assert read_form(out).questions == read_form(workbook(survey)).questions
    sheet = load_workbook(io.BytesIO(out))["survey"]
    assert [cell.value for cell in sheet["E"]] == [
        *("onehome_id", None, "house.own", "income", None, None, "member.rights", None),
        "visit.date",
    ]


def test_types_are_offered_and_names_that_repeat_are_warned_of():
    book = load_workbook(io.BytesIO(editable(workbook())))
    offered = [cell.value for cell in book["_types"]["A"]]
    assert {"text", "select_one yes_no", "select_multiple rights", "end_repeat"} <= set(offered)
    assert book["_types"].sheet_state == "hidden"
    rules = {str(one.sqref): one for one in book["survey"].data_validations.dataValidation}
    assert rules["A2:A209"].formula1 == f"'_types'!$A$1:$A${len(offered)}"
    assert rules["B2:B209"].formula1 == "COUNTIF($B$2:$B$209,B2)=1"


def test_it_can_go_out_again_and_to_phones():
    once = editable(workbook())
    twice = editable(once)
    assert read_form(twice).questions == read_form(once).questions
    assert (
        load_workbook(io.BytesIO(twice)).sheetnames == load_workbook(io.BytesIO(once)).sheetnames
    )
    assert to_xform(twice) == to_xform(workbook())
