"""A submission's texts as a logbook's answers, the form's rules replayed over them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from desktop.domain.form import Form, Question
from desktop.domain.records import Answer
from desktop.domain.vocabulary import AnswerState
from desktop.forms.keyed import Keyed
from desktop.forms.rules import Rules
from desktop.forms.sent import Read

_CLOSE = 1e-9
_SOMEBODY = -1
_NO_MEMBERS = "ไม่มีคำตอบรายคนของสมาชิก (CSV ของ KoboToolbox ไม่มีส่วนนี้ ถ้าโทรศัพท์ถามไว้ให้ส่งออกเป็น XLSX)"
_BOOLEANS = {"true": "1", "false": "0"}
# Changes by itself: nobody answered it, and nobody is wrong.
_CLOCK = frozenset({"today()", "now()", "uuid()", "random()"})


@dataclass(frozen=True, slots=True)
class Replayed:
    """Answers, and in Thai what stands open; `blank` and `passed` as in `Found`."""

    answers: tuple[Answer, ...]
    words: tuple[str, ...]
    blank: int
    passed: int


def replay(rules: Rules, read: Read, people: Mapping[int, int], on: date) -> Replayed:
    """Return what a submission answers of the household and of those of its lines in `people`.

    Args:
        rules: those of the very version that was answered.
        read: the submission; lines that aren't in `people` (number to person) count in the
            household's sums and give no answers.
        people: persons' ids by the lines' numbers.
        on: the day of the visit, which the rules take for today.

    What the phone calculated is calculated again. A question that is to be asked and wasn't in
    the submission is 'not asked'; one left blank has no answer.
    """
    ids = {number: people.get(number, -number) for number in read.members}
    given = [
        Answer(question, value=text, person_id=ids.get(number, 0))
        for number, texts in ((0, read.household), *read.members.items())
        for question, text in texts.items()
        if text
    ]
    walk = _Walk(rules.begin(given, ids.values(), on), read, ids)
    answers = tuple(answer for answer in walk.answers() if answer.person_id >= 0)
    # With a member put in to be asked: the questions of nobody are never relevant.
    lacking = not ids and _asks_members(rules.begin(given, (_SOMEBODY,), on))
    words = (*((_NO_MEMBERS,) if lacking else ()), *dict.fromkeys(walk.words))
    return Replayed(answers, words, walk.blank, walk.passed)


def _asks_members(keyed: Keyed) -> bool:
    members = (one.id for one in keyed.form.questions if one.asked and one.per_member)
    return any(keyed.relevant(one, _SOMEBODY) for one in members)


def with_note(form: Form, answers: Sequence[Answer], words: Iterable[str]) -> tuple[Answer, ...]:
    """Return the answers with what stands open as a note, where who looks at the draft begins.

    Beside an unlikely answer a note would confirm it; there it doesn't stand.
    """
    note = " / ".join(words)
    anchor = next((one for one in form.questions if _can_hold_note(one)), None)
    if not note or anchor is None:
        return tuple(answers)
    place = (anchor.id, 0)
    mine = next((a for a in answers if (a.question, a.person_id) == place), Answer(anchor.id))
    others = (a for a in answers if (a.question, a.person_id) != place)
    return (replace(mine, note=f"จากโทรศัพท์: {note}"), *others)


def _can_hold_note(question: Question) -> bool:
    return question.keyed and not (question.per_member or question.soft or question.calculation)


class _Walk:
    """One way through the questions, counting and remarking."""

    def __init__(self, keyed: Keyed, read: Read, ids: Mapping[int, int]) -> None:
        self._keyed, self._read, self._ids = keyed, read, ids
        self.words: list[str] = []
        self.blank = self.passed = 0

    def answers(self) -> Iterator[Answer]:
        """Yield the answers of everybody, in the order of the form."""
        for question in self._keyed.form.questions:
            lines: Iterable[tuple[int, Mapping[str, str]]] = ((0, self._read.household),)
            if question.per_member:
                lines = self._read.members.items()
            for number, texts in lines:
                text = texts.get(question.id)
                person = self._ids.get(number, 0)
                if question.calculation or question.kind == "calculate":
                    self._compare(question, person, text)
                elif question.asked:
                    yield from self._answer(question, person, text)

    def _answer(self, question: Question, person: int, text: str | None) -> Iterator[Answer]:
        relevant = self._keyed.relevant(question.id, person)
        if text:
            if not relevant:
                self._say(question, "มีคำตอบทั้งที่ไม่ต้องถาม โปรแกรมเก็บไว้โดยไม่แสดง")
            if question.choices and _strange(question, text):
                self._say(question, "มีคำตอบที่ไม่อยู่ในตัวเลือกของแบบฟอร์ม โปรแกรมเก็บไว้ให้ตรวจ")
            yield Answer(question.id, value=text, person_id=person)
        elif not relevant:
            self.passed += 1
        elif text is None:
            yield Answer(question.id, AnswerState.NOT_ASKED, person_id=person)
        else:
            self.blank += 1

    def _compare(self, question: Question, person: int, text: str | None) -> None:
        clock = question.calculation.replace(" ", "") in _CLOCK
        if not text or clock or not self._keyed.relevant(question.id, person):
            return
        if not _same(self._keyed.value(question.id, person), text):
            self._say(question, "ผลคำนวณจากโทรศัพท์ไม่ตรงกับที่โปรแกรมคำนวณ โปรแกรมใช้ผลของตน")

    def _say(self, question: Question, what: str) -> None:
        self.words.append(f"ข้อ “{question.label or question.name}”: {what}")


def _strange(question: Question, text: str) -> bool:
    codes = [text] if question.kind == "select_one" else text.split()
    return not {choice.code for choice in question.choices}.issuperset(codes)


def _same(ours: str, theirs: str) -> bool:
    theirs = _BOOLEANS.get(theirs.casefold(), theirs)
    if ours == theirs or (theirs[10:11] == "T" and ours == theirs[:10]):
        return True
    try:
        return abs(float(ours) - float(theirs)) <= _CLOSE * max(1.0, abs(float(ours)))
    except ValueError:
        return False
