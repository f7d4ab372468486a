"""What was printed: jobs, and the papers that are with families and volunteers."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class JobState(StrEnum):
    """How far a print job is. One that was making when the program ended was interrupted."""

    MAKING = "making"
    MADE = "made"
    CANCELLED = "cancelled"
    FAILED = "failed"


JOB_STATE_LABEL = {
    JobState.MAKING: "กำลังทำ",
    JobState.MADE: "เสร็จแล้ว",
    JobState.CANCELLED: "ยกเลิก",
    JobState.FAILED: "ไม่สำเร็จ",
}


class Way(StrEnum):
    """How a job leaves the program."""

    PDF = "pdf"
    XLSX = "xlsx"
    PRINTER = "printer"


WAY_LABEL = {Way.PDF: "ไฟล์ PDF", Way.XLSX: "ไฟล์ Excel", Way.PRINTER: "เครื่องพิมพ์"}


@dataclass(frozen=True, slots=True)
class PrintJob:
    """A print job as recorded. `file` is the file, or the folder of several, '' for a printer."""

    id: int
    kind: str
    layout_version: int
    way: Way
    state: JobState
    copies: int
    households: int
    sheets: int
    file: str
    made_by: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class PapersOut:
    """Papers that went out with one volunteer (id 0 = with nobody), counted by household.

    `late` are those still out after the days that the settings allow; `since` is when the oldest
    of those still out was printed.
    """

    volunteer_id: int
    volunteer: str
    tel: str
    area: str
    printed: int
    out: int
    late: int
    since: datetime | None

    @property
    def back(self) -> int:
        """How many have come back."""
        return self.printed - self.out


@dataclass(frozen=True, slots=True)
class CheckedIn:
    """A paper that came back by its code. `missing` of the same volunteer are still out.

    `papers` counts the print jobs it settles, 0 where it had come back already or was never
    printed here.
    """

    household_id: int
    head: str
    volunteer: str
    papers: int
    missing: int
