"""Papers and pictures of a household: photographs, scans and PDF files."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class PaperKind(StrEnum):
    """What a paper is."""

    PHOTO = "photo"
    SCAN = "scan"
    FILE = "file"


PAPER_KIND_LABEL = {
    PaperKind.PHOTO: "ภาพถ่าย",
    PaperKind.SCAN: "เอกสารสแกน",
    PaperKind.FILE: "ไฟล์ PDF",
}
ENDING = {"image/jpeg": ".jpg", "image/png": ".png", "application/pdf": ".pdf"}
"""How the file of each stored kind of content ends."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper read, shrunk and without what its maker hid in it; ready to be stored.

    `width` and `height` in pixels, 0 for PDF. `thumbnail` is a small JPEG, empty where there is
    none. `source_sha256` is that of the file as it came. `taken_on` is what the camera said.
    """

    title: str
    kind: PaperKind
    content: bytes
    media_type: str
    width: int
    height: int
    thumbnail: bytes
    source_sha256: str
    taken_on: date | None = None

    @property
    def sha256(self) -> str:
        """The fingerprint of its content."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class Attachment:
    """A paper of a household as stored, without its content. `size` in bytes.

    `person_id` is whom it is about, None for the household. `question` is the stable id of the
    logbook's question it belongs to, '' for none.
    """

    id: int
    version: int
    household_id: int
    title: str
    kind: PaperKind
    added_at: datetime
    media_type: str
    size: int
    width: int = 0
    height: int = 0
    thumbnail: bytes = b""
    person_id: int | None = None
    question: str = ""
    taken_on: date | None = None

    @property
    def ending(self) -> str:
        """How a file of it ends, with the dot."""
        return ENDING[self.media_type]
