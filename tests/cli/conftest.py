"""Asking the command line in this process."""

import json

import pytest
import xlsxwriter

from desktop.app import main
from desktop.cli import commands
from desktop.domain.progress import Silent
from desktop.importing import linkage, reading, volunteers
from desktop.services import imports
from tests.factories.children import ChildHere
from tests.factories.commands import HEADER, ROWS, importing


@pytest.fixture
def here(monkeypatch):
    """Read spreadsheets in this process: what the child does is proved elsewhere."""

    def in_process(function, *args, report, **limits):
        class Here(Silent):
            def at(self, file):
                """Nobody needs to know."""

        return function(*args, Here())

    monkeypatch.setattr(commands, "run_child", in_process)
    monkeypatch.setattr(reading, "run_child", in_process)
    monkeypatch.setattr(volunteers, "run_child", in_process)
    monkeypatch.setattr(imports, "Child", ChildHere)
    monkeypatch.setattr(linkage, "run_child", in_process)


@pytest.fixture
def ask(capsys):
    """Ask with --json; return the exit status and the one object on standard output."""

    def asked(*words):
        status = main(["--json", *map(str, words)])
        answer = capsys.readouterr()
        assert answer.err == ""
        (line,) = answer.out.splitlines()
        return status, json.loads(line)

    return asked


@pytest.fixture
def book(tmp_path):
    """Write a workbook of one sheet."""

    def write(rows, name="รายชื่อ.xlsx"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        with xlsxwriter.Workbook(path) as made:
            sheet = made.add_worksheet("คลองหนึ่ง")
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
        return path

    return write


@pytest.fixture
def listed(place, ask, here, book):
    """The place of a database with a small list in it."""
    status, answer = ask(*importing(place, book([HEADER, *ROWS])))
    assert status == 0, answer
    return place
