"""Bytes of a sheet's XML as numpy sees them: whole words read at any place, many at once."""

import numpy as np
from numpy.typing import NDArray

from desktop.importing.xlsx.refusal import NotPlain

Bytes = NDArray[np.uint8]
Words = NDArray[np.uint64]
Places = NDArray[np.int64]
Numbers = NDArray[np.int32]
Flags = NDArray[np.bool_]

WORD = 8
# Keeps the first n bytes of a word, n from 0 to 8.
FIRST: Words = np.array([(1 << (8 * n)) - 1 for n in range(WORD + 1)], np.uint64)


def places_of(marks: NDArray[np.generic]) -> Places:
    """Return where an array isn't zero: as flatnonzero does, without its detours."""
    return marks.nonzero()[0]


def word(text: bytes) -> np.uint64:
    """Return up to eight bytes as the number that they are when read from memory."""
    return np.uint64(int.from_bytes(text, "little"))


SPACES: Flags = np.zeros(256, np.bool_)
SPACES[list(b" \t\r\n")] = True

_LT = ord("<")
_BEFORE, _AFTER = 2 * WORD, 8 * WORD
_ONE, _TOP = np.uint64(1), np.uint64(56)
# Of a word in which one byte is 1 and the others 0, times this the top byte tells which it is.
_PLACE = word(bytes(range(7, -1, -1)))
# A piece that stays near the processor while it is looked at several times.
_AT_ONCE = 1 << 17
_MOST_SPACES = 256
_ZEROS = np.uint64(0x3030303030303030)
_HIGH, _SIX = np.uint64(0xF0F0F0F0F0F0F0F0), np.uint64(0x0606060606060606)
# Join neighbours: eight digits to four numbers of two digits, to two of four, to one of eight.
_JOINS = (
    (np.uint64(0x0F0F0F0F0F0F0F0F), np.uint64(10 * 256 + 1), np.uint64(8)),
    (np.uint64(0x00FF00FF00FF00FF), np.uint64(100 * 65_536 + 1), np.uint64(16)),
    (np.uint64(0x0000FFFF0000FFFF), np.uint64(10_000 * 4_294_967_296 + 1), np.uint64(32)),
)


class Block:
    """A piece of XML, padded so that words can be read before and after all of it.

    Places count from the start of the padding; the XML lies from `start` up to before `end`.
    """

    __slots__ = ("bytes", "end", "start", "text")

    def __init__(self, *texts: bytes | memoryview) -> None:
        size = sum(map(len, texts))
        self.text = b"".join((bytes(_BEFORE), *texts, bytes(_AFTER + -size % WORD)))
        self.start, self.end = _BEFORE, _BEFORE + size
        self.bytes: Bytes = np.frombuffer(self.text, np.uint8)

    def words(self, places: Places, count: int) -> Words:
        """Return so many words from each place on, at most seven: a line for each place."""
        size = WORD * count
        # To copy many bytes at once takes no longer than to copy one.
        windows = np.ndarray((len(self.text) - size,), f"V{size}", self.text, strides=(1,))
        return windows[places].view("<u8").reshape(len(places), count)

    def word(self, places: Places) -> Words:
        """Return the word that begins at each place."""
        return self.words(places, 1)[:, 0]

    def tags(self, first: int, second: int) -> tuple[Places, Places, int]:
        """Find the tags whose names begin with one of two letters.

        The letters must be such that hardly any others look alike once the bits are set in
        which they differ.

        Returns:
            The places of either, and how many "<" there are in all.
        """
        differ = first ^ second
        count = 0
        found = []
        for at in range(0, len(self.bytes) - WORD, _AT_ONCE):
            piece = self.bytes[at : min(at + _AT_ONCE, len(self.bytes) - WORD)]
            tags = piece == _LT
            count += int(np.count_nonzero(tags))
            marks = (self.bytes[at + 1 : at + 1 + len(piece)] | differ) == (first | differ)
            marks &= tags
            found.append(_marked(marks) + at)
        places = np.concatenate(found)
        letters = self.bytes.take(places + 1)
        ones, others = places_of(letters == first), places_of(letters == second)
        return places.take(ones), places.take(others), count

    def before_spaces(self, places: Places) -> Places:
        """Move each place back over the spaces and line ends before it."""
        for _ in range(_MOST_SPACES):
            spaces = SPACES.take(self.bytes.take(places - 1))
            if not spaces.any():
                break
            places = places - spaces
        return places


def are_digits(words: Words, but: Words | np.uint64) -> Flags:
    """Return which words are eight digits, not counting the bytes whose bits are set in `but`."""
    words = words & ~but | _ZEROS & but
    digits: Flags = (words & _HIGH) == _ZEROS
    digits &= ((words + _SIX) & _HIGH) == _ZEROS
    return digits


def whole_numbers(words: Words, lengths: Places) -> Numbers:
    """Return the numbers that the last `lengths` bytes of each word are, at most eight digits.

    Raises:
        NotPlain: one of them is no such number.
    """
    if lengths.size and int(lengths.max()) > WORD:
        raise NotPlain("a long number")
    before = WORD - lengths
    unused = (before << 3).view(np.uint64)
    found = words >> unused
    found <<= unused
    found |= FIRST.take(before) & _ZEROS
    if not are_digits(found, np.uint64(0)).all():
        raise NotPlain("no number")
    for mask, factor, shift in _JOINS:
        found &= mask
        found *= factor
        found >>= shift
    return found.astype(np.int32)


def _marked(marks: Flags) -> Places:
    """Return the places of marks, of which there are as many as a multiple of eight."""
    # Eight at a time: most of them hold none.
    groups: Words = marks.view("<u8")
    places = places_of(groups != 0)
    held = groups.take(places)
    if (held & (held - _ONE)).any():
        return places_of(marks)
    held *= _PLACE
    held >>= _TOP
    places <<= 3
    places += held.view(np.int64)
    return places
