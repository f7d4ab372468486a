"""What all plans still owe, the earliest date first."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QObject

from desktop.domain.records import DueItem
from desktop.domain.vocabulary import DIMENSION_LABEL, ITEM_STATE_LABEL, PHASE_LABEL
from desktop.models.records import Column, RecordsModel
from desktop.models.roles import ID_ROLE, NUMBERS, OVERDUE_ROLE
from desktop.thai.dates import thai_date

HEAD, PLACE, PHASE, MEASURE, DIMENSION, AGENCY, BUDGET, DUE, STATE = range(9)


def is_overdue(one: DueItem, today: date) -> bool:
    """Whether its day has passed."""
    return one.item.due_on is not None and one.item.due_on < today


def state_words(one: DueItem, today: date) -> str:
    """Return how far it is; what is late says by how many days."""
    due = one.item.due_on
    if due is not None and due < today:
        return f"เลยกำหนด {(today - due).days:,} วัน"
    return ITEM_STATE_LABEL[one.item.state]


def due_model(today: date, parent: QObject | None = None) -> RecordsModel[DueItem]:
    """Return the table of plan items of every household."""

    def more(one: DueItem, role: int) -> object:
        if role == OVERDUE_ROLE:
            return is_overdue(one, today)
        return one.household_id if role == ID_ROLE else None

    return RecordsModel(
        (
            Column("หัวหน้าครัวเรือน", lambda d: d.head or "(ไม่มีชื่อ)", more=more),
            Column("ที่อยู่", lambda d: d.place, more=more),
            Column("ระยะ", lambda d: PHASE_LABEL[d.item.phase], more=more),
            Column("มาตรการ", lambda d: d.item.measure, more=more),
            Column("มิติ", lambda d: DIMENSION_LABEL[d.item.dimension], more=more),
            Column("หน่วยงาน", lambda d: d.item.agency or "ยังไม่ระบุ", more=more),
            Column("งบ (บาท)", _budget, align=NUMBERS, more=more),
            Column("กำหนดเสร็จ", _due, more=more),
            Column("สถานะ", lambda d: state_words(d, today), more=more),
        ),
        parent,
    )


def sum_of(items: Sequence[DueItem]) -> str:
    """Return the budgets' sum with separators."""
    return f"{sum(one.item.budget or 0 for one in items):,.0f}"


def _budget(one: DueItem) -> str:
    return "" if one.item.budget is None else f"{one.item.budget:,.0f}"


def _due(one: DueItem) -> str:
    return thai_date(one.item.due_on) if one.item.due_on else "ยังไม่กำหนด"
