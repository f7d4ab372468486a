"""Write made sheets to files of the kinds that offices send."""

import csv
import html
from collections.abc import Iterable
from datetime import date

import xlsxwriter

Cell = object


def write_xlsx(path, sheets: dict[str, list[list[Cell]]]) -> None:
    """Write sheets with real numbers and dates."""
    with xlsxwriter.Workbook(path, {"strings_to_numbers": False}) as book:
        day = book.add_format({"num_format": "d/m/yyyy"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if isinstance(cell, date):
                        sheet.write_datetime(number, column, cell, day)
                    else:
                        sheet.write(number, column, cell)


def write_csv(path, sheets: dict[str, list[list[Cell]]], encoding: str = "utf-8-sig") -> None:
    """Write the only sheet as text; what the code page lacks makes it UTF-8."""
    (rows,) = sheets.values()
    text = [[_text(cell) for cell in row] for row in rows]
    try:
        "".join(cell for row in text for cell in row).encode(encoding)
    except UnicodeEncodeError:
        encoding = "utf-8"
    with path.open("w", encoding=encoding, newline="") as target:
        csv.writer(target).writerows(text)


def write_page(path, sheets: dict[str, list[list[Cell]]]) -> None:
    """Write a web page named .xls, as systems of the state do."""
    tables = "".join(f"<table>{''.join(map(_page_row, rows))}</table>" for rows in sheets.values())
    text = f'<html><head><meta charset="utf-8"></head><body>{tables}</body></html>'
    path.write_text(text, encoding="utf-8")


def _page_row(row: Iterable[Cell]) -> str:
    cells = (html.escape(_text(cell)).replace("\n", "<br>") for cell in row)
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


def _text(cell: Cell) -> str:
    return cell.isoformat() if isinstance(cell, date) else str(cell)


WRITERS = {
    "รายชื่อ.xlsx": write_xlsx,
    "รายชื่อ.csv": write_csv,
    "รายชื่อ-874.csv": lambda path, sheets: write_csv(path, sheets, "cp874"),
    "รายชื่อ.xls": write_page,
}
