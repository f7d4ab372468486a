"""Page 4: the level with its reason, the plan in three phases, signatures and the notice."""

from dataclasses import replace

from desktop.domain.leaflet import LeafletContent
from desktop.domain.vocabulary import PHASE_LABEL, Phase
from desktop.printing.leaflet.geometry import (
    CORNER,
    LABEL,
    LIFT,
    SMALL,
    STRONG,
    VALUE,
    WIDTH,
    WRITING_LINE,
    heading,
)
from desktop.printing.leaflet.sheets import PLAN_ROWS, Sheet
from desktop.printing.leaflet.writing import CONTINUED, Writer, is_cut, too_long
from desktop.printing.pen import Pen

# The office's own: no box, since a tick in it would be nobody's answer.
LEVEL_LINE, LEVEL_X, LEVEL_END = 8.9, 62.0, 100.0
REASON = "เหตุผล"
REASON_LINE = 19.5
REASON_ROWS = 2
REASON_X = 15.0

PLAN_HEADING = 37.0
PLAN_TOP = 40.0
PLAN_HEAD = 6.5
PHASE_HEIGHT = PLAN_ROWS * WRITING_LINE
PLAN_BOTTOM = PLAN_TOP + PLAN_HEAD + 3 * PHASE_HEIGHT
MEASURE_X, AGENCY_X, DUE_X = 21.0, 78.0, 107.5
MEASURE, AGENCY, DUE = "สิ่งที่จะทำ", "หน่วยงาน", "กำหนด"
COLUMNS = (("ระยะ", 0.0), (MEASURE, MEASURE_X), (AGENCY, AGENCY_X), (DUE, DUE_X))

ITEM = replace(VALUE, size=9.5)
CELL_GAP = 1.6
PRINTED = replace(SMALL, align="right")

SIGN_LINE = 129.0
SIGN_WIDTH = 60.0
SIGNERS = (("ผู้ให้ข้อมูล", 0.0), ("ผู้เยี่ยม", WIDTH - SIGN_WIDTH))
NOTICE_TOP = 151.0
SOURCE_LINE = 188.0
PRINTED_X = WIDTH - 36

NOTICE_TITLE = "การแจ้งเรื่องข้อมูลส่วนบุคคล"
NOTICE = (
    "สำนักงานเก็บและใช้ข้อมูลนี้ตามหน้าที่ของรัฐในการจัดสวัสดิการและคุ้มครองทางสังคม เพื่อช่วยเหลือครอบครัวของท่าน "
    "เก็บไว้เท่าที่จำเป็นแก่การช่วยเหลือและตามที่กฎหมายกำหนด และส่งให้เฉพาะหน่วยงานที่ร่วมช่วยเหลือเท่าที่จำเป็น "
    "ข้อมูลส่วนหนึ่งได้จากบัญชีรายชื่อที่ระบุไว้ด้านล่าง ท่านขอดู ขอสำเนา ขอแก้ไข หรือคัดค้านได้ที่สำนักงาน "
    "สอบถามได้ที่ศูนย์ช่วยเหลือสังคม โทร. 1300 และร้องเรียนได้ที่สำนักงานคณะกรรมการคุ้มครองข้อมูลส่วนบุคคล "
    "การแจ้งนี้เป็นไปตามมาตรา 23 แห่งพระราชบัญญัติคุ้มครองข้อมูลส่วนบุคคล พ.ศ. 2562 ไม่ใช่การขอความยินยอม"
)


def draw_form(pen: Pen) -> None:
    """Draw what is the same on every such page."""
    heading(pen, "7", "ระดับความเปราะบาง", 7, CORNER)
    pen.writing_line(LEVEL_X, LEVEL_LINE, LEVEL_END - LEVEL_X)
    pen.text(REASON, 4, REASON_LINE - LIFT, LABEL)
    heading(pen, "8", "แผนช่วยเหลือสามระยะ", PLAN_HEADING)
    _draw_plan(pen)
    for label, x in SIGNERS:
        _draw_signature(pen, label, x)
    pen.rule(0, NOTICE_TOP - 2, WIDTH)
    bottom = pen.paragraph(NOTICE_TITLE, 0, NOTICE_TOP, WIDTH, replace(SMALL, bold=True))
    pen.paragraph(NOTICE, 0, bottom, WIDTH, replace(SMALL, leading=10.6))


