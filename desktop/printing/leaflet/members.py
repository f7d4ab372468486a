"""Page 2: who lives here, what they need and which rights they receive."""

from dataclasses import replace

from desktop.domain.leaflet import LeafletMember
from desktop.domain.vocabulary import Need, Right
from desktop.printing.leaflet.geometry import (
    LABEL,
    LIFT,
    SMALL,
    STRONG,
    VALUE,
    WIDTH,
    WRITING_LINE,
    heading,
)
from desktop.printing.leaflet.sheets import MEMBER_ROWS, Sheet
from desktop.printing.leaflet.writing import CONTINUED, Writer, is_cut
from desktop.printing.pen import BOX, Pen
from desktop.thai import citizen_id

# A box that a need of several kinds ticks: to depend on others is asked once.
NEED_BOXES: tuple[tuple[str, frozenset[Need]], ...] = (
    ("พิการ", frozenset({Need.DISABLED})),
    ("ป่วยติดเตียง", frozenset({Need.BEDRIDDEN})),
    ("ป่วยเรื้อรัง", frozenset({Need.CHRONIC, Need.CHRONIC_DEPENDENT})),
    ("ช่วยเหลือตัวเองไม่ได้", frozenset({Need.CHRONIC_DEPENDENT, Need.DEPENDENT})),
    ("พ่อ/แม่เลี้ยงเดี่ยว", frozenset({Need.SINGLE_PARENT})),
    ("เด็กยากจน", frozenset({Need.POOR_CHILD})),
)
RIGHT_BOXES = (
    ("เบี้ยยังชีพผู้สูงอายุ", Right.ELDER_ALLOWANCE),
    ("เบี้ยความพิการ", Right.DISABILITY_ALLOWANCE),
    ("เงินเด็กแรกเกิด", Right.NEWBORN_GRANT),
    ("บัตรสวัสดิการ", Right.WELFARE_CARD),
)
PITCH = 5.6
COLUMNS = len(NEED_BOXES) + len(RIGHT_BOXES)
BOXES_X = WIDTH - COLUMNS * PITCH
RIGHTS_X = BOXES_X + len(NEED_BOXES) * PITCH

TOP = 5.0
GROUP_LINE = TOP + 6
HEAD_BOTTOM = 39.0
ROW = 2 * WRITING_LINE
TABLE_BOTTOM = HEAD_BOTTOM + MEMBER_ROWS * ROW
FOOT_LINE = TABLE_BOTTOM + 6.0

# The first column is the row's number; the others share the row's lower line.
NAME_X = 6.0
CELL = replace(VALUE, size=9)
CELL_GAP = 0.8
CELLS = (
    ("อายุ (ปี)", NAME_X, 9.5, CELL),
    ("ความสัมพันธ์", 17.2, 19.6, CELL),
    ("อาชีพ", 38.4, 19.4, CELL),
    ("รายได้/เดือน", 59.4, 13.5, replace(CELL, align="right")),
)
ID_WIDTH = 25.0
ID = replace(VALUE, size=8, align="right")
LEFT_OUT = "ไม่ได้พิมพ์ เพราะชื่อยาว"
GAP = 1.0


def draw_form(pen: Pen) -> None:
    """Draw what is the same on every page of members."""
    heading(pen, "1", "สมาชิกในครัวเรือน", 3)
    _draw_head(pen)
    for row in range(MEMBER_ROWS):
        top = HEAD_BOTTOM + row * ROW
        pen.writing_line(NAME_X, top + WRITING_LINE, BOXES_X - NAME_X - 2 * GAP)
        pen.rule(0, top + ROW, WIDTH)
        for _, x, _, _ in CELLS[1:]:
            pen.upright(x - CELL_GAP, top + WRITING_LINE, WRITING_LINE)
        for column in range(COLUMNS):
            pen.box(*_box_at(row, column))
    height = TABLE_BOTTOM - TOP
    pen.upright(BOXES_X - GAP, TOP, height)
    pen.upright(RIGHTS_X, TOP, height)


