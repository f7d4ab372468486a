"""Rows that were kept read as the file did, and with a cell put right as such a file would."""

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.listing import ListFile
from desktop.domain.progress import Silent
from desktop.domain.repairing import Cell, KeptSheet
from desktop.domain.sheets import Known, ProfileColumn
from desktop.importing.assembly import Assembly
from desktop.importing.blocks import cells_of, columns_of, raw_blocks, row_blocks, rows_of
from desktop.importing.column import Column
from desktop.importing.layouts import Layouts
from desktop.importing.rereading import head_of, reread, standing_alone
from desktop.importing.workbook import Sheet
from tests.factories.workbooks import HEADS, row_of

FILE = ListFile("รายชื่อ.xlsx", 10, "0" * 64)
SHEET = 7
YEAR = 2022
# One of these in a random cell: what is wrong there depends on the column, or on all of it.
WORDS = ("", "-", "x", "12345", "ห้าสิบ", "31/02/2521", "/", "✗", "ไม่พิการ", "2020-02-01", "9" * 13)
cells = st.tuples(st.integers(1, 6), st.integers(0, len(HEADS) - 1), st.sampled_from(WORDS))


def sheet_of(rows):
    columns = tuple(Column.of(column) for column in zip(*rows, strict=True))
    return Sheet("คลองสอง", False, columns)


def rows_with(changes):
    rows = [list(HEADS), *(row_of(number, number // 2) for number in range(1, 7))]
    for row, column, text in changes:
        rows[row][column] = text
    return rows


def assembled(rows, layout):
    assembly = Assembly(YEAR, Known())
    assembly.add(FILE.name, sheet_of(rows), layout, [])
    return assembly.finish((FILE,), [])


def kept(rows, layout):
    placed = [ProfileColumn("", "")] * len(HEADS)
    for guess in layout.columns:
        placed[guess.index] = ProfileColumn(guess.header, guess.canonical, guess.reading)
    blocks = tuple(raw_blocks(sheet_of(rows), 0))
    return KeptSheet(SHEET, FILE, "คลองสอง", 1, 1, tuple(placed), blocks, (SHEET,))


@given(st.lists(cells, max_size=8), st.lists(cells, max_size=3))
@settings(max_examples=60)
def test_with_cells_put_right_it_reads_as_a_file_that_has_them_so(changes, fixes):
    before, after = rows_with(changes), rows_with([*changes, *fixes])
    layout = Layouts(Known(), closely=False).of(0, FILE.name, sheet_of(before))
    wanted = {Cell(SHEET, row + 1, column): text for row, column, text in fixes}
    again = reread([kept(before, layout)], wanted, YEAR, Known(), Silent())
    plain = assembled(after, layout)
    assert list(again.read.persons.rows()) == list(plain.persons.rows())
    assert again.read.problems == plain.problems
    assert [list(row) for row in again.sheets[0].rows()] == after


@given(st.lists(cells, max_size=4), st.sets(st.integers(1, 7), min_size=1))
@settings(max_examples=40)
def test_rows_over_rows(changes, chosen):
    old, new = rows_with([]), rows_with(changes)
    over = list(row_blocks(sheet_of(new), 0, sorted(chosen)))
    assert [row for block in over for row in rows_of(block)] == [
        new[n - 1] for n in sorted(chosen)
    ]
    blocks = [*raw_blocks(sheet_of(old), 0), *over]
    expected = [new[n] if n + 1 in chosen else old[n] for n in range(7)]
    assert [list(row) for row in zip(*columns_of(blocks), strict=True)] == expected
    assert cells_of(blocks, chosen) == {n: new[n - 1] for n in chosen}


def one_sheet(rows, *names):
    columns = tuple(ProfileColumn(h, n) for h, n in zip(rows[0], names, strict=True))
    blocks = tuple(raw_blocks(sheet_of(rows), 0))
    return KeptSheet(SHEET, FILE, "คลองสอง", 1, 1, columns, blocks, (SHEET,))


def test_what_is_told_once_for_several_rows_is_told_in_each():
    rows = [
        ["ตำบล", "หมู่ที่", "บ้านเลขที่", "ชื่อ-สกุล", "อาชีพ"],
        ["คลองสอง", "4", "1", "นายสมมุติ หนึ่ง", "ทำนา"],
        ["", "", "2", "นายสมมุติ สอง", ""],
        ["คลองสาม", "5", "3", "นายสมมุติ สาม", ""],
        ["", "", "4", "นายสมมุติ สี่", ""],
    ]
    sheet = one_sheet(rows, "tambon", "moo", "address_no", "full_name", "occupation")
    found = standing_alone(sheet, cells_of(sheet.blocks, [3, 4]))
    assert found[3] == ["คลองสอง", "4", "2", "นายสมมุติ สอง", ""]
    assert found[4] == rows[3]


def test_a_line_above_tells_the_area_only_where_another_name_hides_it():
    rows = [["บ้านเลขที่", "ชื่อ-สกุล"], ["1", "นายสมมุติ หนึ่ง"]]
    sheet = one_sheet(rows, "address_no", "full_name")
    raw = cells_of(sheet.blocks, [1])
    assert head_of(sheet, "คลองสอง", raw) == [rows[0]]
    assert head_of(sheet, "ตำบลคลองสาม", raw)[1:] == [rows[0]]
