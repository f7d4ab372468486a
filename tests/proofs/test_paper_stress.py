"""Five hundred households chosen to hurt, on every paper that a layout sets."""

import pytest

from tests.factories.hard_households import hard_households
from tests.services.paper_stress import faults
from tests.services.test_paper_stress import SET

# A logbook of so many members is a small book.
FEWER = {"logbook": 100, "logbook-blank": 100}


@pytest.mark.proof
@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
@pytest.mark.parametrize("kind", SET)
def test_nothing_is_clipped_overlapped_or_lost(desk, kind):
    office, ids = hard_households(desk, FEWER.get(kind, 500), seed=1)
    assert faults(office, kind, ids) == ([], [], [])
