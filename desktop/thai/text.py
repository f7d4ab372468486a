"""Thai text: repair what was typed or decoded in a wrong order, keys for search and for sorting.

Unicode normal forms leave Thai as it is, so `น` + `ํ` + `้` + `า` never becomes `น้ำ` by
itself, and code point order puts every word that begins with เ แ โ ใ ไ last.
"""

import re
from functools import lru_cache

_TONES = "\u0e48-\u0e4c\u0e4e"
_MARKS = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
_INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff"

# One look decides: nearly every cell needs no repair.
_NEEDS_REPAIR = re.compile(
    rf"[{_INVISIBLE}]|[^\S ]|  |^ | $|เเ|\u0e4d"
    rf"|[{_TONES}][{_MARKS}]|([{_MARKS}])\1|[{_MARKS}]{{3}}|[\u0e32\u0e33][{_MARKS}]"
)
_INVISIBLE_CHARACTERS = re.compile(f"[{_INVISIBLE}]+")
_WHITESPACE = re.compile(r"\s+")
_MARK_RUN = re.compile(rf"([{_MARKS}]*)([\u0e32\u0e33]+)([{_MARKS}]*)|[{_MARKS}]{{2,}}")
_TONE = re.compile(f"[{_TONES}]")

_THAI_TO_ARABIC = {ord("๐") + n: str(n) for n in range(10)}
_SEARCH_TABLE = _THAI_TO_ARABIC | dict.fromkeys(map(ord, ".-/ "))

# Secondary weights, in the order of ISO 14651: yamakkan, thanthakhat, maitaikhu, the four tones.
_SECONDARY = "\u0e4e\u0e4c\u0e47\u0e48\u0e49\u0e4a\u0e4b"
_SECONDARY_MARK = re.compile(f"[{_SECONDARY}]")
_PRIMARY = re.compile(f"[^{_SECONDARY}]")
_LEADING_VOWEL = re.compile("([เ-ไ])([ก-ฮ])")
# The signs ฯ and ๆ stand before the letters.
_SORT_TABLE = _THAI_TO_ARABIC | {ord("ฯ"): "!", ord("ๆ"): '"'}
_RANKS = {ord(mark): chr(ord("a") + rank) for rank, mark in enumerate(_SECONDARY)}


def normalise(text: str) -> str:
    """Return `text` with marks in the right order and without what cannot be seen.

    Digits, letters and punctuation stay. Applying it twice changes nothing more.
    """
    if not _NEEDS_REPAIR.search(text):
        return text
    text = _INVISIBLE_CHARACTERS.sub("", text)
    text = _WHITESPACE.sub(" ", text).strip(" ")
    return _MARK_RUN.sub(_repaired_marks, text.replace("เเ", "แ"))


def _repaired_marks(found: re.Match[str]) -> str:
    """Return one run of marks with vowels before tones, each once, and ํ+า as ำ."""
    vowels = found[2] or ""
    run = found[1] + found[3] if vowels else found[0]
    if vowels and "\u0e4d" in run:
        run = run.replace("\u0e4d", "")
        vowels = "\u0e33" + vowels[1:]
    marks = dict.fromkeys(run)
    return "".join(sorted(marks, key=_is_tone)) + vowels


def _is_tone(mark: str) -> bool:
    return _TONE.match(mark) is not None


def search_key(text: str) -> str:
    """Return what two spellings of the same name or number have in common."""
    return normalise(text).translate(_SEARCH_TABLE).casefold()


def sort_key(text: str) -> str:
    """Return a key whose code point order is the order of the Thai dictionary.

    Letters decide first, with leading vowels behind their consonant; tone marks, ็ and ์
    decide only between words that are otherwise equal.
    """
    words = list(map(_sort_parts, normalise(text).split(" ")))
    primary = " ".join([first for first, _ in words])
    if not any(marks for _, marks in words):
        return primary
    # Without marks a word's second part is only as long as the word.
    secondary = " ".join([marks or " " * len(first) for first, marks in words]).rstrip()
    return f"{primary}\x01{secondary}"


@lru_cache(maxsize=1 << 16)
def _sort_parts(word: str) -> tuple[str, str]:
    # Names come back thousands of times in a list.
    word = word.translate(_SORT_TABLE).casefold()
    primary = _LEADING_VOWEL.sub(r"\2\1", _SECONDARY_MARK.sub("", word))
    marked = len(primary) < len(word)
    return primary, _PRIMARY.sub(" ", word).translate(_RANKS) if marked else ""
