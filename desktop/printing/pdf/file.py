"""Objects of a PDF file, each written once and forgotten: memory doesn't grow with the file."""

import hashlib
import struct
from io import BytesIO
from typing import BinaryIO

from isal import isal_zlib

# Four bytes above 127 tell programs that move files that this one is not text.
_HEAD = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_ROW = struct.Struct(">BQH")
_FREE = (0, 0, 0)
_PACK = 200
# Six times as fast as zlib for a tenth more bytes.
_LEVEL = 2


class PdfFile:
    """Writes numbered objects; equal objects give equal bytes."""

    def __init__(self, target: BinaryIO) -> None:
        self._target = target
        # Where each object is: its kind (1 by itself, 2 packed), the place, its number in a pack.
        self._places: list[tuple[int, int, int]] = []
        self._small: list[tuple[int, bytes]] = []
        self._packs: list[int] = []
        self._digest = hashlib.sha256()
        self._at = target.write(_HEAD)

    def reserve(self) -> int:
        """Return the number of an object that is written later."""
        self._places.append(_FREE)
        return len(self._places)

    def put(self, number: int, body: bytes) -> None:
        """Write a reserved object."""
        self._places[number - 1] = (1, self._at, 0)
        self._at += self._target.write(b"%d 0 obj\n%b\nendobj\n" % (number, body))

    def pack(self, number: int, body: bytes) -> None:
        """Write a reserved object that is small and one of many: packed with its like."""
        self._small.append((number, body))
        if len(self._small) == _PACK:
            self._write_pack()

    def _write_pack(self) -> None:
        pack = self.reserve()
        heads, at = [], 0
        for place, (number, body) in enumerate(self._small):
            self._places[number - 1] = (2, pack, place)
            heads.append(b"%d %d" % (number, at))
            at += len(body) + 1
        head = b" ".join(heads) + b"\n"
        entries = b"/Type/ObjStm/N %d/First %d" % (len(self._small), len(head))
        bodies = b"\n".join([body for _, body in self._small])
        self.stream(head + bodies, entries, pack)
        self._small = []

    def add(self, body: bytes) -> int:
        """Write an object and return its number."""
        number = self.reserve()
        self.put(number, body)
        return number

    def stream(self, data: bytes, entries: bytes = b"", number: int = 0) -> int:
        """Write a compressed stream, as the reserved `number` or a new one, and return it."""
        return self.compressed(compress(data), entries, number)

    def compressed(self, packed: bytes, entries: bytes = b"", number: int = 0) -> int:
        """Write a stream that `compress` made."""
        self._digest.update(packed)
        number = number or self.reserve()
        head = b"<<%b/Filter/FlateDecode/Length %d>>" % (entries, len(packed))
        self.put(number, b"%b\nstream\n%b\nendstream" % (head, packed))
        return number

    def close(self, root: int, info: int) -> None:
        """Write the table of objects. The file's id comes of its content, not of the clock."""
        if self._small:
            self._write_pack()
        table = self.reserve()
        self._places[-1] = (1, self._at, 0)
        rows = b"".join([_ROW.pack(*place) for place in (_FREE, *self._places)])
        name = self._digest.hexdigest()[:32].encode()
        start = self._at
        entries = b"/Type/XRef/W[1 8 2]/Size %d/Root %d 0 R/Info %d 0 R/ID[<%b><%b>]"
        self.stream(rows, entries % (table + 1, root, info, name, name), table)
        self._target.write(b"startxref\n%d\n%%%%EOF\n" % start)


class LooseFile(PdfFile):
    """Keeps only the streams, for a file that is written elsewhere."""

    def __init__(self) -> None:
        super().__init__(BytesIO())
        self.streams: list[bytes] = []

    def put(self, number: int, body: bytes) -> None:
        """Forget the object."""

    def pack(self, number: int, body: bytes) -> None:
        """Forget the object."""

    def compressed(self, packed: bytes, entries: bytes = b"", number: int = 0) -> int:
        """Keep the stream."""
        self.streams.append(packed)
        return number or self.reserve()


def compress(data: bytes) -> bytes:
    """Return data as streams hold it."""
    return isal_zlib.compress(data, _LEVEL)


def text_string(text: str) -> bytes:
    """Return any text as a PDF string."""
    return b"<FEFF%b>" % text.encode("utf-16-be", "replace").hex().upper().encode()
