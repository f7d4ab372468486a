"""Rules of a form, followed while a logbook is keyed."""

from datetime import date, datetime

import pytest

from desktop.domain.form import Choice, Form, Group, Question
from desktop.domain.records import Answer
from desktop.domain.vocabulary import AnswerState
from desktop.forms.rules import Rules

TODAY = date(2026, 1, 5)
YES_NO = (Choice("yes", "ใช่"), Choice("no", "ไม่"))
TOWNS = tuple(
    Choice(code, code, columns=(("of", code[0]), ("size", size)))
    for code, size in (("a1", "1"), ("a2", "2"), ("b1", "1"), ("b2", "02"))
)


def ask(name, kind="integer", **rules):
    """A question whose id isn't its name."""
    return Question(id=f"id.{name}", name=name, label=name, kind=kind, section="", **rules)


def of_member(name, kind="integer", *groups, **rules):
    return ask(name, kind, per_member=True, groups=("m", *groups), **rules)


def begin(*questions, groups=(), answers=(), members=(4, 7), today=TODAY, **given):
    form = Form("f", "2", "", (), questions, groups=(Group("m", "", repeat=True), *groups))
    said = [
        Answer(f"id.{key[0]}", value=value, person_id=key[1])
        if isinstance(key, tuple)
        else Answer(f"id.{key}", value=value)
        for key, value in dict(answers).items()
    ]
    return Rules(form).begin(said, members, today, **given)


def test_question_is_asked_by_its_own_condition_and_those_of_its_groups():
    keyed = begin(
        ask("a"),
        ask("b", groups=("outer", "inner"), relevant="${a} != 3"),
        groups=(
            Group("outer", "", relevant="${a} > 1"),
            Group("inner", "", groups=("outer",), relevant="${a} < 5"),
        ),
    )
    asked = {}
    for value in ("", "1", "2", "3", "5"):
        keyed.set("id.a", 0, value)
        asked[value] = (
            keyed.group_relevant("outer"),
            keyed.group_relevant("inner"),
            keyed.relevant("id.b"),
        )
    assert asked == {
        "": (False, False, False),
        "1": (False, False, False),
        "2": (True, True, True),
        "3": (True, True, False),
        "5": (True, False, False),
    }


def test_answer_that_is_not_relevant_counts_as_blank_and_comes_back():
    keyed = begin(
        ask("a", "select_one", choices=YES_NO),
        ask("b", relevant="${a} = 'yes'"),
        ask("c", "calculate", calculation="coalesce(${b}, 'blank')"),
        answers={"a": "yes", "b": "5"},
    )
    assert keyed.value("id.c") == "5"
    assert keyed.set("id.a", 0, "no") == {("id.b", 0), ("id.c", 0)}
    assert (keyed.value("id.c"), keyed.value("id.b")) == ("blank", "5")
    assert keyed.set("id.a", 0, "yes") == {("id.b", 0), ("id.c", 0)}
    assert keyed.value("id.c") == "5"


def test_answers_that_are_no_value_and_of_strangers_are_blank():
    form = Form("f", "2", "", (), (ask("a"), ask("b", "calculate", calculation="${a} = ''")))
    answers = [
        Answer("id.a", AnswerState.UNKNOWN, "5"),
        Answer("id.gone", value="5"),
        Answer("id.a", value="6", person_id=99),
    ]
    assert Rules(form).begin(answers, (), TODAY).value("id.b") == "1"


def test_member_reads_own_answers_and_the_household_reads_all():
    keyed = begin(
        of_member("age"),
        of_member("old", "calculate", calculation="if(${age} >= 60, 'yes', 'no')"),
        of_member("pension", required=True, relevant="${old} = 'yes'"),
        ask("eldest", calculation="max(${age})"),
        ask("elders", calculation="count(${m}[${old} = 'yes'])"),
        answers={("age", 4): "70", ("age", 7): "๓๐"},
    )
    assert [keyed.relevant("id.pension", person) for person in (4, 7)] == [True, False]
    assert [keyed.required("id.pension", person) for person in (4, 7)] == [True, False]
    assert (keyed.value("id.eldest"), keyed.value("id.elders")) == ("70", "1")
    assert keyed.set("id.age", 7, "61") == {("id.old", 7), ("id.pension", 7), ("id.elders", 0)}
    assert keyed.value("id.elders") == "2"
    assert keyed.set("id.age", 7, "62") == frozenset()


