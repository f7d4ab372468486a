"""How well ticks are read from made scans of the leaflet, or of the logbook's printed forms.

`python3 dev.py scans [--paper form] [--boxes 20000] [--training] [--only KIND ...]`: limits were
chosen with `--training`; what counts is the other hand, on other seeds.
"""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor

import numpy as np

from desktop.domain.scans import BoxState, Trust
from desktop.scanning.reading import read_page
from dev.made_scans import EVERY, PROOF, TRAINING, ticked, truth_of
from dev.scanned_papers import printed

SEEDS = {False: 40_000_000, True: 1_000_000}


def main() -> int:
    """Print a table: a line a kind."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--paper", choices=("leaflet", "form"), default="leaflet")
    parser.add_argument("--boxes", type=int, default=20_000, help="of each kind")
    parser.add_argument("--training", action="store_true")
    parser.add_argument("--only", nargs="*", default=list(EVERY))
    options = parser.parse_args()
    each = [len(page.side.boxes) for page in printed(options.paper).pages]
    many = -(-options.boxes * len(each) // sum(each))
    print(f"{'kind':24}  right %  doubtful %  wrong %  poor pages %  ms/page")
    with ProcessPoolExecutor(2) as pool:
        for kind in options.only:
            jobs = [(options.paper, kind, number, options.training) for number in range(many)]
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


def trial(job: tuple[str, str, int, bool]) -> Trial:
    """Make one page and read it. Right, doubtful and wrong boxes are counted, and poor pages."""
    paper, kind, number, training = job
    pages, where = printed(paper).pages, printed(paper).where
    random = np.random.default_rng(SEEDS[training] + 1000 * list(EVERY).index(kind) + number)
    page = pages[int(random.integers(len(pages)))]
    side = page.side
    marked, marks = ticked(page.picture, side, random, TRAINING if training else PROOF)
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


if __name__ == "__main__":
    raise SystemExit(main())
