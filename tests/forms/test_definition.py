"""Reading forms: forgiving about form, strict about meaning, and never only the first mistake."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from desktop.domain.errors import UserError
from desktop.domain.form import Choice, FormMistakes, Section
from desktop.forms.definition import examine, read_form
from tests.factories.forms import CHOICES, SETTINGS, SURVEY, changed, workbook


def cells(**sheets):
    """Return the cells of all mistakes, with their messages."""
    with pytest.raises(FormMistakes) as caught:
        read_form(workbook(**sheets))
    return {one.cell: one.message for one in caught.value.mistakes}


def test_form_is_read():
    form = read_form(workbook())
    assert (form.id, form.version, form.title) == ("trial", "1", "แบบทดลอง")
    # A question outside all groups has a section without a name.
    assert form.sections == (Section("house", "บ้าน"), Section("members", "สมาชิก"), Section("", ""))
    own, income, rights, visited = form.questions
    assert (own.id, own.name, own.kind, own.section) == (
        *("house.own", "own_house", "select_one", "house"),
    )
    assert own.required
    assert own.fact == "housing_problem"
    assert own.choices == (Choice("1", "ใช่", "1", "yes"), Choice("2", "ไม่ใช่", "2", "no"))
    assert (income.kind, income.per_member, income.required) == ("integer", False, False)
    assert (rights.kind, rights.per_member, rights.section) == ("select_multiple", True, "members")
    assert (visited.kind, visited.section) == ("date", "")


def test_the_same_content_gives_the_same_hash_and_another_another(tmp_path):
    content = workbook()
    path = tmp_path / "form.xlsx"
    path.write_bytes(content)
    assert read_form(path) == read_form(content)
    assert read_form(workbook(settings=changed(SETTINGS, 2, "version", "2"))).sha256 != (
        read_form(content).sha256
    )


def test_spelling_of_headers_and_types_is_forgiven():
    headers = ("Type ", "NAME", "Label :: ไทย (TH)", "Required", "onehome::id", "Onehome::Fact")
    survey = [headers, *SURVEY[1:]]
    survey = changed(survey, 2, "Type ", "Begin  Group")
    survey = changed(survey, 3, "Type ", "select one from yes_no")
    survey = changed(survey, 7, "Type ", "select_multiple  rights")
    survey = [[], *survey[:3], [], [" "], *survey[3:]]
    choices = [("list name", "Name", "LABEL::ไทย (th)", "onehome::key", "onehome::fact")]
    form = read_form(workbook(survey, choices + list(CHOICES[1:])))
    plain = read_form(workbook())
    assert (form.sections, form.questions) == (plain.sections, plain.questions)


@pytest.mark.parametrize(
    "header", ["label", "label::Thai (th)", "label::English (en)", "Label:Thai"]
)
def test_label_is_found_under_any_language(header):
    survey = [[*SURVEY[0][:2], header, *SURVEY[0][3:]], *SURVEY[1:]]
    assert read_form(workbook(survey)).questions[0].label == "เป็นเจ้าของบ้าน"


def test_thai_comes_before_other_languages_and_gaps_are_filled_from_them():
    survey = changed(SURVEY, 3, "label::English (en)", "Owns the house")
    survey = changed(survey, 4, "label::English (en)", "Income")
    survey = changed(survey, 4, "label::ไทย (th)", "")
    questions = read_form(workbook(survey)).questions
    assert [q.label for q in questions[:2]] == ["เป็นเจ้าของบ้าน", "Income"]


def test_numbers_are_codes_and_versions_as_they_look():
    choices = changed(changed(CHOICES, 2, "name", 1), 2, "onehome_key", 1.0)
    form = read_form(workbook(choices=choices, settings=changed(SETTINGS, 2, "version", 2569)))
    assert (form.version, form.questions[0].choices[0].code) == ("2569", "1")
    assert read_form(workbook(settings=changed(SETTINGS, 2, "version", "2569.10"))).version == (
        "2569.10"
    )


def test_notes_columns_of_notes_and_what_phones_record_do_no_harm():
    extra = [["note", "", "อ่านก่อน", "", "", ""], ["start", "start", "", "", "", ""]]
    survey = changed([*SURVEY, *extra], 3, "#หมายเหตุ", "ถามเจ้าของบ้าน")
    form = read_form(workbook(survey))
    assert [q.kind for q in form.questions][-1] == "note"
    assert len(form.questions) == 5


def test_a_digit_is_its_own_key_where_no_column_says_otherwise():
    choices = [line[:3] for line in CHOICES]
    own, _, rights, _ = read_form(workbook(choices=choices)).questions
    assert [c.key for c in own.choices] == ["1", "2"]
    assert [c.key for c in rights.choices] == ["", ""]


def test_a_question_without_id_has_its_name_as_id():
    survey = changed(SURVEY, 4, "onehome_id", "")
    assert read_form(workbook(survey)).questions[1].id == "income"


SURVEY_MISTAKES = [
    (3, "type", "selekt_one yes_no", "A3", "ไม่รู้จักคำถามชนิด “selekt_one yes_no”"),
    (4, "type", "csv-external", "A4", "ยังไม่รองรับคำถามชนิด"),
    (4, "type", "", "A4", "ไม่ได้ระบุชนิด"),
    (3, "type", "select_one", "A3", "ไม่ได้ระบุชุดคำตอบ"),
    (3, "type", "select_one yes", "A3", "ไม่มีชุดคำตอบ “yes”"),
    (5, "type", "end_repeat", "A5", "ไม่มี begin_repeat"),
    (4, "name", "own_house", "B4", "ซ้ำ"),
    (4, "name", "รายได้", "B4", "อักษรไทย"),
    (4, "name", "", "B4", "ไม่มีชื่อ"),
    (4, "label::ไทย (th)", "", "C4", "ไม่มีข้อความคำถาม"),
    (4, "onehome_id", "house.own", "E4", "รหัสข้อ “house.own” ซ้ำ"),
    (4, "onehome_id", "x" * 81, "E4", "ยาวเกิน"),
    (4, "onehome_fact", "shoe_size", "F4", "ไม่รู้จักข้อมูลเดิมของครัวเรือน"),
    (7, "onehome_fact", "tel", "F7", "ไม่รู้จักข้อมูลเดิมของสมาชิก"),
    (4, "relevent", "1 = 1", "G1", "แก้เป็น relevant"),
    (4, "onehome_soft", "yes", "G4", "constraint"),
    (4, "readonly", "${income} = 1", "G4", "yes หรือเว้นว่าง"),
]


@pytest.mark.parametrize(("row", "header", "value", "cell", "says"), SURVEY_MISTAKES)
def test_mistake_in_a_question_is_named_with_its_cell(row, header, value, cell, says):
    found = cells(survey=changed(SURVEY, row, header, value))
    assert says in found[f"survey!{cell}"]


CHOICE_MISTAKES = [
    ("list_name", "", "A3", "ไม่มีชื่อชุดคำตอบ"),
    ("name", "", "B3", "ไม่มีรหัสคำตอบ"),
    ("name", "1", "B3", "ซ้ำ"),
    ("name", "two words", "B3", "เว้นวรรค"),
    ("label::ไทย (th)", "", "C3", "ไม่มีข้อความ"),
    ("onehome_key", "1", "D3", "ซ้ำ"),
    ("onehome_key", "12", "D3", "หลักเดียว"),
    ("onehome_key", "๒", "D3", "หลักเดียว"),
    ("onehome_fact", "maybe", "E3", "ไม่รู้จักข้อมูลเดิม"),
]


@pytest.mark.parametrize(("header", "value", "cell", "says"), CHOICE_MISTAKES)
def test_mistake_in_a_choice_is_named_with_its_cell(header, value, cell, says):
    found = cells(choices=changed(CHOICES, 3, header, value))
    assert list(found) == [f"choices!{cell}"]
    assert says in found[f"choices!{cell}"]


@pytest.mark.parametrize(
    ("sheets", "cell"),
    [
        ({"survey": None}, "survey!1"),
        ({"survey": SURVEY[:1]}, "survey!1"),
        ({"survey": [line[1:] for line in SURVEY]}, "survey!1"),
        ({"survey": [line[:2] for line in SURVEY]}, "survey!1"),
        ({"survey": [line for line in SURVEY if line[0] != "end_group"]}, "survey!A2"),
        ({"survey": changed(SURVEY, 1, "name", "type")}, "survey!B1"),
        ({"choices": None}, "survey!A3"),
        ({"choices": [line[1:] for line in CHOICES]}, "choices!1"),
        ({"settings": None}, "settings!1"),
        ({"settings": SETTINGS[:1]}, "settings!1"),
        ({"settings": changed(SETTINGS, 2, "version", "")}, "settings!C2"),
        ({"settings": changed(SETTINGS, 2, "version", 2569.1)}, "settings!C2"),
        ({"settings": changed(SETTINGS, 2, "form_id", "x" * 61)}, "settings!B2"),
    ],
)
def test_what_is_missing_is_named(sheets, cell):
    assert cell in cells(**sheets)


def test_all_mistakes_come_at_once_in_the_order_of_the_workbook():
    survey = changed(SURVEY, 8, "type", "end_group")
    survey = changed(survey, 3, "readonly", "maybe")
    survey = changed(survey, 3, "label::ไทย (th)", "")
    choices = changed(CHOICES, 5, "onehome_key", "1")
    with pytest.raises(FormMistakes) as caught:
        read_form(workbook(survey, choices, None))
    found = [one.cell for one in caught.value.mistakes]
    assert found == [
        *("survey!C3", "survey!G3", "survey!A6", "survey!A8", "choices!D5", "settings!1")
    ]
    assert "6 แห่ง" in caught.value.title
    assert "survey!C3" in caught.value.message
    assert "อีก 1 แห่ง" in caught.value.message
    assert examine(workbook(survey, choices, None)) == (None, caught.value.mistakes)


@pytest.mark.parametrize("content", [b"", b"no workbook", workbook()[:500]])
def test_what_is_no_workbook_is_refused_in_thai(content):
    with pytest.raises(UserError) as caught:
        read_form(content)
    assert not isinstance(caught.value, FormMistakes)
    assert "xlsx" in caught.value.message


def test_a_sheet_that_goes_on_for_a_million_rows_is_read():
    """Excel keeps a format that was once put on its last row."""
    book = load_workbook(io.BytesIO(workbook()))
    book["survey"].cell(1_048_576, 200).number_format = "@"
    target = io.BytesIO()
    book.save(target)
    assert read_form(target.getvalue()).questions == read_form(workbook()).questions


def test_missing_file_is_refused_in_thai(tmp_path):
    with pytest.raises(UserError) as caught:
        read_form(tmp_path / "gone.xlsx")
    assert caught.value.where.file == "gone.xlsx"


@st.composite
def disturbed(draw, rows):
    """Some of the rows, header included, in any order."""
    kept = draw(st.lists(st.sampled_from(range(len(rows))), unique=True))
    with_header = draw(st.booleans())
    body = [rows[index] for index in kept if index or not with_header]
    return [rows[0], *body] if with_header else body


@settings(max_examples=150)
@given(disturbed(SURVEY), disturbed(CHOICES), disturbed(SETTINGS))
def test_any_rows_in_any_order_make_a_form_or_name_their_mistakes(survey, choices, head):
    content = workbook(survey, choices, head)
    form, mistakes = examine(content)
    assert (form is None) == bool(mistakes)
    if form is not None:
        ids = [question.id for question in form.questions]
        assert len(set(ids)) == len(ids) > 0
        sections = {section.name for section in form.sections}
        assert {question.section for question in form.questions} <= sections


@settings(max_examples=100)
@given(
    st.integers(1, len(SURVEY)),
    st.sampled_from(SURVEY[0]),
    st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12).filter(
        lambda text: not text.startswith("=")
    ),
)
def test_any_text_in_any_cell_makes_a_form_or_names_its_mistakes(row, header, text):
    form, mistakes = examine(workbook(changed(SURVEY, row, header, text)))
    assert (form is None) == bool(mistakes)
