"""What JavaRosa's cases leave open: Bangkok's time, blanks, node-sets, repeats, the clock."""

import math
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.form import Choice
from desktop.forms.expressions.compiling import compiled
from desktop.forms.expressions.functions.table import REFUSED
from desktop.forms.expressions.nodes import Context, Node, World
from desktop.forms.expressions.parser import parse
from desktop.forms.expressions.tokens import ExpressionError
from desktop.forms.expressions.values import EvaluationError

NOW = datetime(2026, 1, 5, 14, 30)  # noqa: DTZ001 - local, as all dates of a form


def family():
    """A household with one question and two members of 40 and 70 years."""
    root = Node("data")
    nodes = {"blank": [Node("blank", root)], "home": [Node("home", root)], "m": [], "age": []}
    nodes["home"][0].value = "y"
    for person, age in ((11, 40.0), (12, 70.0)):
        member = Node("m", root)
        member.repeat, member.person, member.position = member, person, person - 10
        node = Node("age", member)
        node.value = age
        member.inside = {"m": member, "age": node}
        nodes["m"].append(member)
        nodes["age"].append(node)
    choices = {"home": {"y": Choice("y", "มีบ้าน")}}
    return World(root, NOW, named=nodes, choices=choices, last_saved={"home": "n"}, seed="1")


def evaluate(text, *, at="home", person=0, world=None):
    world = world or family()
    node = next(one for one in world.named[at] if one.person == person)
    return compiled(parse(text))(Context(world, node))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("today()", datetime(2026, 1, 5)),  # noqa: DTZ001
        ("now()", NOW),
        ("string(now())", "2026-01-05"),
        ("decimal-date-time('2026-01-05')", 20458 - 7 / 24),
        # A day is lost: the number is that of local midnight in UTC.
        ("string(date(decimal-date-time('2026-01-05') + 1))", "2026-01-05"),
        ("string(date(date('2026-01-05') + 1))", "2026-01-06"),
        ("date('2026-01-05') - date('2025-12-31')", 5.0),
        ("decimal-time('2026-01-05T12:00:00.000+07:00')", 0.5),
        ("string(date-time('2026-01-05T20:00:00Z'))", "2026-01-06"),
        ("format-date(today(), '%d/%m/%y %e %n %b %a')", "05/01/26 5 1 ม.ค. จ."),
        ("format-date-time(now(), '%H:%M:%S.%3 %h%%')", "14:30:00.000 14%"),
        ("format-date('', '%Y')", ""),
    ],
)
def test_dates_are_bangkoks(text, value):
    found = evaluate(text)
    assert found == pytest.approx(value, rel=1e-12) if isinstance(value, float) else found == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("${blank}", []),
        ("${blank} = ''", True),
        ("number(${blank})", math.nan),
        ("${blank} >= 0", False),
        ("${blank} < 0", False),
        ("not(${blank})", True),
        ("coalesce(${blank}, 'x')", "x"),
        ("coalesce(number('x'), 2)", 2.0),
        ("coalesce('', ${blank}) = ''", True),
        ("max(${blank})", math.nan),
        ("max(-3, -2)", -2.0),
        ("string-length('กำ')", 2.0),
        ("regex('๑', '\\d')", False),
        ("number('๑๒')", math.nan),
        ("number('1,5')", 1.5),
        ("boolean-from-string('TRUE')", True),
    ],
)
def test_blank_and_thai_are_what_javarosa_takes_them_for(text, value):
    found = evaluate(text)
    if isinstance(value, float) and math.isnan(value):
        assert math.isnan(found)
    elif value == []:
        assert [node.value for node in found] == [""]
    else:
        assert found == value


@pytest.mark.parametrize(
    ("text", "at", "person", "value"),
    [
        ("sum(${age})", "home", 0, 110.0),
        ("sum(${age})", "age", 12, 70.0),
        ("sum(${m}[true()]/age)", "age", 12, 110.0),
        ("sum(../../m/age)", "age", 12, 110.0),
        ("sum(/data/m/age)", "age", 12, 70.0),
        ("sum(/data/m[true()]/age)", "age", 12, 110.0),
        ("count(${m})", "home", 0, 2.0),
        ("count(${m})", "age", 11, 1.0),
        ("count(${m}[${age} > 60])", "home", 0, 1.0),
        ("count(${m}[age > 60])", "home", 0, 1.0),
        ("count(${m}[position() = 2]/age[. = 70])", "home", 0, 1.0),
        ("${m}[2]/age = 70", "home", 0, True),
        ("count(${m}[${age} > current()/../age])", "age", 11, 1.0),
        ("position(..)", "age", 12, 2.0),
        ("indexed-repeat(${age}, ${m}, 2) = 70", "home", 0, True),
        ("indexed-repeat(${age}, ${m}, position(..) - 1) = 40", "age", 12, True),
        ("indexed-repeat(${age}, ${m}, 9) = ''", "home", 0, True),
        ("join(', ', ${age})", "home", 0, "40, 70"),
        ("concat(${age})", "home", 0, "4070"),
        ("min(${age})", "home", 0, 40.0),
        ("../../home", "age", 12, ["y"]),
        (". + 1", "age", 11, 41.0),
        ("count(*)", "home", 0, 0.0),
        ("count(../*)", "home", 0, 4.0),
        ("jr:choice-name(${home}, '${home}')", "home", 0, "มีบ้าน"),
        ("jr:choice-name('z', '/data/home')", "home", 0, ""),
        ("${last-saved#home}", "home", 0, "n"),
        ("${last-saved#age}", "home", 0, ""),
    ],
)
def test_repeat_is_read_from_where_one_stands(text, at, person, value):
    found = evaluate(text, at=at, person=person)
    assert [node.value for node in found] == value if isinstance(value, list) else found == value


