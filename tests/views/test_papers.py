"""Papers of a household in the window: dropped, pasted, scanned, named, opened, taken out."""

import os
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from desktop.domain.papers import PaperKind
from desktop.models import papers as columns
from desktop.services import attachments, history
from desktop.services.opened_copies import OpenedCopies
from desktop.views.household.papers.part import PapersPart
from tests.factories.papers import encoded, noise, page, photo
from tests.views.conftest import rest, type_into

# The offscreen platform says so of every window with a minimum size.
pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)

KEY = Qt.Key
SECTION = 7


@pytest.fixture
def part(window, qtbot):
    window.open_household(1)
    rest(qtbot, window)
    window.rooms.household.show_section(SECTION)
    rest(qtbot, window)
    found = window.rooms.household.parts[SECTION]
    assert isinstance(found, PapersPart)
    return found


@pytest.fixture
def files(tmp_path):
    made = []
    for name, data in (
        ("หน้าบ้าน.jpg", photo()),
        ("บัตร.png", encoded(page(), "PNG")),
        ("เสีย.jpg", photo()[:700]),
    ):
        made.append(tmp_path / name)
        made[-1].write_bytes(data)
    return made


@pytest.fixture
def opened(monkeypatch):
    """What was handed to the system's viewer."""
    urls = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: urls.append(url) or True)
    return urls


def carried(paths):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def drop(part, mime):
    """Drop as Explorer does within one drive: it offers to move."""
    actions = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
    button = Qt.MouseButton.LeftButton
    event = QDropEvent(QPointF(5, 5), actions, mime, button, Qt.KeyboardModifier.NoModifier)
    part.drop.dropEvent(event)  # Qt sends a drop only where a drag came from a screen
    return event.dropAction()


def titles(part):
    return [p.title for p in part.model.rows()]


def attach(part, qtbot, window, paths):
    part.drop.dropped.emit(list(paths))
    rest(qtbot, window)


def current(part, row, column=columns.TITLE):
    part.grid.setFocus()
    part.grid.setCurrentIndex(part.model.index(row, column))


def test_the_empty_section_says_what_belongs_here(part):
    assert part.grid.isHidden()
    assert not part.see.isVisible()
    part.begin()
    assert part.pick.hasFocus()


def test_files_are_dropped_and_stay_where_they_are(part, window, qtbot, clerk, files):
    assert drop(part, carried(files)) == Qt.DropAction.CopyAction
    rest(qtbot, window)
    assert sorted(titles(part)) == ["บัตร", "หน้าบ้าน"]
    assert all(file.exists() for file in files)
    told = part._says.said()
    assert "แนบแล้ว 2 รายการ" in told
    assert "เสีย.jpg แนบไม่ได้" in told
    assert clerk.errors == []
    assert part.see.isVisible()
    index = part.model.index(0, columns.PICTURE)
    assert not index.data(Qt.ItemDataRole.DecorationRole).isNull()
    assert index.data(Qt.ItemDataRole.AccessibleTextRole).startswith("เอกสารสแกน")
    # Nothing in the list stands between a file and the place to drop it on.
    assert not part.grid.viewport().acceptDrops()


def test_the_same_picture_again_is_told(part, window, qtbot, files):
    attach(part, qtbot, window, files[:1])
    attach(part, qtbot, window, files[:1])
    assert titles(part) == ["หน้าบ้าน"]
    assert "มีอยู่แล้ว ชื่อ “หน้าบ้าน”" in part._says.said()


def test_files_are_chosen(part, window, qtbot, clerk, files):
    clerk.files = files[:1]
    part.pick.click()
    rest(qtbot, window)
    assert titles(part) == ["หน้าบ้าน"]


