"""What a new version of a form changes, in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.forms.definition import read_form
from desktop.forms.difference import difference
from tests.factories.forms import CHOICES, SETTINGS, SURVEY, changed, workbook

OLD = read_form(workbook())


def told(survey=SURVEY, choices=CHOICES, old=OLD):
    """Return the changes as kind and sentence."""
    new = read_form(workbook(survey, choices, changed(SETTINGS, 2, "version", "2")))
    return [(one.kind, one.sentence) for one in difference(old, new).changes]


def test_the_same_form_differs_in_nothing():
    assert difference(OLD, OLD) == difference(read_form(workbook()), OLD)
    assert told() == []
    assert told([SURVEY[0], [], *SURVEY[1:]]) == []


CHANGES = [
    (3, "label::ไทย (th)", "เป็นเจ้าของบ้านเอง", "label", "เดิมคือ “เป็นเจ้าของบ้าน”"),
    (3, "label::ไทย (th)", "มีรถยนต์", "meaning", "ใช้รหัสข้อใหม่"),
    (4, "hint::ไทย (th)", "ทุกคนรวมกัน", "label", "คำอธิบาย"),
    (4, "name", "income_all", "renamed", "จาก income เป็น income_all"),
    (4, "onehome_id", "income.all", "renamed", "จาก income.month เป็น income.all"),
    (4, "type", "text", "retyped", "จาก “จำนวนเต็ม” เป็น “ข้อความ”"),
    (3, "required", "", "rule", "ไม่บังคับตอบแล้ว"),
    (4, "required", "yes", "rule", "เป็นข้อที่ต้องตอบ"),
    (4, "relevant", "${own_house} = '1'", "rule", "เพิ่มขึ้นใหม่: “เป็นเจ้าของบ้าน” = '1'"),
    (4, "readonly", "yes", "rule", "แก้คำตอบไม่ได้"),
    (2, "relevant", "${visited} != ''", "rule", "หมวด “บ้าน” เงื่อนไขการถาม เพิ่มขึ้นใหม่: “วันที่เยี่ยม”"),
    (2, "label::ไทย (th)", "ที่อยู่อาศัย", "label", "หมวด “บ้าน” เปลี่ยนชื่อเป็น “ที่อยู่อาศัย”"),
]


@pytest.mark.parametrize(("row", "header", "value", "kind", "says"), CHANGES)
def test_change_of_a_cell_is_told(row, header, value, kind, says):
    ((found, sentence),) = told(changed(SURVEY, row, header, value))
    assert found == kind
    assert says in sentence


def test_spaces_and_quotes_are_no_change():
    survey = changed(SURVEY, 3, "label::ไทย (th)", "เป็น เจ้าของบ้าน ")
    survey = changed(survey, 4, "relevant", "${own_house}  =  ‘1’")
    before = read_form(workbook(changed(SURVEY, 4, "relevant", "${own_house} = '1'")))
    assert told(survey, old=before) == []


def test_a_rule_that_follows_a_renamed_question_is_no_change():
    before = read_form(workbook(changed(SURVEY, 4, "relevant", "${own_house} = '1'")))
    survey = changed(changed(SURVEY, 3, "name", "owner"), 4, "relevant", "${owner} = '1'")
    assert [kind for kind, _ in told(survey, old=before)] == ["renamed"]


def test_rules_that_change_or_end():
    before = read_form(workbook(changed(SURVEY, 4, "constraint", ". >= 0")))
    ((_, sentence),) = told(changed(SURVEY, 4, "constraint", ". > 0"), old=before)
    assert "เปลี่ยนจาก . >= 0 เป็น . > 0" in sentence
    ((_, sentence),) = told(old=before)
    assert "ยกเลิก (เดิม: . >= 0)" in sentence


def test_questions_come_and_go_and_move():
    survey = [*SURVEY[:3], ("text", "tel", "โทรศัพท์", "", "", ""), *SURVEY[4:]]
    assert told(survey) == [
        ("retired", "เลิกถามข้อ “รายได้” ในหมวด “บ้าน” คำตอบเดิมยังเก็บไว้"),
        ("added", "เพิ่มข้อ “โทรศัพท์” ในหมวด “บ้าน”"),
    ]
    moved = [*SURVEY[:3], SURVEY[4], SURVEY[3], *SURVEY[5:]]
    assert told(moved) == [("moved", "ข้อ “รายได้” ย้ายจากหมวด “บ้าน” ไปหมวด “”")]
    turned = [*SURVEY[:2], SURVEY[3], SURVEY[2], *SURVEY[4:]]
    assert told(turned) == [("order", "ลำดับคำถามเปลี่ยน")]


def test_asking_everyone_instead_of_the_house_is_loud():
    survey = [*SURVEY[:3], *SURVEY[4:6], SURVEY[3], *SURVEY[6:]]
    kinds = [kind for kind, _ in told(survey)]
    assert kinds == ["retyped", "moved"]


@pytest.mark.parametrize(
    ("choices", "kind", "says"),
    [
        (changed(CHOICES, 3, "label::ไทย (th)", "ไม่ทราบ"), "meaning", "รหัส 2 เดิมคือ “ไม่ใช่”"),
        (changed(CHOICES, 3, "name", "5"), "recoded", "จาก 2 เป็น 5"),
        ([*CHOICES, ("yes_no", "3", "ไม่แน่ใจ", "3", "")], "choice_added", "3 “ไม่แน่ใจ”"),
        ([*CHOICES[:2], *CHOICES[3:]], "choice_retired", "2 “ไม่ใช่”"),
    ],
)
def test_change_of_a_choice_is_told(choices, kind, says):
    ((found, sentence),) = told(choices=choices)
    assert found == kind
    assert says in sentence


def test_codes_that_change_places_come_first():
    choices = changed(changed(CHOICES, 2, "name", "2"), 3, "name", "1")
    survey = changed(SURVEY, 4, "hint::ไทย (th)", "ทุกคน")
    assert [kind for kind, _ in told(survey, choices)] == ["meaning", "meaning", "label"]


def test_what_is_only_worded_alike_is_suggested_and_left_to_people():
    old = read_form(workbook(changed(SURVEY, 4, "label::ไทย (th)", "รายได้รวมของครัวเรือนต่อเดือน")))
    survey = changed(SURVEY, 4, "label::ไทย (th)", "รายได้รวมทั้งครัวเรือนต่อเดือน")
    survey = changed(changed(survey, 4, "name", "all_income"), 4, "onehome_id", "money.month")
    found = difference(old, read_form(workbook(survey)))
    (one,) = found.suggestions
    assert (one.old, one.new) == ("income.month", "money.month")
    assert 0.85 <= one.score < 1
    assert [change.kind for change in found.changes] == ["retired", "added"]


FORMS = st.sampled_from([(row, header, value) for row, header, value, *_ in CHANGES])


@given(st.lists(FORMS, max_size=4), st.lists(FORMS, max_size=4))
def test_every_question_is_told_once_and_nothing_twice(before, after):
    forms = []
    for cells in (before, after):
        survey = SURVEY
        for row, header, value in cells:
            survey = changed(survey, row, header, value)
        forms.append(read_form(workbook(survey)))
    found = difference(*forms)
    assert len(set(found.changes)) == len(found.changes)
    assert (not found.changes) == (difference(*forms[::-1]).changes == ())
    gone = {one.question for one in found.changes if one.kind == "retired"}
    assert gone == {
        one.question for one in difference(*forms[::-1]).changes if one.kind == "added"
    }
