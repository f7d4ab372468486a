"""What still stands open in a keyed logbook. It blocks 'complete', never a draft."""

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from desktop.domain.form import Choice, OpenPoint, Question
from desktop.domain.records import Answer
from desktop.domain.vocabulary import AnswerState
from desktop.forms.keyed import Keyed
from desktop.thai.clock import read_time
from desktop.thai.coordinates import read_point
from desktop.thai.dates import PartialDate
from desktop.thai.numbers import read_number

_EMPTY = "ยังไม่ได้กรอก"
_NOT_ASKED = "ยังไม่ได้ถาม"
_READERS: Mapping[str, Callable[[str], object]] = {"time": read_time, "geopoint": read_point}
# Where a form doesn't say it, a slider goes from 1 to 10.
_END = re.compile(r"(start|end|step)\s*=\s*(-?(?:\d+\.?\d*|\.\d+))")
_USUAL = {"start": "1", "end": "10", "step": "1"}


def points_at(
    keyed: Keyed, question: Question, person: int, answer: Answer | None
) -> tuple[OpenPoint, ...]:
    """Return what is missing or impossible in one answer of the member, 0 for the household.

    `answer` is the one that `keyed` was told, or says that it is unknown or wasn't asked. What
    isn't relevant is never open. A broken soft constraint is a soft point.
    """
    if not question.keyed or not keyed.relevant(question.id, person):
        return ()
    return tuple(_points(keyed, question, person, answer))


def _points(
    keyed: Keyed, question: Question, person: int, answer: Answer | None
) -> Iterator[OpenPoint]:
    value = answer.value.strip() if answer and answer.state == AnswerState.VALUE else ""
    if question.calculation:
        value = keyed.value(question.id, person)
    if value:
        faults = list(_of_value(question, keyed.choices(question.id, person), value))
        for fault in faults:
            yield OpenPoint(question.id, person, fault)
        complaint = keyed.complaint(question.id, person)
        if complaint and not faults:
            yield OpenPoint(question.id, person, complaint, soft=question.soft)
    elif answer and answer.state == AnswerState.UNKNOWN:
        return
    elif keyed.required(question.id, person):
        not_asked = answer is not None and answer.state == AnswerState.NOT_ASKED
        message = _NOT_ASKED if not_asked else question.required_message or _EMPTY
        yield OpenPoint(question.id, person, message)


def _of_value(question: Question, left: tuple[Choice, ...], value: str) -> Iterator[str]:
    if question.kind == "select_one":
        yield from _of_codes(question, left, [value])
    elif question.kind in ("select_multiple", "rank"):
        yield from _of_codes(question, left, value.split())
    elif question.kind in ("integer", "decimal"):
        yield from _of_number(value, whole=question.kind == "integer")
    elif question.kind == "range":
        yield from _of_range(question, value)
    elif question.kind == "date":
        yield from _of_date(value)
    elif question.kind in _READERS:
        try:
            _READERS[question.kind](value)
        except ValueError as error:
            yield str(error)


def _of_codes(question: Question, left: tuple[Choice, ...], codes: list[str]) -> Iterator[str]:
    choices = {choice.code: choice for choice in question.choices}
    if any(code not in choices for code in codes):
        yield "ไม่มีคำตอบนี้ให้เลือก"
    elif any(choices[code] not in left for code in codes):
        yield "คำตอบนี้ไม่เข้ากับคำตอบของข้ออื่น กรุณาเลือกใหม่"
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


def _of_range(question: Question, value: str) -> Iterator[str]:
    """A slider's ends, as the form has them ('start=0 end=10 step=1')."""
    faults = list(_of_number(value, whole=False))
    yield from faults
    number = None if faults else read_number(value)
    said = _USUAL | dict(_END.findall(question.parameters))
    start, end, step = (Decimal(said[name]) for name in ("start", "end", "step"))
    if number is not None and not min(start, end) <= number <= max(start, end):
        yield f"ต้องอยู่ระหว่าง {start} ถึง {end}"
    elif number is not None and step and (number - start) % step:
        yield f"ต้องห่างจาก {start} ทีละ {abs(step)}"


def _of_date(value: str) -> Iterator[str]:
    """Dates are stored in ISO, common era; a visit is on a day, not in a month."""
    try:
        found = PartialDate.from_iso(value)
    except ValueError:
        yield "ไม่มีวันที่นี้ในปฏิทิน"
        return
    if found.day is None:
        yield "วันที่ยังไม่ครบ วัน เดือน ปี"
