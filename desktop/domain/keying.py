"""What is typed into a logbook and isn't stored in it yet."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from desktop.domain.merging import Clash
from desktop.domain.records import Answer, Visit
from desktop.domain.vocabulary import AnswerState

# A question by its stable id, and whom it is asked of; 0 = the household.
Place = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Typed:
    """One answer as it was when the logbook was read, and as it was typed since. None = none."""

    before: Answer | None
    now: Answer | None

    @property
    def place(self) -> Place:
        """Which answer it is."""
        one = self.now or self.before
        if one is None:
            raise ValueError("nothing became nothing")
        return one.question, one.person_id


@dataclass(frozen=True, slots=True)
class Unstored:
    """What one clerk typed into a household's logbook since it was read or stored.

    `at` is the question where the clerk stood.
    """

    household_id: int
    form: str
    form_version: str
    typed: tuple[Typed, ...]
    at: Place


@dataclass(frozen=True, slots=True)
class Stored:
    """What came of storing a logbook.

    `visit` is None where nothing was stored, because another changed the same answers otherwise:
    these are the `clashes`. `taken` are the answers that only the other one changed.
    """

    visit: Visit | None
    taken: tuple[Place, ...] = ()
    clashes: tuple[Clash[Place, Answer], ...] = ()


def nothing_at(place: Place) -> Answer:
    """Return the answer that says nothing: taking it takes an answer away."""
    return Answer(place[0], person_id=place[1])


def by_place(answers: Iterable[Answer]) -> dict[Place, Answer]:
    """Return the answers by their questions and persons, without those that say nothing."""
    return {
        (one.question, one.person_id): one
        for one in answers
        if one.value or one.note or one.state != AnswerState.VALUE
    }


def typed_between(
    before: Mapping[Place, Answer], now: Mapping[Place, Answer]
) -> tuple[Typed, ...]:
    """Return what differs."""
    places = dict.fromkeys((*before, *now))
    return tuple(
        Typed(before.get(place), now.get(place))
        for place in places
        if before.get(place) != now.get(place)
    )
