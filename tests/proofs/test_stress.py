"""Five hundred households chosen to hurt, on leaflets that nothing is wrong with."""

import pytest

from tests.factories.hard_leaflets import hard_leaflets
from tests.printing.conftest import typesetter  # noqa: F401 - a fixture
from tests.printing.stress import faults


@pytest.mark.proof
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_nothing_is_clipped_overlapped_or_lost(typesetter, seed):  # noqa: F811
    assert faults(typesetter, hard_leaflets(500, seed)) == ([], [], [])
