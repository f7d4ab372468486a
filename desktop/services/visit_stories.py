"""All visits to a household: what was answered when, in whatever version of the form."""

from desktop.domain.visit_story import VisitStory, tell
from desktop.services import forms, households, keying, logbooks
from desktop.services.desk import Desk


def of_household(desk: Desk, household_id: int) -> tuple[VisitStory, ...]:
    """A story for each form in which a visit was keyed, that of the newest visit first.

    Raises:
        UserError: the household is not there any more.
    """
    names = dict(keying.called(households.load(desk, household_id)))
    visits = logbooks.visits(desk, household_id)
    stories = []
    for form in dict.fromkeys(visit.form for visit in visits):
        own = [visit for visit in visits if visit.form == form]
        stories.append(tell(*forms.lineage(desk, form), own, names))
    return tuple(stories)
