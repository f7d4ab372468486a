"""The tree of values that expressions read, and where in it an expression stands."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from desktop.domain.form import Choice

BANGKOK = timedelta(hours=7)

# What an expression gives; a list is a node-set. '' is blank; dates are local, without a zone.
Scalar = str | float | bool | datetime


class Node:
    """A question, group, repeat or choice with its value.

    `relevant` says that it and all groups around it are; one that isn't can't be seen by any
    expression. `repeat` is the instance of the repeat it stands in (or is), None outside;
    such an instance knows the nodes `inside` it by name, and its `position` from 1. `person` is
    the member's id, 0 for the household.
    """

    __slots__ = (
        "children",
        "inside",
        "name",
        "parent",
        "person",
        "position",
        "relevant",
        "repeat",
        "value",
    )

    def __init__(self, name: str, parent: "Node | None" = None) -> None:
        self.name = name
        self.parent = parent
        self.children: list[Node] = []
        self.value: Scalar = ""
        self.relevant = True
        self.repeat: Node | None = parent.repeat if parent else None
        self.inside: dict[str, Node] = {}
        self.person: int = parent.person if parent else 0
        self.position = 1
        if parent is not None:
            parent.children.append(self)


Value = Scalar | list[Node]


@dataclass(slots=True)
class World:
    """All that expressions can see of one filled form.

    `named` holds the nodes of each name; `choices` the coded answers by question and code;
    `instances` the lists of choices. `now` is the clock's one reading. What is random follows
    from `seed`, the question and the person, so that what is calculated again stays what it was.
    """

    root: Node
    now: datetime
    named: dict[str, list[Node]] = field(default_factory=dict)
    choices: Mapping[str, Mapping[str, Choice]] = field(default_factory=dict)
    instances: Mapping[str, Node] = field(default_factory=dict)
    last_saved: Mapping[str, str] = field(default_factory=dict)
    version: str = ""
    seed: str = ""
    offset: timedelta = BANGKOK


class Context:
    """Where an expression is asked: `here` moves inside predicates, `current` stays."""

    __slots__ = ("current", "here", "position", "world")

    def __init__(self, world: World, here: Node, current: Node | None = None) -> None:
        self.world = world
        self.here = here
        self.current = current or here
        self.position = 0

    def at(self, node: Node, position: int) -> "Context":
        """Return the context of one node of a node-set that a predicate narrows."""
        inner = Context(self.world, node, self.current)
        inner.position = position
        return inner


Closure = Callable[[Context], Value]
