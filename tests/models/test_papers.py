"""The lists of papers and of scans stand up to Qt's own tester."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from PySide6.QtCore import Qt

from desktop.domain.papers import Attachment, PaperKind
from desktop.models import papers
from desktop.models.papers import papers_model, scans_model, size_words
from desktop.services.scan_folder import Scan
from tests.factories.papers import photo

MOMENT = datetime(2022, 5, 16, 3, 0, tzinfo=UTC)
PAPER = Attachment(
    id=1,
    version=1,
    household_id=1,
    title="หน้าบ้าน",
    kind=PaperKind.PHOTO,
    added_at=MOMENT,
    media_type="image/jpeg",
    size=312_400,
    thumbnail=photo((30, 20)),
    person_id=7,
    taken_on=date(2022, 5, 1),
)


def test_papers(qtmodeltester, qapp):
    model = papers_model(lambda: ((7, "นายสมมุติ"),))
    model.show([PAPER, replace(PAPER, id=2, title="", thumbnail=b"", person_id=8, taken_on=None)])
    qtmodeltester.check(model)
    said = [[model.index(r, c).data() for c in range(model.columnCount())] for r in (0, 1)]
    assert said[0][1:5] == ["หน้าบ้าน", "ภาพถ่าย", "นายสมมุติ", "1 พ.ค. 2565"]
    assert said[1][1:5] == ["(ไม่มีชื่อ)", "ภาพถ่าย", "ทั้งครัวเรือน", ""]
    icons = [model.index(r, 0).data(Qt.ItemDataRole.DecorationRole) for r in (0, 1)]
    assert [icon.isNull() for icon in icons] == [False, True]
    for column, value in ((papers.TAKEN_ON, "x"), (papers.TITLE, " ")):
        assert not model.setData(model.index(0, column), value)
    assert model.setData(model.index(0, papers.TAKEN_ON), date(2022, 4, 2))
    assert model.at(0).taken_on == date(2022, 4, 2)


def test_scans(qtmodeltester, qapp):
    model = scans_model()
    model.show(
        [Scan(Path("scan 1.pdf"), MOMENT, 900, b""), Scan(Path("2.jpg"), MOMENT, 1, photo())]
    )
    qtmodeltester.check(model)
    assert model.index(0, 1).data() == "scan 1.pdf"


def test_sizes_in_words():
    assert [size_words(n) for n in (1, 312_400, 1_440_000)] == ["1 KB", "312 KB", "1.4 MB"]
