"""What the columns of the survey say of each question and group."""

import pytest

from desktop.domain.form import Group, Section
from desktop.forms.definition import examine, read_form
from tests.factories.forms import CHOICES, SURVEY, changed, workbook

HEADERS = ("type", "name", "label::ไทย (th)", "onehome_id")


def survey_of(*rows, more=()):
    """Return a survey whose rows are filled up to the width of the headers."""
    headers = (*HEADERS, *more)
    return [headers, *((*row, *[""] * (len(headers) - len(row))) for row in rows)]


def named(form, name):
    return next(one for one in form.questions if one.name == name)


def test_rules_are_kept_as_the_workbook_has_them():
    survey = SURVEY
    rules = {
        "relevant": "${own_house} = ‘1’",
        "constraint": ". >= 0",
        "constraint_message::ไทย (th)": "ต้องไม่ติดลบ",
        "constraint_message::English (en)": "not below zero",
        "required_message": "ต้องตอบ",
        "calculation": "1 + 1",
        "default": "0",
        "trigger": "${own_house}",
        "appearance": "numbers",
        "readonly": "yes",
        "onehome_soft": "ใช่",
        "parameters": "start=1 end=5",
    }
    for header, value in rules.items():
        survey = changed(survey, 4, header, value)
    survey = changed(survey, 4, "required", "${own_house} = '2'")
    survey = changed(survey, 3, "choice_filter", "area = '13'")
    form = read_form(workbook(survey, changed(CHOICES, 2, "area", "13")))
    income = named(form, "income")
    assert income.relevant == "${own_house} = '1'"
    assert (income.required, income.required_when) == (False, "${own_house} = '2'")
    assert (income.constraint, income.constraint_message) == (". >= 0", "ต้องไม่ติดลบ")
    assert (income.required_message, income.calculation, income.default) == (
        "ต้องตอบ",
        "1 + 1",
        "0",
    )
    assert (income.trigger, income.appearance, income.parameters) == (
        *("${own_house}", "numbers", "start=1 end=5"),
    )
    assert income.readonly
    assert income.soft
    own = named(form, "own_house")
    assert own.choice_filter == "area = '13'"
    assert [choice.columns for choice in own.choices] == [(("area", "13"),), ()]


@pytest.mark.parametrize(
    ("spelling", "field"),
    [
        ("bind::relevant", "relevant"),
        ("bind:constraint", "constraint"),
        ("bind::jr:constraintMsg", "constraint_message"),
        ("constraining message", "constraint_message"),
        ("calculate", "calculation"),
        ("control::appearance", "appearance"),
    ],
)
def test_other_spellings_of_headers_are_read(spelling, field):
    form = read_form(workbook(changed(SURVEY, 4, spelling, "1")))
    assert getattr(named(form, "income"), field) == "1"


def test_groups_stand_within_groups_with_their_rules():
    rows = survey_of(
        ("begin_group", "house", "บ้าน", "", "${own} = '1'", "field-list"),
        ("begin group", "rent", "", "", "", ""),
        ("integer", "amount", "ค่าเช่า"),
        ("end group", ""),
        ("end_group", ""),
        ("select_one yes_no", "own", "เป็นเจ้าของ"),
        more=("relevant", "appearance"),
    )
    form = read_form(workbook(rows))
    assert form.groups == (
        Group("house", "บ้าน", relevant="${own} = '1'", appearance="field-list"),
        Group("rent", "", groups=("house",)),
    )
    assert named(form, "amount").groups == ("house", "rent")
    assert form.sections == (Section("house", "บ้าน"), Section("", ""))


