"""Codes of papers as a scanner types them, on whatever board."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.leaflet import QR_PREFIX
from desktop.domain.paper_codes import uid_of
from desktop.thai.typed import _TO_THAI

uids = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", min_size=16, max_size=16)


@given(uids)
def test_a_code_is_read_on_either_board_and_in_either_case(uid):
    code = QR_PREFIX + uid
    for typed in (code, code.lower(), f" {code}\n", code.translate(_TO_THAI)):
        assert uid_of(typed) == uid


@pytest.mark.parametrize("text", ["", "สมหญิง", "OH1:", "OH1:ABC", "ABCDEFGHIJKLMNOP", "1234"])
def test_other_texts_are_none(text):
    assert uid_of(text) is None
