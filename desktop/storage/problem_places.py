"""Problems beside the kept sheets that they stand in."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from desktop.domain.repairing import KeptSheet, OpenProblem
from desktop.storage import problems, raw_rows
from desktop.storage.raw_rows import SheetPlace


@dataclass(frozen=True, slots=True)
class Material:
    """Problems, the sheet of each (none for what is said of a file), the sheets as they stand.

    `kept` has the sheets that were read first, by their ids.
    """

    problems: tuple[OpenProblem, ...]
    places: dict[int, SheetPlace]
    kept: dict[int, KeptSheet]


def material_of(connection: Connection, ids: Sequence[int]) -> Material:
    """Return everything that repairing these problems needs."""
    found = problems.rows(connection, ids)
    batches = problems.batches(connection, ids)
    sheets = raw_rows.places_of(connection, set(batches.values()))
    by_name: dict[tuple[int, str, str], SheetPlace] = {}
    for place in sheets.values():
        by_name.setdefault((place.batch_id, place.file.name, place.name), place)
    places = {
        one.id: by_name[batches[one.id], one.problem.file, one.problem.sheet]
        for one in found
        if (batches[one.id], one.problem.file, one.problem.sheet) in by_name
    }
    bases = {place.base_batch for place in places.values()}
    kept = {sheet.id: sheet for base in bases for sheet in raw_rows.kept_import(connection, base)}
    return Material(tuple(found), places, kept)
