"""The dictionary of column names (resources/import/columns.toml; domain.md A.1.4)."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from desktop.thai.text import search_key

_FILE = Path(__file__).resolve().parents[2] / "resources" / "import" / "columns.toml"
_IGNORED = str.maketrans("", "", "()[]{}_:;,*'\"“”–—#\n\r\t|")
_EXACT = 1000
_SHORTEST_PART = 3
_LONGEST_HEADER = 120


@dataclass(frozen=True, slots=True)
class Match:
    """A column name that fits a header; the higher the score, the surer."""

    canonical: str
    score: int
    why: str

    @property
    def exact(self) -> bool:
        """Whether the whole header is the name."""
        return self.score >= _EXACT


@dataclass(frozen=True, slots=True)
class Field:
    """One canonical column and the keys by which it is known."""

    name: str
    names: tuple[tuple[str, str], ...]
    only: tuple[tuple[str, str], ...]
    but_not: tuple[str, ...]
    pattern: re.Pattern[str] | None

    def match(self, key: str) -> Match | None:
        """Return how well the header with this key fits, None when it doesn't."""
        if any(word in key for word in self.but_not):
            return None
        for known, shown in (*self.only, *self.names):
            if key == known:
                return Match(self.name, _EXACT + len(key), f"ตรงกับ “{shown}”")
        if self.pattern and (found := self.pattern.fullmatch(key)):
            name = f"{self.name}_{int(found[1]):02d}" if self.name == "ind" else ""
            return Match(name or f"{self.name}_{found[1]}", _EXACT + len(key), "ตรงกับรูปแบบลำดับข้อ")
        for known, shown in self.names:
            if len(known) >= _SHORTEST_PART and not known.isascii() and known in key:
                return Match(self.name, len(known), f"มีคำว่า “{shown}”")
        return None


@lru_cache(maxsize=8192)
def header_key(text: str) -> str:
    """Return what two spellings of the same header have in common."""
    return search_key(text).translate(_IGNORED)


@lru_cache(maxsize=8192)
def matches(header: str) -> tuple[Match, ...]:
    """Return what the header may mean, the surest first."""
    key = header_key(header)
    if not key or len(key) > _LONGEST_HEADER or key.isdecimal():
        return ()
    found = (field.match(key) for field in _dictionary().fields)
    return tuple(sorted((one for one in found if one), key=lambda match: -match.score))


def is_of_others(group: str) -> bool:
    """Return whether a group of columns is about somebody else than the person of the row."""
    key = header_key(group)
    return any(word in key for word in _dictionary().others)


@dataclass(frozen=True, slots=True)
class _Dictionary:
    fields: tuple[Field, ...]
    others: tuple[str, ...]


@lru_cache(maxsize=1)
def _dictionary() -> _Dictionary:
    with _FILE.open("rb") as source:
        content = tomllib.load(source)
    others = content.pop("other_persons")
    return _Dictionary(tuple(_read_fields(content)), tuple(map(header_key, others)))


def _read_fields(content: dict[str, dict[str, list[str] | str]]) -> Iterator[Field]:
    for name, entry in content.items():
        pattern = entry.get("pattern")
        yield Field(
            name,
            _keys(entry.get("names", ())),
            _keys(entry.get("only", ())),
            tuple(map(header_key, entry.get("but_not", ()))),
            re.compile(pattern) if isinstance(pattern, str) else None,
        )


def _keys(words: object) -> tuple[tuple[str, str], ...]:
    """Return (key, word) pairs, longest first, so that the longest part found counts."""
    assert isinstance(words, list | tuple)  # noqa: S101  # proves the shape to the type checker
    pairs = ((header_key(word), word) for word in words)
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))
