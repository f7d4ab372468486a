"""Rows kept as they came."""

from hypothesis import example, given
from hypothesis import strategies as st

from desktop.importing.blocks import raw_blocks, rows_of
from desktop.importing.workbook import Sheet


@given(st.lists(st.lists(st.text(), min_size=3, max_size=3), min_size=1, max_size=600))
@example([['"', "\\", "\n"]])
@example([["\ud800", "ก", ""]])
@example([["ก", "", "ข"]] * 600)
def test_rows_come_back_exactly(rows):
    sheet = Sheet("ก", False, tuple(zip(*rows, strict=True)))
    blocks = list(raw_blocks(sheet, 0))
    assert [row for block in blocks for row in rows_of(block)] == rows
    assert sum(block.count for block in blocks) == len(rows)
