"""The data rows of one sheet by canonical column, and what was remarked while reading them."""

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any

from desktop.domain.errors import Place
from desktop.domain.layouts import ANSWER
from desktop.domain.listing import ColumnReading, Problem, SheetLayout
from desktop.importing.cells import Doubtful, Reader
from desktop.importing.column import Column
from desktop.importing.flags import has_ticks_and_crosses
from desktop.importing.readings import apply_reading
from desktop.importing.workbook import Sheet


class Table:
    """Columns of equal length, read column by column: values are looked up, not computed."""

    def __init__(self, file: str, sheet: Sheet, layout: SheetLayout) -> None:
        self.place = Place(file=file, sheet=sheet.name)
        self.header_row = layout.header_row
        self.headers = {guess.canonical: guess.header for guess in layout.columns}
        self._readings = {guess.canonical: guess.reading for guess in layout.columns}
        self._columns: dict[str, Column] = {
            guess.canonical: apply_reading(
                sheet.columns[guess.index][layout.header_row :], guess.reading
            )
            for guess in layout.columns
            if guess.canonical and guess.index < len(sheet.columns)
        }
        self._all = tuple(column[layout.header_row :] for column in sheet.columns)
        self.size = max(sheet.height - layout.header_row, 0)
        # The header may have several rows, and each may come again on every printed page.
        above = sheet.rows(max(layout.first_row - 1, 0), layout.header_row)
        self.header_words = frozenset(cell for row in above for cell in row if cell.strip())
        self.problems: list[Problem] = []

    @cached_property
    def crosses_deny(self) -> bool:
        """Whether a column with ticks beside crosses shows that here crosses say no."""
        return any(has_ticks_and_crosses(set(column)) for column in self._columns.values())

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
        return [column[index] for column in self._all]

    def replace(self, canonical: str, cells: Iterable[str]) -> None:
        """Put other cells in a column's place."""
        self._columns[canonical] = Column.of(cells)

    def read(self, canonical: str, reader: Reader, missing: Any = "") -> list[Any]:
        """Return the column's values; `missing` everywhere when there is no such column."""
        column = self._columns.get(canonical)
        if column is None:
            return [missing] * self.size
        values = list(map(reader.__getitem__, column))
        if reader.doubts and not reader.doubts.keys().isdisjoint(column):
            self._remark(canonical, column, reader.doubts)
        return values

    def read_with(
        self, canonical: str, read: Callable[[str], Any], missing: Any = ""
    ) -> list[Any]:
        """Read a column with a reader made for it alone."""
        return self.read(canonical, Reader(read), missing)

    def problem(self, index: int, canonical: str, value: str, reason: str, **more: Any) -> Problem:
        """Return a problem of the data row at `index` (-1 is the header)."""
        return Problem(
            sheet=self.place.sheet,
            row=self.header_row + 1 + index,
            column=self.headers.get(canonical, ""),
            value=value,
            reason=reason,
            file=self.place.file,
            **more,
        )

    def _remark(self, canonical: str, column: Iterable[str], doubts: dict[str, Doubtful]) -> None:
        for index, text in enumerate(column):
            doubt = doubts.get(text)
            if doubt:
                self.problems.append(
                    self.problem(index, canonical, text, doubt.reason, suggestion=doubt.suggestion)
                )
