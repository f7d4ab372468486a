"""Give the distinct values of a sheet's cells numbers, so that each is turned into text once."""

from collections.abc import Callable, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from desktop.importing.xlsx.block import (
    FIRST,
    SPACES,
    WORD,
    Block,
    Flags,
    Numbers,
    Places,
    Words,
    are_digits,
    places_of,
    whole_numbers,
)
from desktop.importing.xlsx.cells import Kinds
from desktop.importing.xlsx.kinds import COUNT, EXACT, NUMBER, READY, SHARED, TRIMMED
from desktop.importing.xlsx.refusal import NotPlain
from desktop.importing.xlsx.strings import decoded

# Turns values of one kind, as they stand in XML, into text.
Reader = Callable[[int, Sequence[str]], Sequence[str]]
T = TypeVar("T", bound=np.generic)

# Numbers of so many digits are exact in the office program.
_EXACT_DIGITS = 15
_MIX, _MIX_AGAIN = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xD6E8FEB86659FD93)
_HALF = np.uint64(32)
_ZERO = ord("0")
_ROOM = 1024
# The class of texts of which two may be equal.
UNSURE = 255


class Lexicon:
    """Numbers the values of one sheet: 1 and up the shared texts, -1 and down the others.

    0 is the empty one. Values are told apart byte for byte; their hashes only find them.
    """

    def __init__(self) -> None:
        self._known = 0
        self._highest = 0
        # Of each value its kind and length, its hash, its first and last eight bytes.
        self._forms = np.zeros(_ROOM, np.int64)
        self._hashes = np.zeros(_ROOM, np.uint64)
        self._heads = np.zeros(_ROOM, np.uint64)
        self._tails = np.zeros(_ROOM, np.uint64)
        # Where it lies in the store, filled up with zeros, of which it has at least one.
        self._places = np.zeros(_ROOM, np.int64)
        self._store = np.zeros(8 * _ROOM, np.uint64)
        self._table = np.full(4 * _ROOM, -1, np.int32)

    @property
    def shared(self) -> int:
        """How many shared texts are needed."""
        return self._highest

    def numbers(self, block: Block, kinds: Kinds, starts: Places, ends: Places) -> Numbers:
        """Return the numbers of values that lie in a block.

        Raises:
            NotPlain: the index of a shared text is no number, or two values have one hash.
        """
        shared = kinds == SHARED
        among = int(np.count_nonzero(shared))
        if not among:
            return self._own(block, kinds, starts, ends)
        if among == len(shared):
            return self._shared(block, starts, ends)
        found = np.empty(len(shared), np.int32)
        here = places_of(shared)
        found[here] = self._shared(block, starts.take(here), ends.take(here))
        here = places_of(~shared)
        found[here] = self._own(block, kinds.take(here), starts.take(here), ends.take(here))
        return found

    def texts(self, shared: Sequence[str], differ: bool, read: Reader) -> tuple[list[str], Kinds]:
        """Return the text of each number, as a list counts them: from its end where below zero.

        Also return a class for each text: two texts of one class differ, if it isn't `UNSURE`; the
        class of the empty one is 0.

        Args:
            shared: the shared texts, as many as are needed.
            differ: whether no two of them are equal.
            read: turns values into text.

        Raises:
            NotPlain: as `read`, or not all shared texts are there.
        """
        if len(shared) < self._highest:
            raise NotPlain("the index of a text")
        xml = self._values()
        values = xml.split("\0")[:-1]
        special = "&" in xml or "\r" in xml or "_x00" in xml
        kinds = (self._forms[: self._known] & 0xFF).astype(np.uint8)
        plain = self._plain_numbers(kinds)
        if not special:
            plain |= self._plain_texts(kinds)
        for kind in range(COUNT):
            mine = places_of((kinds == kind) & ~plain).tolist()
            if mine:
                found = read(kind, [values[one] for one in mine])
                for one, text in zip(mine, found, strict=True):
                    values[one] = text
        values.reverse()
        texts = ["", *shared, *values]
        classes = np.full(len(texts), SHARED if differ else UNSURE, np.uint8)
        classes[0] = 0
        classes[1 + len(shared) :] = np.where(plain, kinds, np.uint8(UNSURE))[::-1]
        return texts, classes

    def _plain_numbers(self, kinds: Kinds) -> Flags:
        """Return which values are whole numbers that are the same as text."""
        lengths = self._forms[: self._known] >> 8
        fill = ~FIRST.take(np.minimum(lengths, WORD))
        heads, tails = self._heads[: self._known], self._tails[: self._known]
        plain: Flags = kinds == NUMBER
        plain &= lengths <= _EXACT_DIGITS
        plain &= heads & FIRST[1] != _ZERO
        plain &= are_digits(heads, fill)
        plain &= are_digits(tails, fill)
        return plain

    def _plain_texts(self, kinds: Kinds) -> Flags:
        """Return which values are the same as text, if they have no entities or escapes."""
        lengths = self._forms[: self._known] >> 8
        store = self._store.view(np.uint8)
        firsts = self._places[: self._known] * WORD
        spaced = SPACES.take(store.take(firsts))
        spaced |= SPACES.take(store.take(np.maximum(firsts + lengths - 1, 0)))
        plain: Flags = (kinds == TRIMMED) & ~spaced
        plain |= (kinds == EXACT) | (kinds == READY)
        return plain

    def _values(self) -> str:
        """Return the known values, as they stand in XML, with a character zero after each."""
        lengths = self._forms[: self._known] >> 8
        places = self._places[: self._known] * WORD
        store = self._store[: int(self._places[self._known])].view(np.uint8)
        kept = store != 0
        if int(np.count_nonzero(kept)) != int(lengths.sum()):
            raise NotPlain("a character zero")
        # Of the zeros after each value one is kept.
        kept[places + lengths] = True
        return decoded(store[kept].tobytes())

    def _shared(self, block: Block, starts: Places, ends: Places) -> Numbers:
        found = whole_numbers(block.word(ends - WORD), ends - starts)
        found += 1
        self._highest = max(self._highest, int(found.max()))
        return found

    def _own(self, block: Block, kinds: Kinds, starts: Places, ends: Places) -> Numbers:
        lengths = ends - starts
        short = np.minimum(lengths, WORD)
        heads = block.word(starts) & FIRST.take(short)
        tails = block.word(ends - WORD)
        tails >>= ((WORD - short) << 3).view(np.uint64)
        forms = lengths << 8
        forms |= kinds
        middle = _Middle(block, starts, lengths)
        hashes = _hashed(forms, heads, tails, middle)
        found = self._look_up(hashes)
        unknown = places_of(found < 0)
        if unknown.size:
            new, found[unknown] = self._enter(hashes.take(unknown))
            new = unknown.take(new)
            known, count = self._known, self._known + len(new)
            self._add(block, starts.take(new), lengths.take(new), forms.take(new))
            self._heads, self._tails = _room(self._heads, count), _room(self._tails, count)
            self._hashes = _room(self._hashes, count)
            self._heads[known:count] = heads.take(new)
            self._tails[known:count] = tails.take(new)
            self._hashes[known:count] = hashes.take(new)
        same = self._forms.take(found) == forms
        same &= self._heads.take(found) == heads
        same &= self._tails.take(found) == tails
        places = self._places.take(found.take(middle.here))
        if not (same.all() and (self._store.take(middle.within(places)) == middle.words).all()):
            raise NotPlain("two values of one hash")
        return ~found

    def _look_up(self, hashes: Words) -> Numbers:
        """Return where each value is among the known ones; -1 where it isn't."""
        mask = len(self._table) - 1
        slots = (hashes & np.uint64(mask)).view(np.int64)
        found = self._table.take(slots)
        other = self._hashes.take(found, mode="clip") != hashes
        other &= found >= 0
        wrong = places_of(other)
        while wrong.size:
            slots[wrong] = (slots.take(wrong) + 1) & mask
            there = self._table.take(slots.take(wrong))
            found[wrong] = there
            other = self._hashes.take(there, mode="clip") != hashes.take(wrong)
            wrong = wrong[other & (there >= 0)]
        return found

    def _enter(self, hashes: Words) -> tuple[Places, Numbers]:
        """Number hashes that aren't known; return the first of each, and the number of each."""
        size = len(self._table)
        while 2 * (self._known + len(hashes)) > size:
            size *= 4
        if size > len(self._table):
            self._table = np.full(size, -1, np.int32)
            slots, _ = _settled(self._table, self._hashes[: self._known])
            self._table[slots] = np.arange(self._known, dtype=np.int32)
        slots, owners = _settled(self._table, hashes)
        first = places_of(owners == np.arange(len(owners)))
        numbers = np.empty(len(hashes), np.int32)
        numbers[first] = np.arange(self._known, self._known + len(first))
        self._table[slots.take(first)] = numbers.take(first)
        return first, numbers.take(owners)

    def _add(self, block: Block, starts: Places, lengths: Places, forms: Places) -> None:
        """Keep new values in the store."""
        known, count = self._known, self._known + len(starts)
        self._forms = _room(self._forms, count)
        self._places = _room(self._places, count + 1)
        self._forms[known:count] = forms
        sizes = (lengths >> 3) + 1
        place = int(self._places[known])
        after = sizes.cumsum()
        self._places[known + 1 : count + 1] = after + place
        end = place + int(after[-1])
        self._store = _room(self._store, end)
        within = np.arange(end - place) - (after - sizes).repeat(sizes)
        found = block.word(starts.repeat(sizes) + within * WORD)
        found[after - 1] &= FIRST.take(lengths & (WORD - 1))
        self._store[place:end] = found
        self._known = count


