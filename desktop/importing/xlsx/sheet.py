"""Read one worksheet: its part in pieces, each cut where a row begins."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain

import numpy as np

from desktop.importing.column import Column
from desktop.importing.hidden import Hidden
from desktop.importing.xlsx.block import Block
from desktop.importing.xlsx.cells import OddCells, find_cells, joined
from desktop.importing.xlsx.gather import Gatherer
from desktop.importing.xlsx.kinds import NUMBER
from desktop.importing.xlsx.package import Package, Tag, after_declaration, elements
from desktop.importing.xlsx.refusal import NotPlain
from desktop.importing.xlsx.rows import RowScanner
from desktop.importing.xlsx.strings import decoded
from desktop.importing.xlsx.values import texts_of
from desktop.importing.xlsx.words import Lexicon

_LONGEST_HEAD = 8 * 1024 * 1024
_LONGEST_ROW = 32 * 1024 * 1024
_MANY_ODD = 10_000
_DATA = re.compile(rb"<sheetData\s*(/?)>")
_END = b"</sheetData>"
_C, _R = b"cr"
_ROW, _BREAKS = b"<row", b"<rowB"
_RANGE = re.compile(r"[A-Z]{1,3}[1-9][0-9]{0,6}(?::[A-Z]{1,3}[1-9][0-9]{0,6})?")
_SPAN = re.compile(r"[0-9]{1,9} [0-9]{1,9}")
_NAMES = {"dimension": ("ref",), "col": ("min", "max")}


class SheetXml:
    """The XML of a worksheet, as it comes out of the parcel."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        head = b""
        found = None
        for piece in pieces:
            head += piece
            found = _DATA.search(head)
            if found or len(head) > _LONGEST_HEAD:
                break
        if found is None:
            raise NotPlain("no cells")
        text = head[: found.end()]
        self.head: list[Tag] = elements(
            decoded(text[after_declaration(text) :]), {"dimension", "col"}
        )
        for tag, given in self.head:
            form = _RANGE if tag == "dimension" else _SPAN
            if not form.fullmatch(" ".join(given.get(name, "") for name in _NAMES[tag])):
                raise NotPlain("what comes before the cells")
        self._rest = None if found[1] else head[found.end() :]

    def hidden_columns(self, width: int) -> int:
        """Return how many of the first `width` columns are hidden."""
        spans = (
            (int(given.get("min", "1")), int(given.get("max", "1")))
            for tag, given in self.head
            if tag == "col" and given.get("hidden") in ("1", "true")
        )
        return sum(max(min(last, width) - first + 1, 0) for first, last in spans)

    def join(self, rows: int) -> None:
        """Let the first block be of so many rows, where they aren't too long and not fewer.

        To look at few rows takes as long as to look at ten times as many.
        """
        if self._rest is None:
            return
        text, after = self._rest, 0
        # The last row of a piece waits for the next one.
        for _ in range(rows + 2):
            while (at := text.find(_ROW, after)) < 0:
                piece = next(self._pieces, None) if len(text) < _LONGEST_HEAD else None
                if piece is None:
                    self._rest = text
                    return
                after = max(len(text) - len(_ROW) + 1, after)
                text += piece
            after = at + 1
        self._rest, self._pieces = text[:at], chain([text[at:]], self._pieces)

    def blocks(self) -> Iterator[Block]:
        """Yield pieces of whole rows; then read on to the end of the part, to check it.

        Raises:
            Broken: as the pieces.
            NotPlain: a row is too long, or the rows don't end.
        """
        waiting = b""
        piece = self._rest
        while piece is not None:
            cut = _last_row(piece)
            if cut > 0:
                yield Block(waiting, memoryview(piece)[:cut])
                waiting, piece = b"", piece[cut:]
            known = max(len(waiting) - len(_END), 0)
            waiting += piece
            end = waiting.find(_END, known)
            if end >= 0:
                yield Block(waiting[:end])
                break
            if len(waiting) > _LONGEST_ROW:
                raise NotPlain("a long row")
            piece = next(self._pieces, None)
            if piece is None:
                raise NotPlain("rows without an end")
        for _ in self._pieces:
            pass


def _last_row(piece: bytes) -> int:
    """Return where the last row begins, but 0 where rows have ended before."""
    cut = piece.rfind(_ROW)
    if cut + len(_ROW) == len(piece):
        # Whether this is a row only the next piece tells.
        cut = piece.rfind(_ROW, 0, cut)
    return 0 if piece.startswith(_BREAKS, max(cut, 0)) else cut


@dataclass(frozen=True, slots=True)
class PlainSheet:
    """The cells of a sheet, and what of it is hidden.

    `about` is roughly how many rows there are where only the first were read.
    """

    columns: tuple[Column, ...]
    hides: Hidden
    about: int | None


class SheetReader:
    """Reads a sheet from its part's pieces, as far as is wanted."""

    def __init__(self, pieces: Iterator[bytes], size: int, package: Package) -> None:
        self._size = size
        self._read = partial(texts_of, starts_1904=package.starts_1904)
        self._styles = np.array([*package.styles, NUMBER], np.uint8)
        self._xml = SheetXml(pieces)
        self._rows = RowScanner()
        self._lexicon = Lexicon()
        self._gatherer = Gatherer()
        self._hidden: list[int] = []
        self._odd = OddCells()
        self._count = self._bytes = 0
        self._whole = self._few = False

    def read(self, enough: int | None = None) -> int:
        """Read all rows, or only until there are enough; return how many shared texts they need.

        Raises:
            Broken: as the pieces.
            NotPlain: something isn't understood.
        """
        if enough is not None:
            self._few = True
            self._xml.join(enough)
        for block in self._xml.blocks():
            places, starts, tags = block.tags(_C, _R)
            rows = self._rows.scan(block, starts)
            cells = find_cells(block, places, tags, rows, self._styles)
            numbers = self._lexicon.numbers(block, cells.kinds, cells.starts, cells.ends)
            self._gatherer.add(cells.rows, cells.columns, numbers)
            self._odd += cells.odd
            if len(self._odd) > _MANY_ODD:
                self._take_odd()
            self._hidden += rows.hidden
            self._count += len(rows.starts)
            self._bytes += len(block.text)
            if enough is not None and self._count >= enough:
                break
        else:
            self._whole = True
        self._take_odd()
        return self._lexicon.shared

    def needed(self) -> list[int]:
        """Return the indices of the shared texts that are needed, in their order."""
        return self._gatherer.shared() if self._lexicon.shared else []

    def _take_odd(self) -> None:
        if self._odd:
            block, cells = joined(self._odd)
            numbers = self._lexicon.numbers(block, cells.kinds, cells.starts, cells.ends)
            self._gatherer.add_few(cells.rows, cells.columns, numbers)
            self._odd = OddCells()

    def finish(self, shared: Sequence[str], differ: bool) -> PlainSheet:
        """Return what was read.

        Args:
            shared: the shared texts, as many as are needed.
            differ: whether no two of them are equal.

        Raises:
            NotPlain: something isn't understood.
            Scattered: the cells are too far apart.
        """
        texts = self._lexicon.texts(shared, differ, self._read)
        columns = self._gatherer.columns(*texts, together=self._few)
        height = len(columns[0]) if columns else 0
        hidden = sum(row <= height for row in self._hidden)
        hides = Hidden(hidden, self._xml.hidden_columns(len(columns)))
        about = None if self._whole else self._count * self._size // self._bytes
        return PlainSheet(columns, hides, about)
