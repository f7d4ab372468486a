"""The choices that a filter leaves: by an index where it asks `column = value`."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from desktop.domain.form import Choice
from desktop.forms.expressions.compiling import compiled
from desktop.forms.expressions.nodes import Closure, Context, Node
from desktop.forms.expressions.tree import Binary, Path, Tree, walk
from desktop.forms.expressions.values import equal, to_boolean, to_text, unpack

ChoiceFilter = Callable[[Context], tuple[Choice, ...]]
_Offered = tuple[Choice, Node]


def choice_filter(tree: Tree, choices: tuple[Choice, ...]) -> ChoiceFilter:
    """Return a function from where the question stands to the choices left.

    The first `column = value` of an and-chain is looked up (7,436 places of a cascade need not
    be tried one by one); the rest is asked of what that leaves.

    Raises:
        ExpressionError: as for `compiled`.
    """
    conditions = list(_all_of(tree))
    offered = [(choice, item_of(choice)) for choice in choices]
    looked_up = next((one for one in map(_column_equals, conditions) if one), None)
    if looked_up is None:
        return _asking(compiled(tree), lambda _: offered)
    rest = [compiled(one) for one in conditions if one is not looked_up.condition]
    index: dict[str, list[int]] = {}
    for place, (_, item) in enumerate(offered):
        key = next((to_text(c.value) for c in item.children if c.name == looked_up.column), "")
        index.setdefault(key, []).append(place)
    value = compiled(looked_up.value)

    def found(context: Context) -> list[_Offered]:
        wanted = unpack(value(context))
        if isinstance(wanted, str):
            places = index.get(wanted, [])
        else:
            # As numbers 1 and 01 are equal.
            alike = [places for key, places in index.items() if equal(key, wanted)]
            places = sorted(place for places in alike for place in places)
        return [offered[place] for place in places]

    return _asking(lambda context: all(to_boolean(one(context)) for one in rest), found)


def item_of(choice: Choice, parent: Node | None = None) -> Node:
    """Return the choice as expressions see it: <item> with name, label and its columns."""
    item = Node("item", parent)
    for name, value in (("name", choice.code), ("label", choice.label), *choice.columns):
        Node(name, item).value = value
    return item


def _asking(holds: Closure, found: Callable[[Context], list[tuple[Choice, Node]]]) -> ChoiceFilter:
    def left(context: Context) -> tuple[Choice, ...]:
        return tuple(
            choice
            for place, (choice, item) in enumerate(found(context), 1)
            if to_boolean(holds(context.at(item, place)))
        )

    return left


@dataclass(frozen=True, slots=True)
class _LookUp:
    condition: Tree
    column: str
    value: Tree


def _all_of(tree: Tree) -> Iterator[Tree]:
    if isinstance(tree, Binary) and tree.operator == "and":
        yield from _all_of(tree.left)
        yield from _all_of(tree.right)
    else:
        yield tree


def _column_equals(tree: Tree) -> _LookUp | None:
    if not (isinstance(tree, Binary) and tree.operator == "="):
        return None
    for side, other in ((tree.left, tree.right), (tree.right, tree.left)):
        column = _column(side)
        if column and not any(map(_asks_the_item, walk(other))):
            return _LookUp(tree, column, other)
    return None


def _column(tree: Tree) -> str:
    if not (_asks_the_item(tree) and isinstance(tree, Path) and len(tree.steps) == 1):
        return ""
    step = tree.steps[0]
    return step.name if step.axis == "child" and step.name != "*" and not step.predicates else ""


def _asks_the_item(tree: Tree) -> bool:
    return isinstance(tree, Path) and tree.base is None and not tree.absolute
