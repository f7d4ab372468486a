"""A logbook under the keys: which lines apply, what is answered, what stands open."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from desktop.domain.form import Choice, OpenPoint
from desktop.domain.keying import Place, by_place
from desktop.domain.records import Answer
from desktop.domain.vocabulary import AnswerState
from desktop.forms.checking import points_at
from desktop.forms.lines import Line, LineKind, all_lines
from desktop.forms.rules import Rules

VISIT_DAY = "visit.date"


class Book:
    """One logbook while it is keyed.

    `members` are ids and names, in the order of the paper. Answers that stop being asked keep what
    they hold.
    """

    def __init__(
        self,
        rules: Rules,
        members: Sequence[tuple[int, str]],
        answers: Iterable[Answer],
        today: date,
        seed: str = "",
    ) -> None:
        self.form = rules.form
        self.members = tuple(members)
        self.today = today
        self._rules, self._seed = rules, seed
        self._given = by_place(answers)
        self._keyed = rules.begin(
            self._given.values(), [number for number, _ in members], today, seed=seed
        )
        self._every = tuple(all_lines(self.form, self.members, tables=True))
        self._lines: tuple[Line, ...] | None = None
        self._points = {x.place: self._points_of(x.place) for x in self._every if x.place}

    def with_members(self, members: Sequence[tuple[int, str]]) -> "Book":
        """Return the same logbook with the household's members as they are now."""
        return Book(self._rules, members, self.answers(), self.today, self._seed)

    def emptied(self) -> "Book":
        """Return the same logbook with nothing answered."""
        return Book(self._rules, self.members, (), self.today, self._seed)

    @property
    def day(self) -> date:
        """The day as of which ages are told: that of the visit where it is known, else today."""
        try:
            return date.fromisoformat(self.value((VISIT_DAY, 0)))
        except (KeyError, ValueError):
            return self.today

    def lines(self) -> tuple[Line, ...]:
        """Return the lines that apply now; heads over nothing are left out."""
        if self._lines is None:
            self._lines = self._applying()
        return self._lines

    def _applying(self) -> tuple[Line, ...]:
        asked = {
            line.key
            for line in self._every
            if line.question and self._keyed.relevant(line.question.id, line.person_id)
        }
        heads: set[tuple[str, int]] = set()
        run = ""  # the questions of members that stand together
        for line in self._every:
            if line.kind in (LineKind.MEMBER, LineKind.CORNER):
                run = line.name
            if line.kind is LineKind.ADD and ((run, 0) in heads or not self.members):
                run = line.name
                heads |= {(run, 0), (self._rules.by_name[run].section, 0)}
            elif line.question and line.key in asked:
                heads.add((line.question.section, 0))
                heads |= {(name, line.person_id) for name in line.question.groups}
                if line.person_id:
                    heads |= {(run, line.person_id), (run, 0)}

        def is_left(line: Line) -> bool:
            return line.kind is LineKind.QUESTION and line.key not in asked

        def stands(line: Line) -> bool:
            if line.table:
                return (line.table.name, 0) in heads
            if line.question:
                return line.key in asked
            return (line.name, line.person_id) in heads

        return tuple(
            replace(line, kind=LineKind.BLANK) if is_left(line) else line
            for line in self._every
            if stands(line)
        )

    def answer(self, place: Place) -> Answer | None:
        """Return what was answered, None for nothing."""
        return self._given.get(place)

    def value(self, place: Place) -> str:
        """Return the answer's value or what is calculated, '' for none."""
        question = self._rules.questions[place[0]]
        if question.calculation:
            return self._keyed.value(*place)
        given = self._given.get(place)
        return given.value if given and given.state == AnswerState.VALUE else ""

    def choices(self, place: Place) -> tuple[Choice, ...]:
        """Return the choices that may be answered now."""
        return self._keyed.choices(*place)

    def required(self, place: Place) -> bool:
        """Whether the logbook isn't complete without it."""
        return self._keyed.required(*place)

    def put(self, answer: Answer) -> frozenset[Place]:
        """Take an answer; return what else it changes. One that says nothing takes it away."""
        place = answer.question, answer.person_id
        self._given.pop(place, None)
        self._given |= by_place([answer])
        if not self._is_asked_here(place):
            return frozenset()
        told = answer.value if answer.state == AnswerState.VALUE else ""
        changed = self._keyed.set(*place, told)
        if changed:
            self._lines = None
        if answer.question == VISIT_DAY:  # ages are told as of it
            members = [line.place for line in self._every if line.place and line.person_id]
            changed |= {one for one in members if self._rules.questions[one[0]].kind == "date"}
        for one in {place, *changed} & self._points.keys():
            self._points[one] = self._points_of(one)
        return changed

    def answers(self) -> tuple[Answer, ...]:
        """Return every answer, also those that aren't asked just now."""
        return tuple(self._given.values())

    def done(self) -> tuple[int, int]:
        """Return how many questions are answered, and of how many that apply."""
        places = [line.place for line in self.lines() if line.place]
        return sum(bool(self._answered(place)) for place in places), len(places)

    def points(self) -> tuple[OpenPoint, ...]:
        """Return what stands open, in the order of the lines."""
        return tuple(point for points in self._points.values() for point in points)

    def _points_of(self, place: Place) -> tuple[OpenPoint, ...]:
        """Return what stands open at a place; a note beside an unlikely answer confirms it."""
        question = self._rules.questions[place[0]]
        found = points_at(self._keyed, question, place[1], self._given.get(place))
        noted = bool(self._note(place))
        return tuple(point for point in found if not (point.soft and noted))

    def first_open(self, person_id: int | None = None) -> Place | None:
        """Return the first question without an answer, the first where all have one.

        With `person_id` those of that member alone.
        """
        whose = {person_id} if person_id is not None else {0, *(n for n, _ in self.members)}
        places = [line.place for line in self.lines() if line.place and line.person_id in whose]
        return next((p for p in places if not self._answered(p)), places[0] if places else None)

    def _is_asked_here(self, place: Place) -> bool:
        """Whether it isn't an answer to another version, or of somebody who left."""
        question = self._rules.questions.get(place[0])
        people = (number for number, _ in self.members)
        return question is not None and place[1] in (people if question.per_member else (0,))

    def _answered(self, place: Place) -> bool:
        given = self._given.get(place)
        state = given.state if given else AnswerState.VALUE
        return bool(self.value(place)) or state != AnswerState.VALUE

    def _note(self, place: Place) -> str:
        given = self._given.get(place)
        return given.note if given else ""
