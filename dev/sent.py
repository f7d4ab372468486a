"""A file as a phones' server exports it, for the screenshots."""

import csv
from collections.abc import Sequence
from pathlib import Path

from desktop.domain.submissions import FORM, HOUSEHOLD
from desktop.services import forms, households
from desktop.services.desk import Desk


def sent_by_phones(desk: Desk, ids: Sequence[int], file: Path) -> Path:
    """Write short logbooks of these households as CSV; the fourth says no household."""
    form = forms.in_force(desk, forms.SHORT)
    homes = [households.load(desk, number).uid for number in ids]
    lines = [
        (
            *("" if order == 3 else uid, f"{form.id}@{form.version}", f"2026-11-{order + 10}"),
            *(f"ทีม {order % 3 + 1}", "1", f"uuid:{order}"),
        )
        for order, uid in enumerate(homes)
    ]
    head = (HOUSEHOLD, FORM, "visit_date", "visit_team", "housing_water", "KEY")
    with file.open("w", encoding="utf-8-sig", newline="") as target:
        csv.writer(target).writerows([head, *lines])
    return file
