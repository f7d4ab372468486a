"""Page 2: who lives here, what they need and which rights they receive."""

from collections.abc import Iterator
from dataclasses import replace

from desktop.domain.geometry import PlaceKind, Rect
from desktop.domain.leaflet import LeafletMember
from desktop.domain.leaflet_layout import Members
from desktop.domain.paper_layout import filled
from desktop.domain.vocabulary import Need, Right
from desktop.printing.leaflet.geometry import (
    CODE_SIDE,
    CORNER,
    LABEL,
    LIFT,
    SMALL,
    STRONG,
    VALUE,
    WIDTH,
)
from desktop.printing.leaflet.sheets import MEMBER_ROWS, Sheet
from desktop.printing.leaflet.writing import Form, Writer, is_cut
from desktop.printing.notes import CONTINUED
from desktop.printing.pen import BOX, Pen
from desktop.thai import citizen_id

# What stands over a box, which needs tick it (to depend on others is asked once), and its
# question and choice of the short logbook; two needs are facts of lists that it does not ask.
NEED_BOXES: tuple[tuple[Need, frozenset[Need], str, str], ...] = (
    (Need.DISABLED, frozenset({Need.DISABLED}), "member.health", "2"),
    (Need.BEDRIDDEN, frozenset({Need.BEDRIDDEN}), "member.health", "4"),
    (Need.CHRONIC, frozenset({Need.CHRONIC, Need.CHRONIC_DEPENDENT}), "member.health", "3"),
    (Need.DEPENDENT, frozenset({Need.CHRONIC_DEPENDENT, Need.DEPENDENT}), "member.selfcare", "2"),
    (Need.SINGLE_PARENT, frozenset({Need.SINGLE_PARENT}), "need.single_parent", "1"),
    (Need.POOR_CHILD, frozenset({Need.POOR_CHILD}), "need.poor_child", "1"),
)
RIGHT_BOXES = (
    (Right.ELDER_ALLOWANCE, "1"),
    (Right.DISABILITY_ALLOWANCE, "2"),
    (Right.NEWBORN_GRANT, "3"),
    (Right.WELFARE_CARD, "4"),
)
ANSWERS = (
    *((question, choice) for _, _, question, choice in NEED_BOXES),
    *(("member.rights", choice) for _, choice in RIGHT_BOXES),
)
PITCH = 5.7
GAP = 1.0
COLUMNS = len(NEED_BOXES) + len(RIGHT_BOXES)
BOXES_X = WIDTH - COLUMNS * PITCH - GAP
RIGHTS_X = BOXES_X + len(NEED_BOXES) * PITCH

# Below the code and its white; the head's words have room for their highest marks.
TOP = 21.2
GROUP_LINE = TOP + 6.0
HEAD_BOTTOM = 52.0
# The table ends above the corner mark.
LINE = 7.9
ROW = 2 * LINE
TABLE_BOTTOM = HEAD_BOTTOM + MEMBER_ROWS * ROW
FOOT_LINE = TABLE_BOTTOM + 6.0

# The first column is the row's number; the others share the row's lower line.
NAME_X = 6.0
CELL = replace(VALUE, size=9)
CELL_GAP = 0.8
CELLS = (
    (NAME_X, 9.5, CELL),
    (17.2, 18.2, CELL),
    (37.0, 17.6, CELL),
    (56.2, 12.0, replace(CELL, align="right")),
)
# A head has more room than its column: none has a rule beside it, and the last ends at the right.
HEAD_ROOMS = (10.2, 18.8, 17.4, 13.4)
WRITTEN = ("", "member.relation", "member.occupation", "member.income_month")
ID_WIDTH = 25.0
NUMBER = replace(LABEL, align="center")
UPWARD = replace(LABEL, size=8)
ID = replace(VALUE, size=8, align="right")
LEFT_OUT = "ไม่ได้พิมพ์ เพราะชื่อยาว"


def draw_form(form: Form) -> None:
    """Draw what is the same on every page of members."""
    pen = form.pen
    form.heading(form.layout.members.heading, 7, CORNER, WIDTH - CODE_SIDE - 3)
    _draw_head(form, form.layout.members)
    for row in range(MEMBER_ROWS):
        top = HEAD_BOTTOM + row * ROW
        pen.writing_line(NAME_X, top + LINE, BOXES_X - NAME_X - 2 * GAP)
        pen.rule(0, top + ROW, WIDTH)
        for (x, width, _), question in zip(CELLS[1:], WRITTEN[1:], strict=True):
            pen.upright(x - CELL_GAP, top + LINE, LINE)
            pen.note(PlaceKind.LINE, question, Rect(x, top + LINE, width, LINE), row=row + 1)
        for column, (question, choice) in enumerate(ANSWERS):
            pen.answer_box(question, choice, *_box_at(row, column), row=row + 1)
    height = TABLE_BOTTOM - TOP
    pen.upright(BOXES_X - GAP, TOP, height)
    pen.upright(RIGHTS_X + GAP / 2, TOP, height)


