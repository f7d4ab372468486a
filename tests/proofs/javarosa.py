"""JavaRosa, asked as an oracle from pyxform's jar by `Oracle.java`.

Needs Java (11 or newer, with its compiler); without it the proofs are skipped.
"""

import importlib.util
import shutil
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent


def jar() -> Path | None:
    pyxform = importlib.util.find_spec("pyxform")
    if pyxform is None or pyxform.origin is None:
        return None
    found = Path(pyxform.origin).parent / "validators/odk_validate/bin/ODK_Validate.jar"
    return found if found.exists() else None


NEEDS = [
    pytest.mark.proof,
    pytest.mark.skipif(shutil.which("java") is None, reason="there is no Java here"),
    pytest.mark.skipif(jar() is None, reason="pyxform's ODK_Validate.jar isn't installed"),
]


def ask(*files, zone, lines=()):
    """Return JavaRosa's lines, cut into their fields."""
    words = ["java", "-cp", str(jar()), f"-Duser.timezone={zone}", str(HERE / "Oracle.java")]
    done = subprocess.run(
        [*words, *map(str, files)],
        input="\n".join(lines),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return [line.split("\t") for line in done.stdout.splitlines()]
