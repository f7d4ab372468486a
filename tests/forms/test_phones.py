"""A form made ready for phones asks what brings a submission back to its household."""

import pytest

from desktop.domain.submissions import FORM, HOUSEHOLD, MEMBER
from desktop.forms.definition import read_form
from desktop.forms.phones import for_phones
from desktop.forms.xform import to_xform
from tests.factories.forms import SURVEY, workbook
from tests.factories.phones import FULL, SHORT

ADDED = {FORM, HOUSEHOLD, MEMBER}


@pytest.mark.parametrize(
    ("content", "added"),
    [(SHORT, ADDED), (FULL, {FORM, HOUSEHOLD}), (workbook(), ADDED)],
    ids=["short", "full", "no hints, no calculations"],
)
def test_only_what_is_lacking_is_added(content, added):
    before, after = read_form(content), read_form(for_phones(content))
    assert (after.id, after.version) == (before.id, before.version)
    assert {q.name for q in after.questions} == {q.name for q in before.questions} | added
    rest = [(q.id, q.groups, q.relevant) for q in after.questions if q.name not in ADDED]
    assert rest == [(q.id, q.groups, q.relevant) for q in before.questions]
    questions = {q.name: q for q in after.questions}
    assert questions[HOUSEHOLD].kind == "barcode"
    assert questions[FORM].calculation == f"'{before.id}@{before.version}'"
    assert all(questions[name].per_member == (name == MEMBER) for name in added)
    assert "onehome_household" in to_xform(for_phones(content))


def test_a_form_that_asks_already_stays_as_it_is():
    own = (SURVEY[0], ("text", HOUSEHOLD, "รหัสบ้านของเรา", "", "", ""), *SURVEY[1:])
    (asked,) = [q for q in read_form(for_phones(workbook(own))).questions if q.name == HOUSEHOLD]
    assert (asked.kind, asked.label) == ("text", "รหัสบ้านของเรา")
    once = for_phones(SHORT)
    assert read_form(for_phones(once)).questions == read_form(once).questions