def _draw_signature(pen: Pen, label: str, x: float) -> None:
    start, end = x + 10, x + SIGN_WIDTH - 17
    for line, before, after in (
        (SIGN_LINE, "ลงชื่อ", label),
        (SIGN_LINE + WRITING_LINE, "(", ")"),
        (SIGN_LINE + 2 * WRITING_LINE, "วันที่", ""),
    ):
        pen.text(before, start - 1, line - LIFT, replace(LABEL, align="right"))
        pen.writing_line(start, line, end - start)
        pen.text(after, end + 1, line - LIFT, LABEL)


def _draw_plan(pen: Pen) -> None:
    pen.rule(0, PLAN_TOP, WIDTH)
    for label, x in COLUMNS:
        pen.text(label, x + (1.0 if x else 0), PLAN_TOP + PLAN_HEAD - 2, STRONG)
        if x:
            pen.upright(x, PLAN_TOP, PLAN_BOTTOM - PLAN_TOP)
    pen.rule(0, PLAN_TOP + PLAN_HEAD, WIDTH)
    for index, phase in enumerate(Phase):
        top = PLAN_TOP + PLAN_HEAD + index * PHASE_HEIGHT
        pen.text(PHASE_LABEL[phase], 0, top + WRITING_LINE - LIFT, STRONG)
        for row in range(1, PLAN_ROWS):
            pen.writing_line(MEASURE_X, top + row * WRITING_LINE, WIDTH - MEASURE_X)
        pen.rule(0, top + PHASE_HEIGHT, WIDTH)


def fill(write: Writer, sheet: Sheet) -> None:
    """Write what is known of one household's level and plan."""
    _fill_level(write, sheet)
    for index, phase in enumerate(Phase):
        top = PLAN_TOP + PLAN_HEAD + index * PHASE_HEIGHT
        for row, item in enumerate(sheet.plan[phase], 1):
            line = top + row * WRITING_LINE
            for text, x, end, part in (
                (item.measure, MEASURE_X, AGENCY_X, MEASURE),
                (item.agency, AGENCY_X, DUE_X, AGENCY),
                (item.due, DUE_X, WIDTH, DUE),
            ):
                write.value(text, (x + 1, line), end - x - CELL_GAP, _name(phase, part), ITEM)
    if sheet.first and sheet.count > 1 and len(sheet.content.plan) > _shown(sheet):
        write.notes.add("แผนช่วยเหลือ", CONTINUED)
    content = sheet.content
    source = f"ที่มาของข้อมูล {content.data_source}" if content.data_source else ""
    printed = f"พิมพ์เมื่อ {content.printed_on}" if content.printed_on else ""
    write.value(source, (CORNER, SOURCE_LINE), PRINTED_X - CORNER - 2, "ที่มาของข้อมูล", SMALL)
    write.value(printed, (PRINTED_X, SOURCE_LINE), WIDTH - PRINTED_X, "พิมพ์เมื่อ", PRINTED)


def remarks(pen: Pen, content: LeafletContent) -> tuple[tuple[str, str], ...]:
    """Return the texts (label, text) that have no room on the page."""
    reason = content.level_reason
    reasons = ((REASON, reason),) if too_long(pen, reason, WIDTH - REASON_X, REASON_ROWS) else ()
    cells = (
        (_name(item.phase, part), text)
        for item in content.plan
        for text, part, room in (
            (item.measure, MEASURE, AGENCY_X - MEASURE_X - CELL_GAP),
            (item.agency, AGENCY, DUE_X - AGENCY_X - CELL_GAP),
        )
        if is_cut(pen, text, room, ITEM)
    )
    return (*reasons, *cells)


def _name(phase: Phase, part: str) -> str:
    return f"แผน{PHASE_LABEL[phase]} {part}"


def _fill_level(write: Writer, sheet: Sheet) -> None:
    content = sheet.content
    level, reason = (content.level_text, content.level_reason) if sheet.first else ("", "")
    style = replace(VALUE, bold=True, align="center")
    write.value(level, (LEVEL_X, LEVEL_LINE), LEVEL_END - LEVEL_X, "ระดับ", style)
    write.passage(reason, (REASON_X, REASON_LINE), WIDTH - REASON_X, REASON_ROWS, REASON)


def _shown(sheet: Sheet) -> int:
    return sum(len(items) for items in sheet.plan.values())
