"""Asking the command line in this process."""

import json
from contextlib import contextmanager

import pytest
import xlsxwriter

from desktop.app import main
from desktop.domain.progress import Silent
from desktop.importing import reading, volunteers

HEADER = [
    *("รหัสบ้าน", "เลขประจำตัวประชาชน", "คำนำหน้า", "ชื่อ", "สกุล", "อายุ", "บ้านเลขที่", "หมู่ที่"),
    *("ตำบล", "อำเภอ", "จังหวัด", "รายได้เฉลี่ยต่อคนต่อปี"),
]
PLACE = ["คลองหนึ่ง", "คลองหลวง", "ปทุมธานี"]
ROWS = [
    ["13020000001", "1101700203451", "นาย", "สมมุติ", "หนึ่ง", "44", "1/2", "4", *PLACE, "38000"],
    ["13020000001", "", "เด็กหญิง", "สมมุติ", "สอง", "7", "1/2", "4", *PLACE, "38000"],
    ["13020000002", "", "นาง", "สมมุติ", "สาม", "สิบสอง", "7", "4", *PLACE, ""],
]


@pytest.fixture
def here(monkeypatch):
    """Read spreadsheets in this process: what the child does is proved elsewhere."""

    def in_process(function, *args, report, **limits):
        class Here(Silent):
            def at(self, file):
                """Nobody needs to know."""

        return function(*args, Here())

    monkeypatch.setattr(reading, "run_child", in_process)
    monkeypatch.setattr(reading, "stream_child", in_process)
    monkeypatch.setattr(volunteers, "run_child", in_process)


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


def importing(place, *files, as_of="2564-01"):
    return ("--db", place, "import", *files, "--source", "TPMAP", "--as-of", as_of)


@contextmanager
def unchanged(place):
    """What happens inside leaves the database as it was."""
    from desktop.storage.database import Database
    from tests.factories.snapshots import snapshot

    database = Database(place)
    before = snapshot(database, set())
    yield
    assert snapshot(database, set()) == before
    database.close()
