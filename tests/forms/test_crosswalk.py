"""Carrying answers from version to version; the old ones stay what they are."""

import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from desktop.domain.carrying import Gap, carry, carry_along
from desktop.domain.crosswalk import QuestionLink, ValueLink, from_json, to_json
from desktop.domain.form import FormMistakes
from desktop.domain.records import Answer, Visit
from desktop.domain.version_column import read_column
from desktop.domain.vocabulary import AnswerState
from desktop.forms.crosswalk import propose
from desktop.forms.crosswalk_book import read_crosswalk, write_crosswalk
from desktop.forms.definition import read_form
from desktop.forms.difference import difference
from tests.factories import versions
from tests.factories.forms import CHOICES, SETTINGS, SURVEY, changed, workbook

OLD, NEW = read_form(versions.OLD), read_form(versions.NEW)


@pytest.fixture
def proposed():
    return propose(OLD, NEW)


@pytest.fixture
def decided(proposed):
    return versions.decide(proposed)


def visit(number, version, *answers):
    return Visit(
        household_id=number, form="trial", form_version=version, id=number, answers=answers
    )


def test_what_was_acknowledged_stays_acknowledged():
    survey = changed(SURVEY, 4, "type", "acknowledge")
    old = read_form(workbook(survey))
    new = read_form(workbook(survey, settings=changed(SETTINGS, 2, "version", "99")))
    asked = next(one for one in old.questions if one.kind == "acknowledge")
    found = carry(propose(old, new), new, [Answer(asked.id, value="OK")])
    assert Answer(asked.id, value="OK") in found.answers


def test_the_change_is_told_in_words():
    found = difference(OLD, NEW)
    kinds = [one.kind for one in found.changes]
    assert (kinds.count("retired"), kinds.count("added")) == (3, 4)
    assert kinds[0] == "meaning"
    assert "รหัส 2 เดิมคือ “อยู่กับญาติ”" in found.changes[0].sentence
    assert {"recoded", "choice_added", "rule"} <= set(kinds)
    assert [(one.old, one.new) for one in found.suggestions] == [("income.month", "income.total")]


def test_what_only_people_know_is_asked(proposed):
    assert {(one.from_id, one.to_id): one.relation for one in proposed.questions} == {
        ("housing.tenure", "housing.tenure"): "recoded",
        ("housing.rent", "housing.rent"): "same",
        ("member.health", "member.health"): "same",
        ("income.month", "income.total"): "renamed",
        ("house.radio", ""): "dropped",
        ("member.faith", ""): "dropped",
        ("", "house.internet"): "new",
        ("", "expense.month"): "new",
        ("", "member.carer"): "new",
    }
    waiting = [one.from_id for one in proposed.questions if one.decision == "ask"]
    assert waiting == ["income.month"]
    assert [(one.from_value, one.to_value, one.decision) for one in proposed.values] == [
        *(("2", "2", "ask"), ("8", "9", "yes"))
    ]
    assert proposed.undecided == 2


def test_a_household_is_carried_and_what_is_missing_is_told(decided):
    before = tuple(versions.KEYED)
    carried = carry(decided, NEW, versions.KEYED, members=(5, 6))
    assert before == versions.KEYED
    given = {(one.question, one.person_id): (one.state, one.value) for one in carried.answers}
    assert given == {
        ("housing.tenure", 0): (AnswerState.VALUE, "9"),
        ("housing.rent", 0): (AnswerState.UNKNOWN, ""),
        ("income.total", 0): (AnswerState.VALUE, "9000"),
        ("member.health", 5): (AnswerState.VALUE, "2 3"),
        ("member.health", 6): (AnswerState.NOT_ASKED, ""),
        ("house.internet", 0): (AnswerState.NOT_ASKED, ""),
        ("expense.month", 0): (AnswerState.NOT_ASKED, ""),
        ("member.carer", 5): (AnswerState.NOT_ASKED, ""),
        ("member.carer", 6): (AnswerState.NOT_ASKED, ""),
    }
    told = {(one.question, one.person_id): one.value for one in carried.gaps}
    assert told == {
        ("house.internet", 0): "",
        ("expense.month", 0): "",
        ("member.carer", 5): "",
        ("member.carer", 6): "",
        ("house.radio", 0): "2",
        ("member.faith", 5): "พุทธ",
    }


