"""A column of text cells that keeps each distinct text once: what is read once is known for all.

A province's list has millions of cells and few texts; to work on the texts, and to carry the
answers to the rows with numpy, is what makes an import quick.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar, overload

import numpy as np
from numpy.typing import NDArray

T = TypeVar("T")

Codes = NDArray[np.int32]


class Column(Sequence[str]):
    """Cells as text: cell i is `words[codes[i]]`. Words are distinct; some may be unused."""

    __slots__ = ("_used", "codes", "words")

    def __init__(self, words: Sequence[str], codes: Codes) -> None:
        self.words = words
        self.codes = codes
        self._used: Sequence[int] | None = None

    @classmethod
    def of(cls, cells: Iterable[str]) -> "Column":
        """Make a column of plain cells."""
        # Each text that isn't known yet gets the next number.
        known: defaultdict[str, int] = defaultdict()
        known.default_factory = known.__len__
        codes = np.fromiter(map(known.__getitem__, cells), np.int32)
        # It refers to itself by this, and no collector looks for such things in the child.
        known.default_factory = None
        return cls(list(known), codes)

    @classmethod
    def blank(cls, size: int) -> "Column":
        """Make a column that holds nothing."""
        return cls([""], np.zeros(size, np.int32))

    def __len__(self) -> int:
        return len(self.codes)

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> "Column": ...
    def __getitem__(self, index: int | slice) -> "str | Column":
        if isinstance(index, slice):
            # All of it stays the same column: what occurs in it is counted once.
            whole = index.indices(len(self)) == (0, len(self), 1)
            return self if whole else Column(self.words, self.codes[index])
        return self.words[int(self.codes[index])]

    def __iter__(self) -> Iterator[str]:
        return map(self.words.__getitem__, self.codes.tolist())

    def used(self) -> Sequence[int]:
        """Return the indices of the words that occur in the cells."""
        # Asked again and again while a column is read; its cells never change.
        if self._used is None:
            counted = np.bincount(self.codes, minlength=len(self.words))
            self._used = np.flatnonzero(counted).tolist()
        return self._used

    def compact(self) -> "Column":
        """Return the same cells without words that don't occur."""
        used = self.used()
        if len(used) == len(self.words):
            return self
        at = np.zeros(len(self.words), np.int32)
        at[used] = np.arange(len(used), dtype=np.int32)
        found = Column([self.words[index] for index in used], at[self.codes])
        found._used = range(len(used))
        return found

    def distinct(self) -> list[str]:
        """Return the texts that occur in the cells, each once."""
        return [self.words[index] for index in self.used()]

    def count(self, value: Any) -> int:
        """Return how many cells hold this text."""
        if value not in self.words:
            return 0
        return int(np.count_nonzero(self.codes == self.words.index(value)))

    def counted(self, most: int) -> list[tuple[str, int]]:
        """Return the most frequent texts with their counts; equally frequent ones as they come."""
        counted = np.bincount(self.codes, minlength=len(self.words))
        order = np.argsort(-counted, kind="stable")[:most]
        return [(self.words[index], int(counted[index])) for index in order if counted[index]]

    def carry(self, answers: Sequence[T]) -> list[T]:
        """Return each row's answer, given one for every word."""
        held = np.empty(len(answers), object)
        held[:] = answers
        carried: list[T] = held[self.codes].tolist()
        return carried

    def recoded(self, places: Sequence[int]) -> Codes:
        """Return the cells' codes where word n has become word `places[n]`."""
        return np.asarray(places, np.int32)[self.codes]
