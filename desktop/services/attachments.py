"""Papers and pictures of a household: taken in, named, opened, given out."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from desktop.domain.changes import Changes
from desktop.domain.errors import Place, UserError
from desktop.domain.papers import Attachment, Paper, PaperKind
from desktop.domain.progress import Reporter, Silent
from desktop.services.desk import Desk
from desktop.services.files import written_beside
from desktop.services.shrinking import MOST_BYTES, papers_of
from desktop.storage import attachments
from desktop.storage.work import work
from desktop.thai.citizen_id import without_ids

ENDINGS = (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp", ".bmp", ".pdf")
"""How files end that can be taken in."""
_LONGEST_TITLE = 120
_PASTED = "ภาพที่วาง"


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What became of some files: how many papers were stored, which were there, which refused.

    `known` are the files the household has already, with the title they have there.
    """

    changes: Changes = field(default_factory=Changes)
    added: int = 0
    known: tuple[tuple[str, str], ...] = ()
    refused: tuple[UserError, ...] = ()


def of_household(desk: Desk, household_id: int) -> tuple[Attachment, ...]:
    """The household's papers, the newest first."""
    with desk.db.read() as session:
        return attachments.of_household(session, household_id)


def take_files(
    desk: Desk,
    household_id: int,
    files: Sequence[Path],
    *,
    scanned: bool = False,
    report: Reporter | None = None,
) -> TakenIn:
    """Give the household the papers of these files, all in one action; the files stay.

    One that can't be read, or that the household has, doesn't keep the others out.

    Raises:
        Cancelled: the clerk asked to stop; nothing is stored.
    """
    report = report or Silent()

    def read() -> Iterator[tuple[str, Callable[[], bytes]]]:
        for number, file in enumerate(files):
            report.step(number, len(files), "อ่านและย่อรูป")
            yield file.name, partial(_read, file)

    return _take(desk, household_id, read(), scanned=scanned)


def take_picture(desk: Desk, household_id: int, data: bytes) -> TakenIn:
    """Give the household a picture from the clipboard, as any file of a picture."""
    return _take(desk, household_id, [(_PASTED, lambda: data)])


def _take(
    desk: Desk,
    household_id: int,
    sources: Iterable[tuple[str, Callable[[], bytes]]],
    *,
    scanned: bool = False,
) -> TakenIn:
    # Everything is read before the unit of work begins: nobody else waits for a picture.
    papers: dict[str, Paper] = {}
    known: list[tuple[str, str]] = []
    refused: list[UserError] = []
    for name, read in sources:
        try:
            data = read()
            same = _title_of_same(desk, household_id, data)
            if same is not None:
                known.append((name, same))
                continue
            # All pages of it or none.
            for paper in tuple(papers_of(data, name, title_of(name))):
                same = _title_of_same(desk, household_id, paper.content)
                sha256 = paper.sha256
                if same is None and sha256 not in papers:
                    papers[sha256] = paper
                else:
                    known.append((name, same or papers[sha256].title))
        except UserError as error:
            refused.append(error)
    changes = Changes()
    if papers:
        label = f"แนบเอกสาร-รูป {len(papers)} รายการ"
        with work(desk.db, label, desk.actor, household_id=household_id) as current:
            for paper in papers.values():
                kind = PaperKind.SCAN if scanned else paper.kind
                attachments.add(current, household_id, replace(paper, kind=kind))
        changes = current.done
    return TakenIn(changes, len(papers), tuple(known), tuple(refused))


def title_of(name: str) -> str:
    """What a paper is called at first: as its file was, without an id that stood in its name."""
    return without_ids(Path(name).stem)[:_LONGEST_TITLE]


def _title_of_same(desk: Desk, household_id: int, data: bytes) -> str | None:
    with desk.db.read() as session:
        sha256 = hashlib.sha256(data).hexdigest()
        return attachments.title_of_same(session, household_id, [sha256])


def _read(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(MOST_BYTES + 1)
    except OSError:
        raise UserError(
            "แนบไฟล์นี้ไม่ได้",
            "เปิดไฟล์ไม่ได้ ไฟล์อาจถูกย้าย หรือเปิดค้างอยู่ในโปรแกรมอื่น กรุณาตรวจแล้วแนบใหม่",
            Place(file=file.name),
        ) from None


def save(desk: Desk, attachment: Attachment) -> Changes:
    """Store what the clerk says of a paper.

    Raises:
        StaleVersionError: someone saved it since it was read.
    """
    home = attachment.household_id
    with work(desk.db, "แก้ไขเอกสาร-รูป", desk.actor, household_id=home) as current:
        attachments.change(current, attachment)
    return current.done


def remove(desk: Desk, attachment: Attachment) -> Changes:
    """Take a paper out; undo brings it back whole.

    Raises:
        StaleVersionError: someone saved it since it was read.
    """
    home = attachment.household_id
    with work(desk.db, "นำเอกสาร-รูปออก", desk.actor, household_id=home) as current:
        attachments.remove(current, attachment)
    return current.done


def content(desk: Desk, attachment: Attachment) -> bytes:
    """A paper's bytes.

    Raises:
        UserError: it was taken out meanwhile.
    """
    with desk.db.read() as session:
        found = attachments.content_of(session, attachment.id)
    if found is None:
        raise UserError("ไม่พบเอกสารนี้แล้ว", "เอกสารถูกนำออกหลังจากที่เปิดหน้านี้ กรุณาเปิดครัวเรือนใหม่")
    return found


def save_as(desk: Desk, attachment: Attachment, target: Path) -> Path:
    """Write a paper to a file the clerk chose.

    Raises:
        UserError: it was taken out meanwhile, or the file can't be written.
    """
    data = content(desk, attachment)
    with written_beside(target) as file:
        file.write(data)
    return target
