"""The tables of the room of forms."""

from datetime import UTC, datetime

import pytest

from desktop.domain.form import FormMistake
from desktop.domain.pairing import pairings
from desktop.domain.versions import FormChange, FormDifference, FormVersion, LoadedForm
from desktop.forms.crosswalk import propose
from desktop.forms.definition import read_form
from desktop.forms.difference import difference
from desktop.models.forms import (
    BECOMES,
    LOUD,
    MAYBE,
    NO_CODE,
    grouped,
    missing_model,
    mistakes_model,
    pairings_model,
    versions_model,
)
from desktop.services.carrying_on import Missing
from tests.factories import versions


def test_versions(qtmodeltester):
    made = versions_model()
    published = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
    made.show(
        [
            FormVersion("a", "2", "แบบ", "", published, 1200, in_force=True),
            FormVersion("a", "1", "แบบ", "", shipped=True),
            FormVersion("a", "0", "แบบ", ""),
        ]
    )
    qtmodeltester.check(made)
    assert [made.index(row, 2).data() for row in range(3)] == ["ใช้อยู่", "รุ่นก่อน", "รุ่นก่อน"]
    assert made.index(0, 4).data() == "1,200"
    assert "2569" in made.index(0, 3).data()
    told = [made.index(row, 3).data() for row in (1, 2)]
    assert told == ["มากับโปรแกรม", "ยังไม่เคยประกาศใช้"]


def test_mistakes_say_where(qtmodeltester):
    made = mistakes_model(str)
    made.show([FormMistake("survey", 4, "D", "ผิด"), FormMistake("settings", 0, "", "ซ้ำ")])
    qtmodeltester.check(made)
    assert [made.index(row, 0).data() for row in range(2)] == ["survey!D4", "settings"]


@pytest.fixture
def model(qtmodeltester):
    old, new = read_form(versions.OLD), read_form(versions.NEW)
    loaded = LoadedForm(
        new, b"", replaces=old, difference=difference(old, new), crosswalk=propose(old, new)
    )
    made = pairings_model(str)
    made.show(pairings(loaded))
    qtmodeltester.check(made)
    return made


def test_an_old_answer_is_given_a_new_one(model, qtbot):
    at = next(row for row in range(model.rowCount()) if model.at(row).of_code)
    index = model.index(at, BECOMES)
    assert model.setData(index, "")
    assert (index.data(), model.index(at, 0).data()) == (NO_CODE, "ใช่ เหมือนกัน")
    with qtbot.waitSignal(model.rejected):
        assert not model.setData(index, "77")


def test_changes_stand_in_groups_the_loudest_first():
    old, new = read_form(versions.OLD), read_form(versions.NEW)
    told = difference(old, new)
    found = grouped(told)
    assert [head for head, _ in found][:2] == [LOUD, MAYBE]
    shown = [one for _, sentences in found for one in sentences]
    assert sorted(shown) == sorted(one.sentence for one in (*told.changes, *told.suggestions))
    heads = dict(found)
    assert (len(heads["เพิ่มข้อ"]), len(heads["เลิกถาม"])) == (4, 3)
    ((_, sentences),) = grouped(FormDifference((FormChange("order", "", "ลำดับ"),)))
    assert sentences == ("ลำดับ",)


def test_what_a_carried_logbook_lacks(qtmodeltester):
    made = missing_model(str)
    made.show([Missing("ข้อหนึ่ง", "", "ไม่ได้ถาม"), Missing("ข้อสอง", "นายก", "ไม่มี", "ดี")])
    qtmodeltester.check(made)
    assert [made.index(row, 1).data() for row in range(2)] == ["ครัวเรือน", "นายก"]
