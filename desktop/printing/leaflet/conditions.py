"""Page 3: the five dimensions, housing, money, problems and needs."""

from dataclasses import dataclass, replace

from desktop.domain.geometry import PlaceKind, Rect
from desktop.domain.vocabulary import DIMENSION_LABEL, Answered, Dimension
from desktop.printing.leaflet.geometry import (
    LABEL,
    LIFT,
    STRONG,
    VALUE,
    WIDTH,
    WRITING_LINE,
    heading,
)
from desktop.printing.leaflet.sheets import Sheet
from desktop.printing.leaflet.writing import Writer, too_long
from desktop.printing.pen import BOX, Pen
from desktop.thai.numbers import grouped, read_number

# The choice codes are those of the short logbook's workbook.
TENURES = (
    ("1", "เป็นของตนเองและมั่นคงถาวร"),
    ("2", "เป็นของตนเองแต่ไม่มั่นคงถาวร"),
    ("3", "อยู่ที่ดินบุคคลอื่น"),
    ("4", "บ้านเช่า"),
)
HELPS = (
    ("1", "เงิน"),
    ("2", "สิ่งของ"),
    ("3", "ฝึกอาชีพ"),
    ("4", "ซ่อมบ้าน/ปรับสภาพแวดล้อม"),
    ("5", "การรักษา/อุปกรณ์"),
    ("6", "อื่น ๆ"),
)
VERDICTS = ((Answered.NO, "ผ่าน"), (Answered.YES, "ตก"), (Answered.UNKNOWN, "ไม่ทราบ"))
FACTS = ((Answered.YES, "ใช่"), (Answered.NO, "ไม่ใช่"), (Answered.UNKNOWN, "ไม่ทราบ"))
CODE_OF = {Answered.YES: "1", Answered.NO: "2", Answered.UNKNOWN: "9"}
CODES = {
    **{code: answer for answer, code in CODE_OF.items()},
    **{str(answer): answer for answer in Answered},
}
AMOUNT = replace(VALUE, align="right")
MONEY = (
    ("income.month", "รายได้รวมต่อเดือน"),
    ("expense.month", "รายจ่ายรวมต่อเดือน"),
    ("debt.total", "หนี้สินทั้งหมด"),
)

CHOICE_ROW = 7.2
THREE_X = (54.0, 75.0, 96.0)
TWO_X = (4.0, 64.0)
HELP_X = (4.0, 56.0, 98.0)
DIMENSIONS_TOP = 12.0
HOUSING_HEADING = 55.5
HOUSING_TOP = 59.0
MONEY_HEADING = 88.0
# Each amount on its line: where its label and the line begin, where the line ends, its height.
MONEY_PLACES = ((4.0, 31.0, 55.0, 96.5), (66.0, 95.0, 119.0, 96.5), (4.0, 31.0, 55.0, 104.5))
YEAR_X, YEAR_BASELINE = 66.0, 104.5 - LIFT


@dataclass(frozen=True, slots=True)
class Question:
    """A question answered in words on writing lines."""

    id: str
    label: str
    number: str
    heading: float
    rows: int

    @property
    def first_line(self) -> float:
        """Where the first writing line stands."""
        return self.heading + 8.5


PROBLEM = Question("problem.main", "ปัญหาหลักของครัวเรือน", "5", 114.0, 3)
NEED = Question("need.main", "ความต้องการของครอบครัว", "6", 146.5, 2)
HELP_TOP = 166.0
HELP_BOXES_TOP = HELP_TOP + 6.5


def draw_form(pen: Pen) -> None:
    """Draw what is the same on every such page."""
    heading(pen, "2", "สภาพครัวเรือนห้ามิติ", 7)
    for row, dimension in enumerate(Dimension):
        y = _dimension_y(row)
        pen.text(f"มิติ{DIMENSION_LABEL[dimension]}", 4, y + BOX - 0.9, LABEL)
        _one_of(pen, f"dim.{dimension}", VERDICTS, y)
    heading(pen, "3", "ที่อยู่อาศัย", HOUSING_HEADING)
    _boxes(pen, "housing.tenure", TENURES, TWO_X, HOUSING_TOP, single=True)
    y = _housing_problem_y()
    pen.text("บ้านไม่มั่นคงหรือไม่เหมาะสม", 4, y + BOX - 0.9, LABEL)
    _one_of(pen, "housing.problem", FACTS, y)
    heading(pen, "4", "รายได้ รายจ่าย หนี้สินของครัวเรือน", MONEY_HEADING)
    for (left, start, end, line), (id_, label) in zip(MONEY_PLACES, MONEY, strict=True):
        pen.text(label, left, line - LIFT, LABEL)
        pen.answer_line(id_, start, line, end - start, WRITING_LINE)
        pen.text("บาท", end + 1.5, line - LIFT, LABEL)
    for question in (PROBLEM, NEED):
        heading(pen, question.number, question.label, question.heading)
        for row in range(question.rows):
            top = question.first_line + (row - 1) * WRITING_LINE
            pen.note(PlaceKind.LINE, question.id, Rect(4, top, WIDTH - 4, WRITING_LINE))
    pen.text("ความช่วยเหลือที่ต้องการ", 4, HELP_TOP + BOX - 0.9, STRONG)
    _boxes(pen, "need.help", HELPS, HELP_X, HELP_BOXES_TOP)


