"""What the README's figures come from: every figure is a ratio within one run.

`python3 dev.py bench` makes the full demo province in a temporary folder and measures
the import, the leaflets and the search, each beside something else that does comparable work.
Needs Linux or macOS: Windows doesn't count what child processes cost.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from dev import bench_leaflets, bench_search

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


@dataclass(frozen=True)
class Cost:
    """One whole process with its children: CPU seconds, seconds by the clock."""

    cpu: float
    wall: float


def run(command: list[str]) -> Cost:
    """Run a command to its end and return what it cost."""
    before, start = os.times(), time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    wall, after = time.perf_counter() - start, os.times()
    cpu = after.children_user + after.children_system
    return Cost(cpu - before.children_user - before.children_system, wall)


def measure_import(province: Path, folder: Path, rounds: int) -> Path:
    """Print import against reading alone; return the last database."""
    files = [str(file) for file in sorted(province.glob("*.xlsx"))]
    python = sys.executable
    ours: list[Cost] = []
    calamine: list[Cost] = []
    openpyxl: list[Cost] = []
    database = folder / "province.db"
    for number in range(rounds):
        database = folder / f"province-{number}.db"
        words = ["--db", str(database), "--output-folder", str(folder)]
        command = [python, "-m", "desktop", *words, "import", *files]
        ours.append(run([*command, "--source", "TPMAP", "--as-of", "2564-01"]))
        calamine.append(run([python, "-c", _CALAMINE, *files]))
        openpyxl.append(run([python, "-c", _OPENPYXL, *files]))
    again = run([*command, "--source", "TPMAP", "--as-of", "2564-01"])
    print(f"import, {rounds} paired rounds, medians (whole processes)")
    for name, other in (("python-calamine", calamine), ("openpyxl read-only", openpyxl)):
        _ratio(f"  import / {name} reads all cells", ours, other)
    print(f"  the same import again / first: CPU {again.cpu / ours[-1].cpu:.2f}")
    print(f"  import: CPU {_middle(ours, 'cpu'):.1f} s, clock {_middle(ours, 'wall'):.1f} s")
    return database


def _middle(costs: list[Cost], what: str) -> float:
    return float(median(getattr(cost, what) for cost in costs))


def _ratio(label: str, ours: list[Cost], others: list[Cost]) -> None:
    pairs = list(zip(ours, others, strict=True))
    cpu = median(a.cpu / b.cpu for a, b in pairs)
    wall = median(a.wall / b.wall for a, b in pairs)
    print(f"{label}: CPU {cpu:.2f}, clock {wall:.2f}")


def main() -> None:
    """Measure what was asked for, or everything."""
    parts = {"leaflets": bench_leaflets.measure, "search": bench_search.measure}
    parser = argparse.ArgumentParser(prog="dev.py bench", description=__doc__)
    parser.add_argument("--scale", default="1", help="size of the demo province (default 1)")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("parts", nargs="*", choices=[[], *parts], help="import always runs")
    given = parser.parse_args()
    if sys.platform == "win32":
        sys.exit("Windows keeps no account of a child's processor time: run this on Linux.")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        province = folder / "province"
        subprocess.run(
            [sys.executable, "-m", "desktop", "demo", str(province), "--scale", given.scale],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        database = measure_import(province, folder, given.rounds)
        for part in given.parts or parts:
            parts[part](database, folder)


if __name__ == "__main__":
    main()
