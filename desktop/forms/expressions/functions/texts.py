"""Functions of texts."""

import base64
import hashlib
import re
import warnings
from functools import lru_cache

from desktop.forms.expressions.functions.signature import ANY, Function
from desktop.forms.expressions.nodes import Context, Node, Value
from desktop.forms.expressions.values import (
    EvaluationError,
    nodes,
    spread,
    to_count,
    to_text,
    unpack,
)

_DIGESTS = {
    "MD5": "md5",
    "SHA-1": "sha1",
    "SHA-256": "sha256",
    "SHA-384": "sha384",
    "SHA-512": "sha512",
}


@lru_cache(maxsize=256)
def pattern(text: str) -> re.Pattern[str]:
    r"""Return a compiled regular expression; \d and \w are ASCII's, as in Java.

    Raises:
        re.error: it is none.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # "possible nested set" means something in Java
        return re.compile(text, re.ASCII)


def _regex(_: Context, args: list[Value]) -> Value:
    try:
        return pattern(to_text(args[1])).fullmatch(to_text(args[0])) is not None
    except re.error as error:
        raise EvaluationError(f"not a regular expression: {error}") from None


def _substr(_: Context, args: list[Value]) -> Value:
    """Count from 0; negative places count from the end; the end itself isn't taken."""
    text = to_text(args[0])
    start = to_count(args[1])
    end = to_count(args[2]) if len(args) > 2 else len(text)
    start = start + len(text) if start < 0 else start
    end = end + len(text) if end < 0 else end
    return text[max(0, start) : max(0, end)]


def _before(_: Context, args: list[Value]) -> Value:
    first, found, _rest = _split(args)
    return first if found else ""


def _after(_: Context, args: list[Value]) -> Value:
    return _split(args)[2]


def _split(args: list[Value]) -> tuple[str, bool, str]:
    text, mark = to_text(args[0]), to_text(args[1])
    at = text.find(mark)
    return (text[:at], True, text[at + len(mark) :]) if at >= 0 else ("", False, "")


def _translate(_: Context, args: list[Value]) -> Value:
    """A letter without a partner is left out; the first of equal letters counts."""
    text, letters, others = map(to_text, args)
    table = {
        ord(letter): others[at] if at < len(others) else None
        for at, letter in reversed(list(enumerate(letters)))
    }
    return text.translate(table)


def _own_text(context: Context, args: list[Value]) -> str:
    return to_text(args[0] if args else [context.here])


def _join(_: Context, args: list[Value]) -> Value:
    return to_text(args[0]).join(map(to_text, spread(args[1:])))


def _codes(value: Value) -> str:
    """Return codes with spaces between; phones fall over anything else."""
    codes = unpack(value)
    if not isinstance(codes, str):
        raise EvaluationError("codes of answers are texts")
    return codes


def _selected(_: Context, args: list[Value]) -> Value:
    return f" {_codes(args[1]).strip()} " in f" {_codes(args[0])} "


def _selected_at(_: Context, args: list[Value]) -> Value:
    codes, at = _codes(args[0]).split(), to_count(args[1])
    return codes[at] if 0 <= at < len(codes) else ""


def _is_filled(node: Node) -> bool:
    return bool(node.children) or to_text(node.value) != ""


def _digest(_: Context, args: list[Value]) -> Value:
    text, algorithm, *encoding = map(to_text, args)
    if algorithm not in _DIGESTS:
        raise EvaluationError(f"unknown digest {algorithm}")
    found = hashlib.new(_DIGESTS[algorithm], text.encode(), usedforsecurity=False)
    if encoding == ["hex"]:
        return found.hexdigest()
    return base64.b64encode(found.digest()).decode()


def _choice_name(context: Context, args: list[Value]) -> Value:
    """Return the label of a code; the second argument names the question whose list has it."""
    name = to_text(args[1]).strip().removeprefix("${").removesuffix("}").rpartition("/")[2]
    choice = context.world.choices.get(name.strip(), {}).get(to_text(args[0]))
    return choice.label if choice else ""


def _text_test(test: str) -> Function:
    method = getattr(str, test)
    return Function(2, 2, lambda _, args: method(to_text(args[0]), to_text(args[1])))


TEXTS = {
    "string": Function(1, 1, lambda _, args: to_text(args[0])),
    "concat": Function(0, ANY, lambda _, args: "".join(map(to_text, spread(args)))),
    "join": Function(1, ANY, _join),
    "string-length": Function(0, 1, lambda c, args: float(len(_own_text(c, args)))),
    "normalize-space": Function(0, 1, lambda c, args: " ".join(_own_text(c, args).split())),
    "substr": Function(2, 3, _substr),
    "substring-before": Function(2, 2, _before),
    "substring-after": Function(2, 2, _after),
    "translate": Function(3, 3, _translate),
    "contains": _text_test("__contains__"),
    "starts-with": _text_test("startswith"),
    "ends-with": _text_test("endswith"),
    "regex": Function(2, 2, _regex),
    "digest": Function(2, 3, _digest),
    "selected": Function(2, 2, _selected),
    "is-selected": Function(2, 2, _selected),
    "selected-at": Function(2, 2, _selected_at),
    "count-selected": Function(1, 1, lambda _, args: float(len(_codes(args[0]).split()))),
    "jr:choice-name": Function(2, 2, _choice_name),
    "count-non-empty": Function(1, 1, lambda _, args: float(sum(map(_is_filled, nodes(args[0]))))),
}
