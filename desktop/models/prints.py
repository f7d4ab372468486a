"""Print jobs, and who has which papers."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject

from desktop.domain.prints import JOB_STATE_LABEL, WAY_LABEL, JobState, PapersOut, PrintJob
from desktop.models.places import place_name
from desktop.models.records import Column, RecordsModel
from desktop.models.roles import ID_ROLE, NUMBERS, OVERDUE_ROLE
from desktop.thai.dates import thai_date, thai_datetime

FILE = 5
CARER, LATE = 0, 6
INTERRUPTED = "ค้างอยู่ (โปรแกรมปิดกลางคัน)"
NOBODY = "ยังไม่มอบหมาย อพม."


def jobs_model(
    title_of: Callable[[str], str], running: Callable[[], bool], parent: QObject | None = None
) -> RecordsModel[PrintJob]:
    """Return the table of print jobs; `running` tells whether the newest unfinished one lives."""

    def state(job: PrintJob) -> str:
        if job.state is JobState.MAKING and not running():
            return INTERRUPTED
        return JOB_STATE_LABEL[job.state]

    def identity(job: PrintJob, role: int) -> object:
        return job.id if role == ID_ROLE else None

    return RecordsModel(
        (
            Column("เมื่อ", lambda j: thai_datetime(j.made_at.astimezone()), more=identity),
            Column("เอกสาร", lambda j: title_of(j.kind)),
            Column("ครัวเรือน", lambda j: f"{j.households:,}", align=NUMBERS),
            Column("แผ่น", lambda j: f"{j.sheets * j.copies:,}", align=NUMBERS),
            Column("ทำเป็น", lambda j: WAY_LABEL[j.way]),
            Column("ไฟล์", lambda j: Path(j.file).name, tip=lambda j: j.file),
            Column("สถานะ", state),
            Column("ผู้พิมพ์", lambda j: j.made_by),
        ),
        parent,
    )


def papers_model(today: date, parent: QObject | None = None) -> RecordsModel[PapersOut]:
    """Return the table of who has which papers."""

    def more(one: PapersOut, role: int) -> object:
        if role == OVERDUE_ROLE:
            return one.late > 0
        return one.volunteer_id if role == ID_ROLE else None

    def since(one: PapersOut) -> str:
        if one.since is None:
            return ""
        day = one.since.astimezone().date()
        days = (today - day).days
        return f"{thai_date(day)} ({days:,} วัน)" if days > 0 else thai_date(day)

    return RecordsModel(
        (
            Column("อพม.", lambda p: p.volunteer or NOBODY, more=more),
            Column("โทรศัพท์", lambda p: p.tel),
            Column("พื้นที่", lambda p: place_name(p.area) if p.area else ""),
            Column("พิมพ์แล้ว", lambda p: f"{p.printed:,}", align=NUMBERS),
            Column("คืนแล้ว", lambda p: f"{p.back:,}", align=NUMBERS),
            Column("ยังไม่คืน", lambda p: f"{p.out:,}", align=NUMBERS),
            Column("ล่าช้า", lambda p: f"{p.late:,}" if p.late else "", align=NUMBERS, more=more),
            Column("ตั้งแต่", since, more=more),
        ),
        parent,
    )
