"""The folder a scanner writes to: what lies there and no household has yet."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from desktop.domain.errors import UserError
from desktop.domain.progress import Reporter, Silent
from desktop.services.attachments import ENDINGS
from desktop.services.desk import Desk
from desktop.services.preferences import remember
from desktop.services.shrinking import MOST_BYTES, glimpse
from desktop.storage import attachments

MOST_OFFERED = 30


@dataclass(frozen=True, slots=True)
class Scan:
    """A file in the scanner's folder. `thumbnail` is a JPEG, empty where it can't be read."""

    path: Path
    modified: datetime
    size: int
    thumbnail: bytes


def remember_folder(desk: Desk, folder: Path) -> Desk:
    """Keep where the scanner writes; return the desk that knows. All in it is new at first."""
    return remember(desk, scan_folder=str(folder), scans_seen=0)


def offered(desk: Desk, report: Reporter | None = None) -> tuple[Scan, ...]:
    """Return the newest files of the folder that no household has and that were not waved off.

    At most MOST_OFFERED. They are only looked at, and stay where they are.

    Raises:
        UserError: the folder isn't there or can't be read.
        Cancelled: nobody waits for the answer any more.
    """
    report = report or Silent()
    found: list[Scan] = []
    for path, modified, size in _files(desk):
        report.step(len(found), MOST_OFFERED, "ดูโฟลเดอร์สแกน")
        if len(found) == MOST_OFFERED:
            break
        try:
            data = path.read_bytes()
        except OSError:
            continue  # the scanner still holds it; it is offered the next time
        with desk.db.read() as session:
            if attachments.received(session, [hashlib.sha256(data).hexdigest()]):
                continue
        found.append(Scan(path, modified, size, glimpse(data)))
    return tuple(found)


def wave_off(desk: Desk, scans: Sequence[Scan]) -> Desk:
    """Offer none of these, nor what is older, again; return the desk that knows."""
    newest = max((scan.modified.timestamp() for scan in scans), default=0)
    return remember(desk, scans_seen=max(desk.settings.scans_seen, int(newest) + 1))


def _files(desk: Desk) -> list[tuple[Path, datetime, int]]:
    """Files of the folder that may be papers, the newest first."""
    folder = Path(desk.settings.scan_folder)
    found: list[tuple[Path, datetime, int]] = []
    try:
        for path in folder.iterdir():
            if path.suffix.lower() not in ENDINGS:
                continue
            about = path.stat()
            if about.st_mtime >= desk.settings.scans_seen and 0 < about.st_size <= MOST_BYTES:
                moment = datetime.fromtimestamp(about.st_mtime, UTC)
                found.append((path, moment, about.st_size))
    except OSError:
        raise UserError(
            "เปิดโฟลเดอร์สแกนไม่ได้",
            f"โฟลเดอร์ {folder} ไม่มีอยู่หรือเปิดไม่ได้ กรุณาตรวจว่าเครื่องสแกนเก็บไฟล์ไว้ที่ใด แล้วเลือกโฟลเดอร์ใหม่",
        ) from None
    return sorted(found, key=lambda one: (-one[1].timestamp(), one[0].name))