def test_a_picture_or_files_are_pasted(part, window, qtbot, files):
    board = QGuiApplication.clipboard()
    image = QImage()
    image.loadFromData(encoded(noise((120, 90)), "PNG"))
    board.setImage(image)
    part.pick.setFocus()
    QTest.keyClick(part.pick, KEY.Key_V, Qt.KeyboardModifier.ControlModifier)
    rest(qtbot, window)
    assert titles(part) == ["ภาพที่วาง"]
    board.setMimeData(carried(files[:1]))
    current(part, 0)
    QTest.keyClick(part.grid, KEY.Key_V, Qt.KeyboardModifier.ControlModifier)
    rest(qtbot, window)
    assert titles(part) == ["หน้าบ้าน", "ภาพที่วาง"]
    board.setText("คำ")
    part.paste.click()
    assert "ไม่มีภาพ" in part._says.said()
    board.clear()


def test_a_title_is_typed_in_place(part, window, qtbot, files, opened):
    attach(part, qtbot, window, files[:1])
    current(part, 0)
    part.grid.type_in(0, columns.TITLE)
    editor = part.grid.findChild(QLineEdit)
    type_into(editor, "บ้านก่อนซ่อม")
    QTest.keyClick(editor, KEY.Key_Return)
    rest(qtbot, window)
    assert titles(part) == ["บ้านก่อนซ่อม"]
    assert opened == []


def test_two_quick_steps_are_both_stored(part, window, qtbot, clerk, files):
    attach(part, qtbot, window, files[:1])
    model = part.model
    assert model.setData(model.index(0, columns.TITLE), "ก")
    assert model.setData(model.index(0, columns.KIND), PaperKind.SCAN)
    assert model.setData(model.index(0, columns.WHOSE), 2)
    rest(qtbot, window)
    assert clerk.errors == []
    (paper,) = attachments.of_household(window.kit.desk, 1)
    assert (paper.title, paper.kind, paper.person_id) == ("ก", PaperKind.SCAN, 2)
    assert model.index(0, columns.WHOSE).data().endswith("ตัวอย่าง")
    assert not part.busy()


def test_an_empty_title_is_refused_in_place(part, window, qtbot, clerk, files):
    attach(part, qtbot, window, files[:1])
    assert not part.model.setData(part.model.index(0, columns.TITLE), "  ")
    assert "ต้องไม่ว่าง" in part._says.said()
    assert (titles(part), clerk.errors) == (["หน้าบ้าน"], [])


def test_enter_opens_a_copy_that_goes_again(part, window, qtbot, files, opened, tmp_path):
    part._copies = OpenedCopies(tmp_path)
    attach(part, qtbot, window, files[:1])
    current(part, 0)
    QTest.keyClick(part.grid, KEY.Key_Return)
    rest(qtbot, window)
    (path,) = (Path(url.toLocalFile()) for url in opened)
    assert path.read_bytes() == attachments.content(window.kit.desk, part.model.at(0))
    assert "หน้าบ้าน" not in str(path)
    part._copies.close()
    assert not path.exists()


def test_no_viewer_is_told(part, window, qtbot, files, monkeypatch, tmp_path):
    part._copies = OpenedCopies(tmp_path)
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)
    attach(part, qtbot, window, files[:1])
    part.see.click()
    rest(qtbot, window)
    assert "ไม่มีโปรแกรมเปิด" in part._says.said()


def test_delete_takes_out_and_undo_brings_back(part, window, qtbot, files):
    attach(part, qtbot, window, files[:2])
    current(part, 1)
    gone = part.model.at(1)
    whole = attachments.content(window.kit.desk, gone)
    QTest.keyClick(part.grid, KEY.Key_Delete)
    rest(qtbot, window)
    assert len(titles(part)) == 1
    assert "Ctrl+Z" in part._says.said()
    window.undo.run()
    rest(qtbot, window)
    assert gone.title in titles(part)
    back = next(p for p in part.model.rows() if p.title == gone.title)
    assert attachments.content(window.kit.desk, back) == whole


