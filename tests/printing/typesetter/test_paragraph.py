"""Fitting, reporting and drawing of paragraphs."""

import io
from dataclasses import replace

import pypdfium2
import pytest

from desktop.printing.pdf.sheets import Sheets
from desktop.printing.typesetter.paragraph import Run, Style, Typesetter

LONG = "ครัวเรือนเปราะบางที่มีผู้สูงอายุและผู้ป่วยติดเตียงต้องการความช่วยเหลือเร่งด่วน " * 6
# Separate strokes of ink in each: letters, vowels and marks, none touching another.
STROKES = {"ที่": 3, "ปู่": 3, "ฟื้น": 4, "น้ำ": 4, "ปี๊": 3, "ผู้": 3, "ป่า": 3}


def ink(data, page=0, scale=4):
    """Return the dark pixels of a page as (x, y) in points, y upward, and the scale used."""
    with pypdfium2.PdfDocument(data) as pdf:
        picture = pdf[page].render(scale=scale, grayscale=True).to_pil()
    width, height = picture.size
    grey = picture.tobytes()
    return {(at % width, height - 1 - at // width) for at, value in enumerate(grey) if value < 160}


def strokes(pixels):
    """Count connected areas of ink."""
    left = set(pixels)
    count = 0
    while left:
        count += 1
        edge = [left.pop()]
        while edge:
            x, y = edge.pop()
            around = {(x + dx, y + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)} & left
            left -= around
            edge.extend(around)
    return count


def test_overflow_is_reported(typesetter):
    whole = typesetter.lay_out(LONG, Style(10), 150)
    short = typesetter.lay_out(LONG, Style(10), 150, max_lines=3)
    assert len(whole.lines) > 3
    assert whole.overflow == ""
    assert short.lines == whole.lines[:3]
    shown = short.text.replace("\n", "") + short.overflow
    assert shown.replace(" ", "") == LONG.replace(" ", "")


def test_long_unbreakable_text_is_broken_between_letters_and_reported(typesetter):
    word = "น้ำที่ปู่" * 12 + "A" * 60
    block = typesetter.lay_out("ดู " + word, Style(10), 100)
    joined = Typesetter(typesetter.fonts, lambda text: [text]).lay_out("ดู " + word, Style(10), 100)
    assert joined.wide == (word,)
    assert all(line.advance / 100 <= 100.001 for line in joined.lines)
    assert "".join(line.text for line in joined.lines) == "ดู" + word
    assert not any(line.text[0] in "\u0e35\u0e39\u0e48\u0e49\u0e33" for line in joined.lines)
    assert "".join(line.text for line in block.lines).replace(" ", "") == "ดู" + word
    assert block.wide == ("A" * 60,)


def test_fit_shrinks_until_all_fits(typesetter):
    block = typesetter.fit(LONG, Style(12), 200, 120)
    assert 7 <= block.size < 12
    assert block.size % 0.5 == 0
    assert block.height <= 120
    assert block.overflow == ""
    assert not block.shortened
    larger = typesetter.lay_out(LONG, replace(block.style, size=block.size + 0.5), 200)
    assert larger.height > 120


def test_fit_leaves_what_fits_as_it_is(typesetter):
    assert typesetter.fit("สั้น", Style(12), 200, 120) == typesetter.lay_out("สั้น", Style(12), 200)


@pytest.mark.parametrize("height", [60, 33, 12, 3])
def test_fit_reports_what_the_smallest_size_cannot_hold(typesetter, height):
    block = typesetter.fit(LONG, Style(12), 200, height)
    assert block.size == 7
    assert block.shortened
    assert block.height <= height
    assert block.overflow
    shown = block.text.replace("\n", "") + block.overflow
    assert shown.replace(" ", "") == LONG.replace(" ", "")


def test_missing_characters_are_reported(typesetter):
    assert typesetter.lay_out("ดี 漢 ดี 字", Style(10), 200).missing == ("字", "漢")
    assert typesetter.lay_out("น้ำ", Style(10), 200).missing == ()


def test_thai_digits_where_the_office_wants_them(fonts, split):
    thai = Typesetter(fonts, split, thai_digits=True)
    assert thai.lay_out("12 บาท", Style(10), 200).text == "๑๒ บาท"
    assert thai.lay_out((Run("ปี "), Run("2569", bold=True)), Style(10), 200).text == "ปี ๒๕๖๙"
    cut = thai.lay_out("ปี 2569\nปี 2570", Style(10), 200, 1)
    assert (cut.text, cut.overflow) == ("ปี ๒๕๖๙", "ปี ๒๕๗๐")


def test_a_word_may_change_weight_and_stays_together(typesetter):
    runs = (Run("จัด"), Run("ทำ", bold=True), Run("ครัว"), Run("เรือน", bold=True))
    block = typesetter.lay_out(runs, Style(10), 45)
    assert [line.text for line in block.lines] == ["จัดทำ", "ครัวเรือน"]
    bold = typesetter.fonts.bold
    assert [word.text for item in block.lines[1].items for word in item.words] == ["ครัว", "เรือน"]
    assert block.lines[1].items[0].words[1].face is bold


def test_weight_of_the_style_holds_where_a_run_has_none(typesetter):
    style = Style(10, bold=True)
    assert typesetter.width((Run("น้ำ"),), style) == typesetter.width("น้ำ", style)
    assert typesetter.width("น้ำ", style) != typesetter.width("น้ำ", Style(10))


@pytest.mark.parametrize(("align", "left"), [("left", 50), ("center", 110), ("right", 170)])
def test_alignment(typesetter, printed, align, left):
    style = Style(20, align=align)
    width = typesetter.width("กขค", style)
    block = typesetter.lay_out("กขค", style, 120 + width)
    data = printed(lambda canvas: typesetter.draw(canvas, block, 50, 200), pagesize=(400, 220))
    assert min(x for x, _ in ink(data)) / 4 == pytest.approx(left, abs=2.5)


def test_justified_lines_end_at_the_margin(typesetter, printed):
    block = typesetter.lay_out(LONG, Style(10, align="justify"), 330)
    assert len(block.lines) > 3
    data = printed(lambda canvas: typesetter.draw(canvas, block, 20, 180), pagesize=(400, 200))
    pixels = ink(data)
    for row in range(len(block.lines) - 1):
        base = (180 - block.ascent - row * 14.5) * 4
        ends = max(x for x, y in pixels if base < y < base + 20)
        assert ends / 4 == pytest.approx(350, abs=1.5)


def test_a_line_too_short_to_justify_is_left_as_it_is(typesetter, printed):
    block = typesetter.lay_out("ดี " + "A" * 46, Style(10, align="justify"), 280)
    assert [line.text for line in block.lines] == ["ดี", "A" * 46]
    data = printed(lambda canvas: typesetter.draw(canvas, block, 20, 80), pagesize=(400, 100))
    ends = max(x for x, y in ink(data) if y > (80 - block.ascent - 2) * 4)
    assert ends / 4 < 20 + typesetter.width("ดี", Style(10)) + 1


@pytest.mark.parametrize("size", [7, 10, 16])
@pytest.mark.parametrize("bold", [False, True])
def test_ink_stays_in_the_block(typesetter, printed, size, bold):
    style = Style(size, bold=bold, first_indent=10)
    text = "ศักดิ์สิทธิ์ ปี๊ ฟื้นฟู ฎุ กตัญญู ฤๅษี ปู่ย่า " * 4
    block = typesetter.lay_out(text, style, 230)
    data = printed(lambda canvas: typesetter.draw(canvas, block, 30, 260), pagesize=(300, 280))
    pixels = ink(data)
    assert min(x for x, _ in pixels) >= 30 * 4 - 1
    assert max(x for x, _ in pixels) <= 260 * 4 + 1
    assert max(y for _, y in pixels) <= 260 * 4 + 1
    assert min(y for _, y in pixels) >= (260 - block.height) * 4 - 1
    # Nor is the block much larger than its ink.
    assert max(y for _, y in pixels) >= (260 - size * 0.2) * 4


@pytest.mark.parametrize("word", STROKES)
def test_marks_do_not_touch(typesetter, printed, word):
    data = printed(
        lambda canvas: typesetter.text(canvas, word, 20, 40, Style(48)), pagesize=(200, 120)
    )
    assert strokes(ink(data)) == STROKES[word]


def make(typesetter):
    target = io.BytesIO()
    canvas = Sheets(target, "สมุดพก", (300, 300))
    block = typesetter.lay_out((Run(LONG), Run("หนา", bold=True)), Style(9), 250)
    typesetter.draw(canvas, block, 20, 280)
    canvas.save()
    return target.getvalue()


def test_equal_input_gives_equal_bytes(fonts, split):
    fresh = make(Typesetter(fonts, split))
    used = Typesetter(fonts, split)
    used.lay_out("ฟื้นฟูศักดิ์สิทธิ์ก่อนหน้านี้ office", Style(30), 100)
    assert make(used) == fresh
    assert make(used) == fresh


def test_document_says_its_title_and_language(typesetter):
    data = make(typesetter)
    assert b"/Lang(th-TH)" in data
    assert b"/DisplayDocTitle true" in data
    with pypdfium2.PdfDocument(data) as pdf:
        assert pdf.get_metadata_dict()["Title"] == "สมุดพก"


def test_fonts_are_embedded_in_part(typesetter, fonts):
    data = make(typesetter)
    assert data.count(b"+Sarabun-Regular") >= 2
    assert data.count(b"+Sarabun-Bold") >= 2
    assert b"Helvetica" not in data
    assert len(data) < len(fonts.regular.blob.data) / 3


def test_a_character_the_font_lacks_is_seen_as_a_box(typesetter, printed):
    data = printed(lambda canvas: typesetter.text(canvas, "漢", 20, 40, Style(48)))
    assert ink(data, scale=1)


def test_odd_text_is_set_without_complaint(typesetter, printed):
    odd = ["", " ", "\n", "\u200b", "ํ", "่", "ำ", "เ", "\t\x00", "😀", "\ud800", "مرحبا", "ๆ ๆ"]

    def draw(canvas):
        for text in odd:
            block = typesetter.lay_out(text, Style(10, align="justify"), 40)
            assert block.lines
            assert block.height > 0
            typesetter.draw(canvas, block, 20, 100)
            typesetter.text(canvas, text, 20, 20, Style(10))

    assert printed(draw).startswith(b"%PDF-1.7")
