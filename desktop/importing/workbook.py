"""Open a spreadsheet or a text file as sheets whose cells are text.

Runs in the child process (see `child`): what is opened here comes from outside.
"""

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

import python_calamine

from desktop.domain.errors import Place, UserError
from desktop.importing.child import is_panic

Cell = str | float | int | bool | date | datetime | time | timedelta | None
Column = Sequence[str]

TEXT_SUFFIXES = frozenset({".csv", ".txt", ".tsv"})
BOOK_SUFFIXES = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"})
SUFFIXES = TEXT_SUFFIXES | BOOK_SUFFIXES

_LARGEST_FILE = 300 * 1024 * 1024
_LARGEST_UNPACKED = 1536 * 1024 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_SEPARATORS = ",;\t"
# What no text file holds: control characters other than tab and line ends.
_BINARY = frozenset(map(chr, range(32))) - frozenset("\t\r\n\x0c")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its cells as text, column by column, all columns of equal length.

    Row 1 of the sheet is index 0. Empty columns at the right and empty rows at the end are
    left out.
    """

    name: str
    hidden: bool
    columns: tuple[Column, ...]

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
        UserError: it can't be read, is empty, or is larger than any list.
    """
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= _LARGEST_FILE else b""
    except OSError:
        raise _refusal(
            path,
            "เปิดไฟล์ไม่ได้",
            "ไม่พบไฟล์ หรือไฟล์กำลังเปิดอยู่ในโปรแกรมอื่น กรุณาปิดไฟล์นั้น ตรวจว่าไฟล์ยังอยู่ที่เดิม แล้วลองอีกครั้ง",
        ) from None
    if size > _LARGEST_FILE:
        raise _refusal(path, "ไฟล์ใหญ่เกินไป", "กรุณาแบ่งไฟล์ให้แต่ละไฟล์ไม่เกิน 300 เมกะไบต์ แล้วลองอีกครั้ง")
    if not data:
        raise _refusal(path, "ไฟล์ว่างเปล่า", "ไฟล์นี้ไม่มีข้อมูล กรุณาตรวจว่าเลือกไฟล์ถูกต้อง")
    return data


def open_sheets(path: Path, data: bytes) -> Iterator[Sheet]:
    """Yield the sheets of a workbook or text file that hold anything.

    Args:
        path: names the file in messages; its suffix tells text from workbooks.
        data: the file's content.

    Raises:
        UserError: not a spreadsheet, encrypted, damaged, or nothing in it.
    """
    is_text = path.suffix.lower() in TEXT_SUFFIXES and not data.startswith((_OLE, _ZIP))
    sheets = _text_sheets(path, data) if is_text else _book_sheets(path, data)
    found = False
    for sheet in sheets:
        if sheet.height:
            found = True
            yield sheet
    if not found:
        raise _refusal(path, "ไฟล์ว่างเปล่า", "ไม่มีข้อมูลในแผ่นงานใดเลย กรุณาตรวจว่าเลือกไฟล์ถูกต้อง")


def text_of(cell: Cell) -> str:
    """Return a cell's value as text: whole numbers without '.0', dates in ISO as they stand."""
    if isinstance(cell, str):
        return cell
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    if isinstance(cell, date | time):
        return cell.isoformat()
    return str(cell)


def _book_sheets(path: Path, data: bytes) -> Iterator[Sheet]:
    _check_container(path, data)
    try:
        book = python_calamine.load_workbook(io.BytesIO(data))
        for meta in book.sheets_metadata:
            if meta.typ == python_calamine.SheetTypeEnum.WorkSheet:
                rows = book.get_sheet_by_name(meta.name).to_python(skip_empty_area=False)
                hidden = meta.visible != python_calamine.SheetVisibleEnum.Visible
                yield Sheet(meta.name, hidden, _columns(rows))
    except python_calamine.PasswordError:
        raise _encrypted(path) from None
    except python_calamine.CalamineError:
        raise _damaged(path) from None
    except BaseException as error:
        if is_panic(error):
            raise _damaged(path) from None
        raise


