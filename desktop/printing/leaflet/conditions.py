"""Page 3: the five dimensions, housing, money, problems and needs."""

from dataclasses import dataclass, replace

from desktop.domain.geometry import PlaceKind, Rect
from desktop.domain.leaflet_layout import Captions, Conditions
from desktop.domain.paper_layout import filled
from desktop.domain.vocabulary import Answered, Dimension
from desktop.printing.leaflet.geometry import (
    CORNER,
    LABEL,
    LIFT,
    STRONG,
    VALUE,
    WIDTH,
    WRITING_LINE,
)
from desktop.printing.leaflet.sheets import Sheet
from desktop.printing.leaflet.writing import Form, Writer, too_long
from desktop.printing.pen import BOX, Pen
from desktop.thai.numbers import grouped, read_number

# What the boxes mean, in their order: codes of the short logbook's workbook, and answers.
TENURES = ("1", "2", "3", "4")
HELPS = ("1", "2", "3", "4", "5", "6")
VERDICTS = (Answered.NO, Answered.YES, Answered.UNKNOWN)
FACTS = (Answered.YES, Answered.NO, Answered.UNKNOWN)
CODE_OF = {Answered.YES: "1", Answered.NO: "2", Answered.UNKNOWN: "9"}
CODES = {
    **{code: answer for answer, code in CODE_OF.items()},
    **{str(answer): answer for answer in Answered},
}
AMOUNT = replace(VALUE, align="right")
MONEY = ("income.month", "expense.month", "debt.total")

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
UNIT_ROOM = 8.5


@dataclass(frozen=True, slots=True)
class Question:
    """A question answered in words on writing lines."""

    id: str
    heading: float
    rows: int

    @property
    def first_line(self) -> float:
        """Where the first writing line stands."""
        return self.heading + 8.5


PROBLEM = Question("problem.main", 114.0, 3)
NEED = Question("need.main", 146.5, 2)
HELP_TOP = 166.0
HELP_BOXES_TOP = HELP_TOP + 6.5


def draw_form(form: Form) -> None:
    """Draw what is the same on every such page."""
    pen, texts = form.pen, form.layout.conditions
    form.heading(texts.heading, 7, room=WIDTH - CORNER)
    for row, dimension in enumerate(Dimension):
        y = _dimension_y(row)
        form.label(texts.dimensions[dimension], 4, y + BOX - 0.9, THREE_X[0] - 5)
        _one_of(form, f"dim.{dimension}", VERDICTS, texts.verdicts, y)
    form.heading(texts.housing, HOUSING_HEADING)
    _boxes(form, "housing.tenure", TENURES, texts.tenures, TWO_X, HOUSING_TOP, single=True)
    y = _housing_problem_y()
    form.label(texts.housing_problem, 4, y + BOX - 0.9, THREE_X[0] - 5)
    _one_of(form, "housing.problem", FACTS, texts.facts, y)
    form.heading(texts.money, MONEY_HEADING)
    for (left, start, end, line), id_, label in zip(
        MONEY_PLACES, MONEY, _amounts(texts), strict=True
    ):
        form.label(label, left, line - LIFT, start - left - 0.5)
        pen.answer_line(id_, start, line, end - start, WRITING_LINE)
        form.label(texts.unit, end + 1.5, line - LIFT, UNIT_ROOM)
    for question, label in ((PROBLEM, texts.problem), (NEED, texts.need)):
        form.heading(label, question.heading)
        for row in range(question.rows):
            top = question.first_line + (row - 1) * WRITING_LINE
            pen.note(PlaceKind.LINE, question.id, Rect(4, top, WIDTH - 4, WRITING_LINE))
    form.label(texts.help, 4, HELP_TOP + BOX - 0.9, WIDTH - 4, STRONG)
    # The last row ends beside the corner mark.
    end = WIDTH - CORNER
    _boxes(form, "need.help", HELPS, texts.helps, HELP_X, HELP_BOXES_TOP, end=end)


def _amounts(texts: Conditions) -> tuple[str, ...]:
    return texts.income, texts.expense, texts.debt


