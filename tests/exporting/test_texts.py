"""Sheets of plain text as a workbook."""

import io

from openpyxl import load_workbook

from desktop.exporting.texts import workbook_of_texts

SHEETS = [("survey", [["type", "name"], ["text", "=1+1"], ["", "0012"]]), ("ก", [[]])]


def test_every_cell_is_the_text_that_it_was():
    book = load_workbook(io.BytesIO(workbook_of_texts(SHEETS)))
    assert book.sheetnames == ["survey", "ก"]
    rows = [[cell.value or "" for cell in row] for row in book["survey"].iter_rows()]
    assert rows == SHEETS[0][1]
    assert book["survey"]["B2"].data_type == "s"


def test_the_same_texts_are_the_same_bytes():
    assert workbook_of_texts(SHEETS) == workbook_of_texts(SHEETS)
