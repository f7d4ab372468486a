"""Search and page fetch at one province and at ten times that."""

import random
import shutil
import time
from pathlib import Path
from statistics import median

import sqlcipher3.dbapi2 as sqlite

from desktop.app import open_desk
from desktop.cli.parser import Question
from desktop.domain.finding import FIRST
from desktop.domain.records import HouseholdFilter
from desktop.services import households
from desktop.services.desk import Desk
from dev.slips import SLIPS

TIMES = 10
QUERIES = 200
PAGE = 200
_LONG = 99  # letters: all of what is typed
_LIKE = "the same words by LIKE over names"


def measure(database: Path, folder: Path) -> None:
    """Print milliseconds at both sizes, ratios to LIKE, and what is found in spite of slips."""
    large = folder / "ten.db"
    shutil.copyfile(database, large)
    _multiply(large)
    results, like = {}, {}
    for name, file in (("1x", database), ("10x", large)):
        with open_desk(Question(command="levels", db=str(file))) as desk:
            results[name] = _times(desk, file)
            found, results[name]["find 200 mistyped names, all of it"] = _mistyped(desk, file)
        like[name] = median(results[name][_LIKE])
        print(f"{name}: " + ", ".join(f"{n} of {of} {what}" for what, (n, of) in found.items()))
    print("search and pages, milliseconds: middle / 99 % (as many times the middle of LIKE)")
    for what in results["1x"]:
        ones = ", ".join(
            f"{size} {median(times[what]):.1f} / {_p99(times[what]):.1f} "
            f"({median(times[what]) / like[size]:.2f} / {_p99(times[what]) / like[size]:.2f})"
            for size, times in results.items()
        )
        print(f"  {what}: {ones}")


def _p99(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.99) - 1]


def _times(desk: Desk, file: Path) -> dict[str, list[float]]:
    everyone = households.find(desk, HouseholdFilter())
    chance = random.Random(7)  # noqa: S311 - a sample, not a secret
    queries = _queries(file, chance)

    def first(words: str) -> None:
        households.rows(desk, households.find_first(desk, HouseholdFilter(words)))

    def every(words: str) -> None:
        households.find_counted(desk, HouseholdFilter(words))

    def met(words: str) -> None:
        households.rows(desk, households.find_first(desk, HouseholdFilter(words)), words)

    def page(start: int) -> None:
        households.rows(desk, everyone[start : start + PAGE])

    starts = [chance.randrange(max(1, len(everyone) - PAGE)) for _ in queries]
    households.learn_names(desk)  # as the window does once, when it has shown the list
    found = {
        f"first page by {most} letters" if most < _LONG else "first page by 3 letters and more": [
            _clock(lambda w=words[:most]: first(w)) for words in queries
        ]
        for most in (_LONG, 2, 1)
    }
    found["first page with who was met"] = [_clock(lambda w=w: met(w)) for w in queries]
    found["all, by 3 letters and more"] = [_clock(lambda w=w: every(w)) for w in queries]
    found["all, by 2 letters"] = [_clock(lambda w=w[:2]: every(w)) for w in queries[::10]]
    found[f"page of {PAGE} rows"] = [_clock(lambda s=s: page(s)) for s in starts]
    plain = sqlite.connect(str(file))
    found[_LIKE] = [_clock(lambda w=w: _like(plain, w)) for w in queries[::10]]
    plain.close()
    return found


def _mistyped(desk: Desk, file: Path) -> tuple[dict[str, tuple[int, int]], list[float]]:
    """Look for people under mistyped names: who is on the first page, by kind of slip."""
    connection = sqlite.connect(str(file))
    people = connection.execute(
        "SELECT first_name, last_name, household_id FROM person WHERE id % 409 = 0 LIMIT 4000"
    ).fetchall()
    connection.close()
    chance = random.Random(11)  # noqa: S311 - a sample, not a secret
    hits: dict[str, list[bool]] = {kind: [] for kind in SLIPS}
    times = []
    for number, (*names, home) in enumerate(chance.sample(people, QUERIES)):
        kind = list(SLIPS)[number % len(SLIPS)]
        wrong = chance.randrange(2)
        names[wrong] = SLIPS[kind](names[wrong], chance)
        flt = HouseholdFilter(" ".join(names))
        found: list[int] = []
        times.append(_clock(lambda f=flt, to=found: to.extend(households.find(desk, f)[:FIRST])))
        hits[kind].append(home in found)
    found_of = {kind: (sum(one), len(one)) for kind, one in hits.items()}
    everywhere = [one for ones in hits.values() for one in ones]
    return {"in all": (sum(everywhere), len(everywhere))} | found_of, times


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
