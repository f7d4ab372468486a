"""Page 4: the level with its reason, the plan in three phases, signatures and the notice."""

from dataclasses import replace

from desktop.domain.leaflet import LeafletContent
from desktop.domain.leaflet_layout import PlanTexts
from desktop.domain.paper_layout import filled
from desktop.domain.vocabulary import Phase
from desktop.printing.leaflet.geometry import (
    CORNER,
    LABEL,
    LIFT,
    SMALL,
    STRONG,
    VALUE,
    WIDTH,
    WRITING_LINE,
)
from desktop.printing.leaflet.sheets import PLAN_ROWS, Sheet
from desktop.printing.leaflet.writing import Form, Writer, is_cut, too_long
from desktop.printing.notes import CONTINUED
from desktop.printing.pen import Pen

# The office's own: no box, since a tick in it would be nobody's answer.
LEVEL_LINE, LEVEL_X, LEVEL_END = 8.9, 62.0, 100.0
REASON_LINE = 19.5
REASON_ROWS = 2
REASON_X = 15.0

PLAN_HEADING = 37.0
PLAN_TOP = 40.0
PLAN_HEAD = 6.5
PHASE_HEIGHT = PLAN_ROWS * WRITING_LINE
PLAN_BOTTOM = PLAN_TOP + PLAN_HEAD + 3 * PHASE_HEIGHT
MEASURE_X, AGENCY_X, DUE_X = 21.0, 78.0, 107.5
COLUMNS = {"phase": 0.0, "measure": MEASURE_X, "agency": AGENCY_X, "due": DUE_X}

ITEM = replace(VALUE, size=9.5)
CELL_GAP = 1.6
PRINTED = replace(SMALL, align="right")
LEVEL = replace(VALUE, bold=True, align="center")

SIGN_LINE = 129.0
SIGN_WIDTH = 60.0
SIGNERS = {"informant": 0.0, "visitor": WIDTH - SIGN_WIDTH}
NOTICE_TOP = 151.0
SOURCE_LINE = 188.0
# Where the source of the data stands may take two small lines.
NOTICE_ROOM = SOURCE_LINE - WRITING_LINE - NOTICE_TOP
PRINTED_X = WIDTH - 36


def draw_form(form: Form) -> None:
    """Draw what is the same on every such page."""
    pen, texts = form.pen, form.layout.plan
    form.heading(texts.level, 7, CORNER, LEVEL_X - 1)
    pen.writing_line(LEVEL_X, LEVEL_LINE, LEVEL_END - LEVEL_X)
    form.label(texts.reason, 4, REASON_LINE - LIFT, REASON_X - 4.5)
    form.heading(texts.heading, PLAN_HEADING)
    _draw_plan(form, texts)
    for signer, x in SIGNERS.items():
        _draw_signature(form, texts, texts.signers[signer], x)
    pen.rule(0, NOTICE_TOP - 2, WIDTH)
    title = replace(SMALL, bold=True)
    bottom = form.passage(texts.notice_title, 0, NOTICE_TOP, WIDTH, NOTICE_ROOM / 4, title)
    left = NOTICE_TOP + NOTICE_ROOM - bottom
    form.passage(texts.notice, 0, bottom, WIDTH, left, replace(SMALL, leading=10.6))


def _draw_signature(form: Form, texts: PlanTexts, label: str, x: float) -> None:
    start, end = x + 10, x + SIGN_WIDTH - 17
    right = replace(LABEL, align="right")
    for line, before, after in (
        (SIGN_LINE, texts.signed, label),
        (SIGN_LINE + WRITING_LINE, "(", ")"),
        (SIGN_LINE + 2 * WRITING_LINE, texts.signed_on, ""),
    ):
        form.label(before, start - 1, line - LIFT, 9, right)
        form.pen.writing_line(start, line, end - start)
        form.label(after, end + 1, line - LIFT, 16)


