from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.thai.numbers import arabic, grouped, read_number, thai_digits

AMOUNT = st.decimals(-(10**12), 10**12, places=2)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", "0"),
        ("๑๒,๓๔๕", "12345"),
        ("12 345", "12345"),
        (" 1,995.50 บาท", "1995.50"),
        ("100,000บาท/ปี", "100000"),
        ("30000 บาท/คน/ปี", "30000"),
        ("30000 บาทต่อคนต่อปี", "30000"),
        ("67 ปี", "67"),
        ("4 คน", "4"),
        ("12.5%", "12.5"),
        ("(1,200)", "-1200"),
        ("-5", "-5"),
        ("−5", "-5"),
        ("1,000.-", "1000"),
        (".5", "0.5"),
        ("'600", "600"),
        ("1234567890123456789", "1234567890123456789"),
    ],
)
def test_read(text, number):
    assert read_number(text) == Decimal(number)


@pytest.mark.parametrize(
    "text", ["", " ", "-", "--", "–", "ไม่มี", "ไม่ระบุ", " ไม่ทราบ ", "N/A", "n/a", "\u00a0", "None"]
)
def test_unknown_is_not_nought(text):
    assert read_number(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "สองพัน",
        "1,50",
        "1,0000",
        "1.2.3",
        "3/2",
        "5000 บาท/เดือน",
        "1.1E+05",
        "12 คน 3",
        "(5",
        "5)",
        "(-5)",
        "20,000-30,000",
        "12x",
        "٣",
    ],
)
def test_what_is_no_number_is_refused(text):
    with pytest.raises(ValueError, match=r"[ก-ฮ]"):
        read_number(text)


@given(AMOUNT)
def test_what_is_written_is_read_back(amount):
    assert read_number(thai_digits(grouped(amount, 2))) == amount


@given(st.text())
def test_reading_never_breaks(text):
    try:
        number = read_number(text)
    except ValueError:
        return
    assert number is None or number.is_finite()


@pytest.mark.parametrize(
    ("number", "places", "text"),
    [
        (55067, 0, "55,067"),
        (Decimal("0.5"), 0, "1"),
        (2.5, 0, "3"),
        (Decimal("-0.001"), 2, "0.00"),
    ],
)
def test_grouped(number, places, text):
    assert grouped(number, places) == text


def test_digits_both_ways():
    assert thai_digits("หมู่ 12") == "หมู่ ๑๒"
    assert arabic("หมู่ ๑๒") == "หมู่ 12"
