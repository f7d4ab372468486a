"""A logbook's form published again as another version."""

from io import BytesIO

import openpyxl

from desktop.domain.progress import Silent
from desktop.domain.versions import LoadedForm
from desktop.forms.vetting import vet
from desktop.services import forms, publishing


def newer_short_form(desk):
    """Publish the short logbook again as another version, one question retired."""
    return newer_form(desk, forms.SHORT, "saving_has")


def newer_form(desk, form, retired="", asked=()):
    """Publish a form again as version 99, without the question named `retired`.

    `asked` are new questions (kind, name, label) that follow the day of the visit.
    """
    content = forms.workbook_of(desk, form, forms.in_force(desk, form).version)
    book = openpyxl.load_workbook(BytesIO(content))
    settings = book["settings"]
    column = [cell.value for cell in settings[1]].index("version") + 1
    settings.cell(2, column, "99")
    survey = book["survey"]
    names = [cell.value for cell in survey[1]].index("name")
    rows = [r[0].row for r in survey.iter_rows(min_row=2) if r[names].value == retired]
    for row in rows if retired else ():
        survey.delete_rows(row)
    heads = [cell.value for cell in survey[1]]
    day = next(r[0].row for r in survey.iter_rows(min_row=2) if r[names].value == "visit_date")
    for kind, name, text in reversed(asked):
        survey.insert_rows(day + 1)
        said = {"type": kind, "name": name, "label::ไทย (th)": text, "onehome_id": f"new.{name}"}
        for head, value in said.items():
            survey.cell(day + 1, heads.index(head) + 1, value)
    target = BytesIO()
    book.save(target)
    vetted = vet(target.getvalue(), Silent())
    assert vetted.form is not None, vetted.mistakes
    loaded = LoadedForm(vetted.form, target.getvalue(), vetted.remarks, vetted.unsupported)
    publishing.publish(desk, publishing._compared(desk, loaded))
    return vetted.form.version
