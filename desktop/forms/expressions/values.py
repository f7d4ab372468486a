"""From one kind of value to another, by JavaRosa's rules (its XPathFuncExpr)."""

import math
import re
from datetime import datetime, timedelta
from decimal import ROUND_HALF_DOWN, ROUND_HALF_UP, Context, Decimal

from desktop.forms.expressions.nodes import Node, Scalar, Value

NAN = math.nan
EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - local, as all dates of a form
DAY = timedelta(days=1)
CLOSE = 1e-12  # closer numbers are equal
_LARGEST_INT = 2**31 - 1
_ALL_WHOLE = 2.0**53
_MOST_PLACES = 30  # JavaRosa's limit
_EXACT = Context(prec=60)

_NUMBER = re.compile(r"-?(?:[0-9]+\.?[0-9]*|\.[0-9]+)")
_DATE = re.compile(
    r"(?P<year>-?[0-9]{1,4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})"
    r"(?:T(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{1,2})(?::(?P<second>[0-9]{1,2}(?:\.[0-9]*)?))?"
    r"(?P<zone>Z|(?P<sign>[+-])(?P<hours>[0-9]{1,2})(?::(?P<minutes>[0-9]{2}))?)?)?"
)


class EvaluationError(Exception):
    """A value can't be what the expression needs it to be; for the log and for tests."""


def unpack(value: Value) -> Scalar:
    """Return the one value of a node-set, '' for none.

    Raises:
        EvaluationError: there are several.
    """
    if not isinstance(value, list):
        return value
    if len(value) > 1:
        raise EvaluationError(f"{value[0].name} has several values here")
    return value[0].value if value else ""


def spread(values: list[Value]) -> list[Scalar]:
    """Return the arguments one by one; a single node-set as the values of its nodes."""
    if len(values) == 1 and isinstance(values[0], list):
        return [node.value for node in values[0]]
    return [unpack(value) for value in values]


def nodes(value: Value) -> list[Node]:
    """Return the nodes of a node-set.

    Raises:
        EvaluationError: it is none.
    """
    if not isinstance(value, list):
        raise EvaluationError("not a node-set")
    return value


def to_boolean(value: Value) -> bool:
    """Blank, 0 and NaN are false, as is a node-set of nothing."""
    one = unpack(value)
    if isinstance(one, float):
        return abs(one) > CLOSE
    return one != "" if isinstance(one, str) else bool(one)


def to_number(value: Value) -> float:
    """A date is its days since 1970; what is no number is NaN. A comma is a point."""
    one = unpack(value)
    if isinstance(one, float):
        return one
    if isinstance(one, str):
        text = one.replace(",", ".").strip()
        return float(text) if _NUMBER.fullmatch(text) else NAN
    return float((one - EPOCH).days) if isinstance(one, datetime) else float(one)


def to_text(value: Value) -> str:
    """Whole numbers have no point; a date is its day in ISO."""
    one = unpack(value)
    if isinstance(one, str):
        return one
    if isinstance(one, datetime):
        return one.date().isoformat()
    if isinstance(one, bool):
        return "true" if one else "false"
    return _number_text(one)


def to_integer(value: Value) -> float:
    """Cut off the fraction; NaN and the infinite stay."""
    number = to_number(value)
    return number if math.isnan(number) or math.isinf(number) else float(math.trunc(number))


def to_count(value: Value) -> int:
    """Return an argument that counts or points at something; what is no number is 0."""
    number = to_number(value)
    if math.isnan(number):
        return 0
    return int(max(-_LARGEST_INT, min(_LARGEST_INT, number)))


def to_date(value: Value, offset: timedelta, *, with_time: bool) -> Scalar:
    """Return a local date; blank and NaN stay what they are.

    Days are counted from the local 1970-01-01, but in UTC where time counts (so JavaRosa).

    Raises:
        EvaluationError: it is no date.
    """
    one = unpack(value)
    if isinstance(one, datetime):
        return one if with_time else midnight(one)
    if isinstance(one, bool):
        raise EvaluationError("a boolean is no date")
    if isinstance(one, str):
        return read_date(one, offset) if one else one
    if math.isnan(one):
        return one
    try:
        return EPOCH + offset + one * DAY if with_time else EPOCH + math.trunc(one) * DAY
    except OverflowError:
        raise EvaluationError(f"{one} is out of range for a date") from None


def read_date(text: str, offset: timedelta) -> datetime:
    """Return the local date and time of an ISO text.

    Raises:
        EvaluationError: it is none.
    """
    found = _DATE.fullmatch(text)
    if found is None:
        raise EvaluationError(f"{text!r} is no date")
    try:
        read = datetime(int(found["year"]), int(found["month"]), int(found["day"]))  # noqa: DTZ001
        if found["hour"]:
            read = read.replace(hour=int(found["hour"]), minute=int(found["minute"]))
            read += timedelta(seconds=float(found["second"] or 0))
        return read + offset - _zone(found) if found["zone"] else read
    except (ValueError, OverflowError):
        raise EvaluationError(f"{text!r} is no date") from None


def midnight(moment: datetime) -> datetime:
    """Return the beginning of its day."""
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)


def rounded(number: float, places: int) -> float:
    """Round to `places` decimals, of tens where negative; half goes up, for negatives toward 0."""
    if math.isnan(number) or math.isinf(number):
        return number
    if abs(places) > _MOST_PLACES:
        return NAN
    if places < 0:
        scaled = float(Decimal(repr(number)).scaleb(places))
        return float(Decimal(math.trunc(scaled + 0.5)).scaleb(-places))
    if abs(number) >= _ALL_WHOLE:
        return number
    way = ROUND_HALF_DOWN if number < 0 else ROUND_HALF_UP
    return float(Decimal(repr(number)).quantize(Decimal(1).scaleb(-places), way, _EXACT))


def equal(left: Value, right: Value) -> bool:
    """As booleans where one is, else as numbers where one is, else as texts."""
    a, b = unpack(left), unpack(right)
    if isinstance(a, bool) or isinstance(b, bool):
        return to_boolean(a) == to_boolean(b)
    if isinstance(a, float) or isinstance(b, float):
        return abs(to_number(a) - to_number(b)) < CLOSE
    return to_text(a) == to_text(b)


def _number_text(number: float) -> str:
    if math.isnan(number):
        return "NaN"
    if math.isinf(number):
        return "-Infinity" if number < 0 else "Infinity"
    if abs(number) < CLOSE:
        return "0"
    if abs(number - math.trunc(number)) < CLOSE and abs(number) < _ALL_WHOLE:
        return str(math.trunc(number))
    return repr(number)


def _zone(found: re.Match[str]) -> timedelta:
    if found["zone"] == "Z":
        return timedelta()
    ahead = timedelta(hours=int(found["hours"]), minutes=int(found["minutes"] or 0))
    return -ahead if found["sign"] == "-" else ahead
