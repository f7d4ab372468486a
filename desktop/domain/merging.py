"""Two people changed the same record: what both changed is shown, all else is merged."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Clash(Generic[K, V]):
    """One field that both changed, each otherwise. None = there was or is no value."""

    key: K
    before: V | None
    mine: V | None
    theirs: V | None


@dataclass(frozen=True, slots=True)
class Merged(Generic[K, V]):
    """The merged fields; where both changed one, it holds theirs until somebody decides.

    `taken` are the fields that only they changed.
    """

    values: dict[K, V]
    taken: tuple[K, ...]
    clashes: tuple[Clash[K, V], ...]


def three_way(before: Mapping[K, V], mine: Mapping[K, V], theirs: Mapping[K, V]) -> Merged[K, V]:
    """Merge two changes of the same fields; a field that is missing has no value."""
    values: dict[K, V] = {}
    taken: list[K] = []
    clashes: list[Clash[K, V]] = []
    for key in dict.fromkeys((*before, *mine, *theirs)):
        old, my, their = before.get(key), mine.get(key), theirs.get(key)
        if their != old and my != old and my != their:
            clashes.append(Clash(key, old, my, their))
        elif their != old and my != their:
            taken.append(key)
        value = my if their == old else their
        if value is not None:
            values[key] = value
    return Merged(values, tuple(taken), tuple(clashes))
