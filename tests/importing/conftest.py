"""Lists in the manner of offices, written with xlsxwriter."""

import io

import msoffcrypto.format.ooxml
import pytest
import xlsxwriter

from desktop.domain.progress import Silent
from desktop.importing import reading


@pytest.fixture
def book(tmp_path):
    """Write sheets of rows into a workbook and return its path."""

    def write(sheets, name="รายชื่อ.xlsx", hidden=()):
        path = tmp_path / name
        with xlsxwriter.Workbook(path) as made:
            for title, rows in sheets.items():
                sheet = made.add_worksheet(title)
                if title in hidden:
                    sheet.hide()
                for number, row in enumerate(rows):
                    sheet.write_row(number, 0, row)
        return path

    return write


@pytest.fixture
def locked():
    """Encrypt a workbook where it lies."""

    def lock(path, password):
        content = io.BytesIO(path.read_bytes())
        with path.open("wb") as target:
            msoffcrypto.format.ooxml.OOXMLFile(content).encrypt(password, target)
        return path

    return lock


@pytest.fixture
def read_here(monkeypatch):
    """Read in this process: quick, for tests of what is read and not of the child."""

    def in_process(function, *args, report, **limits):
        class Here(Silent):
            def at(self, file):
                """Nobody needs to know."""

        return function(*args, Here())

    monkeypatch.setattr(reading, "run_child", in_process)

    def read(*paths, layouts=None):
        return reading.read_list(paths, layouts, 2021, Silent())

    return read