def _one_of(
    form: Form, question: str, options: tuple[Answered, ...], labels: Captions, y: float
) -> None:
    ends = (*THREE_X[1:], WIDTH)
    for x, end, option in zip(THREE_X, ends, options, strict=True):
        code = CODE_OF[option]
        form.pen.answer_box(question, code, x, y, single=True)
        form.beside(labels[code], x, y, end - x - 1)


def _boxes(
    form: Form,
    question: str,
    codes: tuple[str, ...],
    labels: Captions,
    columns: tuple[float, ...],
    top: float,
    *,
    end: float = WIDTH,
    single: bool = False,
) -> None:
    ends = (*columns[1:], end)
    for index, code in enumerate(codes):
        x, y = _grid(index, columns, top)
        form.pen.answer_box(question, code, x, y, single=single)
        form.beside(labels[code], x, y, ends[index % len(columns)] - x - 1)


def fill(write: Writer, sheet: Sheet, form: Form) -> None:
    """Write what is known of one household's conditions."""
    texts = form.layout.conditions
    content, pen = sheet.content, write.pen
    answers = content.answers
    for row, dimension in enumerate(Dimension):
        verdict = _answered(answers.get(f"dim.{dimension}", ""), content.dimensions.get(dimension))
        _tick_one(pen, VERDICTS, verdict, _dimension_y(row))
    problem = _answered(answers.get("housing.problem", ""), content.housing_problem)
    _tick_one(pen, FACTS, problem, _housing_problem_y())
    tenure = answers.get("housing.tenure", "").split()
    _tick_some(pen, TENURES, tenure, TWO_X, HOUSING_TOP)
    _fill_money(write, sheet, texts)
    tail = form.layout.remarks.following
    for question, label in _asked(texts):
        at = (4, question.first_line)
        write.passage(answers.get(question.id, ""), at, WIDTH - 4, question.rows, label, tail)
    wanted = answers.get("need.help", "").split()
    _tick_some(pen, HELPS, wanted, HELP_X, HELP_BOXES_TOP)


def _asked(texts: Conditions) -> tuple[tuple[Question, str], ...]:
    """Return the questions in words, called as their headings without the numbers."""
    return (PROBLEM, _unnumbered(texts.problem)), (NEED, _unnumbered(texts.need))


def _unnumbered(heading: str) -> str:
    return heading.lstrip("0123456789๐๑๒๓๔๕๖๗๘๙. ") or heading


def remarks(pen: Pen, answers: dict[str, str], texts: Conditions) -> tuple[tuple[str, str], ...]:
    """Return the answers (label, text) that need more lines than the page has."""
    return tuple(
        (label, answers[question.id])
        for question, label in _asked(texts)
        if too_long(pen, answers.get(question.id, ""), WIDTH - 4, question.rows)
    )


def _tick_one(pen: Pen, options: tuple[Answered, ...], chosen: Answered | None, y: float) -> None:
    for x, option in zip(THREE_X, options, strict=True):
        if option == chosen:
            pen.tick(x, y)


def _tick_some(
    pen: Pen,
    codes: tuple[str, ...],
    chosen: list[str],
    columns: tuple[float, ...],
    top: float,
) -> None:
    for index, code in enumerate(codes):
        if code in chosen:
            pen.tick(*_grid(index, columns, top))


def _fill_money(write: Writer, sheet: Sheet, texts: Conditions) -> None:
    answers = sheet.content.answers
    for (_, start, end, line), question, label in zip(
        MONEY_PLACES, MONEY, _amounts(texts), strict=True
    ):
        amount = _amount(answers.get(question, ""))
        write.value(amount, (start, line), end - start - 1, label, AMOUNT)
    year = sheet.content.income_year
    if year:
        text = filled(texts.listed_income, {"income": year})
        name = filled(texts.listed_income, {"income": ""}).strip()
        at = (YEAR_X, YEAR_BASELINE + LIFT)
        write.value(text, at, WIDTH - YEAR_X, name, LABEL)


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
