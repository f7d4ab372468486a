"""The list of what plans still owe."""

from datetime import date
from decimal import Decimal

import pytest

from desktop.domain.records import DueItem, PlanItem
from desktop.models import due
from desktop.models.due import due_model, is_overdue, state_words, sum_of
from desktop.models.roles import OVERDUE_ROLE

TODAY = date(2022, 1, 15)


def item(day=None, budget=None):
    made = PlanItem(measure="ถุงยังชีพ", due_on=day, budget=budget)
    return DueItem(7, "นางสมหญิง ใจดี", "12/3 ม.4", made)


@pytest.mark.parametrize(
    ("day", "late", "words"),
    [
        (None, False, "วางแผน"),
        (date(2022, 1, 14), True, "เลยกำหนด 1 วัน"),
        (TODAY, False, "วางแผน"),
        (date(2022, 1, 16), False, "วางแผน"),
    ],
)
def test_late_from_the_day_after(day, late, words):
    assert is_overdue(item(day), TODAY) is late
    assert state_words(item(day), TODAY) == words


def test_the_table(qtmodeltester):
    table = due_model(TODAY)
    table.show((item(date(2021, 11, 15), Decimal(12500)), item()))
    qtmodeltester.check(table)
    assert table.data(table.index(0, due.DUE)) == "15 พ.ย. 2564"
    assert table.data(table.index(0, due.BUDGET)) == "12,500"
    assert table.data(table.index(0, due.STATE), OVERDUE_ROLE) is True
    assert table.data(table.index(1, due.DUE)) == "ยังไม่กำหนด"
    assert sum_of(table.rows()) == "12,500"
