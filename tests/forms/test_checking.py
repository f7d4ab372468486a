"""What stands open in a keyed logbook."""

from datetime import date

import pytest

from desktop.domain.form import Choice, Form, Question
from desktop.domain.records import Answer
from desktop.domain.vocabulary import AnswerState
from desktop.forms.rules import Rules
from tests.factories.forms import open_points

CHOICES = (Choice("1", "ก"), Choice("2", "ข"), Choice("0", "ไม่มี", fact="none"))


def question(kind, **changes):
    values = {"id": "q", "name": "q", "label": "ข้อ", "kind": kind, "section": "s"}
    if kind.startswith("select"):
        values["choices"] = CHOICES
    return Question(**(values | changes))


def points(questions, *answers, members=()):
    form = Form("f", "1", "", (), questions)
    keyed = Rules(form).begin(answers, members, date(2026, 1, 5))
    return open_points(keyed, answers)


def messages(asked, *answers):
    return [point.message for point in points((asked,), *answers)]


@pytest.mark.parametrize(
    ("kind", "value", "says"),
    [
        ("select_one", "3", "ไม่มีคำตอบนี้"),
        ("select_one", "1 2", "ไม่มีคำตอบนี้"),
        ("select_multiple", "1 3", "ไม่มีคำตอบนี้"),
        ("select_multiple", "1 0", "ไม่มี” พร้อมกับ"),
        ("integer", "สามพัน", "อ่านเป็นตัวเลขไม่ได้"),
        ("integer", "ไม่มี", "อ่านเป็นตัวเลขไม่ได้"),
        ("integer", "1.5", "จำนวนเต็ม"),
        ("decimal", "1.2.3", "อ่านเป็นตัวเลขไม่ได้"),
        ("date", "2021-02-29", "ไม่มีวันที่นี้"),
        ("date", "2564-02-28", "ไม่มีวันที่นี้"),
        ("date", "28/02/2564", "ไม่มีวันที่นี้"),
        ("date", "2021-02", "ยังไม่ครบ"),
        ("range", "มาก", "อ่านเป็นตัวเลขไม่ได้"),
        ("range", "11", "ระหว่าง 1 ถึง 10"),
        ("time", "25:00", "ไม่มีเวลานี้"),
        ("geopoint", "100.5 14.0", "ละติจูดต้องอยู่ก่อน"),
    ],
)
def test_impossible_answer_is_named(kind, value, says):
    (message,) = messages(question(kind), Answer("q", value=value))
    assert says in message


@pytest.mark.parametrize(("value", "good"), [("-5", True), ("0", True), ("5.5", False)])
def test_a_slider_has_the_ends_of_the_form(value, good):
    asked = question("range", parameters="start=-5 end=5 step=.5")
    assert (messages(asked, Answer("q", value=value)) == []) is good


@pytest.mark.parametrize(
    ("parameters", "value", "says"),
    [
        ("", "3.5", "ทีละ 1"),
        ("start=0 end=100 step=5", "7", "ต้องห่างจาก 0 ทีละ 5"),
        ("start=.5 end=5", "0.25", "ระหว่าง 0.5 ถึง 5"),
        ("start=10 end=1 step=-3", "8", "ต้องห่างจาก 10 ทีละ 3"),
    ],
)
def test_a_slider_has_the_steps_of_the_form(parameters, value, says):
    (message,) = messages(question("range", parameters=parameters), Answer("q", value=value))
    assert says in message


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        *(("range", "3"), ("time", "08:30:00.000+07:00"), ("geopoint", "14.02 100.5 0 0")),
        ("barcode", "OH-1"),
        ("select_one", "2"),
        ("select_multiple", "1 2"),
        ("select_multiple", "0"),
        ("integer", "1,500"),
        ("integer", "๑๕๐๐"),
        ("decimal", "1.5"),
        ("date", "2020-02-29"),
        ("text", "อะไรก็ได้"),
        ("select_one", ""),
        ("integer", " "),
    ],
)
def test_possible_answer_is_left_alone(kind, value):
    assert messages(question(kind), Answer("q", value=value)) == []


def test_required_answer_may_be_unknown_but_not_empty_nor_unasked():
    asked = question("integer", required=True)
    assert messages(asked) == ["ยังไม่ได้กรอก"]
    assert messages(asked, Answer("q", value=" ")) == ["ยังไม่ได้กรอก"]
    assert messages(asked, Answer("q", AnswerState.NOT_ASKED)) == ["ยังไม่ได้ถาม"]
    assert messages(asked, Answer("q", AnswerState.UNKNOWN)) == []
    assert messages(question("integer"), Answer("q", AnswerState.NOT_ASKED)) == []


def test_each_member_is_asked():
    asked = question("select_one", required=True, per_member=True)
    answers = [Answer("q", value="1", person_id=5), Answer("q", value="1")]
    assert [point.person_id for point in points((asked,), *answers, members=(4, 5))] == [4]


def test_answers_of_other_versions_and_people_are_passed_over():
    answers = [Answer("gone", value="x"), Answer("q", value="99", person_id=8)]
    assert messages(question("select_one"), *answers) == []


def test_a_note_is_never_open():
    assert messages(question("note", required=True)) == []


def test_what_is_calculated_is_never_open():
    assert messages(question("calculate", required=True, calculation="''")) == []


ASKED = question("select_one", id="q1", name="asked")
FILTERED = (Choice("1", "ก", columns=(("of", "1"),)), Choice("2", "ข", columns=(("of", "2"),)))


def test_what_is_not_relevant_is_never_open():
    hidden = question("integer", relevant="${asked} = '1'", required=True, constraint=". > 5")
    assert points((ASKED, hidden), Answer("q", value="3")) == ()
    (point,) = points((ASKED, hidden), Answer("q1", value="1"), Answer("q", value="3"))
    assert point.question == "q"


def test_answer_may_be_required_by_another():
    needed = question("text", required_when="${asked} = '1'", required_message="ต้องระบุ")
    assert points((ASKED, needed)) == ()
    (point,) = points((ASKED, needed), Answer("q1", value="1"))
    assert (point.message, point.soft) == ("ต้องระบุ", False)


@pytest.mark.parametrize("soft", [False, True])
def test_broken_constraint_says_its_message_and_how_hard_it_is(soft):
    asked = question("integer", constraint=". < 120", constraint_message="มากไป", soft=soft)
    (point,) = points((asked,), Answer("q", value="130"))
    assert (point.message, point.soft) == ("มากไป", soft)
    assert points((asked,), Answer("q", value="119")) == ()
    assert points((asked,), Answer("q", AnswerState.UNKNOWN, "130")) == ()


def test_unreadable_answer_is_told_once():
    assert messages(question("integer", constraint=". < 120"), Answer("q", value="มาก")) == [
        "อ่านเป็นตัวเลขไม่ได้"
    ]


def test_answer_that_the_filter_leaves_out_is_open():
    filtered = question("select_one", choices=FILTERED, choice_filter="of = ${asked}")
    answers = [Answer("q1", value="1"), Answer("q", value="2")]
    assert [one.message for one in points((ASKED, filtered), *answers)] == [
        "คำตอบนี้ไม่เข้ากับคำตอบของข้ออื่น กรุณาเลือกใหม่"
    ]
    assert points((ASKED, filtered), answers[0], Answer("q", value="1")) == ()


def test_calculated_answer_is_checked_as_if_keyed():
    asked = question("integer", calculation="${asked} + 1", required=True, constraint=". < 3")
    assert points((ASKED, asked), Answer("q1", value="1")) == ()
    (point,) = points((ASKED, asked), Answer("q1", value="2"))
    assert point.question == "q"
