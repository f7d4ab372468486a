"""Which questions and groups an expression reads, found in its tree."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from desktop.forms.expressions.tree import Call, Constant, Path, Reference, Step, Tree

EVERYTHING = "*"
# Their arguments are asked of all instances of a repeat.
_WIDE = ("indexed-repeat",)


@dataclass(frozen=True, slots=True)
class Read:
    """One name that is read; `wide` where other members' answers may be meant too.

    EVERYTHING is the name where the expression takes whatever there is.
    """

    name: str
    wide: bool
    start: int
    end: int


_At = Literal["question", "choice", "node"]


def reads(tree: Tree, own: str, *, of_choices: bool = False) -> Iterator[Read]:
    """Yield what the expression of `own` reads; `own` itself for a point.

    In a filter `of_choices`, and in a predicate of instance(), plain names are columns.
    """
    yield from _reads(tree, own, at="choice" if of_choices else "question", wide=False)


def _reads(tree: Tree, own: str, *, at: _At, wide: bool) -> Iterator[Read]:
    if isinstance(tree, Path):
        yield from _path(tree, own, at=at, wide=wide)
        return
    if isinstance(tree, Reference) and not tree.last_saved:
        yield Read(tree.name, wide, tree.start, tree.end)
    elif _is_call(tree, "current"):
        yield Read(own, wide, tree.start, tree.end)
    wide = wide or any(_is_call(tree, name) for name in _WIDE)
    for part in tree.parts():
        yield from _reads(part, own, at=at, wide=wide)


def _path(tree: Path, own: str, *, at: _At, wide: bool) -> Iterator[Read]:
    base = tree.base
    relative = base is None and not tree.absolute
    of_choices = _is_call(base, "instance") or (relative and at == "choice")
    if not of_choices:
        near = (
            _beside(tree.steps)
            if (relative and at == "question") or _is_call(base, "current")
            else None
        )
        if near is not None:
            yield Read(near or own, wide, tree.start, tree.end)
        else:
            yield from _far(tree)
    within: _At = "choice" if of_choices else "node"
    for condition in tree.conditions:
        yield from _reads(condition, own, at=within, wide=wide or within == "node")


def _far(tree: Path) -> Iterator[Read]:
    """Yield every name on a way that may lead to other members' answers."""
    if isinstance(tree.base, Reference):
        yield Read(tree.base.name, True, tree.base.start, tree.base.end)
    for depth, step in enumerate(tree.steps):
        if step.axis == "child" and not (tree.absolute and depth == 0):
            yield Read(step.name, True, tree.start, tree.end)


def _is_call(tree: Tree | None, name: str) -> bool:
    return isinstance(tree, Call) and tree.name == name


def _beside(steps: tuple[Step, ...]) -> str | None:
    """Return the name in `../name`, '' for a point, None for any other way."""
    axes = [step.axis for step in steps]
    if any(step.predicates for step in steps):
        return None
    if axes in ([], ["self"]):
        return ""
    return steps[1].name if axes == ["parent", "child"] and steps[1].name != EVERYTHING else None


def list_names(tree: Tree) -> Iterator[tuple[str, Call]]:
    """Yield each list that is read with instance('list'), and the call."""
    if isinstance(tree, Call) and tree.name == "instance" and tree.arguments:
        name = tree.arguments[0]
        if isinstance(name, Constant) and isinstance(name.value, str):
            yield name.value, tree
    for part in tree.parts():
        yield from list_names(part)
