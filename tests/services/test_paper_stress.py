"""A few of the households chosen to hurt; `tests/proofs` has them all."""

import pytest

from desktop.services.documents import catalogue, leaflets
from tests.factories.hard_households import hard_households
from tests.printing import stress
from tests.services.paper_stress import faults

SET = [k.key for k in catalogue.kinds() if not k.key.startswith("leaflet")]


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
def test_nothing_is_clipped_overlapped_or_lost(desk):
    office, ids = hard_households(desk, 4, seed=9)
    assert {kind: faults(office, kind, ids) for kind in SET} == dict.fromkeys(SET, ([], [], []))
    found = stress.faults(office.typesetter, leaflets.contents(office, ids))
    assert found == ([], [], [])
