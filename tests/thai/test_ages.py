"""Ages beside birth dates."""

from datetime import date

from desktop.thai.ages import with_age
from desktop.thai.dates import PartialDate

ON = date(2022, 5, 16)


def test_one_age_where_the_day_is_known_and_both_where_not():
    assert with_age(PartialDate(1969, 5, 16), ON) == "16 พฤษภาคม 2512 อายุ 53 ปี"
    assert with_age(PartialDate(1969, 5, 17), ON) == "17 พฤษภาคม 2512 อายุ 52 ปี"
    assert with_age(PartialDate(1969), ON).endswith("อายุ 52-53 ปี")


def test_a_day_to_come_has_no_age():
    assert with_age(PartialDate(2022, 5, 16), ON).endswith("อายุ 0 ปี")
    assert with_age(PartialDate(2022, 5, 17), ON) == "17 พฤษภาคม 2565 ยังมาไม่ถึง"
    assert with_age(PartialDate(2022), ON).endswith("อายุ 0 ปี")
