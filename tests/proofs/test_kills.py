"""Kill the program while it saves: what was acknowledged is there, and the database is sound."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from desktop.app import open_desk
from desktop.cli.parser import Question
from desktop.services import checks, keying, volunteers

ROOT = Path(__file__).resolve().parents[2]
KEYER = Path(__file__).with_name("keyer.py")
TYPIST = Path(__file__).with_name("typist.py")


def kill_once(database: Path, folder: Path, seconds: float, program: Path = KEYER) -> int:
    """Let a clerk work, kill after so many seconds, return the last acknowledged number."""
    told = folder / "told.txt"
    surroundings = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    with told.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, str(program), str(database)], stdout=output, env=surroundings
        )
        while not told.stat().st_size and process.poll() is None:
            time.sleep(0.01)
        time.sleep(seconds)
        process.kill()
        process.wait()
    # A kill can cut the last line short; it was acknowledged only with its line end.
    lines = told.read_text(encoding="utf-8").split("\n")[:-1]
    return int(lines[-1]) if lines else 0


def prove(folder: Path, rounds: int) -> None:
    chance = random.Random(4)
    database = folder / "killed.db"
    for _ in range(rounds):
        acknowledged = kill_once(database, folder, chance.uniform(0, 0.3))
        assert acknowledged
        with open_desk(Question(db=str(database))) as desk:
            names = {v.name for v in volunteers.all_of(desk)}
            assert {f"อพม. {n:06d}" for n in range(1, acknowledged + 1)} <= names
            assert len(names) <= acknowledged + 1
            assert checks.run(desk).ok


def test_a_few_kills_lose_nothing_acknowledged(tmp_path):
    prove(tmp_path, 3)


@pytest.mark.proof
def test_a_hundred_kills_lose_nothing_acknowledged(tmp_path):
    prove(tmp_path, 100)


def prove_typing(folder: Path, rounds: int) -> None:
    """Of a logbook's fields at most the one that was being written is lost."""
    chance = random.Random(7)
    database = folder / "typed.db"
    for _ in range(rounds):
        acknowledged = kill_once(database, folder, chance.uniform(0, 0.3), TYPIST)
        assert acknowledged
        with open_desk(Question(db=str(database))) as desk:
            left = keying.left_open(desk)
            assert left is not None
            begun = keying.begin(desk, left.household_id, left.form)
            typed = [a for a in begun.book.answers() if a.value.startswith("คำ ")]
            last = max(int(a.value.split()[1]) for a in typed)
            assert acknowledged <= last <= acknowledged + 1
            assert begun.at in {(a.question, a.person_id) for a in typed}
            assert checks.run(desk).ok


def test_a_few_kills_lose_no_field_that_was_left(tmp_path):
    prove_typing(tmp_path, 3)


@pytest.mark.proof
def test_a_hundred_kills_lose_no_field_that_was_left(tmp_path):
    prove_typing(tmp_path, 100)
