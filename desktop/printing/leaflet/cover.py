"""Page 1: whose leaflet this is, and the visit."""

from dataclasses import replace
from datetime import date

from desktop.printing.leaflet.geometry import (
    HEADING,
    LABEL,
    LIFT,
    SMALL,
    STRONG,
    TITLE,
    VALUE,
    WIDTH,
    heading,
)
from desktop.printing.leaflet.sheets import Sheet
from desktop.printing.leaflet.writing import CUT, Writer
from desktop.printing.pen import MM, Pen
from desktop.thai.dates import thai_date

QR_SIDE = 23.0
QUIET = 4.0
VALUE_X = 31.0
LEFT_TEXT = WIDTH - QR_SIDE - QUIET - 4

HEAD_LINE = 71.0
ADDRESS_LINES = (79.0, 87.0, 95.0)
CODE_LINE = 103.0
VOLUNTEER_LINE = 111.0
VISIT_HEADING = 125.0
DATE_LINE = 134.0
INFORMANT_LINE = 142.0
TEAM_LINES = (150.0, 158.0, 166.0)
HELP_TOP = 176.0

CODE_END = 76.0
TEL_LABEL = 80.0
TEL_X = 96.0
DATE_END = 76.0

HELP = (
    "วิธีกรอก  ทำเครื่องหมายถูกในช่องสี่เหลี่ยม ข้อความที่พิมพ์ไว้แล้วแต่ไม่ถูกต้อง ให้ขีดฆ่าแล้วเขียนที่ถูกต้องกำกับไว้ "
    "เรื่องใดไม่ทราบให้เลือก “ไม่ทราบ” หรือเว้นว่าง ไม่ต้องคาดเดา จำนวนเงินเป็นบาทเต็ม "
    "รหัสที่มุมขวาบนใช้เปิดครัวเรือนนี้ในโปรแกรม"
)


def draw_form(pen: Pen) -> None:
    """Draw what is the same on every cover."""
    pen.text("แผ่นพับครอบครัว", 0, 9, TITLE)
    pen.text("ครัวเรือนเลขที่", WIDTH, 28.5, replace(SMALL, align="right"))
    pen.rule(0, 54, WIDTH)
    heading(pen, "", "ครัวเรือน", 61)
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
    for line in (HEAD_LINE, *ADDRESS_LINES, VOLUNTEER_LINE, INFORMANT_LINE, *TEAM_LINES):
        pen.writing_line(VALUE_X, line, WIDTH - VALUE_X)
    pen.writing_line(VALUE_X, CODE_LINE, CODE_END - VALUE_X)
    pen.text("โทรศัพท์", TEL_LABEL, CODE_LINE - LIFT, LABEL)
    pen.writing_line(TEL_X, CODE_LINE, WIDTH - TEL_X)
    heading(pen, "", "การเยี่ยมบ้าน", VISIT_HEADING)
    pen.writing_line(VALUE_X, DATE_LINE, DATE_END - VALUE_X)
    pen.paragraph(HELP, 0, HELP_TOP, WIDTH, SMALL)


def fill(write: Writer, sheet: Sheet) -> None:
    """Write one household's cover."""
    content, pen = sheet.content, write.pen
    sub = f"สมุดพกครอบครัว ฉบับย่อ  ปีงบประมาณ พ.ศ. {content.fiscal_year}"
    write.value(sub, (0, 19), LEFT_TEXT, "ชื่อแผ่นพับ", replace(VALUE, size=11))
    write.value(content.office, (0, 26.5), LEFT_TEXT, "หน่วยงาน", VALUE)
    _project(write, content.project)
    number = replace(HEADING, align="right")
    write.value(content.number, (LEFT_TEXT, 36), WIDTH - LEFT_TEXT, "เลขที่ครัวเรือน", number)
    style = replace(VALUE, size=12, bold=True)
    write.value(content.head, (VALUE_X, HEAD_LINE), WIDTH - VALUE_X, "หัวหน้าครัวเรือน", style)
    for line, text in zip(ADDRESS_LINES, _three(content.address_lines), strict=False):
        write.value(text, (VALUE_X, line), WIDTH - VALUE_X, "ที่อยู่")
    write.value(content.house_code, (VALUE_X, CODE_LINE), CODE_END - VALUE_X, "รหัสประจำบ้าน")
    write.value(content.tel, (TEL_X, CODE_LINE), WIDTH - TEL_X, "โทรศัพท์")
    write.value(content.volunteer, (VALUE_X, VOLUNTEER_LINE), WIDTH - VALUE_X, "อพม. ผู้ดูแล")
    _visit(write, content.answers if sheet.first else {})
    if sheet.count > 1:
        of = f"แผ่นที่ {sheet.number} จาก {sheet.count}"
        pen.text(of, 0, 34, STRONG)


def _project(write: Writer, project: str) -> None:
    pen = write.pen
    block = pen.typesetter.fit(project, replace(VALUE, bold=True), WIDTH * MM, 12.5 * MM)
    if block.shortened:
        write.notes.add("ชื่อโครงการ", CUT)
    pen.typesetter.draw(pen.canvas, block, pen.x(0), pen.y(40))


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
