"""Known facts become answers; what isn't known stays empty."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from desktop.domain.form import Choice, Form, Question
from desktop.domain.records import Address, Answer, Assessment, Household, Person
from desktop.domain.vocabulary import Answered, Dimension, Need, Right, Sex
from desktop.forms.definition import read_form
from desktop.forms.prefill import prefill
from desktop.forms.rules import Rules
from desktop.thai.dates import PartialDate
from tests.factories.forms import open_points

SHORT = Path(__file__).resolve().parents[2] / "resources" / "forms" / "short-logbook-v1.xlsx"


@pytest.fixture(scope="module")
def form():
    return read_form(SHORT)


def household(*members, assessments=(), tel=""):
    return Household(
        id=1,
        uid="u",
        version=1,
        house_code="",
        address=Address(),
        place="",
        tel=tel,
        note="",
        members=members,
        assessments=assessments,
        case=None,
    )


def said(form, home, person=0):
    return {a.question: a.value for a in prefill(form, home) if a.person_id == person}


def test_nothing_known_gives_no_answer_at_all(form):
    unknown = Person(
        id=7,
        needs=tuple((need, Answered.UNKNOWN) for need in Need),
        rights=tuple((right, Answered.UNKNOWN) for right in Right),
    )
    assert prefill(form, household(unknown, assessments=(Assessment("a", "2021"),))) == ()


def test_list_facts_of_the_household(form):
    assessment = Assessment(
        "TPMAP",
        "2021-01",
        failed=Dimension.HEALTH.bit,
        known=Dimension.HEALTH.bit | Dimension.LIVING.bit,
        income_person_year=Decimal("14000.50"),
        housing_problem=Answered.NO,
    )
    assert said(form, household(assessments=(assessment,), tel="081-234-5678")) == {
        "household.tel": "081-234-5678",
        "dim.health": "1",
        "dim.living": "2",
        "housing.problem": "2",
        "income.person_year": "14000.5",
    }


def test_the_newest_list_that_knows_decides(form):
    lists = (
        Assessment("new", "2022", failed=0, known=1),
        Assessment("old", "2020-01", failed=3, known=3, income_person_year=Decimal(90000)),
    )
    found = said(form, household(assessments=lists))
    assert (found["dim.health"], found["dim.living"]) == ("2", "1")
    assert found["income.person_year"] == "90000"


def test_facts_of_each_member(form):
    one = Person(
        id=7,
        relation="บุตร",
        occupation="รับจ้าง",
        income_month=Decimal("3500.75"),
        needs=((Need.DISABLED, Answered.YES), (Need.DEPENDENT, Answered.YES)),
        rights=(
            (Right.DISABILITY_ALLOWANCE, Answered.YES),
            (Right.WELFARE_CARD, Answered.YES),
            (Right.ELDER_ALLOWANCE, Answered.NO),
        ),
    )
    other = Person(id=8, income_month=Decimal(0))
    home = household(one, other)
    assert said(form, home, 7) == {
        "member.relation": "บุตร",
        "member.occupation": "รับจ้าง",
        "member.income_month": "3501",
        "member.health": "2",
        "member.selfcare": "2",
        "member.rights": "2 4",
    }
    assert said(form, home, 8) == {"member.income_month": "0"}
    assert said(form, home) == {"welfare_card": "1"}


def test_what_the_list_knows_of_who_somebody_is():
    full = read_form(SHORT.with_name("full-logbook-v1.xlsx"))
    born = Person(
        id=7,
        prefix="นาง",
        first_name="สมใจ",
        last_name="ดีงาม",
        sex=Sex.FEMALE,
        birth=PartialDate(1950, 5, 16),
    )
    aged = Person(id=8, sex=Sex.UNKNOWN, birth=PartialDate(1950), age=71)
    home = household(born, aged)
    assert said(full, home, 7) == {
        "member.name": "นางสมใจ ดีงาม",
        "member.sex": "2",
        "member.birth_date": "1950-05-16",
    }
    assert said(full, home, 8) == {"member.age_stated": "71"}
    assert said(full, home) == {"household.people": "2"}


def test_none_is_said_only_where_all_is_known_not_to_be(form):
    well = ((Need.DISABLED, Answered.NO), (Need.CHRONIC, Answered.NO))
    assert "member.health" not in said(form, household(Person(id=7, needs=well)), 7)
    well += ((Need.BEDRIDDEN, Answered.NO),)
    assert said(form, household(Person(id=7, needs=well)), 7) == {"member.health": "1"}
    no_right = tuple((right, Answered.NO) for right in Right)
    home = household(Person(id=7, rights=no_right))
    assert said(form, home, 7) == {"member.rights": "0"}
    assert said(form, home) == {"welfare_card": "2"}


def test_several_needs_are_all_ticked(form):
    both = ((Need.DISABLED, Answered.YES), (Need.BEDRIDDEN, Answered.YES))
    found = said(form, household(Person(id=7, needs=both)), 7)
    assert found["member.health"] == "2 4"


def test_dependent_chronic_illness_is_chronic_illness(form):
    ill = ((Need.CHRONIC_DEPENDENT, Answered.YES),)
    found = said(form, household(Person(id=7, needs=ill)), 7)
    assert (found["member.health"], found["member.selfcare"]) == ("3", "2")


def test_a_text_chooses_the_choice_of_that_label():
    choices = (Choice("1", "หัวหน้าครัวเรือน"), Choice("2", "บุตร"))
    question = Question(
        *("r", "r", "ความสัมพันธ์", "select_one", "m"),
        choices=choices,
        per_member=True,
        fact="member.relation",
    )
    form = Form("f", "1", "", (), (question,))
    people = (Person(id=1, relation="บุตร"), Person(id=2, relation="เพื่อน"))
    assert prefill(form, household(*people)) == (Answer("r", value="2", person_id=1),)


def test_a_member_not_yet_stored_gets_no_answers(form):
    assert prefill(form, household(Person(relation="บุตร"))) == ()


def test_prefilled_answers_leave_no_faults(form):
    full = Assessment("a", "2021", failed=5, known=31, income_person_year=Decimal("1.25"))
    person = Person(
        id=7, income_month=Decimal("0.5"), rights=((Right.WELFARE_CARD, Answered.YES),)
    )
    home = household(person, assessments=(full,))
    answers = prefill(form, home)
    points = open_points(Rules(form).begin(answers, [7], date(2026, 1, 5)), answers)
    assert {point.message for point in points} == {"ยังไม่ได้กรอก"}
    assert not {point.question for point in points} & {f"dim.{one}" for one in Dimension}
