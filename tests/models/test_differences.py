"""Facts to decide: what is usual, what was decided, and what stays open."""

import pytest
from PySide6.QtCore import Qt

from desktop.domain.review import AS_USUAL, Decisions, Difference, Kind, Missing
from desktop.models.differences import (
    KEEP,
    TAKE,
    decisions_of,
    differences_model,
    missing_model,
    proposals,
)
from desktop.models.glimpse import glimpse_model


def difference(kind, number=1):
    key = ("person", number, "occupation")
    return Difference(kind, key, 1, "นายสมมุติ ตัวอย่าง", "อาชีพ", "", "ค้าขาย", 0, number + 1)


ALL = [difference(kind, number) for number, kind in enumerate(Kind)]


@pytest.fixture
def model(qtmodeltester):
    made = differences_model()
    made.show(proposals(ALL, AS_USUAL))
    qtmodeltester.check(made)
    return made


def test_what_is_usual_is_shown_and_decides_nothing(model):
    assert [model.index(row, 0).data() for row in range(4)] == [TAKE, TAKE, KEEP, KEEP]
    assert model.index(0, 3).data() == "(ว่าง)"
    assert decisions_of(model.rows()) == AS_USUAL


def test_a_choice_is_a_decision_even_where_it_is_the_usual_one(model):
    for row in range(4):
        assert model.setData(model.index(row, 0), False, Qt.ItemDataRole.EditRole)
    decided = decisions_of(model.rows())
    assert decided == Decisions(kept=frozenset(one.key for one in ALL))


def test_what_was_decided_is_shown_again():
    made = Decisions(taken=frozenset({ALL[2].key}), kept=frozenset({ALL[0].key}))
    shown = proposals(ALL, made)
    assert [one.takes for one in shown] == [False, True, True, False]
    assert decisions_of(shown) == made


def test_missing_people(qtmodeltester):
    made = missing_model()
    made.show([Missing(1, "นายก ข", "12 ม.4", False, False), Missing(1, "นายก ข", "", True, True)])
    qtmodeltester.check(made)
    assert [made.index(row, 3).data() for row in range(2)] == ["ไม่มีชื่อแล้ว", "กลับมามีชื่ออีก"]


def test_first_rows_of_a_file(qtmodeltester):
    made = glimpse_model(28)
    made.show([("1-1017-00203-45-1", *map(str, range(27))), ("",) * 28])
    qtmodeltester.check(made)
    heads = [made.headerData(column, Qt.Orientation.Horizontal) for column in (0, 25, 26, 27)]
    assert heads == ["A", "Z", "AA", "AB"]
    assert made.index(0, 0).data() == "1-1017-xxxxx-45-1"
