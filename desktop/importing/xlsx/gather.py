"""Sort the cells of a sheet, which come row by row, into its columns."""

from collections.abc import Sequence

import numpy as np

from desktop.importing.column import Column
from desktop.importing.xlsx.block import Numbers, Places, places_of
from desktop.importing.xlsx.cells import Kinds
from desktop.importing.xlsx.refusal import Scattered
from desktop.importing.xlsx.words import UNSURE

_AT_ONCE = 1 << 18
# What can be worked on: a million rows of 64 columns, or 16,384 columns of 4,096 rows.
_MOST_CELLS = 1 << 26
_SPARSE = 4
_FEW = 64

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
        """Take all cells of some rows, with the numbers of their values."""
        if len(rows):
            self._waiting.append((rows, columns, numbers))
            self._count += len(rows)
            if self._count >= _AT_ONCE:
                self._sort()

    def add_few(self, rows: Numbers, columns: Numbers, numbers: Numbers) -> None:
        """Take further cells of rows that may have been taken before."""
        self._sort()
        self._height = max(self._height, int(rows.max()) + 1)
        self._scatter(rows, columns, numbers)

    def shared(self) -> list[int]:
        """Return the indices of the shared texts among the cells, in their order."""
        self._sort()
        parts = [numbers for parts in self._parts.values() for _, numbers in parts]
        if not parts:
            return []
        numbers = np.unique(np.concatenate(parts))
        indices: list[int] = (numbers[numbers > 0] - 1).tolist()
        return indices

    def columns(
        self, texts: Sequence[str], classes: Kinds, *, together: bool
    ) -> tuple[Column, ...]:
        """Return the columns up to the last one that shows anything, down to the last such row.

        Args:
            texts: the text of each number; 0 is empty.
            classes: the class of each; see `Lexicon.texts`.
            together: let short columns share their words: quicker made, longer worked on.

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
        if together and len(texts) <= _FEW * height:
            words = {text: place for place, text in enumerate(dict.fromkeys(texts))}
            places = np.fromiter(map(words.__getitem__, texts), np.int32, len(texts))
            shared = tuple(words)
            return tuple(
                Column(shared, places.take(found[at][:height])) if at in found else empty
                for at in range(width)
            )
        return tuple(
            _column(found.pop(at)[:height], texts, classes) if at in found else empty
            for at in range(width)
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
        else:
            self._scatter(rows, columns, numbers)

    def _scatter(self, rows: Numbers, columns: Numbers, numbers: Numbers) -> None:
        order = np.argsort(columns.astype(np.uint16), kind="stable")
        columns, rows, numbers = columns.take(order), rows.take(order), numbers.take(order)
        bounds = places_of(columns[1:] != columns[:-1]) + 1
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
        filled = places_of(numbers)
        if filled.size:
            height = max(height, int(filled[-1]) + 1)
        else:
            del found[column]
    return height


def _column(numbers: Numbers, texts: Sequence[str], classes: Kinds) -> Column:
    """Make a column of the numbers of its cells' texts."""
    used, codes = _coded(numbers, len(texts))
    words = [texts[number] for number in used.tolist()]
    kinds = classes.take(used)
    kinds = kinds[kinds > 0]
    if kinds.size and kinds[0] != UNSURE and (kinds == kinds[0]).all():
        return Column(words, codes)
    known = dict.fromkeys(words)
    if len(known) == len(words):
        return Column(words, codes)
    # The number 1 and the text "1" are two values and one word.
    places = {word: place for place, word in enumerate(known)}
    new = np.array([places[word] for word in words], np.int32)
    return Column(list(known), new.take(codes))


def _coded(numbers: Numbers, size: int) -> tuple[Places, Numbers]:
    """Return which numbers occur, and for each which of these it is; `size` as with indices."""
    if size > _FEW * len(numbers):
        few, among = np.unique(numbers, return_inverse=True)
        return few.astype(np.int64), among.astype(np.int32)
    marks = np.zeros(size, np.bool_)
    marks[numbers] = True
    used = places_of(marks)
    new = np.empty(size, np.int32)
    new[used] = np.arange(len(used), dtype=np.int32)
    return used, new.take(numbers)


def _letters(number: int) -> str:
    """Return A for 1, AA for 27."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
