"""Ticks on made scans: right, or known as doubtful, or the page known as poor."""

from collections import Counter
from dataclasses import replace
from io import BytesIO

import numpy as np
import pypdfium2
import pytest

from desktop.domain.paper_codes import SideCode
from desktop.domain.progress import Silent
from desktop.domain.scans import TRUST_ADVICE, TRUST_LABEL, BoxState, Trust, ticks_of
from desktop.domain.vocabulary import Answered, Dimension
from desktop.printing.leaflet.document import make_leaflets
from desktop.scanning.reading import read_known, read_page
from dev.made_scans import (
    DIRTY,
    EVERY,
    LATER,
    ORDINARY,
    POOR,
    PRINT_DPI,
    PROOF,
    clean,
    ticked,
    truth_of,
)
from dev.places import shipped_leaflet, typesetter
from dev.scanned_papers import family, printed
from dev.scans import SEEDS, trial


def made(seed, letter="B"):
    """Return a clean scan of one page, its marks and its geometry."""
    paper = printed("leaflet")
    pages, where = paper.pages, paper.where
    side = where.sides[letter]
    random = np.random.default_rng(SEEDS[False] + seed)
    marked, marks = ticked(pages[seed % len(pages)].picture, side, random, PROOF)
    return clean(marked, side, random), marks, where


@pytest.mark.parametrize("kind", [*ORDINARY, *DIRTY])
def test_no_box_is_read_wrong(kind):
    counts, _ = trial(("leaflet", kind, 3_000, False))
    assert counts["wrong"] == 0, counts
    assert counts["poor"] or counts["doubtful"] < 0.1 * counts["right"]


@pytest.mark.parametrize("kind", ["photographed", *LATER])
@pytest.mark.parametrize("number", [3_005, 3_016])
def test_a_page_taken_from_the_side_is_read_whatever_it_lies_on(kind, number):
    counts, _ = trial(("leaflet", kind, number, False))
    assert (counts["poor"], counts["wrong"]) == (0, 0)
    assert counts["doubtful"] < 0.1 * counts["right"]


@pytest.mark.parametrize("kind", [kind for kind in POOR if "deep" not in kind])
def test_a_poor_page_is_known_as_such(kind):
    counts, _ = trial(("leaflet", kind, 3_000, False))
    assert counts["poor"] == 1


def test_a_shadow_that_hides_ink_is_poor_or_read_right():
    counts = sum(
        (trial(("leaflet", "deep fold shadow", 3_000 + n, False))[0] for n in range(3)), Counter()
    )
    assert counts["wrong"] == 0


def test_every_box_has_its_place_and_its_ink():
    picture, marks, where = made(1)
    reading = read_page(picture, lambda letter, version: where)
    assert reading.code == SideCode("MFRGGZDFMZTWQ2LK", "L", 2, "B")
    assert [box.place for box in reading.boxes] == list(where.sides["B"].boxes)
    for mark, box in zip(marks, reading.boxes, strict=True):
        assert box.state in (truth_of(mark), BoxState.DOUBTFUL)
        assert box.ink > 0.4 or mark != "filled"
        assert box.ink < 0.03 or mark not in ("none", "underline", "beside", "clip")


@pytest.mark.parametrize("turned", [False, True])
def test_a_page_whose_code_is_lost_is_read_when_a_person_says_which_it_is(turned):
    picture, marks, where = made(2)
    picture = picture.copy()
    code = where.sides["B"].code
    top, left = round((code.y - 1) * 7.87), round((code.x - 1) * 7.87)
    picture[top : top + 160, left : left + 160] = 250
    picture = picture[::-1, ::-1].copy() if turned else picture
    assert read_page(picture, lambda letter, version: where).trust is Trust.NO_CODE
    known = SideCode("MFRGGZDFMZTWQ2LK", "L", 2, "B")
    reading = read_known(picture, known, lambda letter, version: where)
    assert reading.trust is Trust.GOOD
    states = [box.state for box in reading.boxes]
    assert all(
        state in (truth_of(mark), BoxState.DOUBTFUL)
        for state, mark in zip(states, marks, strict=True)
    )


def test_what_can_not_be_read_is_said():
    picture, _, where = made(3)
    assert read_page(picture, lambda letter, version: None).trust is Trust.UNKNOWN_LAYOUT
    white = np.full((800, 1100), 250, np.uint8)
    assert read_page(white, lambda letter, version: where).trust is Trust.NO_CODE
    bare = picture.copy()
    for x, y in where.sides["B"].marks:
        top, left = round((y - 5) * 7.87), round((x - 5) * 7.87)
        bare[top : top + 80, left : left + 80] = 250
    assert read_page(bare, lambda letter, version: where).trust is Trust.NO_MARKS
    assert set(TRUST_LABEL) == set(Trust)
    assert set(TRUST_ADVICE) == set(Trust) - {Trust.GOOD}


@pytest.mark.parametrize("shape", [(1, 1), (3, 900), (40, 40), (2000, 30)])
def test_any_picture_is_answered(shape):
    noise = np.random.default_rng(1).integers(0, 256, shape, dtype=np.uint8)
    where = printed("leaflet").where
    known = SideCode("MFRGGZDFMZTWQ2LK", "L", 2, "B")
    assert read_page(noise, lambda letter, version: where).trust is Trust.NO_CODE
    assert read_known(noise, known, lambda letter, version: where).trust is not Trust.GOOD


def test_kinds_are_many():
    assert len(EVERY) == len(ORDINARY) + len(DIRTY) + len(POOR) + len(LATER) >= 19


def test_printed_ticks_are_read_as_ticks():
    """What is known is printed with a tick: left alone, it is the answer."""
    known = replace(
        family(2),
        dimensions=dict.fromkeys(Dimension, Answered.YES),
        housing_problem=Answered.NO,
        answers={"need.help": "2 5", "housing.tenure": "4"},
    )
    target = BytesIO()
    make_leaflets([known], typesetter(), shipped_leaflet(), target, Silent(), 1)
    pdf = pypdfium2.PdfDocument(target.getvalue())
    drawn = pdf[1].render(scale=PRINT_DPI / 72, grayscale=True).to_pil().convert("L")
    pdf.close()
    where = printed("leaflet").where
    scan = clean(np.asarray(drawn), where.sides["B"], np.random.default_rng(4))
    reading = read_page(scan, lambda letter, version: where)
    expected = {(f"dim.{one}", 0): ["1"] for one in Dimension}
    expected |= {("housing.problem", 0): ["2"], ("housing.tenure", 0): ["4"]}
    expected |= {("need.help", 0): ["2", "5"]}
    assert ticks_of(reading.boxes) == expected