def test_members_may_read_each_other():
    keyed = begin(
        of_member("age"),
        of_member("rank", calculation="count(${m}[${age} > current()/../age]) + 1"),
        of_member("first", calculation="indexed-repeat(${age}, ${m}, 1)"),
        of_member("place", calculation="position(..)"),
        answers={("age", 4): "70", ("age", 7): "80"},
    )
    assert [keyed.value("id.rank", person) for person in (4, 7)] == ["2", "1"]
    changed = keyed.set("id.age", 4, "90")
    assert changed == {(f"id.{name}", person) for name in ("rank", "first") for person in (4, 7)}
    assert [keyed.value("id.first", person) for person in (4, 7)] == ["90", "90"]
    assert [keyed.value("id.place", person) for person in (4, 7)] == ["1", "2"]


def test_household_without_members_is_counted():
    assert (
        begin(of_member("a"), ask("n", calculation="count(${m})"), members=()).value("id.n") == "0"
    )


def test_constraint_looks_at_the_answer_alone_and_passes_over_blanks():
    keyed = begin(
        ask("a", constraint=". < 10 and . > ${b}", constraint_message="ผิด"),
        ask("b", constraint="false()"),
    )
    assert keyed.complaint("id.a") == ""
    assert keyed.set("id.a", 0, "5") == {("id.a", 0)}
    assert keyed.complaint("id.a") == "ผิด"
    assert keyed.set("id.b", 0, "1") == {("id.a", 0), ("id.b", 0)}
    assert keyed.complaint("id.a") == ""
    assert keyed.complaint("id.b").startswith("คำตอบไม่ตรง")


@pytest.mark.parametrize(
    ("rule", "a", "left"),
    [
        ("of = ${a}", "a", ["a1", "a2"]),
        ("${a} = of", "b", ["b1", "b2"]),
        ("of = ${a}", "", []),
        ("size = ${n}", "", ["a1", "b1"]),
        ("size = ${n} + 1", "", ["a2", "b2"]),
        ("of = ${a} and size = '1'", "b", ["b1"]),
        ("size != '1' and of = ${a}", "b", ["b2"]),
        ("of = ${a} or name = 'a1'", "b", ["a1", "b1", "b2"]),
        ("starts-with(name, ${a})", "a", ["a1", "a2"]),
        ("of = ../a", "a", []),
        ("of = current()/../a", "a", ["a1", "a2"]),
        ("none = ${a}", "", ["a1", "a2", "b1", "b2"]),
        ("of = ${m}", "", ["a1", "a2", "b1", "b2"]),
    ],
)
def test_choices_are_left_by_a_filter(rule, a, left):
    keyed = begin(
        ask("a", "text"),
        ask("n"),
        ask("q", "select_one", choices=TOWNS, choice_filter=rule),
        of_member("x"),
        answers={"a": a, "n": "1"},
    )
    assert [choice.code for choice in keyed.choices("id.q")] == left


def test_filter_is_followed():
    keyed = begin(
        ask("a", "text"), ask("q", "select_one", choices=TOWNS, choice_filter="of = ${a}")
    )
    assert keyed.set("id.a", 0, "b") == {("id.q", 0)}
    assert keyed.set("id.a", 0, "b") == frozenset()
    assert [choice.code for choice in keyed.choices("id.q")] == ["b1", "b2"]


def test_list_is_looked_up_by_its_name():
    keyed = begin(
        ask("q", "select_one", choices=TOWNS, list_name="towns"),
        ask("size", "text", calculation="instance('towns')/root/item[name = ${q}]/size"),
    )
    keyed.set("id.q", 0, "b2")
    assert keyed.value("id.size") == "02"


