"""Recall and precision of linkage on made sets that played no part in settling the points."""

import sys
import time

import pytest
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from desktop.domain.progress import Silent
from desktop.importing.link_blocks import candidates
from desktop.importing.link_columns import columns_of
from desktop.importing.linkage import find_pairs, person_pairs
from tests.factories.links import made_set

SEEDS = (101, 202, 303, 404, 505)
PAIRS, OTHERS = 5_000, 20_000


@pytest.mark.proof
def test_recall_and_precision(capsys):
    for seed in SEEDS:
        made = made_set(seed, PAIRS, OTHERS)
        persons, _ = find_pairs(made.people, made.houses, None, Silent())
        found = {(p.first, p.second) for p in persons}
        sure = {(p.first, p.second) for p in persons if p.rule}
        right, certain = len(found & made.truth), len(sure & made.truth)
        with capsys.disabled():
            sys.stdout.write(
                f"\nseed {seed}: {PAIRS:,} pairs, {len(made.people):,} records, "
                f"{len(made.hard):,} hard negatives; "
                f"sure recall {certain / PAIRS:.4f} precision {certain / len(sure):.5f}; "
                f"sure and offered recall {right / PAIRS:.4f} precision {right / len(found):.5f}\n"
            )
        assert right / PAIRS >= 0.95
        assert right / len(found) >= 0.99
        assert certain == len(sure)


@pytest.mark.proof
def test_speed_at_a_provinces_size(capsys):
    """CPU time beside plain name comparison of as many pairs; no absolute time is asserted."""
    made = made_set(606, 60_000, 134_000)
    start = time.process_time()
    columns = columns_of(made.people)
    person_pairs(made.people, columns)
    ours = time.process_time() - start
    compared = sum(len(block) for block in candidates(columns))
    words = list(columns.sounds)[:3_000]
    start = time.process_time()
    cdist(words, words[:2_000], scorer=OSA.normalized_similarity)
    plain = (time.process_time() - start) / 6
    everyone = len(made.people) ** 2 / 2 / 1e6 * plain
    with capsys.disabled():
        sys.stdout.write(
            f"\n{len(made.people):,} records, {compared:,} candidate pairs: {ours:.1f} s of CPU, "
            f"{ours / compared * 1e6:.2f} s per million candidates with all preparation; "
            f"rapidfuzz alone over one name: {plain:.3f} s per million, "
            f"{everyone:.0f} s for every two of them\n"
        )
    assert ours < everyone
