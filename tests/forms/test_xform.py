"""Forms for phones, and what the converter says against one."""

import pytest

from desktop.domain.form import FormMistakes
from desktop.forms import xform
from desktop.forms.xform import to_xform
from tests.factories.forms import SURVEY, changed, workbook


def test_a_form_becomes_an_xform():
    made = to_xform(workbook(changed(SURVEY, 4, "constraint", ". >= 0")))
    assert '<repeat nodeset="/data/members">' in made
    assert 'constraint=". &gt;= 0"' in made
    assert "เป็นเจ้าของบ้าน" in made


def test_refusal_tells_the_row():
    with pytest.raises(FormMistakes) as caught:
        to_xform(workbook(changed(SURVEY, 4, "name", "in come")))
    (one,) = caught.value.mistakes
    assert (one.sheet, one.row) == ("survey", 4)
    assert "name" in one.message


@pytest.mark.parametrize(
    ("message", "cell"),
    [
        ("[row : 7] On the 'choices' sheet, the 'name' value is invalid.", "choices!7"),
        ("[row : 3] On the 'entities' sheet, something.", "survey!3"),
        ("Something without any place", "survey!1"),
    ],
)
def test_places_are_read_from_messages(message, cell, monkeypatch):
    def refuse(*_args, **_words):
        raise TypeError(message)

    monkeypatch.setattr("pyxform.xls2xform.convert", refuse)
    with pytest.raises(FormMistakes) as caught:
        xform.to_xform(b"")
    assert [one.cell for one in caught.value.mistakes] == [cell]
