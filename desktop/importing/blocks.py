"""Keep every row of a sheet exactly as it came, in compressed blocks.

A block holds its cells column by column: the column's distinct texts, and for every row the
number of its text. That is a tenth of the work of writing millions of cells one after the other.

The block is a byte that tells the format, then a zlib stream: the length of a JSON text (four
bytes, little endian), the text, the numbers. The text lists for every column the bytes that one
number takes (1, 2 or 4) and its texts. Blocks that begin with `x` are older: zlib of a JSON list
of rows.
"""

import json
import struct
import zlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

import numpy as np
from isal import isal_zlib

from desktop.domain.listing import RawBlock
from desktop.importing.column import Column
from desktop.importing.workbook import Sheet

ROWS_PER_BLOCK = 16384
_BY_COLUMNS = b"C"
_LENGTH = struct.Struct("<I")
_WIDTHS = {1: "<u1", 2: "<u2", 4: "<u4"}


def raw_blocks(sheet: Sheet, number: int) -> Iterator[RawBlock]:
    """Yield the rows of the sheet whose index in the list is `number`."""
    for first in range(0, sheet.height, ROWS_PER_BLOCK):
        columns = [column[first : first + ROWS_PER_BLOCK].compact() for column in sheet.columns]
        yield RawBlock(number, first + 1, len(columns[0]), _packed(columns))


def row_blocks(sheet: Sheet, number: int, rows: Iterable[int]) -> Iterator[RawBlock]:
    """Yield only these rows (from 1, ascending) of the sheet whose index is `number`."""
    for _, pairs in groupby(enumerate(rows), lambda pair: pair[1] - pair[0]):
        run = [row for _, row in pairs]
        first = run[0] - 1
        columns = [column[first : first + len(run)].compact() for column in sheet.columns]
        yield RawBlock(number, run[0], len(run), _packed(columns))


def rows_of(block: RawBlock) -> list[list[str]]:
    """Return a block's rows, each a list of cells as they came."""
    return [list(row) for row in zip(*_unpacked(block), strict=True)]


def cells_of(blocks: Sequence[RawBlock], rows: Iterable[int]) -> dict[int, list[str]]:
    """Return these rows (from 1) of a sheet's blocks; later blocks stand over earlier ones."""
    wanted, found = sorted(set(rows)), {}
    for block in blocks:
        here = [row for row in wanted if 0 <= row - block.first_row < block.count]
        if here:
            columns = _unpacked(block)
            for row in here:
                found[row] = [column[row - block.first_row] for column in columns]
    return found


def columns_of(blocks: Sequence[RawBlock]) -> tuple[Column, ...]:
    """Return the columns of the sheet that these blocks make; later ones stand over earlier."""
    unpacked = [(block.first_row - 1, block.count, _unpacked(block)) for block in blocks]
    height = max((first + count for first, count, _ in unpacked), default=0)
    width = max((len(columns) for _, _, columns in unpacked), default=0)
    made = []
    for index in range(width):
        words, codes = {"": 0}, np.zeros(height, np.int32)
        for first, count, columns in unpacked:
            own = columns[index] if index < len(columns) else Column.blank(count)
            places = [words.setdefault(word, len(words)) for word in own.words]
            codes[first : first + count] = np.array(places, np.int32)[own.codes]
        made.append(Column(list(words), codes))
    return tuple(made)


def _unpacked(block: RawBlock) -> list[Column]:
    if not block.data.startswith(_BY_COLUMNS):
        rows: list[list[str]] = json.loads(zlib.decompress(block.data))
        return [Column.of(column) for column in zip(*rows, strict=True)]
    content = zlib.decompress(memoryview(block.data)[1:])
    (length,) = _LENGTH.unpack_from(content)
    start = _LENGTH.size + length
    columns = []
    for width, words in json.loads(content[_LENGTH.size : start]):
        codes = np.frombuffer(content, _WIDTHS[width], block.count, start)
        start += width * block.count
        columns.append(Column(words, codes.astype(np.int32)))
    return columns


def _packed(columns: list[Column]) -> bytes:
    parts, codes = [], []
    for column in columns:
        count = len(column.words)
        width = 1 if count <= 1 << 8 else 2 if count <= 1 << 16 else 4
        parts.append((width, column.words))
        codes.append(column.codes.astype(_WIDTHS[width]).tobytes())
    # Half a character, as a damaged file may hold, can only be kept escaped.
    text = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
    try:
        data = text.encode("utf-8")
    except UnicodeEncodeError:
        data = json.dumps(parts).encode("ascii")
    content = b"".join((_LENGTH.pack(len(data)), data, *codes))
    return _BY_COLUMNS + isal_zlib.compress(content, 1)
