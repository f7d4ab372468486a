"""The import, step by step, over a real small file."""

import io
from dataclasses import replace

import msoffcrypto.format.ooxml
import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QLineEdit
from xlsxwriter import Workbook

from desktop.domain.listing import Problem, Tally
from desktop.domain.records import HouseholdFilter
from desktop.domain.review import ImportOutcome
from desktop.models.problems import SUGGESTION
from desktop.services import households
from desktop.views.dialogs import SPREADSHEETS, PasswordBox
from desktop.views.imports.files import DropArea
from desktop.views.imports.screen import COLUMNS, FILES, PREVIEW, RESULT
from tests.views.conftest import rest

# The offscreen platform says so of every window with a minimum size.
pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)

HEADS = ("รหัสประจำบ้าน", "บ้านเลขที่", "หมู่ที่", "ตำบล", "อำเภอ", "จังหวัด", "ชื่อ-สกุล", "อายุ", "รายได้")
GOOD = (
    "13020000011",
    "12/3",
    "4",
    "คลองสอง",
    "คลองหลวง",
    "ปทุมธานี",
    "นายสมมุติ ตัวอย่าง",
    "40",
    "50000",
)


def write(path, rows):
    with Workbook(str(path)) as book:
        sheet = book.add_worksheet("คลองสอง")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return path


def locked(path, password):
    write(path, [HEADS, GOOD])
    content = io.BytesIO(path.read_bytes())
    with path.open("wb") as target:
        msoffcrypto.format.ooxml.OOXMLFile(content).encrypt(password, target)
    return path


@pytest.fixture
def window(shown, empty_desk):
    return shown(empty_desk)


def forward(qtbot, window):
    qtbot.mouseClick(window.rooms.imports.next, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not window.kit.work.busy(), timeout=30_000)
    rest(qtbot, window)


def test_from_files_to_households(window, qtbot, clerk, tmp_path):
    bad = (*GOOD[:6], "นางสาวสมหญิง ตัวอย่าง", "ห้าสิบ", "50000")
    clerk.files = [write(tmp_path / "รายชื่อ.xlsx", [HEADS, GOOD, bad])]
    window.go("imports")
    screen = window.rooms.imports
    assert not screen.next.isEnabled()
    screen.files.pick.click()
    screen.files.as_of.edit.setText("ม.ค. 2564")
    assert screen.next.isEnabled()
    forward(qtbot, window)
    assert screen.step == COLUMNS
    assert [c.canonical for c in screen.columns.model.rows()][:2] == ["house_code", "address_no"]
    forward(qtbot, window)
    assert screen.step == PREVIEW
    assert households.find(window.kit.desk, HouseholdFilter()) == []
    assert [p.column for p in screen.outcome.review.problems.rows()] == ["อายุ"]
    forward(qtbot, window)
    assert screen.step == RESULT
    assert screen.outcome.sheet.isVisible()
    assert len(households.find(window.kit.desk, HouseholdFilter())) == 1
    screen.outcome.go.click()
    rest(qtbot, window)
    assert window.here() == "households"
    assert window.rooms.households.model.rowCount() == 1
    assert "ม.ค. 2564" in window.top.lists.text()
    assert clerk.errors == []


def test_a_file_that_is_none_is_told_and_nothing_moves(window, qtbot, clerk, tmp_path):
    path = tmp_path / "ภาพ.xlsx"
    path.write_bytes(b"not a workbook")
    window.go("imports")
    screen = window.rooms.imports
    screen.files.take([path])
    screen.files.as_of.edit.setText("2564")
    forward(qtbot, window)
    assert screen.step == FILES
    assert len(clerk.errors) == 1
    assert clerk.errors[0].title
    assert screen.next.isEnabled()


def test_suggestions_have_a_column_only_where_there_are_some(window):
    step = window.rooms.imports.outcome
    bare = Problem("คลองสอง", 3, "อายุ", "ห้าสิบ", "ไม่ใช่ตัวเลข")
    for problems, hidden in (
        ([bare], True),
        ([bare, replace(bare, suggestion="50")], False),
        ([bare, bare], True),
    ):
        outcome = ImportOutcome(2, Tally(), Tally(), tuple(problems))
        step.show_outcome(outcome, stored=False)
        assert step.review.faults.isColumnHidden(SUGGESTION) is hidden
    assert step.review.problems.headerData(SUGGESTION, Qt.Orientation.Horizontal) == "คำแนะนำ"


def test_a_column_is_corrected(window, qtbot, clerk, tmp_path):
    path = write(tmp_path / "รายชื่อ.xlsx", [(*HEADS, "เบอร์ญาติ"), (*GOOD, "0812345678")])
    window.go("imports")
    screen = window.rooms.imports
    screen.files.take([path])
    screen.files.as_of.edit.setText("2564")
    forward(qtbot, window)
    last = screen.columns.model.rowCount() - 1
    screen.columns.model.setData(screen.columns.model.index(last, 2), "tel")
    forward(qtbot, window)
    forward(qtbot, window)
    (number,) = households.find(window.kit.desk, HouseholdFilter())
    assert households.load(window.kit.desk, number).tel.replace("-", "") == "0812345678"
    assert clerk.errors == []


