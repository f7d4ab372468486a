"""Headers of other offices: what they mean, and what they only seem to mean."""

import pytest

from desktop.importing.columns import find_columns

BESIDE = ["เลขประจำตัวประชาชน", "ชื่อ", "นามสกุล", "รหัสบ้าน", "อำเภอ", "ตำบล"]


def meaning(header):
    _, guesses = find_columns([[*BESIDE, header], *[["ก"] * len(BESIDE) + [""]] * 2])
    return guesses[-1].canonical


@pytest.mark.parametrize(
    ("header", "canonical"),
    [
        ("income_per_person_year", "income"),
        ("household_income", "household_income"),
        ("dim_health", "dim_health"),
        ("dim_access", "dim_access"),
        ("has_welfare_card", "has_welfare_card"),
        ("TAM_CODE", "tambon_code"),
        ("ตชว. 8", "ind_08"),
        ("ตัวชี้วัด จปฐ. ที่ ๘", "ind_08"),
        ("indicator_8", "ind_08"),
        ("8. ครัวเรือนมีความมั่นคงในที่อยู่อาศัย และบ้านมีสภาพคงทนถาวร", "ind_08"),
        ("ปัญหาด้านที่อยู่อาศัย", "burden_1"),
        ("ปี พ.ศ. เกิด", "birth_date"),
        *(("ebmn_age", "age"), ("amphur_ID", "district_code"), ("zipcode", "postcode")),
        *(("MB", "moo"), ("MBNO", "address_no"), ("MM", "village_name"), ("PERSON", "full_name")),
        *(("survey_year", "data_year"), ("vil", "village_code"), ("PERSON_SNAME", "last_name")),
    ],
)
def test_other_spellings(header, canonical):
    assert meaning(header) == canonical


@pytest.mark.parametrize(
    ("header", "canonical"),
    [
        ("รายได้เฉลี่ยต่อครัวเรือน", "household_income"),
        ("รายได้เฉลี่ยของครัวเรือนต่อปี", "household_income"),
        ("รายได้ครัวเรือนต่อปี", "household_income"),
        ("รายได้เฉลี่ยครัวเรือนต่อคนต่อปี", "income"),
        ("รายได้เฉลี่ยของครัวเรือน (บาท/คน/ปี)", "income"),
        ("รายได้ครัวเรือนเฉลี่ยต่อคนต่อปี", "income"),
        ("รายได้เฉลี่ยของคนในครัวเรือนต่อปี", "income"),
    ],
)
def test_whose_income(header, canonical):
    assert meaning(header) == canonical


@pytest.mark.parametrize(
    "header",
    [
        "ไม่มีบัตรสวัสดิการแห่งรัฐ",
        "เลขที่บัตรสวัสดิการแห่งรัฐ",
        "ไม่ได้รับเงินอุดหนุน",
        "ไม่ได้ขึ้นทะเบียนเกษตรกร",
        "ผู้ดูแลคนพิการ",
        "จำนวนคนพิการ",
        "จำนวนผู้ป่วยติดเตียง",
        "จำนวนผู้มีภาวะพึ่งพิง",
        "กลุ่มอายุ",
        *("อายุ (เดือน)", "ebmn_age_month", "main_hospital", "ศาสนา", "ที่อยู่", "ประทับเวลา"),
    ],
)
def test_the_contrary_and_counts_are_not_taken_for_the_thing(header):
    assert meaning(header) == ""
