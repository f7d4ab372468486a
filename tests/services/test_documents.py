"""The catalogue of documents."""

import pytest

from desktop.domain.errors import UserError
from desktop.services.documents import catalogue


def test_kinds_have_keys_of_their_own_and_thai_names():
    kinds = catalogue.kinds()
    assert len({kind.key for kind in kinds}) == len(kinds)
    assert all(kind.title and kind.about and kind.unit and kind.version >= 1 for kind in kinds)
    for kind in kinds:
        assert catalogue.named(kind.key).kind is kind
        assert bool(catalogue.named(kind.key).table) == kind.table


def test_an_unknown_document_is_named_with_those_there_are():
    with pytest.raises(UserError) as raised:
        catalogue.named("nothing")
    assert "leaflet" in raised.value.message
