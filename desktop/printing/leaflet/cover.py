"""Page 1: whose leaflet this is, and the visit."""

from dataclasses import replace
from datetime import date

from desktop.domain.leaflet_layout import Cover
from desktop.domain.paper_layout import filled
from desktop.printing.leaflet.geometry import (
    CODE_SIDE,
    CORNER,
    HEADING,
    LIFT,
    SMALL,
    STRONG,
    TITLE,
    VALUE,
    WIDTH,
    WRITING_LINE,
)
from desktop.printing.leaflet.sheets import Sheet
from desktop.printing.leaflet.writing import Form, Writer
from desktop.printing.notes import CUT
from desktop.printing.pen import MM
from desktop.printing.picture import Picture
from desktop.thai.dates import thai_date

VALUE_X = 31.0
# The title stands between the code and the corner mark.
TITLE_X = CODE_SIDE + 5
TITLE_ROOM = WIDTH - CORNER - TITLE_X
OFFICE_LINE = 27.0
NUMBER_ROOM = 36.0
SHEET_ROOM = 44.0
PROJECT_TOP = 34.0
PROJECT_ROOM = 13.5
# The office's logo stands at the end of the project's lines; a wide one is set lower.
LOGO_WIDTH, LOGO_GAP = 30.0, 4.0

HEAD_LINE = 69.0
ADDRESS_LINES = (77.0, 85.0, 93.0)
CODE_LINE = 101.0
VOLUNTEER_LINE = 109.0
VISIT_HEADING = 122.0
DATE_LINE = 131.0
INFORMANT_LINE = 139.0
TEAM_LINES = (147.0, 155.0, 163.0)
HELP_TOP = 169.0

CODE_END = 76.0
TEL_LABEL = 80.0
TEL_X = 96.0
DATE_END = 76.0

SUBTITLE = replace(VALUE, size=11)
NUMBER = replace(HEADING, align="right")
HEAD = replace(VALUE, size=12, bold=True)
PROJECT = replace(VALUE, bold=True)

HELP_ROOM = 21.0
LABEL_ROOM = VALUE_X - 1


def draw_form(form: Form) -> None:
    """Draw what is the same on every cover."""
    pen, texts = form.pen, form.layout.cover
    form.label(texts.title, TITLE_X, 8.5, TITLE_ROOM, TITLE)
    form.label(texts.number, WIDTH, OFFICE_LINE - 7.5, NUMBER_ROOM, replace(SMALL, align="right"))
    pen.rule(0, 51, WIDTH)
    form.heading(texts.household, 59, room=WIDTH - SHEET_ROOM)
    fields = (
        (texts.head, HEAD_LINE),
        (texts.address, ADDRESS_LINES[0]),
        (texts.house_code, CODE_LINE),
        (texts.volunteer, VOLUNTEER_LINE),
        (texts.date, DATE_LINE),
        (texts.informant, INFORMANT_LINE),
        (texts.team, TEAM_LINES[0]),
    )
    for label, line in fields:
        form.label(label, 0, line - LIFT, LABEL_ROOM)
    for line in (HEAD_LINE, *ADDRESS_LINES, VOLUNTEER_LINE):
        pen.writing_line(VALUE_X, line, WIDTH - VALUE_X)
    for question, lines in (("visit.informant", (INFORMANT_LINE,)), ("visit.team", TEAM_LINES)):
        for line in lines:
            pen.answer_line(question, VALUE_X, line, WIDTH - VALUE_X, WRITING_LINE)
    pen.writing_line(VALUE_X, CODE_LINE, CODE_END - VALUE_X)
    form.label(texts.tel, TEL_LABEL, CODE_LINE - LIFT, TEL_X - TEL_LABEL - 1)
    pen.answer_line("household.tel", TEL_X, CODE_LINE, WIDTH - TEL_X, WRITING_LINE)
    form.heading(texts.visit, VISIT_HEADING)
    pen.answer_line("visit.date", VALUE_X, DATE_LINE, DATE_END - VALUE_X, WRITING_LINE)
    small = replace(SMALL, leading=10.6)
    if form.logo:
        width, height = _logo_size(form.logo)
        form.logo.draw(pen, WIDTH - width, PROJECT_TOP, height)
    form.passage(texts.how_to, 0, HELP_TOP, WIDTH - CORNER - 2, HELP_ROOM, small)


