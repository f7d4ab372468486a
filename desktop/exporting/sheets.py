"""What all our workbooks have in common: opened alike, text stays text, paper is A4."""

from typing import TYPE_CHECKING, Any, BinaryIO

import xlsxwriter

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

FONT = "TH Sarabun New"
# The longest text an Excel cell takes; a longer one would be dropped whole.
LONGEST_TEXT = 32_767
# Characters that make a workbook unreadable.
NOT_IN_XML = dict.fromkeys((0xFFFE, 0xFFFF), "\ufffd")
# What a spreadsheet would take for the beginning of a formula.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def open_workbook(target: BinaryIO) -> xlsxwriter.Workbook:
    """Open a workbook that is written to `target` when closed. Text never turns into a formula."""
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_format_properties": {"font_name": FONT, "font_size": 16},
    }
    return xlsxwriter.Workbook(target, options)


def set_paper(sheet: "Worksheet", *, first_repeated: int, last_repeated: int) -> None:
    """Print on A4 landscape, as wide as the paper, with the header on every page."""
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(first_repeated, last_repeated)
    sheet.set_margins(left=0.6, right=0.6, top=0.7, bottom=0.8)
    sheet.set_footer("&Rหน้า &P จาก &N")


def as_written(text: str) -> str:
    """Return the text as a cell of ours can hold it."""
    text = text.translate(NOT_IN_XML).encode("utf-8", "replace").decode("utf-8")
    return text[: LONGEST_TEXT - 1] + "…" if len(text) > LONGEST_TEXT else text


class TextCells:
    """Writes foreign text as text: never a formula, never a number, never dropped."""

    def __init__(self, book: xlsxwriter.Workbook, **look: Any) -> None:
        self._plain: Format = book.add_format({"num_format": "@", **look})
        self._guarded: Format = book.add_format({"num_format": "@", "quote_prefix": True, **look})

    def write(self, sheet: "Worksheet", row: int, column: int, text: str) -> None:
        """Write one cell."""
        text = as_written(text)
        look = self._guarded if text.startswith(FORMULA_STARTS) else self._plain
        sheet.write_string(row, column, text, look)
