"""Keying a logbook: begun where it was left, written down field by field, stored by merging."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from desktop.domain.errors import StaleVersionError
from desktop.domain.form import Form
from desktop.domain.keying import Place, Stored, Unstored, by_place, typed_between
from desktop.domain.merging import Clash, three_way
from desktop.domain.records import Answer, Household, Visit, VisitDraft
from desktop.domain.vocabulary import AnswerState, VisitState
from desktop.forms.book import VISIT_DAY, Book
from desktop.forms.lines import Line, LineKind
from desktop.forms.prefill import prefill
from desktop.forms.rules import Rules
from desktop.forms.tables import Table
from desktop.services import forms, households, logbooks
from desktop.services.desk import Desk
from desktop.storage import casework, keying

__all__ = ["SHORT", "Begun", "Book", "Line", "LineKind", "Table"]

SHORT = forms.SHORT
DAY, TEAM = VISIT_DAY, "visit.team"  # questions whose answers also head the visit
_TRIES = 5
_LATELY = timedelta(minutes=30)  # what was typed longer ago is being typed no more


@dataclass(frozen=True, slots=True)
class Begun:
    """A logbook laid out for keying.

    `visit` is what is stored, or known already where none is begun; `book` is that with what
    the clerk typed and never stored, who then stood at `at`. `previous` are the answers of the
    logbook that this clerk stored last for another household. `others` are the clerks who are
    typing into this household's logbooks too.
    """

    visit: VisitDraft
    book: Book
    at: Place | None
    previous: tuple[Answer, ...]
    others: tuple[str, ...]


def begin(desk: Desk, household_id: int, form: str = SHORT) -> Begun:
    """Lay out this year's logbook as it is stored, with what was typed before a crash.

    A logbook that isn't stored yet stays in the version of the form in which it was typed.

    Raises:
        UserError: the household or the form is not there any more.
    """
    household = households.load(desk, household_id)
    visit = logbooks.load_or_begin(desk, household_id, form)
    user = desk.actor.user_id
    with desk.db.read() as session:
        unstored = keying.unstored(session, user, household_id, form)
        others = keying.others(session, user, household_id, datetime.now(UTC) - _LATELY)
        previous = casework.last_stored_by(session, user, household_id, form)
    if unstored is not None and unstored.form_version != visit.form_version:
        asked = forms.form_of(desk, form, unstored.form_version)
        visit = logbooks.begin(desk, household_id, asked)
    before, now = by_place(visit.answers), by_place(visit.answers)
    for one in unstored.typed if unstored else ():
        _put(before, one.place, one.before)
        _put(now, one.place, one.now)
    return Begun(
        visit=replace(visit, answers=tuple(before.values())),
        book=book_of(desk, logbooks.form_of(desk, visit), household, now.values()),
        at=unstored.at if unstored else None,
        previous=previous.answers if previous else (),
        others=others,
    )


def book_of(desk: Desk, form: Form, household: Household, answers: Iterable[Answer]) -> Book:
    """A household's logbook with these answers."""
    seed = f"{household.uid}/{form.id}"
    return Book(_rules(form), called(household), answers, desk.today, seed=seed)


def choices(desk: Desk) -> tuple[tuple[str, str], ...]:
    """The forms a logbook can be keyed in, by id and title; the short one first."""
    return tuple((one.form, one.title) for one in forms.versions(desk) if one.in_force)


def called(household: Household) -> tuple[tuple[int, str], ...]:
    """The members' ids and names, as a logbook is begun with."""
    return tuple((one.id, one.name) for one in household.members if one.id is not None)


def with_newcomer(book: Book, household: Household, person_id: int) -> Book:
    """The logbook with a member who came into the household, and what is known of them."""
    fuller = book.with_members(called(household))
    for answer in prefill(book.form, household):
        if answer.person_id == person_id:
            fuller.put(answer)
    return fuller