def _draw_head(form: Form, texts: Members) -> None:
    pen = form.pen
    pen.rule(0, TOP, WIDTH)
    pen.rule(BOXES_X - GAP, GROUP_LINE, WIDTH - BOXES_X + GAP)
    pen.rule(0, HEAD_BOTTOM, WIDTH)
    middle = replace(STRONG, align="center")
    for text, left, right in (
        (texts.needs, BOXES_X, RIGHTS_X),
        (texts.rights, RIGHTS_X + GAP / 2, WIDTH),
    ):
        form.label(text, (left + right) / 2, GROUP_LINE - 1.8, right - left - 1, middle)
    form.label(texts.order, 0.8, HEAD_BOTTOM - 10.4, NAME_X - 1.2, STRONG)
    form.label(texts.name, NAME_X, HEAD_BOTTOM - 10.4, BOXES_X - NAME_X - 2 * GAP, STRONG)
    pen.rule(NAME_X, HEAD_BOTTOM - 8, BOXES_X - NAME_X - GAP)
    for label, room, (x, width, style) in zip(_heads(texts), HEAD_ROOMS, CELLS, strict=True):
        start = x + width if style.align == "right" else x
        small = replace(style, size=SMALL.size)
        form.label(label, start, HEAD_BOTTOM - 2.4, room, small)
    for column, label in enumerate(_over_boxes(texts)):
        _upward(form, label, _column_x(column) + PITCH / 2, HEAD_BOTTOM - 1.6)


def _heads(texts: Members) -> tuple[str, ...]:
    return texts.age, texts.relation, texts.occupation, texts.income


def _over_boxes(texts: Members) -> Iterator[str]:
    """Yield what stands over the boxes, from left to right."""
    yield from (texts.need_boxes[caption] for caption, *_ in NEED_BOXES)
    yield from (texts.right_boxes[right] for right, _ in RIGHT_BOXES)


def _upward(form: Form, label: str, x: float, bottom: float) -> None:
    """Write a label from the bottom upward, its middle at `x`."""
    pen = form.pen
    # The last letter's own white is all that may reach the rule.
    style, shown = form.fitted(label, bottom - GROUP_LINE + 0.2, UPWARD)
    pen.canvas.raw(f"q 0 1 -1 0 {pen.x(x + 1.3):.2f} {pen.y(bottom):.2f} cm")
    pen.typesetter.text(pen.canvas, shown, 0, 0, style)
    pen.canvas.raw("Q")


def fill(write: Writer, sheet: Sheet, form: Form) -> None:
    """Write one sheet's members."""
    texts = form.layout.members
    for row, member in enumerate(sheet.members):
        _fill_row(write, row, sheet.first_member + row + 1, member, _heads(texts))
    for row in range(len(sheet.members), MEMBER_ROWS):
        _number(write.pen, row, sheet.first_member + row + 1)
    foot = (CORNER, FOOT_LINE, WIDTH - CORNER)
    if sheet.more:
        write.notes.add("สมาชิกในครัวเรือน", CONTINUED)
        more = filled(texts.more, {"more": str(sheet.more), "next": str(sheet.number + 1)})
        form.label(more, *foot, STRONG, texts.more)
    elif sheet.number > 1 and sheet.members:
        before = filled(texts.continued, {"previous": str(sheet.number - 1)})
        form.label(before, *foot, LABEL, texts.continued)


def _fill_row(
    write: Writer, row: int, number: int, member: LeafletMember, heads: tuple[str, ...]
) -> None:
    top = HEAD_BOTTOM + row * ROW
    _number(write.pen, row, number)
    room = BOXES_X - NAME_X - 2 * GAP
    who = f"สมาชิกคนที่ {number}"
    cid = _masked(member.cid_masked)
    beside = room - ID_WIDTH - 2 * GAP
    if cid and is_cut(write.pen, member.name, beside):
        write.notes.add(f"{who} เลขประจำตัว", LEFT_OUT)
    elif cid:
        at = (NAME_X + room - ID_WIDTH, top + LINE)
        write.value(cid, at, ID_WIDTH, f"{who} เลขประจำตัว", ID)
        room = beside
    write.value(member.name, (NAME_X, top + LINE), room, f"{who} ชื่อ")
    texts = (member.age, member.relation, member.occupation, member.income_month)
    for label, (x, width, style), text in zip(heads, CELLS, texts, strict=True):
        write.value(text, (x, top + ROW), width, f"{who} {label}", style)
    for column in _ticked(member):
        write.pen.tick(*_box_at(row, column))


def _ticked(member: LeafletMember) -> list[int]:
    needs = [i for i, (_, needs, _, _) in enumerate(NEED_BOXES) if needs & member.needs]
    rights = [i for i, (right, _) in enumerate(RIGHT_BOXES) if right in member.rights]
    return needs + [len(NEED_BOXES) + i for i in rights]


def _number(pen: Pen, row: int, number: int) -> None:
    pen.text(str(number), 2.3, HEAD_BOTTOM + row * ROW + LINE - LIFT, NUMBER)


def _box_at(row: int, column: int) -> tuple[float, float]:
    return _column_x(column) + (PITCH - BOX) / 2, HEAD_BOTTOM + row * ROW + (ROW - BOX) / 2


def _column_x(column: int) -> float:
    """Return a column's left edge; between needs and rights a rule has its own room."""
    return BOXES_X + column * PITCH + (GAP if column >= len(NEED_BOXES) else 0)


def _masked(cid: str) -> str:
    """Mask an id even if it came whole: a leaflet leaves the office."""
    digits = citizen_id.digits(cid)
    return citizen_id.masked(digits) if digits.isdecimal() else cid
