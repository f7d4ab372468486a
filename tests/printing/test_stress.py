"""A few of the households chosen to hurt; `tests/proofs` has them all."""

from tests.factories.hard_leaflets import hard_leaflets
from tests.printing.stress import faults


def test_nothing_is_clipped_overlapped_or_lost(typesetter):
    assert faults(typesetter, hard_leaflets(60, seed=9)) == ([], [], [])