@lru_cache(maxsize=4)
def _rules(form: Form) -> Rules:
    return Rules(form)


def left_open(desk: Desk) -> Unstored | None:
    """What this clerk was typing when the program ended untimely."""
    with desk.db.read() as session:
        return keying.newest(session, desk.actor.user_id)


def keep(desk: Desk, visit: VisitDraft, answers: Sequence[Answer], at: Place) -> None:
    """Write down what was typed so far, so that a killed program loses one field at most.

    `visit` is the logbook as it was begun.
    """
    unstored = Unstored(
        household_id=visit.household_id,
        form=visit.form,
        form_version=visit.form_version,
        typed=typed_between(by_place(visit.answers), by_place(answers)),
        at=at,
    )
    keying.keep(desk.db, desk.actor.user_id, unstored)


def store(
    desk: Desk,
    visit: VisitDraft,
    answers: Sequence[Answer],
    state: VisitState | None = None,
    decided: Mapping[Place, Answer | None] | None = None,
) -> Stored:
    """Store what was typed into a logbook; what others stored meanwhile is merged with it.

    `visit` is the logbook as it was begun, `decided` what shall stand where both changed an
    answer. Without a decision for each of these nothing is stored.

    Raises:
        StaleVersionError: others keep storing the same logbook.
        UserError: the database is locked, full, damaged or unreachable.
    """
    decided = decided or {}
    for again in range(_TRIES):
        newest = _newest(desk, visit)
        merged = three_way(
            by_place(visit.answers), by_place(answers), by_place((newest or visit).answers)
        )
        clashes = tuple(c for c in merged.clashes if c.key not in decided)
        if clashes:
            return Stored(None, merged.taken, clashes)
        values = merged.values
        for clash in merged.clashes:
            _put(values, clash.key, decided[clash.key])
        try:
            stored = logbooks.save(desk, _draft(newest or visit, values, state))
        except StaleVersionError:
            if again + 1 == _TRIES:
                raise
            continue
        return Stored(stored, merged.taken)
    raise AssertionError("unreachable")


def differences(
    first: Iterable[Answer], second: Iterable[Answer]
) -> tuple[Clash[Place, Answer], ...]:
    """What was answered differently in two keyings of one paper; notes are no answers.

    `mine` is the second answer, `theirs` the first.
    """
    one, other = by_place(first), by_place(second)

    def said(answer: Answer | None) -> tuple[AnswerState, str]:
        return (answer.state, answer.value) if answer else (AnswerState.VALUE, "")

    return tuple(
        Clash(place, None, other.get(place), one.get(place))
        for place in dict.fromkeys((*one, *other))
        if said(one.get(place)) != said(other.get(place))
    )


def _newest(desk: Desk, visit: VisitDraft) -> Visit | None:
    """The logbook as others may have stored it since it was begun."""
    stored = logbooks.visits(desk, visit.household_id)
    if visit.id is not None:
        return next((one for one in stored if one.id == visit.id), None)
    kind = desk.fiscal_year, visit.form, visit.form_version
    return next((v for v in stored if (v.fiscal_year, v.form, v.form_version) == kind), None)


def _draft(
    visit: VisitDraft, values: Mapping[Place, Answer], state: VisitState | None
) -> VisitDraft:
    day, team = (values.get((question, 0)) for question in (DAY, TEAM))
    return VisitDraft(
        household_id=visit.household_id,
        form=visit.form,
        form_version=visit.form_version,
        id=visit.id,
        version=visit.version,
        visited_on=_day(day.value) if day else None,
        team=team.value if team else "",
        state=state or visit.state,
        answers=tuple(values.values()),
    )


def _put(answers: dict[Place, Answer], place: Place, answer: Answer | None) -> None:
    if answer is None:
        answers.pop(place, None)
    else:
        answers[place] = answer


def _day(text: str) -> date | None:
    """The day of the visit, where the answer is a whole date."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
