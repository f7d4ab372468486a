"""Finished lines become PDF operators."""

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from reportlab.lib.colors import toColor

from desktop.printing.typesetter.embedding import EmbeddedFace
from desktop.printing.typesetter.fonts import EM, Face
from desktop.printing.typesetter.shaping import Word, glyph_array

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

    from desktop.printing.typesetter.lines import Line

# How much of a space's stretch two words that meet without a space get in justified lines.
WORD_SHARE = 0.2


class Pen:
    """Writes words into one canvas; remembers how its document calls each face."""

    def __init__(self, canvas: "Canvas") -> None:
        self._doc = canvas._doc  # noqa: SLF001 - ReportLab shows its document in no other way
        self._fonts: dict[Face, EmbeddedFace] = {}

    def font(self, face: Face) -> EmbeddedFace:
        """Return the face as the document holds it, added at its first use."""
        font = self._fonts.get(face)
        if font is None:
            font = self._fonts[face] = self._embedded(face)
        return font

    def _embedded(self, face: Face) -> EmbeddedFace:
        number = 1
        for font in self._doc.delayedFonts:
            if isinstance(font, EmbeddedFace):
                if font.face is face:
                    return font
                number += 1
        font = EmbeddedFace(face, number)
        self._doc.delayedFonts.append(font)
        return font


def begin(colour: str) -> str:
    """Return the operators that open a stretch of text in a colour."""
    return f"q {_fill(colour)} BT"


def end() -> str:
    """Return the operators that close what `begin` opened."""
    return "ET Q"


def line_operators(
    pen: Pen, line: "Line", place: tuple[float, float], size: float, stretch: float = 0.0
) -> str:
    """Return the operators that show one line with its text for search and copy.

    `place` is the start of the baseline in points; `stretch` widens each white space, and by the
    share `WORD_SHARE` each meeting of two words, in thousandths of the size.
    """
    x, y = place
    out = [f"1 0 0 1 {x:.2f} {y:.2f} Tm/Span<</ActualText<{_hex(line.text)}>>>BDC"]
    face: Face | None = None
    gap = True
    for item in line.items:
        if stretch and not gap and not item.gap:
            out.append(f"{-stretch * WORD_SHARE:.3f}")
        gap = item.gap
        for word in item.words:
            if word.face is not face:
                out.append("" if face is None else "]TJ")
                face = word.face
                font = pen.font(face)
                out.append(f"/{font.resource} {size:g} Tf[")
            font.use(word)
            out.append(word.array or word_array(word, size))
        if stretch and gap:
            out.append(f"{-stretch:.3f}")
    out.append("" if face is None else "]TJ")
    out.append("EMC")
    return " ".join(out)


def word_array(word: Word, size: float) -> str:
    """Return the inside of a TJ operator for a word some of whose glyphs are raised."""
    parts: list[str] = []
    held: list[Any] = []
    rise = pending = 0.0
    for glyph in word.glyphs:
        if glyph.dy != rise:
            parts.append(
                f"{glyph_array(tuple(held), word.face, pending)}]TJ {glyph.dy * size / EM:.3f} Ts["
            )
            held, rise, pending = [], glyph.dy, 0.0
        held.append(glyph)
    parts.append(glyph_array(tuple(held), word.face, pending))
    if rise:
        parts.append("]TJ 0 Ts[")
    return "".join(parts)


def _hex(text: str) -> str:
    return "FEFF" + text.encode("utf-16-be", "replace").hex()


@lru_cache(maxsize=64)
def _fill(colour: str) -> str:
    red, green, blue = toColor(colour).rgb()
    return f"{red:.3g} {green:.3g} {blue:.3g} rg"
