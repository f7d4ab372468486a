"""The test frame itself: what must fail a test does fail it."""

import re
import shutil
from pathlib import Path

import psycopg
import pytest

pytest_plugins = ["pytester"]

CONFTEST = Path(__file__).with_name("conftest.py")
OPTIONS = "[pytest]\nqt_api = pyside6\nqt_log_level_fail = WARNING\nfilterwarnings = error\n"

BAD = {
    "log": "def test(): logging.getLogger('x').warning('stray')",
    "absent": "def test(expect_log): expect_log('never')",
    "warning": "def test(): warnings.warn('stray')",
    "qt": "def test(qtbot): QtCore.qWarning('stray')",
    "box": "def test(qtbot): QtWidgets.QMessageBox.question(None, 'a', 'b')",
    "file": "def test(qtbot): QtWidgets.QFileDialog.getSaveFileName()",
    "left": "def test(qtbot):\n    global d; d = QtWidgets.QDialog(); d.show()",
}
GOOD = {
    "log": "def test(expect_log):\n    expect_log('R x: b'); logging.getLogger('x').error('b')",
    "info": "def test(): logging.getLogger('x').info('quiet')",
    "closed": "def test(qtbot):\n    d = QtWidgets.QDialog(); d.show(); d.close()",
    "data": "def test(own_data):\n    assert os.environ['ONEHOME_DATA'] == str(own_data)",
}
IMPORTS = "import logging, os, warnings\nfrom PySide6 import QtCore, QtWidgets\n"


@pytest.fixture
def bad_ends(pytester):
    """Run these tests under our conftest in one session; the names of those that end badly."""

    def run(tests):
        shutil.copy(CONFTEST, pytester.path / "conftest.py")
        (pytester.path / "pytest.ini").write_text(OPTIONS, encoding="utf-8")
        for name, body in tests.items():
            text = f"{IMPORTS}{body}\n"
            (pytester.path / f"test_{name}.py").write_text(text, encoding="utf-8")
        result = pytester.runpytest_subprocess("-p", "no:xdist", "-rfE")
        assert result.parseoutcomes()
        ends = "\n".join(result.outlines)
        return set(re.findall(r"^(?:FAILED|ERROR) test_(\w+)\.py", ends, re.MULTILINE))

    return run


def test_strays_fail(bad_ends):
    assert bad_ends(BAD) == set(BAD)


def test_the_rest_passes(bad_ends):
    assert bad_ends(GOOD) == set()


@pytest.mark.postgres
def test_postgres_runs_without_waiting_for_the_disk(postgres_server):
    with psycopg.connect(postgres_server) as connection:
        assert connection.execute("SHOW fsync").fetchone() == ("off",)
        assert connection.execute("SHOW server_encoding").fetchone() == ("UTF8",)
