"""Turn a tree into a closure: what can be decided once isn't decided again."""

import math
import operator
from collections.abc import Callable, Sequence
from typing import cast

from desktop.forms.expressions.functions.signature import Function
from desktop.forms.expressions.functions.table import FUNCTIONS, fault_of_call
from desktop.forms.expressions.nodes import Closure, Context, Node, Value
from desktop.forms.expressions.tokens import ExpressionError
from desktop.forms.expressions.tree import (
    Binary,
    Call,
    Constant,
    Negative,
    Path,
    Reference,
    Step,
    Tree,
)
from desktop.forms.expressions.values import NAN, equal, nodes, to_boolean, to_number


def compiled(tree: Tree) -> Closure:
    """Return a function from a context to the value.

    It raises EvaluationError where JavaRosa would throw.

    Raises:
        ExpressionError: a function is unknown, refused, or given too few or many arguments.
    """
    return _COMPILERS[type(tree)](tree)


def _constant(tree: Constant) -> Closure:
    value = tree.value
    return lambda _: value


def _reference(tree: Reference) -> Closure:
    name = tree.name
    if tree.last_saved:
        return lambda context: context.world.last_saved.get(name, "")
    return lambda context: _nearest(context, name)


def _nearest(context: Context, name: str) -> list[Node]:
    """Return the question in one's own instance of the repeat, else wherever it is."""
    for place in (context.here.repeat, context.current.repeat):
        if place is not None and name in place.inside:
            node = place.inside[name]
            return [node] if node.relevant else []
    return _everywhere(context, name)


def _everywhere(context: Context, name: str) -> list[Node]:
    return [node for node in context.world.named.get(name, ()) if node.relevant]


def _negative(tree: Negative) -> Closure:
    operand = compiled(tree.operand)
    return lambda context: -to_number(operand(context))


def _divided(left: float, right: float) -> float:
    if right:
        return left / right
    if not left or math.isnan(left) or math.isnan(right):
        return NAN
    return math.copysign(math.inf, left) * math.copysign(1, right)


def _remainder(left: float, right: float) -> float:
    """Return what Java's % does: the sign is the left side's."""
    return NAN if not right or math.isinf(left) else math.fmod(left, right)


_OF_NUMBERS: dict[str, Callable[[float, float], float | bool]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "div": _divided,
    "mod": _remainder,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_OF_VALUES: dict[str, Callable[[Closure, Closure, Context], bool]] = {
    "or": lambda left, right, c: to_boolean(left(c)) or to_boolean(right(c)),
    "and": lambda left, right, c: to_boolean(left(c)) and to_boolean(right(c)),
    "=": lambda left, right, c: equal(left(c), right(c)),
    "!=": lambda left, right, c: not equal(left(c), right(c)),
}


def _binary(tree: Binary) -> Closure:
    left, right = compiled(tree.left), compiled(tree.right)
    if of_values := _OF_VALUES.get(tree.operator):
        return lambda context: of_values(left, right, context)
    of_numbers = _OF_NUMBERS[tree.operator]
    return lambda context: of_numbers(to_number(left(context)), to_number(right(context)))


def _call(tree: Call) -> Closure:
    if fault := fault_of_call(tree):
        raise ExpressionError(fault, tree.start, tree.end)
    function = FUNCTIONS[tree.name]
    args = tuple(map(compiled, tree.arguments))
    if isinstance(function, Function):
        run = function.run
        return lambda context: run(context, [one(context) for one in args])
    run_lazily = function.run
    return lambda context: run_lazily(context, args)


def _path(tree: Path) -> Closure:
    steps = [(step, tuple(map(compiled, step.predicates))) for step in tree.steps]
    if tree.absolute:
        return lambda context: _from_top(context, steps)
    start = _start(tree)

    def run(context: Context) -> Value:
        found = start(context)
        for step, predicates in steps:
            found = _stepped(context, found, step, predicates)
        return found

    return run


def _start(tree: Path) -> Callable[[Context], list[Node]]:
    predicates = tuple(map(compiled, tree.predicates))
    if tree.base is None:
        # Also from a question that isn't relevant (yet) the way leads to others.
        return lambda context: [context.here]
    if isinstance(tree.base, Reference) and predicates:
        # A predicate asks all instances of a repeat, also from inside one of them.
        name = tree.base.name
        return lambda context: _narrowed(context, _everywhere(context, name), predicates)
    base = compiled(tree.base)
    return lambda context: _narrowed(context, nodes(base(context)), predicates)


_Predicates = Sequence[Closure]


def _from_top(context: Context, steps: Sequence[tuple[Step, _Predicates]]) -> list[Node]:
    """Follow an absolute path; where it goes the way to oneself, it stays in one's instances."""
    own_way = _way_to(context.here)
    if own_way[0] is not context.world.root:
        own_way = _way_to(context.current)
    # The top itself has no name; the root is its only child.
    top = Node("")
    top.children.append(context.world.root)
    found = [top]
    for depth, (step, predicates) in enumerate(steps):
        found = _stepped(context, found, step, predicates)
        own = own_way[depth] if depth < len(own_way) else None
        if own is None or own.name != step.name or predicates:
            own_way = []
        else:
            found = [node for node in found if node is own]
    return found


def _way_to(node: Node) -> list[Node]:
    way = [node]
    while way[-1].parent is not None:
        way.append(way[-1].parent)
    return way[::-1]


def _stepped(
    context: Context, found: list[Node], step: Step, predicates: _Predicates
) -> list[Node]:
    reached: dict[Node, None] = {}
    for node in found:
        if step.axis == "parent":
            beside = [node.parent] if node.parent is not None else []
        elif step.axis == "self":
            beside = [node] if node.relevant else []
        else:
            beside = [
                child
                for child in node.children
                if child.relevant and step.name in (child.name, "*")
            ]
        reached.update(dict.fromkeys(_narrowed(context, beside, predicates)))
    return list(reached)


def _narrowed(context: Context, found: list[Node], predicates: _Predicates) -> list[Node]:
    """Keep the nodes for which each predicate holds; a number is a place in the list."""
    for holds in predicates:
        kept = []
        for place, node in enumerate(found, 1):
            said = holds(context.at(node, place))
            number = isinstance(said, float)
            if said == place if number else to_boolean(said):
                kept.append(node)
        found = kept
    return found


_COMPILERS = cast(
    "dict[type[Tree], Callable[[Tree], Closure]]",
    {
        Constant: _constant,
        Reference: _reference,
        Negative: _negative,
        Binary: _binary,
        Call: _call,
        Path: _path,
    },
)
