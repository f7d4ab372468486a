"""The workbook of rows that could not be read whole: to be put right and imported by itself."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, BinaryIO

from desktop.domain.repairing import (
    ADDED,
    LIST_DATE,
    LIST_NAME,
    REMARKS,
    RepairBook,
    RepairRow,
    RepairSheet,
)
from desktop.exporting.sheets import TextCells, as_written, open_workbook, set_paper

if TYPE_CHECKING:
    import xlsxwriter
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from desktop.domain.listing import Problem

_WIDTHS = (48, 24, 40)
_REMARK_COLUMNS = (("ไฟล์", 30), ("แผ่นงาน", 24), ("คอลัมน์", 24), ("ค่าที่พบ", 24), ("หมายเหตุ", 80))
# Excel draws a box for each comment: thousands would only make it slow, and the reason is
# written beside the row in any case.
_MOST_COMMENTS = 5000
# Excel ends at row 1,048,576.
_MOST_REMARKS = 1_000_000
_LONGEST_NAME = 31
_NOT_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", "_"))
_WRONG = {"bg_color": "#FDE2D9", "border": 1, "border_color": "#C2410C"}
_OURS = {"bg_color": "#EEF3F6"}


def write_repairs(book: RepairBook, target: BinaryIO) -> None:
    """Write the rows with their own columns, every cell as text, and beside each what is wrong.

    Numbers of citizens and houses keep their digits and leading zeros, and nothing that a list
    brings along becomes a formula.
    """
    with open_workbook(target) as file:
        file.set_custom_property(LIST_NAME, book.list_name)
        file.set_custom_property(LIST_DATE, book.as_of)
        writer = _Writer(file)
        for sheet in book.sheets:
            writer.rows(sheet)
        if book.remarks or not book.sheets:
            writer.remarks(book.remarks[:_MOST_REMARKS])


def sheet_names(wanted: Sequence[str]) -> tuple[str, ...]:
    """Return names that Excel takes, all different, as near to the wanted ones as can be."""
    taken, names = {REMARKS.casefold()}, []
    for one in wanted:
        base = one.translate(_NOT_IN_NAMES).strip("' ")[:_LONGEST_NAME] or "แผ่นงาน"
        name, number = base, 2
        while name.casefold() in taken:
            ending = f" ({number})"
            name, number = f"{base[: _LONGEST_NAME - len(ending)]}{ending}", number + 1
        taken.add(name.casefold())
        names.append(name)
    return tuple(names)


class _Writer:
    def __init__(self, book: "xlsxwriter.Workbook") -> None:
        self._book = book
        self._comments = 0
        self._plain = TextCells(book, valign="top")
        self._wrong = TextCells(book, valign="top", **_WRONG)
        self._ours = TextCells(book, valign="top", text_wrap=True, **_OURS)
        self._head = self._format(bottom=1)
        self._our_head = self._format(bottom=1, **_OURS)

    def rows(self, sheet: RepairSheet) -> None:
        """Write one sheet."""
        page = self._book.add_worksheet(sheet.name)
        width = max(map(len, (*sheet.head, *(row.cells for row in sheet.rows))), default=0)
        last = len(sheet.head) - 1
        for number, line in enumerate(sheet.head):
            for column, text in enumerate(line):
                if text:
                    look = self._head if number == last else None
                    page.write_string(number, column, as_written(text), look)
        page.set_column(0, max(width - 1, 0), 18)
        for column, (text, size) in enumerate(zip(ADDED, _WIDTHS, strict=True), width):
            page.set_column(column, column, size)
            page.write_string(last, column, text, self._our_head)
        for number, row in enumerate(sheet.rows, last + 1):
            self._row(page, number, row, width)
        page.freeze_panes(last + 1, 0)
        page.autofilter(last, 0, last + len(sheet.rows), width + len(ADDED) - 1)
        set_paper(page, first_repeated=last, last_repeated=last)

    def remarks(self, remarks: Sequence["Problem"]) -> None:
        """Write what is to be said of whole sheets and columns."""
        page = self._book.add_worksheet(REMARKS)
        for column, (text, size) in enumerate(_REMARK_COLUMNS):
            page.set_column(column, column, size)
            page.write_string(0, column, text, self._head)
        for number, one in enumerate(remarks, 1):
            texts = (one.file, one.sheet, one.column, one.value, one.reason)
            for column, text in enumerate(texts):
                self._plain.write(page, number, column, text)
        page.freeze_panes(1, 0)
        set_paper(page, first_repeated=0, last_repeated=0)

    def _row(self, page: "Worksheet", number: int, row: RepairRow, width: int) -> None:
        wrong: dict[int, list[str]] = {}
        for column, reason in row.reasons:
            wrong.setdefault(column, []).append(reason)
        for column in range(width):
            text = row.cells[column] if column < len(row.cells) else ""
            (self._wrong if column in wrong else self._plain).write(page, number, column, text)
        said = "; ".join(reason for _, reason in row.reasons)
        for column, text in enumerate((said, row.suggestion, row.origin), width):
            self._ours.write(page, number, column, text)
        for column, comment in self._worth_a_comment(wrong):
            page.write_comment(number, column, comment, {"x_scale": 1.6})

    def _worth_a_comment(self, wrong: dict[int, list[str]]) -> Iterator[tuple[int, str]]:
        for column, reasons in wrong.items():
            if column >= 0 and self._comments < _MOST_COMMENTS:
                self._comments += 1
                yield column, "\n".join(reasons)

    def _format(self, **more: object) -> "Format":
        return self._book.add_format({"bold": True, "valign": "top", "text_wrap": True, **more})
