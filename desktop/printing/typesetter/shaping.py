"""Words become glyphs: HarfBuzz shapes each distinct letter once, the result is kept."""

import re
import unicodedata
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

import uharfbuzz as hb

from desktop.printing.typesetter.fonts import SARA_AM, Face

_AM_PARTS = "\u0e4d\u0e32"
# Sums of widths differ in their last digits: a line that fits exactly must fit.
EM_SLACK = 1e-3
# What a long run of printing may hold in memory: about 60 MB of shaped words.
_KEPT = 60_000
# What most fonts set without regard to what stands beside it (see `apart`): Thai, digits and
# signs, and masked numbers. Latin letters are not.
_SIGNS = " .,-/()[]:;%+*'\"!?“”‘’–—…=_#@&"
_PLAIN = re.compile(f"[\u0e01-\u0e5b0-9{re.escape(_SIGNS)}]+|[0-9x-]+")
# Letters as they may meet: each by itself, and some with marks.
_MEETING = (
    *map(chr, (*range(0x0E01, 0x0E30), *range(0x0E3F, 0x0E45), *range(0x0E4F, 0x0E5C))),
    *("ๆ0123456789" + _SIGNS),
    *("ปี่", "ฟื้", "กู", "ฎุ", "ญู", "น้ำ", "เก็", "กะ", "ฤๅ"),
)
_MASKED = tuple("0123456789x-")
# The letters of such a text, as `clusters` finds them.
_MARKS = "[\u0e31\u0e34-\u0e3a\u0e47-\u0e4eะาำๅ]*"
_LETTER = re.compile(f"[เ-ไ]+(?:[^เ-ไ]{_MARKS})?|[^เ-ไ]{_MARKS}")


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


class _Letters(dict[str, Word]):
    """The letters of a face, each shaped when it is first asked for."""

    def __init__(self, face: Face) -> None:
        super().__init__()
        self._face = face

    def __missing__(self, text: str) -> Word:
        if len(self) >= _KEPT:
            self.clear()
        letter = self[text] = shape(text, self._face)
        return letter


class Shaper:
    """Shapes words and keeps them, for as many documents as its owner makes."""

    def __init__(self) -> None:
        self._words: dict[tuple[str, str], Word] = {}
        # None for a face whose letters hang together.
        self._letters: dict[str, _Letters | None] = {}

    def letters(self, text: str, face: Face) -> tuple[Word, ...]:
        """Return the shaped letters that make up a text, nothing where they hang together."""
        if not _PLAIN.fullmatch(text):
            return ()
        if face.name not in self._letters:
            self._letters[face.name] = _Letters(face) if not face.foreign or apart(face) else None
        known = self._letters[face.name]
        if known is None:
            return ()
        return tuple([known[letter] for letter in _LETTER.findall(text)])

    def word(self, text: str, face: Face) -> Word:
        """Return the shaped word, from memory when it was met before."""
        key = (face.name, text)
        word = self._words.get(key)
        if word is None:
            if len(self._words) >= _KEPT:
                self._words.clear()
            letters = self.letters(text, face)
            word = self._words[key] = _joined(text, letters) if letters else shape(text, face)
        return word


def _joined(text: str, letters: tuple[Word, ...]) -> Word:
    """Return letters as one word."""
    if len(letters) == 1:
        return letters[0]
    arrays = [letter.array for letter in letters]
    return Word(
        text,
        letters[0].face,
        tuple(chain.from_iterable([letter.glyphs for letter in letters])),
        advance=sum([letter.advance for letter in letters]),
        top=max([letter.top for letter in letters]),
        bottom=min([letter.bottom for letter in letters]),
        array=joined_arrays(arrays) if all(arrays) else "",
        missing="".join([letter.missing for letter in letters]),
    )


def apart(face: Face) -> bool:
    """Tell whether each letter looks the same whichever other stands beside it.

    It takes a tenth of a second; of the faces that ship it is known.
    """
    return _apart(_MEETING, face) and _apart(_MASKED, face)


def _apart(letters: tuple[str, ...], face: Face) -> bool:
    alone = {letter: shape(letter, face).glyphs for letter in letters}
    for number, letter in enumerate(letters):
        others = letters[number:]
        met = [glyph for other in others for glyph in alone[letter] + alone[other]]
        if shape("".join([letter + other for other in others]), face).glyphs != tuple(met):
            return False
    return True


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


def joined_arrays(arrays: list[str]) -> str:
    """Return the insides of TJ operators as one."""
    return " ".join(arrays).replace("> <", "")


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
