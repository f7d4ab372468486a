"""How well ticks are read from made scans of the leaflet.

`python3 dev.py scans [--boxes 20000] [--training] [--only KIND ...]`: limits were chosen with
`--training`; what counts is the other hand, on other seeds.
"""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from io import BytesIO

import numpy as np
import pypdfium2

from desktop.domain.geometry import Geometry
from desktop.domain.leaflet import LeafletContent, LeafletMember
from desktop.domain.progress import Silent
from desktop.domain.scans import BoxState, Trust
from desktop.domain.vocabulary import Answered
from desktop.printing.leaflet.document import geometry, make_leaflets
from desktop.scanning.reading import read_page
from dev.made_scans import EVERY, PRINT_DPI, PROOF, TRAINING, Grey, ticked, truth_of
from dev.places import shipped_leaflet, typesetter

SEEDS = {False: 40_000_000, True: 1_000_000}


def main() -> int:
    """Print a table: a line a kind."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--boxes", type=int, default=20_000, help="of each kind")
    parser.add_argument("--training", action="store_true")
    parser.add_argument("--only", nargs="*", default=list(EVERY))
    options = parser.parse_args()
    many = -(-options.boxes // len(sheet()[1].sides["B"].boxes))
    print(f"{'kind':24}  right %  doubtful %  wrong %  poor pages %  ms/page")
    with ProcessPoolExecutor(2) as pool:
        for kind in options.only:
            jobs = [(kind, number, options.training) for number in range(many)]
            print(line(kind, pool.map(trial, jobs, chunksize=4)))
            sys.stdout.flush()
    return 0


Trial = tuple[Counter[str], float]


def line(kind: str, trials: Iterable[Trial]) -> str:
    """Return one kind's figures; the boxes of pages that aren't read count as doubtful."""
    counts: Counter[str] = Counter()
    seconds = []
    for found, took in trials:
        counts += found
        seconds.append(took)
    boxes = sum(counts[key] for key in ("right", "doubtful", "wrong"))
    shares = "  ".join(
        f"{100 * counts[key] / boxes:{wide}.3f}"
        for key, wide in (("right", 7), ("doubtful", 10), ("wrong", 7))
    )
    poor = 100 * counts["poor"] / len(seconds)
    how = ", ".join(f"{key} {n}" for key, n in sorted(counts.items()) if key[0] in "!:")
    return f"{kind:24}  {shares}  {poor:12.1f}  {1000 * float(np.median(seconds)):7.0f}  {how}"


def trial(job: tuple[str, int, bool]) -> Trial:
    """Make one page and read it. Right, doubtful and wrong boxes are counted, and poor pages."""
    kind, number, training = job
    pages, where = sheet()
    random = np.random.default_rng(SEEDS[training] + 1000 * list(EVERY).index(kind) + number)
    page = pages[int(random.integers(len(pages)))]
    side = where.sides["B"]
    marked, marks = ticked(page, side, random, TRAINING if training else PROOF)
    picture = EVERY[kind](marked, side, random)
    start = time.perf_counter()
    reading = read_page(picture, lambda _letter, _version: where)
    took = time.perf_counter() - start
    counts: Counter[str] = Counter()
    if reading.trust is not Trust.GOOD:
        counts["poor"] = 1
        counts[f":{reading.trust}"] = 1
        counts["doubtful"] = len(marks)
        return counts, took
    for mark, box in zip(marks, reading.boxes, strict=True):
        if box.state is BoxState.DOUBTFUL:
            counts["doubtful"] += 1
        elif box.state is truth_of(mark):
            counts["right"] += 1
        else:
            counts["wrong"] += 1
            counts[f"!{mark} as {box.state}"] += 1
    return counts, took


@cache
def sheet() -> tuple[list[Grey], Geometry]:
    """Return inner sides of made families' leaflets as pictures, and where their boxes are."""
    setter = typesetter()
    target = BytesIO()
    families = [family(count) for count in (0, 2, 4, 8)]
    make_leaflets(families, setter, shipped_leaflet(), target, Silent(), len(families))
    pdf = pypdfium2.PdfDocument(target.getvalue())
    pages = [
        np.asarray(pdf[page].render(scale=PRINT_DPI / 72, grayscale=True).to_pil().convert("L"))
        for page in range(1, len(pdf), 2)
    ]
    return pages, geometry(setter, shipped_leaflet())


def family(count: int) -> LeafletContent:
    """Return a made family's leaflet on which nothing is ticked yet."""
    member = LeafletMember(
        "นางสาวทดสอบ ตัวอย่างสมมติ", "1-0000-xxxxx-00-0", "45", "บุตร", "รับจ้าง", "3,500"
    )
    said = "บุตรป่วย ไม่มีคนดูแลในเวลากลางวัน หลังคาบ้านรั่วทั้งหลัง " * min(count, 2)
    return LeafletContent(
        uid="MFRGGZDFMZTWQ2LK",
        project="โครงการตัวอย่าง",
        office="สำนักงานตัวอย่าง",
        fiscal_year=2565,
        number=f"{count:06d}",
        head=member.name,
        address_lines=("1 หมู่ 1", "ตำบลตัวอย่าง"),
        house_code="",
        tel="",
        volunteer="",
        members=(member,) * count,
        dimensions={},
        housing_problem=Answered.UNKNOWN,
        income_year="14,000 บาทต่อคนต่อปี",
        level_text="",
        level_reason="",
        data_source="",
        printed_on="",
        answers={"problem.main": said, "need.main": said, "income.month": "3500"} if count else {},
    )


if __name__ == "__main__":
    raise SystemExit(main())
