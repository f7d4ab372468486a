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
from desktop.domain.vocabulary import Answered, Dimension
from desktop.models.columns import FIELD, IN_PLACE
from desktop.models.problems import SUGGESTION
from desktop.services import households, import_profiles
from desktop.views.dialogs import SPREADSHEETS, PasswordBox
from desktop.views.imports.files import DropArea
from desktop.views.imports.profiles import ProfilesBox
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


LIST = ("รหัสประจำบ้าน", "ชื่อ-สกุล", "บ้านเลขที่", "เบี้ยผู้สูงอายุ", "ผลประเมิน", "รายได้")


def listed(number, elder="ร.", health="ร.", income="3000"):
    name = f"นายสมมุติ{number} ตัวอย่าง"
    return (f"130200000{number:02d}", name, f"{number}/1", elder, health, income)


def sheets(path, **rows):
    with Workbook(str(path)) as book:
        for name, lines in rows.items():
            sheet = book.add_worksheet(name)
            for number, line in enumerate(lines):
                sheet.write_row(number, 0, line)
            if name == "ลับ":
                sheet.hide()
    return path


def questions(screen):
    return [(field.accessibleName(), field.value()) for field in screen.columns.queries.fields]


def set_cell(model, row, column, value):
    assert model.setData(model.index(row, column), value)


def to_columns(qtbot, window, path):
    screen = choose(window, path)
    forward(qtbot, window)
    assert screen.step == COLUMNS
    return screen


def test_what_is_asked_is_asked_once_and_answered_by_a_digit(window, qtbot, clerk, tmp_path):
    rows = [LIST, listed(1), listed(2, income="3500")]
    screen = to_columns(qtbot, window, sheets(tmp_path / "ก.xlsx", ก=rows, ข=rows))
    step = screen.columns
    ((asked, proposed),) = questions(screen)
    assert "“รายได้” เป็นบาทต่อใคร" in asked
    assert proposed == "person-month"
    assert step.queries.title.text() == "คำถาม 1 ข้อก่อนอ่าน"
    step.queries.fields[0].setFocus()
    qtbot.keyClick(step.queries.fields[0], Qt.Key.Key_3)
    assert [one.columns[5].canonical for one in step.layouts] == ["household_income"] * 2
    assert [one.columns[5].reading.unit for one in step.layouts] == ["year"] * 2
    assert step.model.at(5).canonical == "household_income"


def test_a_words_meaning_is_told_for_all_sheets(window, qtbot, clerk, tmp_path):
    rows = [LIST, listed(1), listed(2, "ม.ร.", "")]
    screen = to_columns(qtbot, window, sheets(tmp_path / "ก.xlsx", ก=rows, ข=rows))
    step = screen.columns
    step.grid.setCurrentIndex(step.model.index(3, 0))
    assert [(line.word, line.count) for line in step.words.model.rows()] == [
        ("ร.", 1),
        ("ม.ร.", 1),
    ]
    assert all(line.meaning.startswith("อ่านไม่ได้") for line in step.words.model.rows())
    set_cell(step.words.model, 0, IN_PLACE, "ใช่")
    set_cell(step.words.model, 1, IN_PLACE, "ไม่ใช่")
    assert [line.meaning for line in step.words.model.rows()] == ["ใช่", "ไม่ใช่"]
    words = (("ร.", "ใช่"), ("ม.ร.", "ไม่ใช่"))
    assert [one.columns[3].reading.words for one in step.layouts] == [words, words]
    set_cell(step.words.model, 1, IN_PLACE, "")
    assert step.layouts[1].columns[3].reading.words == words[:1]
    forward(qtbot, window)
    assert screen.step == PREVIEW
    assert {p.value for p in screen.outcome.review.problems.rows() if p.column == "เบี้ยผู้สูงอายุ"} == {
        "ม.ร."
    }


