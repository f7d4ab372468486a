"""A logbook under the keys: which lines apply, in which order, and what stands open."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.form import Choice, Form, Group, Question, Section
from desktop.domain.records import Answer
from desktop.domain.vocabulary import AnswerState
from desktop.forms.book import Book
from desktop.forms.definition import read_form
from desktop.forms.lines import LineKind, all_lines
from desktop.forms.rules import Rules
from desktop.forms.tables import table_of

FORMS = Path(__file__).resolve().parents[2] / "resources" / "forms"
DAY = date(2022, 5, 16)
RENTED = "${rent} = '1'"
YES_NO = (Choice("1", "ใช่", "1"), Choice("2", "ไม่ใช่", "2"))
MEMBERS = ((11, "นางหนึ่ง"), (12, "นายสอง"))


def question(name, kind="text", **more):
    section = more.pop("section", "a")
    return Question(
        id=f"id.{name}",
        name=name,
        label=name.upper(),
        kind=kind,
        section=section,
        groups=more.pop("groups", (section,)),
        **more,
    )


FORM = Form(
    "f",
    "1",
    "แบบ",
    (Section("a", "หมวดหนึ่ง"), Section("m", "สมาชิก"), Section("z", "หมวดท้าย")),
    (
        question("rent", "select_one", choices=YES_NO, required=True),
        question("price", "integer", relevant="${rent} = '1'", groups=("a", "money")),
        question("sick", "select_one", choices=YES_NO, section="m", per_member=True),
        question("ill", section="m", per_member=True, relevant="${sick} = '1'"),
        question(
            "many",
            "integer",
            section="z",
            constraint=". < 10",
            soft=True,
            relevant="${rent} = '1'",
        ),
    ),
    groups=(
        Group("a", "หมวดหนึ่ง"),
        Group("money", "ค่าเช่า", ("a",)),
        Group("m", "สมาชิก", repeat=True),
        Group("z", "หมวดท้าย"),
    ),
)


def book(*answers, members=MEMBERS):
    return Book(Rules(FORM), members, answers, DAY)


def shown(one):
    return [(line.kind.name, line.text) for line in one.lines()]


def test_lines_stand_in_the_order_of_the_paper_and_heads_over_nothing_are_left_out():
    assert shown(book()) == [
        ("SECTION", "หมวดหนึ่ง"),
        ("QUESTION", "RENT"),
        ("SECTION", "สมาชิก"),
        ("CORNER", "สมาชิก"),
        ("COLUMN", "SICK"),
        ("COLUMN", "ILL"),
        ("ROW", "1. นางหนึ่ง"),
        ("QUESTION", "SICK"),
        ("BLANK", "ILL"),
        ("ROW", "2. นายสอง"),
        ("QUESTION", "SICK"),
        ("BLANK", "ILL"),
        ("ADD", "3. สมาชิกคนต่อไป"),
    ]


def test_members_without_a_table_have_a_head_each_that_vanishes_with_their_questions():
    headed = Form(
        FORM.id,
        FORM.version,
        FORM.title,
        FORM.sections,
        tuple(
            replace(q, groups=("m", "body"), relevant=RENTED) if q.per_member else q
            for q in FORM.questions
        ),
        groups=(*FORM.groups, Group("body", "ร่างกาย", ("m",))),
    )
    one = Book(Rules(headed), MEMBERS, (), DAY)
    assert shown(one) == [("SECTION", "หมวดหนึ่ง"), ("QUESTION", "RENT")]
    one.put(Answer("id.rent", value="1"))
    assert [x for x in shown(one) if x[0] in ("MEMBER", "GROUP", "ADD")][1:] == [
        ("MEMBER", "1. นางหนึ่ง"),
        ("GROUP", "ร่างกาย"),
        ("MEMBER", "2. นายสอง"),
        ("GROUP", "ร่างกาย"),
        ("ADD", "3. สมาชิกคนต่อไป"),
    ]


def test_a_table_nobody_is_asked_about_vanishes_whole():
    plain = replace(
        FORM,
        questions=tuple(
            replace(q, relevant=RENTED) if q.per_member else q for q in FORM.questions
        ),
    )
    one = Book(Rules(plain), MEMBERS, (), DAY)
    assert {kind for kind, _ in shown(one)} == {"SECTION", "QUESTION"}
    # With nobody there the next member can be typed in.
    empty = Book(Rules(plain), (), (), DAY)
    assert [kind for kind, _ in shown(empty)][-4:] == ["CORNER", "COLUMN", "COLUMN", "ADD"]


def test_a_table_ends_before_the_first_head_or_note_and_too_many_columns_are_none():
    full = read_form(FORMS / "full-logbook-v1.xlsx")
    short = read_form(FORMS / "short-logbook-v1.xlsx")
    members = [q for q in short.questions if q.per_member]
    assert [q.id for q in table_of(short, members).questions] == [q.id for q in members]
    noted = [*members[:3], question("note", "note", per_member=True), *members[3:]]
    assert [q.id for q in table_of(short, noted).questions] == [q.id for q in members[:3]]
    assert table_of(short, members[:1]) is None
    assert table_of(short, [*members, *members]) is None
    asked = [q for q in full.questions if q.per_member]
    who = [q.id for q in asked if q.keyed and "member_who" in q.groups]
    assert [q.id for q in table_of(full, asked).questions] == who


def test_a_head_over_the_whole_section_is_none_between_the_columns():
    """As forms are made elsewhere: the members' repeat in a group with a name."""
    inside = tuple(
        replace(one, groups=("z", "m"), section="z") if one.per_member else one
        for one in FORM.questions
    )
    groups = (*FORM.groups[:2], FORM.groups[3], Group("m", "สมาชิก", ("z",), repeat=True))
    nested = replace(FORM, questions=inside, groups=groups)
    kinds = [kind for kind, _ in shown(Book(Rules(nested), MEMBERS, (), DAY))]
    assert kinds.count("ROW") == len(MEMBERS)
    assert "MEMBER" not in kinds


