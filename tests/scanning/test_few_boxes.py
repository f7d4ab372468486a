"""Pages of printed forms with few boxes: too few to tell by themselves what is usual."""

import numpy as np
import pytest

from desktop.domain.scans import BoxState, Trust
from desktop.scanning.reading import read_page
from dev import made_scans
from dev.made_scans import EVERY, PROOF, clean, ticked, truth_of
from dev.scanned_papers import printed


def scanty():
    """Return the page of a form with the fewest boxes, and what a reader is told."""
    paper = printed("form")
    return min(paper.pages, key=lambda page: len(page.side.boxes)), paper.where


def test_where_every_box_is_ticked_none_is_taken_for_empty(monkeypatch):
    page, where = scanty()
    marks = {"check": 0.4, "over": 0.3, "faint": 0.3}
    monkeypatch.setattr(made_scans, "MARKS", marks)
    for seed in range(6):
        random = np.random.default_rng(seed)
        marked, _ = ticked(page.picture, page.side, random, PROOF)
        reading = read_page(clean(marked, page.side, random), lambda _letter, _version: where)
        states = [box.state for box in reading.boxes]
        assert len(states) == len(page.side.boxes) < 10
        assert set(states) <= {BoxState.TICKED, BoxState.DOUBTFUL}
        assert BoxState.TICKED in states


@pytest.mark.parametrize("seed", range(4))
def test_a_curled_page_is_read_by_the_few_frames_it_has(seed):
    page, where = scanty()
    random = np.random.default_rng(900 + seed)
    marked, marks = ticked(page.picture, page.side, random, PROOF)
    picture = EVERY["photographed"](marked, page.side, random)
    reading = read_page(picture, lambda _letter, _version: where)
    assert reading.trust is Trust.GOOD
    for box, mark in zip(reading.boxes, marks, strict=True):
        assert box.state in (truth_of(mark), BoxState.DOUBTFUL)
