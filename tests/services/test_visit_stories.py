"""All visits to a household, form by form."""

from dataclasses import replace

from desktop.domain.progress import Silent
from desktop.domain.records import Answer
from desktop.services import forms, imports, logbooks, visit_stories
from tests.factories.lists import person_row, read_list


def test_visits_of_several_years_and_forms(desk):
    imports.commit(desk, read_list([person_row(1)]), "TPMAP", "2021-01", Silent())
    assert visit_stories.of_household(desk, 1) == ()
    for year, form, team in (
        (2565, forms.SHORT, "ทีม 1"),
        (2566, forms.SHORT, "ทีม 2"),
        (2566, forms.FULL, "ทีม 3"),
    ):
        at = replace(desk, fiscal_year=year)
        draft = logbooks.load_or_begin(at, 1, form)
        answers = (*draft.answers, Answer("visit.team", value=team))
        logbooks.save(at, replace(draft, answers=answers))
    full, short = visit_stories.of_household(desk, 1)
    assert [visit.fiscal_year for visit in short.visits] == [2566, 2565]
    (team,) = [line for line in short.lines if line.question == "ทีมผู้เยี่ยม"]
    assert (team.said, team.changed) == (("ทีม 2", "ทีม 1"), True)
    assert len(full.visits) == 1
    assert not any(line.changed for line in full.lines)
