"""The tables of a paper's layout as a workbook."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, BinaryIO

from desktop.domain.paper_layout import Content, Layout, Table, Words, filled, shown
from desktop.domain.progress import Reporter
from desktop.exporting.sheets import TextCells, open_workbook, set_paper

if TYPE_CHECKING:
    import xlsxwriter
    from xlsxwriter.worksheet import Worksheet

DOING = "จัดตาราง"
# Column widths of Excel are in characters; a millimetre of our Sarabun is about half of one.
PER_MM = 0.55
_LONGEST_NAME = 31
_NOT_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
_HEAD = {"bold": True, "border": 1, "align": "center", "valign": "vcenter", "text_wrap": True}


def write_papers(
    layout: Layout,
    named: Iterable[tuple[str, Content]],
    target: BinaryIO,
    report: Reporter,
    total: int,
) -> int:
    """Write papers as a workbook, each on a sheet of its name; return how many there are.

    Raises:
        UserError: the layout names a value that there is not.
        Cancelled: the clerk asked to stop.
    """
    count = 0
    with open_workbook(target) as book:
        names: set[str] = set()
        for title, content in named:
            report.step(count, total, DOING)
            sheet = book.add_worksheet(_name(title, names))
            _Sheet(book, sheet, layout, content).write()
            count += 1
    report.step(count, total, DOING)
    return count


def _name(title: str, taken: set[str]) -> str:
    """Return a sheet's name that Excel takes and no other sheet has."""
    base = " ".join(title.translate(_NOT_IN_NAMES).split())[:_LONGEST_NAME] or "รายชื่อ"
    name, number = base, 1
    while name.casefold() in taken:
        number += 1
        tail = f" ({number})"
        name = base[: _LONGEST_NAME - len(tail)] + tail
    taken.add(name.casefold())
    return name


class _Sheet:
    """Writes one paper's words and tables, from the top downward."""

    def __init__(
        self, book: "xlsxwriter.Workbook", sheet: "Worksheet", layout: Layout, content: Content
    ) -> None:
        self._book, self._sheet = book, sheet
        self._layout, self._content = layout, content
        self._row = 0
        self._cells = TextCells(book, valign="top", text_wrap=True, border=4)

    def write(self) -> None:
        """Write the whole paper; signatures and lines to write on are the paper's alone."""
        head: int | None = None
        for block in shown(self._layout, self._content):
            if isinstance(block, Words):
                self._words(block)
            elif isinstance(block, Table):
                head = self._row
                self._table(block)
        if self._layout.foot:
            self._row += 1
            self._words(Words(self._layout.foot))
        first = head or 0
        self._sheet.freeze_panes(first + 1, 0)
        set_paper(self._sheet, first_repeated=first, last_repeated=first)

    def _words(self, block: Words) -> None:
        look = {"bold": block.bold, "font_size": 20 if block.size > 14 else 16}
        cells = TextCells(self._book, **look)
        cells.write(self._sheet, self._row, 0, filled(block.text, self._content.values))
        self._row += 1

    def _table(self, table: Table) -> None:
        head = self._book.add_format(_HEAD)
        number = self._book.add_format({"num_format": "#,##0", "valign": "top", "border": 4})
        rows = self._content.tables.get(table.rows, ())
        for place, column in enumerate(table.columns):
            self._sheet.set_column(place, place, max(6, column.width * PER_MM))
            text = filled(column.head, self._content.values)
            self._sheet.write_string(self._row, place, text, head)
        if rows:
            self._sheet.autofilter(self._row, 0, self._row + len(rows), len(table.columns) - 1)
        for row in rows:
            self._row += 1
            for place, column in enumerate(table.columns):
                text = filled(column.value, row)
                digits = text.replace(",", "")
                if column.number and digits.isascii() and digits.isdecimal():
                    self._sheet.write_number(self._row, place, int(digits), number)
                else:
                    self._cells.write(self._sheet, self._row, place, text)
        self._row += 1
