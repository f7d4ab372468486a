"""Make the layout of a sheet: its header, its columns, what is known of it, what must be asked."""

from collections.abc import Sequence
from dataclasses import replace

from desktop.domain.errors import Place, UserError
from desktop.domain.layouts import missing, settled
from desktop.domain.sheets import (
    ColumnGuess,
    ColumnShape,
    Drift,
    ImportProfile,
    Known,
    Query,
    SheetLayout,
)
from desktop.importing import cells, facts, queries
from desktop.importing.columns import find_columns
from desktop.importing.drift import drift_of
from desktop.importing.headers import Rows
from desktop.importing.profiles import recognise, with_profile
from desktop.importing.shapes import shape_of
from desktop.importing.workbook import Sheet

_HEADER_ROWS = 200
_MOST_WORDS = 60
_FEW_WORDS = 200
# What is asked about them hangs on their values.
_SHAPED = frozenset((*queries.INCOMES, "birth_date"))
_ABOUT = {
    "unit": frozenset(queries.INCOMES),
    "order": frozenset(("birth_date",)),
    "era": frozenset(("birth_date",)),
}


class Layouts:
    """The layouts of one list's sheets: what was proposed for one sheet is for the next.

    `closely`: every column's values are looked at, for a person who will look at the columns.
    Otherwise only what decides how the list is read, and sure proposals are taken.
    """

    def __init__(self, known: Known, *, closely: bool) -> None:
        self._known = known
        self._closely = closely
        self._proposed: dict[tuple[str, str], str] = {}

    def of(self, number: int, file: str, sheet: Sheet) -> SheetLayout:
        """Return the layout of a sheet of the file with this number.

        Raises:
            UserError: no header was found.
        """
        rows = sheet.rows(0, _HEADER_ROWS)
        place = Place(file=file, sheet=sheet.name)
        first, last, columns, profile = self._columns(rows, place, number)
        columns = tuple(self._looked_at(guess, sheet, last + 1) for guess in columns)
        drift: tuple[Drift, ...] = ()
        asked: list[Query] = []
        if profile is not None:
            drift, renames, columns = _beside(profile, columns, sheet, last + 1)
            asked += renames
        asked += queries.of_columns(columns)
        open_units = {query.column for query in asked if query.kind == "unit"}
        columns = tuple(
            guess if guess.index in open_units else _with_note(guess, sheet, last + 1)
            for guess in columns
        )
        asked += queries.of_sheet(sheet.name, sheet.hides.rows, hidden=sheet.hidden)
        layout = SheetLayout(
            file=number,
            name=sheet.name,
            header_row=last + 1,
            columns=columns,
            rows=max(sheet.height - last - 1, 0),
            hidden=sheet.hidden,
            first_header_row=first + 1,
            hidden_rows=sheet.hides.rows,
            hidden_columns=sheet.hides.columns,
            profile=profile.name if profile else "",
            drift=drift,
            queries=tuple(map(self._as_before, asked)),
        )
        if self._closely:
            # What lacks a name or a house is shown too: a person may know where they stand.
            return replace(layout, wanted=not missing(columns))
        return settled(layout, renames=self._known.accept_renames)

    def _columns(
        self, rows: Rows, place: Place, number: int
    ) -> tuple[int, int, tuple[ColumnGuess, ...], ImportProfile | None]:
        """Return the header's first and last row, the guesses, and the layout that is known."""
        pointed = next(
            (
                (one.first - 1, one.last - 1)
                for one in self._known.heads
                if (one.file, one.sheet) == (number, place.sheet)
            ),
            None,
        )
        refusal: UserError | None = None
        try:
            header, columns = find_columns(rows, place, pointed)
        except UserError as error:
            if not self._known.profiles:
                raise
            header, columns, refusal = None, (), error
        fit = recognise(self._known.profiles, rows, header, moved=pointed is None)
        if fit is not None and fit.header != header:
            header, columns = find_columns(rows, place, (fit.header.first, fit.header.last))
        if header is None:
            raise refusal or AssertionError
        return header.first, header.last, columns, fit.profile if fit else None

    def _looked_at(self, guess: ColumnGuess, sheet: Sheet, first: int) -> ColumnGuess:
        if not self._closely and guess.canonical not in _SHAPED:
            return guess
        column = sheet.columns[guess.index][first:]
        shape = shape_of(column) if self._closely else shape_of(column, _FEW_WORDS)
        if not self._closely or shape.distinct > _FEW_WORDS:
            return replace(guess, shape=shape)
        return replace(guess, shape=shape, words=tuple(column.counted(_MOST_WORDS)))

    def _as_before(self, query: Query) -> Query:
        """Return the query with what was proposed where another sheet asked the same."""
        proposed = self._proposed.setdefault((query.kind, query.ask), query.proposed)
        return replace(query, proposed=proposed)


def revised(layout: SheetLayout, place: int, guess: ColumnGuess) -> SheetLayout:
    """Return the layout with another guess at a place in `columns`, and what that lets ask.

    Queries of columns that are no longer what they were about fall away.
    """
    columns = list(layout.columns)
    columns[place] = guess
    fields = {one.index: one.canonical for one in columns}
    kept = [
        query
        for query in layout.queries
        if query.kind not in _ABOUT or fields.get(query.column, "") in _ABOUT[query.kind]
    ]
    asked = {(query.kind, query.column) for query in kept}
    more = [
        query for query in queries.of_columns(columns) if (query.kind, query.column) not in asked
    ]
    layout = replace(
        layout,
        columns=tuple(columns),
        queries=(*kept, *more),
        wanted=layout.wanted or (bool(missing(layout.columns)) and not missing(columns)),
    )
    return settled(layout, all_of_them=True)


def _beside(
    profile: ImportProfile, columns: Sequence[ColumnGuess], sheet: Sheet, first: int
) -> tuple[tuple[Drift, ...], list[Query], tuple[ColumnGuess, ...]]:
    """Return how a sheet differs from a layout, what that asks, and the columns read by it."""

    def kind_of(place: int) -> str:
        guess = columns[place]
        if guess.shape != ColumnShape():
            return guess.shape.kind
        return shape_of(sheet.columns[guess.index][first:]).kind

    drift = drift_of(profile, columns, kind_of)
    known = with_profile(profile, columns, kind_of)
    return drift, list(queries.of_renames(profile, drift, known)), known


def _with_note(guess: ColumnGuess, sheet: Sheet, first: int) -> ColumnGuess:
    """Add to a guess what was decided on its marks or its unit."""
    if guess.canonical in queries.INCOMES:
        note = cells.income_unit(guess.header, guess.canonical, guess.reading.unit)
    else:
        column = sheet.columns[guess.index][first:]
        note = facts.style_note(guess.canonical, guess.header, column)
    return replace(guess, why=f"{guess.why} · {note}") if note else guess
