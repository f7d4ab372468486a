"""Sort the cells of a sheet, which come row by row, into its columns."""

from collections.abc import Sequence

import numpy as np

from desktop.importing.column import Column
from desktop.importing.xlsx.block import Numbers
from desktop.importing.xlsx.refusal import Scattered

_AT_ONCE = 1 << 18
# What can be worked on: a million rows of 64 columns, or 16,384 columns of 4,096 rows.
_MOST_CELLS = 1 << 26
_SPARSE = 4

# Numbers of a column from a row on, or those in some rows.
_Part = tuple[int | Numbers, Numbers]


class Gatherer:
    """Takes cells in any number of parts; no cell twice. Rows and columns count from 0."""

    def __init__(self) -> None:
        self._waiting: list[tuple[Numbers, Numbers, Numbers]] = []
        self._count = 0
        self._height = 0
        self._parts: dict[int, list[_Part]] = {}

    def add(self, rows: Numbers, columns: Numbers, numbers: Numbers) -> None:
        """Take cells with the numbers of their values."""
        if len(rows):
            self._waiting.append((rows, columns, numbers))
            self._count += len(rows)

    def sort(self) -> None:
        """Put the cells taken so far into their columns, when they are many.

        No cells may follow that stand in the same rows.
        """
        if self._count >= _AT_ONCE:
            self._sort()

    def columns(self, texts: Sequence[str]) -> tuple[Column, ...]:
        """Return the columns up to the last one that shows anything, down to the last such row.

        Args:
            texts: the text of each number; 0 is empty.

        Raises:
            Scattered: too large to be held.
        """
        self._sort()
        if not self._parts:
            return ()
        width = max(self._parts) + 1
        if width * self._height > _MOST_CELLS:
            raise Scattered(self._height, _letters(width))
        found = {column: self._joined(parts) for column, parts in self._parts.items()}
        self._parts = {}
        height = self._height
        if texts.count("") > 1:
            height = _hide_blanks(found, texts)
            width = max(found, default=-1) + 1
        empty = Column.blank(height)
        return tuple(
            _column(found.pop(at)[:height], texts) if at in found else empty for at in range(width)
        )

    def _joined(self, parts: Sequence[_Part]) -> Numbers:
        numbers = np.zeros(self._height, np.int32)
        for place, part in parts:
            if isinstance(place, int):
                numbers[place : place + len(part)] = part
            else:
                numbers[place] = part
        return numbers

    def _sort(self) -> None:
        if not self._waiting:
            return
        rows, columns, numbers = map(np.concatenate, zip(*self._waiting, strict=True))
        self._waiting, self._count = [], 0
        first, last = int(rows.min()), int(rows.max())
        height, width = last + 1 - first, int(columns.max()) + 1
        self._height = max(self._height, last + 1)
        if height * width <= _SPARSE * len(rows):
            grid = np.zeros(height * width, np.int32)
            grid[columns.astype(np.int64) * height + (rows - first)] = numbers
            for column, part in enumerate(grid.reshape(width, height)):
                if part.any():
                    self._parts.setdefault(column, []).append((first, part))
            return
        order = np.argsort(columns.astype(np.uint16), kind="stable")
        columns, rows, numbers = columns.take(order), rows.take(order), numbers.take(order)
        bounds = np.flatnonzero(columns[1:] != columns[:-1]) + 1
        starts = [0, *bounds.tolist()]
        for start, end in zip(starts, [*starts[1:], len(columns)], strict=True):
            part = rows[start:end], numbers[start:end]
            self._parts.setdefault(int(columns[start]), []).append(part)


def _hide_blanks(found: dict[int, Numbers], texts: Sequence[str]) -> int:
    """Give all empty texts the number 0, leave out what is empty, and return the height."""
    shown = np.fromiter(map(bool, texts), np.bool_, len(texts))
    height = 0
    for column, numbers in list(found.items()):
        numbers *= shown.take(numbers)
        filled = np.flatnonzero(numbers)
        if filled.size:
            height = max(height, int(filled[-1]) + 1)
        else:
            del found[column]
    return height


def _column(numbers: Numbers, texts: Sequence[str]) -> Column:
    """Make a column of the numbers of its cells' texts."""
    if len(texts) > _SPARSE * len(numbers):
        used, codes = np.unique(numbers, return_inverse=True)
        codes = codes.astype(np.int32)
    else:
        marks = np.zeros(len(texts), np.bool_)
        marks[numbers] = True
        used = np.flatnonzero(marks)
        new = np.empty(len(texts), np.int32)
        new[used] = np.arange(len(used), dtype=np.int32)
        codes = new.take(numbers)
    words = [texts[number] for number in used.tolist()]
    known = dict.fromkeys(words)
    if len(known) < len(words):
        # The number 1 and the text "1" are two values and one word.
        places = {word: place for place, word in enumerate(known)}
        codes = np.array([places[word] for word in words], np.int32).take(codes)
        words = list(known)
    return Column(words, codes)


def _letters(number: int) -> str:
    """Return A for 1, AA for 27."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
