"""A form's workbook from outside, whatever spreadsheet it was saved as."""

from pathlib import Path

from desktop.domain.progress import Reporter
from desktop.exporting.texts import workbook_of_texts
from desktop.forms.grid import SHEETS
from desktop.forms.vetting import Vetted, vet
from desktop.importing.workbook import open_sheets

OLDER = (".xls", ".xlsb", ".ods")
"""Saved by older programs or others: kept and edited as .xlsx from then on."""


def read(path: Path, content: bytes, report: Reporter) -> tuple[bytes, Vetted]:
    """Return the form's workbook as .xlsx, and what there is to say of it; for the child process.

    Raises:
        UserError: it is no workbook, or damaged, or has a password.
    """
    if path.suffix.lower() in OLDER:
        # Other sheets are notes of the office's, under names that Excel may not have.
        opened = ((sheet.name.strip().casefold(), sheet) for sheet in open_sheets(path, content))
        sheets = [(name, sheet.rows()) for name, sheet in opened if name in SHEETS]
        content = workbook_of_texts(sheets)
    return content, vet(content, report)
