"""Functions of numbers."""

import math
from collections.abc import Callable
from datetime import datetime

from desktop.forms.expressions.functions.signature import ANY, Function
from desktop.forms.expressions.nodes import Context, Value
from desktop.forms.expressions.values import (
    DAY,
    EPOCH,
    NAN,
    nodes,
    rounded,
    spread,
    to_boolean,
    to_count,
    to_integer,
    to_number,
    unpack,
)


def _mathematics(run: Callable[..., float], arity: int = 1) -> Function:
    """Return a function of numbers that is NaN where mathematics has no answer."""

    def safe(_: Context, args: list[Value]) -> Value:
        try:
            return float(run(*map(_days_or_number, args)))
        except OverflowError:
            return math.inf
        except ValueError:
            return NAN

    return Function(arity, arity, safe)


def _days_or_number(value: Value) -> float:
    """Return a number; a date with its time as days and a part of a day."""
    one = unpack(value)
    return (one - EPOCH) / DAY if isinstance(one, datetime) else to_number(one)


def _power(base: float, exponent: float) -> float:
    """Return Java's pow, which differs at the edges."""
    if math.isnan(exponent) or (abs(base) == 1 and math.isinf(exponent)):
        return NAN
    if base == 0 and exponent < 0:
        return math.inf
    return math.pow(base, exponent)


def _log(base: Callable[[float], float]) -> Callable[[float], float]:
    return lambda number: base(number) if number else -math.inf


def _known(args: list[Value]) -> list[float]:
    numbers = (to_number(one) for one in spread(args))
    return [number for number in numbers if not math.isnan(number)]


def _round(_: Context, args: list[Value]) -> Value:
    return rounded(to_number(args[0]), to_count(args[1]) if len(args) > 1 else 0)


def _checklist(_: Context, args: list[Value]) -> Value:
    """Say whether as many hold as the first two arguments allow; -1 sets no bound."""
    fewest, most = to_count(args[0]), to_count(args[1])
    held = sum(map(to_boolean, spread(args[2:])))
    return (fewest < 0 or held >= fewest) and (most < 0 or held <= most)


NUMBERS = {
    "number": Function(1, 1, lambda _, args: to_number(args[0])),
    "int": Function(1, 1, lambda _, args: to_integer(args[0])),
    "round": Function(1, 2, _round),
    "abs": _mathematics(abs),
    "pow": _mathematics(_power, 2),
    "sqrt": _mathematics(math.sqrt),
    "exp": _mathematics(math.exp),
    "exp10": _mathematics(lambda x: math.pow(10, x)),
    "log": _mathematics(_log(math.log)),
    "log10": _mathematics(_log(math.log10)),
    "pi": _mathematics(lambda: math.pi, 0),
    "sin": _mathematics(math.sin),
    "cos": _mathematics(math.cos),
    "tan": _mathematics(math.tan),
    "asin": _mathematics(math.asin),
    "acos": _mathematics(math.acos),
    "atan": _mathematics(math.atan),
    "atan2": _mathematics(math.atan2, 2),
    "sum": Function(1, 1, lambda _, args: float(sum(_known([nodes(args[0])])))),
    # JavaRosa's own max begins at the smallest positive number: wrong where all are negative.
    "max": Function(0, ANY, lambda _, args: max(_known(args), default=NAN)),
    "min": Function(0, ANY, lambda _, args: min(_known(args), default=NAN)),
    "count": Function(1, 1, lambda _, args: float(len(nodes(args[0])))),
    "checklist": Function(2, ANY, _checklist),
}
