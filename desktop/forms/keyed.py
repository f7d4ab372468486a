"""One logbook while it is keyed: what follows from its answers, kept up to date by each."""

import heapq
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time
from typing import TYPE_CHECKING, cast

from desktop.domain.form import Choice
from desktop.domain.records import Answer
from desktop.domain.vocabulary import AnswerState
from desktop.forms.answering import given_value, text_of
from desktop.forms.expressions.nodes import Node, Scalar, World
from desktop.forms.graph import Aspect
from desktop.forms.planting import Planted

if TYPE_CHECKING:
    from desktop.forms.rules import Rule, Rules

Asked = tuple[str, int]
"""A question's stable id and the person it's asked of, 0 for the household."""


class Keyed:
    """The state of one logbook. Made by `Rules.begin`.

    Questions are named by their stable ids (one that isn't there is a KeyError). `people` are
    the ids of the members; where someone comes or goes, begin anew. An answer that stops being
    relevant is kept and comes back; until then every expression sees a blank, as it does for
    what is unknown or wasn't asked.
    """

    def __init__(
        self,
        rules: "Rules",
        answers: Iterable[Answer],
        member_ids: Iterable[int],
        today: date,
        *,
        seed: str,
        last_saved: Mapping[str, str],
    ) -> None:
        self._rules = rules
        self._planted = Planted(rules.form, member_ids)
        self.form = rules.form
        self.people = self._planted.people
        now = today if isinstance(today, datetime) else datetime.combine(today, time())
        self._world = World(
            self._planted.root,
            now,
            named=self._planted.named,
            choices=rules.choices,
            instances=rules.instances,
            last_saved=last_saved,
            version=rules.form.version,
            seed=seed,
        )
        self._said: dict[tuple[int, int], object] = {}
        for answer in answers:
            if answer.state == AnswerState.VALUE:
                self._put(answer.question, answer.person_id, answer.value)
        for place, rule in enumerate(rules.rules):
            for person in self.people if rule.per_member else (0,):
                self._settle(place, rule, person)

    def relevant(self, question: str, person: int = 0) -> bool:
        """Whether the question is asked: its own condition and those of all its groups."""
        return self._node(question, person).relevant

    def group_relevant(self, name: str, person: int = 0) -> bool:
        """Whether the group of that name is asked, by the same rule."""
        return self._planted.nodes[name, person].relevant

    def required(self, question: str, person: int = 0) -> bool:
        """Whether an answer is needed now."""
        asked = self._rules.questions[question]
        always = asked.required and self.relevant(question, person)
        return always or bool(self._decided("required", question, person, False))

    def value(self, question: str, person: int = 0) -> str:
        """Return what is calculated or was keyed, as an answer is kept; '' for blank."""
        return text_of(self._node(question, person).value)

    def complaint(self, question: str, person: int = 0) -> str:
        """Return the message of the constraint that the answer breaks, or ''."""
        return cast("str", self._decided("constraint", question, person, ""))

    def choices(self, question: str, person: int = 0) -> tuple[Choice, ...]:
        """Return the choices that the filter leaves."""
        every = self._rules.questions[question].choices
        return cast("tuple[Choice, ...]", self._decided("choices", question, person, every))

    def default(self, question: str, person: int = 0) -> str:
        """Return what the question begins with, worked out from the answers as they are now."""
        asked = self._rules.questions[question]
        formula = self._rules.defaults.get(asked.name)
        if formula is None:
            return asked.default
        return text_of(cast("Scalar", formula(self._world, self._node(question, person))))

    def set(self, question: str, person: int, value: str) -> frozenset[Asked]:
        """Answer a question ('' for blank); return whose state changed by that.

        State is relevance, calculation, requiredness, constraint and choices. A question with
        a calculation keeps what is calculated.
        """
        place = self._rules.place["value", self._rules.questions[question].name]
        if self._rules.rules[place].decide is not None:
            return frozenset()
        node = self._node(question, person)
        before = node.value
        self._put(question, person, value)
        return frozenset() if _same(node.value, before) else self._spread(place, person)

    def _spread(self, start: int, person: int) -> frozenset[Asked]:
        """Decide again, in order, what reads a changed value, and what reads that."""
        changed: set[Asked] = set()
        waiting = list(self._readers(start, person))
        heapq.heapify(waiting)
        done: tuple[int, int] | None = None
        while waiting:
            one = heapq.heappop(waiting)
            if one == done:
                continue
            done = place, whose = one
            rule = self._rules.rules[place]
            if self._settle(place, rule, whose):
                asked = self._rules.by_name.get(rule.vertex[1])
                if asked is not None:
                    changed.add((asked.id, whose))
                for reader in self._readers(place, whose):
                    heapq.heappush(waiting, reader)
        return frozenset(changed)

    def _readers(self, place: int, person: int) -> Iterator[tuple[int, int]]:
        rules = self._rules.rules
        of_member = rules[place].per_member
        for reader, wide in rules[place].after:
            if not rules[reader].per_member:
                yield reader, 0
            elif of_member and not wide:
                yield reader, person
            else:
                for one in self.people:
                    yield reader, one

    def _settle(self, place: int, rule: "Rule", person: int) -> bool:
        """Decide a rule; return whether it now says something else."""
        node = self._planted.nodes.get((rule.vertex[1], person))
        if rule.decide is None or node is None:
            return False
        outcome = rule.decide(self._world, node)
        if rule.vertex[0] == "relevant":
            node.relevant = bool(outcome)
        elif rule.vertex[0] == "value":
            node.value = cast("Scalar", outcome)
        before = self._said.get((place, person))
        self._said[place, person] = outcome
        return not _same(outcome, before)

    def _put(self, question: str, person: int, value: str) -> None:
        asked = self._rules.questions.get(question)
        node = self._planted.nodes.get((asked.name, person)) if asked else None
        if asked is not None and node is not None:
            node.value = given_value(asked.kind, value)

    def _node(self, question: str, person: int) -> Node:
        return self._planted.nodes[self._rules.questions[question].name, person]

    def _decided(self, aspect: Aspect, question: str, person: int, otherwise: object) -> object:
        name = self._rules.questions[question].name
        place = self._rules.place.get((aspect, name))
        return otherwise if place is None else self._said[place, person]


def _same(one: object, other: object) -> bool:
    """True isn't 1 here: texts of the two differ."""
    return type(one) is type(other) and one == other
