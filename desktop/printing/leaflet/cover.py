"""Page 1: whose leaflet this is, and the visit."""

from dataclasses import replace
from datetime import date

from desktop.printing.leaflet.geometry import (
    CODE_SIDE,
    CORNER,
    HEADING,
    LABEL,
    LIFT,
    SMALL,
    STRONG,
    TITLE,
    VALUE,
    WIDTH,
    WRITING_LINE,
    heading,
)
from desktop.printing.leaflet.sheets import Sheet
from desktop.printing.leaflet.writing import CUT, Writer
from desktop.printing.pen import MM, Pen
from desktop.thai.dates import thai_date

VALUE_X = 31.0
# The title stands between the code and the corner mark.
TITLE_X = CODE_SIDE + 5
TITLE_ROOM = WIDTH - CORNER - TITLE_X
OFFICE_LINE = 27.0
NUMBER_ROOM = 36.0
PROJECT_TOP = 34.0
PROJECT_ROOM = 13.5

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

HELP = (
    "วิธีกรอก  ทำเครื่องหมายถูกในช่องสี่เหลี่ยมด้วยปากกา ช่องที่พิมพ์เครื่องหมายไว้แล้วถ้าถูกต้องไม่ต้องทำอะไร "
    "ถ้าผิดให้ระบายทึบทั้งช่อง แล้วทำเครื่องหมายในช่องที่ถูก ข้อความที่พิมพ์ไว้แล้วแต่ไม่ถูกต้อง ให้ขีดฆ่าแล้วเขียนที่ถูกต้อง"
    "กำกับไว้ เรื่องใดไม่ทราบให้เลือก “ไม่ทราบ” หรือเว้นว่าง ไม่ต้องคาดเดา จำนวนเงินเป็นบาทเต็ม "
    "โปรดอย่าเขียนทับรหัสและสี่เหลี่ยมดำที่มุม"
)


def draw_form(pen: Pen) -> None:
    """Draw what is the same on every cover."""
    pen.text("แผ่นพับครอบครัว", TITLE_X, 8.5, TITLE)
    pen.text("ครัวเรือนเลขที่", WIDTH, OFFICE_LINE - 7.5, replace(SMALL, align="right"))
    pen.rule(0, 51, WIDTH)
    heading(pen, "", "ครัวเรือน", 59)
    fields = (
        ("หัวหน้าครัวเรือน", HEAD_LINE),
        ("ที่อยู่", ADDRESS_LINES[0]),
        ("รหัสประจำบ้าน", CODE_LINE),
        ("อพม. ผู้ดูแล", VOLUNTEER_LINE),
        ("วันที่เยี่ยม", DATE_LINE),
        ("ผู้ให้ข้อมูล", INFORMANT_LINE),
        ("ทีมผู้เยี่ยม", TEAM_LINES[0]),
    )
    for label, line in fields:
        pen.text(label, 0, line - LIFT, LABEL)
    for line in (HEAD_LINE, *ADDRESS_LINES, VOLUNTEER_LINE):
        pen.writing_line(VALUE_X, line, WIDTH - VALUE_X)
    for question, lines in (("visit.informant", (INFORMANT_LINE,)), ("visit.team", TEAM_LINES)):
        for line in lines:
            pen.answer_line(question, VALUE_X, line, WIDTH - VALUE_X, WRITING_LINE)
    pen.writing_line(VALUE_X, CODE_LINE, CODE_END - VALUE_X)
    pen.text("โทรศัพท์", TEL_LABEL, CODE_LINE - LIFT, LABEL)
    pen.answer_line("household.tel", TEL_X, CODE_LINE, WIDTH - TEL_X, WRITING_LINE)
    heading(pen, "", "การเยี่ยมบ้าน", VISIT_HEADING)
    pen.answer_line("visit.date", VALUE_X, DATE_LINE, DATE_END - VALUE_X, WRITING_LINE)
    pen.paragraph(HELP, 0, HELP_TOP, WIDTH - CORNER - 2, replace(SMALL, leading=10.6))


def fill(write: Writer, sheet: Sheet) -> None:
    """Write one household's cover."""
    content, pen = sheet.content, write.pen
    sub = f"สมุดพกครอบครัว ฉบับย่อ  ปีงบประมาณ พ.ศ. {content.fiscal_year}"
    write.value(sub, (TITLE_X, 16 + LIFT), TITLE_ROOM, "ชื่อแผ่นพับ", SUBTITLE)
    office = WIDTH - NUMBER_ROOM
    write.value(content.office, (0, OFFICE_LINE + LIFT), office - 2, "หน่วยงาน", VALUE)
    _project(write, content.project)
    write.value(content.number, (office, OFFICE_LINE + LIFT), NUMBER_ROOM, "เลขที่ครัวเรือน", NUMBER)
    write.value(content.head, (VALUE_X, HEAD_LINE), WIDTH - VALUE_X, "หัวหน้าครัวเรือน", HEAD)
    for line, text in zip(ADDRESS_LINES, _three(content.address_lines), strict=False):
        write.value(text, (VALUE_X, line), WIDTH - VALUE_X, "ที่อยู่")
    write.value(content.house_code, (VALUE_X, CODE_LINE), CODE_END - VALUE_X, "รหัสประจำบ้าน")
    write.value(content.tel, (TEL_X, CODE_LINE), WIDTH - TEL_X, "โทรศัพท์")
    write.value(content.volunteer, (VALUE_X, VOLUNTEER_LINE), WIDTH - VALUE_X, "อพม. ผู้ดูแล")
    _visit(write, content.answers if sheet.first else {})
    if sheet.count > 1:
        of = f"แผ่นที่ {sheet.number} จาก {sheet.count}"
        pen.text(of, WIDTH, 59, replace(STRONG, align="right"))


def _project(write: Writer, project: str) -> None:
    pen = write.pen
    block = pen.typesetter.fit(project, PROJECT, WIDTH * MM, PROJECT_ROOM * MM)
    if block.shortened:
        write.notes.add("ชื่อโครงการ", CUT)
    pen.typesetter.draw(pen.canvas, block, pen.x(0), pen.y(PROJECT_TOP))


def _visit(write: Writer, answers: dict[str, str]) -> None:
    day = _thai(answers.get("visit.date", ""))
    write.value(day, (VALUE_X, DATE_LINE), DATE_END - VALUE_X, "วันที่เยี่ยม")
    informant = answers.get("visit.informant", "")
    write.value(informant, (VALUE_X, INFORMANT_LINE), WIDTH - VALUE_X, "ผู้ให้ข้อมูล")
    team = tuple(line for line in answers.get("visit.team", "").splitlines() if line.strip())
    for line, text in zip(TEAM_LINES, _three(team), strict=False):
        write.value(text, (VALUE_X, line), WIDTH - VALUE_X, "ทีมผู้เยี่ยม")


def _thai(day: str) -> str:
    """Return a day as offices write it; what is no ISO date is printed as it is."""
    try:
        return thai_date(date.fromisoformat(day))
    except ValueError:
        return day


def _three(lines: tuple[str, ...]) -> tuple[str, ...]:
    """Return at most three lines: what is beyond joins the third."""
    return (*lines[:2], " ".join(lines[2:]))