def test_what_nobody_decided_is_told_and_not_guessed(proposed):
    keyed = (Answer("housing.tenure", value="2"), Answer("income.month", value="9000"))
    carried = carry(proposed, NEW, keyed)
    assert [one.question for one in carried.answers if one.state == AnswerState.VALUE] == []
    told = {one.question: one for one in carried.gaps}
    assert told["housing.tenure"] == Gap(
        "housing.tenure", 0, "คำตอบเดิมไม่มีในแบบใหม่ กรุณาเลือกคำตอบใหม่", "2"
    )
    assert "ยังไม่ได้ตัดสิน" in told["income.month"].message


def test_one_column_reads_all_versions(decided):
    visits = (
        visit(1, "1", *versions.KEYED),
        visit(2, "2", Answer("housing.tenure", value="4"), Answer("expense.month", value="1")),
        visit(3, "1", Answer("housing.tenure", AnswerState.UNKNOWN)),
        visit(4, "1", Answer("housing.tenure", AnswerState.NOT_ASKED)),
        visit(5, "1"),
        visit(6, "1", Answer("housing.tenure", value="2")),
        visit(7, "0", Answer("housing.tenure", value="1")),
        replace(visit(8, "2"), form="other"),
    )

    def column(question):
        cells = read_column(question, (OLD, NEW), (decided,), visits)
        return [(one.visit_id, one.person_id, one.state, one.value) for one in cells]

    assert column("housing.tenure") == [
        (1, 0, "value", "9"),
        (2, 0, "value", "4"),
        (3, 0, "unknown", ""),
        (4, 0, "not_asked", ""),
        (5, 0, "empty", ""),
        (6, 0, "no_counterpart", "2"),
        (7, 0, "not_in_version", ""),
    ]
    assert column("income.total")[:2] == [(1, 0, "value", "9000"), (2, 0, "empty", "")]
    assert column("expense.month")[:3] == [
        *((1, 0, "not_in_version", ""), (2, 0, "value", "1"), (3, 0, "not_in_version", "")),
    ]
    assert column("member.health") == [(1, 5, "value", "2 3"), (1, 6, "not_asked", "")]
    (first, *_) = read_column("income.total", (OLD, NEW), (decided,), visits)
    assert (first.question, first.version) == ("income.month", "1")


def test_three_versions_are_one_column(decided):
    renamed = workbook(
        changed(versions.NEW_SURVEY, 6, "onehome_id", "income.all"),
        changed(versions.NEW_CHOICES, 11, "name", "7"),
        changed(SETTINGS, 2, "version", "3"),
    )
    newest = read_form(changed_id(renamed))
    step = propose(NEW, newest)
    visits = (visit(1, "1", *versions.KEYED), visit(2, "2", Answer("housing.tenure", value="9")))
    for question, values in (("housing.tenure", ["7", "7"]), ("income.all", ["9000", ""])):
        cells = read_column(question, (OLD, NEW, newest), (decided, step), visits)
        assert [one.value for one in cells] == values
    versions_by_name = {one.version: one for one in (NEW, newest)}
    carried = carry_along((decided, step), versions_by_name, versions.KEYED, (5,))
    told = {(one.question, one.person_id): one.value for one in carried.gaps}
    assert told == {
        ("house.internet", 0): "",
        ("expense.month", 0): "",
        ("member.carer", 5): "",
        ("member.carer", 6): "",
        ("house.radio", 0): "2",
        ("member.faith", 5): "พุทธ",
    }
    assert Answer("income.all", value="9000") in carried.answers
    # A missing step ends what can be traced.
    (cell, _) = read_column("income.all", (OLD, NEW, newest), (step,), visits)
    assert cell.state == "not_in_version"


def changed_id(content):
    """Return the workbook as a version of the form of the story."""
    book = load_workbook(io.BytesIO(content))
    book["settings"]["B2"] = "trial"
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def test_the_workbook_says_what_the_crosswalk_says(proposed, decided):
    for one in (proposed, decided):
        assert from_json(to_json(one)) == one
        assert read_crosswalk(write_crosswalk(one, OLD, NEW), OLD, NEW) == one


def edited(proposed, sheet, cell, value):
    book = load_workbook(io.BytesIO(write_crosswalk(proposed, OLD, NEW)))
    book[sheet][cell] = value
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def row_of(proposed, start):
    return 2 + next(i for i, one in enumerate(proposed.questions) if one.from_id == start)


def test_the_clerk_links_what_nobody_recognised(proposed):
    row = row_of(proposed, "house.radio")
    found = read_crosswalk(edited(proposed, "questions", f"C{row}", "house.internet"), OLD, NEW)
    assert QuestionLink("house.radio", "house.internet", "retyped") in found.questions
    assert all((one.from_id, one.to_id) != ("", "house.internet") for one in found.questions)


