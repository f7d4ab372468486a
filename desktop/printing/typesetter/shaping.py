"""Words become glyphs: HarfBuzz shapes each distinct word once, the result is kept."""

import unicodedata
from dataclasses import dataclass
from typing import NamedTuple

import uharfbuzz as hb

from desktop.printing.typesetter.fonts import SARA_AM, Face

_AM_PARTS = "\u0e4d\u0e32"
# Sums of widths differ in their last digits: a line that fits exactly must fit.
EM_SLACK = 1e-3
# What a long run of printing may hold in memory: about 60 MB of shaped words.
_KEPT = 60_000


class Glyph(NamedTuple):
    """One glyph as HarfBuzz placed it; measures in thousandths of the font size.

    `text` are the characters it stands for, to be found by search.
    """

    code: int
    advance: float
    dx: float
    dy: float
    text: str


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """A shaped piece of text in one face, ready to be drawn at any size.

    `advance`, `top` and `bottom` (ink, upward from the baseline) are in thousandths of the
    font size. `array` is the inside of a TJ operator; it's empty when marks are raised and
    the drawing has to be made for a size, see `drawing.word_array`.
    `missing` are the characters the face has no glyph for.
    """

    text: str
    face: Face
    glyphs: tuple[Glyph, ...]
    advance: float
    top: float
    bottom: float
    array: str
    missing: str


class Shaper:
    """Shapes words and keeps them, for as many documents as its owner makes."""

    def __init__(self) -> None:
        self._words: dict[tuple[str, str], Word] = {}

    def word(self, text: str, face: Face) -> Word:
        """Return the shaped word, from memory when it was met before."""
        key = (face.name, text)
        word = self._words.get(key)
        if word is None:
            if len(self._words) >= _KEPT:
                self._words.clear()
            word = self._words[key] = shape(text, face)
        return word


def shape(text: str, face: Face) -> Word:
    """Shape one piece of text with HarfBuzz."""
    buffer = hb.Buffer()
    buffer.add_str(text)
    # One cluster per character, so that each mark keeps a text of its own.
    buffer.cluster_level = hb.BufferClusterLevel.CHARACTERS
    buffer.guess_segment_properties()
    # Guessing takes the language from the machine's settings.
    buffer.language = "th"
    hb.shape(face.hb_font, buffer)
    infos = [(info.codepoint, info.cluster) for info in buffer.glyph_infos]
    texts = _texts(text, infos, face)
    scale = face.scale
    lacking = any(code == 0 for code, _ in infos)
    glyphs = []
    advance = top = bottom = 0.0
    raised = False
    for (code, _), at, own in zip(infos, buffer.glyph_positions, texts, strict=True):
        glyph = Glyph(code, at.x_advance * scale, at.x_offset * scale, at.y_offset * scale, own)
        glyphs.append(glyph)
        advance += glyph.advance
        above, below = face.reach(code)
        if glyph.dy:
            raised = True
            above, below = above + glyph.dy, below + glyph.dy
        top, bottom = max(top, above), min(bottom, below)
    shaped = tuple(glyphs)
    return Word(
        text,
        face,
        shaped,
        advance=advance,
        top=top,
        bottom=bottom,
        array="" if raised else glyph_array(shaped, face),
        missing="".join(char for char in text if not face.covers(char)) if lacking else "",
    )


def glyph_array(glyphs: tuple[Glyph, ...], face: Face, pending: float = 0.0) -> str:
    """Return glyphs as the inside of a TJ operator, with what corrects the font's own widths."""
    parts: list[str] = []
    codes: list[str] = []
    for glyph in glyphs:
        move = pending + glyph.dx
        if move:
            if codes:
                parts.append(f"<{''.join(codes)}>")
                codes = []
            parts.append(f"{-move / face.factor:g}")
        codes.append(f"{glyph.code:04X}")
        pending = glyph.advance - glyph.dx - face.advance(glyph.code)
    if codes:
        parts.append(f"<{''.join(codes)}>")
    if pending:
        parts.append(f"{-pending / face.factor:g}")
    return "".join(parts)


def _texts(text: str, infos: list[tuple[int, int]], face: Face) -> list[str]:
    """Share the characters of each cluster out to its glyphs (code, cluster)."""
    together: dict[int, list[int]] = {}
    for index, (_, cluster) in enumerate(infos):
        together.setdefault(cluster, []).append(index)
    texts = [""] * len(infos)
    end = len(text)
    for start in sorted(together, reverse=True):
        members = together[start]
        left = text[start:end]
        end = start
        if len(members) == 1:
            texts[members[0]] = left
            continue
        left = left.replace(SARA_AM, _AM_PARTS)
        for index in members:
            own = face.texts.get(infos[index][0], "")
            if own and own in left:
                texts[index] = own
                left = left.replace(own, "", 1)
        for index in members:
            if not texts[index]:
                texts[index], left = left, ""
    return texts


def clusters(text: str) -> list[str]:
    """Split text where a reader sees letters: a base with its vowels and marks, never less."""
    pieces: list[str] = []
    open_ended = False
    for char in text:
        follows = unicodedata.category(char) in {"Mn", "Me"} or char in "ะาำๅ"
        if pieces and (follows or open_ended):
            pieces[-1] += char
        else:
            pieces.append(char)
        open_ended = char in "เแโใไ"
    return pieces