def test_what_has_no_room_in_the_table_follows_member_by_member():
    full = read_form(FORMS / "full-logbook-v1.xlsx")
    one = Book(Rules(full), MEMBERS, (), DAY)
    kinds = [
        line.kind.name for line in one.lines() if line.person_id or line.name == "member_name"
    ]
    rows = [n for n, kind in enumerate(kinds) if kind == "ROW"]
    heads = [n for n, kind in enumerate(kinds) if kind == "MEMBER"]
    add = kinds.index("ADD")
    assert len(rows) == len(heads) == len(MEMBERS)
    assert max(rows) < add < min(heads)
    # On paper they stand in the same order.
    printed = [x.place for x in all_lines(full, MEMBERS) if x.place]
    keyed = [x.place for x in all_lines(full, MEMBERS, tables=True) if x.place]
    assert printed == keyed


def test_what_an_answer_opens_comes_with_its_heads():
    one = book()
    changed = one.put(Answer("id.rent", value="1"))
    assert {("id.price", 0), ("id.many", 0)} <= changed
    assert shown(one)[1:4] == [("QUESTION", "RENT"), ("GROUP", "ค่าเช่า"), ("QUESTION", "PRICE")]
    assert shown(one)[-2:] == [("SECTION", "หมวดท้าย"), ("QUESTION", "MANY")]


def test_a_folded_question_keeps_what_it_held():
    one = book(Answer("id.rent", value="1"), Answer("id.price", value="900"))
    one.put(Answer("id.rent", value="2"))
    assert ("QUESTION", "PRICE") not in shown(one)
    one.put(Answer("id.rent", value="1"))
    assert one.value(("id.price", 0)) == "900"


def test_each_member_opens_questions_of_their_own():
    one = book()
    one.put(Answer("id.sick", value="1", person_id=12))
    ill = [x.person_id for x in one.lines() if x.place and x.name == "ill"]
    assert ill == [12]


def test_a_member_who_comes_is_asked_the_same():
    one = book(Answer("id.sick", value="1", person_id=12))
    more = one.with_members((*MEMBERS, (13, "ด.ช.สาม")))
    assert ("ROW", "3. ด.ช.สาม") in shown(more)
    assert more.value(("id.sick", 12)) == "1"
    assert more.answers() == one.answers()


def test_unknown_counts_as_answered_and_opens_nothing():
    one = book()
    assert one.first_open() == ("id.rent", 0)
    one.put(Answer("id.rent", AnswerState.UNKNOWN))
    assert one.first_open() == ("id.sick", 11)
    assert one.done() == (1, 3)
    assert one.points() == ()


def test_an_unlikely_answer_is_confirmed_by_a_note():
    one = book(Answer("id.rent", value="1"), Answer("id.many", value="12"))
    (point,) = one.points()
    assert (point.question, point.soft) == ("id.many", True)
    one.put(Answer("id.many", value="12", note="นับใหม่แล้ว"))
    assert one.points() == ()


def test_answers_to_other_versions_and_of_people_who_left_are_kept_and_never_asked():
    left, other = Answer("id.sick", value="1", person_id=99), Answer("id.gone", value="x")
    one = book(left, other)
    assert one.put(Answer("id.gone", value="y")) == frozenset()
    assert one.put(Answer("id.sick", value="2", person_id=99)) == frozenset()
    assert {a.question for a in one.answers()} == {"id.sick", "id.gone"}
    assert all(line.person_id != 99 for line in one.lines())


def test_an_answer_that_says_nothing_takes_it_away():
    one = book(Answer("id.rent", value="1"))
    one.put(Answer("id.rent"))
    assert one.answer(("id.rent", 0)) is None


answers = st.lists(
    st.builds(
        Answer,
        st.sampled_from([q.id for q in FORM.questions]),
        st.sampled_from(AnswerState),
        st.sampled_from(("", "1", "2", "12", "ก")),
        st.sampled_from((0, 11, 12)),
    ),
    max_size=12,
)


@given(given_=answers)
def test_keyed_one_by_one_or_begun_with_all_it_is_the_same_book(given_):
    one = book()
    for answer in given_:
        one.put(answer)
    again = book(*one.answers())
    assert one.lines() == again.lines()
    assert one.points() == again.points()
    assert one.done() == again.done()
    keys = [line.key for line in one.lines()]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("name", ["short-logbook-v1.xlsx", "full-logbook-v1.xlsx"])
def test_the_shipped_forms_lay_out(name):
    form = read_form(FORMS / name)
    one = Book(Rules(form), MEMBERS, (), DAY)
    lines = one.lines()
    assert [line.text for line in lines if line.kind is LineKind.SECTION] == [
        section.label for section in form.sections
    ]
    asked = [line.place for line in lines if line.place]
    assert len(asked) == len(set(asked))


@settings(max_examples=15)
@given(data=st.data())
def test_random_answers_to_the_full_logbook_leave_it_whole(data):
    form = read_form(FORMS / "full-logbook-v1.xlsx")
    one = Book(Rules(form), MEMBERS, (), DAY)
    for _ in range(20):
        line = data.draw(st.sampled_from([x for x in one.lines() if x.place]))
        codes = [choice.code for choice in one.choices(line.place)]
        value = data.draw(st.sampled_from(codes or ["", "5", "2500-01-01", "คำ"]))
        one.put(Answer(line.place[0], value=value, person_id=line.place[1]))
        answered, asked = one.done()
        assert answered <= asked == sum(1 for x in one.lines() if x.place)
