"""What stands open in a keyed logbook."""

import pytest

from desktop.domain.form import Choice, Form, Question
from desktop.domain.records import Answer, PersonDraft
from desktop.domain.vocabulary import AnswerState
from desktop.forms.checking import open_points

CHOICES = (Choice("1", "ก"), Choice("2", "ข"), Choice("0", "ไม่มี", fact="none"))


def question(kind, **changes):
    values = {"id": "q", "name": "q", "label": "ข้อ", "kind": kind, "section": "s"}
    if kind.startswith("select"):
        values["choices"] = CHOICES
    return Question(**(values | changes))


def messages(asked, *answers, members=()):
    form = Form("f", "1", "", (), (asked,))
    return [point.message for point in open_points(form, answers, members)]


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
    ],
)
def test_impossible_answer_is_named(kind, value, says):
    (message,) = messages(question(kind), Answer("q", value=value))
    assert says in message


@pytest.mark.parametrize(
    ("kind", "value"),
    [
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
    form = Form("f", "1", "", (), (asked,))
    members = [PersonDraft(id=4), PersonDraft(id=5), PersonDraft()]
    answers = [Answer("q", value="1", person_id=5), Answer("q", value="1")]
    assert [point.person_id for point in open_points(form, answers, members)] == [4]


def test_answers_of_other_versions_and_people_are_passed_over():
    answers = [Answer("gone", value="x"), Answer("q", value="99", person_id=8)]
    assert messages(question("select_one"), *answers) == []


def test_a_note_is_never_open():
    assert messages(question("note", required=True)) == []
