"""What of the old form is what of the new one, decided by a person."""

from dataclasses import replace

import pytest

from desktop.domain.crosswalk import QuestionLink, ValueLink
from desktop.domain.pairing import pairings, settled, with_pairings
from desktop.domain.versions import LoadedForm
from desktop.forms.crosswalk import propose
from desktop.forms.definition import read_form
from desktop.forms.difference import difference
from tests.factories import versions

OLD, NEW = read_form(versions.OLD), read_form(versions.NEW)


@pytest.fixture
def loaded():
    return LoadedForm(
        NEW,
        versions.NEW,
        replaces=OLD,
        difference=difference(OLD, NEW),
        crosswalk=propose(OLD, NEW),
    )


def test_what_waits_stands_first_and_nothing_waiting_is_left_out(loaded):
    found = pairings(loaded)
    waiting = [one.link for one in found if one.link.decision == "ask"]
    assert len(waiting) == loaded.crosswalk.undecided > 0
    assert [one.link for one in found][: len(waiting)] == waiting
    plain = {one.link.from_id for one in found if isinstance(one.link, QuestionLink)}
    assert "member.health" not in plain
    assert {"income.month", "housing.tenure"} <= plain


def test_decisions_become_the_crosswalk_and_nothing_else_changes(loaded):
    made = pairings(loaded)
    for at in range(len(made)):
        made = settled(made, at, "yes")
    decided = with_pairings(loaded, made)
    assert decided.crosswalk.undecided == 0
    assert decided.crosswalk.sources["income.total"] == "income.month"
    assert replace(decided, crosswalk=None) == replace(loaded, crosswalk=None)
    assert [one.link.decision for one in pairings(decided)] == ["yes"] * len(made)
    back = settled(made, 0, "ask")
    assert with_pairings(loaded, back).crosswalk.undecided == 1


def test_nothing_decided_is_the_same_crosswalk(loaded):
    assert with_pairings(loaded, pairings(loaded)) == loaded


def test_a_question_is_no_two_others(loaded):
    links = (
        QuestionLink("income.month", "income.total", "renamed", "ask"),
        QuestionLink("income.month", "expense.month", "renamed", "ask"),
    )
    crosswalk = replace(loaded.crosswalk, questions=links, values=())
    made = pairings(replace(loaded, crosswalk=crosswalk))
    made = settled(settled(made, 0, "yes"), 1, "yes")
    assert [one.link.decision for one in made] == ["no", "yes"]


def test_a_house_is_no_member(loaded):
    link = QuestionLink("income.month", "member.carer", "retyped", "no")
    crosswalk = replace(loaded.crosswalk, questions=(link,), values=())
    (fixed,) = pairings(replace(loaded, crosswalk=crosswalk))
    assert fixed.fixed
    assert fixed.decided("yes") == fixed


def test_an_old_answer_becomes_a_chosen_one(loaded):
    made = pairings(loaded)
    at = next(n for n, one in enumerate(made) if isinstance(one.link, ValueLink))
    chosen = made[at].becoming("9")
    assert (chosen.link.to_value, chosen.link.decision, chosen.new) == ("9", "yes", "อื่น ๆ")
    assert made[at].becoming("").new == ""
    for wrong in ("7", "ok"):
        with pytest.raises(ValueError, match="ไม่มีคำตอบนี้"):
            made[at].becoming(wrong)
    question = next(one for one in made if isinstance(one.link, QuestionLink))
    with pytest.raises(ValueError, match="ไม่มีคำตอบนี้"):
        question.becoming("")


def test_a_new_form_has_nothing_to_decide(loaded):
    new = LoadedForm(NEW, versions.NEW)
    assert pairings(new) == ()
    assert with_pairings(new, ()) == new
