"""From a key to the next field of the full logbook, beside a key in a bare line of Qt's."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from desktop.app import open_desk
from desktop.cli.parser import Question
from desktop.domain.records import HouseholdFilter
from desktop.services import forms, households
from desktop.views.household.entry.view import EntryView
from desktop.views.household.logbook import LogbookPart
from desktop.views.start import build_window
from desktop.views.window import MainWindow
from dev.shots import settle

_LOOKED_AT = 300  # households, of which the largest is keyed
_MOST = 600  # keys


def measure(database: Path, folder: Path) -> None:
    """Print the figures, from a process of its own: one process has one kind of application."""
    del folder
    subprocess.run([sys.executable, "-m", "dev.bench_entry", str(database)], check=True)


def key(database: Path) -> None:
    """Print the time from each key until the next line is painted."""
    app = QApplication([])
    bare = QLineEdit()
    bare.show()
    plain = _timed(lambda: bare, lambda: Qt.Key.Key_1, 200)
    with open_desk(Question(command="levels", db=str(database))) as desk:
        window = build_window(desk)
        window.resize(1366, 768)
        window.show()
        ids = households.find(desk, HouseholdFilter(sort="-level"))[:_LOOKED_AT]
        home = max(ids, key=lambda one: len(households.load(desk, one).members))
        view = _full_logbook(window, home)

        def next_key() -> Qt.Key:
            question = view.entry.line(view.currentIndex().row()).question
            coded = question is not None and question.kind == "select_one"
            return Qt.Key.Key_1 if coded else Qt.Key.Key_Return

        keyed = _timed(_focused, next_key, _MOST, until=lambda: not view.isAncestorOf(_focused()))
        lines = view.entry.rowCount()
        window.shut()
    del app
    print(f"full logbook of the largest household, {lines} lines, {len(keyed)} keys")
    middle, ratio = _at(keyed, 0.5), _at(keyed, 0.5) / _at(plain, 0.5)
    print(f"  a key until the next line stands / a key in a bare line of Qt's: {ratio:.1f}")
    print(f"  middle {middle:.1f} ms, 95 % {_at(keyed, 0.95):.1f} ms, most {keyed[-1]:.1f} ms")


def _focused() -> "QLineEdit":
    return QApplication.focusWidget()  # type: ignore[return-value]


def _full_logbook(window: MainWindow, home: int) -> EntryView:
    rest = settle(window)
    window.open_household(home)
    rest()
    window.rooms.household.show_logbook(forms.FULL)
    rest()
    (part,) = [p for p in window.rooms.household.parts if isinstance(p, LogbookPart)]
    part.begin()
    part.form.go_to(part.form.entry.line(1).place)
    rest()
    return part.form


def _timed(
    where: Callable[[], "QLineEdit"],
    key: Callable[[], Qt.Key],
    times: int,
    until: Callable[[], bool] = lambda: False,
) -> Sequence[float]:
    """Return the milliseconds of each key with all that Qt has to do for it, sorted."""
    taken: list[float] = []
    while len(taken) < times and not until():
        pressed = key()
        start = time.perf_counter()
        QTest.keyClick(where(), pressed)
        QApplication.processEvents()
        taken.append(1000 * (time.perf_counter() - start))
    return sorted(taken)


def _at(sorted_times: Sequence[float], share: float) -> float:
    return sorted_times[min(int(len(sorted_times) * share), len(sorted_times) - 1)]


if __name__ == "__main__":
    key(Path(sys.argv[1]))
