"""Times of day as offices write them."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.thai.clock import read_time, thai_time


@pytest.mark.parametrize(
    "text",
    [
        *("8.30", "08:30", "0830", "8.30 น.", "๐๘.๓๐ น.", "๐๘๓๐", "8:30 นาฬิกา", " 08.30น. "),
        *("08:30:00.000+07:00", "08:30:15", "08:30Z"),
    ],
)
def test_half_past_eight(text):
    assert read_time(text) == time(8, 30)


@pytest.mark.parametrize("text", ["", "เช้า", "8", "830", "8.3", "25.00", "12.60", "2400"])
def test_no_time(text):
    with pytest.raises(ValueError, match=r"เวลา"):
        read_time(text)


@given(st.times().map(lambda t: time(t.hour, t.minute)))
def test_what_is_written_is_read(moment):
    assert read_time(thai_time(moment)) == moment
    assert read_time(f"{moment:%H%M}") == moment
