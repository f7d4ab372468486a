"""The import beside what it takes merely to read the same files, and the window while it runs."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

import python_calamine
import xlsxwriter
from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer

from desktop.app import open_desk
from desktop.cli.parser import parse
from desktop.domain.progress import Reporter
from desktop.services import imports
from desktop.tasks.runner import TaskRunner

_CALAMINE = """
import sys, python_calamine
for file in sys.argv[1:]:
    book = python_calamine.CalamineWorkbook.from_path(file)
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python()
"""
_OPENPYXL = """
import sys, openpyxl
for file in sys.argv[1:]:
    for sheet in openpyxl.load_workbook(file, read_only=True):
        for row in sheet.iter_rows(values_only=True):
            pass
"""
_TICK = 5  # milliseconds
_OCCUPATION = "อาชีพ"


@dataclass(frozen=True)
class Cost:
    """One whole process with its children: CPU seconds, seconds by the clock, megabytes.

    The memory is that of the largest single process.
    """

    cpu: float
    wall: float
    memory: float


def run(command: Sequence[str]) -> Cost:
    """Run a command to its end and return what it cost."""
    start = time.perf_counter()
    # As it is installed: modules are compiled once, not at every start.
    env = os.environ | {"PYTHONDONTWRITEBYTECODE": ""}
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=env)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    wall = time.perf_counter() - start
    return Cost(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024)


def measure(province: Path, folder: Path, rounds: int) -> Path:
    """Print the import's figures; return the last database, with the province in it once."""
    files = [str(file) for file in sorted(province.glob("*.xlsx"))]
    ours: list[Cost] = []
    calamine: list[Cost] = []
    openpyxl: list[Cost] = []
    database = folder / "province.db"
    for number in range(rounds):
        database = folder / f"province-{number}.db"
        ours.append(import_lists(database, files, "2564-01"))
        calamine.append(run([sys.executable, "-c", _CALAMINE, *files]))
        openpyxl.append(run([sys.executable, "-c", _OPENPYXL, *files]))
    print(f"import, {rounds} paired rounds, medians (whole processes)")
    for name, other in (("python-calamine", calamine), ("openpyxl read-only", openpyxl)):
        _ratio(f"  import / {name} reads all cells", ours, other)
    memory = max(cost.memory for cost in ours)
    print(f"  import: CPU {_middle(ours, 'cpu'):.1f} s, clock {_middle(ours, 'wall'):.1f} s")
    print(f"  import: peak memory of a process {memory:.0f} MB")
    kept = folder / "kept.db"
    kept.write_bytes(database.read_bytes())
    again = import_lists(database, files, "2564-01")
    print(f"  the same files again / first: CPU {again.cpu / ours[-1].cpu:.2f}")
    later = next_year(province, folder / "next")
    after = import_lists(kept, [str(file) for file in later], "2565-01")
    changed = after.cpu / ours[-1].cpu
    print(f"  next year's list, a tenth of its rows changed / first: CPU {changed:.2f}")
    pause = _longest_pause(folder, files)
    print(f"  longest pause of the window while it imports: {pause:.0f} ms")
    return database


def import_lists(database: Path, files: Sequence[str], as_of: str) -> Cost:
    """Import lists by the command line and return what it cost."""
    words = ["--db", str(database), "--output-folder", str(database.parent)]
    command = [sys.executable, "-m", "desktop", *words, "import", *files]
    return run([*command, "--source", "TPMAP", "--as-of", as_of])


def next_year(province: Path, folder: Path) -> list[Path]:
    """Write the lists again with another occupation in every tenth row, and return them."""
    folder.mkdir(exist_ok=True)
    made = []
    for file in sorted(province.glob("*.xlsx")):
        target = folder / file.name
        source = python_calamine.CalamineWorkbook.from_path(str(file))
        with xlsxwriter.Workbook(target, {"constant_memory": True}) as book:
            for name in source.sheet_names:
                rows = source.get_sheet_by_name(name).to_python(skip_empty_area=False)
                _write_changed(book.add_worksheet(name), rows)
        made.append(target)
    return made


def _write_changed(sheet: "xlsxwriter.worksheet.Worksheet", rows: list[list[Any]]) -> None:
    column = next(row.index(_OCCUPATION) for row in rows if _OCCUPATION in row)
    for number, row in enumerate(rows):
        if number % 10 == 9 and row[column] != _OCCUPATION:
            row[column] = "ค้าขาย" if row[column] != "ค้าขาย" else "รับจ้าง"
        sheet.write_row(number, 0, row)


def _longest_pause(folder: Path, files: Sequence[str]) -> float:
    """Return the longest time, in milliseconds, that a ticking window had to wait."""
    app = QCoreApplication.instance() or QCoreApplication([])
    ticks: list[float] = []
    timer = QTimer()
    timer.timeout.connect(lambda: ticks.append(time.perf_counter()))
    loop, runner = QEventLoop(), TaskRunner()
    words = ["--db", str(folder / "window.db"), "--output-folder", str(folder), "levels"]
    with open_desk(parse(words)) as desk, imports.OpenImport(desk) as opened:

        def job(report: Reporter) -> None:
            opened.read([Path(file) for file in files], None, report)
            opened.preview("TPMAP", "2021-01", report)
            opened.commit("TPMAP", "2021-01", report)

        handle = runner.start(job)
        handle.finished.connect(loop.quit)
        timer.start(_TICK)
        loop.exec()
        timer.stop()
        runner.shutdown()
    del app
    return 1000 * max(later - earlier for earlier, later in pairwise(ticks))


def _middle(costs: list[Cost], what: str) -> float:
    return float(median(getattr(cost, what) for cost in costs))


def _ratio(label: str, ours: list[Cost], others: list[Cost]) -> None:
    pairs = list(zip(ours, others, strict=True))
    cpu = median(a.cpu / b.cpu for a, b in pairs)
    wall = median(a.wall / b.wall for a, b in pairs)
    print(f"{label}: CPU {cpu:.2f}, clock {wall:.2f}")
