"""The visits of a household side by side."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from desktop.domain.records import Answer, HouseholdFilter
from desktop.services import forms, households, logbooks
from desktop.views.household.visits import VisitsPart
from tests.views.conftest import rest

# The offscreen platform says so of every window with a minimum size.
pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)


def test_two_years_stand_side_by_side(window, qtbot):
    desk = window.kit.desk
    first, second = households.find(desk, HouseholdFilter())[:2]
    for year, team in ((2564, "ทีม 1"), (2565, "ทีม 2")):
        at = replace(desk, fiscal_year=year)
        draft = logbooks.load_or_begin(at, first, forms.SHORT)
        answers = (*draft.answers, Answer("visit.team", value=team))
        logbooks.save(at, replace(draft, answers=answers))
    window.open_household(first)
    rest(qtbot, window)
    page = window.rooms.household
    at = next(n for n, one in enumerate(page.parts) if isinstance(one, VisitsPart))
    page.show_section(at)
    rest(qtbot, window)
    part = page.parts[at]
    QAbstractItemModelTester(
        part.model, QAbstractItemModelTester.FailureReportingMode.Fatal, part.model
    )
    assert part.form.currentText() == forms.in_force(desk, forms.SHORT).title
    columns = range(part.model.columnCount())
    heads = [part.model.headerData(n, Qt.Orientation.Horizontal) for n in columns]
    assert [head.split(" ·")[0] for head in heads[3:]] == ["ปี 2565", "ปี 2564"]
    everything = part.model.rowCount()
    part.changed.setChecked(True)
    lines = part.model.rows()
    assert [(one.question, one.said) for one in lines] == [("ทีมผู้เยี่ยม", ("ทีม 2", "ทีม 1"))]
    assert everything > 1
    window.open_household(second)
    rest(qtbot, window)
    assert not part.table.isVisible()
    assert part._none.isVisible()
