"""Mistakes in a form's rules are named with question, column and characters."""

from pathlib import Path

import pytest

from desktop.domain.form import Choice, Form, Group, Question
from desktop.forms.definition import read_form
from desktop.forms.linting.rules import RuleMistake, rule_mistakes

FORMS = Path(__file__).parents[3] / "resources" / "forms"
YES_NO = (Choice("yes", "ใช่"), Choice("no", "ไม่"))
NUMBERED = (Choice("1", "ก", columns=(("of", "x"),)), Choice("2", "ข"))


def ask(name, kind="integer", **rules):
    return Question(id=f"id.{name}", name=name, label=name, kind=kind, section="", **rules)


KNOWN = (
    ask("has", "select_one", choices=YES_NO, list_name="yn"),
    ask("number", "select_one", choices=NUMBERED),
    ask("many", "select_multiple", choices=NUMBERED),
    ask("when", "date"),
    ask("n"),
    ask("age", per_member=True, groups=("m",)),
)
_NO_CODES = "{}() ใช้ได้กับข้อที่มีตัวเลือก แต่ “{}” เป็นตัวเลขหรือวันที่"
GROUPS = (Group("m", "", repeat=True), Group("g", ""))


def mistakes(*questions, groups=GROUPS):
    return rule_mistakes(Form("f", "1", "", (), (*KNOWN, *questions), groups=groups))


def said(text, column="relevant", **more):
    """Return severity, message and the characters meant, of each mistake in one rule."""
    field = {"required": "required_when"}.get(column, column)
    found = mistakes(ask("q", **{field: text}, **more))
    assert {(one.name, one.column) for one in found} <= {("q", column)}
    return [(one.severity, one.message, text[one.start : one.end]) for one in found]


@pytest.mark.parametrize(
    "text",
    [
        *("${has} = 'yes'", "selected(${many}, '1') and ${n} > 2", "${number} = 1", "${n} != ''"),
        *("sum(${age}) > 3", "count(${m}[${age} > 3]) > 1", "if(${n} > 1, ${age}[. > 1], 2) = 1"),
        *("${m}[position() = 1]/age > 3", "indexed-repeat(${age}, ${m}, 1) > 3", "${g} = ''"),
        *("instance('yn')/root/item[name = ${has}]/label = 'ใช่'", "${has} = ''"),
        *("jr:choice-name(${has}, '${has}') = 'ใช่'", "${last-saved#has} = 'yes'"),
        *(
            "date(${when} + 1) > today()",
            "decimal-date-time(${when}) > 1",
            "/data/m[true()]/age > 1",
        ),
    ],
)
def test_sound_rule_is_left_alone(text):
    assert said(text) == []


@pytest.mark.parametrize(
    ("text", "says", "place"),
    [
        ("${has} == 'yes'", "ใช้ = ตัวเดียวแทน ==", "=="),
        ("${n} > ๓", "ตัวเลขในสูตรต้องเป็นเลขอารบิก 0-9", "๓"),
        ("${nope} = 1", "ไม่มีข้อหรือกลุ่มชื่อ “nope” ในแบบฟอร์ม", "${nope}"),
        ("../nope = 1", "ไม่มีข้อหรือกลุ่มชื่อ “nope” ในแบบฟอร์ม", "../nope"),
        ("jr:choice-name(${n}, '${nope}') = 1", "ไม่มีข้อหรือกลุ่มชื่อ “nope” ในแบบฟอร์ม", "'${nope}'"),
        ("instance('zz')/root/item = 1", "ไม่มีข้อใดใช้ชุดคำตอบชื่อ “zz”", "instance('zz')"),
        ("${n} > 1 and nope(1)", "ไม่รู้จักฟังก์ชัน nope()", "nope(1)"),
        ("if(${n} > 1, 2) = 2", "if() ต้องมี 3 ค่าในวงเล็บ แต่มี 2", "if(${n} > 1, 2)"),
        ("selected(${many}, 1)", "รหัสคำตอบใน selected() ต้องอยู่ในเครื่องหมายคำพูด เช่น '1'", "1"),
        ("regex(${n}, '(')", "รูปแบบใน regex() ไม่ถูกต้อง", "'('"),
        ("format-date(${when}, '%Q') = ''", "ไม่รู้จักรูปแบบวันที่ %Q", "'%Q'"),
        ("${has} = 'maybe'", "คำตอบของ “has” ไม่มีรหัส “maybe”", "'maybe'"),
        ("'maybe' != ${has}", "คำตอบของ “has” ไม่มีรหัส “maybe”", "'maybe'"),
        ("../has = 'maybe'", "คำตอบของ “has” ไม่มีรหัส “maybe”", "'maybe'"),
        ("${number} = 3", "คำตอบของ “number” ไม่มีรหัส “3”", "3"),
        ("selected(${many}, '3')", "คำตอบของ “many” ไม่มีรหัส “3”", "'3'"),
        ("count-selected(${n}) > 1", _NO_CODES.format("count-selected", "n"), "${n}"),
        ("selected(../when, '1')", _NO_CODES.format("selected", "when"), "../when"),
        ("${q} = 1", "สูตรของข้ออ้างถึงคำตอบของข้อนั้นเอง", "${q}"),
        (". = 1", "สูตรของข้ออ้างถึงคำตอบของข้อนั้นเอง", "."),
        ("${m}[2]/age > 3", "โทรศัพท์ไม่รู้จัก [ลำดับ] ให้เขียน [position() = ลำดับ]", "2"),
    ],
)
def test_mistake_is_named(text, says, place):
    assert said(text) == [("error", says, place)]


