"""The tree of a parsed expression. Parts are equal when they say the same, wherever."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

Axis = Literal["child", "self", "parent"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Any piece of an expression; `start` and `end` are its offsets in the text."""

    start: int = field(compare=False)
    end: int = field(compare=False)

    def parts(self) -> tuple["Tree", ...]:
        """Return the pieces right below."""
        return ()


@dataclass(frozen=True, slots=True)
class Constant(Part):
    """A number or a quoted text."""

    value: float | str


@dataclass(frozen=True, slots=True)
class Reference(Part):
    """A question, group or repeat by name: ${name}, or ${last-saved#name}."""

    name: str
    last_saved: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path. `name` '*' is any child; '' for the axes self and parent."""

    axis: Axis
    name: str = ""
    predicates: tuple["Tree", ...] = ()


@dataclass(frozen=True, slots=True)
class Path(Part):
    """A path. It begins at `base`, which `predicates` narrow; at the top, or where it's asked."""

    base: "Tree | None"
    absolute: bool
    predicates: tuple["Tree", ...]
    steps: tuple[Step, ...]

    @property
    def conditions(self) -> tuple["Tree", ...]:
        """Return all predicates, those of the steps too."""
        return (*self.predicates, *(one for step in self.steps for one in step.predicates))

    def parts(self) -> tuple["Tree", ...]:
        """Return the base and all predicates."""
        return (*((self.base,) if self.base else ()), *self.conditions)


@dataclass(frozen=True, slots=True)
class Negative(Part):
    """A minus before a value."""

    operand: "Tree"

    def parts(self) -> tuple["Tree", ...]:
        """Return the operand."""
        return (self.operand,)


@dataclass(frozen=True, slots=True)
class Binary(Part):
    """Two values and the operator between them."""

    operator: str
    left: "Tree"
    right: "Tree"

    def parts(self) -> tuple["Tree", ...]:
        """Return both sides."""
        return (self.left, self.right)


@dataclass(frozen=True, slots=True)
class Call(Part):
    """A function by name with its arguments."""

    name: str
    arguments: tuple["Tree", ...]

    def parts(self) -> tuple["Tree", ...]:
        """Return the arguments."""
        return self.arguments


Tree = Constant | Reference | Path | Negative | Binary | Call


def walk(tree: Tree) -> Iterator[Tree]:
    """Yield the tree and every piece below it, outer before inner."""
    yield tree
    for part in tree.parts():
        yield from walk(part)
