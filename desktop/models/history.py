"""What was done to a household, newest first."""

from PySide6.QtCore import QObject

from desktop.domain.records import FieldChange, Operation
from desktop.models.records import Column, RecordsModel
from desktop.thai.dates import thai_datetime


def history_model(parent: QObject | None = None) -> RecordsModel[Operation]:
    """Return the table of operations; the changed fields stand in the tip."""
    return RecordsModel(
        (
            Column("เมื่อ", lambda o: thai_datetime(o.at)),
            Column("ผู้ทำ", lambda o: o.who),
            Column("รายการ", lambda o: o.label, tip=changes_in_words),
            Column("สิ่งที่เปลี่ยน", _first_change, tip=changes_in_words),
            Column("", lambda o: "ย้อนกลับแล้ว" if o.undone else ""),
        ),
        parent,
    )


def fields_model(parent: QObject | None = None) -> RecordsModel[FieldChange]:
    """Return the table of the fields that one action changed."""
    return RecordsModel(
        (
            Column("รายการ", lambda c: c.record),
            Column("ช่อง", lambda c: c.field),
            Column("เดิม", lambda c: c.before or "(ว่าง)"),
            Column("เปลี่ยนเป็น", lambda c: c.after or "(ว่าง)"),
        ),
        parent,
    )


def changes_in_words(operation: Operation) -> str:
    """Return one line for each changed field: before and after."""
    lines = [
        f"{c.record} · {c.field}: {c.before or '(ว่าง)'} → {c.after or '(ว่าง)'}"
        for c in operation.changes
    ]
    return "\n".join(lines[:20]) or operation.label


def _first_change(operation: Operation) -> str:
    if not operation.changes:
        return ""
    first = operation.changes[0]
    more = len(operation.changes) - 1
    text = f"{first.field}: {first.before or '(ว่าง)'} → {first.after or '(ว่าง)'}"
    return f"{text} และอีก {more} รายการ" if more else text