def test_members_answers_must_be_put_together_outside_their_repeat():
    for text in ("${age} > 60", "max(${age}, 1) > 60", "concat(${age}, 'x') = 'x'"):
        ((severity, message, place),) = said(text)
        assert (severity, place) == ("error", "${age}")
        assert "หลายค่าตามจำนวนสมาชิก" in message


def test_total_inside_the_repeat_is_doubted():
    ((severity, message, place),) = said("sum(${age}) > 3", per_member=True, groups=("m",))
    assert (severity, place) == ("warning", "${age}")
    assert "ให้ย้ายสูตรออกนอกกลุ่มสมาชิก" in message


def test_phones_misread_a_members_name_in_a_predicate_inside_the_repeat():
    inside = {"per_member": True, "groups": ("m",)}
    ((severity, message, place),) = said("count(${m}[${age} > 3]) > 1", **inside)
    assert (severity, place) == ("error", "${age}")
    assert "current()/../age" in message
    assert said("count(${m}[age > current()/../age]) > 1", **inside) == []


@pytest.mark.parametrize(
    ("text", "column", "places"),
    [
        ("${n}", "relevant", ["${n}"]),
        ("${n}", "required", ["${n}"]),
        (".", "constraint", ["."]),
        ("${n}", "calculation", []),
        ("not(${n})", "relevant", ["${n}"]),
        ("${n} and (../has or 1 = 1)", "constraint", ["${n}", "../has"]),
        ("if(${n}, ${has}, 2)", "calculation", ["${n}"]),
    ],
)
def test_bare_name_as_a_condition_is_doubted(text, column, places):
    found = said(text, column)
    assert [place for _, _, place in found] == places
    assert all(one[0] == "warning" and "ลอย ๆ" in one[1] for one in found)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("date(decimal-date-time(${when}) + 1) > today()", "date(decimal-date-time(${when}) + 1)"),
        ("${n} = '๓'", "'๓'"),
        ("${many} = '1'", "'1'"),
    ],
)
def test_what_differs_from_what_was_meant_is_doubted(text, place):
    ((severity, _, found),) = said(text)
    assert (severity, found) == ("warning", place)


def test_filter_may_ask_the_columns_of_its_own_list():
    rules = {"column": "choice_filter", "kind": "select_one", "choices": NUMBERED}
    assert said("of = ${has} and name != '1'", **rules) == []
    assert said("nope = ${has}", **rules) == [
        ("error", "ชุดคำตอบของข้อนี้ไม่มีคอลัมน์ “nope” ในแผ่นงาน choices", "nope")
    ]


def test_circle_is_shown_at_each_of_its_rules():
    found = mistakes(
        ask("a", relevant="${n} > 1 and ${b} = 1"),
        ask("b", relevant="${c} = 1"),
        ask("c", calculation="${a} + 1"),
        ask("apart", calculation="${apart} + 1"),
    )
    circle = "สูตรอ้างถึงกันเป็นวง: "
    assert set(found) == {
        RuleMistake("a", "relevant", f"{circle}a → b → c → a", 13, 17, "error"),
        RuleMistake("b", "relevant", f"{circle}b → c → a → b", 0, 4, "error"),
        RuleMistake("c", "calculation", f"{circle}c → a → b → c", 0, 4, "error"),
        RuleMistake("apart", "calculation", "สูตรของข้ออ้างถึงคำตอบของข้อนั้นเอง", 0, 8, "error"),
    }


def test_group_that_waits_for_what_stands_in_it_is_a_circle():
    groups = (Group("m", "", repeat=True), Group("g", "", relevant="${inner} = 1"))
    (mistake,) = mistakes(ask("inner", groups=("g",)), groups=groups)
    assert (mistake.name, mistake.column, mistake.start) == ("g", "relevant", 0)
    assert "เป็นวง" in mistake.message


def test_every_rule_is_looked_at_whatever_the_others_are():
    found = mistakes(ask("a", relevant="((", constraint="nope()"), ask("b", calculation="${x}"))
    assert [(one.name, one.column) for one in found] == [
        *(("a", "relevant"), ("a", "constraint"), ("b", "calculation")),
    ]


def test_default_is_a_rule_only_where_it_is_a_formula():
    assert said("ไม่มี ((", "default") == said("2026-01-05", "default") == []
    assert said("${nope", "default") == [("error", "มี ${ แต่ไม่มี } ปิด", "${nope")]
    assert said("nope(1)", "default") == [("error", "ไม่รู้จักฟังก์ชัน nope()", "nope(1)")]


@pytest.mark.parametrize("workbook", sorted(FORMS.glob("*.xlsx")), ids=lambda one: one.stem)
def test_shipped_forms_have_no_mistakes_in_their_rules(workbook):
    assert rule_mistakes(read_form(workbook)) == ()
