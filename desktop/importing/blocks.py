"""Keep every row of a sheet exactly as it came, in small compressed blocks."""

import json
import zlib
from collections.abc import Iterator, Sequence

from desktop.domain.listing import RawBlock
from desktop.importing.workbook import Sheet

ROWS_PER_BLOCK = 256
_FASTEST = 1
_NEED_ESCAPE = bytes(range(32)) + b"\\"


def raw_blocks(sheet: Sheet, number: int) -> Iterator[RawBlock]:
    """Yield the rows of the sheet whose index in the list is `number`."""
    for first in range(0, sheet.height, ROWS_PER_BLOCK):
        rows = sheet.rows(first, first + ROWS_PER_BLOCK)
        yield RawBlock(number, first + 1, len(rows), zlib.compress(_as_json(rows), _FASTEST))


def rows_of(block: RawBlock) -> list[list[str]]:
    """Return a block's rows, each a list of cells as they came."""
    rows: list[list[str]] = json.loads(zlib.decompress(block.data))
    return rows


def _as_json(rows: Sequence[Sequence[str]]) -> bytes:
    """Return JSON in UTF-8. Rows are only joined where no cell needs escaping: much faster."""
    text = '[["' + '"],["'.join(map('","'.join, rows)) + '"]]'
    try:
        data = text.encode("utf-8")
    except UnicodeEncodeError:
        # Half a character, as a damaged file may hold, can only be kept escaped.
        return json.dumps(rows).encode("ascii")
    quotes = 2 * len(rows) * len(rows[0])
    if text.count('"') == quotes and len(data.translate(None, _NEED_ESCAPE)) == len(data):
        return data
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
