"""Read the tables of a web page. Many systems of the state export such a page named .xls.

As in a workbook, the text of a merged cell stands in its first column only. Downwards it is
repeated, unless it is a header: each row of a household merged so belongs to that household.
"""

import codecs
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from desktop.importing.refusals import damaged, refusal

_HEAD = 4096
_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body|table|div|style|meta)\b", re.IGNORECASE)
# Excel's own XML of 2003 has tables too, but of another kind.
_XML_BOOK = re.compile(r"<(?:\w+:)?workbook\b", re.IGNORECASE)
_CHARSET = re.compile(
    rb"""<meta\b[^>]{0,300}?charset\s*=\s*["']?\s*([\w-]{1,20})""", re.IGNORECASE
)
_THAI = frozenset({b"windows-874", b"cp874", b"tis-620", b"tis620", b"iso-8859-11"})
_SPACES = re.compile(r"[ \t\r\n\f]+")
_SHORTENED = re.compile(r"[\d.,]+E\+?\d+")
_NOT_SHOWN = re.compile(r"display\s*:\s*none", re.IGNORECASE)

_SILENT = frozenset({"script", "style", "title", "xml"})
_BREAKS = frozenset({"br", "p", "div", "li", "caption", *(f"h{size}" for size in range(1, 7))})
_DEEPEST = 40
_MOST_TABLES = 500
_MOST_CELLS = 10_000_000
_WIDEST = 16_384
# The limits that browsers keep.
_MOST_ACROSS = 1000
_MOST_DOWN = 65_534

Attributes = list[tuple[str, str | None]]


class _TooMuch(Exception):  # noqa: N818  (told to the clerk in other words)
    pass


@dataclass(slots=True)
class _Cell:
    header: bool
    across: int
    down: int
    number: str
    words: list[str] = field(default_factory=list)

    def text(self) -> str:
        """Return what is shown, or the number itself where only its start is shown."""
        shown = _lines(self.words)
        return self.number if self.number and _SHORTENED.fullmatch(shown) else shown


@dataclass(slots=True)
class PageTable:
    """One table: its rows, all equally long; the text above it makes its first rows."""

    titles: list[str]
    rows: list[list[str]] = field(default_factory=list)
    hidden_rows: int = 0
    _cells: list[_Cell] = field(default_factory=list)
    _cell: _Cell | None = None
    _below: dict[int, tuple[int, str]] = field(default_factory=dict)

    @property
    def words(self) -> list[str] | None:
        """Where text goes that comes now, None between cells."""
        return None if self._cell is None else self._cell.words

    def start_cell(self, cell: _Cell) -> None:
        """Begin a cell in the present row."""
        self.end_cell()
        self._cell = cell

    def end_cell(self) -> None:
        """End the cell in hand, if any."""
        if self._cell is not None:
            self._cells.append(self._cell)
            self._cell = None

    def end_row(self) -> int:
        """End the row in hand, if any; return how many cells it got from rows above."""
        self.end_cell()
        if not self._cells:
            return 0
        # Cells merged sideways beside cells merged downwards: a header of two rows.
        heads = any(cell.across > 1 for cell in self._cells)
        row: list[str] = []
        for cell in self._cells:
            self._from_above(row)
            text, start = cell.text(), len(row)
            row += [text, *[""] * (cell.across - 1)]
            for column in range(start, len(row)):
                self._below.pop(column, None)
                if cell.down > 1:
                    shown = text if column == start and not (heads or cell.header) else ""
                    self._below[column] = (cell.down - 1, shown)
        last = max(self._below, default=-1)
        while len(row) <= last:
            self._from_above(row)
            if len(row) <= last:
                row.append("")
        if len(row) > _WIDEST:
            raise _TooMuch
        own = sum(cell.across for cell in self._cells)
        self._cells = []
        self.rows.append(row)
        return len(row) - own

    def finish(self, most_cells: int) -> None:
        """Put the titles above the rows and make all equally long."""
        self.rows[:0] = ([title] for title in self.titles)
        width = max(map(len, self.rows), default=0)
        if width * len(self.rows) > most_cells:
            raise _TooMuch
        for row in self.rows:
            row += [""] * (width - len(row))

    def _from_above(self, row: list[str]) -> None:
        """Add the cells that reach down from rows above to where the row has come."""
        while (found := self._below.pop(len(row), None)) is not None:
            left, text = found
            if left > 1:
                self._below[len(row)] = (left - 1, text)
            row.append(text)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[PageTable] = []
        self.open: list[PageTable] = []
        self._above: list[str] = []  # text before the next table
        self._silent = ""
        self._cells = 0

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        if tag == "table":
            self._start_table()
        elif tag in _SILENT:
            self._silent = tag
        elif tag in _BREAKS:
            self._say("\n")
        elif self.open:
            self._start_part(self.open[-1], tag, dict(attrs))

    def handle_startendtag(self, tag: str, attrs: Attributes) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag == self._silent:
            self._silent = ""
        elif tag in _BREAKS:
            self._say("\n")
        elif self.open and tag in ("td", "th"):
            self.open[-1].end_cell()
        elif self.open and tag in ("tr", "table"):
            self._count(self.open[-1].end_row())
            if tag == "table":
                self.open.pop()

    def handle_data(self, data: str) -> None:
        # In HTML only tags break lines.
        if not self._silent:
            self._say(_SPACES.sub(" ", data))

    def _say(self, text: str) -> None:
        words = self.open[-1].words if self.open else self._above
        if words is not None:
            words.append(text)
        elif text.strip():
            # A caption, or text between cells: browsers show it above the table too.
            self._count(1)
            self.open[-1].titles.append(text.strip())

    def _start_table(self) -> None:
        self._silent = ""
        if len(self.open) >= _DEEPEST or len(self.tables) >= _MOST_TABLES:
            raise _TooMuch
        titles: list[str] = []
        if not self.open:
            titles = _lines(self._above).splitlines()
            self._above.clear()
        self._count(len(titles))
        table = PageTable(titles)
        self.tables.append(table)
        self.open.append(table)

    def _start_part(self, table: PageTable, tag: str, given: dict[str, str | None]) -> None:
        if tag == "tr":
            self._count(table.end_row())
            hidden = "hidden" in given or _NOT_SHOWN.search(given.get("style") or "")
            table.hidden_rows += bool(hidden)
        elif tag in ("td", "th"):
            across = _span(given.get("colspan"), _MOST_ACROSS)
            down = _span(given.get("rowspan"), _MOST_DOWN)
            self._count(across)
            table.start_cell(_Cell(tag == "th", across, down, given.get("x:num") or ""))

    def _count(self, cells: int) -> None:
        self._cells += cells
        if self._cells > _MOST_CELLS:
            raise _TooMuch


