"""Read the sheets of a plain workbook."""

from desktop.importing.xlsx.package import Package, SheetPart, after_declaration, read_package
from desktop.importing.xlsx.parcel import Parcel
from desktop.importing.xlsx.sheet import PlainSheet, SheetReader
from desktop.importing.xlsx.strings import decoded, shared_texts

_PIECE = 2 * 1024 * 1024
_FIRST_PIECE = 192 * 1024
_LARGEST_TEXTS = 512 * 1024 * 1024
_ITEM_END, _TEXTS_END = b"</si>", b"</sst>"

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
            found = reader.finish(*self._first_shared(reader.read(enough)))
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
            self._texts = _NO_TEXTS if xml is None else _texts(xml, b"")
        return self._texts

    def _first_shared(self, count: int) -> Texts:
        """Return at least the first `count` shared texts, if there are as many."""
        if self._texts is not None or not count or self._parcel.size(self._package.texts) < 0:
            return self._texts or _NO_TEXTS
        xml = b""
        for piece in self._parcel.pieces(self._package.texts, _FIRST_PIECE):
            xml += piece
            if xml.count(_ITEM_END) >= count:
                return _texts(xml[: xml.rfind(_ITEM_END) + len(_ITEM_END)], _TEXTS_END)
        return self._shared()


def _texts(xml: bytes, end: bytes) -> Texts:
    texts = shared_texts(decoded(xml[after_declaration(xml) :] + end))
    return texts, len(set(texts)) == len(texts)
