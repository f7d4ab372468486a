"""The pages of scanned leaflets."""

from PySide6.QtCore import QObject

from desktop.domain.scans import TRUST_LABEL, ScannedPage, Trust
from desktop.models.records import Column, RecordsModel
from desktop.models.roles import NUMBERS, OVERDUE_ROLE

STATE = 3
KNOWN = "ไม่รับซ้ำ"
NOBODY = "ไม่ทราบครัวเรือน"


def pages_model(parent: QObject | None = None) -> RecordsModel[ScannedPage]:
    """Return the table of pages; those a person must key by hand are marked."""

    def marked(page: ScannedPage, role: int) -> object:
        return not page.is_read and not page.known if role == OVERDUE_ROLE else None

    return RecordsModel(
        (
            Column("ไฟล์", lambda p: p.file, tip=lambda p: p.file),
            Column("หน้า", lambda p: f"{p.number:,}", align=NUMBERS),
            Column("ครัวเรือน", lambda p: p.called or NOBODY),
            Column("ผลการอ่าน", state_of, tip=lambda p: "\n".join(p.words), more=marked),
        ),
        parent,
    )


def state_of(page: ScannedPage) -> str:
    """Say in a few words what becomes of a page."""
    if page.known:
        return KNOWN
    if page.reading.trust is not Trust.GOOD:
        return TRUST_LABEL[page.reading.trust]
    if not page.household_id:
        return NOBODY
    count = len(page.reading.boxes)
    return f"อ่าน {count:,} ช่อง" if count else "เก็บเป็นภาพ"
