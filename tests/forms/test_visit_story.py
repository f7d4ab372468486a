"""A household's logbooks side by side, each keyed in the form of its day."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.records import Answer, Visit
from desktop.domain.visit_story import RETIRED, tell
from desktop.domain.vocabulary import AnswerState
from desktop.forms.crosswalk import propose
from desktop.forms.definition import read_form
from tests.factories import versions

OLD, NEW = read_form(versions.OLD), read_form(versions.NEW)
NAMES = {5: "นางห้า"}
SECOND = (
    Answer("housing.tenure", value="9"),
    Answer("income.total", value="12000"),
    Answer("house.internet", value="1"),
    Answer("member.health", value="2 3", person_id=5),
)


def visit(number, version, answers):
    return Visit(
        household_id=1,
        form="trial",
        form_version=version,
        id=number,
        fiscal_year=2564 + number,
        visited_on=date(2020 + number, 12, 1),
        answers=answers,
    )


@pytest.fixture
def story():
    """Two visits, the income of both taken for the same question."""
    steps = (versions.decide(propose(OLD, NEW)),)
    both = (visit(2, "2", SECOND), visit(1, "1", versions.KEYED))
    return tell((OLD, NEW), steps, both, NAMES)


def said(story):
    return {(line.question, line.who): (*line.said, line.changed) for line in story.lines}


def test_each_question_is_read_across_the_versions(story):
    assert said(story) == {
        ("ลักษณะที่อยู่อาศัย", ""): ("อื่น ๆ", "อื่น ๆ", False),
        ("ค่าเช่าต่อเดือน (บาท)", ""): ("", "ไม่ทราบ", False),
        ("มีอินเทอร์เน็ตใช้", ""): ("มี", "(แบบรุ่นนี้ไม่มีข้อนี้)", False),
        ("รายได้รวมของทั้งครัวเรือนต่อเดือน (บาท)", ""): ("12,000", "9,000", True),
        ("สุขภาพ", "นางห้า"): ("พิการ, ป่วยเรื้อรัง", "พิการ, ป่วยเรื้อรัง", False),
        ("สุขภาพ", "สมาชิกที่ไม่อยู่แล้ว"): ("", "ไม่ได้ถาม", False),
        ("มีวิทยุกี่เครื่อง", ""): ("", "2", False),
        ("ศาสนา", "นางห้า"): ("", "พุทธ", False),
    }
    retired = {line.question for line in story.lines if line.section == RETIRED}
    assert retired == {"มีวิทยุกี่เครื่อง", "ศาสนา"}


def test_an_answer_without_a_counterpart_stays_as_it_was():
    steps = (propose(OLD, NEW),)
    both = (visit(2, "2", SECOND), visit(1, "1", (Answer("housing.tenure", value="2"),)))
    found = said(tell((OLD, NEW), steps, both, NAMES))
    assert found["ลักษณะที่อยู่อาศัย", ""][1] == "อยู่กับญาติ (คำตอบของแบบเดิม)"


def test_a_version_that_can_not_be_read_any_more_stops_nothing():
    gone = visit(1, "0", versions.KEYED)
    found = tell((NEW,), (), (visit(2, "2", SECOND), gone), NAMES)
    assert all(line.said[1] in ("", "(แบบรุ่นนี้ไม่มีข้อนี้)") for line in found.lines)


ANSWERS = st.lists(
    st.builds(
        Answer,
        st.sampled_from([q.id for q in (*OLD.questions, *NEW.questions)]),
        st.sampled_from(AnswerState),
        st.sampled_from(("", "1", "2", "ก", "9000")),
        st.sampled_from((0, 5, 6)),
    ),
    max_size=12,
)


@given(st.lists(st.tuples(st.sampled_from(["0", "1", "2"]), ANSWERS), min_size=1, max_size=4))
def test_any_answers_are_told_and_every_line_has_a_cell_for_each_visit(kept):
    visits = tuple(visit(n, version, tuple(given)) for n, (version, given) in enumerate(kept, 1))
    story = tell((OLD, NEW), (propose(OLD, NEW),), visits, NAMES)
    assert all(len(line.said) == len(visits) for line in story.lines)
    assert all(any(line.said) for line in story.lines)
