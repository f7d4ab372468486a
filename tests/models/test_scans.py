"""The pages of scanned leaflets as a table."""

from dataclasses import replace

from desktop.domain.paper_codes import SideCode
from desktop.domain.scans import PageReading, ScannedPage, Trust
from desktop.models.roles import OVERDUE_ROLE
from desktop.models.scans import KNOWN, NOBODY, STATE, pages_model, state_of

CODE = SideCode("MFRGGZDFMZTWQ2LK", "L", 2, "B")
GOOD = ScannedPage("a.pdf", 1, PageReading(Trust.GOOD, CODE), b"", 6.0, 1, "000001 นางตัวอย่าง")
LOST = ScannedPage("a.pdf", 2, PageReading(Trust.NO_CODE), b"", words=("กรอกด้วยมือ",))


def test_each_page_says_what_becomes_of_it(qtmodeltester):
    model = pages_model()
    model.show((GOOD, LOST, replace(GOOD, known=True), replace(GOOD, household_id=0)))
    qtmodeltester.check(model)
    texts = [model.index(row, STATE).data() for row in range(4)]
    assert texts == ["เก็บเป็นภาพ", "อ่านรหัสไม่ได้", KNOWN, NOBODY]
    marked = [model.index(row, STATE).data(OVERDUE_ROLE) for row in range(4)]
    assert marked == [False, True, False, True]
    assert model.index(1, 2).data() == NOBODY
    assert state_of(GOOD) == "เก็บเป็นภาพ"
