"""The report of households by area and dimension as a workbook."""

from datetime import UTC
from typing import TYPE_CHECKING, Any, BinaryIO

from desktop.domain import district_table as table
from desktop.exporting.sheets import TextCells, open_workbook, set_paper

if TYPE_CHECKING:
    import xlsxwriter
    from xlsxwriter.worksheet import Worksheet

    from desktop.domain.figures import AreaFigures, DistrictReport

SHEET = "รายงาน"
# Title, project and office stand above the two header rows.
HEAD_ROW = 4
FIRST_ROW = HEAD_ROW + 2
AREA_WIDTH = 26
NUMBER_WIDTH = 14
DISTINCT_WIDTH = 20
# Thousands with separators, zero as the booklet prints it.
COUNT = '#,##0;-#,##0;"–"'


def write_district_report(report: "DistrictReport", target: BinaryIO) -> None:
    """Write the report as an xlsx workbook whose figures are numbers.

    Raises:
        ValueError: the figures contradict each other (a bug of ours).
    """
    table.check_sums(report)
    with open_workbook(target) as book:
        # A workbook states its time of creation in UTC.
        book.set_properties(
            {"title": table.title(report), "created": report.made_at.astimezone(UTC)}
        )
        sheet = book.add_worksheet(SHEET)
        _write_title(book, sheet, report)
        _write_head(book, sheet, report.unit)
        row = FIRST_ROW
        for area in report.areas:
            _write_line(book, sheet, row, area, {"border": 4})
            row += 1
        _write_line(book, sheet, row, report.total, {"bold": True, "top": 1, "bottom": 6})
        last = _write_notes(book, sheet, row + 2, report)
        sheet.print_area(0, 0, last, _set_columns(sheet))
        sheet.freeze_panes(FIRST_ROW, 1)
        set_paper(sheet, first_repeated=HEAD_ROW, last_repeated=HEAD_ROW + 1)


def _write_title(
    book: "xlsxwriter.Workbook", sheet: "Worksheet", report: "DistrictReport"
) -> None:
    title = TextCells(book, bold=True, font_size=20)
    plain = TextCells(book)
    title.write(sheet, 0, 0, table.title(report))
    plain.write(sheet, 1, 0, report.project)
    plain.write(sheet, 2, 0, report.office)


def _write_head(book: "xlsxwriter.Workbook", sheet: "Worksheet", unit: str) -> None:
    look = {"bold": True, "border": 1, "align": "center", "valign": "vcenter", "text_wrap": True}
    head = book.add_format(look)
    labels = table.column_labels()
    first, last = 3, len(labels) - 2
    sheet.merge_range(HEAD_ROW, 0, HEAD_ROW + 1, 0, unit or table.AREA, head)
    for column in (1, 2):
        sheet.merge_range(HEAD_ROW, column, HEAD_ROW + 1, column, labels[column - 1], head)
    sheet.merge_range(HEAD_ROW, first, HEAD_ROW, last, table.FAILING, head)
    for column in range(first, last + 1):
        sheet.write_string(HEAD_ROW + 1, column, labels[column - 1], head)
    meanings = (table.INCIDENCES_MEANING, table.DISTINCT_MEANING)
    for column, meaning in enumerate(meanings, last + 1):
        text = f"{labels[column - 1]}\n({meaning})"
        sheet.merge_range(HEAD_ROW, column, HEAD_ROW + 1, column, text, head)
    sheet.set_row(HEAD_ROW, 26)
    sheet.set_row(HEAD_ROW + 1, 50)


def _write_line(
    book: "xlsxwriter.Workbook",
    sheet: "Worksheet",
    row: int,
    figures: "AreaFigures",
    look: dict[str, Any],
) -> None:
    TextCells(book, **look).write(sheet, row, 0, figures.name)
    number = book.add_format({"num_format": COUNT, "align": "right", **look})
    for column, count in enumerate(table.counts(figures), 1):
        sheet.write_number(row, column, count, number)


def _write_notes(
    book: "xlsxwriter.Workbook", sheet: "Worksheet", first: int, report: "DistrictReport"
) -> int:
    """Write what the figures mean and rest on; return the last row."""
    cells = TextCells(book, font_size=14)
    texts = (*table.NOTES, *table.sources(report))
    for row, text in enumerate(texts, first):
        cells.write(sheet, row, 0, text)
    return first + len(texts) - 1


def _set_columns(sheet: "Worksheet") -> int:
    """Set the widths; return the last column."""
    last = len(table.column_labels())
    sheet.set_column(0, 0, AREA_WIDTH)
    sheet.set_column(1, last - 1, NUMBER_WIDTH)
    sheet.set_column(last, last, DISTINCT_WIDTH)
    return last
