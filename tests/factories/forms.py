"""Form workbooks made cell by cell."""

import io

from openpyxl import Workbook

from desktop.forms.checking import points_at

SURVEY = (
    ("type", "name", "label::ไทย (th)", "required", "onehome_id", "onehome_fact"),
    ("begin_group", "house", "บ้าน", "", "", ""),
    ("select_one yes_no", "own_house", "เป็นเจ้าของบ้าน", "yes", "house.own", "housing_problem"),
    ("integer", "income", "รายได้", "", "income.month", ""),
    ("end_group", "", "", "", "", ""),
    ("begin_repeat", "members", "สมาชิก", "", "", ""),
    ("select_multiple rights", "rights", "สิทธิ", "", "member.rights", "member.rights"),
    ("end_repeat", "", "", "", "", ""),
    ("date", "visited", "วันที่เยี่ยม", "", "visit.date", ""),
)
CHOICES = (
    ("list_name", "name", "label::ไทย (th)", "onehome_key", "onehome_fact"),
    ("yes_no", "1", "ใช่", "1", "yes"),
    ("yes_no", "2", "ไม่ใช่", "2", "no"),
    ("rights", "card", "บัตรสวัสดิการแห่งรัฐ", "1", "welfare_card"),
    ("rights", "none", "ไม่มี", "0", "none"),
)
SETTINGS = (("form_title", "form_id", "version"), ("แบบทดลอง", "trial", "1"))


def open_points(keyed, answers):
    """What stands open in a whole logbook: question by question, then member by member."""
    given = {(one.question, one.person_id): one for one in answers}
    return tuple(
        point
        for question in keyed.form.questions
        for person in (keyed.people if question.per_member else (0,))
        for point in points_at(keyed, question, person, given.get((question.id, person)))
    )


def workbook(survey=SURVEY, choices=CHOICES, settings=SETTINGS):
    """Return the bytes of a form's workbook; None leaves a sheet out."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in (("survey", survey), ("choices", choices), ("settings", settings)):
        if rows is not None:
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append([cell if cell != "" else None for cell in row])
    if not book.worksheets:
        book.create_sheet("empty")
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def changed(rows, row, header, value):
    """Return the rows with one cell changed; `row` is Excel's, a new header adds a column."""
    lines = [list(line) for line in rows]
    if header not in lines[0]:
        for line in lines:
            line.append("")
        lines[0][-1] = header
    lines[row - 1][lines[0].index(header)] = value
    return lines
