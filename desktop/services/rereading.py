"""Rows of a list that are read again with some cells put right, and stored as an import of them.

The same for what is typed in the window and for the workbook of problems that comes back.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from desktop.domain.layouts import ANSWER
from desktop.domain.listing import (
    COLUMNS,
    ListFile,
    Persons,
    Problem,
    RawBlock,
    ReadList,
)
from desktop.domain.progress import Reporter
from desktop.domain.repairing import Cell, Cells, KeptSheet
from desktop.domain.sheets import Known, SheetLayout
from desktop.importing.blocks import cells_of, row_blocks
from desktop.importing.rereading import Reread, reread
from desktop.services import form_questions
from desktop.services.desk import Desk
from desktop.storage import problems, raw_rows
from desktop.storage.rekeying import Place, Speakers, rekey, speakers
from desktop.storage.work import Work

# By these a known person is found; what else an untouched row says was told before.
_IDENTITY = {"sheet", "row", "household", "cid", "first_name", "last_name"}
_OF_HOUSEHOLD = {"dim_failed", "dim_known", "ind_failed", "ind_passed", "income"}
_KEPT_OF_MATES = _IDENTITY | _OF_HOUSEHOLD | {"housing_problem"}


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows read again, as a list of their own, and the problems that they stood for before."""

    read: ReadList
    before: tuple[int, ...] = ()
    problems: tuple[Problem, ...] = ()


def read_again(desk: Desk, current: Work, cells: Cells, report: Reporter) -> Rows:
    """Read the rows of these cells again, all of one list, and whoever lives with them.

    Cells name the sheets that were read first (`raw_rows.SheetPlace.base`). Whom the rows speak
    of is made to be found by them; nothing else is written.

    Raises:
        Cancelled: the clerk asked to stop.
    """
    connection = current.session.connection()
    batches = raw_rows.batches_of(connection, {cell.sheet for cell in cells})
    parts: list[Rows] = []
    for batch in sorted(set(batches.values())):
        mine = {cell: text for cell, text in cells.items() if batches[cell.sheet] == batch}
        parts.append(_of_import(desk, current, batch, mine, report))
    return _joined(parts)


def changed_only(kept: Iterable[KeptSheet], cells: Cells) -> dict[Cell, str]:
    """Return the cells that would hold another text than they do."""
    changed: dict[Cell, str] = {}
    for sheet in kept:
        mine = {cell: text for cell, text in cells.items() if cell.sheet == sheet.id}
        rows = cells_of(sheet.blocks, {cell.row for cell in mine})
        for cell, text in mine.items():
            row = rows.get(cell.row)
            if row is not None and text != (row[cell.column] if cell.column < len(row) else ""):
                changed[cell] = text
    return changed


def _of_import(desk: Desk, current: Work, batch: int, cells: Cells, report: Reporter) -> Rows:
    connection = current.session.connection()
    kept = raw_rows.kept_import(connection, batch)
    again = reread(kept, cells, desk.today.year, _known(desk, kept), report)
    first_reading = {number: sheet.id for sheet in kept for number in sheet.ids}
    fixed = {(cell.sheet, cell.row) for cell in cells}
    who = speakers(connection, first_reading, fixed)
    persons, places = _chosen(again.read, kept, fixed, who)
    rekey(current, persons, places, fixed, who)
    names = {
        (sheet.file.name, sheet.name, row)
        for sheet in kept
        for number, row in fixed
        if number == sheet.id
    }
    ids = raw_rows.batches_of(connection, first_reading)
    open_ones = problems.in_rows(connection, set(ids.values()), names)
    told = tuple(p for p in again.read.problems if (p.file, p.sheet, p.row) in names)
    read = _as_list(again, kept, persons, sorted({*places, *fixed}), told, len(fixed))
    return Rows(read, tuple(open_ones), told)


def _known(desk: Desk, kept: Sequence[KeptSheet]) -> Known:
    """Return the logbook's questions where a column feeds one."""
    fed = any(c.canonical.startswith(ANSWER) for sheet in kept for c in sheet.columns)
    return Known(questions=form_questions.all_questions(desk)) if fed else Known()


