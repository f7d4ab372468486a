"""The glyphs in the file stand where HarfBuzz puts them."""

import io
import re
import zlib
from itertools import chain

import pytest
import uharfbuzz as hb
from hypothesis import given
from hypothesis import strategies as st

from desktop.printing.pdf.sheets import Sheets
from desktop.printing.typesetter import shaping
from desktop.printing.typesetter.fonts import Face
from desktop.printing.typesetter.paragraph import Run, Style
from desktop.printing.typesetter.shaping import Shaper, apart, clusters, shape
from tests.printing.typesetter.conftest import ROOT

TOKEN = re.compile(r"<<.*?>>|<[0-9A-F]*>|[\[\]]|/[\w-]+|[-\w.]+")


@pytest.fixture
def faces(fonts):
    """The font files opened afresh, so that nothing of the typesetter's is believed."""
    return [hb.Font(hb.Face(face.blob)) for face in (fonts.regular, fonts.bold)]


def harfbuzz(font, text, x, y, size):
    """Return (glyph, x, y) of a whole line, shaped in one go."""
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.language = "th"
    hb.shape(font, buffer)
    scale = size / 1000
    placed = []
    for info, at in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        placed.append((info.codepoint, x + at.x_offset * scale, y + at.y_offset * scale))
        x += at.x_advance * scale
    return placed


def drawn(content, fonts_by_name):
    """Play the text operators of a content stream; return (glyph, x, y) in drawing order."""
    placed = []
    stack = []
    x = y = size = rise = 0.0
    font = None
    for token in TOKEN.findall(content):
        match token:
            case "Td":
                x, y = float(stack[-2]), float(stack[-1])
            case "Tf":
                font, size = fonts_by_name.get(stack[-2]), float(stack[-1])
            case "Ts":
                rise = float(stack[-1])
            case "]":
                for piece in stack[stack.index("[") + 1 :]:
                    if not piece.startswith("<"):
                        x -= float(piece) * size / 1000
                        continue
                    for at in range(1, len(piece) - 1, 4):
                        glyph = int(piece[at : at + 4], 16)
                        placed.append((glyph, x, y + rise))
                        x += font.get_glyph_h_advance(glyph) * size / 1000
                stack = []
            case _:
                stack.append(token)
                continue
        stack = []
    return placed


def content_of(draw):
    target = io.BytesIO()
    canvas = Sheets(target, "", (3000, 842))
    draw(canvas)
    canvas.save()
    page, *_ = re.findall(rb"stream\n(.*?)\nendstream", target.getvalue(), re.S)
    return zlib.decompress(page).decode("latin-1")


def near(one, other):
    return len(one) == len(other) and all(
        a[0] == b[0] and abs(a[1] - b[1]) < 0.02 and abs(a[2] - b[2]) < 0.02
        for a, b in zip(one, other, strict=True)
    )


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("sample", ["booklet", "names", "addresses"])
def test_positions_agree_with_harfbuzz(request, typesetter, faces, sample, bold):
    texts = request.getfixturevalue(sample)[:300]
    style = Style(16, bold=bold)

    def draw(canvas):
        for row, text in enumerate(texts):
            typesetter.text(canvas, text, 20, 10 * row, style)

    found = drawn(content_of(draw), {f"/Sarabun-{'Bold' if bold else 'Regular'}": faces[bold]})
    expected = [
        glyph
        for row, text in enumerate(texts)
        for glyph in harfbuzz(faces[bold], text, 20, 10 * row, 16)
    ]
    assert any(glyph[2] % 10 > 0.02 for glyph in expected), "no mark is raised in this sample"
    assert near(found, expected)


def test_bold_run_follows_the_regular_one(typesetter, faces):
    runs = (Run("น้ำที่"), Run("ปู่ฟื้น", bold=True))
    found = drawn(
        content_of(lambda canvas: typesetter.text(canvas, runs, 20, 50, Style(10))),
        {"/Sarabun-Regular": faces[0], "/Sarabun-Bold": faces[1]},
    )
    width = typesetter.width("น้ำที่", Style(10))
    expected = harfbuzz(faces[0], "น้ำที่", 20, 50, 10)
    expected += harfbuzz(faces[1], "ปู่ฟื้น", 20 + width, 50, 10)
    assert near(found, expected)


def test_width_is_harfbuzz_width(typesetter, faces, booklet):
    for text in booklet:
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        hb.shape(faces[0], buffer)
        expected = sum(at.x_advance for at in buffer.glyph_positions) / 1000 * 12
        assert typesetter.width(text, Style(12)) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ที่", ["ที่"]),
        ("น้ำ", ["น้ำ"]),
        ("เปี๊ยก", ["เปี๊", "ย", "ก"]),
        ("โต๊ะ", ["โต๊ะ"]),
        ("AB", ["A", "B"]),
    ],
)
def test_clusters_keep_marks_with_their_letters(text, expected):
    assert clusters(text) == expected


@pytest.mark.parametrize("sample", ["booklet", "names", "addresses"])
def test_glyphs_keep_the_letters_they_stand_for(request, typesetter, fonts, sample):
    """For readers that know ToUnicode only: all letters are there, am in its two parts."""
    for text in request.getfixturevalue(sample)[:300]:
        glyphs = shape(text, fonts.regular).glyphs
        letters = "".join(glyph.text for glyph in glyphs).replace("\u0e33", "\u0e4d\u0e32")
        assert sorted(letters) == sorted(text.replace("\u0e33", "\u0e4d\u0e32"))


def test_a_ligature_stands_for_its_letters(fonts):
    glyphs = shape("fi", fonts.regular).glyphs
    assert [fonts.regular.texts.get(glyph.code, glyph.text) for glyph in glyphs] == ["fi"]


PLAIN = st.text("".join(map(chr, range(0x0E01, 0x0E3B))) + "เแโใไๅๆ็่้๊๋์ํ๙0 9./-()", min_size=1)


@pytest.mark.parametrize("weight", ["regular", "bold"])
def test_words_are_set_as_their_letters_are(fonts, weight):
    face, shaper = getattr(fonts, weight), Shaper()
    words = (ROOT / "resources/words/words_th.txt").read_text(encoding="utf-8").split()[::9]
    for text in (*words, "1-2345-xxxxx-12-1", "15/3 ม.4 ต.บางปูน (1,234.50 บาท)"):
        letters = shaper.letters(text, face)
        together = tuple(chain.from_iterable(letter.glyphs for letter in letters))
        assert not letters or together == shape(text, face).glyphs, text


@given(PLAIN)
def test_letters_of_plain_text_are_those_a_reader_sees(fonts, text):
    letters = Shaper().letters(text, fonts.regular)
    assert [letter.text for letter in letters] == clusters(text)


def test_letters_of_the_faces_that_ship_stand_apart(fonts):
    assert apart(fonts.regular)
    assert apart(fonts.bold)


def test_latin_letters_are_set_together(fonts):
    assert Shaper().letters("AV", fonts.regular) == ()
    assert Shaper().letters("xปี่", fonts.regular) == ()


def test_a_font_of_the_computer_is_tried_before_its_letters_are_set_one_by_one(fonts, monkeypatch):
    face = Face(ROOT / "resources/fonts/Sarabun-Regular.ttf", like=fonts.regular)
    assert Shaper().letters("ปี่", face)
    monkeypatch.setattr(shaping, "apart", lambda face: False)
    assert Shaper().letters("ปี่", face) == ()
    assert Shaper().letters("ปี่", fonts.regular)
    assert Shaper().word("ปี่", face).glyphs == shape("ปี่", face).glyphs
