"""Functions of dates, the clock and chance; all follow from the world that is handed in."""

import hashlib
import re
from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from desktop.forms.expressions.functions.signature import Function
from desktop.forms.expressions.nodes import Context, Value
from desktop.forms.expressions.values import (
    DAY,
    EPOCH,
    EvaluationError,
    midnight,
    to_count,
    to_date,
    to_text,
    unpack,
)
from desktop.thai.dates import THAI_MONTHS_SHORT

_WEEKDAYS = ("จ.", "อ.", "พ.", "พฤ.", "ศ.", "ส.", "อา.")
# Years are the common era's, as on the phones; short names are Thai, as on a Thai phone.
FORMATS: dict[str, Callable[[datetime], str]] = {
    "%": lambda _: "%",
    "Y": lambda d: f"{d.year:04}",
    "y": lambda d: f"{d.year:04}"[2:],
    "m": lambda d: f"{d.month:02}",
    "n": lambda d: f"{d.month}",
    "b": lambda d: THAI_MONTHS_SHORT[d.month - 1],
    "d": lambda d: f"{d.day:02}",
    "e": lambda d: f"{d.day}",
    "H": lambda d: f"{d.hour:02}",
    "h": lambda d: f"{d.hour}",
    "M": lambda d: f"{d.minute:02}",
    "S": lambda d: f"{d.second:02}",
    "3": lambda d: f"{d.microsecond // 1000:03}",
    "a": lambda d: _WEEKDAYS[d.weekday()],
}


def _formatted(context: Context, args: list[Value]) -> Value:
    found = to_date(args[0], context.world.offset, with_time=True)
    if not isinstance(found, datetime):
        return ""

    def piece(mark: re.Match[str]) -> str:
        if mark[1] not in FORMATS:
            raise EvaluationError(f"unknown date format %{mark[1]}")
        return FORMATS[mark[1]](found)

    return re.sub("%(.?)", piece, to_text(args[1]), flags=re.DOTALL)


def _date(context: Context, args: list[Value]) -> Value:
    return to_date(args[0], context.world.offset, with_time=False)


def _date_time(context: Context, args: list[Value]) -> Value:
    return to_date(args[0], context.world.offset, with_time=True)


def _decimal_date_time(context: Context, args: list[Value]) -> Value:
    """Return days since 1970 in UTC: a local midnight in Bangkok ends in .708."""
    found = _date_time(context, args)
    return (found - EPOCH - context.world.offset) / DAY if isinstance(found, datetime) else found


def _decimal_time(context: Context, args: list[Value]) -> Value:
    """Return the part of the local day that has passed; of a number, what is after the point."""
    given, found = unpack(args[0]), _date_time(context, args)
    if isinstance(given, float):
        return given % 1
    return (found - EPOCH) / DAY % 1 if isinstance(found, datetime) else found


def _chance(context: Context) -> bytes:
    node = context.current
    source = f"{context.world.seed}\0{node.name}\0{node.person}"
    return hashlib.sha256(source.encode()).digest()


def _uuid(context: Context, args: list[Value]) -> Value:
    if args:
        return _chance(context).hex().upper()[: max(0, to_count(args[0]))]
    return str(UUID(bytes=_chance(context)[:16], version=4))


def _random(context: Context, _: list[Value]) -> Value:
    return int.from_bytes(_chance(context)[:6], "big") / 2**48


DATES = {
    "today": Function(0, 0, lambda context, _: midnight(context.world.now)),
    "now": Function(0, 0, lambda context, _: context.world.now),
    "date": Function(1, 1, _date),
    "date-time": Function(1, 1, _date_time),
    "decimal-date-time": Function(1, 1, _decimal_date_time),
    "decimal-time": Function(1, 1, _decimal_time),
    "format-date": Function(2, 2, _formatted),
    "format-date-time": Function(2, 2, _formatted),
    "random": Function(0, 0, _random),
    "uuid": Function(0, 1, _uuid),
}
