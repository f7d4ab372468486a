"""Carrying the answers of a logbook to a newer version of its form."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from desktop.domain.crosswalk import Crosswalk
from desktop.domain.form import Form, Question
from desktop.domain.records import Answer
from desktop.domain.vocabulary import AnswerState
from desktop.thai.dates import PartialDate
from desktop.thai.numbers import read_number

_NEW = "แบบเดิมไม่ได้ถามข้อนี้"


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
            if not source and question.attached:
                continue  # nobody keys a phone's picture
            if not source:
                carried.append(Answer(question.id, AnswerState.NOT_ASKED, person_id=person))
                gaps.append(Gap(question.id, person, _NEW))
            elif old := given.get((source, person)):
                answer, gap = _carried(crosswalk, old, question)
                carried += [answer] if answer else []
                gaps += [gap] if gap else []
    return Carried(tuple(carried), (*gaps, *_left_behind(crosswalk, answers)))


def carry_along(
    steps: Iterable[Crosswalk],
    forms: Mapping[str, Form],
    answers: Sequence[Answer],
    members: Sequence[int] = (),
) -> Carried:
    """Return a logbook's answers after several steps; `forms` are the versions by their name."""
    asked_before: dict[str, bool] = {}
    lost: list[Gap] = []
    for step in steps:
        carried = carry(step, forms[step.to_version], answers, members)
        answers = carried.answers
        lost += [one for one in carried.gaps if one.value]
        asked_before = {
            to_id: asked_before.get(from_id, True) for to_id, from_id in step.sources.items()
        } | {one.question: False for one in carried.gaps if one.message == _NEW}
    missing = (
        Gap(one.question, one.person_id, _NEW)
        for one in answers
        if not asked_before.get(one.question, True)
    )
    return Carried(tuple(answers), (*missing, *lost))


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
