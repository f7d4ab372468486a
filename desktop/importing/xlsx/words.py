"""Give the distinct values of a sheet's cells numbers, so that each is turned into text once."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from desktop.importing.xlsx.block import (
    FIRST,
    WORD,
    Block,
    Numbers,
    Places,
    Words,
    whole_numbers,
)
from desktop.importing.xlsx.cells import Cells, Kinds
from desktop.importing.xlsx.kinds import COUNT, SHARED
from desktop.importing.xlsx.refusal import NotPlain
from desktop.importing.xlsx.strings import decoded

# Turns values of one kind, as they stand in XML, into text; the last argument tells whether
# some of them may need more than to be trimmed.
Reader = Callable[[int, Sequence[str], bool], Sequence[str]]
T = TypeVar("T", bound=np.generic)

# So many words of each value are fetched at once; longer values are looked up one by one.
_WINDOW = 6
_LONGEST = _WINDOW * WORD
_MIX, _MIX_AGAIN = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xD6E8FEB86659FD93)
_HALF = np.uint64(32)
_CLASH = "two values of one hash"


class Lexicon:
    """Numbers the values of one sheet: 1 and up the shared texts, -1 and down the others.

    0 is the empty one. Values are told apart byte for byte; their hashes only find them.
    """

    def __init__(self) -> None:
        self._known = 0
        self._highest = 0
        # Of each value its kind and length, its hash, its first and last eight bytes.
        self._forms = np.zeros(1024, np.int64)
        self._hashes = np.zeros(1024, np.uint64)
        self._heads = np.zeros(1024, np.uint64)
        self._tails = np.zeros(1024, np.uint64)
        # Where it lies in the store, filled up with zeros, of which it has at least one.
        self._places = np.zeros(1024, np.int64)
        self._store = np.zeros(1 << 13, np.uint64)
        self._table = np.full(1 << 12, -1, np.int32)
        self._single: dict[tuple[int, bytes], int] = {}

    @property
    def shared(self) -> int:
        """How many shared texts are needed."""
        return self._highest

    def number(self, kind: int, value: bytes) -> int:
        """Return the number of one value.

        Raises:
            NotPlain: the index of a shared text that isn't there.
        """
        if kind == SHARED:
            if not value.isdigit() or len(value) > WORD:
                raise NotPlain("the index of a text")
            self._highest = max(self._highest, int(value) + 1)
            return int(value) + 1
        found = self._single.get((kind, value))
        if found is None:
            found = self._single[kind, value] = ~self._known
            block, lengths = Block(value), np.array([len(value)])
            self._add(block, np.array([block.start]), lengths, lengths << 8 | kind)
        return found

    def numbers(self, block: Block, cells: Cells) -> Numbers:
        """Return the number of each cell's value.

        Raises:
            NotPlain: the index of a shared text is no number.
        """
        shared = cells.kinds == SHARED
        among = int(np.count_nonzero(shared))
        if not among:
            return self._own(block, cells.kinds, cells.starts, cells.ends)
        if among == len(shared):
            return self._shared(block, cells.starts, cells.ends)
        found = np.empty(len(shared), np.int32)
        here = np.flatnonzero(shared)
        found[here] = self._shared(block, cells.starts.take(here), cells.ends.take(here))
        here = np.flatnonzero(~shared)
        kinds, starts = cells.kinds.take(here), cells.starts.take(here)
        found[here] = self._own(block, kinds, starts, cells.ends.take(here))
        return found

    def texts(self, shared: Sequence[str], read: Reader) -> list[str]:
        """Return the text of each number, as a list counts them: from its end where below zero.

        Raises:
            NotPlain: as `read`, or not all shared texts are there.
        """
        if len(shared) < self._highest:
            raise NotPlain("the index of a text")
        kinds = self._forms[: self._known] & 0xFF
        xml = self._values()
        values = xml.split("\0")[:-1]
        special = "&" in xml or "\r" in xml or "_x00" in xml
        for kind in range(COUNT):
            mine = np.flatnonzero(kinds == kind).tolist()
            if mine and len(mine) == len(values):
                values = list(read(kind, values, special))
            elif mine:
                found = read(kind, [values[one] for one in mine], special)
                for one, text in zip(mine, found, strict=True):
                    values[one] = text
        values.reverse()
        return ["", *shared, *values]

    def _shared(self, block: Block, starts: Places, ends: Places) -> Numbers:
        found = whole_numbers(block.word(ends - WORD), ends - starts)
        found += 1
        self._highest = max(self._highest, int(found.max()))
        return found

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

    def _own(self, block: Block, kinds: Kinds, starts: Places, ends: Places) -> Numbers:
        lengths = ends - starts
        if lengths.size and int(lengths.max()) > _LONGEST:
            return self._with_long(block, kinds, starts, ends)
        short = np.minimum(lengths, WORD)
        windows = block.words(starts, _WINDOW)
        heads = windows[:, 0] & FIRST.take(short)
        tails = block.word(ends - WORD)
        tails >>= ((WORD - short) << 3).view(np.uint64)
        forms = lengths << 8
        forms |= kinds
        middles = list(_middles(windows, lengths))
        hashes = _hashed(forms, heads, tails, middles)
        found = self._look_up(hashes)
        unknown = np.flatnonzero(found < 0)
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
        if not same.all():
            raise NotPlain(_CLASH)
        places = self._places.take(found)
        for at, (here, words) in enumerate(middles, 1):
            if not (self._store.take(places.take(here) + at) == words).all():
                raise NotPlain(_CLASH)
        return ~found

    def _with_long(self, block: Block, kinds: Kinds, starts: Places, ends: Places) -> Numbers:
        """Return the numbers where some texts are too long to be looked at word by word."""
        long = ends - starts > _LONGEST
        found = np.empty(len(long), np.int32)
        here = np.flatnonzero(long)
        parts = (part.take(here).tolist() for part in (kinds, starts, ends))
        new = []
        numbers = []
        for place, (kind, start, end) in enumerate(zip(*parts, strict=True)):
            value = kind, block.text[start:end]
            number = self._single.get(value)
            if number is None:
                number = self._single[value] = ~(self._known + len(new))
                new.append(place)
            numbers.append(number)
        found[here] = numbers
        if new:
            mine = here.take(new)
            lengths = (ends - starts).take(mine)
            self._add(block, starts.take(mine), lengths, lengths << 8 | kinds.take(mine))
        here = np.flatnonzero(~long)
        if here.size:
            found[here] = self._own(block, kinds.take(here), starts.take(here), ends.take(here))
        return found

    def _look_up(self, hashes: Words) -> Numbers:
        """Return where each value is among the known ones; -1 where it isn't."""
        mask = len(self._table) - 1
        slots = (hashes & np.uint64(mask)).view(np.int64)
        found = self._table.take(slots)
        wrong = np.flatnonzero((self._hashes.take(found, mode="clip") != hashes) & (found >= 0))
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
            old = np.flatnonzero(self._hashes[: self._known])
            slots, _ = _settled(self._table, self._hashes.take(old))
            self._table[slots] = old
        slots, owners = _settled(self._table, hashes)
        first = np.flatnonzero(owners == np.arange(len(owners)))
        numbers = np.empty(len(hashes), np.int32)
        numbers[first] = np.arange(self._known, self._known + len(first))
        self._table[slots.take(first)] = numbers.take(first)
        return first, numbers.take(owners)

    def _add(self, block: Block, starts: Places, lengths: Places, forms: Places) -> None:
        """Keep new values; they aren't entered into the table."""
        known, count = self._known, self._known + len(starts)
        self._forms = _room(self._forms, count)
        self._places = _room(self._places, count + 1)
        self._hashes = _room(self._hashes, count)
        self._forms[known:count] = forms
        sizes = (lengths >> 3) + 1
        place = int(self._places[known])
        after = np.cumsum(sizes)
        self._places[known + 1 : count + 1] = after + place
        end = place + int(after[-1])
        self._store = _room(self._store, end)
        within = np.arange(end - place) - np.repeat(after - sizes, sizes)
        found = block.word(np.repeat(starts, sizes) + within * WORD)
        found[after - 1] &= FIRST.take(lengths & (WORD - 1))
        self._store[place:end] = found
        self._known = count


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
        free = np.flatnonzero(table.take(at) == -1)
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


def _middles(windows: Words, lengths: Places) -> Iterator[tuple[Places, Words]]:
    """Yield the words between the first and last eight bytes, and whose they are."""
    here = np.flatnonzero(lengths > 2 * WORD)
    left = lengths.take(here) - 2 * WORD
    for at in range(1, _WINDOW):
        if not here.size:
            return
        yield here, windows[:, at][here]
        longer = np.flatnonzero(left > WORD)
        here, left = here.take(longer), left.take(longer) - WORD


def _hashed(
    forms: Places, heads: Words, tails: Words, middles: Sequence[tuple[Places, Words]]
) -> Words:
    """Return a number for each value that hardly another value has; never 0."""
    hashes: Words = heads ^ (forms.view(np.uint64) << _HALF)
    _mix(hashes)
    hashes ^= tails
    _mix(hashes)
    for here, words in middles:
        some = hashes.take(here)
        some ^= words
        _mix(some)
        hashes[here] = some
    hashes |= hashes == 0
    return hashes


def _mix(hashes: Words) -> None:
    hashes *= _MIX
    hashes ^= hashes >> _HALF
    hashes *= _MIX_AGAIN
    hashes ^= hashes >> _HALF
