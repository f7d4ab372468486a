"""Answers to a logbook's questions that stand in columns of a list."""

from collections.abc import Callable, Iterable, Sequence

from desktop.domain.form import Choice, Question
from desktop.domain.listing import ListedAnswer, Problem
from desktop.domain.sheets import Known
from desktop.importing.aliases import header_key
from desktop.importing.cells import Doubtful, read_text
from desktop.importing.table import Table
from desktop.thai.dates import UnreadableDate, read_date
from desktop.thai.numbers import read_number

_YES_AND_NO = {
    "yes": ("1", "✓", "✔", "√", "/", "ใช่", "มี", "ตก", "ไม่ผ่าน", "true", "yes"),
    "no": ("0", "ไม่ใช่", "ไม่มี", "ผ่าน", "ไม่ตก", "false", "no"),
}
_BETWEEN_CHOICES = str.maketrans(dict.fromkeys("\n;|", ","))


def listed_answers(
    table: Table, known: Known, number: int, rows: Iterable[int]
) -> tuple[list[ListedAnswer], list[Problem]]:
    """Return what the rows of a sheet answer, and problems.

    Args:
        table: the sheet whose index in the list is `number`.
        known: knows the questions.
        number: the sheet's index.
        rows: the numbers of the rows that are used.

    A value that doesn't fit its question is a problem, and no answer.
    """
    before = len(table.problems)
    questions = dict(known.questions)
    used = set(rows)
    found: list[ListedAnswer] = []
    for canonical in table.answers():
        question = questions.get(canonical)
        if question is None:
            reason = "ไม่พบคำถามนี้ในแบบสมุดพกที่โปรแกรมรู้จัก คอลัมน์นี้จึงไม่ถูกอ่าน"
            table.problems.append(table.problem(-1, canonical, "", reason))
            continue
        values = table.read_with(canonical, answer_reader(question))
        found += [
            ListedAnswer(number, row, canonical, value, question.per_member)
            for row, value in zip(table.numbers, values, strict=True)
            if value and row in used
        ]
    remarked = table.problems[before:]
    return found, [one for one in remarked if one.row in used or one.row == table.header_row]


def answer_reader(question: Question) -> Callable[[str], str]:
    """Return a reader of a question's answers as its form stores them.

    It raises Doubtful for what is no answer to it.
    """
    kinds: dict[str, Callable[[str], str]] = {
        "select_one": _choice_reader(question.choices),
        "select_multiple": _choices_reader(question.choices),
        "integer": lambda text: _number(text, whole=True),
        "decimal": lambda text: _number(text, whole=False),
        "date": _date,
    }
    read_value = kinds.get(question.kind, str)

    def read(text: str) -> str:
        clean = read_text(text)
        # 'ไม่มี' says nothing in other columns; here it may be a choice.
        clean = clean or (text.strip() if header_key(text) in _words(question.choices) else "")
        return read_value(clean) if clean else ""

    return read


def _choice_reader(choices: Sequence[Choice]) -> Callable[[str], str]:
    words = _words(choices)

    def read(text: str) -> str:
        code = words.get(header_key(text))
        if code is None:
            shown = " / ".join(choice.label for choice in choices[:6])
            raise Doubtful("", f"ไม่ตรงกับตัวเลือกของคำถาม ({shown})")
        return code

    return read


def _choices_reader(choices: Sequence[Choice]) -> Callable[[str], str]:
    read_one, words = _choice_reader(choices), _words(choices)

    def read(text: str) -> str:
        if header_key(text) in words:
            return read_one(text)
        parts = [part.strip() for part in text.translate(_BETWEEN_CHOICES).split(",")]
        codes = dict.fromkeys(read_one(part) for part in parts if part)
        alone = [c.label for c in choices if c.fact == "none" and c.code in codes]
        if alone and len(codes) > 1:
            raise Doubtful("", f"เลือก “{alone[0]}” พร้อมกับคำตอบอื่นไม่ได้")
        return " ".join(codes)

    return read


def _words(choices: Sequence[Choice]) -> dict[str, str]:
    """Return the codes by what may stand in a list: label, code, and marks of yes and no.

    A label goes before a code, and a code before a mark.
    """
    found: dict[str, str] = {}
    facts = [c for c in choices if c.fact in _YES_AND_NO]
    if len(facts) == len(_YES_AND_NO):
        found = {header_key(w): c.code for c in facts for w in _YES_AND_NO[c.fact]}
    found |= {header_key(choice.code): choice.code for choice in choices}
    return found | {header_key(choice.label): choice.code for choice in choices}


def _number(text: str, *, whole: bool) -> str:
    try:
        number = read_number(text)
    except ValueError as error:
        raise Doubtful("", str(error)) from None
    if number is None:
        return ""
    if whole and number != int(number):
        raise Doubtful("", "ต้องเป็นจำนวนเต็ม")
    return str(int(number)) if number == int(number) else str(number)


def _date(text: str) -> str:
    try:
        found = read_date(text, latest_year=2100)
    except UnreadableDate as error:
        raise Doubtful("", str(error)) from None
    if found.day is None:
        raise Doubtful("", "วันที่ยังไม่ครบ วัน เดือน ปี")
    return found.iso()
