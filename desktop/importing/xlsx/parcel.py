"""The parts of a workbook's zip file, unpacked piece by piece, bounded and checked."""

import contextlib
import io
import zipfile
from collections.abc import Iterator

from isal import igzip_lib, isal_zlib

from desktop.importing.xlsx.refusal import Broken, NotPlain

_PACKED_PIECE = 512 * 1024
_CHECKED_PIECE = 1024 * 1024
_LOCAL_HEADER = 30
_ENCRYPTED = 0x1


class Parcel:
    """One zip file in memory. Parts are named as the workbook's reader of cells names them.

    Raises:
        Broken: its directory can't be read.
        NotPlain: two parts answer to the same name.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as parcel:
                entries = parcel.infolist()
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, EOFError):
            raise Broken from None
        self._parts = {_plain_name(entry.filename): entry for entry in entries}
        if len(self._parts) != len(entries):
            raise NotPlain("two parts of one name")

    @property
    def names(self) -> tuple[str, ...]:
        """The parts, folders left out."""
        return tuple(name for name in self._parts if not name.endswith("/"))

    def size(self, name: str) -> int:
        """Return how large a part says it is; -1 when there is none."""
        entry = self._parts.get(_plain_name(name))
        return -1 if entry is None else entry.file_size

    def whole(self, name: str, most: int) -> bytes | None:
        """Return a part's content, or None when there is none.

        Raises:
            Broken: as `pieces`.
            NotPlain: larger than `most` bytes, or as `pieces`.
        """
        size = self.size(name)
        if size < 0:
            return None
        if size > most:
            raise NotPlain("a large part")
        return b"".join(self.pieces(name, max(size, 1)))

    def pieces(self, name: str, size: int) -> Iterator[bytes]:
        """Yield a part's content in pieces of about `size` bytes; the checksum is compared last.

        Raises:
            Broken: cut off, wrong checksum, or another size than announced.
            NotPlain: there is no such part, or it is packed in an unusual way.
        """
        entry = self._parts.get(_plain_name(name))
        if entry is None or entry.flag_bits & _ENCRYPTED:
            raise NotPlain("no such part")
        packed = self._packed(entry)
        if entry.compress_type == zipfile.ZIP_DEFLATED:
            pieces = _inflated(packed, size)
        elif entry.compress_type == zipfile.ZIP_STORED:
            pieces = (packed[at : at + size].tobytes() for at in range(0, len(packed), size))
        else:
            raise NotPlain("packed in an unusual way")
        checksum = left = 0
        left = entry.file_size
        for piece in pieces:
            left -= len(piece)
            if left < 0:
                raise Broken
            checksum = isal_zlib.crc32(piece, checksum)
            yield piece
        if left or checksum != entry.CRC:
            raise Broken

    def _packed(self, entry: zipfile.ZipInfo) -> memoryview:
        start = entry.header_offset
        header = self._data[start : start + _LOCAL_HEADER]
        if len(header) < _LOCAL_HEADER or not header.startswith(b"PK\x03\x04"):
            raise Broken
        start += _LOCAL_HEADER
        start += int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
        packed = memoryview(self._data)[start : start + entry.compress_size]
        if len(packed) < entry.compress_size:
            raise Broken
        return packed


def check(data: bytes) -> None:
    """Compare the checksums of all parts.

    Raises:
        Broken: one is wrong, or a part is cut off.
    """
    with contextlib.suppress(NotPlain):
        parcel = Parcel(data)
        for name in parcel.names:
            with contextlib.suppress(NotPlain):
                for _ in parcel.pieces(name, _CHECKED_PIECE):
                    pass


def _inflated(packed: memoryview, size: int) -> Iterator[bytes]:
    """Yield the unpacked content; only as much is held as one piece needs."""
    stream = isal_zlib.decompressobj(-15)
    try:
        for at in range(0, len(packed), _PACKED_PIECE):
            waiting: bytes | memoryview = packed[at : at + _PACKED_PIECE]
            while waiting and not stream.eof:
                piece = stream.decompress(waiting, size)
                waiting = stream.unconsumed_tail
                if piece:
                    yield piece
                elif not waiting:
                    break
            if stream.eof:
                break
        rest = stream.flush()
    except igzip_lib.IsalError:  # type: ignore[misc]  # its stub calls it a variable
        raise Broken from None
    if rest:
        yield rest
    if not stream.eof:
        raise Broken


def _plain_name(name: str) -> str:
    return name.replace("\\", "/").lower()
