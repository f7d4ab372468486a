"""What the pictures of a household show: its sections, earlier visits, a member's cell."""

from dataclasses import replace
from datetime import date

from desktop.domain.records import Answer
from desktop.domain.vocabulary import VisitState
from desktop.services import forms, logbooks
from desktop.services.desk import Desk
from desktop.views.household.entry.view import EntryView

SECTIONS = (
    *("members", "address", "dimensions", "logbook", "visits"),
    *("plan", "aid", "papers", "history"),
)
_CHANGED = {
    "visit.team": ("อพม. และนักสังคมสงเคราะห์", "อพม. และ รพ.สต."),
    "income.month": ("6500", "9000"),
    "debt.total": ("45000", "30000"),
    "housing.tenure": ("2", "1"),
    "problem.main": ("หลังคารั่วทั้งหลัง ไม่มีคนดูแลผู้ป่วยกลางวัน", "ไม่มีคนดูแลผู้ป่วยกลางวัน"),
}


def visit_twice(desk: Desk, household: int) -> int:
    """Store a complete logbook in each of the two years before this one; return the household."""
    for back in (2, 1):
        year = desk.fiscal_year - back
        at = replace(desk, fiscal_year=year)
        draft = logbooks.load_or_begin(at, household, forms.SHORT)
        said = [Answer(question, value=both[2 - back]) for question, both in _CHANGED.items()]
        others = [one for one in draft.answers if one.question not in _CHANGED]
        day = date(year - 543, 2, 14)
        logbooks.save(
            at,
            replace(draft, visited_on=day, state=VisitState.COMPLETE, answers=(*others, *said)),
        )
    return household


def stand_in_a_cell(view: EntryView) -> None:
    """Go to a coded answer of the second member, where there are two."""
    lines = [view.entry.line(row) for row in range(view.entry.rowCount())]
    cells = [line.place for line in lines if line.place and line.place[0] == "member.rights"]
    view.go_to(cells[min(1, len(cells) - 1)] if cells else None)
