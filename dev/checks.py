"""The checks behind `dev.py test`: the same for people and for the build machine."""

import os
import subprocess
from pathlib import Path

STAGES = (
    ("format", ("ruff", "format", "--check", "--quiet", ".")),
    ("lint", ("ruff", "check", "--quiet", ".")),
    ("types", ("mypy", "--no-error-summary")),
)


def run_all(python: Path, pytest_words: list[str]) -> int:
    """Run every stage even if one fails; the status tells whether all passed."""
    failed = [name for name, words in STAGES if not stage(python, name, words)]
    if failed:
        print(f"FAILED before the tests: {', '.join(failed)}")
    spread = [] if chooses_workers(pytest_words) else ["-n", "auto"]
    print("tests")
    status = pytest(python, [*spread, *pytest_words])
    return status or int(bool(failed))


def run_proofs(python: Path, pytest_words: list[str]) -> int:
    """Run the slow tests alone, so that they don't disturb one another's measurements."""
    return pytest(python, ["-m", "proof", *pytest_words])


def stage(python: Path, name: str, words: tuple[str, ...]) -> bool:
    """Run one check and say how it went."""
    done = subprocess.run([str(python), "-m", *words], check=False)
    passed = done.returncode == 0
    print(f"{name}: {'ok' if passed else 'FAILED'}")
    return passed


def chooses_workers(words: list[str]) -> bool:
    """Whether the caller said how tests are spread, or debugs, which workers can't."""
    return any(word.startswith(("-n", "--numprocesses", "--pdb", "-p")) for word in words)


def pytest(python: Path, words: list[str]) -> int:
    """Run pytest without a screen, whatever the machine has."""
    surroundings = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    command = [str(python), "-m", "pytest", *words]
    return subprocess.run(command, env=surroundings, check=False).returncode
