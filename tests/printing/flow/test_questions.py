"""A form's lines on paper: every question has the room its answer needs."""

import io

import pytest

from desktop.domain.form import Choice, Question
from desktop.domain.form_paper import FormLine
from desktop.domain.paper_layout import Content, load_layout
from desktop.domain.progress import Silent
from desktop.forms.definition import read_form
from desktop.forms.lines import LineKind, all_lines
from desktop.printing.flow.document import make_papers
from tests.printing.conftest import RESOURCES

LAYOUT = load_layout(
    'version = 1\ntitle = "ก"\nmargins = [18, 14, 16, 11]\n[[block]]\nkind = "questions"\n',
    "ทดสอบ",
)
KINDS = {kind: kind.name.lower() for kind in LineKind if kind is not LineKind.ADD}


@pytest.fixture
def printed(typesetter, paper):
    def make(*lines):
        target = io.BytesIO()
        make_papers(LAYOUT, [Content({}, form=lines)], typesetter, target, Silent(), 1)
        return paper(target.getvalue())

    return make


def asked(kind, value="", choices=(), codes=(), **more):
    labels = tuple(Choice(str(n), label) for n, label in enumerate(choices, 1))
    labels += tuple(Choice(code, "รับทราบ") for code in codes)
    question = Question("q", "q", "คำถาม", kind, "s", choices=labels, **more)
    return FormLine("question", question.label, question, value=value)


@pytest.mark.parametrize("name", ["full-logbook-v1", "short-logbook-v1"])
def test_every_question_and_choice_of_a_form_is_on_paper(printed, name):
    form = read_form(RESOURCES / "forms" / f"{name}.xlsx")
    lines = [
        FormLine(KINDS[line.kind], line.text, line.question, row=line.person_id)
        for line in all_lines(form, ((1, "สมาชิกตัวอย่าง"),))
        if line.kind in KINDS
    ]
    paper = printed(*lines)
    text = paper.all_text()
    for line in lines:
        assert "".join(line.text.split()) in text
        if line.kind == "question":
            for choice in line.question.choices:
                assert "".join(choice.label.split()) in text
    for page in range(len(paper)):
        for box in ((0, 0, 17.5, 297), (194.5, 0, 15, 297), (0, 286.5, 210, 10)):
            assert not paper.ink(page, *box), (page, box)


def test_chosen_boxes_are_ticked_and_no_others(printed):
    choices = ("ก", "ข", "ค")
    # Boxes stand in one row, the answers at 66 mm in a room of 176 mm.
    places = [18 + 66 + n * 110 / 3 for n in range(3)]
    for value, ticked in (("", ()), ("2", (1,)), ("1 3", (0, 2))):
        paper = printed(asked("select_multiple", value, choices))
        inside = [paper.ink(0, x + 0.7, 14.7, 2.6, 2.6, dpi=300) for x in places]
        assert inside == [n in ticked for n in range(3)], value


def test_answers_stand_as_people_read_them(printed):
    for line, words in (
        (asked("date", "2022-06-01"), "1มิ.ย.2565"),
        (asked("integer", "12500"), "12,500"),
        (asked("text", "น้ำท่วมบ้าน"), "น้ำท่วมบ้าน"),
        (asked("time", "08:30:00.000+07:00"), "08.30น."),
        (asked("geopoint", "14.02 100.5 0 0"), "14.02,100.5"),
        (asked("range", "7"), "7"),
        (asked("select_one", "2 99", [str(n) for n in range(100, 140)]), "101,99"),
        (asked("date", "not a day"), "notaday"),
    ):
        assert words in printed(line).text(0)


def test_what_is_to_be_acknowledged_has_a_box(printed):
    # Its box stands at 66 mm, as the first of a row does.
    for value, ticked in (("", False), ("OK", True)):
        paper = printed(asked("acknowledge", value, codes=("OK",)))
        assert paper.ink(0, 18 + 66 + 0.7, 14.7, 2.6, 2.6, dpi=300) is ticked


def test_a_date_is_written_in_three_parts(printed):
    assert "วันที่เดือนพ.ศ." in printed(asked("date")).text(0)


def test_a_long_answer_is_printed_whole(printed):
    words = [f"เรื่อง{n}." for n in range(150)]
    text = printed(asked("text", " ".join(words), appearance="multiline")).all_text()
    assert all(word in text for word in words)


def test_a_long_answer_over_pages_loses_nothing(printed):
    words = [f"เรื่อง{n}." for n in range(2000)]
    text = printed(asked("text", " ".join(words), appearance="multiline")).all_text()
    assert all(word in text for word in words)


def test_a_members_question_has_one_number_for_all_of_them(printed):
    form = read_form(RESOURCES / "forms" / "full-logbook-v1.xlsx")
    people = ((1, "คนหนึ่ง"), (2, "คนสอง"))
    lines = [
        FormLine(KINDS[line.kind], line.text, line.question, row=line.person_id)
        for line in all_lines(form, people)
        if line.kind in KINDS
    ]
    members = [one for one in lines if one.row]
    asked = list(dict.fromkeys(one.question.id for one in members if one.kind == "question"))
    section = [one.kind for one in lines[: lines.index(members[0])]].count("section")
    text = printed(*lines).all_text()
    for number in range(1, len(asked) + 1):
        assert text.count(f"{section}.{number}") >= len(people)
    assert f"{section}.{len(asked) + 1}" not in text
