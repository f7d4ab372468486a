"""What an import could not read, one line each."""

from PySide6.QtCore import QObject

from desktop.domain.listing import Problem
from desktop.models.records import Column, RecordsModel
from desktop.models.roles import NUMBERS
from desktop.thai.citizen_id import without_ids

SUGGESTION = 5  # the column that most lists leave empty


def problems_model(parent: QObject | None = None) -> RecordsModel[Problem]:
    """Return the table of problems: where, what stood there, why, what to do."""
    return RecordsModel(
        (
            Column("แผ่นงาน", lambda p: p.sheet, tip=lambda p: f"{p.file} {p.sheet}".strip()),
            Column("แถว", lambda p: str(p.row), align=NUMBERS),
            Column("คอลัมน์", lambda p: p.column),
            Column("ค่าที่พบ", lambda p: without_ids(p.value)),
            Column("เหตุผล", lambda p: p.reason),
            Column("คำแนะนำ", lambda p: without_ids(p.suggestion)),
            Column("แถวนี้", lambda p: "ใช้" if p.used else "ไม่ใช้"),
        ),
        parent,
    )
