"""Page 3: the five dimensions, housing, money, problems and needs."""

from dataclasses import dataclass, replace

from desktop.domain.vocabulary import DIMENSION_LABEL, Answered, Dimension
from desktop.printing.leaflet.geometry import LABEL, LIFT, STRONG, VALUE, WIDTH, heading
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
CODES = {
    "1": Answered.YES,
    "2": Answered.NO,
    "9": Answered.UNKNOWN,
    **{str(answer): answer for answer in Answered},
}
MONEY = (
    ("income.month", "รายได้รวมของครัวเรือนต่อเดือน"),
    ("expense.month", "รายจ่ายรวมของครัวเรือนต่อเดือน"),
    ("debt.total", "หนี้สินทั้งหมด"),
)

CHOICE_ROW = 6.4
THREE_X = (54.0, 74.0, 94.0)
TWO_X = (4.0, 64.0)
HELP_X = (4.0, 56.0, 100.0)
DIMENSIONS_TOP = 6.5
HOUSING_HEADING = 46.5
HOUSING_TOP = 50.0
MONEY_HEADING = 76.0
MONEY_LINES = (85.0, 93.0, 101.0)
MONEY_X = 54.0
MONEY_END = 92.0
YEAR_BASELINE = 106.5


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


PROBLEM = Question("problem.main", "ปัญหาหลักของครัวเรือน", "5", 116.0, 3)
NEED = Question("need.main", "ความต้องการของครอบครัว", "6", 149.5, 2)
HELP_TOP = 171.0
HELP_BOXES_TOP = HELP_TOP + 5.5


def draw_form(pen: Pen) -> None:
    """Draw what is the same on every such page."""
    heading(pen, "2", "สภาพครัวเรือนห้ามิติ", 3)
    for row, dimension in enumerate(Dimension):
        y = _dimension_y(row)
        pen.text(f"มิติ{DIMENSION_LABEL[dimension]}", 4, y + BOX - 0.9, LABEL)
        for x, (_, label) in zip(THREE_X, VERDICTS, strict=True):
            pen.choice(label, x, y, LABEL)
    heading(pen, "3", "ที่อยู่อาศัย", HOUSING_HEADING)
    for index, (_, label) in enumerate(TENURES):
        pen.choice(label, *_grid(index, TWO_X, HOUSING_TOP), LABEL)
    y = _housing_problem_y()
    pen.text("บ้านไม่มั่นคงหรือไม่เหมาะสม", 4, y + BOX - 0.9, LABEL)
    for x, (_, label) in zip(THREE_X, FACTS, strict=True):
        pen.choice(label, x, y, LABEL)
    heading(pen, "4", "รายได้ รายจ่าย หนี้สิน", MONEY_HEADING)
    for line, (_, label) in zip(MONEY_LINES, MONEY, strict=True):
        pen.text(label, 4, line - LIFT, LABEL)
        pen.writing_line(MONEY_X, line, MONEY_END - MONEY_X)
        pen.text("บาท", MONEY_END + 2, line - LIFT, LABEL)
    for question in (PROBLEM, NEED):
        heading(pen, question.number, question.label, question.heading)
    pen.text("ความช่วยเหลือที่ต้องการ", 4, HELP_TOP + BOX - 0.9, STRONG)
    for index, (_, label) in enumerate(HELPS):
        pen.choice(label, *_grid(index, HELP_X, HELP_BOXES_TOP), LABEL)


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
    style = replace(VALUE, align="right")
    for line, (question, label) in zip(MONEY_LINES, MONEY, strict=True):
        at = (MONEY_X, line)
        amount = _amount(answers.get(question, ""))
        write.value(amount, at, MONEY_END - MONEY_X - 2, label, style)
    year = sheet.content.income_year
    if year:
        text = f"รายได้ตามบัญชีรายชื่อ {year}"
        write.value(text, (4, YEAR_BASELINE + LIFT), WIDTH - 4, "รายได้ตามบัญชีรายชื่อ", LABEL)


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
