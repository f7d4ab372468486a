"""Codes of papers as a scanner types them, on whatever board."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.leaflet import QR_PREFIX
from desktop.domain.paper_codes import FormPage, SideCode, form_page_of, mark_of, side_of, uid_of
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


counts = st.integers(0, 1295)
marks = st.text().map(mark_of)
form_pages = st.builds(FormPage, counts, counts, marks, marks, marks)
letters = st.sampled_from("ABCXYZ") | form_pages.map(lambda page: page.text)
sides = st.builds(SideCode, uids, st.sampled_from("LFB"), st.integers(0, 35), letters)


@given(sides)
def test_a_side_is_read_back_and_opens_its_household(side):
    assert side_of(side.text) == side
    assert len(side.text) <= (29 if len(side.side) == 1 else 47)
    for typed in (side.text, side.text.lower(), side.text.translate(_TO_THAI)):
        assert uid_of(typed) == side.uid


@given(sides, st.data())
def test_a_misread_character_or_two_exchanged_are_noticed(side, data):
    text = side.text
    at = data.draw(st.integers(4, len(text) - 1))
    other = data.draw(st.sampled_from("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    changed = text[:at] + other + text[at + 1 :]
    assert changed == text or side_of(changed) is None
    to = data.draw(st.integers(4, len(text) - 1))
    swapped = list(text)
    swapped[at], swapped[to] = swapped[to], swapped[at]
    assert "".join(swapped) == text or side_of("".join(swapped)) is None


@given(form_pages)
def test_a_page_of_a_form_is_read_back(page):
    assert form_page_of(page.text) == page
    assert form_page_of("B") is None
