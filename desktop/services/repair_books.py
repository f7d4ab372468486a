"""The workbook of problems: what stands in it, and what was put right in it when it comes back."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from desktop.domain.listing import ReadList
from desktop.domain.repairing import (
    ADDED,
    Cell,
    KeptSheet,
    OpenProblem,
    Origin,
    RepairBook,
    RepairRow,
    RepairSheet,
    origin_of,
)
from desktop.domain.sheets import ProfileColumn, SheetLayout
from desktop.exporting.quarantine import sheet_names
from desktop.exporting.sheets import as_written
from desktop.importing.blocks import cells_of, rows_of
from desktop.importing.rereading import head_of, standing_alone
from desktop.storage import raw_rows
from desktop.storage.problem_places import Material
from desktop.storage.raw_rows import SheetPlace
from desktop.storage.work import Work

NOWHERE = -1


def book_of(material: Material, list_name: str, as_of: str) -> RepairBook:
    """Return the workbook of these problems, each row once, in the order of the lists."""
    in_rows: dict[int, list[OpenProblem]] = {}
    remarks = []
    for one in material.problems:
        place = material.places.get(one.id)
        kept = material.kept.get(place.base) if place else None
        if kept is not None and kept.header_row and one.problem.row > kept.header_row:
            in_rows.setdefault(kept.id, []).append(one)
        else:
            remarks.append(one.problem)
    names = sheet_names([material.kept[number].name for number in in_rows])
    sheets = tuple(
        _sheet(material.kept[number], name, some, material.places)
        for name, (number, some) in zip(names, in_rows.items(), strict=True)
    )
    return RepairBook(list_name, as_of, sheets, tuple(remarks))


def _sheet(
    kept: KeptSheet, name: str, some: Sequence[OpenProblem], places: Mapping[int, SheetPlace]
) -> RepairSheet:
    some = sorted(some, key=lambda one: (one.problem.row, one.id))
    wanted = {one.problem.row for one in some}
    raw = cells_of(kept.blocks, {*wanted, *range(1, kept.header_row + 1)})
    header = raw.get(kept.header_row, [])
    cells = standing_alone(kept, {row: raw[row] for row in wanted if row in raw})
    rows = []
    for row, group in groupby(some, key=lambda one: one.problem.row):
        told = list(group)
        if row in cells:
            origin = places[told[-1].id].origin(row)
            rows.append(_row(kept, header, cells[row], told, origin))
    return RepairSheet(name, tuple(map(tuple, head_of(kept, name, raw))), tuple(rows))


def _row(
    kept: KeptSheet,
    header: Sequence[str],
    cells: Sequence[str],
    told: Sequence[OpenProblem],
    origin: Origin,
) -> RepairRow:
    problems = [one.problem for one in told]
    several = len({one.column for one in problems}) > 1
    return RepairRow(
        tuple(cells),
        tuple(
            (
                column_of(kept.columns, header, one.column),
                f"{one.column}: {one.reason}" if one.column else one.reason,
            )
            for one in problems
        ),
        "; ".join(
            f"{one.column}: {one.suggestion}" if several else one.suggestion
            for one in problems
            if one.suggestion
        ),
        origin.in_words(kept.file.name, kept.name),
    )


def _header(kept: KeptSheet) -> Sequence[str]:
    return cells_of(kept.blocks, [kept.header_row]).get(kept.header_row, [])


def column_of(columns: Sequence[ProfileColumn], header: Sequence[str], named: str) -> int:
    """Return the place of the column that a problem names, NOWHERE where that isn't sure."""
    found = [
        (not column.canonical, index)
        for index, column in enumerate(columns)
        if named and column.header == named and _is_below(named, header, index)
    ]
    return min(found)[1] if found else NOWHERE


def _is_below(title: str, header: Sequence[str], index: int) -> bool:
    """Whether the header's last row can end a title; below merged cells it is blank."""
    cell = header[index].strip() if index < len(header) else ""
    return not cell or title.endswith(cell)


def cells_by_problem(material: Material) -> dict[int, Cell]:
    """Return the cell each problem is about by its id, without those that can't be typed anew."""
    headers = {number: _header(kept) for number, kept in material.kept.items()}
    found: dict[int, Cell] = {}
    for one in material.problems:
        place = material.places.get(one.id)
        kept = material.kept.get(place.base) if place else None
        if place is None or kept is None or not 0 < kept.header_row < one.problem.row:
            continue
        column = column_of(kept.columns, headers[place.base], one.problem.column)
        if column != NOWHERE:
            found[one.id] = Cell(kept.id, one.problem.row, column)
    return found


@dataclass(frozen=True, slots=True)
class Returned:
    """A workbook of problems that comes back: cells put right, rows that nobody touched.

    `rest` is what else stands in the files, to be imported like any list.
    """

    cells: Mapping[Cell, str]
    untouched: tuple[tuple[SheetPlace, int], ...]
    rest: ReadList