def test_only_the_first_repeat_is_that_of_the_members():
    rows = survey_of(
        ("begin_repeat", "members", "สมาชิก"),
        ("text", "job", "อาชีพ"),
        ("begin_group", "own", ""),
        ("text", "school", "โรงเรียน"),
        ("end_group", ""),
        ("begin_repeat", "debts", "หนี้ของสมาชิก"),
        ("integer", "debt", "ยอดหนี้"),
        ("end_repeat", ""),
        ("end_repeat", ""),
        ("begin_repeat", "plots", "แปลงที่ดิน"),
        ("decimal", "rai", "ไร่"),
        ("end_repeat", ""),
    )
    form = read_form(workbook(changed(rows, 2, "repeat_count", "3")))
    assert {one.name: one.per_member for one in form.questions} == {
        "job": True,
        "school": True,
        "debt": False,
        "rai": False,
    }
    assert [(one.name, one.repeat) for one in form.groups] == [
        *(("members", True), ("own", False), ("debts", True), ("plots", True))
    ]
    assert form.groups[0].repeat_count == "3"


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        *(
            ("geopoint", "geopoint"),
            ("gps", "geopoint"),
            ("photo", "image"),
            ("dateTime", "datetime"),
        ),
        *(("acknowledge", "acknowledge"), ("range", "range"), ("barcode", "barcode")),
        *(("audio", "audio"), ("geoshape", "geoshape"), ("phone number", "text")),
        *(("rank yes_no", "rank"), ("hidden", "hidden"), ("time", "time")),
    ],
)
def test_kinds_of_questions(words, kind):
    assert named(read_form(workbook(changed(SURVEY, 4, "type", words))), "income").kind == kind


def test_what_is_acknowledged_has_the_one_answer_of_the_standard():
    told = named(read_form(workbook(changed(SURVEY, 4, "type", "acknowledge"))), "income")
    assert [(one.code, one.key) for one in told.choices] == [("OK", "1")]


def test_what_is_calculated_or_hidden_needs_no_words():
    rows = survey_of(
        ("begin_group", "made", ""),
        ("calculate", "twice", "", "", "2 * 2"),
        ("hidden", "source", ""),
        ("end_group", ""),
        ("text", "said", "คำพูด"),
        more=("calculation",),
    )
    form = read_form(workbook(rows))
    assert [(one.name, one.label, one.asked) for one in form.questions] == [
        *(("twice", "twice", False), ("source", "source", False), ("said", "คำพูด", True))
    ]
    _, mistakes = examine(workbook(changed(rows, 3, "calculation", "")))
    assert [one.cell for one in mistakes] == ["survey!E3"]


def test_or_other_adds_a_choice_and_a_question_as_phones_have_them():
    form = read_form(workbook(changed(SURVEY, 3, "type", "select_one yes_no or_other")))
    own = named(form, "own_house")
    assert [(one.code, one.label, one.key) for one in own.choices][-1] == ("other", "อื่น ๆ", "3")
    other = named(form, "own_house_other")
    assert (other.id, other.kind, other.section) == ("house.own_other", "text", "house")
    assert other.relevant == "selected(${own_house}, 'other')"
    # The list itself is another question's too.
    assert [one.code for one in named(form, "own_house").choices] == ["1", "2", "other"]


def test_a_row_is_known_and_no_part_of_what_a_question_is():
    form = read_form(workbook())
    moved = read_form(workbook([SURVEY[0], [], *SURVEY[1:]]))
    assert [one.row for one in form.questions] == [3, 4, 7, 9]
    assert [one.row for one in moved.questions] == [4, 5, 8, 10]
    assert form.questions == moved.questions
    assert form.wrong(form.questions[1], "label", "?").cell == "survey!C4"


def test_what_phones_note_is_there_where_a_rule_refers_to_it():
    rows = survey_of(
        ("today", "day", ""),
        ("start", "begun", ""),
        ("username", "who", ""),
        ("text", "said", "คำพูด", "", "${who} != '' and ${day} != ''"),
        more=("relevant",),
    )
    form = read_form(workbook(rows))
    assert [(one.name, one.kind, one.calculation) for one in form.questions] == [
        *(("said", "text", ""), ("day", "calculate", "today()"), ("who", "hidden", ""))
    ]
    assert {one.section for one in form.questions} == {""}
