"""Lines end between words."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.printing.typesetter.breaking import phrases, units
from desktop.printing.typesetter.paragraph import Style

WORDS = ["ครัวเรือน", "จัดทำ", "ผู้สูงอายุ", "เปราะบาง", "น้ำ", "ที่", "มี", "ความมั่นคง", "ช่วยเหลือ"]
PIECES = [
    *WORDS,
    " ",
    "  ",
    "(",
    ")",
    "5",
    "๒๕๖๕",
    "ๆ",
    " ๆ",
    "ฯลฯ",
    "One Home",
    "-",
    "/",
    "\n",
    "พ.ศ. ",
]


def cut(text, split):
    return [unit for phrase in phrases(text) for unit in units(phrase, split)]


@given(st.lists(st.sampled_from(PIECES), max_size=25), st.floats(40, 400))
@settings(max_examples=150, deadline=None)
def test_lines_hold_the_text_and_fit(typesetter, pieces, width):
    text = "".join(pieces)
    block = typesetter.lay_out(text, Style(10), width)
    shown = "".join(line.text for line in block.lines)
    assert re.sub(r"\s", "", shown) == re.sub(r"\s", "", text)
    if not block.wide:
        assert all(line.advance / 100 <= width + 0.001 for line in block.lines)
    assert block.overflow == ""
    starts = [line.start for line in block.lines]
    assert starts == sorted(starts)


@given(st.lists(st.sampled_from(WORDS), min_size=2, max_size=30), st.floats(110, 300))
@settings(max_examples=150, deadline=None)
def test_no_break_inside_a_word_of_the_dictionary(typesetter, split, words, width):
    text = "".join(words)
    edges = {0}
    for word in split(text):
        edges.add(max(edges) + len(word))
    block = typesetter.lay_out(text, Style(10), width)
    assert {line.end for line in block.lines} <= edges
    assert "".join(line.text for line in block.lines) == text


@pytest.mark.parametrize("width", range(130, 330, 25))
def test_booklet_is_broken_between_words_only(typesetter, split, booklet, width):
    for text in booklet:
        block = typesetter.lay_out(text, Style(9), width)
        edges, at = set(), 0
        for word in split(text):
            at += len(word)
            edges.add(at)
        assert {line.end for line in block.lines} <= edges
        assert not block.wide


@pytest.mark.parametrize(
    "text",
    [
        "ต่าง ๆ",
        "(พม.)",
        "ฯลฯ",
        "หมู่ที่ 5",
        "เลขที่ 99/12",
        "พ.ศ. 2565",
        "มาตรา 23",
        "1,234.50",
        "08-1234-5678",
        "- การ",
        "ต.คลอง",
        "“ดี”",
        "ร้อยละ\u00a05",
    ],
)
def test_what_stays_together(split, text):
    assert text in cut(f"และ {text} กับ", split)


def test_units_lose_nothing(split, booklet):
    for text in booklet:
        assert "".join(cut(text, split)) == text


def test_a_zero_width_space_is_a_place_to_break_and_not_shown(typesetter):
    block = typesetter.lay_out("AAAAAAAA\u200bBBBBBBBB", Style(10), 70)
    assert [line.text for line in block.lines] == ["AAAAAAAA", "BBBBBBBB"]


def test_line_breaks_are_kept(typesetter):
    block = typesetter.lay_out("หนึ่ง\nสอง\r\n\nสี่", Style(10), 200)
    assert [line.text for line in block.lines] == ["หนึ่ง", "สอง", "", "สี่"]
