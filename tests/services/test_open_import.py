"""A list that is read, compared and stored by the process that holds it."""

import pytest
from xlsxwriter import Workbook

from desktop.domain.errors import UserError
from desktop.domain.listing import Tally
from desktop.domain.progress import Cancelled, Silent
from desktop.domain.records import HouseholdFilter
from desktop.services import checks, households, import_history, imports
from tests.factories.children import ChildHere
from tests.factories.snapshots import snapshot

HEADS = ("รหัสประจำบ้าน", "บ้านเลขที่", "หมู่ที่", "ตำบล", "อำเภอ", "จังหวัด", "ชื่อ-สกุล", "อายุ")


@pytest.fixture
def path(tmp_path):
    target = tmp_path / "รายชื่อ.xlsx"
    with Workbook(str(target)) as book:
        sheet = book.add_worksheet("คลองสอง")
        sheet.write_row(0, 0, HEADS)
        for n in range(1, 31):
            place = (f"130200000{n:02d}", f"{n}/1", "4", "คลองสอง", "คลองหลวง", "ปทุมธานี")
            sheet.write_row(n, 0, (*place, f"นายสมมุติ{n} ตัวอย่าง", 40))
    return target


class StopsAt:
    """A clerk who cancels when a step of this name comes."""

    def __init__(self, what):
        self.what = what

    def step(self, done, total, what):
        if self.what in what:
            raise Cancelled


def test_looked_at_and_stored_without_reading_again(desk, path):
    with imports.OpenImport(desk) as opened:
        opened.read([path], None, Silent())
        path.unlink()
        seen = opened.preview("TPMAP", "2021-01", Silent())
        assert seen.households == Tally(30, 0, 0)
        assert households.find(desk, HouseholdFilter()) == []
        done = opened.commit("TPMAP", "2021-01", Silent())
    assert done.households == seen.households
    assert len(households.find(desk, HouseholdFilter())) == 30
    assert checks.run(desk).ok


def test_a_file_that_is_refused_is_no_end(desk, path, tmp_path):
    wrong = tmp_path / "ภาพ.xlsx"
    wrong.write_bytes(b"not a workbook")
    with imports.OpenImport(desk) as opened:
        with pytest.raises(UserError):
            opened.read([wrong], None, Silent())
        opened.read([path], None, Silent())
        assert opened.preview("TPMAP", "2021-01", Silent()).rows == 30


def test_cancelled_while_it_is_stored_leaves_nothing(desk, path):
    before = snapshot(desk.db, set())
    with imports.OpenImport(desk) as opened:
        opened.read([path], None, Silent())
        with pytest.raises(Cancelled):
            opened.commit("TPMAP", "2021-01", StopsAt(""))
    assert snapshot(desk.db, set()) == before
    assert checks.run(desk).ok


class StoppedTooLate(ChildHere):
    """Its work is done when the wish to stop it comes."""

    def call(self, function, *args, report):
        result = super().call(function, *args, report=report)
        if function is imports._commit:
            raise Cancelled
        return result


def test_what_was_stored_before_it_was_stopped_counts_as_done(desk, path, monkeypatch):
    monkeypatch.setattr(imports, "Child", StoppedTooLate)
    with imports.OpenImport(desk) as opened:
        opened.read([path], None, Silent())
        done = opened.commit("TPMAP", "2021-01", Silent())
    assert done.households == Tally(30, 0, 0)
    assert len(import_history.imports(desk)) == 1