@pytest.mark.parametrize(
    ("sheet", "column", "value", "says"),
    [
        ("questions", "A", "gone", "แบบเดิมไม่มีข้อ"),
        ("questions", "C", "gone", "แบบใหม่ไม่มีข้อ"),
        ("questions", "C", "housing.tenure", "มากกว่าหนึ่งครั้ง"),
        ("questions", "C", "member.carer", "เทียบกันไม่ได้"),
        ("questions", "F", "maybe", "yes, no, ask"),
    ],
)
def test_mistakes_of_the_clerk_are_named_by_cell(proposed, sheet, column, value, says):
    row = row_of(proposed, "housing.rent")
    with pytest.raises(FormMistakes) as caught:
        read_crosswalk(edited(proposed, sheet, f"{column}{row}", value), OLD, NEW)
    found = {one.cell: one.message for one in caught.value.mistakes}
    cell = f"questions!F{row}" if says == "เทียบกันไม่ได้" else f"questions!{column}{row}"
    assert says in found[cell]


@pytest.mark.parametrize(
    ("cell", "value", "says"), [("B2", "7", "แบบเดิมไม่มีคำตอบ"), ("D2", "77", "แบบใหม่ไม่มีคำตอบ")]
)
def test_codes_that_do_not_exist_are_named(proposed, cell, value, says):
    with pytest.raises(FormMistakes) as caught:
        read_crosswalk(edited(proposed, "values", cell, value), OLD, NEW)
    assert says in caught.value.message


def test_another_forms_crosswalk_is_refused(proposed):
    with pytest.raises(FormMistakes) as caught:
        read_crosswalk(write_crosswalk(proposed, OLD, NEW), NEW, OLD)
    assert "ตารางเทียบ" in caught.value.message


@pytest.mark.parametrize(
    ("was", "now", "old", "carried"),
    [
        ("text", "integer", "1,500", "1,500"),
        ("text", "integer", "มาก", None),
        ("decimal", "integer", "2.5", None),
        ("integer", "decimal", "2", "2"),
        ("text", "date", "2020-02-29", "2020-02-29"),
        ("text", "date", "2020-02", None),
        ("integer", "text", "5", "5"),
        ("select_one yes_no", "text", "1", "ใช่"),
        ("select_multiple yes_no", "text", "1 2", "ใช่, ไม่ใช่"),
        ("select_one yes_no", "select_multiple yes_no", "1", "1"),
        ("select_multiple yes_no", "select_one yes_no", "2", "2"),
        ("select_multiple yes_no", "select_one yes_no", "1 2", None),
        ("text", "select_one yes_no", "ใช่", None),
    ],
)
def test_values_follow_a_changed_kind_only_where_nothing_is_lost(was, now, old, carried):
    before, after = (
        read_form(workbook(changed(SURVEY, 4, "type", kind), CHOICES)) for kind in (was, now)
    )
    found = carry(propose(before, after), after, [Answer("income.month", value=old)])
    values = [one.value for one in found.answers if one.question == "income.month"]
    assert values == ([] if carried is None else [carried])
    assert [one.value for one in found.gaps if one.question == "income.month"] == (
        [old] if carried is None else []
    )


ANSWERS = st.lists(
    st.builds(
        Answer,
        question=st.sampled_from([*(one.id for one in OLD.questions), "gone"]),
        state=st.sampled_from(AnswerState),
        value=st.sampled_from(["", "1", "2", "8", "2 3", "คำ"]),
        person_id=st.sampled_from([0, 5, 6]),
    ),
    unique_by=lambda one: (one.question, one.person_id),
)


@given(ANSWERS)
def test_every_value_is_carried_or_told(answers):
    crosswalk = propose(OLD, NEW)
    carried = carry(crosswalk, NEW, answers)
    places = {(one.to_id): one.from_id for one in crosswalk.questions if one.decision == "yes"}
    arrived = {(places.get(one.question), one.person_id) for one in carried.answers}
    told = {(one.question, one.person_id) for one in carried.gaps}
    per_member = {one.id: one.per_member for one in OLD.questions}
    for one in answers:
        fits = per_member.get(one.question) == bool(one.person_id)
        if one.state == AnswerState.VALUE and fits:
            assert (one.question, one.person_id) in arrived | told
    assert len({(one.question, one.person_id) for one in carried.answers}) == len(carried.answers)


def test_a_form_follows_itself_without_loss():
    crosswalk = propose(OLD, OLD)
    assert {one.relation for one in crosswalk.questions} == {"same"}
    carried = carry(crosswalk, OLD, versions.KEYED)
    assert (set(carried.answers), carried.gaps) == (set(versions.KEYED), ())
    assert ValueLink("housing.tenure", "1", "1") not in crosswalk.values
