"""Leaflets per second, beside the same leaflet typeset by Typst and by WeasyPrint."""

import csv
import json
import os
import shutil
import subprocess
import sys
import time
import tracemalloc
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from statistics import median
from tempfile import TemporaryFile
from typing import Any

import segno

from desktop.app import open_desk
from desktop.cli.parser import Question
from desktop.domain.leaflet import LeafletContent
from desktop.domain.progress import Silent
from desktop.domain.records import HouseholdFilter
from desktop.domain.vocabulary import DIMENSION_LABEL, Answered, Need, Right
from desktop.printing.leaflet.document import make_leaflets
from desktop.services import households
from desktop.services.desk import Desk
from desktop.services.documents import leaflets
from desktop.services.documents.layouts import leaflet_of
from dev import bench_html

COUNT = 500
# As many as the office visits in a year.
YEAR = 8_261
# WeasyPrint is too slow for more; its start is counted for none.
FEW = 20
MERGED = 100
ROUNDS = 3
_TICKS = (
    *(Need.DISABLED, Need.BEDRIDDEN, Need.CHRONIC, Need.CHRONIC_DEPENDENT, Need.SINGLE_PARENT),
    *(Need.POOR_CHILD, Right.ELDER_ALLOWANCE, Right.DISABILITY_ALLOWANCE, Right.NEWBORN_GRANT),
    Right.WELFARE_CARD,
)


def measure(database: Path, folder: Path) -> None:
    """Print leaflets per second of both, in turn."""
    with open_desk(Question(command="levels", db=str(database))) as desk:
        ids = households.find(desk, HouseholdFilter(sort="-level"))[:COUNT]
        contents = list(leaflets.contents(desk, ids))
        _prepare(contents, folder, desk.resources / "fonts")
        ours: list[float] = []
        theirs: list[float] = []
        slow: list[float] = []
        whole: list[float] = []
        for _ in range(ROUNDS):
            ours.append(_ours(desk, contents))
            theirs.append(_theirs(desk, folder, len(contents)))
            slow.append(_weasyprint(desk, folder))
            start = time.perf_counter()
            _from_database(desk, ids)
            whole.append(len(ids) / (time.perf_counter() - start))
        merged = _merged(folder, desk.resources / "fonts")
        memory = _peak(desk, contents)
        size = len(_from_database(desk, ids)) / len(ids) / 1024
        of_year = _of_year(desk)
    print(f"leaflets, {len(contents)} households, {ROUNDS} rounds in turn")
    for name, other in (("Typst", theirs), ("WeasyPrint", slow)):
        ratio = median(a / b for a, b in zip(ours, other, strict=True))
        print(f"  ours / {name}, leaflets per second: {ratio:.1f}")
    if merged:
        print(f"  ours / LibreOffice's mail merge, leaflets per second: {max(ours) / merged:.0f}")
    again = max(whole) / max(theirs)
    print(f"  the same words again, with reading the database, / Typst: {again:.1f}")
    print(f"  ours {max(ours):.0f}/s, again with reading the database {max(whole):.0f}/s")
    print(
        f"  Typst {max(theirs):.1f}/s, WeasyPrint {max(slow):.2f}/s; ours {size:.1f} KB a leaflet"
    )
    print(f"  a year's households from a cold start, by two processes / by one: {of_year:.1f}")
    few, many = (part / 1024**2 for part in memory)
    print(f"  Python's own memory at its peak: {few:.0f} MB, for four times that {many:.0f} MB")


def _of_year(desk: Desk) -> float:
    """Return how many times as fast two processes make a year's leaflets as one does, once."""
    desk = replace(desk)
    ids = households.find(desk, HouseholdFilter(sort="-level"))[:YEAR]
    texts = leaflet_of(desk)
    took: list[float] = []
    for _ in range(2):
        # A desk of its own: no word was shaped before.
        own = replace(desk)
        with TemporaryFile() as target:
            start = time.perf_counter()
            if took:
                leaflets.prefilled(own, leaflets.parts(own, ids), target, Silent())
            else:
                said = leaflets.contents(own, ids)
                make_leaflets(said, own.typesetter, texts, target, Silent(), len(ids))
            took.append(time.perf_counter() - start)
    return took[0] / took[1]


def _from_database(desk: Desk, ids: list[int]) -> bytes:
    buffer = BytesIO()
    leaflets.prefilled(desk, leaflets.parts(desk, ids), buffer, Silent())
    return buffer.getvalue()


def _ours(desk: Desk, contents: list[LeafletContent]) -> float:
    # A desk of its own: no word was shaped before, and loading fonts and words is counted.
    desk = replace(desk)
    start = time.perf_counter()
    make_leaflets(contents, desk.typesetter, leaflet_of(desk), BytesIO(), Silent(), len(contents))
    return len(contents) / (time.perf_counter() - start)


# Typst remembers what it set in the same process: each of its rounds gets a process of its own.
_TYPST = """
import sys, time, typst
start = time.perf_counter()
typst.compile(sys.argv[1], root=sys.argv[2], font_paths=[sys.argv[3]], ignore_system_fonts=True)
print(time.perf_counter() - start)
"""