def is_page(data: bytes) -> bool:
    """Return whether the file is a web page, whatever its name says."""
    head = data[:_HEAD]
    utf_16 = head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    text = head.decode("utf-16" if utf_16 else "utf-8", "replace").lstrip("\ufeff \t\r\n")
    return text.startswith("<") and bool(_PAGE.search(text)) and not _XML_BOOK.search(text)


def read_page(path: Path, data: bytes) -> list[PageTable]:
    """Return the tables of a page in the order in which they begin, also tables in tables.

    Text below the last table is no part of any.

    Raises:
        UserError: the page is cut off, in no known code page, or too large.
    """
    text = _decoded(path, data)
    if text.rfind("<!--") > text.rfind("-->") or text.rfind("<") > text.rfind(">"):
        # Cut off in a comment or tag; the parser would look for its end again and again.
        raise damaged(path)
    reader = _Reader()
    try:
        reader.feed(text)
        reader.close()
        if reader.open:
            # A table without its end: what is missing may be rows.
            raise damaged(path)
        for table in reader.tables:
            table.finish(_MOST_CELLS)
    except _TooMuch:
        raise refusal(
            path, "ไฟล์ใหญ่เกินไป", "ตารางในไฟล์ใหญ่ผิดปกติ กรุณาแบ่งไฟล์ให้เล็กลง แล้วลองอีกครั้ง"
        ) from None
    return reader.tables


def _decoded(path: Path, data: bytes) -> str:
    """Return the text by its byte order mark, else by what it says of itself, else by trial."""
    declared = _CHARSET.search(data[:_HEAD])
    encodings = ["utf-8-sig", "cp874"]
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    elif declared and declared[1].lower() in _THAI and not data.startswith(codecs.BOM_UTF8):
        encodings.reverse()
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise damaged(path)


def _lines(words: list[str]) -> str:
    """Return text as it is shown: breaks stay, other runs of space are one."""
    lines = (_SPACES.sub(" ", line).strip() for line in "".join(words).split("\n"))
    return "\n".join(line for line in lines if line)


def _span(text: str | None, most: int) -> int:
    digits = (text or "").strip()
    return min(max(int(digits), 1), most) if digits.isdecimal() and len(digits) < 10 else 1
