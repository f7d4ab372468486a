"""The whole province, as the booklet counts it: figures exact, import repeatable, undo whole."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# The booklet's table (p.25): households, then failures by dimension, then their sum.
BOOKLET = {
    "คลองหลวง": (18289, 0, 0, 0, 16, 0, 16),
    "ธัญบุรี": (2605, 46, 16, 15, 185, 0, 262),
    "เมืองปทุมธานี": (4646, 113, 126, 3, 129, 0, 371),
    "ลาดหลุมแก้ว": (15643, 61, 12, 7, 86, 0, 166),
    "ลำลูกกา": (6247, 312, 28, 44, 671, 0, 1055),
    "สามโคก": (3727, 7, 0, 4, 91, 0, 102),
    "หนองเสือ": (3910, 3, 5, 2, 17, 0, 27),
    "รวม": (55067, 542, 187, 75, 1195, 0, 1999),
}


def ask(database: Path, *words: str | Path) -> dict:
    command = [sys.executable, "-m", "desktop", "--json", "--db", database, *words]
    answer = subprocess.run(
        list(map(str, command)), cwd=ROOT, check=True, capture_output=True, encoding="utf-8"
    )
    return json.loads(answer.stdout)


@pytest.mark.proof
def test_the_demo_province_counts_as_the_booklet(tmp_path):
    database, province = tmp_path / "province.db", tmp_path / "province"
    ask(database, "demo", province)
    listed = ("import", province, "--source", "TPMAP", "--as-of", "2564-01")
    first = ask(database, *listed)
    assert first["rows"] == 126_859
    assert first["households"] == {"new": 55_067, "changed": 0, "same": 0}
    assert first["persons"] == {"new": 126_859, "changed": 0, "same": 0}
    report = ask(database, "report", "districts")
    found = {
        line["name"]: (
            line["households"],
            *line["failures"].values(),
            sum(line["failures"].values()),
        )
        for line in [*report["areas"], report["total"]]
    }
    assert found == BOOKLET
    assert sum(ask(database, "levels").values()) == 55_067
    again = ask(database, *listed)
    assert again["households"] == {"new": 0, "changed": 0, "same": 55_067}
    assert again["persons"] == {"new": 0, "changed": 0, "same": 126_859}
    assert ask(database, "check")["ok"]
    ask(database, "undo")
    ask(database, "undo")
    assert ask(database, "report", "districts")["total"]["households"] == 0
    assert ask(database, "check")["ok"]