def _theirs(desk: Desk, folder: Path, count: int) -> float:
    words = [str(folder / "leaflet.typ"), str(folder), str(desk.resources / "fonts")]
    command = [sys.executable, "-c", _TYPST, *words]
    answer = subprocess.run(command, check=True, capture_output=True, text=True)
    return count / float(answer.stdout)


_WEASYPRINT = """
import sys, time, weasyprint
start = time.perf_counter()
weasyprint.HTML(filename=sys.argv[1]).write_pdf(sys.argv[2], full_fonts=False)
print(time.perf_counter() - start)
"""


def _weasyprint(desk: Desk, folder: Path) -> float:
    words = [str(folder / "leaflets.html"), str(folder / "leaflets-html.pdf")]
    command = [sys.executable, "-c", _WEASYPRINT, *words]
    answer = subprocess.run(command, check=True, capture_output=True, text=True)
    return FEW / float(answer.stdout.split()[-1])


def _merged(folder: Path, fonts: Path) -> float:
    """Return leaflets per second of LibreOffice's mail merge, 0 where it isn't installed.

    Its page has the words and a table of the members; neither QR code nor boxes.
    """
    python = shutil.which("python3", path=os.defpath)
    if python is None or shutil.which("soffice") is None:
        return 0.0
    plain = json.loads((folder / "leaflets.json").read_text(encoding="utf-8"))[:MERGED]
    rows = [_flat(one) for one in plain]
    with (folder / "leaflets.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    shutil.copytree(fonts, folder / "fonts", dirs_exist_ok=True)
    script = Path(__file__).with_name("merge_office.py")
    answer = subprocess.run(
        [python, str(script), str(folder), ",".join(rows[0])],
        env=os.environ | {"XDG_DATA_HOME": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    return len(rows) / float(answer.stdout) if answer.returncode == 0 else 0.0


def _flat(content: dict[str, Any]) -> dict[str, str]:
    """Return a leaflet as a row of a list, as an office keeps it."""
    words = {key: value for key, value in content.items() if isinstance(value, str)}
    words["address"] = " ".join(content["address"])
    words["dimensions"] = " ".join(
        f"{one['name']} {'ตก' if one['failed'] else 'ผ่าน'}" for one in content["dimensions"]
    )
    for number in range(9):
        people = content["members"]
        one = people[number] if number < len(people) else {}
        for key in ("name", "cid", "age", "relation", "occupation"):
            words[f"member{number + 1}_{key}"] = str(one.get(key, ""))
        words[f"member{number + 1}_ticks"] = " ".join(
            "☑" if t else "☐" for t in one.get("ticks", ())
        )
    return words


def _peak(desk: Desk, contents: list[LeafletContent]) -> tuple[int, int]:
    """Return the most memory in use while many leaflets are made, and while four times as many."""
    peaks = []
    for times in (1, 4):
        typesetter = replace(desk).typesetter
        tracemalloc.start()
        with TemporaryFile() as target:
            make_leaflets(
                contents * times,
                typesetter,
                leaflet_of(desk),
                target,
                Silent(),
                len(contents) * times,
            )
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    return peaks[0], peaks[1]


def _prepare(contents: list[LeafletContent], folder: Path, fonts: Path) -> None:
    """Write what the Typst file reads; making the QR pictures is not timed."""
    template = Path(__file__).with_name("leaflet.typ").read_text(encoding="utf-8")
    (folder / "leaflet.typ").write_text(template, encoding="utf-8", newline="\n")
    plain: list[dict[str, Any]] = []
    for number, content in enumerate(contents):
        code = f"qr{number}.svg"
        segno.make(f"OH1:{content.uid}", error="m").save(str(folder / code))
        plain.append(_plain(content, code))
    text = json.dumps(plain, ensure_ascii=False)
    (folder / "leaflets.json").write_text(text, encoding="utf-8", newline="\n")
    page = bench_html.document(plain[:FEW], fonts)
    (folder / "leaflets.html").write_text(page, encoding="utf-8", newline="\n")


def _plain(content: LeafletContent, code: str) -> dict[str, Any]:
    return {
        "qr": code,
        "subtitle": f"สมุดพกครอบครัว ฉบับย่อ ปีงบประมาณ พ.ศ. {content.fiscal_year}",
        "office": content.office,
        "project": content.project,
        "number": content.number,
        "head": content.head,
        "address": list(content.address_lines),
        "house_code": content.house_code,
        "tel": content.tel,
        "volunteer": content.volunteer,
        "level": content.level_text[-1:],
        "reason": content.level_reason,
        "source": content.data_source,
        "printed": content.printed_on,
        "income": content.income_year,
        "dimensions": [
            {
                "name": "มิติ" + DIMENSION_LABEL[d],
                "passed": said == Answered.NO,
                "failed": said == Answered.YES,
            }
            for d, said in content.dimensions.items()
        ],
        "members": [
            {
                "name": m.name,
                "cid": m.cid_masked,
                "age": m.age,
                "relation": m.relation,
                "occupation": m.occupation,
                "ticks": [t in m.needs or t in m.rights for t in _TICKS],
            }
            for m in content.members[:9]
        ],
    }