@pytest.mark.parametrize(
    ("kind", "calculation", "value"),
    [
        ("calculate", "1 = 1", "1"),
        ("calculate", "1 = 2", "0"),
        ("calculate", "10 div 4", "2.5"),
        ("calculate", "number('x')", ""),
        ("calculate", "today()", "2026-01-05"),
        ("calculate", "now()", "2026-01-05T09:30:00.000+07:00"),
        ("integer", "7 div 2", "3"),
        ("integer", "'x'", ""),
        ("decimal", "'2.50'", "2.5"),
        ("date", "today() + 1", "2026-01-06"),
        ("date", "now()", "2026-01-05"),
        ("date", "'soon'", ""),
        ("text", "version()", "2"),
        ("text", "${last-saved#b}", "before"),
        ("text", "date('31/12/2569')", ""),
        ("text", "string-length(uuid())", "36"),
    ],
)
def test_calculation_is_kept_as_its_kind_allows(kind, calculation, value):
    keyed = begin(
        ask("a", kind, calculation=calculation),
        ask("b", "text"),
        today=datetime(2026, 1, 5, 9, 30),  # noqa: DTZ001 - local, as all dates of a form
        last_saved={"b": "before"},
    )
    assert keyed.value("id.a") == value


def test_calculation_is_not_overwritten_but_once_keeps_what_was_saved():
    keyed = begin(
        ask("a", calculation="2"),
        ask("b", "text", calculation="once('new')"),
        answers={"a": "9", "b": "old"},
    )
    assert keyed.set("id.a", 0, "5") == frozenset()
    assert (keyed.value("id.a"), keyed.value("id.b")) == ("2", "old")


def test_what_is_random_stays_for_one_visit():
    form = Form("f", "2", "", (), (ask("a", "text", calculation="uuid()"),))
    values = [
        Rules(form).begin((), (), TODAY, seed=seed).value("id.a") for seed in ("x", "x", "y")
    ]
    assert values[0] == values[1] != values[2]


def test_rule_that_cannot_be_decided_hides_and_forbids_nothing():
    broken = "date(${a}) > today()"
    keyed = begin(
        ask("a", "text"),
        ask("b", relevant=broken, required_when=broken, constraint=broken, calculation=broken),
        ask("c", "select_one", choices=TOWNS, choice_filter=f"name = 'a1' and {broken}"),
        answers={"a": "soon", "b": "1"},
    )
    assert keyed.relevant("id.b")
    assert not keyed.required("id.b")
    assert keyed.complaint("id.b") == keyed.value("id.b") == ""
    assert keyed.choices("id.c") == TOWNS


def test_unreadable_answer_is_no_blank():
    keyed = begin(
        ask("a"), ask("b", "calculate", calculation="${a} != ''"), answers={"a": "มากมาย"}
    )
    assert keyed.value("id.b") == "1"


def test_way_to_another_question_starts_from_one_that_is_not_asked_too():
    keyed = begin(ask("a"), ask("b", relevant="../a = 1"))
    for value, relevant in (("2", False), ("1", True), ("", False), ("1", True)):
        keyed.set("id.a", 0, value)
        assert keyed.relevant("id.b") is relevant


@pytest.mark.parametrize(
    ("kind", "default", "value"),
    [
        ("text", "", ""),
        ("text", "ไม่มี (ยัง)", "ไม่มี (ยัง)"),
        ("date", "2026-01-02", "2026-01-02"),
        ("text", "no", "no"),
        ("date", "today() - 1", "2026-01-04"),
        ("integer", "${a} + 1", "6"),
        ("date", "date('x')", ""),
    ],
)
def test_default_is_worked_out_where_it_is_a_formula(kind, default, value):
    keyed = begin(ask("a"), ask("b", kind, default=default), answers={"a": "5"})
    assert keyed.default("id.b") == value
