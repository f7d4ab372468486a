"""Sheets of plain text as a workbook; the same texts give the same bytes."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from io import BytesIO

_MADE = datetime(2020, 1, 1, tzinfo=UTC)
"""What the file says of when it was made: nothing, but always the same."""


def workbook_of_texts(sheets: Iterable[tuple[str, Sequence[Sequence[str]]]]) -> bytes:
    """Return a workbook of the sheets (name, rows of cells), every cell a text."""
    # Loaded when a workbook is written: nothing else here needs it, and it takes its time.
    import xlsxwriter

    target = BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        book.set_properties({"created": _MADE})
        for name, rows in sheets:
            sheet = book.add_worksheet(name)
            for row, texts in enumerate(rows):
                for column, text in enumerate(texts):
                    if text:
                        sheet.write_string(row, column, text)
    return target.getvalue()