def test_going_back_keeps_what_was_chosen(window, qtbot, tmp_path):
    path = write(tmp_path / "รายชื่อ.xlsx", [HEADS, GOOD])
    window.go("imports")
    screen = window.rooms.imports
    screen.files.take([path, path])
    screen.files.as_of.edit.setText("2564")
    forward(qtbot, window)
    screen.back.click()
    assert screen.step == FILES
    assert screen.files.paths == [path]
    assert screen.next.isEnabled()


def choose(window, *paths):
    window.go("imports")
    window.rooms.imports.files.take(list(paths))
    window.rooms.imports.files.as_of.edit.setText("2564")
    return window.rooms.imports


def test_a_password_is_asked_until_it_opens_the_file(window, qtbot, clerk, tmp_path):
    screen = choose(window, locked(tmp_path / "ลับ.xlsx", "ถูก1"))
    clerk.passwords = ["ผิด", "ถูก1"]
    forward(qtbot, window)
    assert screen.step == COLUMNS
    assert clerk.asked == ["ไฟล์มีรหัสผ่าน: ลับ.xlsx", "รหัสผ่านไม่ตรงกับไฟล์: ลับ.xlsx"]
    forward(qtbot, window)
    forward(qtbot, window)
    assert screen.step == RESULT
    assert len(clerk.asked) == 2
    assert clerk.errors == []
    assert screen._passwords.typed == ()


def test_each_file_has_a_password_of_its_own(window, qtbot, clerk, tmp_path):
    files = [locked(tmp_path / f"{word}.xlsx", word) for word in ("หนึ่ง", "สอง")]
    screen = choose(window, *files)
    clerk.passwords = ["หนึ่ง", "สอง"]
    forward(qtbot, window)
    assert screen.step == COLUMNS
    assert clerk.asked == ["ไฟล์มีรหัสผ่าน: หนึ่ง.xlsx", "ไฟล์มีรหัสผ่าน: สอง.xlsx"]


def test_without_a_password_the_files_are_chosen_again(window, qtbot, clerk, tmp_path):
    screen = choose(window, locked(tmp_path / "ลับ.xlsx", "ถูก1"))
    clerk.passwords = ["ผิด"]
    forward(qtbot, window)
    assert screen.step == FILES
    assert len(clerk.asked) == 2
    assert screen.next.isEnabled()
    assert screen._passwords.typed == ()
    assert clerk.errors == []


def test_the_password_box_shows_no_password(qtbot):
    box = PasswordBox("ไฟล์มีรหัสผ่าน", "ลับ.xlsx")
    qtbot.addWidget(box)
    assert box.typed.echoMode() == QLineEdit.EchoMode.Password
    assert not box.unlock.isEnabled()
    box.typed.setText("x")
    with qtbot.waitSignal(box.accepted):
        box.unlock.click()


@pytest.mark.parametrize("ending", [".html", ".htm", ".txt", ".csv", ".XLSX"])
def test_every_readable_kind_is_offered_and_may_be_dropped(qtbot, tmp_path, ending):
    area, dropped = DropArea(), []
    qtbot.addWidget(area)
    area.dropped.connect(dropped.extend)
    file, mime = tmp_path / f"รายชื่อ{ending}", QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file)), QUrl.fromLocalFile(str(tmp_path / "รูป.png"))])
    none = Qt.KeyboardModifier.NoModifier
    area.dropEvent(
        QDropEvent(QPoint(), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, none)
    )
    assert dropped == [file]
    assert f"*{ending.lower()}" in SPREADSHEETS


def test_each_fact_is_decided_by_one_key_and_goes_in_so(window, qtbot, clerk, tmp_path):
    first = write(tmp_path / "ก.xlsx", [(*HEADS, "อาชีพ", "โทรศัพท์"), (*GOOD, "ทำนา", "021110000")])
    newer = write(tmp_path / "ข.xlsx", [(*HEADS, "อาชีพ", "โทรศัพท์"), (*GOOD, "ค้าขาย", "022220000")])
    screen = window.rooms.imports
    window.go("imports")
    for path, date in ((first, "2564"), (newer, "2565")):
        screen.files.empty()
        screen.go(FILES)
        screen.files.take([path])
        screen.files.as_of.edit.setText(date)
        forward(qtbot, window)
        forward(qtbot, window)
        assert screen.step == PREVIEW
        if date == "2564":
            forward(qtbot, window)
    review = screen.outcome.review
    assert review.shown == "เปลี่ยนแปลง"
    fields = [one.difference.field for one in review.model.rows()]
    assert fields == ["โทรศัพท์", "อาชีพ"]
    review.table.selectRow(0)
    qtbot.keyClick(review.table, Qt.Key.Key_2)
    assert review.table.picked() == [1]
    assert [one.takes for one in review.model.rows()] == [False, True]
    forward(qtbot, window)
    assert screen.step == RESULT
    assert not review.acts.isVisible()
    assert [one.takes for one in review.model.rows()] == [False, True]
    home = households.load(window.kit.desk, 1)
    assert (home.tel, home.members[0].occupation) == ("021110000", "ค้าขาย")
    assert clerk.errors == []
