"""What `dev.py run` shows: the demo province in a window, or the main job without one."""

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dev.environment import ROOT

LIST_NAME = "TPMAP"
LIST_DATE = "2564-01"
VOLUNTEER = "1"


@dataclass(frozen=True)
class Trial:
    """One Python, and the folder that holds the demo province and its database."""

    python: Path
    folder: Path

    def desktop(self, *words: str | Path) -> int:
        """Run the program with these words on the demo data, never on the clerk's own."""
        surroundings = os.environ | {"ONEHOME_DATA": str(self.folder), "PYTHONUTF8": "1"}
        command = [str(self.python), "-m", "desktop", *map(str, words)]
        return subprocess.run(command, cwd=ROOT, env=surroundings, check=False).returncode

    def steps(self, steps: Sequence[tuple[str, Sequence[str | Path]]]) -> bool:
        """Run one command after the other; stop at the first that fails."""
        for meaning, words in steps:
            print(f"{meaning} ...")
            status = self.desktop(*words)
            if status != 0:
                print(f"This step failed (status {status}): {words[0]}", file=sys.stderr)
                return False
        return True


def run(python: Path, *, headless: bool, scale: str) -> int:
    """Make the demo province once, then open the window or do the main job without it."""
    trial = Trial(python, Path(os.environ.get("ONEHOME_DATA", ROOT / "demo-data")))
    if not prepare(trial, scale):
        return 1
    return main_job(trial, ROOT / "out") if headless else trial.desktop()


def prepare(trial: Trial, scale: str) -> bool:
    """Write and import the demo province unless that was done before, to the end."""
    done = trial.folder / "province-imported"
    if done.exists():
        return True
    province = trial.folder / "province"
    province.mkdir(parents=True, exist_ok=True)
    if not trial.steps([("Writing the demo province", ("demo", province, "--scale", scale))]):
        return False
    source = ("--source", LIST_NAME, "--as-of", LIST_DATE)
    volunteers = province / "อพม" / "รายชื่อ อพม.xlsx"
    done_so_far = trial.steps(
        [
            ("Importing it", ("import", province, *source)),
            ("Importing its volunteers", ("volunteers", volunteers)),
            ("Ten households for one of them", ("assign", "--volunteer", VOLUNTEER)),
        ]
    )
    if not done_so_far:
        return False
    done.write_text(f"scale {scale}\n", encoding="utf-8", newline="\n")
    return True


def main_job(trial: Trial, folder: Path) -> int:
    """Levels, the leaflets of one volunteer and the district report, as files."""
    folder.mkdir(parents=True, exist_ok=True)
    leaflets, report = folder / "leaflets.pdf", folder / "districts.pdf"
    table = folder / "districts.xlsx"
    done = trial.steps(
        [
            ("Levels", ("levels",)),
            ("Leaflets of one volunteer", ("leaflets", "--volunteer", VOLUNTEER, "-o", leaflets)),
            ("Households by district", ("report", "districts", "-o", report)),
            ("The same as a workbook", ("report", "districts", "-o", table)),
        ]
    )
    if not done:
        return 1
    print("\nThe files:")
    for path in (*sorted((trial.folder / "province").glob("*.xlsx")), leaflets, report, table):
        print(f"  {path}")
    print(f"The database and its log: {trial.folder}")
    return 0
