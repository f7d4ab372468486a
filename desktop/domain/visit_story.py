"""A household's logbooks of one form side by side, whatever version each was keyed in."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from desktop.domain.answer_words import words_of
from desktop.domain.crosswalk import Crosswalk
from desktop.domain.form import Form, Question
from desktop.domain.records import Answer, Visit
from desktop.domain.version_column import Cell, read_column
from desktop.domain.vocabulary import AnswerState

_SAID = {
    "empty": "",
    "unknown": "ไม่ทราบ",
    "not_asked": "ไม่ได้ถาม",
    "not_in_version": "(แบบรุ่นนี้ไม่มีข้อนี้)",
}
_STATES = {AnswerState.UNKNOWN: "unknown", AnswerState.NOT_ASKED: "not_asked"}
_AS_IT_WAS = "(คำตอบของแบบเดิม)"
RETIRED = "ข้อที่แบบรุ่นนี้เลิกถาม"


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """What each visit answered to one question, in words; `who` is the member, '' for none.

    `changed` tells that visits in which it was answered don't agree.
    """

    section: str
    question: str
    who: str
    said: tuple[str, ...]
    changed: bool = False


@dataclass(frozen=True, slots=True)
class VisitStory:
    """The visits of one form, the newest first, and a line for each question that was answered."""

    title: str
    visits: tuple[Visit, ...]
    lines: tuple[AnswerLine, ...]


def tell(
    versions: Sequence[Form],
    crosswalks: Sequence[Crosswalk],
    visits: Sequence[Visit],
    names: Mapping[int, str],
) -> VisitStory:
    """Return the story of the visits, read across versions.

    Args:
        versions: those of the form that can be read, the newest last.
        crosswalks: from each version to the next.
        visits: the household's logbooks of this form, the newest first.
        names: of members, by their ids; an answer about somebody else says so.
    """
    newest = versions[-1]
    sections = {one.name: one.label for one in newest.sections}
    lines: list[AnswerLine] = []
    read: set[tuple[str, str]] = set()
    for question in newest.questions:
        if not question.keyed:
            continue
        cells = list(read_column(question.id, versions, crosswalks, visits))
        read |= {(cell.version, cell.question) for cell in cells}
        section = sections.get(question.section, "")
        lines += _lines(section, question, cells, versions, visits, names)
    return VisitStory(
        newest.title, tuple(visits), (*lines, *_retired(versions, visits, read, names))
    )


def _lines(
    section: str,
    question: Question,
    cells: Sequence[Cell],
    versions: Sequence[Form],
    visits: Sequence[Visit],
    names: Mapping[int, str],
) -> Iterator[AnswerLine]:
    at = {(cell.visit_id, cell.person_id): cell for cell in cells}
    for person in dict.fromkeys(cell.person_id for cell in cells):
        found = [at.get((visit.id or 0, person)) for visit in visits]
        if not any(cell and cell.state not in ("empty", "not_in_version") for cell in found):
            continue
        said = tuple(_words(question, cell, versions) if cell else "" for cell in found)
        given = {w for w, cell in zip(said, found, strict=True) if cell and cell.state == "value"}
        who = _name(person, names)
        yield AnswerLine(section, question.label, who, said, changed=len(given) > 1)


def _words(question: Question, cell: Cell, versions: Sequence[Form]) -> str:
    if cell.state == "value":
        return words_of(question, cell.value)
    if cell.state == "no_counterpart":
        form = next(one for one in versions if one.version == cell.version)
        old = next(one for one in form.questions if one.id == cell.question)
        return f"{words_of(old, cell.value)} {_AS_IT_WAS}"
    return _SAID[cell.state]


def _retired(
    versions: Sequence[Form],
    visits: Sequence[Visit],
    read: set[tuple[str, str]],
    names: Mapping[int, str],
) -> Iterator[AnswerLine]:
    """Yield what only older versions asked, as it was answered."""
    asked = {(f.version, q.id): q for f in versions for q in f.questions if q.keyed}
    told: dict[tuple[str, int], list[str]] = {}
    labels: dict[str, str] = {}
    for number, visit in enumerate(visits):
        for answer in visit.answers:
            place = visit.form_version, answer.question
            question = asked.get(place)
            if question is None or place in read or not _is_given(answer):
                continue
            labels.setdefault(question.id, question.label)
            line = told.setdefault((question.id, answer.person_id), [""] * len(visits))
            state = _STATES.get(answer.state)
            line[number] = _SAID[state] if state else words_of(question, answer.value)
    for (id_, person), said in told.items():
        given = {one for one in said if one and one not in _SAID.values()}
        who = _name(person, names)
        yield AnswerLine(RETIRED, labels[id_], who, tuple(said), changed=len(given) > 1)


def _is_given(answer: Answer) -> bool:
    return bool(answer.value) or answer.state is not AnswerState.VALUE


def _name(person: int, names: Mapping[int, str]) -> str:
    return names.get(person, "สมาชิกที่ไม่อยู่แล้ว") if person else ""