def test_what_is_not_relevant_vanishes():
    world = family()
    world.named["age"][0].relevant = False
    assert evaluate("count(${age})", world=world) == 1
    assert evaluate("join('-', ${age})", world=world) == "70"
    assert evaluate("${age}[. = '']", world=world) == []
    assert evaluate("sum(/data/m/age)", world=world) == 70


@pytest.mark.parametrize(
    "text",
    [
        *("${age} = 40", "sum(3)", "count('x')", "date('31/12/2569')", "date(1 div 0)"),
        *("instance('none')/root/item", "regex('a', '(')", "selected('1 2', 1)"),
        *("format-date(today(), '%Q')", "digest('a', 'MD4')", "date(true())"),
    ],
)
def test_what_javarosa_throws_at_is_an_error(text):
    with pytest.raises(EvaluationError):
        evaluate(text)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("floor(1.5)", "ไม่ใช่ฟังก์ชันของ ODK"),
        ("pulldata('f', 'a', 'b', 'c')", "ไม่มีแฟ้มข้อมูล CSV"),
        ("area(${home})", "ไม่ใช้พิกัดแผนที่"),
        ("frobnicate()", "ไม่รู้จักฟังก์ชัน frobnicate()"),
        ("if(1, 2)", "ต้องมี 3 ค่าในวงเล็บ แต่มี 2"),
        ("substr('a')", "ต้องมี 2 ถึง 3 ค่า"),
        ("join()", "ต้องมี อย่างน้อย 1 ค่า"),
        ("indexed-repeat(${age}, ${m}, 1, ${m})", "เป็นคู่"),
    ],
)
def test_function_that_cannot_be_called_is_refused_by_name(text, says):
    with pytest.raises(ExpressionError, match=says.replace("(", r"\(").replace(")", r"\)")):
        compiled(parse(text))


@pytest.mark.parametrize("name", REFUSED)
def test_every_refusal_names_the_function(name):
    with pytest.raises(ExpressionError) as caught:
        compiled(parse(f"1 + {name}()"))
    assert name in caught.value.message
    assert (caught.value.start, caught.value.end) == (4, 4 + len(name) + 2)


def test_chance_stays_what_it_was_and_differs_from_person_to_person():
    first = evaluate("uuid()", at="age", person=11)
    assert first == evaluate("uuid()", at="age", person=11)
    assert first != evaluate("uuid()", at="age", person=12)
    assert len(first) == 36
    assert len(evaluate("uuid(8)")) == 8
    assert 0 <= evaluate("random()") < 1


def test_once_keeps_what_is_there():
    assert evaluate("once('new')", at="blank") == "new"
    assert evaluate("once('new')") == "y"


_VALUES = st.sampled_from(
    [
        *("''", "'x'", "'-1'", "'2026-01-05'", "0", "2.5", "1 div 0", "-1 div 0", "number('x')"),
        *("true()", "date('2026-01-05')", "${blank}", "${home}", "1e", "99999999999999999999"),
    ]
)
_TEMPLATES = st.sampled_from(
    [
        *("{} + {}", "{} - {}", "{} * {}", "{} div {}", "{} mod {}", "{} < {}", "{} = {}"),
        *("{} and {}", "concat({}, {})", "round({}, {})", "substr({}, {})", "pow({}, {})"),
        *("max({}, {})", "selected-at({}, {})", "coalesce({}, {})", "if({}, {}, 1)", "-{} + {}"),
        *("date({}) = {}", "date-time({}) = {}", "int({}) + {}", "string({}) = {}"),
        *("decimal-date-time({}) = {}", "decimal-time({}) = {}", "format-date({}, {})"),
        *("translate({}, {}, 'x')", "atan2({}, {})", "checklist({}, {}, 1)", "regex({}, {})"),
    ]
)


@given(_TEMPLATES, _VALUES, _VALUES)
def test_any_values_give_a_value_or_the_one_error(template, first, second):
    try:
        found = evaluate(template.format(first, second))
    except (EvaluationError, ExpressionError):
        return
    assert isinstance(found, str | float | bool | datetime | list)