def test_a_paper_is_saved_as_a_file(part, window, qtbot, clerk, files, tmp_path):
    attach(part, qtbot, window, files[:1])
    clerk.target = tmp_path / "ออก.jpg"
    part.save_as.click()
    rest(qtbot, window)
    whole = attachments.content(window.kit.desk, part.model.at(0))
    assert clerk.target.read_bytes() == whole
    assert "ออก.jpg" in part._says.said()


@pytest.fixture
def scans(tmp_path):
    folder = tmp_path / "scans"
    folder.mkdir()
    for number in range(3):
        path = folder / f"scan{number}.png"
        path.write_bytes(encoded(page(number), "PNG"))
        os.utime(path, (1_600_000_000 + number,) * 2)
    return folder


def test_scans_are_offered_until_they_are_taken(part, window, qtbot, clerk, scans):
    clerk.folder = scans
    part.scans.click()
    rest(qtbot, window)
    tray = part.tray
    assert tray.isVisible()
    assert not part.drop.isVisible()
    assert [s.path.name for s in tray.model.rows()] == ["scan2.png", "scan1.png", "scan0.png"]
    assert window.kit.desk.settings.scan_folder == str(scans)
    assert tray.table.hasFocus()
    QTest.keyClick(tray.table, KEY.Key_Return)
    rest(qtbot, window)
    assert titles(part) == ["scan2"]
    assert part.model.at(0).kind == PaperKind.SCAN
    assert part.drop.isVisible()
    clerk.folder = None
    part.scans.click()
    rest(qtbot, window)
    assert [s.path.name for s in tray.model.rows()] == ["scan1.png", "scan0.png"]
    tray.wave_off.click()
    rest(qtbot, window)
    assert tray.model.rows() == []
    assert "ไม่มีไฟล์สแกนใหม่" in tray._says.said()
    QTest.keyClick(tray.close_it, KEY.Key_Escape)
    assert not tray.isVisible()
    assert window.here() == "household"
    assert len(list(scans.iterdir())) == 3


def test_a_scanners_folder_that_is_gone_is_told(part, window, qtbot, clerk, tmp_path):
    clerk.folder = tmp_path / "ไม่มี"
    part.scans.click()
    rest(qtbot, window)
    assert [e.title for e in clerk.errors] == ["เปิดโฟลเดอร์สแกนไม่ได้"]


def test_another_household_has_its_own(part, window, qtbot, files):
    attach(part, qtbot, window, files[:1])
    window.open_household(2)
    rest(qtbot, window)
    assert titles(part) == []
    assert part._says.said() == ""
    window.open_household(1)
    rest(qtbot, window)
    assert titles(part) == ["หน้าบ้าน"]


def test_what_is_on_its_way_reaches_the_household_it_was_dropped_on(part, window, qtbot, files):
    part.drop.dropped.emit(files[:1])
    window.open_household(2)
    rest(qtbot, window)
    assert titles(part) == []
    assert len(attachments.of_household(window.kit.desk, 1)) == 1
    assert history.last(window.kit.desk).label == "แนบเอกสาร-รูป 1 รายการ"


def test_tab_leads_out_of_the_list(part, window, qtbot, files):
    attach(part, qtbot, window, files[:1])
    current(part, 0)
    QTest.keyClick(part.grid, KEY.Key_Tab)
    assert QApplication.focusWidget() is not part.grid
    current(part, 0)
    QTest.keyClick(part.grid, KEY.Key_Backtab)
    assert QApplication.focusWidget() is not part.grid


def test_a_folder_that_is_dropped_is_told(part, window, qtbot, tmp_path):
    (tmp_path / "โฟลเดอร์").mkdir()
    drop(part, carried([tmp_path / "โฟลเดอร์"]))
    rest(qtbot, window)
    assert "โฟลเดอร์ แนบไม่ได้" in part._says.said()


def test_everything_has_a_name_to_be_read_out(part):
    assert part.grid.accessibleName()
    assert part.tray.table.accessibleName()
    for one in (part.pick, part.paste, part.scans, part.see, part.save_as, part.remove):
        assert one.text()
