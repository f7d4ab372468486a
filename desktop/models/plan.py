"""A household's plan: measures by phase, typed in place."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from PySide6.QtCore import QObject

from desktop.domain.records import PlanItem
from desktop.domain.vocabulary import (
    DIMENSION_LABEL,
    ITEM_STATE_LABEL,
    PHASE_LABEL,
    Dimension,
    ItemState,
    Phase,
)
from desktop.models.records import Choices, Column, RecordsModel, with_field
from desktop.models.roles import NUMBERS
from desktop.thai.dates import thai_date
from desktop.thai.numbers import read_number

PHASE, MEASURE, DIMENSION, AGENCY, BUDGET, DUE, STATE = range(7)


def in_order(items: Sequence[PlanItem]) -> list[PlanItem]:
    """Return the items by phase, then by dimension, as the paper lists them."""
    phases, dimensions = list(Phase), list(Dimension)
    return sorted(
        items,
        key=lambda i: (phases.index(i.phase), dimensions.index(i.dimension), i.id or 1 << 60),
    )


def plan_model(
    measures: Choices, agencies: Choices, parent: QObject | None = None
) -> RecordsModel[PlanItem]:
    """Return the editable table; `measures` and `agencies` are suggestions, not limits."""
    return RecordsModel(
        (
            _choice("ระยะ", "phase", PHASE_LABEL),
            Column(
                "มาตรการ",
                lambda i: i.measure,
                lambda i, v: replace(i, measure=str(v).strip()),
                kind="suggest",
                choices=lambda _i: measures,
            ),
            _choice("มิติ", "dimension", DIMENSION_LABEL),
            Column(
                "หน่วยงาน",
                lambda i: i.agency,
                lambda i, v: replace(i, agency=str(v).strip()),
                kind="suggest",
                choices=lambda _i: agencies,
            ),
            Column(
                "งบประมาณ (บาท)",
                lambda i: "" if i.budget is None else f"{i.budget:,.0f}",
                _put_budget,
                value=lambda i: "" if i.budget is None else f"{i.budget:f}",
                kind="number",
                align=NUMBERS,
            ),
            Column(
                "กำหนดเสร็จ",
                lambda i: thai_date(i.due_on) if i.due_on else "",
                _put_due,
                value=lambda i: i.due_on,
                kind="day",
            ),
            _choice("สถานะ", "state", ITEM_STATE_LABEL),
        ),
        parent,
    )


def _choice(
    head: str, name: str, labels: "dict[Phase, str] | dict[Dimension, str] | dict[ItemState, str]"
) -> Column[PlanItem]:
    words: dict[object, str] = dict(labels.items())
    choices: Choices = tuple(words.items())

    def put(item: PlanItem, value: object) -> PlanItem:
        if value not in words:
            raise ValueError("กรุณาเลือกจากรายการ")
        return with_field(item, name, value)

    return Column(
        head,
        lambda i: words[getattr(i, name)],
        put,
        value=lambda i: getattr(i, name),
        kind="choice",
        choices=lambda _i: choices,
    )


def _put_budget(item: PlanItem, value: object) -> PlanItem:
    text = str(value).strip()
    if not text:
        return replace(item, budget=None)
    amount = read_number(text)
    if amount is None or amount < 0:
        raise ValueError("งบประมาณต้องเป็นจำนวนเงิน เช่น 12,500")
    return replace(item, budget=Decimal(amount))


def _put_due(item: PlanItem, value: object) -> PlanItem:
    if value is not None and not isinstance(value, date):
        raise ValueError("กำหนดเสร็จต้องมีวัน เดือน และปี")
    return replace(item, due_on=value)
