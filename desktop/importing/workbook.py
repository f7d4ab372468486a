"""Open a spreadsheet or a text file as sheets whose cells are text.

Runs in the child process (see `child`): what is opened here comes from outside.
"""

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

import python_calamine

from desktop.importing.child import is_panic
from desktop.importing.column import Column
from desktop.importing.hidden import NOTHING, Hidden, HiddenParts
from desktop.importing.pages import is_page, read_page
from desktop.importing.passwords import decrypted, is_encrypted
from desktop.importing.refusals import (
    damaged,
    locked_for_good,
    no_spreadsheet,
    password_needed,
    refusal,
    scattered,
    unopened,
)
from desktop.importing.texts import Cell, text_of
from desktop.importing.xlsx.book import PlainBook
from desktop.importing.xlsx.parcel import Parcel, check
from desktop.importing.xlsx.refusal import Broken, NotPlain, Scattered

TEXT_SUFFIXES = frozenset({".csv", ".txt", ".tsv"})
BOOK_SUFFIXES = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"})
PAGE_SUFFIXES = frozenset({".html", ".htm"})
# In a folder these may be anything: only what a file holds tells whether it is a list.
VAGUE_SUFFIXES = PAGE_SUFFIXES | {".txt"}
SUFFIXES = TEXT_SUFFIXES | BOOK_SUFFIXES | PAGE_SUFFIXES

