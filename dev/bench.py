"""What the README's figures come from: every figure is a ratio within one run.

`python3 dev.py bench` makes the full demo province in a temporary folder and measures
the import, its growth, the leaflets and the search, each beside something else that does
comparable work.
Needs Linux or macOS: Windows doesn't count what child processes cost.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from dev import bench_entry, bench_growth, bench_import, bench_leaflets, bench_search


def main() -> None:
    """Measure what was asked for, or everything."""
    parts = {
        "growth": bench_growth.measure,
        "leaflets": bench_leaflets.measure,
        "search": bench_search.measure,
        "entry": bench_entry.measure,
    }
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
        database = bench_import.measure(province, folder, given.rounds)
        for part in given.parts or parts:
            parts[part](database, folder)


if __name__ == "__main__":
    main()
