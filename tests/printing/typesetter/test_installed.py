"""The office's own TH Sarabun, made here out of the font that ships."""

import io

import pikepdf
import pytest
from fontTools.ttLib import TTFont

from desktop.printing.typesetter.installed import th_sarabun, windows_folders
from desktop.printing.typesetter.paragraph import Style, Typesetter
from tests.printing.typesetter.conftest import ROOT
from tests.printing.typesetter.test_extraction import ACCEPTANCE

SMALLER = 1.5


def put(folder, name, family, weight, units=SMALLER):
    """Write a font whose letters are smaller than those of the one that ships."""
    font = TTFont(ROOT / f"resources/fonts/Sarabun-{weight}.ttf")
    font["head"].unitsPerEm = round(font["head"].unitsPerEm * units)
    for record in font["name"].names:
        if record.nameID == 1:
            record.string = family
        if record.nameID == 6:
            record.string = f"{family.replace(' ', '')}-{weight}"
    font.save(folder / name)


@pytest.fixture
def folder(tmp_path):
    put(tmp_path, "THSarabunNew.ttf", "TH Sarabun New", "Regular")
    put(tmp_path, "THSarabunNew Bold.ttf", "TH Sarabun New", "Bold")
    return tmp_path


def test_letters_look_as_large_as_those_that_ship(folder, fonts, split, printed, pdfium):
    theirs = th_sarabun([folder / "none", folder], fonts)
    assert theirs.regular.name == "THSarabunNew-Regular"
    assert theirs.regular.factor == pytest.approx(SMALLER, abs=0.01)
    for bold in (False, True):
        style = Style(10, bold=bold)
        ours = Typesetter(fonts, split).width(ACCEPTANCE, style)
        setter = Typesetter(theirs, split)
        assert setter.width(ACCEPTANCE, style) == pytest.approx(ours, rel=0.01)

    def draw(canvas):
        block = setter.lay_out(f"{ACCEPTANCE} " * 3, Style(10, align="justify"), 200)
        setter.draw(canvas, block, 50, 700)

    data = printed(draw)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        (font,) = pdf.pages[0].Resources.Font.values()
        program = TTFont(io.BytesIO(font.DescendantFonts[0].FontDescriptor.FontFile2.read_bytes()))
        start, widths = font.DescendantFonts[0].W[0], font.DescendantFonts[0].W[1]
        own = program["hmtx"][program.getGlyphOrder()[int(start)]][0]
        assert float(widths[0]) == pytest.approx(own * 1000 / program["head"].unitsPerEm, abs=0.01)
    assert "".join(pdfium(data)[0]).replace(" ", "") == (ACCEPTANCE * 3).replace(" ", "")


def test_what_only_has_the_name_of_a_file_is_not_taken(tmp_path, fonts):
    put(tmp_path, "THSarabunNew.ttf", "Sarabun ExtraLight", "Regular")
    (tmp_path / "THSarabunNew Bold.ttf").write_text("<html>", encoding="utf-8")
    assert th_sarabun([tmp_path], fonts) is None


def test_the_first_release_serves_where_the_newer_is_not_whole(folder, fonts):
    (folder / "THSarabunNew Bold.ttf").unlink()
    put(folder, "THSarabun.ttf", "TH SarabunPSK", "Regular")
    put(folder, "THSarabun Bold.ttf", "TH SarabunPSK", "Bold")
    assert th_sarabun([folder], fonts).bold.name == "THSarabunPSK-Bold"


def test_windows_folders(monkeypatch):
    monkeypatch.setenv("WINDIR", "C:/Windows")
    monkeypatch.setenv("LOCALAPPDATA", "C:/Users/x/AppData/Local")
    assert [folder.name for folder in windows_folders()] == ["Fonts", "Fonts"]
