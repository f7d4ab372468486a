"""From chosen households to a file, or to one part for a look."""

from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from desktop.domain.documents import Part
from desktop.domain.errors import UserError
from desktop.domain.leaflet import Printed
from desktop.domain.progress import Reporter, Silent
from desktop.services.desk import Desk
from desktop.services.documents import catalogue
from desktop.services.files import written_beside


def parts(desk: Desk, kind: str, ids: Sequence[int]) -> tuple[Part, ...]:
    """Deal households into the parts of a kind of document.

    Raises:
        UserError: no household was chosen.
    """
    if not ids:
        raise UserError(
            "ยังไม่มีครัวเรือนให้พิมพ์",
            "ไม่พบครัวเรือนที่เลือก กรุณาเลือกครัวเรือน หรือมอบหมายครัวเรือนให้ อพม. ก่อน แล้วพิมพ์ใหม่",
        )
    return catalogue.named(kind).parts(desk, ids)


def write(desk: Desk, kind: str, of: Sequence[Part], target: Path, report: Reporter) -> Printed:
    """Write these parts as one file, a PDF or for tables an xlsx, by the name's ending.

    Raises:
        UserError: a household is gone, the ending is not known, or the file can't be written.
        Cancelled: the clerk asked to stop; no file is left then.
    """
    way = writer(kind, target)
    with written_beside(target) as file:
        printed = way(desk, of, file, report)
    return replace(printed, file=str(target))


def writer(kind: str, target: Path) -> catalogue.Write:
    """Return what writes this kind of document by the ending of the file's name.

    Raises:
        UserError: the kind or the ending is not known.
    """
    document = catalogue.named(kind)
    ways = {".pdf": document.write, ".xlsx": document.table}
    way = ways.get(target.suffix.lower())
    if way is None:
        endings = ".pdf หรือ .xlsx" if document.table else ".pdf"
        raise UserError("ไม่รู้จักชนิดไฟล์", f"กรุณาตั้งชื่อไฟล์{document.kind.title}ให้ลงท้ายด้วย {endings}")
    return way


def preview(desk: Desk, kind: str, part: Part) -> bytes:
    """The first pages of one part as a PDF: a look takes no longer for a large batch.

    Raises:
        UserError: a household is gone.
    """
    buffer = BytesIO()
    document = catalogue.named(kind)
    (document.look or document.write)(desk, (part,), buffer, Silent())
    return buffer.getvalue()
