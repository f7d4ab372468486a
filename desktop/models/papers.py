"""Papers and pictures of a household, and the files that wait in the scanner's folder."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap

from desktop.domain.papers import PAPER_KIND_LABEL, Attachment, PaperKind
from desktop.models.records import Choices, Column, RecordsModel
from desktop.models.roles import NUMBERS
from desktop.services.scan_folder import Scan
from desktop.thai.dates import thai_date, thai_datetime

PICTURE, TITLE, KIND, WHOSE, TAKEN_ON, ADDED_AT, SIZE = range(7)
UNNAMED = "(ไม่มีชื่อ)"
_HOUSEHOLD = "ทั้งครัวเรือน"


def papers_model(
    people: Callable[[], Choices], parent: QObject | None = None
) -> RecordsModel[Attachment]:
    """Return the editable list; `people` are the household's members by their row ids."""

    def whose() -> Choices:
        return ((None, _HOUSEHOLD), *people())

    return RecordsModel(
        (
            Column("รูป", lambda _a: "", tip=_told, more=_icons(lambda a: a.thumbnail)),
            Column("ชื่อ", lambda a: a.title or UNNAMED, _put_title, value=lambda a: a.title),
            Column(
                "ประเภท",
                lambda a: PAPER_KIND_LABEL[a.kind],
                lambda a, v: replace(a, kind=PaperKind(v)),
                value=lambda a: a.kind,
                kind="choice",
                choices=lambda _a: tuple(PAPER_KIND_LABEL.items()),
            ),
            Column(
                "เรื่องของ",
                lambda a: dict(whose()).get(a.person_id, _HOUSEHOLD),
                lambda a, v: replace(a, person_id=v),
                value=lambda a: a.person_id,
                kind="choice",
                choices=lambda _a: whose(),
            ),
            Column(
                "วันที่ถ่าย",
                lambda a: thai_date(a.taken_on) if a.taken_on else "",
                _put_day,
                value=lambda a: a.taken_on,
                kind="day",
            ),
            Column("แนบเมื่อ", lambda a: thai_datetime(a.added_at.astimezone())),
            Column("ขนาด", lambda a: size_words(a.size), align=NUMBERS),
        ),
        parent,
    )


def scans_model(parent: QObject | None = None) -> RecordsModel[Scan]:
    """Return the files a scanner left, to be picked from."""
    return RecordsModel(
        (
            Column("รูป", lambda _s: "", tip=_file, more=_icons(lambda s: s.thumbnail)),
            Column("ไฟล์", _file),
            Column("สแกนเมื่อ", lambda s: thai_datetime(s.modified.astimezone())),
            Column("ขนาด", lambda s: size_words(s.size), align=NUMBERS),
        ),
        parent,
    )


def size_words(size: int) -> str:
    """Return 312 KB or 1.4 MB."""
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(1, size // 1000)} KB"


def _file(scan: Scan) -> str:
    return scan.path.name


def _told(paper: Attachment) -> str:
    """What a screen reader says of a picture."""
    return f"{PAPER_KIND_LABEL[paper.kind]} {paper.title or UNNAMED}"


def _icons(thumbnail: Callable[[Any], bytes]) -> Callable[[Any, int], object]:
    """Return what paints a record's thumbnail; each is unpacked once."""
    known: dict[bytes, QIcon] = {}

    def icon(record: Any, role: int) -> object:
        if role != Qt.ItemDataRole.DecorationRole:
            return None
        data = thumbnail(record)
        if data not in known:
            pixmap = QPixmap()
            pixmap.loadFromData(data)
            if not pixmap.isNull():
                _frame(pixmap)
            known[data] = QIcon(pixmap)
        return known[data]

    return icon


def _frame(pixmap: QPixmap) -> None:
    """Draw an edge, by which a white page stands out on a white ground and a dark one on dark."""
    painter = QPainter(pixmap)
    painter.setPen(QPen(QColor(140, 150, 160), 2))
    painter.drawRect(pixmap.rect().adjusted(1, 1, -1, -1))
    painter.end()


def _put_title(paper: Attachment, value: object) -> Attachment:
    title = " ".join(str(value).split())
    if not title:
        raise ValueError("ชื่อเอกสารต้องไม่ว่าง")
    return replace(paper, title=title)


def _put_day(paper: Attachment, value: object) -> Attachment:
    if value is not None and not isinstance(value, date):
        raise ValueError("วันที่ถ่ายต้องมีวัน เดือน และปี")
    return replace(paper, taken_on=value)
