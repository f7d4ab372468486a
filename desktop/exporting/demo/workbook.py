"""The demo's workbooks: equal input gives equal bytes, and what can't be written is said."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, time
from pathlib import Path

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from desktop.domain.errors import Place, UserError
from desktop.exporting.demo.people import DATA_DATE


@contextmanager
def workbook(target: Path) -> Iterator[xlsxwriter.Workbook]:
    """Give a workbook to fill row by row; it is written at the end, its folder made before.

    Raises:
        UserError: the file can't be written.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        # Opened here, a file that can't be written is found out before the work is done.
        with (
            target.open("wb") as file,
            xlsxwriter.Workbook(file, {"constant_memory": True}) as book,
        ):
            created = datetime.combine(DATA_DATE, time())
            book.set_properties({"title": "ข้อมูลตัวอย่าง (บุคคลสมมุติ)", "created": created})
            yield book
    except (OSError, FileCreateError):
        raise UserError(
            "เขียนไฟล์ข้อมูลตัวอย่างไม่ได้",
            "กรุณาตรวจว่าโฟลเดอร์เขียนได้ มีที่ว่างพอ และไม่ได้เปิดไฟล์ชื่อนี้อยู่ แล้วลองอีกครั้ง",
            Place(file=target.name),
        ) from None
