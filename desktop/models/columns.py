"""What each column of a sheet was taken for, correctable by the clerk."""

from dataclasses import replace

from PySide6.QtCore import QObject

from desktop.domain.columns import COLUMN_NAMES
from desktop.domain.sheets import ColumnGuess
from desktop.models.masking import without_ids
from desktop.models.records import Choices, Column, RecordsModel
from desktop.models.roles import NUMBERS

NOT_USED = "(ไม่ใช้)"


def columns_model(parent: QObject | None = None) -> RecordsModel[ColumnGuess]:
    """Return the table of one sheet's columns."""
    choices: Choices = (("", NOT_USED), *COLUMN_NAMES.items())
    labels = dict(choices)

    def put(guess: ColumnGuess, value: object) -> ColumnGuess:
        if value not in labels:
            raise ValueError("กรุณาเลือกจากรายการ")
        return replace(guess, canonical=str(value), why="ผู้ใช้เลือก")

    return RecordsModel(
        (
            Column("ลำดับ", lambda g: str(g.index + 1), align=NUMBERS),
            Column("หัวคอลัมน์ในไฟล์", lambda g: g.header or "(ว่าง)"),
            Column(
                "อ่านเป็น",
                lambda g: labels.get(g.canonical, g.canonical),
                put,
                value=lambda g: g.canonical,
                kind="choice",
                choices=lambda _g: choices,
            ),
            Column("ตัวอย่าง", lambda g: without_ids("  ·  ".join(g.samples[:3]))),
            Column("เพราะ", lambda g: g.why),
        ),
        parent,
    )
