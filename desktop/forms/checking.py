"""What still stands open in a keyed logbook. It blocks 'complete', never a draft."""

from collections.abc import Iterator, Sequence

from desktop.domain.form import Form, OpenPoint, Question
from desktop.domain.records import Answer, PersonDraft
from desktop.domain.vocabulary import AnswerState
from desktop.thai.dates import PartialDate
from desktop.thai.numbers import read_number

_EMPTY = "ยังไม่ได้กรอก"


def open_points(
    form: Form, answers: Sequence[Answer], members: Sequence[PersonDraft]
) -> tuple[OpenPoint, ...]:
    """Return what is missing or impossible: in the order of the form, then of the members.

    Answers to questions of other versions, and of people who left, are passed over.
    """
    given = {(one.question, one.person_id): one for one in answers}
    people = [one.id for one in members if one.id is not None]
    return tuple(
        OpenPoint(question.id, person, message)
        for question in form.questions
        if question.kind != "note"
        for person in (people if question.per_member else [0])
        for message in _faults(question, given.get((question.id, person)))
    )


def _faults(question: Question, answer: Answer | None) -> Iterator[str]:
    if answer is None:
        if question.required:
            yield _EMPTY
    elif answer.state == AnswerState.VALUE:
        if answer.value.strip():
            yield from _of_value(question, answer.value.strip())
        elif question.required:
            yield _EMPTY
    elif answer.state == AnswerState.NOT_ASKED and question.required:
        yield "ยังไม่ได้ถาม"


def _of_value(question: Question, value: str) -> Iterator[str]:
    if question.kind == "select_one":
        yield from _of_codes(question, [value])
    elif question.kind == "select_multiple":
        yield from _of_codes(question, value.split())
    elif question.kind in ("integer", "decimal"):
        yield from _of_number(value, whole=question.kind == "integer")
    elif question.kind == "date":
        yield from _of_date(value)


def _of_codes(question: Question, codes: list[str]) -> Iterator[str]:
    choices = {choice.code: choice for choice in question.choices}
    if any(code not in choices for code in codes):
        yield "ไม่มีคำตอบนี้ให้เลือก"
    alone = [c.label for code in codes if (c := choices.get(code)) and c.fact == "none"]
    if alone and len(codes) > 1:
        yield f"เลือก “{alone[0]}” พร้อมกับคำตอบอื่นไม่ได้"


def _of_number(value: str, *, whole: bool) -> Iterator[str]:
    try:
        number = read_number(value)
    except ValueError as error:
        yield str(error)
        return
    if number is None:
        yield "อ่านเป็นตัวเลขไม่ได้"
    elif whole and number != int(number):
        yield "ต้องเป็นจำนวนเต็ม"


def _of_date(value: str) -> Iterator[str]:
    """Dates are stored in ISO, common era; a visit is on a day, not in a month."""
    try:
        found = PartialDate.from_iso(value)
    except ValueError:
        yield "ไม่มีวันที่นี้ในปฏิทิน"
        return
    if found.day is None:
        yield "วันที่ยังไม่ครบ วัน เดือน ปี"