def test_a_hidden_sheet_is_asked_about_and_may_be_left_out(window, qtbot, clerk, tmp_path):
    rows = [LIST[:3], listed(1)[:3]]
    path = sheets(tmp_path / "ก.xlsx", ก=rows, ลับ=[LIST[:3], listed(2)[:3]])
    screen = to_columns(qtbot, window, path)
    step = screen.columns
    assert "ซ่อนอยู่" in step.sheets.item(1).text()
    assert [value for _ask, value in questions(screen)] == ["yes"]
    step.sheets.item(1).setCheckState(Qt.CheckState.Unchecked)
    assert [value for _ask, value in questions(screen)] == ["no"]
    assert screen.next.isEnabled()
    step.sheets.item(0).setCheckState(Qt.CheckState.Unchecked)
    assert not screen.next.isEnabled()
    step.sheets.item(0).setCheckState(Qt.CheckState.Checked)
    forward(qtbot, window)
    forward(qtbot, window)
    assert len(households.find(window.kit.desk, HouseholdFilter())) == 1


def test_a_sheet_without_names_waits_for_the_clerk(window, qtbot, clerk, tmp_path):
    heads = ("ผู้อยู่", "บ้านเลขที่", "อายุ")
    path = sheets(tmp_path / "ก.xlsx", ก=[heads, ("นายสมมุติ ตัวอย่าง", "1", "40")])
    screen = to_columns(qtbot, window, path)
    assert not screen.next.isEnabled()
    assert "ยังไม่มีคอลัมน์ ชื่อ-สกุล" in screen.columns._says.said()
    set_cell(screen.columns.model, 0, FIELD, "full_name")
    assert screen.next.isEnabled()
    forward(qtbot, window)
    assert screen.step == PREVIEW


def test_the_header_is_pointed_out(window, qtbot, clerk, tmp_path):
    rows = [
        ("ชื่อ-สกุล", "บ้านเลขที่", "เพศ", "ตำบล", "หมู่ที่"),
        ("คนที่อยู่", "เลขบ้าน", "อายุ", "ตำบล", "หมู่ที่"),
        ("นายสมมุติ ตัวอย่าง", "1/1", "40", "คลองหนึ่ง", "3"),
    ]
    screen = to_columns(qtbot, window, sheets(tmp_path / "ก.xlsx", ก=rows))
    step = screen.columns
    assert (step.first.value(), step.last.value()) == (1, 1)
    step.first.setValue(2)
    step.last.setValue(2)
    qtbot.mouseClick(step.again, Qt.MouseButton.LeftButton)
    rest(qtbot, window)
    assert [guess.header for guess in step.model.rows()] == list(rows[1])
    assert (step.layouts[0].first_row, step.layouts[0].header_row) == (2, 2)
    assert clerk.errors == []


def test_a_profile_makes_the_next_import_three_clicks(window, qtbot, clerk, tmp_path):
    screen = to_columns(qtbot, window, sheets(tmp_path / "ก.xlsx", ก=[LIST, listed(1)]))
    step = screen.columns
    set_cell(step.model, 4, FIELD, "dim_health")
    step.grid.setCurrentIndex(step.model.index(4, 0))
    set_cell(step.words.model, 0, IN_PLACE, "ตก")
    assert step.saving.name.text() == "TPMAP 6 คอลัมน์"
    step.saving.name.setText("ของเรา")
    step.saving.save.click()
    rest(qtbot, window)
    screen.back.click()
    screen.files.empty()
    screen = to_columns(qtbot, window, sheets(tmp_path / "ข.xlsx", ก=[LIST, listed(1)]))
    assert step.layouts[0].profile == "ของเรา"
    assert not step.queries.isVisible()
    assert not step.drift.isVisible()
    assert step.layouts[0].columns[4].reading.words == (("ร.", "ตก"),)
    forward(qtbot, window)
    forward(qtbot, window)
    assert screen.step == RESULT
    (number,) = households.find(window.kit.desk, HouseholdFilter())
    found = households.load(window.kit.desk, number)
    assert found.dimension(Dimension.HEALTH) is Answered.YES


