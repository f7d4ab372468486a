"""Reading single cells."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.vocabulary import Need
from desktop.importing import cells, flags
from desktop.importing.cells import Doubtful, Reader
from desktop.thai.citizen_id import problem
from desktop.thai.dates import read_date


def doubtful(read, text):
    with pytest.raises(Doubtful) as caught:
        read(text)
    return caught.value.value, caught.value.reason


def marks(*values):
    style = flags.style_of(values)
    return [flags.read_flag(value, style) for value in values]


@pytest.mark.parametrize(
    ("values", "read"),
    [
        (["✓", "", "✓"], ["yes", "no", "yes"]),
        (["✓", "x", ""], ["yes", "no", ""]),
        (["x", ""], ["yes", "no"]),
        (["1", "0", ""], ["yes", "no", ""]),
        (["1", ""], ["yes", "no"]),
        (["3", "0", "๒"], ["yes", "no", "yes"]),
        (["ตก", "ผ่าน", ""], ["yes", "no", ""]),
        (["ใช่", "ไม่ใช่", "ไม่ทราบ"], ["yes", "no", ""]),
        (["True", "False"], ["yes", "no"]),
        (["", "", ""], ["", "", ""]),
        (["มี", "-"], ["yes", ""]),
    ],
)
def test_flags_are_decided_by_the_column(values, read):
    assert marks(*values) == read


def test_flags_that_are_none():
    style = flags.style_of(["✓"])
    for text in ("บางที", "999", "-3"):
        with pytest.raises(flags.UnreadableFlag):
            flags.read_flag(text, style)
    assert not flags.are_flags(["1", "ประถมศึกษา"])


def indicator(header, *values):
    style = flags.style_of(values)
    return [flags.read_indicator(v, flags.indicator_marks(header), style) for v in values]


def test_indicators():
    assert indicator("ตัวชี้วัดที่ 1", "ผ่าน", "ไม่ผ่าน", "ไม่เกี่ยว", "") == ["no", "yes", "", ""]
    assert indicator("ตกตัวชี้วัดที่ 1", "1", "") == ["yes", "no"]
    assert indicator("ตัวชี้วัดที่ 1 (ผ่าน)", "1", "0", "") == ["no", "yes", ""]
    with pytest.raises(flags.UnreadableFlag):
        indicator("ตัวชี้วัดที่ 1", "1")


def test_citizen_ids():
    assert cells.read_cid("1-0000-00000-01-7") == "1000000000017"
    assert cells.read_cid("'๑๐๐๐๐๐๐๐๐๐๐๑๗ ") == "1000000000017"
    assert cells.read_cid("-") == cells.read_cid("ไม่ระบุ") == ""
    assert doubtful(cells.read_cid, "1000000000018")[0] == "1000000000018"
    assert doubtful(cells.read_cid, "1.0000E+12")[0] == ""
    assert doubtful(cells.read_cid, "1-0000-xxxxx-01-7")[0] == ""
    assert doubtful(cells.read_cid, "12345") == ("", "มี 5 หลัก ต้องมี 13 หลัก")


def test_house_codes():
    assert cells.read_house_code("1300-000000-1") == "13000000001"
    assert cells.read_house_code("1000000001") == "01000000001"
    assert cells.read_house_code("-") == ""
    assert doubtful(cells.read_house_code, "123") == ("123", "รหัสประจำบ้านมี 3 หลัก ต้องมี 11 หลัก")
    assert doubtful(cells.read_house_code, "1.3E+10")[0] == ""


def test_birth_dates_of_both_eras():
    read = cells.birth_reader(2021)
    assert read("15/03/2521") == read("15/3/1978") == read("1978-03-15") == "1978-03-15"
    assert read("2521-03-15") == "1978-03-15"
    assert read("15 มี.ค. 2521") == "1978-03-15"
    assert read("2489") == "1946"
    assert read("ไม่ระบุ") == ""
    for text in ("31/02/2521", "แก่มาก", "1/1/2570"):
        value, reason = doubtful(read, text)
        assert value == ""
        assert reason


def test_addresses():
    assert cells.read_address_no("๑๒/๓") == "12/3"
    assert doubtful(cells.read_address_no, "2026-02-01")[0] == "1/2"
    assert [cells.read_moo(text) for text in ("5", "หมู่ที่ ๕", "ม.5", "130201 05", "13020105")] == [
        "5",
        "5",
        "5",
        "130201 05",
        "5",
    ]
    assert cells.read_tel("812345678") == "0812345678"


def test_incomes():
    assert cells.income_reader("รายได้เฉลี่ยต่อคนต่อปี")("๔๕,๐๐๐.๕๐ บาท") == 4_500_050
    assert cells.income_reader("รายได้ (บาท/เดือน)")("1,000") == 1_200_000
    assert cells.income_reader("รายได้")("ไม่ระบุ") is None
    assert doubtful(cells.income_reader("รายได้"), "พอใช้")[0] is None
    assert "ไม่บอก" in cells.income_unit("รายได้", "income")


def test_sex_and_age():
    assert [cells.read_sex(text) for text in ("ช", "หญิง", "๑", "F", "")] == [
        "m",
        "f",
        "m",
        "f",
        "",
    ]
    assert doubtful(cells.read_sex, "ไม่แน่ใจ")[0] == ""
    assert cells.read_age("๖๕ ปี") == 65
    assert doubtful(cells.read_age, "2489")[0] is None


def test_needs_in_words():
    assert cells.read_needs("พิการ ติดเตียง") == ((Need.DISABLED, True), (Need.BEDRIDDEN, True))
    assert cells.read_needs("ป่วยเรื้อรังช่วยเหลือตนเองไม่ได้") == ((Need.CHRONIC_DEPENDENT, True),)
    assert cells.read_needs("ไม่พิการ") is None
    assert (Need.DISABLED, False) in cells.read_needs("ปกติ")


@given(
    st.integers(0, 32),
    st.integers(0, 13),
    st.integers(2380, 2600) | st.integers(1890, 2030),
    st.sampled_from("/-. "),
)
def test_usual_dates_agree_with_the_long_way(day, month, year, sign):
    text = f"{day:02d}{sign}{month:02d}{sign}{year}"
    reader = Reader(cells.birth_reader(2021))
    try:
        expected = read_date(text, latest_year=2021).iso()
    except ValueError:
        expected = ""
    assert reader[text] == expected


@given(st.from_regex(r"[0-9]{13}", fullmatch=True))
def test_citizen_ids_agree_with_the_rule_of_the_registry(text):
    reader = Reader(cells.read_cid)
    assert (reader[text] == text and text not in reader.doubts) == (problem(text) is None)


@given(st.text())
def test_any_text_is_read_or_doubtful(text):
    readers = [
        *(cells.read_sex, cells.read_age, cells.read_cid, cells.read_house_code, cells.read_moo),
        *(cells.read_address_no, cells.birth_reader(2021), cells.income_reader("รายได้")),
    ]
    for read in readers:
        reader = Reader(read)
        assert reader[text] == reader[text]


def test_what_is_doubtful_keeps_nothing_of_its_sheet_in_memory():
    def read(text):
        try:
            int(text)
        except ValueError:
            raise cells.Doubtful(None, "อ่านไม่ได้") from None

    reader = cells.Reader(read)
    assert reader["ก"] is None
    doubt = reader.doubts["ก"]
    assert (doubt.__traceback__, doubt.__context__) == (None, None)
