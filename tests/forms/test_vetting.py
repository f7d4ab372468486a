"""A form from outside: everything that is wrong with it, at once."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.progress import Silent
from desktop.forms import vetting
from desktop.forms.definition import read_form
from desktop.forms.vetting import Vetted, vet
from tests.factories.forms import SURVEY, changed, workbook


def test_a_sound_form_is_all_there():
    content = workbook()
    assert vet(content, Silent()) == Vetted(read_form(content))


RULES = [
    (4, "required", "${x} = 1", "D4", "x"),
    (4, "relevant", "${own_hous} = '1'", "G4", "own_hous"),
    (4, "relevant", "${own_house} = '3'", "G4", "3"),
    (9, "relevant", "selected(${rights}, 'cart')", "G9", "cart"),
    (2, "relevance", "${x} = 1", "G2", "x"),
    (4, "constraint", ". >= (1", "G4", ""),
    (4, "calculation", "today(1)", "G4", "today"),
    (4, "relevant", "${income} > 1", "G4", ""),
]


@pytest.mark.parametrize(("row", "header", "value", "cell", "says"), RULES)
def test_mistake_in_a_rule_is_named_with_its_cell(row, header, value, cell, says):
    found = vet(workbook(changed(SURVEY, row, header, value)), Silent())
    assert found.form is None
    assert cell in [one.cell.partition("!")[2] for one in found.mistakes]
    assert any(says in one.message for one in found.mistakes)


def test_rules_and_the_rest_are_told_at_once():
    survey = changed(changed(SURVEY, 3, "relevant", "${gone} = 1"), 4, "type", "integr")
    found = vet(workbook(survey), Silent())
    assert [one.cell for one in found.mistakes] == ["survey!G3", "survey!A4"]


def test_groups_within_a_group_of_their_name_are_told_of():
    more = [
        ("begin_group", "house", "ใน", "", "", "", "${income} > 1"),
        ("text", "inner", "ข้างใน", "", "", "", ""),
        ("end_group", *[""] * 6),
    ]
    survey = changed(SURVEY, 2, "relevant", "${income} > 0")
    found = vet(workbook([*survey[:3], *more, *survey[3:]]), Silent())
    assert "survey!B4" in [one.cell for one in found.mistakes]


def test_what_only_phones_refuse_comes_last():
    found = vet(workbook(changed(SURVEY, 3, "name", "meta")), Silent())
    assert found.form is None
    assert "ODK/Kobo" in found.mistakes[0].message


def test_what_is_doubtful_or_cannot_be_keyed_is_told_of_a_sound_form():
    survey = changed(changed(SURVEY, 4, "type", "geotrace"), 3, "relevant", "${visited}")
    survey = changed(survey, 7, "type", "select_multiple_from_file towns.csv")
    survey = changed(survey, 7, "choice_filter", "area = ${visited}")
    found = vet(workbook(survey), Silent())
    assert found.form is not None
    assert [one.cell for one in found.remarks] == ["survey!G3"]
    assert [one.cell for one in found.unsupported] == ["survey!A4", "survey!A7"]


TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12),
    st.sampled_from(["${income} > 1", "${house} = 1", "begin_group", "end_group", "today"]),
).filter(lambda text: not text.startswith("="))


@settings(max_examples=60)
@given(
    st.lists(
        st.tuples(
            st.integers(2, len(SURVEY)),
            st.sampled_from((*SURVEY[0], "relevant", "calculation", "constraint")),
            TEXTS,
        ),
        max_size=3,
    )
)
def test_any_text_in_any_cell_makes_a_form_or_names_its_mistakes(cells):
    survey = SURVEY
    for row, header, text in cells:
        survey = changed(survey, row, header, text)
    with pytest.MonkeyPatch.context() as patch:
        # The converter is slow, and no part of what is tried here.
        patch.setattr(vetting, "to_xform", lambda _content: "")
        found = vet(workbook(survey), Silent())
    assert (found.form is None) == bool(found.mistakes)
