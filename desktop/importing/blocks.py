"""Keep every row of a sheet exactly as it came, in small compressed blocks."""

import json
import zlib
from collections.abc import Iterator

from desktop.domain.listing import RawBlock
from desktop.importing.workbook import Sheet

ROWS_PER_BLOCK = 256
_FASTEST = 1


def raw_blocks(sheet: Sheet, number: int) -> Iterator[RawBlock]:
    """Yield the rows of the sheet whose index in the list is `number`."""
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False)
    for first in range(0, sheet.height, ROWS_PER_BLOCK):
        rows = sheet.rows(first, first + ROWS_PER_BLOCK)
        data = zlib.compress(encode.encode(rows).encode("utf-8"), _FASTEST)
        yield RawBlock(number, first + 1, len(rows), data)


def rows_of(block: RawBlock) -> list[list[str]]:
    """Return a block's rows, each a list of cells as they came."""
    rows: list[list[str]] = json.loads(zlib.decompress(block.data))
    return rows
