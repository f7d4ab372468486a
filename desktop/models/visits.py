"""The answers of a household's visits side by side."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from desktop.domain.records import Visit
from desktop.domain.visit_story import AnswerLine, VisitStory
from desktop.domain.vocabulary import VISIT_STATE_LABEL
from desktop.models.records import Column, RecordsModel
from desktop.thai.dates import thai_date

FIRST_VISIT = 3  # column


def story_model(story: VisitStory, parent: QObject | None = None) -> RecordsModel[AnswerLine]:
    """Return the table of a story: questions, whose they are, and a column for each visit."""
    return RecordsModel(
        (
            Column("ข้อ", lambda line: line.question, tip=_in_full),
            Column("ของใคร", lambda line: line.who),
            Column("", lambda line: "≠" if line.changed else "", tip=_told_changed),
            *(Column(head_of(visit), _said(n)) for n, visit in enumerate(story.visits)),
        ),
        parent,
    )


def head_of(visit: Visit) -> str:
    """Return what stands over a visit's answers."""
    day = thai_date(visit.visited_on) if visit.visited_on else "ไม่ระบุวัน"
    state = VISIT_STATE_LABEL[visit.state]
    return f"ปี {visit.fiscal_year} · {day}\nแบบรุ่น {visit.form_version} · {state}"


def _said(visit: int) -> Callable[[AnswerLine], str]:
    return lambda line: line.said[visit]


def _in_full(line: AnswerLine) -> str:
    return f"{line.section} · {line.question}" if line.section else line.question


def _told_changed(line: AnswerLine) -> str:
    return "คำตอบแต่ละครั้งไม่เหมือนกัน" if line.changed else ""
