"""Read the sheets of a plain workbook."""

import re
from collections.abc import Sequence

from desktop.importing.xlsx.package import Package, SheetPart, after_declaration, read_package
from desktop.importing.xlsx.parcel import Parcel
from desktop.importing.xlsx.refusal import NotPlain
from desktop.importing.xlsx.sheet import PlainSheet, SheetReader
from desktop.importing.xlsx.strings import decoded, shared_text, shared_texts

_PIECE = 2 * 1024 * 1024
_FIRST_PIECE = 192 * 1024
_LARGEST_TEXTS = 512 * 1024 * 1024
_ITEM_END = b"</si>"
_ODD_ITEM = re.compile(rb"<(?:!|si[^>])")

# Shared texts, and whether no two of them are equal.
Texts = tuple[list[str], bool]
_NO_TEXTS: Texts = ([], True)


class PlainBook:
    """A workbook whose small parts are plain; each sheet may still turn out not to be.

    Raises:
        Broken: as `Parcel.pieces`.
        NotPlain: its small parts aren't plain.
    """

    def __init__(self, parcel: Parcel) -> None:
        self._parcel = parcel
        self._package: Package = read_package(parcel)
        self._texts: Texts | None = None
        self._items: list[bytes] = []

    @property
    def sheets(self) -> tuple[SheetPart, ...]:
        """The worksheets in their order."""
        return self._package.sheets

    def read(self, sheet: SheetPart, enough: int | None = None) -> PlainSheet:
        """Read a whole sheet, or of a long one only the first rows, at least `enough`.

        Raises:
            Broken: as `Parcel.pieces`.
            NotPlain: something in it isn't understood.
            Scattered: its cells are too far apart.
        """
        if enough is not None:
            reader = self._reader(sheet, _FIRST_PIECE)
            reader.read(enough)
            found = reader.finish(*self._some_shared(reader.needed()))
            if found.columns or found.about is None:
                return found
        reader = self._reader(sheet, _PIECE)
        return reader.finish(*(self._shared() if reader.read() else _NO_TEXTS))

    def _reader(self, sheet: SheetPart, piece: int) -> SheetReader:
        pieces = self._parcel.pieces(sheet.part, piece)
        return SheetReader(pieces, self._parcel.size(sheet.part), self._package)

    def _shared(self) -> Texts:
        if self._texts is None:
            xml = self._parcel.whole(self._package.texts, _LARGEST_TEXTS)
            self._texts = _NO_TEXTS if xml is None else _texts(xml)
        return self._texts

    def _some_shared(self, needed: Sequence[int]) -> Texts:
        """Return the shared texts of which only those at the needed indices are told apart."""
        if self._texts is not None or not needed:
            return self._texts or _NO_TEXTS
        if len(self._items) <= needed[-1]:
            self._items = self._first_items(needed[-1] + 1)
        texts = [""] * len(self._items)
        try:
            for index in needed:
                texts[index] = shared_text(self._items[index])
        except (IndexError, NotPlain):
            return self._shared()
        return texts, False

    def _first_items(self, count: int) -> list[bytes]:
        """Return the XML of at least so many shared texts, if there are as many."""
        if self._parcel.size(self._package.texts) < 0:
            return []
        # The next sheet will need more.
        left = max(count, 8 * len(self._items))
        pieces = []
        for piece in self._parcel.pieces(self._package.texts, _FIRST_PIECE):
            pieces.append(piece)
            # One that is cut by the end of a piece isn't counted: a few more are read.
            left -= piece.count(_ITEM_END)
            if left <= 0:
                break
        xml = b"".join(pieces)
        # An item without an end of its own would shift those after it.
        return [] if _ODD_ITEM.search(xml) else xml.split(_ITEM_END)[:-1]


def _texts(xml: bytes) -> Texts:
    texts = shared_texts(decoded(xml[after_declaration(xml) :]))
    return texts, len(set(texts)) == len(texts)
