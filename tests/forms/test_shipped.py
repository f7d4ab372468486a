"""The short logbook that ships with the program."""

import re
from collections import Counter
from pathlib import Path

import pytest

from desktop.domain.vocabulary import RIGHT_LABEL, Dimension
from desktop.forms.definition import read_form
from desktop.forms.facts import OF_HOUSEHOLD, OF_MEMBER

SHORT = Path(__file__).resolve().parents[2] / "resources" / "forms" / "short-logbook-v1.xlsx"
# What the leaflet prints and reads back.
ON_PAPER = {
    *("visit.date", "visit.informant", "visit.team", "housing.tenure", "housing.problem"),
    *("income.month", "expense.month", "debt.total", "problem.main", "need.main", "need.help"),
    *(f"dim.{dimension}" for dimension in Dimension),
}


@pytest.fixture(scope="module")
def form():
    return read_form(SHORT)


def by_id(form, name):
    return next(one for one in form.questions if one.id == name)


def test_form_says_which_it_is(form):
    assert (form.id, form.version) == ("short-logbook", "1")
    assert re.fullmatch("[0-9a-f]{64}", form.sha256)
    assert [one.name for one in form.sections] == [
        *("visit", "members", "dimensions", "housing", "income", "problems", "notice")
    ]


def test_ids_and_names_are_unique(form):
    for values in ([q.id for q in form.questions], [q.name for q in form.questions]):
        assert [one for one, times in Counter(values).items() if times > 1] == []


def test_ids_printed_on_the_leaflet_are_asked_of_the_household(form):
    assert {q.id for q in form.questions if not q.per_member} >= ON_PAPER


def test_members_are_asked_in_their_own_section(form):
    assert {q.section for q in form.questions if q.per_member} == {"members"}
    assert all(q.per_member for q in form.questions if q.section == "members")


def test_every_coded_answer_has_a_digit_of_its_own(form):
    for question in form.questions:
        keys = [choice.key for choice in question.choices]
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
    from desktop.printing.leaflet.conditions import HELPS, TENURES

    tenure = [(c.code, c.label) for c in by_id(form, "housing.tenure").choices]
    assert tenure[:-1] == list(TENURES)
    assert [(c.code, c.label) for c in by_id(form, "need.help").choices] == list(HELPS)


def test_rights_are_all_there_in_the_words_of_the_office(form):
    choices = {c.fact: c.label for c in by_id(form, "member.rights").choices}
    assert {str(right): label for right, label in RIGHT_LABEL.items()}.items() <= choices.items()


def test_every_fact_is_known(form):
    for question in form.questions:
        known = OF_MEMBER if question.per_member else OF_HOUSEHOLD
        assert not question.fact or question.fact in known


def test_phones_can_have_the_form():
    """pyxform writes the XForm that ODK Collect and KoboToolbox take."""
    xls2xform = pytest.importorskip("pyxform.xls2xform")
    result = xls2xform.convert(str(SHORT), validate=False)
    assert result.warnings == []
    assert "<visit_date/>" in result.xform
    assert '<repeat nodeset="/data/members">' in result.xform
