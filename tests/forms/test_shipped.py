"""The logbooks that ship with the program: the short one, and the full one."""

import re
from collections import Counter
from pathlib import Path

import pytest
from pyxform import xls2xform

from desktop.domain.vocabulary import RIGHT_LABEL, Dimension
from desktop.forms.definition import read_form
from desktop.forms.remarks import remarks
from desktop.forms.unsupported import unsupported
from desktop.printing.leaflet.conditions import HELPS, TENURES
from dev.places import shipped_leaflet

FORMS = Path(__file__).resolve().parents[2] / "resources" / "forms"
SHORT, FULL = FORMS / "short-logbook-v1.xlsx", FORMS / "full-logbook-v1.xlsx"
# What the leaflet prints and reads back.
ON_PAPER = {
    *("visit.date", "visit.informant", "visit.team", "housing.tenure", "housing.problem"),
    *("income.month", "expense.month", "debt.total", "problem.main", "need.main", "need.help"),
    *(f"dim.{dimension}" for dimension in Dimension),
}


@pytest.fixture(scope="module")
def form():
    return read_form(SHORT)


@pytest.fixture(scope="module")
def full():
    return read_form(FULL)


@pytest.fixture(params=[SHORT, FULL], ids=["short", "full"])
def shipped(request):
    return read_form(request.param)


def by_id(form, name):
    return next(one for one in form.questions if one.id == name)


def test_form_says_which_it_is(form):
    assert (form.id, form.version) == ("short-logbook", "1")
    assert re.fullmatch("[0-9a-f]{64}", form.sha256)
    assert [one.name for one in form.sections] == [
        *("visit", "members", "dimensions", "housing", "income", "problems", "notice")
    ]


def test_full_form_has_the_sections_of_the_logbook(full):
    assert (full.id, full.version) == ("full-logbook", "1")
    assert [one.name for one in full.sections] == [
        *("visit", "household", "members", "housing", "income", "health", "education"),
        *("access", "problems", "dimensions", "notice"),
    ]


def test_ids_are_those_of_the_short_form_where_the_question_is(form, full):
    known = {one.id: one for one in full.questions}
    assert known.keys() >= {one.id for one in form.questions}
    for question in form.questions:
        other = known[question.id]
        assert (other.kind, other.per_member, other.fact) == (
            *(question.kind, question.per_member, question.fact),
        )
        assert other.choices == question.choices


def test_a_family_of_three_is_asked_about_a_hundred_and_twenty_answers(full):
    """Counted without what only some are asked."""
    asked = [one for one in full.questions if one.asked and not one.relevant]
    of_members = sum(one.per_member for one in asked)
    always = len(asked) - of_members + 3 * of_members
    every = [one for one in full.questions if one.asked]
    of_members = sum(one.per_member for one in every)
    assert always < 120 < len(every) - of_members + 3 * of_members


def test_ids_and_names_are_unique(shipped):
    for values in ([q.id for q in shipped.questions], [q.name for q in shipped.questions]):
        assert [one for one, times in Counter(values).items() if times > 1] == []


def test_nothing_is_left_to_say_against_a_shipped_form(shipped):
    assert remarks(shipped) == ()
    assert unsupported(shipped) == ()


def test_who_is_not_met_is_asked_no_more(shipped):
    """Only the visit itself is kept of a household that wasn't at home."""
    open_ended = {one.name for one in shipped.groups if not one.groups and not one.relevant}
    assert open_ended == {"visit"}


def test_ids_printed_on_the_leaflet_are_asked_of_the_household(form):
    assert {q.id for q in form.questions if not q.per_member} >= ON_PAPER


def test_members_are_asked_in_their_own_section(form):
    assert {q.section for q in form.questions if q.per_member} == {"members"}
    assert all(q.per_member for q in form.questions if q.section == "members")


def test_every_coded_answer_has_a_digit_of_its_own(shipped):
    for question in shipped.questions:
        keys = [choice.key for choice in question.choices if choice.key]
        assert len(keys) == len(question.choices) or len(question.choices) > 10, question.id
        assert all(re.fullmatch("[0-9]", key) for key in keys), question.id
        assert len(set(keys)) == len(keys), question.id


def test_codes_of_dimensions_are_those_of_the_leaflet(form):
    for dimension in Dimension:
        question = by_id(form, f"dim.{dimension}")
        assert [(c.code, c.label) for c in question.choices] == [
            *(("1", "ตก"), ("2", "ผ่าน"), ("9", "ไม่ทราบ"))
        ]
        assert question.fact == f"dimension.{dimension}"


def test_the_leaflet_and_the_form_offer_the_same_choices(form):
    texts = shipped_leaflet().conditions
    tenure = [(c.code, c.label) for c in by_id(form, "housing.tenure").choices]
    assert tenure[:-1] == [(code, texts.tenures[code]) for code in TENURES]
    help_ = [(c.code, c.label) for c in by_id(form, "need.help").choices]
    assert help_ == [(code, texts.helps[code]) for code in HELPS]


def test_rights_are_all_there_in_the_words_of_the_office(form):
    choices = {c.fact: c.label for c in by_id(form, "member.rights").choices}
    assert {str(right): label for right, label in RIGHT_LABEL.items()}.items() <= choices.items()


def test_phones_can_have_the_form():
    """pyxform writes the XForm that ODK Collect and KoboToolbox take."""
    for workbook in (SHORT, FULL):
        result = xls2xform.convert(str(workbook), validate=False)
        assert result.warnings == []
        assert "<visit_date/>" in result.xform
        assert '<repeat nodeset="/data/members">' in result.xform
