"""A submission says the same, whatever file it comes in, and the form's rules judge it."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.records import Person
from desktop.domain.submissions import Sent
from desktop.domain.vocabulary import AnswerState
from desktop.forms.rules import Rules
from desktop.forms.sent import digest_of, fault_of, read_sent, speaks_in_labels
from desktop.forms.sent_answers import replay, with_note
from desktop.forms.sent_members import matched
from desktop.importing.submissions.instances import read_instance
from desktop.importing.submissions.tables import Table, read_tables
from desktop.thai.dates import PartialDate
from tests.factories.phones import FULL, INSTANCE, SHORT, Phone

PHONES = {"short": Phone(SHORT), "full": Phone(FULL)}
DAY = datetime.date(2022, 5, 16)
WORDS = st.text("กขคงจ ำ็่ABCxyz019'&<>\"\n", min_size=1, max_size=20).map(
    lambda text: " ".join(text.split())
)


def answers_to(question):
    """Texts that a phone may send for a question."""
    if question.kind in ("select_one", "select_multiple"):
        codes = st.sampled_from([choice.code for choice in question.choices])
        if question.kind == "select_one":
            return codes
        return st.lists(codes, min_size=1, unique=True).map(" ".join)
    if question.kind == "integer":
        return st.integers(0, 10**7).map(str)
    if question.kind == "decimal":
        return st.decimals(0, 10**6, places=2, allow_nan=False).map(str)
    if question.kind == "date":
        return st.dates(datetime.date(1920, 1, 1), DAY).map(str)
    return WORDS


@st.composite
def filled(draw, phone, *, members=3):
    def some(*, per_member):
        asked = [
            q
            for q in phone.plain.questions
            if q.asked and not q.calculation and q.per_member == per_member
        ]
        chosen = draw(st.lists(st.sampled_from(asked), unique_by=lambda q: q.name, max_size=12))
        return {q.name: draw(answers_to(q)) for q in chosen}

    # A line with nothing in it is nobody.
    lines = [
        some(per_member=True) | {"member_health": "1"}
        for _ in range(draw(st.integers(0, members)))
    ]
    return some(per_member=False) | {"onehome_household": "A" * 16}, lines


def expected(phone, household, members):
    ids = {q.name: q.id for q in phone.plain.questions}

    def by_id(answers):
        return {ids[name]: text for name, text in answers.items() if text and name in ids}

    return by_id(household), {n: by_id(line) for n, line in enumerate(members, 1)}


def told(read):
    """What was read, without what was left blank."""

    def said(texts):
        return {name: text for name, text in texts.items() if text}

    return said(read.household), {n: said(texts) for n, texts in read.members.items()}


@pytest.mark.parametrize("name", PHONES)
@given(data=st.data())
def test_a_logbook_comes_back_from_xml_as_it_was(name, data):
    phone = PHONES[name]
    household, members = data.draw(filled(phone))
    sent = read_instance("a.xml", "", phone.xml(household, members))
    assert told(read_sent(phone.plain, sent)) == expected(phone, household, members)


ODD = st.one_of(
    st.text(max_size=30),
    st.sampled_from(("1e400", "-1", "๒๕๖๕", "2022-02-30", "NaN", "inf", "9" * 400, "1,5", "true")),
)


@pytest.mark.parametrize("name", PHONES)
@given(data=st.data())
def test_no_text_stops_the_reading(name, data):
    phone = PHONES[name]
    names = [q.name for q in phone.form.questions]
    paths = st.sampled_from([*names, *(f"members[{n}]/{q}" for q in names for n in (1, 7))])
    fields = data.draw(st.lists(st.tuples(paths | st.text(max_size=12), ODD), max_size=40))
    sent = Sent("a.csv", fields=tuple(fields))
    read = read_sent(phone.plain, sent)
    fault_of(phone.plain, sent, read)
    digest_of(phone.plain, sent, read)
    pairs, _ = matched(phone.plain, read, [person(1, "ก", "ข")])
    seen = replay(Rules(phone.plain), read, pairs, DAY)
    # All that was read of who is known is kept.
    told_of = (read.household, *(read.members[n] for n in pairs))
    given = {t for texts in told_of for q, t in texts.items() if t and is_asked(phone, q)}
    assert {a.value for a in seen.answers if a.value} == given


def is_asked(phone, name):
    question = next(q for q in phone.plain.questions if q.id == name)
    return question.asked and not question.calculation


def of_kobo(phone, household, members, **shape):
    sheets = phone.kobo([(INSTANCE, household, members)], **shape)
    tables = [Table(name, [tuple(row) for row in rows]) for name, rows in sheets.items()]
    (sent,) = read_tables("kobo.xlsx", tables)
    return sent


@pytest.mark.parametrize("shape", [("/", True), ("/", False), ("-", True), ("-", False), ("", 0)])
@given(data=st.data())
def test_one_submission_has_one_fingerprint(shape, data):
    phone = PHONES["short"]
    household, members = data.draw(filled(phone))
    sent = read_instance("a.xml", "", phone.xml(household, members))
    other = of_kobo(phone, household, members, separator=shape[0], split=shape[1])
    first, second = read_sent(phone.plain, sent), read_sent(phone.plain, other)
    assert digest_of(phone.plain, sent, first) == digest_of(phone.plain, other, second)
    changed = household | {"problem_main": household.get("problem_main", "") + "x"}
    again = read_instance("a.xml", "", phone.xml(changed, members))
    third = digest_of(phone.plain, again, read_sent(phone.plain, again))
    assert third != digest_of(phone.plain, sent, first)


def test_the_joined_column_wins_over_the_split_ones():
    fields = (("members[1]/member_health", "3"), ("members[1]/member_health/2", "1"))
    read = read_sent(PHONES["short"].plain, Sent("a.xlsx", fields=fields))
    assert read.members == {1: {"member.health": "3"}}


def test_labels_as_headers_are_recognised():
    phone = PHONES["short"]
    plain = phone.plain
    in_labels = of_kobo(phone, {"visit_date": "2022-05-16"}, [], labels=True)
    assert speaks_in_labels(plain, in_labels)
    assert not speaks_in_labels(plain, of_kobo(phone, {}, []))


@pytest.mark.parametrize(
    ("household", "word"),
    [
        ({"visit_date": "2565-05-16"}, "2565"),
        ({"visit_date": "16/5/2565"}, "2565"),
        ({"household_tel": "8.12E+08"}, "household_tel"),
        ({"onehome_household": "1.23E+12"}, "onehome_household"),
        ({"visit_date": "2022-05-16", "household_tel": "0812345678"}, ""),
    ],
)
def test_what_excel_went_over_is_refused(household, word):
    phone = PHONES["short"]
    sent = of_kobo(phone, household, [])
    fault = fault_of(phone.plain, sent, read_sent(phone.plain, sent))
    assert word in fault
    assert bool(fault) == bool(word)


def replayed(name, household, members=(), people=None, **more):
    phone = PHONES[name]
    sent = read_instance("a.xml", "", phone.xml(household, members, **more))
    read = read_sent(phone.plain, sent)
    return replay(Rules(phone.plain), read, people or {}, DAY)


def test_blank_not_to_be_asked_and_not_asked_are_told_apart():
    seen = replayed("short", {"visit_result": "2", "housing_water": "1"})
    # Nobody was met: all but the questions of the visit itself isn't to be asked.
    assert seen.blank == 3
    assert seen.passed > 20
    assert [a.question for a in seen.answers] == ["visit.result", "housing.water"]
    assert "ทั้งที่ไม่ต้องถาม" in seen.words[0]
    asked = replayed("short", {"visit_result": "1"}, lacking=("housing_water",))
    by_id = {a.question: a for a in asked.answers}
    assert by_id["housing.water"].state == AnswerState.NOT_ASKED
    assert "housing.toilet" not in by_id
    assert asked.blank > seen.blank


def test_answers_of_members_that_did_not_come_are_missed():
    word = "ไม่มีคำตอบรายคนของสมาชิก"
    assert word in replayed("short", {"visit_result": "1"}).words[0]
    # Where nobody was met, nobody was asked.
    assert replayed("short", {"visit_result": "2"}).words == ()
    assert replayed("short", {}, [{"member_health": "1"}]).words == ()


def test_values_outside_the_list_are_kept_and_named():
    seen = replayed("short", {"housing_water": "77"}, [{"member_health": "2 99"}], {1: 5})
    values = {(a.question, a.person_id): a.value for a in seen.answers}
    assert values["housing.water", 0] == "77"
    assert values["member.health", 5] == "2 99"
    assert sum("ไม่อยู่ในตัวเลือก" in word for word in seen.words) == 2


def test_calculations_are_made_again_and_differences_named():
    members = [{"member_income_month": "4000"}, {"member_income_month": "500"}]
    right = {"visit_result": "1", "income_members_month": "4500.0"}
    # Lines of people who aren't told count in the household's sums.
    assert not any("ผลคำนวณ" in word for word in replayed("full", right, members).words)
    seen = replayed("full", right | {"income_members_month": "9"}, members, {1: 7})
    (word,) = [word for word in seen.words if "ผลคำนวณ" in word]
    assert "income_members_month" in word or "รายได้" in word
    assert "income.members_month" not in {a.question for a in seen.answers}
    assert {a.person_id for a in seen.answers} == {0, 7}


def test_what_stands_open_is_noted_where_the_draft_begins():
    form = PHONES["short"].plain
    answers = replayed("short", {"household_tel": "0812345678"}).answers
    (noted,) = [a for a in with_note(form, answers, ("ก", "ข")) if a.note]
    assert (noted.question, noted.value, noted.note) == (
        *("household.tel", "0812345678", "จากโทรศัพท์: ก / ข"),
    )
    assert with_note(form, answers, ()) == answers
    (alone,) = with_note(form, (), ("ก",))
    assert (alone.question, alone.value) == ("household.tel", "")


def person(number, first, last, year="1980"):
    birth = PartialDate(int(year))
    return Person(id=number, prefix="นาย", first_name=first, last_name=last, birth=birth)


@pytest.mark.parametrize(
    ("people", "lines", "found", "words"),
    [
        # By name, in whatever order and with whatever title.
        (["ก ข", "สมใจ ใจดี"], [("น.ส.สมใจ ใจดี", ""), ("ก ข", "")], {1: 12, 2: 11}, 0),
        # A name that nobody has gets no answers.
        (["ก ข", "ค ง"], [("ก ข", ""), ("จ ฉ", "")], {1: 11}, 1),
        # Two of one name, told apart by the year; or not.
        (
            ["ก ข 1950", "ก ข 1990"],
            [("ก ข", "1990-01-01"), ("ก ข", "1950-01-01")],
            {1: 12, 2: 11},
            0,
        ),
        (["ก ข 1950", "ก ข 1990"], [("ก ข", "")], {}, 1),
        # Another year is another person.
        (["ก ข 1950"], [("ก ข", "1990-01-01")], {}, 1),
        # Two lines about one.
        (["ก ข", "ค ง"], [("ก ข", ""), ("ก ข", "")], {}, 2),
        # No names at all: in order, which is said; never where the numbers differ.
        (["ก ข", "ค ง"], [("", ""), ("", "")], {1: 11, 2: 12}, 1),
        (["ก ข"], [("", "")], {1: 11}, 0),
        (["ก ข"], [("", ""), ("", "")], {}, 1),
        (["ก ข"], [], {}, 0),
    ],
)
def test_members_are_told_or_asked_about(people, lines, found, words):
    phone = PHONES["full"]
    home = [person(11 + number, *one.split()) for number, one in enumerate(people)]
    members = [
        {"member_name": name, "member_birth_date": day, "member_health": "1"}
        for name, day in lines
    ]
    read = read_sent(phone.plain, read_instance("a", "", phone.xml({}, members)))
    pairs, said = matched(phone.plain, read, home)
    assert (dict(pairs), len(said)) == (found, words)
