import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desktop.thai.words import Segmenter

WORDS_FILE = Path(__file__).parents[2] / "resources" / "words" / "words_th.txt"
SAMPLE = (Path(__file__).parent / "sample.txt").read_text(encoding="utf-8")
THAI = st.text(
    st.one_of(
        st.characters(min_codepoint=0x0E01, max_codepoint=0x0E5B),
        st.sampled_from("กนมาเแ่้ำ์ๆฯ อรสท\n.(12Ab"),
    ),
    max_size=40,
)


@pytest.fixture(scope="module")
def segmenter():
    office = WORDS_FILE.with_name("field.txt").read_text(encoding="utf-8").split()
    return Segmenter(WORDS_FILE, office)


def check(pieces, text):
    assert "".join(pieces) == text
    assert all(pieces)
    for left, right in pairwise(pieces):
        assert not re.match("[ะ-ฺๅ-๎]|[ก-ฮ][ิุ]?์", right), pieces
        assert not re.search("[เ-ไ]$", left), pieces


@example("1ฏ์")
@given(THAI)
def test_pieces_are_the_text_and_whole(segmenter, text):
    check(segmenter.split(text), text)
    assert segmenter.with_breaks(text).replace("\u200b", "") == text.replace("\u200b", "")


@given(st.text(max_size=30))
def test_any_text_comes_back(segmenter, text):
    assert "".join(segmenter.split(text)) == text


def test_text_that_no_file_can_hold_comes_back(segmenter):
    assert segmenter.split("ก\ud800า") == ["ก\ud800า"]


def test_a_large_sample(segmenter):
    for line in [*SAMPLE.splitlines(), SAMPLE, SAMPLE * 20]:
        check(segmenter.split(line), line)


def test_no_break_inside_a_word_of_the_list(segmenter):
    """Standing alone, every word of the list stays whole."""
    listed = set(WORDS_FILE.read_text(encoding="utf-8").splitlines())
    thai = [word for word in sorted(listed) if re.fullmatch("[ก-ฮะ-ฺเ-๎]{2,}", word)]
    broken = [word for word in thai if len(segmenter.split(word)) > 1]
    assert len(thai) > 50_000
    assert broken == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("ครัวเรือนเปราะบางจัดทำสมุดพกครอบครัว", "ครัวเรือนเปราะบาง|จัดทำ|สมุดพกครอบครัว"),
        ("อพม. และพมจ. ออกเยี่ยม", "อพม. และ|พมจ. ออก|เยี่ยม"),
        ("เด็กต่าง ๆ", "เด็ก|ต่าง ๆ"),
        ("เพื่อนบ้าน ๆ", "เพื่อนบ้าน ๆ"),
        ("บ้านเลขที่ 12/3 หมู่4", "บ้าน|เลขที่ 12/3 หมู่4"),
        ("กรุงเทพฯ ฯลฯ", "กรุงเทพฯ ฯลฯ"),
        ("ABC (กับ) ๑๒", "ABC (กับ) ๑๒"),
        ("", ""),
    ],
)
def test_breaks_lie_between_thai_words(segmenter, text, shown):
    assert segmenter.with_breaks(text, "|") == shown


def test_two_lists_do_not_collide(tmp_path, segmenter):
    text = "คลองหลวงใหม่"
    whole, halves = tmp_path / "whole.txt", tmp_path / "halves.txt"
    whole.write_text("คลองหลวงใหม่\n", encoding="utf-8", newline="\n")
    halves.write_text("คลองหลวง\r\nใหม่\r\n", encoding="utf-8-sig", newline="")
    first, second, third = Segmenter(whole), Segmenter(halves), Segmenter(whole, ["อื่น"])
    assert first.split(text) == third.split(text) == [text]
    assert second.split(text) == segmenter.split(text) == ["คลองหลวง", "ใหม่"]
    whole.write_text("คลอง\nหลวงใหม่\n", encoding="utf-8", newline="\n")
    assert Segmenter(whole).split(text) == ["คลอง", "หลวงใหม่"]
    assert first.split(text) == [text]


def test_a_missing_or_broken_list_harms_no_other(tmp_path, segmenter):
    with pytest.raises(FileNotFoundError):
        Segmenter(tmp_path / "none.txt")
    broken = tmp_path / "broken.txt"
    broken.write_bytes("กา".encode("cp874"))
    with pytest.raises(UnicodeDecodeError):
        Segmenter(broken)
    assert segmenter.split("ครัวเรือน") == ["ครัวเรือน"]