def test_drift_is_told_before_anything_is_read(window, qtbot, clerk, tmp_path):
    screen = to_columns(qtbot, window, sheets(tmp_path / "ก.xlsx", ก=[LIST, listed(1)]))
    step = screen.columns
    set_cell(step.model, 4, FIELD, "dim_health")
    step.saving.save.click()
    rest(qtbot, window)
    screen.back.click()
    screen.files.empty()
    heads = ("รหัสประจำบ้าน", "ชื่อ-สกุล", "บ้านเลขที่", "ผลประเมินผล", "รายได้", "ศาสนา")
    row = (*listed(1)[:3], "ร.", "3000", "พุทธ")
    screen = to_columns(qtbot, window, sheets(tmp_path / "ข.xlsx", ก=[heads, row]))
    assert step.drift.title.text() == "ต่างจากรูปแบบ “TPMAP 6 คอลัมน์” 3 จุด"
    said = step.drift.lines.said()
    for words in ("“เบี้ยผู้สูงอายุ” หายไป", "น่าจะเปลี่ยนชื่อเป็น “ผลประเมินผล”", "คอลัมน์ใหม่ “ศาสนา”"):
        assert words in said
    ((asked, value),) = questions(screen)
    assert "“ผลประเมินผล” คือคอลัมน์ “ผลประเมิน”" in asked
    assert (value, step.model.at(3).canonical) == ("yes", "dim_health")
    qtbot.keyClick(step.queries.fields[0], Qt.Key.Key_2)
    assert step.model.at(3).canonical == ""


def test_a_column_may_feed_an_answer_of_the_logbook(window, qtbot, clerk, tmp_path):
    heads = ("รหัสประจำบ้าน", "ชื่อ-สกุล", "บ้านเลขที่", "น้ำใช้")
    rows = [heads, (*listed(1)[:3], "มี"), (*listed(2)[:3], "บ่อ")]
    screen = to_columns(qtbot, window, sheets(tmp_path / "ก.xlsx", ก=rows))
    step = screen.columns
    step.grid.setCurrentIndex(step.model.index(3, 0))
    set_cell(step.model, 3, FIELD, "answer:short-logbook@1:housing.water")
    assert "สมุดพกครอบครัว (ฉบับย่อ) 1" in step.model.data(step.model.index(3, FIELD))
    meanings = {line.word: line.meaning for line in step.words.model.rows()}
    assert meanings["มี"] == "มี"
    assert meanings["บ่อ"].startswith("อ่านไม่ได้: ไม่ตรงกับตัวเลือก")
    forward(qtbot, window)
    assert [p.value for p in screen.outcome.review.problems.rows() if p.column == "น้ำใช้"] == ["บ่อ"]


def test_the_box_of_profiles_renames_forgets_and_hands_on(window, qtbot, clerk, tmp_path):
    screen = to_columns(qtbot, window, sheets(tmp_path / "ก.xlsx", ก=[LIST, listed(1)]))
    screen.columns.saving.save.click()
    rest(qtbot, window)
    box = ProfilesBox(window.kit)
    qtbot.addWidget(box)
    rest(qtbot, window)
    assert box.list.count() == 1
    clerk.target = tmp_path / "รูปแบบ.json"
    box.export.click()
    rest(qtbot, window)
    box.name.setText("ชื่อใหม่")
    box.rename.click()
    rest(qtbot, window)
    assert [one.name for one in import_profiles.all_of(window.kit.desk)] == ["ชื่อใหม่"]
    box.forget.click()
    rest(qtbot, window)
    assert box.list.count() == 0
    assert not box.export.isEnabled()
    clerk.files = [tmp_path / "รูปแบบ.json"]
    box.add.click()
    rest(qtbot, window)
    assert box.name.text() == "TPMAP 6 คอลัมน์"
    assert clerk.errors == []


def test_everything_on_the_columns_step_has_a_name_and_takes_the_keyboard(window, qtbot, tmp_path):
    rows = [LIST, listed(1), listed(2)]
    screen = to_columns(qtbot, window, sheets(tmp_path / "ก.xlsx", ก=rows))
    step = screen.columns
    parts = [
        *(step.sheets, step.saving.name, step.first, step.last, step.grid, step.words.grid),
        *step.queries.fields,
    ]
    for part in parts:
        assert part.accessibleName()
        assert part.focusPolicy() & Qt.FocusPolicy.TabFocus
