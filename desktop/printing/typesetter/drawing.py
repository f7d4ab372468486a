"""Finished lines become PDF operators."""

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from desktop.printing.typesetter.fonts import EM, Face
from desktop.printing.typesetter.shaping import Glyph, Word, glyph_array, joined_arrays

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.printing.typesetter.lines import Item

# How much of a space's stretch two words that meet without a space get in justified lines.
WORD_SHARE = 0.2


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """A line of text as operators, to be written at any place of any document.

    `words` tell which glyphs a document must hold. `width` is in points. `missing` are the
    characters that the font lacks.
    """

    operators: str
    words: tuple[Word, ...]
    width: float
    missing: str = ""


def shown(items: "Iterable[Item]", size: float, stretch: float = 0.0) -> Shown:
    """Return the operators that show one line with its text for search and copy.

    `stretch` widens each white space, and by the share `WORD_SHARE` each meeting of two words,
    in thousandths of the size.
    """
    items = tuple(items)
    words = tuple([word for item in items for word in item.words])
    if not words:
        return Shown("", (), 0.0)
    arrays = _arrays(items, size, stretch) if stretch or _mixed(words) else _plain(words, size)
    said = "".join([item.text for item in items if item.words])
    return _shown(arrays, said, words, size)


def lettered(text: str, letters: tuple[Word, ...], size: float) -> Shown:
    """Return the operators that show a text as its letters, all of one face."""
    return _shown(_plain(letters, size), text, letters, size)


def _shown(arrays: str, said: str, words: tuple[Word, ...], size: float) -> Shown:
    if not said.isascii():
        arrays = f"/Span<</ActualText<{_hex(said)}>>>BDC{arrays} EMC"
    advance = sum([word.advance for word in words])
    missing = "".join([word.missing for word in words])
    return Shown(arrays + " ", words, advance * size / EM, missing)


def _mixed(words: tuple[Word, ...]) -> bool:
    face = words[0].face
    return any(word.face is not face for word in words)


def _plain(words: tuple[Word, ...], size: float) -> str:
    """Show words of one face one after the other."""
    inside = joined_arrays([word.array or word_array(word, size) for word in words])
    face = words[0].face
    return f"/{face.name} {size * face.factor:g} Tf[{inside}]TJ"


def _arrays(items: "tuple[Item, ...]", size: float, stretch: float) -> str:
    """Show words of several faces, or with wider spaces."""
    out: list[str] = []
    face: Face | None = None
    gap = True
    for item in items:
        if stretch and not gap and not item.gap:
            out.append(f"{-stretch * WORD_SHARE / item.words[0].face.factor:.3f}")
        gap = item.gap
        for word in item.words:
            if word.face is not face:
                out.append(
                    f"{']TJ' if face else ''}/{word.face.name} {size * word.face.factor:g} Tf["
                )
                face = word.face
            out.append(word.array or word_array(word, size))
        if stretch and gap:
            out.append(f"{-stretch / (face.factor if face else 1):.3f}")
    return " ".join(out) + "]TJ"


@lru_cache(maxsize=20_000)
def word_array(word: Word, size: float) -> str:
    """Return the inside of a TJ operator for a word some of whose glyphs are raised."""
    parts: list[str] = []
    held: list[Glyph] = []
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
