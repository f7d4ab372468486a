"""Which households what was typed may mean, the best matches first.

A search text is the words a household is found by, each behind a space and before one: so
" สม" finds words that begin with it and " สม " the word itself, through the same index of three
letters in a row. On a server the same patterns are looked for in the text.
"""

import re

from sqlalchemy import ColumnElement, Select, and_, bindparam, or_, select, text

from desktop.storage.schema.base import table_of
from desktop.storage.schema.people import SearchTextRow
from desktop.storage.spellings import Spellings
from desktop.thai.text import sort_key
from desktop.thai.typed import readings_of, terms_of

Tier = tuple[tuple[str, ...], ...]
"""Every term must be found, each by any of its patterns."""

LAST = "\U0010ffff"
_LONGEST = 60  # letters of two names
_INDEXED = 3  # letters a pattern needs to be looked up by the index
_TAIL = 7  # digits that tell one long number from nearly all others
# Where a name may end and the next begin when both were typed without the space.
_SEAM = re.compile(r"(?<=[^เ-ไ])(?=[เ-ไ]?[ก-ฮ](?![์็]))")
_LEADING_VOWELS = re.compile("[เ-ไ]+$")
_texts = table_of(SearchTextRow).c.text


def direct(query: str) -> list[Tier]:
    """Return what was typed as whole words, as beginnings of words, as parts of the text."""
    terms = terms_of(query)
    patterns = ([f" {t} " for t in terms], [f" {t}" for t in terms], terms)
    return [tuple((pattern,) for pattern in one) for one in patterns] if terms else []


def _seams(term: str) -> list[str]:
    if len(term) > _LONGEST:
        return []
    return [f" {term[: m.start()]} {term[m.start() :]}" for m in _SEAM.finditer(term, 2)]


def forgiving(query: str, known: Spellings, *, slips: bool) -> list[Tier]:
    """Return what may have been meant.

    Names without the space between them, and names that sound alike or, with `slips`, nearly so.
    """
    typed = tuple((t,) for t in terms_of(query))
    tiers = [tuple((t, *_seams(t)) for t in terms_of(query))]
    tiers += [
        tuple((t, *(f" {word}" for word in _spellings(t, known, slips))) for t in terms)
        for terms in readings_of(query)
    ]
    return [tier for tier in tiers if tier != typed]


def _spellings(term: str, known: Spellings, slips: bool) -> list[str]:
    if any(letter.isdecimal() for letter in term):
        return []
    return [*known.alike(term), *(known.near(term) if slips else ())]


def head_range(query: str) -> tuple[str, str] | None:
    """Return between which sort keys the heads lie whose names begin with what was typed.

    Tone marks and a last เ แ โ ใ ไ don't count here: the words of the text decide. None where
    no name is meant.
    """
    key = sort_key(query).partition("\x01")[0]
    key = _LEADING_VOWELS.sub("", key)
    return (key, key + LAST) if key and not re.search("[0-9/]", key) else None


def holds(tier: Tier) -> ColumnElement[bool]:
    """Return the condition on the search text that the tier asks for."""
    return and_(*(or_(*(_texts.contains(p, autoescape=True) for p in any_of)) for any_of in tier))


def is_indexed(tier: Tier) -> bool:
    """Whether some term is long enough for the index of three letters in a row."""
    return any(all(len(p) >= _INDEXED for p in any_of) for any_of in tier)


def candidates(tier: Tier) -> tuple[Select[tuple[int]], bool]:
    """Return who may match, by SQLite's index, and whether they all do."""
    indexed = [any_of for any_of in tier if all(len(p) >= _INDEXED for p in any_of)]
    if indexed:
        sought = [tuple(map(_rare, any_of)) for any_of in indexed]
        phrase = " AND ".join(f"({' OR '.join(map(_quoted, any_of))})" for any_of in sought)
        hits = text(
            "SELECT rowid AS household_id FROM search_index WHERE search_index MATCH :phrase"
        )
        found = hits.bindparams(bindparam("phrase", phrase, unique=True)).columns(
            SearchTextRow.household_id
        )
        return select(found.subquery().c.household_id), sought == list(tier)
    # One or two letters: every run of three that begins with them, in one range of the index.
    term = max((any_of[0] for any_of in tier), key=len)
    within = text(
        "SELECT DISTINCT doc AS household_id FROM search_index_terms "
        "WHERE term >= :first AND term < :last"
    )
    found = within.bindparams(
        bindparam("first", term, unique=True), bindparam("last", term + LAST, unique=True)
    ).columns(SearchTextRow.household_id)
    return select(found.subquery().c.household_id), len(tier) == 1


def _rare(pattern: str) -> str:
    """Return the end of a long number: its beginning is that of everybody's in a district."""
    return pattern[-_TAIL:] if len(pattern) > _TAIL and pattern.strip().isdecimal() else pattern


def _quoted(pattern: str) -> str:
    # A quoted phrase: nothing typed is taken for an operator.
    return '"' + pattern.replace('"', '""') + '"'