def _draw_plan(form: Form, texts: PlanTexts) -> None:
    pen = form.pen
    pen.rule(0, PLAN_TOP, WIDTH)
    ends = (*COLUMNS.values(), WIDTH)[1:]
    for (column, x), end in zip(COLUMNS.items(), ends, strict=True):
        start = x + (1.0 if x else 0)
        baseline = PLAN_TOP + PLAN_HEAD - 2
        form.label(texts.columns[column], start, baseline, end - start - 0.5, STRONG)
        if x:
            pen.upright(x, PLAN_TOP, PLAN_BOTTOM - PLAN_TOP)
    pen.rule(0, PLAN_TOP + PLAN_HEAD, WIDTH)
    for index, phase in enumerate(Phase):
        top = PLAN_TOP + PLAN_HEAD + index * PHASE_HEIGHT
        form.label(texts.phases[phase], 0, top + WRITING_LINE - LIFT, MEASURE_X - 0.5, STRONG)
        for row in range(1, PLAN_ROWS):
            pen.writing_line(MEASURE_X, top + row * WRITING_LINE, WIDTH - MEASURE_X)
        pen.rule(0, top + PHASE_HEIGHT, WIDTH)


def fill(write: Writer, sheet: Sheet, form: Form) -> None:
    """Write what is known of one household's level and plan."""
    texts = form.layout.plan
    _fill_level(write, sheet, form)
    for index, phase in enumerate(Phase):
        top = PLAN_TOP + PLAN_HEAD + index * PHASE_HEIGHT
        for row, item in enumerate(sheet.plan[phase], 1):
            line = top + row * WRITING_LINE
            for text, x, end, column in (
                (item.measure, MEASURE_X, AGENCY_X, "measure"),
                (item.agency, AGENCY_X, DUE_X, "agency"),
                (item.due, DUE_X, WIDTH, "due"),
            ):
                name = _name(texts, phase, column)
                write.value(text, (x + 1, line), end - x - CELL_GAP, name, ITEM)
    if sheet.first and sheet.count > 1 and len(sheet.content.plan) > _shown(sheet):
        write.notes.add("แผนช่วยเหลือ", CONTINUED)
    content = sheet.content
    source = filled(texts.source, {"source": content.data_source}) if content.data_source else ""
    write.value(source, (CORNER, SOURCE_LINE), PRINTED_X - CORNER - 2, "ที่มาของข้อมูล", SMALL)
    if content.printed_on:
        printed = filled(texts.printed, {"printed_on": content.printed_on})
        room = WIDTH - PRINTED_X
        form.label(printed, WIDTH, SOURCE_LINE - LIFT, room, PRINTED, texts.printed)


def remarks(pen: Pen, content: LeafletContent, texts: PlanTexts) -> tuple[tuple[str, str], ...]:
    """Return the texts (label, text) that have no room on the page."""
    reason = content.level_reason
    long = too_long(pen, reason, WIDTH - REASON_X, REASON_ROWS)
    reasons = ((texts.reason, reason),) if long else ()
    cells = (
        (_name(texts, item.phase, column), text)
        for item in content.plan
        for text, column, room in (
            (item.measure, "measure", AGENCY_X - MEASURE_X - CELL_GAP),
            (item.agency, "agency", DUE_X - AGENCY_X - CELL_GAP),
        )
        if is_cut(pen, text, room, ITEM)
    )
    return (*reasons, *cells)


def _name(texts: PlanTexts, phase: Phase, column: str) -> str:
    return f"{texts.phases[phase]} {texts.columns[column]}"


def _fill_level(write: Writer, sheet: Sheet, form: Form) -> None:
    content = sheet.content
    level, reason = (content.level_text, content.level_reason) if sheet.first else ("", "")
    write.value(level, (LEVEL_X, LEVEL_LINE), LEVEL_END - LEVEL_X, "ระดับ", LEVEL)
    name, tail = form.layout.plan.reason, form.layout.remarks.following
    at = (REASON_X, REASON_LINE)
    write.passage(reason, at, WIDTH - REASON_X, REASON_ROWS, name, tail)


def _shown(sheet: Sheet) -> int:
    return sum(len(items) for items in sheet.plan.values())
