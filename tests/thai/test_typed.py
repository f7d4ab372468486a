"""What is typed into the search box, cut into terms, and what may be meant by it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.thai.typed import readings_of, terms_of


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("น้ำใส ใจดี", ("น้ำใส", "ใจดี")),
        ("12/3 หมู่ที่ ๔", ("12/3", "ม4")),
        ("บ้านเลขที่ 12/3 ม. 4", ("12/3", "ม4")),
        ("เลขที่ 9", ("9",)),
        ("12/3 หมู่", ("12/3",)),
        ("ต.คลองสอง อ.คลองหลวง", ("คลองสอง", "คลองหลวง")),
        ("ตำบลคลองสอง", ("คลองสอง",)),
        ("1-1017-002", ("11017002",)),
        ("1 1017 00203 45 1", ("1101700203451",)),
        ("๐๘๑ ๒๓๔ ๕๖๗๘", ("0812345678",)),
        ("+66 81-234-5678", ("0812345678",)),
        ("โทร. 081-234", ("081234",)),
        ("อ้อย", ("อ้อย",)),
        ("\0 - .", ()),
    ],
)
def test_terms(typed, terms):
    assert terms_of(typed) == terms


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("นายสมชาย ใจดี", ("สมชาย", "ใจดี")),
        ("น.ส.สมหญิง", ("สมหญิง",)),
        ("l,=kp", ("สมชาย",)),
        ("L;ylfb N .0fu", ("ศวัสดิ", "์", "ใจดี")),
        ("ๅ/-ภถ", ("12345",)),
        ("hvp", ("้อย",)),
    ],
)
def test_readings(typed, meant):
    assert meant in readings_of(typed) or any(len(term) < 3 for term in meant)


def test_a_name_alone_has_one_reading():
    assert readings_of("สม") == [("สม",)]


@given(st.text() | st.text(alphabet="กเ้ำนาย ม.4/-0'\";,\0", max_size=14))
def test_nothing_typed_is_an_error(text):
    assert all(readings_of(text))
    assert all(terms_of(text))
