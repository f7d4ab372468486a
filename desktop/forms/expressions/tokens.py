"""Cut the text of an expression into tokens, each with its place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

TokenKind = Literal["number", "text", "name", "reference", "symbol", "end"]


class ExpressionError(Exception):
    """An expression that can't be read, in a short Thai sentence.

    `start` and `end` are the offsets of the faulty characters; `end` is never before `start`.
    """

    def __init__(self, message: str, start: int, end: int) -> None:
        super().__init__(message)
        self.message = message
        self.start = start
        self.end = end


@dataclass(frozen=True, slots=True)
class Token:
    """One token. `text` is a name, a symbol, the digits of a number or what a quote holds."""

    kind: TokenKind
    text: str
    start: int
    end: int


# Word processors and phones bend quotes; pyxform makes them straight too.
_STRAIGHT = str.maketrans("‘’“”\u00a0\u200b\ufeff", "''\"\"   ")

# [0-9] and A-Z: JavaRosa's names are ASCII in effect, and \d would take Thai digits for numbers.
_NAME = r"[A-Za-z_][A-Za-z0-9_.-]*"
_TOKEN = re.compile(
    rf"""(?P<space>[ \t\r\n\f]+)
    | (?P<number>[0-9]+(?:\.[0-9]*)?|\.[0-9]+)
    | (?P<text>'[^']*'|"[^"]*")
    | (?P<reference>\$\{{[^}}]*\}})
    | (?P<name>{_NAME}(?::{_NAME})?)
    | (?P<symbol>\.\.|//|::|!=|<=|>=|[-+*/=<>()\[\],.])""",
    re.VERBOSE,
)
_REFERENCE = re.compile(rf"\$\{{\s*((?:last-saved\#)?{_NAME})\s*\}}")
_THAI_DIGITS = re.compile("[๐-๙]+")

# What people write from other languages, longest first, and what it's called here.
_ADVICE = {
    "&&": "ใช้ and แทน &&",
    "||": "ใช้ or แทน ||",
    "|": "ไม่รองรับ | ให้ใช้ or",
    "<>": "ใช้ != แทน <>",
    "≠": "ใช้ != แทน ≠",
    "≥": "ใช้ >= แทน ≥",
    "≤": "ใช้ <= แทน ≤",
    "÷": "ใช้ div แทน ÷",
    "×": "ใช้ * แทน ×",
    "%": "ใช้ mod แทน %",
    "!": "ใช้ not(...) แทน !",
    "$": "ชื่อข้อต้องเขียนเป็น ${ชื่อ}",
    "'": "มีเครื่องหมายคำพูดเปิดแต่ไม่มีปิด",
    '"': "มีเครื่องหมายคำพูดเปิดแต่ไม่มีปิด",
}


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of `text`, and one of kind 'end' after the last.

    Raises:
        ExpressionError: at the first character that begins no token.
    """
    text = text.translate(_STRAIGHT)
    at = 0
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None:
            raise _unknown(text, at)
        if found.lastgroup != "space":
            yield _token(found)
        at = found.end()
    yield Token("end", "", len(text), len(text))


def references_in(quoted: str) -> list[str]:
    """Return the names written as ${name} inside a quoted text."""
    return _REFERENCE.findall(quoted)


def _token(found: re.Match[str]) -> Token:
    start, end, text = found.start(), found.end(), found.group()
    if text == "//":
        raise ExpressionError("ไม่รองรับ // ให้เขียนเส้นทางเต็ม", start, end)
    kind: TokenKind = found.lastgroup  # type: ignore[assignment]  # the pattern names the kinds
    if kind == "text":
        text = text[1:-1]
    elif kind == "reference":
        inside = _REFERENCE.fullmatch(text)
        if inside is None:
            raise ExpressionError("ชื่อข้อใน ${ } ใช้ได้เฉพาะ A-Z a-z 0-9 _ . -", start, end)
        text = inside[1]
    return Token(kind, text, start, end)


def _unknown(text: str, at: int) -> ExpressionError:
    if digits := _THAI_DIGITS.match(text, at):
        return ExpressionError("ตัวเลขในสูตรต้องเป็นเลขอารบิก 0-9", at, digits.end())
    if text.startswith("${", at):
        return ExpressionError("มี ${ แต่ไม่มี } ปิด", at, len(text))
    for wrong, advice in _ADVICE.items():
        if text.startswith(wrong, at):
            end = len(text) if wrong in "'\"" else at + len(wrong)
            return ExpressionError(advice, at, end)
    return ExpressionError(f"ใช้ตัวอักษร {text[at]} ตรงนี้ไม่ได้", at, at + 1)