_LARGEST_FILE = 300 * 1024 * 1024
_LARGEST_UNPACKED = 1536 * 1024 * 1024
_LARGEST_MANIFEST = 1024 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_SEPARATORS = ",;\t"
# What no text file holds: control characters other than tab and line ends.
_BINARY = re.compile(r"[\x00-\x08\x0b\x0e-\x1f]")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its cells as text, column by column, all columns of equal length.

    Row 1 of the sheet is index 0. Empty columns at the right and empty rows at the end are
    left out. `about` is roughly how many rows there are where only the first were read.
    """

    name: str
    hidden: bool
    columns: tuple[Column, ...]
    hides: Hidden = NOTHING
    about: int | None = None

    @property
    def height(self) -> int:
        """Number of rows."""
        return len(self.columns[0]) if self.columns else 0

    def rows(self, first: int = 0, last: int | None = None) -> list[tuple[str, ...]]:
        """Return the rows from index `first` up to before `last`."""
        return list(zip(*(column[first:last] for column in self.columns), strict=True))


def read_bytes(path: Path) -> bytes:
    """Return the file's content, read once so that it can't change underway.

    Raises:
        UserError: it can't be read, or is larger than any list.
    """
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= _LARGEST_FILE else b""
    except OSError:
        raise unopened(path) from None
    if size > _LARGEST_FILE:
        raise refusal(path, "ไฟล์ใหญ่เกินไป", "กรุณาแบ่งไฟล์ให้แต่ละไฟล์ไม่เกิน 300 เมกะไบต์ แล้วลองอีกครั้ง")
    return data


def open_sheets(
    path: Path, data: bytes, passwords: Sequence[str] = (), *, enough: int | None = None
) -> Iterator[Sheet]:
    """Yield the sheets of a workbook, text file or web page that hold anything.

    Args:
        path: names the file in messages; its suffix tells text from workbooks.
        data: the file's content.
        passwords: tried in turn where the file is encrypted.
        enough: how many rows of each sheet will do; see `first_rows`.

    Raises:
        PasswordNeededError: encrypted, and no password fits.
        UserError: not a spreadsheet, damaged, or nothing in it.
    """
    if not data:
        raise refusal(path, "ไฟล์ว่างเปล่า", "ไฟล์นี้ไม่มีข้อมูล กรุณาตรวจว่าเลือกไฟล์ถูกต้อง")
    if path.suffix.lower() in TEXT_SUFFIXES and not data.startswith((_OLE, _ZIP)):
        sheets = _text_sheets(path, data)
    elif is_page(data):
        sheets = _page_sheets(path, data)
    else:
        sheets = _book_sheets(path, _unlocked(path, data, passwords), enough)
    found = False
    for sheet in sheets:
        if sheet.height:
            found = True
            yield sheet
    if not found:
        raise refusal(path, "ไฟล์ว่างเปล่า", "ไม่มีข้อมูลในแผ่นงานใดเลย กรุณาตรวจว่าเลือกไฟล์ถูกต้อง")


def first_rows(
    path: Path, data: bytes, rows: int, passwords: Sequence[str] = ()
) -> Iterator[Sheet]:
    """Yield the sheets as `open_sheets` does, of long ones only the first rows: in no time.

    At least `rows` rows are read of each sheet; all of those that the quick reader can't read, and
    of text files and web pages. `Sheet.about` tells of how many rows they are the first.
    """
    return open_sheets(path, data, passwords, enough=rows)


def _book_sheets(path: Path, data: bytes, enough: int | None = None) -> Iterator[Sheet]:
    """Yield the sheets: plain ones read quickly, all others by the reader of every format."""
    _check_container(path, data)
    with _told(path):
        book, other = _plain_book(data), _AnyBook(data)
        if book is None:
            yield from other.sheets()
            return
        for part in book.sheets:
            try:
                found = book.read(part, enough)
            except NotPlain:
                yield other.sheet(part.name, part.hidden)
            except Scattered as error:
                raise scattered(path, part.name, error.row, error.column) from None
            else:
                yield Sheet(part.name, part.hidden, found.columns, found.hides, found.about)


def _plain_book(data: bytes) -> PlainBook | None:
    """Return the workbook if the quick reader can be tried on it."""
    if data.startswith(_OLE):
        return None
    try:
        return PlainBook(Parcel(data))
    except NotPlain:
        return None


class _AnyBook:
    """A workbook of any format, opened when it is needed.

    Raises, whatever is asked of it:
        Broken: a checksum is wrong.
        CalamineError, OverflowError: it can't be read.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._hidden: HiddenParts | None = None
        self._book: python_calamine.CalamineWorkbook | None = None

    def sheets(self) -> Iterator[Sheet]:
        """Yield all sheets."""
        for meta in self._open().sheets_metadata:
            if meta.typ == python_calamine.SheetTypeEnum.WorkSheet:
                hidden = meta.visible != python_calamine.SheetVisibleEnum.Visible
                yield self.sheet(meta.name, hidden)

    def sheet(self, name: str, hidden: bool) -> Sheet:
        """Read one sheet."""
        rows = self._open().get_sheet_by_name(name).to_python(skip_empty_area=False)
        columns = _columns(rows)
        height = len(columns[0]) if columns else 0
        self._hidden = self._hidden or HiddenParts(self._data)
        return Sheet(name, hidden, columns, self._hidden.of(name, height, len(columns)))

    def _open(self) -> python_calamine.CalamineWorkbook:
        if self._book is None:
            if not self._data.startswith(_OLE):
                # The reader stops at the last cell, before a wrong checksum would tell.
                check(self._data)
            self._book = python_calamine.load_workbook(io.BytesIO(self._data))
        return self._book


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turn what the readers say of a workbook into words for the clerk."""
    try:
        yield
    except python_calamine.PasswordError:
        raise locked_for_good(path) from None
    except (Broken, python_calamine.CalamineError, OverflowError):
        raise damaged(path) from None
    except BaseException as error:
        if is_panic(error):
            raise damaged(path) from None
        raise


def _unlocked(path: Path, data: bytes, passwords: Sequence[str]) -> bytes:
    """Return the workbook without its encryption."""
    if not data.startswith(_OLE) or not is_encrypted(data):
        return data
    plain = decrypted(data, passwords)
    if plain is None:
        raise password_needed(path, tried=bool(passwords))
    return plain


def _check_container(path: Path, data: bytes) -> None:
    """Refuse what is no workbook, is locked, or would unpack to more than can be read."""
    if data.startswith(_OLE):
        return
    if not data.startswith(b"PK"):
        raise no_spreadsheet(path)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parcel:
            unpacked = sum(entry.file_size for entry in parcel.infolist())
            locked = _is_locked_document(parcel)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, ValueError, OSError, EOFError):
        raise damaged(path) from None
    if locked:
        raise locked_for_good(path)
    if unpacked > _LARGEST_UNPACKED:
        raise refusal(path, "ไฟล์ใหญ่เกินไป", "เนื้อหาในไฟล์ใหญ่ผิดปกติ กรุณาแบ่งไฟล์ให้เล็กลง แล้วลองอีกครั้ง")


def _is_locked_document(parcel: zipfile.ZipFile) -> bool:
    """Return whether this is an encrypted .ods: the reader of cells only calls it damaged."""
    try:
        with parcel.open("META-INF/manifest.xml") as part:
            return b"encryption-data" in part.read(_LARGEST_MANIFEST)
    except KeyError:
        return False


def _page_sheets(path: Path, data: bytes) -> Iterator[Sheet]:
    tables = read_page(path, data)
    for number, table in enumerate(tables, 1):
        name = path.stem if len(tables) == 1 else f"ตาราง {number}"
        yield Sheet(name, False, _columns(table.rows), Hidden(table.hidden_rows))


def _columns(rows: Sequence[Sequence[Cell]]) -> tuple[Column, ...]:
    return _trimmed([_text_column(column) for column in zip(*rows, strict=True)])


def _trimmed(columns: list[Column]) -> tuple[Column, ...]:
    """Leave out empty columns at the right and empty rows at the end."""
    while columns and not any(columns[-1].distinct()):
        columns.pop()
    if not columns:
        return ()
    full = height = len(columns[0])
    while height and not any(column[height - 1] for column in columns):
        height -= 1
    if height < full:
        columns = [column[:height] for column in columns]
    return tuple(columns)


def _text_column(column: Sequence[Cell]) -> Column:
    try:
        "".join(column)  # type: ignore[arg-type]  # the quickest proof that all cells are text
    except TypeError:
        pass
    else:
        return Column.of(column)  # type: ignore[arg-type]  # proved above
    if bool in set(map(type, column)):
        return Column.of(text_of(cell) for cell in column)
    # Without bool, cells that are equal have the same text: each is turned into text once.
    texts = {cell: text_of(cell) for cell in set(column)}
    return Column.of(map(texts.__getitem__, column))


def _text_sheets(path: Path, data: bytes) -> Iterator[Sheet]:
    text = _decoded(path, data)
    if _BINARY.search(text):
        raise refusal(
            path,
            "ไม่ใช่ไฟล์ตารางคำนวณ",
            "เนื้อหาในไฟล์ไม่ใช่ข้อความ กรุณาเปิดไฟล์ด้วยโปรแกรมตารางคำนวณ แล้วบันทึกเป็น .xlsx",
        )
    head = text[:20_000]
    separator = max(_SEPARATORS, key=head.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error:
        raise damaged(path) from None
    columns = [Column.of(cells) for cells in zip_longest(*rows, fillvalue="")]
    yield Sheet(path.stem, False, _trimmed(columns))


def _decoded(path: Path, data: bytes) -> str:
    """Return the text of a file in UTF-8, UTF-16 or the Thai code page of Windows."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif data[1::2][:200].count(0) > data[0::2][:200].count(0):
        encodings = ["utf-16-le"]
    else:
        encodings = ["utf-8-sig", "cp874"]
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise damaged(path)
