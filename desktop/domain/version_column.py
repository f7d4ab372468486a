"""One question read in one column, whatever version of the form its answers were keyed in."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from desktop.domain.carrying import converted
from desktop.domain.crosswalk import Crosswalk, way
from desktop.domain.form import Form, Question
from desktop.domain.records import Visit
from desktop.domain.vocabulary import AnswerState

CellState = Literal["value", "unknown", "not_asked", "empty", "not_in_version", "no_counterpart"]


@dataclass(frozen=True, slots=True)
class Cell:
    """An answer as the newest version has it. `person_id` 0 = the household.

    `value` is empty unless there is one; of 'no_counterpart' it is the old one, as keyed.
    `question` and `version` say where it was keyed, so that it can be looked up.
    """

    visit_id: int
    person_id: int
    state: CellState
    value: str
    question: str
    version: str


def read_column(
    question: str,
    forms: Sequence[Form],
    crosswalks: Sequence[Crosswalk],
    visits: Iterable[Visit],
) -> Iterator[Cell]:
    """Yield the answers to a question of the newest version, logbook by logbook.

    Args:
        question: its id in the newest version, the last of `forms`.
        forms: the versions of one form, the oldest first.
        crosswalks: from each version to the next; one that lacks ends what can be traced.
        visits: the logbooks; those of other forms are passed over.

    A member's question has a cell for everyone who has an answer in the logbook.
    """
    newest = forms[-1]
    versions = {one.version: one for one in forms}
    paths = {
        form.version: _path(question, form.version, newest.version, crosswalks) for form in forms
    }
    asked = _question(newest, question)
    for visit in visits:
        if visit.form == newest.id:
            path = paths.get(visit.form_version)
            yield from _cells(visit, asked, path, versions)


@dataclass(frozen=True, slots=True)
class _Path:
    """The steps from a version to the newest, and the question's id before each step."""

    steps: tuple[Crosswalk, ...]
    ids: tuple[str, ...]


def _path(
    question: str, version: str, newest: str, crosswalks: Sequence[Crosswalk]
) -> _Path | None:
    """Return the way of a question from a version on, None where it wasn't in it."""
    steps = way(version, newest, crosswalks)
    if steps is None:
        return None
    ids = [question]
    for step in reversed(steps):
        source = step.sources.get(ids[0], "")
        if not source:
            return None
        ids.insert(0, source)
    return _Path(steps, tuple(ids))


def _cells(
    visit: Visit, question: Question, path: _Path | None, versions: Mapping[str, Form]
) -> Iterator[Cell]:
    people = dict.fromkeys(one.person_id for one in visit.answers if one.person_id)
    given = {(one.question, one.person_id): one for one in visit.answers}
    for person in people if question.per_member else [0]:
        if path is None:
            yield Cell(visit.id or 0, person, "not_in_version", "", "", visit.form_version)
            continue
        answer = given.get((path.ids[0], person))
        state: CellState = "empty"
        value = ""
        if answer is not None and answer.state is not AnswerState.VALUE:
            state = "unknown" if answer.state is AnswerState.UNKNOWN else "not_asked"
        elif answer is not None and answer.value:
            state, value = _along(path, answer.value, versions)
        yield Cell(visit.id or 0, person, state, value, path.ids[0], visit.form_version)


def _along(path: _Path, keyed: str, versions: Mapping[str, Form]) -> tuple[CellState, str]:
    value = keyed
    for step, source, target in zip(path.steps, path.ids, path.ids[1:], strict=False):
        asked = _question(versions[step.to_version], target)
        carried = converted(step, source, value, asked)
        if carried is None:
            return "no_counterpart", keyed
        value = carried
    return "value", value


def _question(form: Form, question: str) -> Question:
    return next(one for one in form.questions if one.id == question)
