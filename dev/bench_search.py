"""Search and page fetch at one province and at ten times that."""

import random
import shutil
import time
from pathlib import Path
from statistics import median

import sqlcipher3.dbapi2 as sqlite

from desktop.app import open_desk
from desktop.cli.parser import Question
from desktop.domain.records import HouseholdFilter
from desktop.services import households
from desktop.services.desk import Desk

TIMES = 10
QUERIES = 200
PAGE = 200


def measure(database: Path, folder: Path) -> None:
    """Print milliseconds at both sizes, and their ratios."""
    large = folder / "ten.db"
    shutil.copyfile(database, large)
    _multiply(large)
    results = {}
    for name, file in (("1x", database), ("10x", large)):
        with open_desk(Question(command="levels", db=str(file))) as desk:
            results[name] = _times(desk, file)
    print(f"search and pages, {QUERIES} queries, milliseconds: middle / 99 %")
    for what in results["1x"]:
        one, ten = results["1x"][what], results["10x"][what]
        print(
            f"  {what}: 1x {median(one):.1f} / {_p99(one):.1f}, 10x {median(ten):.1f} / "
            f"{_p99(ten):.1f}; growth of the middle {median(ten) / median(one):.1f}"
        )


def _p99(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.99) - 1]


def _times(desk: Desk, file: Path) -> dict[str, list[float]]:
    everyone = households.find(desk, HouseholdFilter())
    chance = random.Random(7)  # noqa: S311 - a sample, not a secret
    queries = _queries(file, chance)
    found: dict[str, list[float]] = {
        "find, three letters and more": [],
        "find, one or two letters": [],
        f"page of {PAGE} rows": [],
        "the same words by LIKE over names": [],
    }
    find, short, page, like = found.values()
    plain = sqlite.connect(str(file))
    for words in queries:
        find.append(_clock(lambda words=words: households.find(desk, HouseholdFilter(words))))
        start = chance.randrange(max(1, len(everyone) - PAGE))
        ids = everyone[start : start + PAGE]
        page.append(_clock(lambda ids=ids: households.rows(desk, ids)))
    for words in queries[::10]:
        short.append(_clock(lambda w=words[:2]: households.find(desk, HouseholdFilter(w))))
        like.append(_clock(lambda w=words: _like(plain, w)))
    plain.close()
    return found


def _clock(job: object) -> float:
    start = time.perf_counter()
    job()  # type: ignore[operator]
    return (time.perf_counter() - start) * 1000


def _like(connection: sqlite.Connection, words: str) -> None:
    connection.execute(
        "SELECT DISTINCT household_id FROM person WHERE first_name || last_name LIKE ?",
        (f"%{words.split()[0]}%",),
    ).fetchall()


def _queries(file: Path, chance: random.Random) -> list[str]:
    """Parts of names, whole names, ids and house numbers that are there."""
    connection = sqlite.connect(str(file))
    rows = connection.execute(
        "SELECT p.first_name, p.last_name, p.cid, h.address_no FROM person p "
        "JOIN household h ON h.id = p.household_id WHERE p.id % 613 = 0 LIMIT 2000"
    ).fetchall()
    connection.close()
    queries = []
    for first, last, cid, number in chance.choices(rows, k=QUERIES):
        kinds = (f"{first} {last}", last[:4], f"{first[:3]} {number}", cid or last, last)
        queries.append(chance.choice(kinds))
    return queries


def _multiply(file: Path) -> None:
    """Copy every household and person until there are ten times as many."""
    connection = sqlite.connect(str(file))
    connection.execute("PRAGMA foreign_keys=OFF")
    (households_, persons, cases) = (
        connection.execute(f"SELECT max(id) FROM {t}").fetchone()[0]  # noqa: S608 - our tables
        for t in ("household", "person", "household_case")
    )
    for copy in range(1, TIMES):
        for table, size, parent in (
            ("household", households_, ""),
            ("person", persons, "household_id"),
            ("household_case", cases, "household_id"),
        ):
            _copy(connection, table, copy, {"id": size, parent: households_})
        connection.execute(
            "INSERT INTO search_text SELECT household_id + ?, text FROM search_text "
            "WHERE household_id <= ?",
            (copy * households_, households_),
        )
    connection.execute("INSERT INTO search_index(search_index) VALUES ('rebuild')")
    connection.execute("ANALYZE")
    connection.commit()
    connection.close()


def _copy(connection: sqlite.Connection, table: str, copy: int, shifts: dict[str, int]) -> None:
    columns = [r[1] for r in connection.execute(f"PRAGMA table_info({table})")]
    values = []
    for name in columns:
        if name in shifts:
            values.append(f"{name} + {copy * shifts[name]}")
        elif name in ("uid", "list_key"):
            length = ", 1, 16" if name == "uid" else ", 1, 60"
            values.append(f"substr(hex(randomblob(16)){length})")
        else:
            values.append(name)
    # The names come from the database's own catalogue.
    connection.execute(
        f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(values)} "  # noqa: S608
        f"FROM {table} WHERE id <= {shifts['id']}"
    )
