"""Where a line of Thai may end: between the words of a dictionary, with the office's manners."""

import re
import unicodedata
from collections.abc import Callable

# Spaces at which a line may end. Not before the repetition mark, not between a number and the
# word that announces it, and not after a hyphen: a line that ends in one is read as a word cut
# in two when the text is searched or copied.
_GAP = re.compile(
    r"(\r\n|[\n\r\x0b\x0c\u2028\u2029]|\u200b+"
    r"|(?<!-)(?:(?<!ที่)(?<!พ\.ศ\.)(?<!มาตรา)|(?=[ ]+[^0-9๐-๙ ]))"
    r"[ \t\u2002-\u200a\u3000]+(?!ๆ|ฯ(?!ลฯ)|[ \t]))"
)
_NUMBERED = re.compile(r"ที่ +[0-9๐-๙]")
NEWLINES = frozenset(("\r\n", "\n", "\r", "\x0b", "\x0c", "\u2028", "\u2029"))
_NEVER_FIRST = frozenset("ๆฯะาำๅ)]}>”’»,.;:!?%/-–—… \u00a0\"'")
_NEVER_LAST = frozenset("เแโใไ([{<“‘«฿ \u00a0\"'")


def is_gap(text: str) -> bool:
    """Tell whether a unit is white space between words."""
    return text.isspace() and text[0] != "\u00a0"


def phrases(text: str) -> list[str]:
    """Cut text at the white space where a line may end, nothing lost."""
    return [part for part in _GAP.split(text) if part]


def units(phrase: str, split: Callable[[str], list[str]]) -> list[str]:
    """Cut a phrase (see `phrases`) into what must stay together; `split` finds the words."""
    if phrase.isascii() or _GAP.fullmatch(phrase):
        return [phrase]
    return _glued(split(phrase))


def may_part(left: str, right: str) -> bool:
    """Tell whether a line may end between two neighbouring words."""
    if right.startswith("ฯลฯ"):
        return True
    before, after = left[-1], right[0]
    if after in _NEVER_FIRST or before in _NEVER_LAST:
        return False
    if unicodedata.category(after) in {"Mn", "Me"}:
        return False
    if before == "." and after.isalpha():
        return False
    return _is_thai(before) or _is_thai(after)


def _glued(words: list[str]) -> list[str]:
    """Join neighbours between which no line may end."""
    joined: list[str] = []
    for word in words:
        if joined and not may_part(joined[-1], word):
            joined[-1] += word
        else:
            joined.append(word)
    for at in range(len(joined) - 1, 0, -1):
        if _NUMBERED.match(joined[at]):
            joined[at - 1] += joined.pop(at)
    return joined


def _is_thai(char: str) -> bool:
    """Tell whether a character is a Thai letter or mark; Thai digits count as digits."""
    return "\u0e01" <= char <= "\u0e4e"
