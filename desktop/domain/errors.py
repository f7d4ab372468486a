"""The errors a clerk can act on.

Everything else that is raised is a bug of ours. Neither kind carries personal data.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """Where something happened: any of file name, sheet, row (1-based) and column (as headed)."""

    file: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""

    def __str__(self) -> str:
        """Return the place in the clerk's words, empty when nothing is known."""
        parts = (
            f"ไฟล์ {self.file}" if self.file else "",
            f"แผ่นงาน {self.sheet}" if self.sheet else "",
            f"แถว {self.row}" if self.row is not None else "",
            f"คอลัมน์ {self.column}" if self.column else "",
        )
        return " ".join(part for part in parts if part)


class UserError(Exception):
    """Something the clerk can act on, in Thai.

    `title` says what happened in a few words; `message` says more and what to do now.
    """

    def __init__(self, title: str, message: str, where: Place | None = None) -> None:
        super().__init__(title)
        self.title = title
        self.message = message
        self.where = where or Place()


class StaleVersionError(UserError):
    """The record was changed by someone else since it was read; nothing was written."""

    def __init__(self) -> None:
        super().__init__(
            "ข้อมูลนี้ถูกแก้ไขไปแล้ว",
            "มีผู้อื่นบันทึกรายการนี้หลังจากที่ท่านเปิดดู กรุณาเปิดใหม่ ตรวจดู แล้วบันทึกอีกครั้ง",
        )


class ClashError(StaleVersionError):
    """Someone else changed the same fields since they were read; nothing was written.

    `lines` say each field in the clerk's words: as it was, as typed here, as it is now.
    """

    def __init__(self, lines: Sequence[str]) -> None:
        super().__init__()
        self.title = "มีผู้อื่นแก้ช่องเดียวกันก่อนท่าน"
        told = "\n".join(lines)
        self.message = f"{told}\n\nค่าของผู้อื่นยังอยู่ ถ้าจะใช้ค่าของท่าน กรุณาพิมพ์อีกครั้งแล้วบันทึก"


class PasswordNeededError(UserError):
    """A file is encrypted, and no password that was given opens it. It never holds a password."""
