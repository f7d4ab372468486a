"""Rows kept as they came."""

import json
import zlib

from hypothesis import example, given
from hypothesis import strategies as st

from desktop.domain.listing import RawBlock
from desktop.importing.blocks import ROWS_PER_BLOCK, raw_blocks, rows_of
from desktop.importing.column import Column
from desktop.importing.workbook import Sheet


@given(st.lists(st.lists(st.text(), min_size=3, max_size=3), min_size=1, max_size=600))
@example([['"', "\\", "\n"]])
@example([["\ud800", "ก", ""]])
@example([["ก", "", "ข"]] * 600)
def test_rows_come_back_exactly(rows):
    sheet = Sheet("ก", False, tuple(map(Column.of, zip(*rows, strict=True))))
    blocks = list(raw_blocks(sheet, 0))
    assert [row for block in blocks for row in rows_of(block)] == rows
    assert sum(block.count for block in blocks) == len(rows)


def test_a_long_sheet_is_kept_in_pieces():
    column = Column.of(str(number % 70_000) for number in range(70_000))
    blocks = list(raw_blocks(Sheet("ก", False, (column,)), 3))
    assert [block.first_row for block in blocks] == list(range(1, 70_000, ROWS_PER_BLOCK))
    assert [row for block in blocks for row in rows_of(block)] == [[cell] for cell in column]


def test_blocks_of_older_versions_are_read():
    rows = [["ก", ""], ["ข", '"']]
    assert rows_of(RawBlock(0, 1, 2, zlib.compress(json.dumps(rows).encode()))) == rows
