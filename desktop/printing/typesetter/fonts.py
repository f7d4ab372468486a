"""The font files the typesetter shapes with and embeds."""

import re
import struct
import unicodedata
from functools import cached_property
from typing import TYPE_CHECKING

import uharfbuzz as hb

if TYPE_CHECKING:
    from pathlib import Path

# What a name may not have in a PDF, where a face is called as it calls itself.
_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9+_-]")
# The unit of glyph space in a PDF: widths and corrections are thousandths of the font size.
EM = 1000
# It is drawn as its two parts.
SARA_AM = "\u0e33"


class Face:
    """One TTF file: what shaping, measuring and embedding ask of it.

    All measures are in thousandths of the font size that the style asks for. `factor` is how
    much larger the file's own letters are set to look of that size.
    """

    def __init__(self, file: "Path", like: "Face | None" = None) -> None:
        """Load the file; its letters are set as large as those of the face it is to be `like`.

        Raises:
            FileNotFoundError: the font file isn't there.
        """
        self.blob = hb.Blob(file.read_bytes())
        self.hb_face = hb.Face(self.blob)
        self.hb_font = hb.Font(self.hb_face)
        # One of this computer's: what letters do beside each other was never looked at.
        self.foreign = like is not None
        self.factor = 1.0
        self.scale = EM / self.hb_face.upem
        named = self.hb_face.get_name(hb.OTNameIdPredefined.POSTSCRIPT_NAME) or file.stem
        self.name = _NOT_IN_NAMES.sub("", named)
        self.texts: dict[int, str] = {}
        self._advances: dict[int, float] = {}
        self._reaches: dict[int, tuple[float, float]] = {}
        if like:
            self.factor = like.height / self.height
            self.scale *= self.factor
            self._reaches.clear()
        for code in sorted(self.hb_face.unicodes):
            # A ligature's own code point is not what anybody searches for.
            if unicodedata.normalize("NFKC", chr(code)) == chr(code):
                self.texts.setdefault(self.hb_font.get_nominal_glyph(code), chr(code))

    def advance(self, glyph: int) -> float:
        """Return the width the file itself gives a glyph."""
        width = self._advances.get(glyph)
        if width is None:
            width = float(self.hb_font.get_glyph_h_advance(glyph) * self.scale)
            self._advances[glyph] = width
        return width

    def covers(self, char: str) -> bool:
        """Tell whether the font can draw a character."""
        return self.hb_font.get_nominal_glyph(ord(char)) is not None or char == SARA_AM

    def reach(self, glyph: int) -> tuple[float, float]:
        """Return how far a glyph's ink reaches above and below the baseline, both upward."""
        found = self._reaches.get(glyph)
        if found is None:
            ink = self.hb_font.get_glyph_extents(glyph)
            found = (0.0, 0.0)
            if ink is not None:
                top = ink.y_bearing * self.scale
                found = (top, top + ink.height * self.scale)
            self._reaches[glyph] = found
        return found

    @property
    def height(self) -> float:
        """How high the letter stands by which sizes of Thai fonts are compared."""
        return self.reach(self.hb_font.get_nominal_glyph(ord("ก")))[0]

    @cached_property
    def ascent(self) -> float:
        """The ascender the font names."""
        return float(self.hb_font.get_font_extents("ltr").ascender * self.scale)

    @cached_property
    def descent(self) -> float:
        """The descender the font names, negative."""
        return float(self.hb_font.get_font_extents("ltr").descender * self.scale)

    @cached_property
    def cap_height(self) -> float:
        """How high capital letters stand."""
        height = self.hb_font.get_metric_position_with_fallback(hb.OTMetricsTag.CAP_HEIGHT)
        return float(height * self.scale)

    @cached_property
    def box(self) -> tuple[float, float, float, float]:
        """The box around all glyphs: left, bottom, right, top."""
        head = self.hb_face.reference_table("head").data
        left, bottom, right, top = struct.unpack(">4h", head[36:44])
        return left * self.scale, bottom * self.scale, right * self.scale, top * self.scale


class FontSet:
    """A regular and a bold face that belong together, loaded once per maker of documents."""

    def __init__(self, regular: "Path", bold: "Path", like: Face | None = None) -> None:
        """Load both files, to be set as large as a face they are to be `like`.

        Raises:
            FileNotFoundError: a font file isn't there.
        """
        self.regular = Face(regular, like)
        self.bold = Face(bold, like)

    def face(self, *, bold: bool) -> Face:
        """Return the face of that weight."""
        return self.bold if bold else self.regular
