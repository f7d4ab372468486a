import itertools
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desktop.thai.text import normalise, search_key, sort_key

THAI = st.text(st.characters(min_codepoint=0x0E01, max_codepoint=0x0E5B), max_size=20)
MIXED = st.text(
    st.one_of(
        st.characters(min_codepoint=0x0E01, max_codepoint=0x0E5B),
        st.sampled_from("เเํา้่ำิ \u200b\u00a0\ufeff\t\nABz09.-/"),
    ),
    max_size=20,
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("น\u0e4d้า", "น้ำ"),
        ("น้\u0e4dา", "น้ำ"),
        ("นำ้", "น้ำ"),
        ("ท\u0e4dา", "ทำ"),
        ("ท\u0e48\u0e35", "ที่"),
        ("ผ\u0e49\u0e39", "ผู้"),
        ("ส\u0e34ทธ\u0e4c\u0e34", "สิทธิ์"),
        ("ที่\u0e48", "ที่"),
        ("ดีี", "ดี"),
        ("เเสง", "แสง"),
        ("เ\u200bเสง", "แสง"),
        ("\ufeff สม\u200bชาย\u00a0\u00a0 ใจดี\t", "สมชาย ใจดี"),
        ("กา\u0e48", "ก่า"),
        ("", ""),
        ("   ", ""),
        ("บ้านเลขที่ ๑๒/3 Abc", "บ้านเลขที่ ๑๒/3 Abc"),
        ("พุทธํ", "พุทธํ"),
    ],
)
def test_repairs(typed, meant):
    assert normalise(typed) == meant


@given(MIXED)
def test_repairing_twice_is_repairing_once(text):
    once = normalise(text)
    assert normalise(once) == once
    assert once == once.strip()


@given(MIXED)
def test_keys_do_not_depend_on_repair(text):
    assert search_key(normalise(text)) == search_key(text)
    assert sort_key(normalise(text)) == sort_key(text)


@given(st.text(max_size=30))
def test_text_without_thai_keeps_its_visible_characters(text):
    latin = "".join(c for c in text if c.isascii() and not c.isspace())
    assert normalise(latin) == latin


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1-2345-67890-12-3", "๑๒๓๔๕๖๗๘๙๐๑๒๓"),
        ("บ้านเลขที่ 12/3", "บ้านเลขที่๑๒/๓"),
        ("น.ส. สมศรี", "นส.สมศรี"),
        ("น\u0e4d้าฝน", "น้ำฝน"),
        ("SOMSRI", "somsri"),
    ],
)
def test_search_keys_meet(one, other):
    assert search_key(one) == search_key(other)


# Head words in the order in which the Royal Institute's dictionary has them.
DICTIONARY = (
    (Path(__file__).parent / "dictionary_order.txt").read_text(encoding="utf-8").splitlines()
)


@given(st.permutations(DICTIONARY))
def test_order_is_the_dictionarys(shuffled):
    assert sorted(shuffled, key=sort_key) == DICTIONARY


@pytest.mark.parametrize(
    "words",
    [
        ["เก็ง", "เก่ง", "เก้ง", "เก๊ง", "เก๋ง"],
        ["ไก่", "ไข่", "เป็ด", "วัว", "หมู"],
        ["รถ", "เรือ", "ฤดู", "ฤทธิ์", "ลม"],
        ["กาก", "ก้าก", "กากา", "กาก่า", "ก้ากา"],
        ["สมชาย ใจดี", "สมชาย แสงดี", "สมชายา กาดี"],
        ["หมู่ ๑", "หมู่ 2", "หมู่ ๓", "หมู่ ก"],
        ["กรุงเทพ", "กรุงเทพฯ", "กรุงเทพมหานคร"],
    ],
)
def test_order_of_near_words(words):
    keys = [sort_key(word) for word in words]
    assert all(a < b for a, b in itertools.pairwise(keys))


@example("\u0e35\u0e34\u0e35", "")
@given(THAI, THAI)
def test_a_word_comes_before_its_longer_form(word, more):
    stem = "ก" + normalise(word)
    assert sort_key(stem) <= sort_key(stem + " " + more)
