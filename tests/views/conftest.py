"""A desk over a small database of its own, and a clerk who answers the dialogs."""

import shutil
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from shiboken6 import delete, isValid

from desktop.domain.progress import Silent
from desktop.services import imports
from desktop.services.desk import Desk
from desktop.settings import Settings
from desktop.storage.database import Database
from desktop.storage.upgrade import bring_up_to_date
from desktop.storage.users import local_user
from desktop.views.start import build_window
from tests.factories.lists import person_row, read_list

RESOURCES = Path(__file__).resolve().parents[2] / "resources"


class Clerk:
    """Answers dialogs without a screen; `errors` keeps what was shown."""

    def __init__(self):
        self.errors, self.asked = [], []
        self.yes, self.files, self.target, self.folder = True, [], None, None
        self.passwords, self.names = [], []

    def error(self, error):
        self.errors.append(error)

    def confirm(self, title, message, yes):
        self.asked.append(title)
        return self.yes

    def password(self, title, file):
        self.asked.append(f"{title}: {file}")
        return self.passwords.pop(0) if self.passwords else None

    def name(self, title, proposed, yes):
        self.asked.append(title)
        return self.names.pop(0) if self.names else None

    def open_files(self, title, kinds=""):
        return self.files

    def save_file(self, title, suggestion, kinds):
        return self.target

    def open_folder(self, title):
        return self.folder


@contextmanager
def desk_over(file, output, words=None):
    database = Database(file)
    try:
        bring_up_to_date(database, output / "backups")
        made = Desk(
            db=database,
            actor=local_user(database, "สมศรี"),
            resources=RESOURCES,
            settings=replace(Settings(), theme="light", province_code="13"),
            output=output,
            fiscal_year=2565,
            today=date(2022, 1, 15),
        )
        if words is not None:
            made.__dict__["words"] = words  # the dictionary is the same for every desk
        yield made
    finally:
        database.close()


@pytest.fixture(scope="session")
def words(tmp_path_factory):
    """The dictionary, read once."""
    folder = tmp_path_factory.mktemp("words")
    with desk_over(folder / "none.db", folder) as desk:
        return desk.words


@pytest.fixture(scope="session")
def province(tmp_path_factory):
    """A database of five households, imported once."""
    folder = tmp_path_factory.mktemp("province")
    rows = [
        person_row(10 * house + n, str(house), first_name=f"สมมุติ{house}{n}", relation=relation)
        for house in range(1, 6)
        for n, relation in enumerate(("หัวหน้าครัวเรือน", "คู่สมรส"), start=1)
    ]
    with desk_over(folder / "one.db", folder) as desk:
        imports.commit(desk, read_list(rows), "TPMAP", "2021-01", Silent())
    return folder / "one.db"


@pytest.fixture
def desk(province, words, tmp_path):
    shutil.copy(province, tmp_path / "one.db")
    with desk_over(tmp_path / "one.db", tmp_path, words) as made:
        yield made


@pytest.fixture
def empty_desk(words, tmp_path):
    with desk_over(tmp_path / "none.db", tmp_path, words) as made:
        yield made


@pytest.fixture
def clerk():
    return Clerk()


@pytest.fixture
def shown(qtbot, clerk):
    """Call with a desk: the window, shown and at rest. Windows are closed before the database."""
    windows = []

    def show(desk):
        window = build_window(desk, clerk)
        windows.append(window)
        window.show()
        rest(qtbot, window)
        return window

    yield show
    for window in windows:
        window.shut()
        delete(window)  # now: windows that linger are restyled with every new one


@pytest.fixture
def window(shown, desk):
    return shown(desk)


def rest(qtbot, window):
    """Wait until nothing is under way, nor about to be."""
    calm, timers = 0, window.findChildren(QTimer)
    for _ in range(400):
        qtbot.wait(10)
        busy = window.kit.work.busy() or window.kit.reads.busy()
        waiting = any(_is_about_to(timer) for timer in timers if isValid(timer))
        calm = 0 if busy or waiting else calm + 1
        if calm > 3:
            return
    pytest.fail("the window never came to rest")


def _is_about_to(timer):
    return timer.isActive() and timer.isSingleShot() and timer.interval() < 500


def type_into(widget, text):
    """Type as a Thai keyboard does; QTest's own keyClicks aborts on letters beyond ASCII."""
    for letter in text:
        event = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
        QApplication.sendEvent(widget, event)


def answer(part, question, text, person=0):
    """Type an answer into a logbook's line and go on."""
    part.form.go_to((question, person))
    type_into(QApplication.focusWidget(), text)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
