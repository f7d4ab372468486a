"""Filling lines of a given width with shaped words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from desktop.printing.typesetter.shaping import EM_SLACK, Word


class Item(NamedTuple):
    """What stays together on a line: the words of one unit, or the white space between two.

    `advance` is in thousandths of the font size. Items know no place, so that a phrase that
    comes again is the same items.
    """

    text: str
    words: tuple[Word, ...]
    advance: float
    gap: bool = False
    newline: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One finished line; `start` and `end` are offsets in the paragraph's text.

    `advance` is in thousandths of the size, without white space at the end; `last` tells that
    the line ends a paragraph and must not be stretched, `first` that it begins one.
    """

    items: tuple[Item, ...]
    start: int
    end: int
    advance: float
    first: bool
    last: bool

    @property
    def text(self) -> str:
        """The characters on the line."""
        return "".join(item.text for item in self.items if item.words)

    @property
    def top(self) -> float:
        """How far its ink reaches above the baseline."""
        return max((word.top for item in self.items for word in item.words), default=0.0)

    @property
    def bottom(self) -> float:
        """How far its ink reaches below the baseline, negative."""
        return min((word.bottom for item in self.items for word in item.words), default=0.0)


class Filler:
    """Puts items on lines, one after the other; a greedy fill is what Thai typing looks like."""

    def __init__(
        self, width: float, first: float, cut: Callable[[Item, float, float], Sequence[Item]]
    ) -> None:
        """Fill lines of `width`, the first of each paragraph of `first`.

        Both are in thousandths of the font size. `cut` breaks an item that is wider than a line,
        given the room of its first line and of the others.
        """
        self.lines: list[Line] = []
        self.wide: list[str] = []
        self._width = width
        self._first = first
        self._cut = cut
        self._room = first
        self._held: list[Item] = []
        self._used = 0.0
        self._filled = False
        self._start = self._at = 0
        self._fresh = True

    def fill(self, items: Sequence[Item]) -> None:
        """Put all items of a text on lines."""
        for item in items:
            if item.newline:
                self._at += len(item.text)
                self._end(last=True)
            elif item.gap:
                self._put(item)
            else:
                self._place(item)
        if self._held or not self.lines or items[-1].newline:
            self._end(last=True)

    def _place(self, item: Item) -> None:
        if self._used + item.advance > self._room + EM_SLACK:
            if self._filled:
                self._end(last=False)
            # White space a paragraph begins with gives way to a word that needs the room.
            self._held = []
            self._used = 0.0
        if item.advance <= self._room + EM_SLACK:
            self._put(item)
            self._filled = True
            return
        self.wide.append(item.text)
        for piece in self._cut(item, self._room, self._width):
            if self._filled:
                self._end(last=False)
            self._put(piece)
            self._filled = True

    def _put(self, item: Item) -> None:
        self._held.append(item)
        self._used += item.advance
        self._at += len(item.text)

    def _end(self, *, last: bool) -> None:
        while self._held and self._held[-1].gap:
            self._used -= self._held.pop().advance
        used = self._used if self._held else 0.0
        self.lines.append(Line(tuple(self._held), self._start, self._at, used, self._fresh, last))
        self._held = []
        self._used = 0.0
        self._filled = False
        self._start = self._at
        self._fresh = last
        self._room = self._first if last else self._width