def _draw_head(pen: Pen) -> None:
    pen.rule(0, TOP, WIDTH)
    pen.rule(BOXES_X - GAP, GROUP_LINE, WIDTH - BOXES_X + GAP)
    pen.rule(0, HEAD_BOTTOM, WIDTH)
    middle = replace(STRONG, align="center")
    pen.text("สภาพ", (BOXES_X + RIGHTS_X) / 2, GROUP_LINE - 1.8, middle)
    pen.text("สิทธิที่ได้รับ", (RIGHTS_X + WIDTH) / 2, GROUP_LINE - 1.8, middle)
    pen.text("ที่", 0.8, HEAD_BOTTOM - 10.4, STRONG)
    pen.text("ชื่อ–สกุล และเลขประจำตัวประชาชน", NAME_X, HEAD_BOTTOM - 10.4, STRONG)
    pen.rule(NAME_X, HEAD_BOTTOM - 8, BOXES_X - NAME_X - GAP)
    for label, x, width, style in CELLS:
        start = x + width if style.align == "right" else x
        pen.text(label, start, HEAD_BOTTOM - 2.4, replace(style, size=SMALL.size))
    labels = [label for label, _ in NEED_BOXES] + [label for label, _ in RIGHT_BOXES]
    for column, label in enumerate(labels):
        _upward(pen, label, BOXES_X + (column + 0.5) * PITCH, HEAD_BOTTOM - 1.6)


def _upward(pen: Pen, label: str, x: float, bottom: float) -> None:
    """Write a label from the bottom upward, its middle at `x`."""
    canvas = pen.canvas
    canvas.saveState()
    canvas.translate(pen.x(x + 1.3), pen.y(bottom))
    canvas.rotate(90)
    pen.typesetter.text(canvas, label, 0, 0, replace(LABEL, size=8.5))
    canvas.restoreState()


def fill(write: Writer, sheet: Sheet) -> None:
    """Write one sheet's members."""
    for row, member in enumerate(sheet.members):
        _fill_row(write, row, sheet.first_member + row + 1, member)
    for row in range(len(sheet.members), MEMBER_ROWS):
        _number(write.pen, row, sheet.first_member + row + 1)
    pen = write.pen
    if sheet.more:
        write.notes.add("สมาชิกในครัวเรือน", CONTINUED)
        pen.text(f"มีสมาชิกอีก {sheet.more} คน ต่อแผ่นที่ {sheet.number + 1}", 0, FOOT_LINE, STRONG)
    elif sheet.number > 1 and sheet.members:
        pen.text(f"ต่อจากแผ่นที่ {sheet.number - 1}", 0, FOOT_LINE, LABEL)


def _fill_row(write: Writer, row: int, number: int, member: LeafletMember) -> None:
    top = HEAD_BOTTOM + row * ROW
    _number(write.pen, row, number)
    room = BOXES_X - NAME_X - 2 * GAP
    who = f"สมาชิกคนที่ {number}"
    cid = _masked(member.cid_masked)
    beside = room - ID_WIDTH - 2 * GAP
    if cid and is_cut(write.pen, member.name, beside):
        write.notes.add(f"{who} เลขประจำตัว", LEFT_OUT)
    elif cid:
        at = (NAME_X + room - ID_WIDTH, top + WRITING_LINE)
        write.value(cid, at, ID_WIDTH, f"{who} เลขประจำตัว", ID)
        room = beside
    write.value(member.name, (NAME_X, top + WRITING_LINE), room, f"{who} ชื่อ")
    texts = (member.age, member.relation, member.occupation, member.income_month)
    for (label, x, width, style), text in zip(CELLS, texts, strict=True):
        write.value(text, (x, top + ROW), width, f"{who} {label}", style)
    for column in _ticked(member):
        write.pen.tick(*_box_at(row, column))


def _ticked(member: LeafletMember) -> list[int]:
    needs = [i for i, (_, needs) in enumerate(NEED_BOXES) if needs & member.needs]
    rights = [i for i, (_, right) in enumerate(RIGHT_BOXES) if right in member.rights]
    return needs + [len(NEED_BOXES) + i for i in rights]


def _number(pen: Pen, row: int, number: int) -> None:
    style = replace(LABEL, align="center")
    pen.text(str(number), 2.3, HEAD_BOTTOM + row * ROW + WRITING_LINE - LIFT, style)


def _box_at(row: int, column: int) -> tuple[float, float]:
    x = BOXES_X + column * PITCH + (PITCH - BOX) / 2
    return x, HEAD_BOTTOM + row * ROW + (ROW - BOX) / 2


def _masked(cid: str) -> str:
    """Mask an id even if it came whole: a leaflet leaves the office."""
    digits = citizen_id.digits(cid)
    return citizen_id.masked(digits) if digits.isdecimal() else cid
