"""Find the cells in a piece of a sheet's XML, all at once, and prove that nothing was missed.

The proof: each cell has one of few known forms, byte for byte up to its text; each form has a
known number of "<"; and there are no more of them in the whole piece. What has another form is
looked at one by one (see `odd`), and counts for as many as it holds.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from desktop.importing.xlsx.block import (
    FIRST,
    WORD,
    Block,
    Flags,
    Numbers,
    Places,
    Words,
    places_of,
    word,
)
from desktop.importing.xlsx.kinds import BOOL, EMPTY, ERROR, EXACT, NUMBER, SHARED, TRIMMED
from desktop.importing.xlsx.odd import OddCell, odd_cell
from desktop.importing.xlsx.refusal import NotPlain
from desktop.importing.xlsx.rows import Rows

WIDEST = 16_384

Kinds = NDArray[np.uint8]
OddCells = list[OddCell]

_ODD_AT_MOST = 2000
_ODD_SHARE = 4
_MOST_STYLE_DIGITS = 6
_QUOTE, _GT, _LETTER, _ZERO = b'">A0'
_CELL = word(b'<c r="')
# How a tag may go on after the quote that closes an attribute.
_VALUE = word(b'"><v>')
_INLINE = word(b'" t="inl'), word(b'ineStr">'), word(b"<is><t>")
_SPACED = np.array([_INLINE[1], *map(word, (b"<is><t x", b"ml:space", b'="preser'))])
_SPACED_END = word(b've">')
_SHARED, _NUMBER, _OPEN_VALUE = word(b'" t="s">'), word(b'" t="n">'), word(b"<v>")
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
    odd: OddCells

    def only(self, here: Places) -> "Cells":
        """Return some of them, and all odd ones."""
        places = self.rows.take(here), self.columns.take(here)
        texts = self.starts.take(here), self.ends.take(here)
        return Cells(*places, self.kinds.take(here), *texts, self.odd)


def joined(odd: Sequence[OddCell]) -> tuple[Block, Cells]:
    """Return the texts of odd cells in a block of their own."""
    block = Block(*(cell.text for cell in odd))
    sizes = np.array([len(cell.text) for cell in odd], np.int64)
    ends = sizes.cumsum() + block.start
    rows, columns, kinds = np.array([(cell.row, cell.column, cell.kind) for cell in odd]).T
    places = rows.astype(np.int32), columns.astype(np.int32)
    return block, Cells(*places, kinds.astype(np.uint8), ends - sizes, ends, [])


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
    typed = (shared | (heads == _NUMBER)) & (second & FIRST[3] == _OPEN_VALUE)
    shared &= typed
    values |= typed
    inline = heads == _INLINE[0]
    inline &= second == _INLINE[1]
    inline &= third & FIRST[7] == _INLINE[2]
    starts = quotes + 5
    starts += 6 * typed.view(np.uint8) + 18 * inline.view(np.uint8)
    kinds = values * np.uint8(NUMBER) + inline * np.uint8(TRIMMED)
    kinds -= shared * np.uint8(NUMBER - SHARED)
    forms = values * np.uint8(_WITH_VALUE) + inline * np.uint8(_WITH_TEXT)
    return forms, kinds, starts


class _Forms:
    """The cells of one piece while their forms are made out."""

    def __init__(self, block: Block, places: Places, rows: Rows) -> None:
        self._block = block
        self._places = places
        counts = self._counts = np.diff(places.searchsorted(rows.starts), append=len(places))
        if int(counts.sum()) < len(places) or (counts[rows.ends == 0] > 0).any():
            raise NotPlain("cells outside rows")
        self._rows: Numbers = (rows.numbers - 1).astype(np.int32).repeat(counts)
        self._stops = self._ends(rows)
        if self._stops.size and self._block.bytes[self._stops[0] - 1] != _GT:
            # A writer that sets each cell on a line of its own does so from the first on.
            self._stops = self._block.before_spaces(self._stops)
        self._styles: Numbers = np.full(len(places), -1, np.int32)
        self._styled = False
        heads = block.words(places, 2)
        placed = heads[:, 0] & FIRST[6] == _CELL
        if placed.any() or not placed.size:
            self._columns, quotes, placed = self._read_places(rows, heads, placed)
            words = block.words(quotes - WORD, 4)
            numbers = words[:, 0] >> ((WORD - rows.sizes) << 3).view(np.uint64).repeat(counts)
            placed &= numbers == rows.digits.repeat(counts)
            words = words[:, 1:]
        else:
            # No cell tells its place: they follow one another.
            first = (counts.cumsum() - counts).repeat(counts)
            self._columns = (np.arange(len(places)) - first).astype(np.int32)
            quotes, placed = places + 1, ~placed
            words = block.words(quotes, 3)
            words[:, 0] = words[:, 0] & ~FIRST[1] | np.uint64(_QUOTE)
        styled = words[:, 0] & FIRST[5] == _STYLE
        if int(np.count_nonzero(styled)) > len(places) // 2:
            quotes = self._skip_styles(styled, quotes, words)
            words = block.words(quotes, 3)
        self._forms, self._kinds, self._starts = _opened(words, quotes)
        self._forms *= placed
        rest = places_of(placed & (self._forms == 0))
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
        if self._styled:
            dated = places_of((kinds == NUMBER) & (self._styles >= 0))
            kinds[dated] = styles.take(self._styles.take(dated), mode="clip")
        kinds *= self._starts != ends
        odd = self._odd(places_of(~known), styles)
        self._prove_order()
        found = Cells(self._rows, self._columns, kinds, self._starts, ends, odd)
        return found if kinds.all() else found.only(places_of(kinds))

    def _ends(self, rows: Rows) -> Places:
        """Return where each cell ends: where the next begins, or the row ends."""
        ends = np.append(self._places[1:], 0)[: len(self._places)]
        filled = places_of(self._counts)
        ends[self._counts.cumsum().take(filled) - 1] = rows.ends.take(filled)
        return ends

    def _read_places(
        self, rows: Rows, heads: Words, placed: Flags
    ) -> tuple[Numbers, Places, Flags]:
        """Read each cell's column from its first words.

        Returns:
            The columns, the quotes that close the places, and where it could be read.
        """
        first, second, third = heads.view(np.uint8)[:, 6:9].T
        two = second >= _LETTER
        placed = placed & (first - _LETTER < 26) & (~two | (second - _LETTER < 26))
        columns = first.astype(np.int32) - _LETTER
        columns += two * ((columns + 1) * 25 + second - (_LETTER - 1))
        quotes = self._places + two
        three = two & (third >= _LETTER)
        if three.any():
            placed &= ~three | (third - _LETTER < 26)
            columns += three * ((columns + 1) * 25 + third - (_LETTER - 1))
            quotes += three
        quotes += (rows.sizes + 7).repeat(self._counts)
        return columns, quotes, placed

    def _skip_styles(self, styled: Flags, quotes: Places, words: Words) -> Places:
        """Read the styles below 100, where most cells have one; return the quotes after them."""
        tens, ones, after = words[:, :1].copy().view(np.uint8)[:, 5:8].T
        single = ones == _QUOTE
        double = (after == _QUOTE) & (ones - _ZERO < 10)
        known = styled & (tens - _ZERO < 10) & (single | double)
        tens, ones = tens.astype(np.int32) - _ZERO, ones.astype(np.int32) - _ZERO
        self._styles = np.where(known, np.where(single, tens, tens * 10 + ones), -1)
        self._styled = True
        ends: Places = quotes + known * (7 - single.view(np.uint8))
        return ends

    def _read_rest(self, here: Places, quotes: Places, heads: Words) -> None:
        """Make out the cells that are empty or have further attributes.

        Args:
            here: which cells.
            quotes: where the quotes after their places are.
            heads: the words that begin there.
        """
        types = np.zeros(len(self._places), np.uint8)
        self._read_spaced(here, quotes, heads)
        for _ in range(_MOST_ATTRIBUTES):
            left = self._stops.take(here) - quotes
            self._forms[here[(heads & FIRST[3] == _CLOSED) & (left == 3)]] = _CLOSED_FORM
            self._forms[here[(heads & FIRST[6] == _NOTHING) & (left == 6)]] = _NOTHING_FORM
            front = heads & FIRST[5]
            styled, typed = places_of(front == _STYLE), places_of(front == _TYPE)
            ends = self._read_styles(here.take(styled), quotes.take(styled) + 5)
            typed, more = self._read_types(here, typed, quotes, types)
            here = np.concatenate((here.take(styled), here.take(typed)))
            if not here.size:
                break
            quotes = np.concatenate((ends, more))
            words = self._block.words(quotes, 3)
            forms, kinds, starts = _opened(words, quotes)
            given = types.take(here)
            if ((given > 0) & (forms > 0) & (starts != quotes + 5)).any():
                raise NotPlain("a type given twice")
            self._kinds[here] = np.where(given, given, kinds)
            self._forms[here], self._starts[here] = forms, starts
            rest = places_of(forms == 0)
            here, quotes, heads = here.take(rest), quotes.take(rest), words[:, 0].take(rest)

    def _read_spaced(self, here: Places, quotes: Places, heads: Words) -> None:
        """Make out the inline texts of which the spaces around them count."""
        inline = places_of(heads == _INLINE[0])
        if inline.size:
            words = self._block.words(quotes.take(inline), 6)
            same = (words[:, 1:5] == _SPACED).all(axis=1) & (words[:, 5] & FIRST[4] == _SPACED_END)
            inline = inline[same]
            mine = here.take(inline)
            self._forms[mine] = _WITH_TEXT
            self._kinds[mine] = EXACT
            self._starts[mine] = quotes.take(inline) + 44

    def _read_styles(self, here: Places, places: Places) -> Places:
        """Read the numbers of styles; return where they end."""
        if (self._styles.take(here) >= 0).any():
            raise NotPlain("a style given twice")
        self._styled = True
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
        known = places_of(found)
        return typed.take(known), places.take(known)

    def _odd(self, here: Places, styles: Kinds) -> list[OddCell]:
        """Read the cells that have another form one by one."""
        if len(here) > max(_ODD_AT_MOST, len(self._places) // _ODD_SHARE):
            raise NotPlain("most cells are odd")
        odd = []
        for one in here.tolist():
            xml = self._block.text[int(self._places[one]) : int(self._stops[one])]
            cell = odd_cell(xml)
            if cell.row != self._rows[one]:
                raise NotPlain("a cell in another row")
            self._columns[one] = cell.column
            self.tags += xml.count(b"<")
            if cell.kind == NUMBER and cell.style >= 0:
                cell = replace(cell, kind=int(styles[min(cell.style, len(styles) - 1)]))
            if cell.kind != EMPTY:
                odd.append(cell)
        return odd

    def _prove_order(self) -> None:
        columns = self._columns
        grows = columns[1:] > columns[:-1]
        # The first cell of a row need not lie to the right of the last one of another.
        firsts = self._counts.cumsum()[:-1]
        grows[firsts[(firsts > 0) & (firsts < len(columns))] - 1] = True
        if not grows.all() or (columns.size and int(columns.max()) >= WIDEST):
            raise NotPlain("cells out of order")
