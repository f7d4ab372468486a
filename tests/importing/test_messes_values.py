"""Values of single cells that programs or people have spoilt."""

import pytest

from desktop.importing import cells, flags
from desktop.importing.cells import Doubtful


def read(reader, text):
    """Return the value, whether it's doubtful, and what is suggested."""
    try:
        return reader(text), False, ""
    except Doubtful as doubt:
        return doubt.value, True, doubt.suggestion


@pytest.mark.parametrize(
    ("text", "number"),
    [
        *(("2026-02-01", "1/2"), ("2026-02-01 00:00:00", "1/2"), ("2026-02-01T00:00:00", "1/2")),
        *(("2569-12-31", "31/12"), ("1/2/2569", "1/2"), ("01/02/2026", "1/2")),
        *(("1-Feb", "1/2"), ("01-Feb-26", "1/2"), ("1 ก.พ.", "1/2"), ("1-ก.พ.-69", "1/2")),
        *(
            ("1952-01-01", "1/52"),
            ("1945-12-01", "12/45"),
            ("Jan-52", "1/52"),
            ("ม.ค.-52", "1/52"),
        ),
    ],
)
def test_house_numbers_that_became_dates(text, number):
    assert read(cells.read_address_no, text) == (number, True, number)


def test_house_numbers_that_became_numbers_of_days_are_only_suggested():
    assert read(cells.read_address_no, "46054") == ("46054", True, "1/2")


@pytest.mark.parametrize(
    "text", ["1/2", "12", "99/123", "123/4-5", "1234", "12345", "99999", "12 ก", "1/2/3", "12 ม.3"]
)
def test_house_numbers_that_are_none(text):
    assert read(cells.read_address_no, text) == (text, False, "")


@pytest.mark.parametrize(
    ("text", "cid", "doubtful"),
    [
        ("1000000000017.0", "1000000000017", False),
        ("1\u2060000000000\u200e017", "1000000000017", False),
        ("1.00000000002E+12", "", True),
        ("1103700000000", "", True),
        ("1100000000000", "", True),
        ("1-xxxx-xxxxx-01-7", "", True),
    ],
)
def test_citizen_ids(text, cid, doubtful):
    assert read(cells.read_cid, text)[:2] == (cid, doubtful)
    assert cells.cid_reader([text])[text] == cid


def test_a_citizen_id_that_lost_its_nought_is_suggested():
    assert read(cells.read_cid, "100000000018") == ("", True, "0100000000018")
    assert read(cells.read_cid, "100000000017") == ("", True, "")


@pytest.mark.parametrize(
    ("text", "code", "doubtful"),
    [
        ("13020000018.0", "13020000018", False),
        ("1302000001", "01302000001", False),
        ("1302-xxxxxx-8", "", True),
        ("13020000000", "", True),
        ("1.302E+10", "", True),
    ],
)
def test_house_codes(text, code, doubtful):
    assert read(cells.read_house_code, text)[:2] == (code, doubtful)


@pytest.mark.parametrize(
    ("text", "tel"),
    [
        *(("812345678", "0812345678"), ("812345678.0", "0812345678"), ("21234567", "021234567")),
        *(("+66812345678", "0812345678"), ("0066 812345678", "0812345678")),
        *(("081-234-5678", "081-234-5678"), ("๐๘๑๒๓๔๕๖๗๘", "0812345678"), ("-", "")),
    ],
)
def test_telephones(text, tel):
    assert cells.read_tel(text) == tel


@pytest.mark.parametrize(
    ("text", "age"),
    [
        *(("67 ปี 3 เดือน", 67), ("๖๗ปี", 67), ("3 เดือน", 0), ("12 วัน", 0), ("แรกเกิด", 0)),
        *(("65.5", 65), ("", None), ("ไม่ระบุ", None)),
    ],
)
def test_ages(text, age):
    assert read(cells.read_age, text) == (age, False, "")


@pytest.mark.parametrize("text", ["ปี", "2489", "เด็ก", "60-65", "67 ปี 3 เดือน 2"])
def test_ages_that_are_none(text):
    assert read(cells.read_age, text)[:2] == (None, True)


@pytest.mark.parametrize(
    ("text", "satang"),
    [("3,000 บ.", 300_000), ("๓,๐๐๐\u200b บาท", 300_000), ("12\u200b000", 1_200_000)],
)
def test_amounts(text, satang):
    assert cells.income_reader("รายได้ต่อปี")(text) == satang


def test_ticks_of_a_picture_font():
    style = flags.style_of(["ü", "û"])
    assert [flags.read_flag(mark, style) for mark in ("ü", "û", "")] == ["yes", "no", ""]
