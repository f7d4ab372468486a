"""Find the cells in a piece of a sheet's XML, all at once, and prove that nothing was missed.

The proof: each cell has one of few known forms, byte for byte up to its text; each form has a
known number of "<"; and there are no more of them in the whole piece. What has another form is
looked at one by one (see `odd`), and counts for as many as it holds.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from desktop.importing.xlsx.block import FIRST, WORD, Block, Flags, Numbers, Places, Words, word
from desktop.importing.xlsx.kinds import BOOL, EMPTY, ERROR, EXACT, NUMBER, SHARED, TRIMMED
from desktop.importing.xlsx.odd import OddCell, odd_cell
from desktop.importing.xlsx.refusal import NotPlain
from desktop.importing.xlsx.rows import Rows

WIDEST = 16_384

Kinds = NDArray[np.uint8]

_ODD_AT_MOST = 2000
_ODD_SHARE = 4
_MOST_STYLE_DIGITS = 6
_QUOTE, _GT, _LETTER, _ZERO = b'">A0'
_CELL = word(b'<c r="')
# How a tag may go on after the quote that closes an attribute.
_VALUE = word(b'"><v>')
_INLINE = word(b'" t="inl'), word(b'ineStr">'), word(b"<is><t>")
_SHARED, _OPEN_VALUE = word(b'" t="s">'), word(b"<v>")
_STYLE, _TYPE = word(b'" s="'), word(b'" t="')
_CLOSED, _NOTHING = word(b'"/>'), word(b'"></c>')
# How a cell ends.
_VALUE_END = word(b"</v></c>")
_INLINE_END = word(b"</t><"), word(b"/is></c>")
_THREE_BYTES = np.uint64(24)
_WITH_VALUE, _WITH_TEXT, _CLOSED_FORM, _NOTHING_FORM = range(1, 5)
_MOST_ATTRIBUTES = 4
# The other types, up to their closing quote.
_TYPES = (
    (word(b'n"'), FIRST[2], 1, NUMBER),
    (word(b's"'), FIRST[2], 1, SHARED),
    (word(b'b"'), FIRST[2], 1, BOOL),
    (word(b'e"'), FIRST[2], 1, ERROR),
    (word(b'str"'), FIRST[4], 3, EXACT),
)


@dataclass(slots=True)
class Cells:
    """Cells of a piece that hold something, from left to right, row by row.

    Rows and columns count from 0; the text of a cell lies from `starts` up to before `ends`.
    """

    rows: Numbers
    columns: Numbers
    kinds: Kinds
    starts: Places
    ends: Places
    odd: list[OddCell]


def find_cells(block: Block, places: Places, tags: int, rows: Rows, styles: Kinds) -> Cells:
    """Return the cells that hold something.

    Args:
        block: whole rows.
        places: where tags begin that may be cells'.
        tags: how many "<" the block has.
        rows: the rows in it.
        styles: the kind of number of each style; the last is meant by all further ones.

    Raises:
        NotPlain: there is anything that isn't understood.
    """
    forms = _Forms(block, places, rows)
    cells = forms.cells(styles)
    if forms.tags + rows.tags != tags:
        raise NotPlain("something between the cells")
    return cells


def _opened(words: Words, quotes: Places) -> tuple[Kinds, Kinds, Places]:
    """Make out how tags go on after quotes, of each of which three words are given.

    Returns:
        The form of each cell, 0 where it isn't made out; the kind of its value; where it begins.
    """
    heads, second, third = words[:, 0], words[:, 1], words[:, 2]
    values = heads & FIRST[5] == _VALUE
    shared = heads == _SHARED
    shared &= second & FIRST[3] == _OPEN_VALUE
    inline = heads == _INLINE[0]
    inline &= second == _INLINE[1]
    inline &= third & FIRST[7] == _INLINE[2]
    starts = quotes + 5
    starts += 6 * shared.view(np.uint8) + 18 * inline.view(np.uint8)
    kinds = values * np.uint8(NUMBER) + shared * np.uint8(SHARED) + inline * np.uint8(TRIMMED)
    forms = (values | shared) * np.uint8(_WITH_VALUE) + inline * np.uint8(_WITH_TEXT)
    return forms, kinds, starts


class _Forms:
    """The cells of one piece while their forms are made out."""

    def __init__(self, block: Block, places: Places, rows: Rows) -> None:
        self._block = block
        self._places = places
        counts = self._counts = np.diff(np.searchsorted(places, rows.starts), append=len(places))
        if int(counts.sum()) < len(places) or (counts[rows.ends == 0] > 0).any():
            raise NotPlain("cells outside rows")
        self._numbers: Numbers = np.repeat(rows.numbers.astype(np.int32), counts)
        self._stops = self._ends(rows)
        if self._stops.size and self._block.bytes[self._stops[0] - 1] != _GT:
            # A writer that sets each cell on a line of its own does so from the first on.
            self._stops = self._block.before_spaces(self._stops)
        self._styles: Numbers | None = None
        placed = block.word(places) & FIRST[6] == _CELL
        if placed.any() or not placed.size:
            self._columns, quotes, placed = self._read_places(rows, placed)
            words = block.words(quotes - WORD, 4)
            numbers = words[:, 0] >> np.repeat(((WORD - rows.sizes) << 3).view(np.uint64), counts)
            placed &= numbers == np.repeat(rows.digits, counts)
            words = words[:, 1:]
        else:
            # No cell tells its place: they follow one another.
            first = np.repeat(np.cumsum(counts) - counts, counts)
            self._columns = (np.arange(len(places)) - first).astype(np.int32)
            quotes, placed = places + 1, ~placed
            words = block.words(quotes, 3)
            words[:, 0] = words[:, 0] & ~FIRST[1] | np.uint64(_QUOTE)
        self._forms, self._kinds, self._starts = _opened(words, quotes)
        self._forms *= placed
        rest = np.flatnonzero(placed & (self._forms == 0))
        if rest.size:
            self._read_rest(rest, quotes.take(rest), words[:, 0].take(rest))

    def cells(self, styles: Kinds) -> Cells:
        """Return the cells that hold something."""
        stops = self._stops
        words = self._block.words(stops - 2 * WORD, 2)
        before, closes = words[:, 0], words[:, 1]
        values = self._forms == _WITH_VALUE
        values &= closes == _VALUE_END
        inline = self._forms == _WITH_TEXT
        inline &= closes == _INLINE_END[1]
        inline &= before >> _THREE_BYTES == _INLINE_END[0]
        ends = stops - WORD
        ends -= 5 * inline.view(np.uint8)
        known = values | inline
        kinds = self._kinds * known
        self.tags = 4 * int(np.count_nonzero(values)) + 6 * int(np.count_nonzero(inline))
        if not known.all():
            known |= self._forms >= _CLOSED_FORM
            self.tags += int(np.count_nonzero(self._forms == _CLOSED_FORM))
            self.tags += 2 * int(np.count_nonzero(self._forms == _NOTHING_FORM))
        if self._styles is not None:
            dated = np.flatnonzero((kinds == NUMBER) & (self._styles >= 0))
            kinds[dated] = styles.take(self._styles.take(dated), mode="clip")
        kinds *= self._starts != ends
        odd = self._odd(np.flatnonzero(~known), styles)
        self._prove_order()
        parts = self._numbers - 1, self._columns, kinds, self._starts, ends
        if not kinds.all():
            kept = np.flatnonzero(kinds)
            parts = tuple(part.take(kept) for part in parts)
        return Cells(*parts, odd)

    def _ends(self, rows: Rows) -> Places:
        """Return where each cell ends: where the next begins, or the row ends."""
        ends = np.append(self._places[1:], 0)[: len(self._places)]
        filled = np.flatnonzero(self._counts)
        ends[np.cumsum(self._counts).take(filled) - 1] = rows.ends.take(filled)
        return ends

    def _read_places(self, rows: Rows, placed: Flags) -> tuple[Numbers, Places, Flags]:
        """Read each cell's column.

        Returns:
            The columns, the quotes that close the places, and where it could be read.
        """
        block, places = self._block, self._places
        first, second = block.bytes.take(places + 6), block.bytes.take(places + 7)
        two = second >= _LETTER
        placed = placed & (first - _LETTER < 26) & (~two | (second - _LETTER < 26))
        columns = first.astype(np.int32) - _LETTER
        columns += two * ((columns + 1) * 25 + second - (_LETTER - 1))
        quotes = places + two
        third = block.bytes.take(places + 8)
        three = two & (third >= _LETTER)
        if three.any():
            placed &= ~three | (third - _LETTER < 26)
            columns += three * ((columns + 1) * 25 + third - (_LETTER - 1))
            quotes += three
        quotes += np.repeat(rows.sizes + 7, self._counts)
        return columns, quotes, placed

    def _read_rest(self, here: Places, quotes: Places, heads: Words) -> None:
        """Make out the cells that are empty or have further attributes.

        Args:
            here: which cells.
            quotes: where the quotes after their places are.
            heads: the words that begin there.
        """
        self._styles = np.full(len(self._places), -1, np.int32)
        types = np.zeros(len(self._places), np.uint8)
        for _ in range(_MOST_ATTRIBUTES):
            left = self._stops.take(here) - quotes
            self._forms[here[(heads & FIRST[3] == _CLOSED) & (left == 3)]] = _CLOSED_FORM
            self._forms[here[(heads & FIRST[6] == _NOTHING) & (left == 6)]] = _NOTHING_FORM
            front = heads & FIRST[5]
            styled, typed = np.flatnonzero(front == _STYLE), np.flatnonzero(front == _TYPE)
            ends = self._read_styles(here.take(styled), quotes.take(styled) + 5)
            typed, more = self._read_types(here, typed, quotes, types)
            here = np.concatenate((here.take(styled), here.take(typed)))
            if not here.size:
                break
            quotes = np.concatenate((ends, more))
            words = self._block.words(quotes, 3)
            forms, kinds, starts = _opened(words, quotes)
            given = types.take(here)
            if ((given > 0) & (kinds > NUMBER)).any():
                raise NotPlain("a type given twice")
            self._kinds[here] = np.where(given, given, kinds)
            self._forms[here], self._starts[here] = forms, starts
            rest = np.flatnonzero(forms == 0)
            here, quotes, heads = here.take(rest), quotes.take(rest), words[:, 0].take(rest)

    def _read_styles(self, here: Places, places: Places) -> Places:
        """Read the numbers of styles; return where they end."""
        if (self._styles.take(here) >= 0).any():
            raise NotPlain("a style given twice")
        styles = np.zeros(len(here), np.int32)
        going = np.ones(len(here), np.bool_)
        for _ in range(_MOST_STYLE_DIGITS):
            digits = self._block.bytes.take(places) - _ZERO
            going &= digits < 10
            if not going.any():
                break
            styles = np.where(going, styles * 10 + digits, styles)
            places = places + going
        self._styles[here] = styles
        return places

    def _read_types(
        self, here: Places, typed: Places, quotes: Places, types: Kinds
    ) -> tuple[Places, Places]:
        """Read types; return which are known, as indices into `here`, and where they end."""
        mine = here.take(typed)
        if types.take(mine).any():
            raise NotPlain("a type given twice")
        places = quotes.take(typed) + 5
        given = self._block.word(places)
        found = np.zeros(len(mine), np.uint8)
        for name, mask, size, kind in _TYPES:
            same = given & mask == name
            found[same] = kind
            places += same * size
        types[mine] = found
        known = np.flatnonzero(found)
        return typed.take(known), places.take(known)

    def _odd(self, here: Places, styles: Kinds) -> list[OddCell]:
        """Read the cells that have another form one by one."""
        if len(here) > max(_ODD_AT_MOST, len(self._places) // _ODD_SHARE):
            raise NotPlain("most cells are odd")
        odd = []
        for one in here.tolist():
            xml = self._block.text[int(self._places[one]) : int(self._stops[one])]
            cell = odd_cell(xml)
            if cell.row + 1 != self._numbers[one]:
                raise NotPlain("a cell in another row")
            self._columns[one] = cell.column
            self.tags += xml.count(b"<")
            if cell.kind == NUMBER and cell.style >= 0:
                cell = replace(cell, kind=int(styles[min(cell.style, len(styles) - 1)]))
            if cell.kind != EMPTY:
                odd.append(cell)
        return odd

    def _prove_order(self) -> None:
        columns, numbers = self._columns, self._numbers
        grows = (columns[1:] > columns[:-1]) | (numbers[1:] > numbers[:-1])
        if not grows.all() or (columns.size and int(columns.max()) >= WIDEST):
            raise NotPlain("cells out of order")
