"""The data rows of one sheet by canonical column, and what was remarked while reading them."""

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from desktop.domain.errors import Place
from desktop.domain.layouts import ANSWER
from desktop.domain.listing import Problem
from desktop.domain.sheets import ColumnReading, SheetLayout
from desktop.importing.cells import Reader
from desktop.importing.column import Column
from desktop.importing.flags import has_ticks_and_crosses
from desktop.importing.readings import apply_reading
from desktop.importing.workbook import Sheet

_MOST_MARKS = 200


class Table:
    """Columns of equal length, read word by word: values are looked up, not computed.

    `numbers` are the rows' numbers in the sheet, from 1. `above` are the rows down to the
    header, `guesses` what its columns were taken for, `every` all columns in their order.
    `origins` tells of columns put together from several where each cell comes from: the row's
    number and the header.
    """

    def __init__(self, file: str, sheet: Sheet, layout: SheetLayout) -> None:
        self.place = Place(file=file, sheet=sheet.name)
        self.header_row = layout.header_row
        self.headers = {guess.canonical: guess.header for guess in layout.columns}
        self._readings = {guess.canonical: guess.reading for guess in layout.columns}
        self.guesses = layout.columns
        self.every = tuple(column[layout.header_row :].compact() for column in sheet.columns)
        self._columns: dict[str, Column] = {
            guess.canonical: apply_reading(self.every[guess.index], guess.reading)
            for guess in layout.columns
            if guess.canonical and guess.index < len(sheet.columns)
        }
        self.size = max(sheet.height - layout.header_row, 0)
        self.numbers: Sequence[int] = range(layout.header_row + 1, sheet.height + 1)
        self.origins: dict[str, list[tuple[int, str]]] = {}
        self.above = sheet.rows(0, layout.header_row)
        # The header may have several rows, and each may come again on every printed page.
        self.header_words = frozenset(
            cell
            for row in self.above[max(layout.first_row - 1, 0) :]
            for cell in row
            if cell.strip()
        )
        self.problems: list[Problem] = []

    @cached_property
    def crosses_deny(self) -> bool:
        """Whether a column with ticks beside crosses shows that here crosses say no."""
        return any(
            has_ticks_and_crosses(column.distinct())
            for column in self._columns.values()
            # Who marks has few different marks.
            if len(column.words) <= _MOST_MARKS
        )

    @property
    def canonicals(self) -> list[str]:
        """The names of the columns that are known."""
        return list(self._columns)

    def __contains__(self, canonical: object) -> bool:
        return canonical in self._columns

    def answers(self) -> list[str]:
        """Return the columns that feed a logbook's questions."""
        return [canonical for canonical in self._columns if canonical.startswith(ANSWER)]

    def text(self, canonical: str) -> Column:
        """Return the cells as they stand, blanks where there is no such column."""
        return self._columns.get(canonical) or Column.blank(self.size)

    def reading(self, canonical: str) -> ColumnReading:
        """Return how a column is to be read, as its header says where there is no such column."""
        return self._readings.get(canonical, ColumnReading())

    def row(self, index: int) -> list[str]:
        """Return all cells of a data row, also of columns that aren't recognised."""
        return [column[index] for column in self.every]

    def replace(self, canonical: str, column: Column) -> None:
        """Put another column in a column's place."""
        self._columns[canonical] = column

    def rename(self, canonical: str, other: str) -> None:
        """Let a column that there is be known by another name."""
        if canonical in self._columns:
            self._columns[other] = self._columns.pop(canonical)
            self.headers[other] = self.headers.pop(canonical)

    def drop(self, canonical: str) -> None:
        """Forget a column."""
        self._columns.pop(canonical, None)

    def choose(self, rows: NDArray[np.intp]) -> None:
        """Keep the rows at these indices, in their order; one may come several times."""
        self._columns = {
            canonical: Column(column.words, column.codes[rows])
            for canonical, column in self._columns.items()
        }
        self.every = tuple(Column(column.words, column.codes[rows]) for column in self.every)
        chosen = rows.tolist()
        self.numbers = [self.numbers[index] for index in chosen]
        self.origins = {
            canonical: [origin[index] for index in chosen]
            for canonical, origin in self.origins.items()
        }
        self.size = len(chosen)

    def origin(self, index: int, canonical: str) -> tuple[int, str]:
        """Return the row's number and the header of a cell as they are in the sheet."""
        found = self.origins.get(canonical)
        return found[index] if found else (self.numbers[index], self.headers.get(canonical, ""))

    def read(self, canonical: str, reader: Reader, missing: Any = "") -> list[Any]:
        """Return each row's value; `missing` everywhere when there is no such column."""
        column = self._columns.get(canonical)
        if column is None:
            return [missing] * self.size
        return column.carry(self._answers(canonical, column, reader, missing))

    def read_with(
        self, canonical: str, read: Callable[[str], Any], missing: Any = ""
    ) -> list[Any]:
        """Read a column with a reader made for it alone."""
        return self.read(canonical, Reader(read), missing)

    def read_mask(self, canonical: str, read: Callable[[str], int]) -> NDArray[np.int64]:
        """Return each row's value, a mask or a code, as numbers."""
        column = self._columns[canonical]
        answers = self._answers(canonical, column, Reader(read), 0)
        return np.array(answers, np.int64)[column.codes]

    def problem(self, index: int, canonical: str, value: str, reason: str, **more: Any) -> Problem:
        """Return a problem of the data row at `index` (-1 is the header)."""
        row, header = self.header_row, self.headers.get(canonical, "")
        if index >= 0:
            row, header = self.origin(index, canonical)
        return Problem(
            sheet=self.place.sheet,
            row=row,
            column=header,
            value=value,
            reason=reason,
            file=self.place.file,
            **more,
        )

    def remark(
        self, canonical: str, column: Column, doubts: Iterable[tuple[int, str, str]]
    ) -> None:
        """Note a problem for every row with a word that is doubtful.

        `doubts` are (index of the word, reason, suggestion).
        """
        for word, reason, suggestion in doubts:
            text = column.words[word]
            for index in np.flatnonzero(column.codes == word).tolist():
                self.problems.append(
                    self.problem(index, canonical, text, reason, suggestion=suggestion)
                )

    def _answers(self, canonical: str, column: Column, reader: Reader, missing: Any) -> list[Any]:
        """Return the value of every word that occurs, and remark on those that are doubtful."""
        used = column.used()
        words = column.words
        answers: list[Any]
        if len(used) == len(words):
            answers = list(map(reader.__getitem__, words))
        else:
            answers = [missing] * len(words)
            for index in used:
                answers[index] = reader[words[index]]
        if reader.doubts:
            known = reader.doubts
            found = ((i, known[words[i]]) for i in used if words[i] in known)
            self.remark(canonical, column, ((i, d.reason, d.suggestion) for i, d in found))
        return answers
