"""Birth dates in words, with the age."""

from datetime import date

from desktop.thai.dates import PartialDate, ages_on, thai_date


def with_age(birth: PartialDate, on: date) -> str:
    """Return '16 พฤษภาคม 2512 อายุ 55 ปี', with both ages that a partial date allows."""
    low, high = ages_on(birth, on)
    ages = f"{low}" if low == high else f"{low}-{high}"
    return f"{thai_date(birth, long=True)} อายุ {ages} ปี"