def fill(write: Writer, sheet: Sheet, form: Form) -> None:
    """Write one household's cover."""
    content, texts = sheet.content, form.layout.cover
    sub = filled(texts.subtitle, {"fiscal_year": str(content.fiscal_year)})
    form.label(sub, TITLE_X, 16, TITLE_ROOM, SUBTITLE, texts.subtitle)
    office = WIDTH - NUMBER_ROOM
    write.value(content.office, (0, OFFICE_LINE + LIFT), office - 2, "หน่วยงาน", VALUE)
    logo = _logo_size(form.logo)[0] + LOGO_GAP if form.logo else 0
    _project(write, content.project, WIDTH - logo)
    write.value(content.number, (office, OFFICE_LINE + LIFT), NUMBER_ROOM, texts.number, NUMBER)
    write.value(content.head, (VALUE_X, HEAD_LINE), WIDTH - VALUE_X, texts.head, HEAD)
    for line, text in zip(ADDRESS_LINES, _three(content.address_lines), strict=False):
        write.value(text, (VALUE_X, line), WIDTH - VALUE_X, texts.address)
    write.value(content.house_code, (VALUE_X, CODE_LINE), CODE_END - VALUE_X, texts.house_code)
    write.value(content.tel, (TEL_X, CODE_LINE), WIDTH - TEL_X, texts.tel)
    write.value(content.volunteer, (VALUE_X, VOLUNTEER_LINE), WIDTH - VALUE_X, texts.volunteer)
    _visit(write, content.answers if sheet.first else {}, texts)
    if sheet.count > 1:
        of = filled(texts.sheet, {"sheet": str(sheet.number), "sheets": str(sheet.count)})
        form.label(of, WIDTH, 59, SHEET_ROOM, replace(STRONG, align="right"), texts.sheet)


def _logo_size(logo: Picture) -> tuple[float, float]:
    height = min(PROJECT_ROOM, LOGO_WIDTH / logo.width(1))
    return logo.width(height), height


def _project(write: Writer, project: str, width: float) -> None:
    pen = write.pen
    block = pen.typesetter.fit(project, PROJECT, width * MM, PROJECT_ROOM * MM)
    if block.shortened:
        write.notes.add("ชื่อโครงการ", CUT)
    pen.typesetter.draw(pen.canvas, block, pen.x(0), pen.y(PROJECT_TOP))


def _visit(write: Writer, answers: dict[str, str], texts: Cover) -> None:
    day = _thai(answers.get("visit.date", ""))
    write.value(day, (VALUE_X, DATE_LINE), DATE_END - VALUE_X, texts.date)
    informant = answers.get("visit.informant", "")
    write.value(informant, (VALUE_X, INFORMANT_LINE), WIDTH - VALUE_X, texts.informant)
    team = tuple(line for line in answers.get("visit.team", "").splitlines() if line.strip())
    for line, text in zip(TEAM_LINES, _three(team), strict=False):
        write.value(text, (VALUE_X, line), WIDTH - VALUE_X, texts.team)


def _thai(day: str) -> str:
    """Return a day as offices write it; what is no ISO date is printed as it is."""
    try:
        return thai_date(date.fromisoformat(day))
    except ValueError:
        return day


def _three(lines: tuple[str, ...]) -> tuple[str, ...]:
    """Return at most three lines: what is beyond joins the third."""
    return (*lines[:2], " ".join(lines[2:]))
