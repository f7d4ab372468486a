"""Help given to a household, typed in place."""

from dataclasses import replace
from datetime import date

from PySide6.QtCore import QObject

from desktop.domain.records import Aid
from desktop.models.records import Choices, Column, RecordsModel
from desktop.models.roles import NUMBERS
from desktop.thai.dates import thai_date
from desktop.thai.numbers import read_number

GIVEN_ON, KIND, WHAT, AMOUNT, AGENCY = range(5)
KINDS = ("เงิน", "สิ่งของ", "บริการ", "คำปรึกษา", "ประสานส่งต่อ")


def aid_model(agencies: Choices, parent: QObject | None = None) -> RecordsModel[Aid]:
    """Return the editable table; `agencies` are suggestions."""
    kinds: Choices = tuple((kind, kind) for kind in KINDS)
    return RecordsModel(
        (
            Column(
                "วันที่ให้",
                lambda a: thai_date(a.given_on) if a.given_on else "",
                _put_day,
                value=lambda a: a.given_on,
                kind="day",
            ),
            Column(
                "ประเภท",
                lambda a: a.kind,
                lambda a, v: replace(a, kind=str(v).strip()),
                kind="suggest",
                choices=lambda _a: kinds,
            ),
            Column("สิ่งที่ให้", lambda a: a.what, lambda a, v: replace(a, what=str(v).strip())),
            Column(
                "จำนวนเงิน (บาท)",
                lambda a: "" if a.amount is None else f"{a.amount:,.0f}",
                _put_amount,
                value=lambda a: "" if a.amount is None else f"{a.amount:f}",
                kind="number",
                align=NUMBERS,
            ),
            Column(
                "หน่วยงาน",
                lambda a: a.agency,
                lambda a, v: replace(a, agency=str(v).strip()),
                kind="suggest",
                choices=lambda _a: agencies,
            ),
        ),
        parent,
    )


def _put_day(aid: Aid, value: object) -> Aid:
    if value is not None and not isinstance(value, date):
        raise ValueError("วันที่ให้ต้องมีวัน เดือน และปี")
    return replace(aid, given_on=value)


def _put_amount(aid: Aid, value: object) -> Aid:
    text = str(value).strip()
    amount = read_number(text) if text else None
    if amount is not None and amount < 0:
        raise ValueError("จำนวนเงินต้องไม่ติดลบ")
    return replace(aid, amount=amount)
