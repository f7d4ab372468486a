"""Rows that could not be read: their workbook, put right by a clerk, and put right in place."""

from pathlib import Path

import openpyxl
import pytest

from desktop.domain.listing import Tally
from desktop.domain.progress import Silent
from desktop.domain.records import HouseholdFilter
from desktop.domain.repairing import ADDED, Fix
from desktop.services import history, households, imports, repairs
from tests.factories.snapshots import snapshot
from tests.factories.workbooks import (
    ADDRESS,
    AGE,
    BIRTH,
    CID,
    HEADS,
    HOUSE,
    NAME,
    cid,
    row_of,
    write_workbook,
)

AS_OF = "2021-01"


@pytest.fixture
def bring(desk):
    def commit(*paths, source="TPMAP", as_of=AS_OF):
        with imports.OpenImport(desk) as opened:
            opened.read(paths, None, Silent())
            return opened.commit(source, as_of, Silent())

    return commit


@pytest.fixture
def listed(tmp_path):
    def write(*rows, name="รายชื่อ.xlsx", sheet="คลองสอง"):
        return write_workbook(tmp_path / name, (sheet, [HEADS, *rows]))

    return write


def people(desk):
    ids = households.find(desk, HouseholdFilter())
    return [p for hid in ids for p in households.load(desk, hid).members]


def edited(outcome, change):
    """Let `change` work on each sheet of the workbook as a clerk does, and save it."""
    book = openpyxl.load_workbook(outcome.quarantine)
    for page in book:
        change(page)
    book.save(outcome.quarantine)
    return Path(outcome.quarantine)


def test_five_hundred_bad_rows_and_back(desk, bring, listed):
    rows = [row_of(n, n // 3) for n in range(1, 1501)]
    bad = {}
    for number in range(0, 1500, 3):
        kind = (number // 3) % 4
        column, text = (
            (CID, cid(number + 1)[:-1] + "x"),
            (BIRTH, "31/02/2521"),
            (AGE, "ห้าสิบ"),
            (CID, cid(number + 1)[:12] + str((int(cid(number + 1)[12]) + 1) % 10)),
        )[kind]
        bad[number] = column, rows[number][column]
        rows[number][column] = text
    first = bring(listed(*rows))
    assert first.persons.new == 1500
    assert len(first.problems) == 500
    page = openpyxl.load_workbook(first.quarantine)["คลองสอง"]
    lines = list(page.iter_rows(min_row=2))
    assert len(lines) == 500
    assert [c.value for c in page[1]] == [*HEADS, *ADDED]
    for line, (number, (column, _)) in zip(lines, bad.items(), strict=True):
        assert line[column].value == rows[number][column]
        assert line[column].fill.fgColor.rgb == "FFFDE2D9"
        assert line[column].comment.text
        assert line[-3].value.startswith(HEADS[column])
        assert f"แถว {number + 2} " in line[-1].value

    def repair(page):
        for line, (column, right) in zip(page.iter_rows(min_row=2), bad.values(), strict=True):
            line[column].value = right

    again = bring(edited(first, repair))
    assert again.problems == ()
    assert again.persons.new == 0
    assert again.households.new == 0
    assert again.persons.changed == 500
    stored = people(desk)
    assert len(stored) == 1500
    assert sorted(p.cid for p in stored) == sorted(cid(n) for n in range(1, 1501))
    assert repairs.reasons(desk) == ()
    before = snapshot(desk.db)
    third = bring(Path(first.quarantine))
    assert third.persons == Tally(0, 0, 0)
    assert snapshot(desk.db)["person"] == before["person"]
    assert snapshot(desk.db)["household"] == before["household"]