def _check_container(path: Path, data: bytes) -> None:
    """Refuse what is no workbook, is encrypted, or would unpack to more than can be read."""
    if data.startswith(_OLE):
        if _is_encrypted(data):
            raise _encrypted(path)
    elif data.startswith(b"PK"):
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as parcel:
                unpacked = sum(entry.file_size for entry in parcel.infolist())
        except (zipfile.BadZipFile, NotImplementedError, UnicodeDecodeError, ValueError):
            raise _damaged(path) from None
        if unpacked > _LARGEST_UNPACKED:
            raise _refusal(path, "ไฟล์ใหญ่เกินไป", "เนื้อหาในไฟล์ใหญ่ผิดปกติ กรุณาแบ่งไฟล์ให้เล็กลง แล้วลองอีกครั้ง")
    else:
        raise _refusal(
            path,
            "ไม่ใช่ไฟล์ตารางคำนวณ",
            "โปรแกรมอ่านได้เฉพาะ .xlsx .xls .xlsb .ods และ .csv "
            "กรุณาเปิดไฟล์ด้วยโปรแกรมตารางคำนวณ แล้วบันทึกเป็น .xlsx",
        )


def _is_encrypted(data: bytes) -> bool:
    import msoffcrypto  # heavy, and needed for old workbooks and encrypted ones only

    try:
        return bool(msoffcrypto.OfficeFile(io.BytesIO(data)).is_encrypted())
    except Exception:
        # Its reader fails in many ways on damaged files; calamine says what is wrong.
        return False


def _columns(rows: Sequence[Sequence[Cell]]) -> tuple[Column, ...]:
    columns = [_text_column(column) for column in zip(*rows, strict=True)]
    while columns and not any(columns[-1]):
        columns.pop()
    if not columns:
        return ()
    height = len(rows)
    while height and not any(column[height - 1] for column in columns):
        height -= 1
    if height < len(rows):
        columns = [column[:height] for column in columns]
    return tuple(columns)


def _text_column(column: Sequence[Cell]) -> Column:
    try:
        "".join(column)  # type: ignore[arg-type]  # the quickest proof that all cells are text
    except TypeError:
        pass
    else:
        return column  # type: ignore[return-value]  # proved above
    if bool in set(map(type, column)):
        return [text_of(cell) for cell in column]
    # Without bool, cells that are equal have the same text: each is turned into text once.
    texts = {cell: text_of(cell) for cell in set(column)}
    return list(map(texts.__getitem__, column))


def _text_sheets(path: Path, data: bytes) -> Iterator[Sheet]:
    text = _decoded(path, data)
    if not _BINARY.isdisjoint(text):
        raise _refusal(
            path,
            "ไม่ใช่ไฟล์ตารางคำนวณ",
            "เนื้อหาในไฟล์ไม่ใช่ข้อความ กรุณาเปิดไฟล์ด้วยโปรแกรมตารางคำนวณ แล้วบันทึกเป็น .xlsx",
        )
    head = text[:20_000]
    separator = max(_SEPARATORS, key=head.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error:
        raise _damaged(path) from None
    width = max(map(len, rows), default=0)
    yield Sheet(path.stem, False, _columns([row + [""] * (width - len(row)) for row in rows]))


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
    raise _damaged(path)


def _encrypted(path: Path) -> UserError:
    return _refusal(
        path,
        "ไฟล์มีรหัสผ่าน",
        "กรุณาเปิดไฟล์ด้วยรหัสผ่าน บันทึกเป็นไฟล์ใหม่ที่ไม่มีรหัสผ่าน แล้วนำเข้าอีกครั้ง",
    )


def _damaged(path: Path) -> UserError:
    return _refusal(
        path,
        "ไฟล์เสียหายหรือไม่สมบูรณ์",
        "อาจคัดลอกหรือดาวน์โหลดมาไม่ครบ กรุณาขอไฟล์ใหม่ หรือเปิดด้วยโปรแกรมตารางคำนวณแล้วบันทึกเป็น .xlsx ใหม่",
    )


def _refusal(path: Path, title: str, message: str) -> UserError:
    return UserError(title, message, Place(file=path.name))
