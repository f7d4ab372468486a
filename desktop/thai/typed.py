"""What a clerk types into the search box, and what she may have meant by it."""

import re
from collections.abc import Sequence

from desktop.thai.names import split_name
from desktop.thai.numbers import arabic
from desktop.thai.spelling import sounds
from desktop.thai.text import normalise, search_key

# Words that say what kind of thing follows. "หมู่ที่ 4", "หมู่ 4" and "ม. 4" are one word: a lone
# 4 would be found in every address.
_KINDS = (
    (re.compile(r"(?:^|(?<=\s))(?:หมู่ที่|หมู่|ม\.?) ?(\d+)(?!\S)"), r" ม\1 "),
    (re.compile(r"(?:^|(?<=\s))(?:บ้านเลขที่|เลขที่|โทรศัพท์|โทร)[.:]? ?(?=\d)"), ""),
    (re.compile(r"(?:^|(?<=\s))(?:ตำบล|อำเภอ|[ตอ]\.) ?(?=\S)"), ""),
    # Still being typed: the number comes with the next key.
    (re.compile(r"(?:^|(?<=\s))(?:หมู่ที่|หมู่|บ้านเลขที่|เลขที่)$"), ""),
)
_LONG_NUMBER = re.compile(r"\+?\d[\d .-]{7,}\d")
_ABROAD = re.compile(r"^(?:\+|00)?66(?=[1-9]\d{7,8}$)")

# The keys of a Thai board (Kedmanee) by what the same keys type on an English one.
_ENGLISH = (
    "`1234567890-=qwertyuiop[]\\asdfghjkl;'zxcvbnm,./"
    '~!@#$%^&*()_+QWERTYUIOP{}|ASDFGHJKL:"ZXCVBNM<>?'
)
_THAI = '_ๅ/-ภถุึคตจขชๆไำพะัีรนยบลฃฟหกดเ้่าสวงผปแอิืทมใฝ%+๑๒๓๔ู฿๕๖๗๘๙๐"ฎฑธํ๊ณฯญฐ,ฅฤฆฏโฌ็๋ษศซ.()ฉฮฺ์?ฒฬฦ'
_TO_THAI = str.maketrans(_ENGLISH, _THAI)
_TO_ENGLISH = str.maketrans(_THAI, _ENGLISH)
_LATIN = re.compile("[A-Za-z]")
_MEANT = 3  # letters; fewer make sense on either layout


def terms_of(query: str) -> tuple[str, ...]:
    """Cut what was typed into terms; every one must be found."""
    # No database takes a zero character for text.
    query = normalise(query.replace("\0", " "))
    if _LONG_NUMBER.fullmatch(query):
        # A telephone or an id in pieces is one number.
        return (_ABROAD.sub("0", arabic(re.sub("[ .-]", "", query))),)
    for pattern, instead in _KINDS:
        query = pattern.sub(instead, query)
    return tuple(filter(None, map(_term, query.split())))


def _term(word: str) -> str:
    # A house number keeps its stroke: 1/23 is not 12/3.
    return arabic(word).casefold() if "/" in word else search_key(word)


def on_english_board(text: str) -> str:
    """Return what the same keys type on an English board."""
    return text.translate(_TO_ENGLISH)


def readings_of(query: str) -> list[tuple[str, ...]]:
    """Return the terms of what may be meant: as typed, without a title, on the other layout."""
    query = normalise(query.replace("\0", " "))
    name = split_name(query)
    other = terms_of(query.translate(_TO_THAI if _LATIN.search(query) else _TO_ENGLISH))
    meant = [terms_of(query), terms_of(f"{name.first} {name.last}") if name.prefix else ()]
    if all(len(term) >= _MEANT for term in other):
        meant.append(other)
    return list(filter(None, dict.fromkeys(meant)))


def closeness(query: str, text: str) -> int | None:
    """How well a short text answers what was typed.

    0 = it begins so, 1 = its words do, 2 = it holds it, 3 = it sounds so; None = not at all.
    """
    words = [search_key(word) for word in text.split()]
    key = "".join(words)
    ranks = []
    for terms in readings_of(query):
        found = [_closeness_of(term, words, key) for term in terms]
        if None not in found:
            ranks.append(max(rank for rank in found if rank is not None))
    return min(ranks, default=None)


def terms_met(readings: Sequence[Sequence[str]], text: str, *, by_sound: bool = False) -> int:
    """Return how many terms of the reading it answers best (`readings_of`) a text holds.

    With `by_sound` a term that the text only sounds like counts too.
    """
    words = [search_key(word) for word in text.split()]
    key = "".join(words)

    def is_met(term: str) -> bool:
        return term in key or (by_sound and _closeness_of(term, words, key) is not None)

    return max((sum(map(is_met, terms)) for terms in readings), default=0)


def _closeness_of(term: str, words: list[str], key: str) -> int | None:
    if key.startswith(term):
        return 0
    if any(word.startswith(term) for word in words):
        return 1
    if term in key:
        return 2
    sound, heard = sounds([term, key])
    return 3 if len(sound) > 1 and sound in heard else None