def returned(current: Work, read: ReadList, source: str, as_of: str) -> Returned | None:
    """Find the rows of a list's workbook of problems in what was read; None where there are none.

    Only rows that this database knows, of just the list that is imported.
    """
    marked = _marked_rows(read)
    connection = current.session.connection()
    origins = {origin.batch for rows in marked.values() for origin, _ in rows.values()}
    known = raw_rows.places_of_origins(connection, origins) if origins else {}
    known = {
        key: place
        for key, place in known.items()
        if raw_rows.list_of(connection, place.list_id) == (source, as_of)
    }
    cells: dict[Cell, str] = {}
    untouched: list[tuple[SheetPlace, int]] = []
    taken: set[tuple[int, int]] = set()
    for sheet, rows in marked.items():
        for key, place in known.items():
            mine = {
                row: (origin.row, texts)
                for row, (origin, texts) in rows.items()
                if (origin.batch, origin.sheet) == key
            }
            if not mine:
                continue
            kept = _as_kept(current, place)
            if not _same_header(read, sheet, kept):
                continue
            changed = _changed(kept, mine.values())
            cells |= changed
            touched = {cell.row for cell in changed}
            untouched += [(place, row) for row, _ in mine.values() if row not in touched]
            taken |= {(sheet, row) for row in mine}
    return Returned(cells, tuple(untouched), _without(read, taken)) if taken else None


Marked = dict[int, tuple[Origin, list[str]]]


def _marked_rows(read: ReadList) -> dict[int, Marked]:
    """Return, by sheet and row, the origin and the list's own cells of rows that bear one."""
    found: dict[int, Marked] = {}
    for number, layout in enumerate(read.sheets):
        width = _own_width(layout)
        if width is None:
            continue
        for block in (one for one in read.blocks if one.sheet == number):
            for row, cells in enumerate(rows_of(block), block.first_row):
                at = width + len(ADDED) - 1
                origin = (
                    origin_of(cells[at]) if row > layout.header_row and at < len(cells) else None
                )
                if origin is not None:
                    found.setdefault(number, {})[row] = origin, cells[:width]
    return found


def _own_width(layout: SheetLayout) -> int | None:
    """Return how many columns stand left of the three that were added, None without them."""
    headers = {guess.index: guess.header for guess in layout.columns}
    for index in sorted(headers, reverse=True):
        if tuple(headers.get(index + n, "").split(" ")[-1] for n in range(len(ADDED))) == ADDED:
            return index
    return None


def _as_kept(current: Work, place: SheetPlace) -> KeptSheet:
    """Return a sheet as it stood when its import, or repair, told of it."""
    connection = current.session.connection()
    kept = raw_rows.kept_import(connection, place.base_batch, until=place.batch_id)
    return next(one for one in kept if one.id == place.base)


def _same_header(read: ReadList, sheet: int, kept: KeptSheet) -> bool:
    """Whether the columns still stand where they stood; else rows are read like any list's."""
    layout = read.sheets[sheet]
    mine = {guess.index: guess.header for guess in layout.columns}
    return all(
        mine.get(index, "") == column.header
        for index, column in enumerate(kept.columns)
        if column.header
    )


def _changed(kept: KeptSheet, rows: Iterable[tuple[int, list[str]]]) -> dict[Cell, str]:
    """Return the cells that hold another text than was written into them."""
    rows = list(rows)
    before = standing_alone(kept, cells_of(kept.blocks, {row for row, _ in rows}))
    changed: dict[Cell, str] = {}
    for row, texts in rows:
        old = before.get(row)
        if old is None:
            continue
        for index, text in enumerate(texts):
            written = old[index] if index < len(old) else ""
            if _plain(text) != _plain(as_written(written)):
                changed[Cell(kept.id, row, index)] = text
    return changed


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("_x000D_", "").strip()


def _without(read: ReadList, taken: set[tuple[int, int]]) -> ReadList:
    """Return the list without people and problems of the rows that were taken."""
    places = zip(read.persons["sheet"], read.persons["row"], strict=True)
    persons = read.persons.chosen([place not in taken for place in places])
    names = [(read.files[one.file].name, one.name) for one in read.sheets]
    rows = {(*names[sheet], row) for sheet, row in taken}
    kept = [one for one in read.problems if (one.file, one.sheet, one.row) not in rows]
    left = {names[sheet] for sheet in persons["sheet"]}
    left |= {(one.file, one.sheet) for one in kept if not one.used}
    # Of a sheet that is all taken nothing is to be said as of a list.
    silent = {names[sheet] for sheet, _ in taken} - left
    return replace(
        read,
        persons=persons,
        problems=[one for one in kept if (one.file, one.sheet) not in silent],
        data_rows=max(read.data_rows - len(taken), 0),
    )