def _chosen(
    read: ReadList, kept: Sequence[KeptSheet], fixed: Collection[Place], who: Speakers
) -> tuple[Persons, list[Place]]:
    """Return the people of the fixed rows and whoever lives, or lived, with them.

    A household's dimensions and income are those of all its rows; of others than the fixed
    ones nothing else is told again.
    """
    persons = read.persons
    places = [
        (kept[sheet].id, row) for sheet, row in zip(persons["sheet"], persons["row"], strict=True)
    ]
    houses = {
        house for house, place in zip(persons["household"], places, strict=True) if place in fixed
    }
    used = [
        place in fixed or place in who.mates or house in houses
        for house, place in zip(persons["household"], places, strict=True)
    ]
    chosen = persons.chosen(used)
    places = [place for place, so in zip(places, used, strict=True) if so]
    silent = [place in who.mates and place not in fixed for place in places]
    blank = Persons.of([]).columns | {name: _BLANK.get(name, "") for name in COLUMNS}
    for name in set(COLUMNS) - _KEPT_OF_MATES:
        chosen.columns[name] = [
            blank[name] if quiet else cell
            for cell, quiet in zip(chosen[name], silent, strict=True)
        ]
    return chosen, places


_BLANK: Mapping[str, int | None] = {
    **dict.fromkeys(("need_yes", "need_known", "right_yes", "right_known"), 0),
    "age": None,
}


def _as_list(
    again: Reread,
    kept: Sequence[KeptSheet],
    persons: Persons,
    places: Sequence[Place],
    told: Sequence[Problem],
    data_rows: int,
) -> ReadList:
    """Return the rows at these places as a list by itself: only their sheets, their raw rows."""
    rows: dict[int, list[int]] = {}
    for number, row in places:
        rows.setdefault(number, []).append(row)
    used = [index for index, sheet in enumerate(kept) if sheet.id in rows]
    files = list(dict.fromkeys(replace(kept[i].file, size=raw_rows.REPAIRED_SIZE) for i in used))
    layouts: list[SheetLayout] = []
    blocks: list[RawBlock] = []
    for number, index in enumerate(used):
        file: ListFile = replace(kept[index].file, size=raw_rows.REPAIRED_SIZE)
        layouts.append(replace(again.read.sheets[index], file=files.index(file)))
        blocks += row_blocks(again.sheets[index], number, rows[kept[index].id])
    at = {index: number for number, index in enumerate(used)}
    persons.columns["sheet"] = [at[index] for index in persons["sheet"]]
    said = [a._replace(sheet=at[a.sheet]) for a in again.read.answers if a.sheet in at]
    return ReadList(
        *(tuple(files), tuple(layouts), persons, blocks, list(told)),
        answers=said,
        data_rows=data_rows,
    )


def _joined(parts: Sequence[Rows]) -> Rows:
    if len(parts) == 1:
        return parts[0]
    read = ReadList((), ())
    for part in parts:
        read = added(read, part.read)
    before = tuple(number for part in parts for number in part.before)
    return Rows(read, before, tuple(read.problems))


def added(first: ReadList, other: ReadList) -> ReadList:
    """Return two lists as one."""
    files, sheets = len(first.files), len(first.sheets)
    persons = Persons({n: [*first.persons[n], *other.persons[n]] for n in COLUMNS})
    persons.columns["sheet"] = [
        *first.persons["sheet"],
        *(number + sheets for number in other.persons["sheet"]),
    ]
    return ReadList(
        (*first.files, *other.files),
        (*first.sheets, *(replace(s, file=s.file + files) for s in other.sheets)),
        persons,
        [*first.blocks, *(replace(b, sheet=b.sheet + sheets) for b in other.blocks)],
        [*first.problems, *other.problems],
        [
            *first.answers,
            *(answer._replace(sheet=answer.sheet + sheets) for answer in other.answers),
        ],
        first.data_rows + other.data_rows,
    )


def still_to_change(current: Work, cells: Cells) -> dict[Cell, str]:
    """Return the cells that hold another text by now than they should."""
    connection = current.session.connection()
    batches = raw_rows.batches_of(connection, {cell.sheet for cell in cells})
    kept = (
        one for batch in set(batches.values()) for one in raw_rows.kept_import(connection, batch)
    )
    return changed_only(kept, cells)
