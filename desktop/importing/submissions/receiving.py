"""Read files that phones' servers handed out; all of it in a child process (see `child`)."""

import io
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

from desktop.domain.errors import UserError
from desktop.domain.progress import Reporter
from desktop.domain.submissions import Picture, Sent, with_pictures
from desktop.importing.child import ChildReporter, run_child
from desktop.importing.refusals import damaged, refusal, unopened
from desktop.importing.submissions.instances import read_instance
from desktop.importing.submissions.tables import Table, read_tables
from desktop.importing.workbook import BOOK_SUFFIXES, TEXT_SUFFIXES, open_sheets, read_bytes

_PICTURES = frozenset({".jpg", ".jpeg", ".png", ".heic", ".webp", ".gif"})
_MOST_ENTRIES = 50_000
_LARGEST_INSTANCE = 8 * 1024 * 1024
_LARGEST_TABLE = 256 * 1024 * 1024
_LARGEST_PICTURE = 32 * 1024 * 1024
_LARGEST_IN_ALL = 768 * 1024 * 1024
_FAULTS = (
    *(zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError),
    *(ValueError, OSError, EOFError),
)


def receive(paths: Sequence[Path], report: Reporter) -> tuple[Sent, ...]:
    """Return the submissions in these files: .xml, .csv, .xlsx, or a .zip of XML or CSV.

    Raises:
        UserError: a file can't be read, or holds no submissions.
        Cancelled: the clerk asked to stop.
    """
    return run_child(_receive, tuple(paths), report=report)


def picture_bytes(picture: Picture) -> bytes:
    """Return a picture out of the file it came in.

    Raises:
        UserError: the file is away or damaged, or the picture is too large.
    """
    path = Path(picture.file)
    try:
        with zipfile.ZipFile(path) as parcel:
            return _entry(path, parcel, picture.entry, _LARGEST_PICTURE)
    except FileNotFoundError:
        raise unopened(path) from None
    except (*_FAULTS, KeyError):
        raise damaged(path) from None


def _receive(paths: tuple[Path, ...], report: ChildReporter) -> tuple[Sent, ...]:
    found: list[Sent] = []
    for number, path in enumerate(paths):
        report.at(path.name)
        report.step(number, len(paths), f"กำลังอ่าน {path.name}")
        some = tuple(_of_file(path))
        if not some:
            raise refusal(
                path,
                "ไม่พบชุดคำตอบจากโทรศัพท์",
                "ไฟล์นี้ไม่มีคอลัมน์ KEY หรือ _uuid และไม่ใช่ชุดคำตอบ XML กรุณาส่งออกจาก KoboToolbox โดยเลือก "
                "“XML values and headers” หรือจาก ODK Central เป็น CSV (.zip) แล้วลองอีกครั้ง",
            )
        found += some
    return tuple(found)


def _of_file(path: Path) -> Iterator[Sent]:
    data, suffix = read_bytes(path), path.suffix.lower()
    if suffix == ".zip":
        yield from _of_parcel(path, data)
    elif suffix == ".xml":
        yield read_instance(path.name, "", _small(path, data))
    elif suffix in TEXT_SUFFIXES | BOOK_SUFFIXES:
        yield from read_tables(path.name, _tables(path, data))
    else:
        raise refusal(
            path,
            "ไม่ใช่ไฟล์คำตอบจากโทรศัพท์",
            "โปรแกรมอ่านได้เฉพาะ .xml .csv .xlsx และ .zip กรุณาส่งออกจาก ODK หรือ KoboToolbox อีกครั้ง",
        )


def _small(path: Path, data: bytes) -> bytes:
    if len(data) > _LARGEST_INSTANCE:
        raise _too_large(path)
    return data


def _tables(path: Path, data: bytes) -> list[Table]:
    return [Table(one.name, one.rows()) for one in open_sheets(path, data)]


def _of_parcel(path: Path, data: bytes) -> Iterator[Sent]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parcel:
            yield from _unpacked(path, parcel)
    except _FAULTS:
        raise damaged(path) from None


def _unpacked(path: Path, parcel: zipfile.ZipFile) -> Iterator[Sent]:
    """Yield the submissions of a parcel; pictures stay in it, and are named only."""
    names = [one.filename for one in parcel.infolist() if not one.is_dir()]
    if len(names) > _MOST_ENTRIES:
        raise _too_large(path)
    album = _Album(
        [
            Picture(PurePosixPath(name).name, str(path), name)
            for name in names
            if _suffix(name) in _PICTURES
        ]
    )
    left, tables = _LARGEST_IN_ALL, []
    for name in names:
        largest = {".xml": _LARGEST_INSTANCE, ".csv": _LARGEST_TABLE}.get(_suffix(name))
        if largest is None:
            continue
        content = _entry(path, parcel, name, min(largest, left))
        left -= len(content)
        if _suffix(name) == ".xml":
            yield album.put_into(read_instance(path.name, name, content), name)
        elif content.strip():
            tables += _tables(Path(PurePosixPath(name).name), content)
    for sent in read_tables(path.name, tables):
        yield album.put_into(sent)


class _Album:
    """The pictures of a parcel: names are unique on one phone only."""

    def __init__(self, pictures: Sequence[Picture]) -> None:
        self._near: dict[str, list[Picture]] = {}
        for one in pictures:
            folder = PurePosixPath(one.entry).parent
            for place in {str(folder), *folder.parts}:
                self._near.setdefault(place, []).append(one)
        times = Counter(one.name for one in pictures)
        self._alone = [one for one in pictures if times[one.name] == 1]

    def put_into(self, sent: Sent, entry: str = "") -> Sent:
        """Return a submission with its pictures: those beside its own file `entry`.

        Of a table's it is those in a folder named for it, else those whose name no other bears.
        """
        if entry:
            near = self._near.get(str(PurePosixPath(entry).parent), [])
        else:
            near = [*self._alone, *self._near.get(sent.instance, ())]
        return replace(sent, pictures=with_pictures(sent.fields, near))


def _entry(path: Path, parcel: zipfile.ZipFile, name: str, largest: int) -> bytes:
    """Unpack an entry, however small its header says it is, up to a limit."""
    with parcel.open(name) as file:
        content = file.read(largest + 1)
    if len(content) > largest:
        raise _too_large(path)
    return content


def _suffix(name: str) -> str:
    return PurePosixPath(name).suffix.lower()


def _too_large(path: Path) -> UserError:
    return refusal(
        path, "ไฟล์ใหญ่เกินไป", "เนื้อหาในไฟล์ใหญ่ผิดปกติ กรุณาส่งออกเป็นหลายไฟล์ให้เล็กลง แล้วลองอีกครั้ง"
    )
