"""Tone marks and vowels never meet, whatever the face and size."""

import pytest

from desktop.printing.typesetter.paragraph import Style
from tests.factories.watched import WatchedSheets, meet
from tests.printing.typesetter.test_extraction import ACCEPTANCE

SIZES = (6, 7, 7.5, 8, 8.5, 9, 9.5, 10, 10.5, 11, 11.5, 12, 14, 16, 20, 22, 48)
WORDS = (
    *ACCEPTANCE.split(),
    *(
        "ที่",
        "นี่",
        "ฟื้น",
        "ป่า",
        "ฝู้",
        "ญู",
        "ฐู",
        "ปี๊",
        "ฬั้",
        "กู้",
        "ศักดิ์สิทธิ์",
        "น้ำ",
        "ป้ำ",
        "โต๊ะ",
        "เป๋",
        "ฏุ",
        "ฎู",
    ),
)
# Outlines are rounded to units of a thousandth.
SLACK = 0.002


def stood(typesetter, text, style):
    sheets = WatchedSheets((600, 600))
    typesetter.text(sheets, text, 50, 300, style)
    sheets.show_page()
    ((line,), _) = sheets.pages[0]
    return line


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("size", SIZES)
def test_marks_of_one_letter_do_not_meet(typesetter, size, bold):
    for word in WORDS:
        line = stood(typesetter, word, Style(size, bold=bold))
        glyphs = [glyph for one in line.shown.words for glyph in one.glyphs]
        marks = [
            ink
            for glyph, ink in zip(glyphs, line.ink(), strict=True)
            if glyph.advance == 0 and ink[2] > ink[0]
        ]
        for at, one in enumerate(marks):
            assert not any(meet(one, two, SLACK * size) for two in marks[at + 1 :]), word


@pytest.mark.parametrize("size", SIZES)
def test_tall_marks_clear_the_tails_above(typesetter, size):
    text = "ฎุ ฐู ฏุ ญู กตัญญู\nปี๊ ฟื้น ศักดิ์ ฬั้ ที่"
    block = typesetter.lay_out(text, Style(size), 400)
    assert len(block.lines) == 2
    assert block.clearance <= block.style.pitch + 1e-6
    assert block.clearance > size, "the sample is tall"
