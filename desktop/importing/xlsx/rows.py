"""Find the rows in a piece of a sheet's XML, and prove that their tags are understood."""

import re
from dataclasses import dataclass

import numpy as np

from desktop.importing.xlsx.block import (
    FIRST,
    WORD,
    Block,
    Flags,
    Places,
    Words,
    places_of,
    whole_numbers,
    word,
)
from desktop.importing.xlsx.refusal import NotPlain

TALLEST = 1_048_576

_ROW = word(b"<row")
_NUMBERED = word(b'<row r="')
_END = word(b"</row>")
_ATTRIBUTES = re.compile(rb"""(?:\s+[\w:.-]+\s*=\s*(?:"[^"<>]*"|'[^'<>]*'))*\s*(/?)>""")
_OWN = re.compile(rb"""\sr\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_HIDDEN = re.compile(rb"""\shidden\s*=\s*["'](?:1|true)["']""")
_ZERO, _QUOTE, _GT = b'0">'
_MOST_DIGITS = 7


@dataclass(slots=True)
class Rows:
    """The rows of a piece.

    `numbers` count from 1; `digits` are the same as text, its first byte lowest, of `sizes`
    digits. Each row begins at `starts`, and its cells end at `ends`, which is 0 where the row's
    tag closes itself. `hidden` tells the numbers of hidden rows, `tags` how many "<" there are.
    """

    numbers: Places
    digits: Words
    sizes: Places
    starts: Places
    ends: Places
    hidden: list[int]
    tags: int


class RowScanner:
    """Reads the rows of one sheet, piece by piece."""

    def __init__(self) -> None:
        self._last = 0
        self._known: dict[bytes, tuple[bool, bool]] = {}

    def scan(self, block: Block, starts: Places) -> Rows:
        """Return the rows, of which it is known where tags begin that may be theirs.

        Raises:
            NotPlain: one isn't understood, or they are out of order.
        """
        heads = block.word(starts)
        rows = heads & FIRST[4] == _ROW
        starts, heads = starts[rows], heads[rows]
        if (heads == _NUMBERED).all():
            numbers, digits, sizes = _numbered(block, starts)
            rests = starts + sizes + (WORD + 1)
        else:
            numbers, digits, sizes = self._counted(block, starts)
            rests = starts + 4
        if starts.size:
            grows = (numbers[1:] > numbers[:-1]).all() and int(numbers[0]) > self._last
            self._last = int(numbers[-1])
            if not grows or self._last > TALLEST:
                raise NotPlain("rows out of order")
        closed, hidden = self._tails(block, rests, numbers)
        ends = _ends(block, starts, closed)
        tags = 2 * len(starts) - int(np.count_nonzero(closed))
        return Rows(numbers, digits, sizes, starts, ends, hidden, tags)

    def _tails(self, block: Block, rests: Places, numbers: Places) -> tuple[Flags, list[int]]:
        """Return which rows' tags close themselves, and the numbers of hidden rows."""
        if (block.bytes.take(rests) == _GT).all():
            return np.zeros(len(rests), np.bool_), []
        text = block.text
        tails = [text[rest : text.find(b">", rest) + 1] for rest in rests.tolist()]
        for tail in set(tails).difference(self._known):
            found = _ATTRIBUTES.fullmatch(tail)
            if found is None:
                raise NotPlain("a row's tag")
            self._known[tail] = found[1] == b"/", _HIDDEN.search(tail) is not None
        states = [self._known[tail] for tail in tails]
        hidden = [
            number for number, state in zip(numbers.tolist(), states, strict=True) if state[1]
        ]
        return np.array([state[0] for state in states], np.bool_), hidden

    def _counted(self, block: Block, starts: Places) -> tuple[Places, Words, Places]:
        """Return the numbers of rows of which some don't tell theirs: they follow one another."""
        numbers = []
        number = self._last
        for start in starts.tolist():
            found = _OWN.search(block.text, start, block.text.find(b">", start))
            own = (found[1] or found[2] or b"") if found else str(number + 1).encode()
            if not own.isdigit() or own.startswith(b"0") or len(own) > _MOST_DIGITS:
                raise NotPlain("a row's number")
            number = int(own)
            numbers.append(number)
        digits = np.array([str(number).encode() for number in numbers], "S8").view("<u8")
        sizes = np.array([len(str(number)) for number in numbers], np.int64)
        return np.array(numbers, np.int64), digits, sizes


def _numbered(block: Block, starts: Places) -> tuple[Places, Words, Places]:
    """Return the numbers of rows whose tags all begin with theirs."""
    sizes = np.zeros(len(starts), np.int64)
    counting = np.ones(len(starts), np.bool_)
    for at in range(_MOST_DIGITS):
        counting &= block.bytes.take(starts + (WORD + at)) - _ZERO < 10
        sizes += counting
    quoted = block.bytes.take(starts + WORD + sizes) == _QUOTE
    if not (quoted & (sizes > 0)).all():
        raise NotPlain("a row's number")
    numbers = whole_numbers(block.word(starts + sizes), sizes).astype(np.int64)
    return numbers, block.word(starts + WORD) & FIRST.take(sizes), sizes


def _ends(block: Block, starts: Places, closed: Flags) -> Places:
    """Return where the cells of each row end; 0 for a row whose tag closes itself."""
    ends = np.append(starts[1:], block.end)[: len(starts)]
    ends[closed] = 0
    here = places_of(~closed)
    stops = block.before_spaces(ends.take(here)) - len(b"</row>")
    if not (block.word(stops) & FIRST[6] == _END).all():
        raise NotPlain("a row's end")
    ends[here] = stops
    return ends
