"""Finding headers and telling what columns hold."""

import pytest

from desktop.domain.errors import Place, UserError
from desktop.importing.columns import check_needed, find_columns

PERSON = ["นาย", "สมมุติ", "ตัวอย่าง"]


def guessed(headers, *rows):
    _, guesses = find_columns([headers, *rows])
    return {guess.header: guess.canonical for guess in guesses}


def with_base(header, *values):
    """What `header` is taken for beside a name and a house number."""
    rows = [["สมมุติ ตัวอย่าง", "1", value] for value in values]
    return guessed(["ชื่อ-สกุล", "บ้านเลขที่", header], *rows)[header]


@pytest.mark.parametrize(
    ("header", "canonical"),
    [
        ("เลขรหัสประจำบ้าน", "house_code"),
        ("HC", "house_code"),
        ("house_data_ID", "house_code"),
        ("เลขประจำตัวประชาชน 13 หลัก", "cid"),
        ("เลข 13 หลัก", "cid"),
        ("ID_CARD", "cid"),
        ("คํานําหน้า", "prefix"),
        ("วัน/เดือน/ปีเกิด", "birth_date"),
        ("อายุ(ปี)", "age"),
        ("ebmn_age", "age"),
        ("ม.", "moo"),
        ("หมู่ที่", "moo"),
        ("ชื่อบ้าน/หมู่บ้าน/ชุมชน", "village_name"),
        ("tumbol_name", "tambon"),
        ("TMP", "tambon_code"),
        ("ampuhur_name", "district"),
        ("JUN", "province_code"),
        ("ที่อยู่อาศัย", "dim_living"),
        ("ด้านการเข้าถึงบริการ\nภาครัฐ", "dim_access"),
        ("ตัวชี้วัดที่ ๘", "ind_08"),
        ("ind22", "ind_22"),
        ("ข้อ 4", "ind_04"),
        ("ผู้สูงอายุ(ไม่ได้เบี้ย)", "burden_4"),
        ("ผู้พิการ(ไม่ได้เบี้ย)", "burden_5"),
        ("เด็ก(3-14)", "burden_3"),
        ("ผู้ป่วยเรื้อรัง", "burden_6"),
        ("ป่วยเรื้อรัง(ช่วยเหลือตัวเองไม่ได้)", "chronic_dependent"),
        ("เบี้ยยังชีพคนพิการ", "gets_disab"),
        ("บัตรสวัสดิการแห่งรัฐ", "has_welfare_card"),
        ("เงินอุดหนุน(เด็กแรกเกิด)", "gets_child"),
        ("ประเภทความพิการ", "disabled"),
        ("ผู้ป่วยติดเตียง", "bedridden"),
        ("พ่อ/แม่เลี้ยงเดี่ยว", "single_parent"),
        ("รายได้เฉลี่ย(ต่อคนต่อปี)", "income"),
        ("รายได้ครัวเรือน", "household_income"),
        ("เบอร์โทร", "tel"),
        ("ปี", "data_year"),
        ("เลขประจำตัวประชาชนมารดา", ""),
        ("สีของหลังคา", ""),
    ],
)
def test_alias(header, canonical):
    assert with_base(header) == canonical


def test_values_decide_between_two_meanings():
    assert with_base("รายได้", "ตก", "ผ่าน") == "dim_income"
    assert with_base("รายได้", "45,000", "120000") == "income"
    assert with_base("การศึกษา", "1", "0", "") == "dim_education"
    assert with_base("การศึกษา", "ประถมศึกษา") == "education"
    assert with_base("หมู่บ้าน", "3", "4") == "moo"
    assert with_base("หมู่บ้าน", "บ้านสมมุติ") == "village_name"


def test_names():
    assert guessed(["ชื่อ", "นามสกุล", "HC"]) == {
        "ชื่อ": "first_name",
        "นามสกุล": "last_name",
        "HC": "house_code",
    }
    assert guessed(["ชื่อ", "HC"])["ชื่อ"] == "full_name"
    assert guessed(["ชื่อ", "ชื่อสกุล", "HC"])["ชื่อสกุล"] == "last_name"
    assert guessed(["ชื่อ - นามสกุล", "HC"])["ชื่อ - นามสกุล"] == "full_name"
    assert guessed(["name", "surname", "HC"])["name"] == "first_name"


def test_dimension_of_education_that_nobody_fails():
    rows = [["ชื่อ-สกุล", "", "มิติที่ตก", ""], ["", "เลขที่", "สุขภาพ", "การศึกษา"], ["ก ข", "1", "✓", ""]]
    assert find_columns(rows)[1][3].canonical == "dim_education"


def test_each_meaning_goes_to_one_column():
    _, guesses = find_columns([["ชื่อ-สกุล", "เลขที่", "อายุ", "อายุ (ปี)"], ["ก ข", "1", "5", "6"]])
    assert [guess.canonical for guess in guesses] == ["full_name", "address_no", "age", ""]
    assert "ซ้ำกับคอลัมน์" in guesses[3].why
    assert guesses[0].samples == ("ก ข",)


def test_header_below_title_rows():
    rows = [
        ["ข้อมูลครัวเรือนเปราะบาง อำเภอคลองหลวง จังหวัดปทุมธานี", "", ""],
        ["", "", ""],
        ["ข้อมูล ณ มกราคม 2564", "", ""],
        ["ที่", "ชื่อ-สกุล", "บ้านเลขที่"],
        ["1", "นายสมมุติ ตัวอย่าง", "1/2"],
    ]
    assert find_columns(rows)[0].last == 3


def test_header_of_two_merged_rows():
    rows = [
        ["ที่", "ชื่อ-สกุล", "ที่อยู่", "", "", "มิติ", "", "หมายเหตุ"],
        ["", "", "เลขที่", "หมู่", "ตำบล", "สุขภาพ", "การศึกษา", ""],
        ["1", "นายสมมุติ ตัวอย่าง", "1/2", "3", "คลองหนึ่ง", "1", "0", ""],
    ]
    header, guesses = find_columns(rows)
    assert (header.first, header.last) == (0, 1)
    assert [guess.canonical for guess in guesses] == [
        "source_row_no",
        "full_name",
        "address_no",
        "moo",
        "tambon",
        "dim_health",
        "dim_education",
        "",
    ]


def test_data_below_a_single_header_is_not_joined():
    rows = [
        ["ชื่อ-สกุล", "บ้านเลขที่", "เพศ", "x"],
        ["นายสมมุติ ตัวอย่าง", "1", "ชาย", "พิการ"],
    ]
    assert find_columns(rows)[0].last == 0


def test_missing_columns_are_named():
    _, guesses = find_columns([["ลำดับ", "ชื่อ-สกุล", "อำเภอ"], ["1", "ก ข", "ค"]])
    with pytest.raises(UserError) as caught:
        check_needed(guesses, Place(row=1))
    assert caught.value.title == "ขาดคอลัมน์ที่จำเป็น"
    assert "รหัสประจำบ้าน หรือ บ้านเลขที่" in caught.value.message
    assert "อำเภอ" in caught.value.message
    assert caught.value.where.row == 1


def test_no_header():
    with pytest.raises(UserError, match="ไม่พบหัวตาราง"):
        find_columns([["a", "b"], ["1", "2"]])
    with pytest.raises(UserError, match="ไม่พบหัวตาราง"):
        find_columns([])
