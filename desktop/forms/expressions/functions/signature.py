"""What is known of a function: how many arguments it takes, and what it does."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from desktop.forms.expressions.nodes import Closure, Context, Value

ANY = sys.maxsize


@dataclass(frozen=True, slots=True)
class Function:
    """A function that takes its arguments' values; from `fewest` to `most` of them."""

    fewest: int
    most: int
    run: Callable[[Context, list[Value]], Value]


@dataclass(frozen=True, slots=True)
class LazyFunction:
    """A function that decides itself which arguments to evaluate, and where they stand."""

    fewest: int
    most: int
    run: Callable[[Context, Sequence[Closure]], Value]
