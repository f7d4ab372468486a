"""Which names the database knows that sound like what was typed, or differ by one letter.

Kept in memory: an import needn't write it, and undo needn't take it back. A name that has left
the database is found in no household, so it does no harm.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from threading import Lock
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from desktop.storage.schema.base import table_of
from desktop.storage.schema.cases import ChangeRow, OperationRow
from desktop.storage.schema.people import HouseholdRow, PersonRow
from desktop.thai import areas
from desktop.thai.spelling import sounds
from desktop.thai.text import search_key

_LEAST = 3  # letters of a sound below which everything would be alike
_NEAR = range(4, 31)  # letters of a sound in which one may be wrong
_MOST = 60  # spellings of one term that are looked for


class Spellings:
    """Names of people, villages, tambons and districts by their sound."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._seen = self._last_person = self._last_household = 0
        self._words: set[str] = set()
        self._by_sound: list[tuple[str, str]] = []
        self._letters: list[str] = []

    def refresh(self, session: Session) -> None:
        """Take in what was stored since the last time; the first time reads every name once."""
        with self._lock:
            newest = session.scalar(select(func.max(OperationRow.id))) or 0
            if newest == self._seen and self._by_sound:
                return
            found = set(self._names_since(session))
            self._seen = newest
            if not found <= self._words:
                self._learn(found - self._words)

    def alike(self, term: str) -> list[str]:
        """Return known words that sound like the term or go on from it, the shortest first."""
        (sound,) = sounds([term])
        return self._going_on_from([sound]) if len(sound) >= _LEAST else []

    def near(self, term: str) -> list[str]:
        """Return known words whose sound is one letter more, less or other than the term's."""
        (sound,) = sounds([term])
        if len(sound) not in _NEAR:
            return []
        return self._going_on_from(dict.fromkeys(_one_off(sound, self._letters)))

    def _going_on_from(self, beginnings: Iterable[str]) -> list[str]:
        found: list[tuple[str, str]] = []
        for sound in beginnings:
            at = bisect_left(self._by_sound, (sound, ""))
            for pair in self._by_sound[at : at + _MOST]:
                if not pair[0].startswith(sound):
                    break
                found.append(pair)
        found.sort(key=lambda pair: len(pair[0]))
        return list(dict.fromkeys(word for _, word in found))[:_MOST]

    def _learn(self, words: set[str]) -> None:
        self._words |= words
        # Also as typed where the mark of a silent letter was forgotten.
        read = [(w, w) for w in words] + [(w.replace("์", ""), w) for w in words if "์" in w]
        new = zip(sounds([way for way, _ in read]), [word for _, word in read], strict=True)
        self._by_sound = sorted([*self._by_sound, *new])
        self._letters = sorted({letter for sound, _ in self._by_sound for letter in sound})

    def _names_since(self, session: Session) -> Iterator[str]:
        """Yield the keys of names that are new, or were typed since."""
        person, household, change = map(table_of, (PersonRow, HouseholdRow, ChangeRow))
        changed = select(change.c.row_id).where(change.c.operation_id > self._seen)
        touched = changed.where(change.c.table_name == "person")
        for column in (person.c.first_name, person.c.last_name):
            names = select(column).distinct()
            yield from _keys(session, names.where(person.c.id > self._last_person))
            if self._seen:
                yield from _keys(session, names.where(person.c.id.in_(touched)))
        villages = select(household.c.village_name, household.c.tambon_code).distinct()
        villages = villages.where(household.c.id > self._last_household)
        for village, tambon in session.execute(villages):
            yield from (search_key(village), *_area_keys(tambon))
        self._last_person = session.scalar(select(func.max(person.c.id))) or 0
        self._last_household = session.scalar(select(func.max(household.c.id))) or 0


def _keys(session: Session, names: Select[Any]) -> Iterator[str]:
    return map(search_key, session.scalars(names))


def _area_keys(tambon: str) -> tuple[str, str]:
    return search_key(areas.name_of(tambon[:6])), search_key(areas.name_of(tambon[:4]))


def _one_off(sound: str, letters: list[str]) -> Iterator[str]:
    """Yield what one slip of the finger makes of it; the first letter is seldom wrong."""
    for at in range(1, len(sound) + 1):
        left, right = sound[:at], sound[at:]
        yield left[:-1] + right
        if right:
            yield left[:-1] + right[0] + left[-1] + right[1:]
        for letter in letters:
            yield left + letter + right
            if right:
                yield left + letter + right[1:]
