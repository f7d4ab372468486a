"""A list that is put together sheet by sheet, from files or from rows that were kept."""

from dataclasses import replace
from pathlib import PurePath

from desktop.domain.listing import ListFile, Problem, ReadList
from desktop.domain.sheets import Known, SheetLayout
from desktop.importing.answers import listed_answers
from desktop.importing.duplicates import Duplicates
from desktop.importing.persons import Readers, read_persons
from desktop.importing.places import fallback_of
from desktop.importing.rows.reshape import reshape
from desktop.importing.table import Table
from desktop.importing.workbook import Sheet


class Assembly:
    """What the sheets read so far gave. `found` is not whole before `finish`.

    `latest_year` is the last year (common era) in which somebody on the list can be born,
    `known` has the questions that columns may feed.
    """

    def __init__(self, latest_year: int, known: Known) -> None:
        self._known = known
        self.found = ReadList((), ())
        self._sheets: list[SheetLayout] = []
        self._readers = Readers(latest_year)
        self._duplicates = Duplicates()
        self._counted = 0

    def add(self, file: str, sheet: Sheet, layout: SheetLayout, problems: list[Problem]) -> int:
        """Read a sheet of the file with this name; return its index in the list."""
        number = len(self._sheets)
        self._sheets.append(layout)
        if layout.header_row and layout.wanted:
            table = Table(file, sheet, layout)
            reshape(table)
            titles = [cell for row in sheet.rows(0, layout.first_row - 1) for cell in row]
            fallback = fallback_of(titles, sheet.name, PurePath(file).stem)
            rows = read_persons(table, self._readers, number, fallback)
            self.found.persons.extend(self._duplicates.without(rows.persons, table))
            answers, doubts = listed_answers(table, self._known, number, rows.persons["row"])
            self.found.answers.extend(answers)
            self._counted += rows.data_rows
            problems = [*problems, *rows.problems, *doubts]
        self.found.problems.extend(problems)
        return number

    def finish(self, files: tuple[ListFile, ...], left_out: list[Problem]) -> ReadList:
        """Return the whole list; `left_out` are problems of files that are no lists."""
        self.found.problems.extend(left_out)
        self.found.persons.extend(self._duplicates.kept_for_their_household())
        self.found.problems.extend(self._duplicates.problems)
        return replace(
            self.found, files=files, sheets=tuple(self._sheets), data_rows=self._counted
        )
