"""How wide the columns of a table of members are, and what of an answer a narrow cell shows."""

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QFontMetrics

from desktop.domain.answer_words import in_words
from desktop.models.entry import CODED, STATE_WORDS, Shown
from desktop.services.keying import Table
from desktop.views.text import Breaker, wrapped_height

# How wide a cell is at least and how it shares what is left, in digits of the font.
_NAME, _WHO_SHARE, _NUMBER = 12.0, 3, 5.0
_LEAST = {"integer": 7.0, "decimal": 7.0, "range": 7.0, "date": 9.0}
_USUAL, _SHARE = 8.8, {"text": 3, "select_multiple": 3}
_LINES = 2  # of a cell
_TALL, _FAR = "ปู่ญี่ฐุ", 1000


@dataclass(frozen=True, slots=True)
class Columns:
    """The widths of a table's columns, its heads' height and that of each row, in pixels."""

    widths: tuple[int, ...]
    head: int
    row: int


def columns_of(
    table: Table, width: int, metrics: QFontMetrics, words: Breaker, pad: int
) -> Columns | None:
    """Return the columns of a table in a width, None where it is too narrow for them."""
    digit = metrics.horizontalAdvance("0")
    least = [_NAME, *(_LEAST.get(one.kind, _USUAL) for one in table.questions)]
    shares = [_WHO_SHARE, *(_SHARE.get(one.kind, 2) for one in table.questions)]
    if table.asks_names:
        least[:2], shares[0] = [_NUMBER, _NAME], 0
    widths = [round(digit * one) for one in least]
    spare = width - sum(widths)
    if spare < 0:
        return None
    widths = [w + spare * s // sum(shares) for w, s in zip(widths, shares, strict=True)]
    widths[0] += width - sum(widths)
    heads = zip(table.questions, widths[1:], strict=True)
    head = max(
        wrapped_height(metrics, words.with_breaks(q.label + " *"), w - 2 * pad) for q, w in heads
    )
    return Columns(tuple(widths), head + 2 * pad, _room(metrics) + 2 * pad)


def in_short(shown: Shown, kind: str, fits: Callable[[str], bool]) -> str:
    """Return an answer for a cell: its digits alone where the words of several don't fit."""
    if shown.state in STATE_WORDS:
        return STATE_WORDS[shown.state]
    if kind == "date":
        return in_words("date", shown.value)  # the age has no room
    if kind not in CODED:
        return shown.words
    chosen = [one for one in shown.choices if one.code in shown.chosen]
    said = ", ".join(f"{one.key} {one.label}".strip() for one in chosen)
    if len(chosen) > 1 and not fits(said):
        return ", ".join(one.key or one.label for one in chosen)
    return said or shown.words


def cut(broken: str, metrics: QFontMetrics, width: int) -> str:
    """Return as much of a text with its breaks as a cell has room for."""
    room = _room(metrics)

    def fits(text: str) -> bool:
        return wrapped_height(metrics, text, width) <= room

    def begun(letters: int) -> str:
        return broken[:letters].rstrip("\u200b ") + "…"

    if fits(broken):
        return broken
    too_many = bisect_left(range(len(broken)), True, key=lambda n: not fits(begun(n)))
    return begun(max(too_many - 1, 0))


def _room(metrics: QFontMetrics) -> int:
    """Return how high the lines of a cell are with all marks of the script."""
    return wrapped_height(metrics, "\n".join([_TALL] * _LINES), _FAR)
