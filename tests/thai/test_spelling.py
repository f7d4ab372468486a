"""Two spellings of one name sound the same; other names don't."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.thai.spelling import skeleton, sounds
from desktop.thai.text import search_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ณรงค์", "นรงค์"),
        ("ศักดิ์ชัย", "สักชัย"),
        ("พิษณุ", "พิสนุ"),
        ("ใจดี", "ไจดี"),
        ("วรรณา", "วันนา"),
        ("สุวรรณ", "สุวัน"),
        ("อภิชาติ", "อพิชาต ิ"),
        ("เเก้ว", "แก้ว"),
        ("น้ํา", "น้ำ"),
        ("ปู่", "ปู"),
        ("วิชัย", "วิไชย"),
        ("ธนพล", "ทนพล"),
    ],
)
def test_alike(one, other):
    assert skeleton(one) == skeleton(other)


@pytest.mark.parametrize(
    ("one", "other"), [("สมชาย", "สมหมาย"), ("มานี", "มานะ"), ("กมล", "โกมล"), ("วิชัย", "วิชา")]
)
def test_different(one, other):
    assert skeleton(one) != skeleton(other)


@given(st.text(alphabet=[chr(c) for c in range(0x0E01, 0x0E4F)], max_size=12))
def test_any_text_has_a_skeleton(text):
    assert isinstance(skeleton(text), str)


@pytest.mark.parametrize(
    ("one", "other"),
    [("ทรายทอง", "ซายทอง"), ("ทรงพล", "ซงพล"), ("ศรีสุดา", "สีสุดา"), ("สร้อย", "ส้อย")],
)
def test_sounds_forgive_more(one, other):
    assert sounds([one]) == sounds([other])


@given(st.lists(st.text(alphabet="กทรสศไเ้ี์ัย", max_size=8), min_size=1, max_size=5))
def test_sounds_of_many_are_those_of_each(names):
    keys = [search_key(name) for name in names]
    assert sounds(keys) == [sounds([key])[0] for key in keys]