def _one_of(pen: Pen, question: str, options: tuple[tuple[Answered, str], ...], y: float) -> None:
    for x, (option, label) in zip(THREE_X, options, strict=True):
        pen.answer_box(question, CODE_OF[option], x, y, single=True)
        pen.beside(label, x, y, LABEL)


def _boxes(
    pen: Pen,
    question: str,
    options: tuple[tuple[str, str], ...],
    columns: tuple[float, ...],
    top: float,
    *,
    single: bool = False,
) -> None:
    for index, (code, label) in enumerate(options):
        x, y = _grid(index, columns, top)
        pen.answer_box(question, code, x, y, single=single)
        pen.beside(label, x, y, LABEL)


def fill(write: Writer, sheet: Sheet) -> None:
    """Write what is known of one household's conditions."""
    content, pen = sheet.content, write.pen
    answers = content.answers
    for row, dimension in enumerate(Dimension):
        verdict = _answered(answers.get(f"dim.{dimension}", ""), content.dimensions.get(dimension))
        _tick_one(pen, VERDICTS, verdict, _dimension_y(row))
    problem = _answered(answers.get("housing.problem", ""), content.housing_problem)
    _tick_one(pen, FACTS, problem, _housing_problem_y())
    tenure = answers.get("housing.tenure", "").split()
    _tick_some(pen, TENURES, tenure, TWO_X, HOUSING_TOP)
    _fill_money(write, sheet)
    for question in (PROBLEM, NEED):
        text = answers.get(question.id, "")
        at = (4, question.first_line)
        write.passage(text, at, WIDTH - 4, question.rows, question.label)
    wanted = answers.get("need.help", "").split()
    _tick_some(pen, HELPS, wanted, HELP_X, HELP_BOXES_TOP)


def remarks(pen: Pen, answers: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """Return the answers (label, text) that need more lines than the page has."""
    return tuple(
        (question.label, answers[question.id])
        for question in (PROBLEM, NEED)
        if too_long(pen, answers.get(question.id, ""), WIDTH - 4, question.rows)
    )


def _tick_one(
    pen: Pen, options: tuple[tuple[Answered, str], ...], chosen: Answered | None, y: float
) -> None:
    for x, (option, _) in zip(THREE_X, options, strict=True):
        if option == chosen:
            pen.tick(x, y)


def _tick_some(
    pen: Pen,
    options: tuple[tuple[str, str], ...],
    chosen: list[str],
    columns: tuple[float, ...],
    top: float,
) -> None:
    for index, (code, _) in enumerate(options):
        if code in chosen:
            pen.tick(*_grid(index, columns, top))


def _fill_money(write: Writer, sheet: Sheet) -> None:
    answers = sheet.content.answers
    for (_, start, end, line), (question, label) in zip(MONEY_PLACES, MONEY, strict=True):
        amount = _amount(answers.get(question, ""))
        write.value(amount, (start, line), end - start - 1, label, AMOUNT)
    year = sheet.content.income_year
    if year:
        text = f"รายได้ตามบัญชีรายชื่อ {year}"
        at = (YEAR_X, YEAR_BASELINE + LIFT)
        write.value(text, at, WIDTH - YEAR_X, "รายได้ตามบัญชีรายชื่อ", LABEL)


def _amount(answer: str) -> str:
    """Return an amount with separators; what is no number is printed as it is."""
    try:
        amount = read_number(answer)
    except ValueError:
        return answer
    if amount is None:
        return answer
    return grouped(amount, 0 if amount == amount.to_integral_value() else 2)


def _answered(code: str, stated: Answered | None) -> Answered | None:
    """Return what the logbook answers, or else what the list says.

    What the list doesn't know stays open: to find out is what the visit is for.
    """
    if code in CODES:
        return CODES[code]
    return stated if stated != Answered.UNKNOWN else None


def _dimension_y(row: int) -> float:
    return DIMENSIONS_TOP + row * CHOICE_ROW


def _housing_problem_y() -> float:
    return HOUSING_TOP + 2 * CHOICE_ROW + 1


def _grid(index: int, columns: tuple[float, ...], top: float) -> tuple[float, float]:
    row, column = divmod(index, len(columns))
    return columns[column], top + row * CHOICE_ROW
