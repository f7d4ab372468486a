"""Places on the map."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.thai.coordinates import read_point

HERE = Decimal("14.0208"), Decimal("100.525")


@pytest.mark.parametrize(
    "text",
    [
        *("14.0208, 100.525", "14.0208 100.525", "14.0208,100.525", "๑๔.๐๒๐๘ ๑๐๐.๕๒๕"),
        *("14.0208 100.525 0 0", "14.0208 100.525 12.5 4.0", "14.0208; 100.525"),
    ],
)
def test_a_place(text):
    assert read_point(text) == HERE


@pytest.mark.parametrize("text", ["", "14.0208", "บ้าน", "100.525, 14.0208", "14, 181", "1.2.3 4"])
def test_no_place(text):
    with pytest.raises(ValueError, match="พิกัด"):
        read_point(text)


DEGREES = st.decimals(-90, 90, places=6)


@given(DEGREES, DEGREES)
def test_what_is_stored_is_read(north, east):
    assert read_point(f"{north} {east} 0 0") == (north, east)