class _Middle:
    """The words of long values that neither their first nor their last eight bytes tell."""

    __slots__ = ("_after", "_sizes", "_within", "here", "words")

    def __init__(self, block: Block, starts: Places, lengths: Places) -> None:
        self.here = places_of(lengths > 2 * WORD)
        self._sizes = (lengths.take(self.here) - (WORD + 1)) >> 3
        self._after = self._sizes.cumsum()
        first = (self._after - self._sizes).repeat(self._sizes)
        # Each value's own begin with 1: the first word is no part of the middle.
        self._within = np.arange(1, len(first) + 1) - first
        self.words = block.word(starts.take(self.here).repeat(self._sizes) + self._within * WORD)

    def within(self, places: Places) -> Places:
        """Return where in the store the words of values are that lie at places there."""
        found: Places = places.repeat(self._sizes) + self._within
        return found

    def sums(self) -> Words:
        """Return a number for the middle of each value that hardly another one has."""
        words = self.words ^ (self._within.view(np.uint64) * _MIX_AGAIN)
        _mix(words)
        return np.add.reduceat(words, self._after - self._sizes)


def _settled(table: Numbers, hashes: Words) -> tuple[Places, Places]:
    """Find a slot for each hash, the same for equal ones.

    Returns:
        The slots, and to which hash each belongs: the index of one of its equals.
    """
    mask = len(table) - 1
    slots = (hashes & np.uint64(mask)).view(np.int64)
    owners = np.zeros(len(hashes), np.int64)
    left = np.arange(len(hashes))
    while left.size:
        at = slots.take(left)
        free = places_of(table.take(at) == -1)
        # What is numbered later is told apart by being negative.
        table[at.take(free)] = -2 - left.take(free)
        there = -2 - table.take(at).astype(np.int64)
        owners[left] = there
        same = there >= 0
        same &= hashes.take(there, mode="clip") == hashes.take(left)
        left = left[~same]
        slots[left] = (slots.take(left) + 1) & mask
    return slots, owners


def _room(array: NDArray[T], size: int) -> NDArray[T]:
    """Return the array, or a larger copy where it can't hold `size` elements."""
    if size <= len(array):
        return array
    larger = np.zeros(max(size, 2 * len(array)), array.dtype)
    larger[: len(array)] = array
    return larger


def _hashed(forms: Places, heads: Words, tails: Words, middle: _Middle) -> Words:
    """Return a number for each value that hardly another value has."""
    hashes: Words = heads ^ (forms.view(np.uint64) << _HALF)
    _mix(hashes)
    hashes ^= tails
    if middle.here.size:
        hashes[middle.here] += middle.sums()
    _mix(hashes)
    return hashes


def _mix(hashes: Words) -> None:
    hashes *= _MIX
    hashes ^= hashes >> _HALF
    hashes *= _MIX_AGAIN
    hashes ^= hashes >> _HALF
