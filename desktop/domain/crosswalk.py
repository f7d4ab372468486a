"""How answers of one version of a form are read in the next: a crosswalk is data.

Old answers are never altered. A crosswalk says, question by question and code by code, where an
old answer stands in the new version; what nobody decided is told, not guessed.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from desktop.domain.form import Form, Question
from desktop.domain.records import Answer
from desktop.domain.vocabulary import AnswerState
from desktop.thai.dates import PartialDate
from desktop.thai.numbers import read_number

Relation = Literal["same", "renamed", "moved", "retyped", "recoded", "dropped", "new"]
Decision = Literal["yes", "no", "ask"]


@dataclass(frozen=True, slots=True)
class QuestionLink:
    """Where a question went. `from_id` '' is a new one, `to_id` '' one that is asked no more.

    Only what is decided 'yes' is carried; 'ask' waits for somebody to decide.
    """

    from_id: str
    to_id: str
    relation: Relation
    decision: Decision = "yes"
    note: str = ""


@dataclass(frozen=True, slots=True)
class ValueLink:
    """What a code of an old question is in the new one; `to_value` '' where there is none.

    Codes without a link stay as they are.
    """

    from_id: str
    from_value: str
    to_value: str
    decision: Decision = "yes"
    note: str = ""


@dataclass(frozen=True)
class Crosswalk:
    """From one version of a form to another; the forms themselves are named by hash."""

    form: str
    from_version: str
    to_version: str
    questions: tuple[QuestionLink, ...]
    values: tuple[ValueLink, ...] = ()

    @property
    def undecided(self) -> int:
        """How many questions and codes still wait for a decision."""
        links: list[QuestionLink | ValueLink] = [*self.questions, *self.values]
        return sum(one.decision == "ask" for one in links)

    @cached_property
    def sources(self) -> Mapping[str, str]:
        """Each new question's old one, where it is decided that they are the same."""
        links = (one for one in self.questions if one.decision == "yes")
        return {one.to_id: one.from_id for one in links if one.from_id and one.to_id}

    @cached_property
    def recoded(self) -> Mapping[tuple[str, str], str]:
        """The new code of an old question's code, '' where there is none or none is decided."""
        return {
            (one.from_id, one.from_value): one.to_value if one.decision == "yes" else ""
            for one in self.values
        }


@dataclass(frozen=True, slots=True)
class Gap:
    """What carrying a logbook left open. `question` is the new version's id, else the old one's.

    `value` is the old answer that has no place. `person_id` 0 = the household.
    """

    question: str
    person_id: int
    message: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Carried:
    """The answers as the new version has them, and what is open."""

    answers: tuple[Answer, ...]
    gaps: tuple[Gap, ...]


def carry(
    crosswalk: Crosswalk, new: Form, answers: Sequence[Answer], members: Iterable[int] = ()
) -> Carried:
    """Return a logbook's answers for the new version of its form.

    Args:
        crosswalk: from the version of the answers to that of `new`.
        new: the new version.
        answers: as they were keyed; they stay as they are.
        members: ids of the household's people, each of whom a new question isn't asked of yet.

    'Unknown' stays unknown; what the old version didn't ask is 'not asked', never empty.
    """
    given = {(one.question, one.person_id): one for one in answers}
    people = [*dict.fromkeys((*members, *(one.person_id for one in answers if one.person_id)))]
    carried: list[Answer] = []
    gaps: list[Gap] = []
    for question in new.questions:
        if not question.asked:
            continue
        for person in people if question.per_member else [0]:
            source = crosswalk.sources.get(question.id, "")
            if not source:
                carried.append(Answer(question.id, AnswerState.NOT_ASKED, person_id=person))
                gaps.append(Gap(question.id, person, "แบบเดิมไม่ได้ถามข้อนี้"))
            elif old := given.get((source, person)):
                answer, gap = _carried(crosswalk, old, question)
                carried += [answer] if answer else []
                gaps += [gap] if gap else []
    return Carried(tuple(carried), (*gaps, *_left_behind(crosswalk, answers)))


def _carried(
    crosswalk: Crosswalk, old: Answer, question: Question
) -> tuple[Answer | None, Gap | None]:
    if old.state is not AnswerState.VALUE:
        return Answer(question.id, old.state, person_id=old.person_id), None
    value = converted(crosswalk, old.question, old.value, question)
    if value is None:
        message = "คำตอบเดิมไม่มีในแบบใหม่ กรุณาเลือกคำตอบใหม่"
        return None, Gap(question.id, old.person_id, message, old.value)
    return Answer(question.id, value=value, person_id=old.person_id), None


def _left_behind(crosswalk: Crosswalk, answers: Iterable[Answer]) -> Iterator[Gap]:
    kept = set(crosswalk.sources.values())
    asked = {one.from_id for one in crosswalk.questions if one.decision == "ask"}
    for one in answers:
        if one.question in kept or one.state is not AnswerState.VALUE:
            continue
        message = "แบบใหม่ไม่มีข้อนี้ คำตอบเดิมยังเก็บไว้ในแบบเดิม"
        if one.question in asked:
            message = "ยังไม่ได้ตัดสินว่าข้อนี้ตรงกับข้อใดในแบบใหม่"
        yield Gap(one.question, one.person_id, message, one.value)


def converted(crosswalk: Crosswalk, source: str, value: str, question: Question) -> str | None:
    """Return an old answer's value as the new question has it, None where it has no place."""
    if question.choices:
        return _coded(
            [crosswalk.recoded.get((source, one), one) for one in value.split()], question
        )
    codes = [crosswalk.recoded.get((source, one)) for one in value.split()]
    # A choice that becomes a text is linked to its words.
    words = ", ".join(one for one in codes if one) if any(codes) else value
    return _typed(words, question)


def _coded(codes: Sequence[str], question: Question) -> str | None:
    known = {one.code for one in question.choices}
    if not known.issuperset(codes):
        return None
    several = question.kind != "select_one"
    return " ".join(codes) if several or len(codes) == 1 else None


def _typed(value: str, question: Question) -> str | None:
    """Return the value where the question's kind can hold it."""
    try:
        if question.kind == "date":
            return value if PartialDate.from_iso(value).day else None
        if question.kind in ("integer", "decimal"):
            number = read_number(value)
            fits = number is not None and (question.kind == "decimal" or number == int(number))
            return value if fits else None
    except ValueError:
        return None
    return value
