"""The first rows of a file, as they stand, in columns named as Excel names them."""

from PySide6.QtCore import QObject

from desktop.models.records import Column, RecordsModel
from desktop.thai.citizen_id import without_ids

_LETTERS = 26


def glimpse_model(width: int, parent: QObject | None = None) -> RecordsModel[tuple[str, ...]]:
    """Return a table of rows of so many cells."""
    return RecordsModel([_column(index) for index in range(width)], parent)


def _column(index: int) -> Column[tuple[str, ...]]:
    return Column(_name(index), lambda row: without_ids(row[index]))


def _name(index: int) -> str:
    """Return A, B, ... Z, AA, ..."""
    first, last = divmod(index, _LETTERS)
    return (_name(first - 1) if first else "") + chr(ord("A") + last)
