"""Scanned leaflets in the print room: read, answered with keys, taken."""

import numpy as np
import pypdfium2
import pytest
from PIL import Image
from PySide6.QtCore import Qt

from desktop.domain.progress import Silent
from desktop.domain.scans import BoxState
from desktop.services import attachments, logbooks, prints, scan_reading
from desktop.services.documents import geometries
from desktop.services.prints import Order
from dev.made_scans import PROOF, clean, ticked, truth_of
from tests.views.conftest import rest

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)


@pytest.fixture
def scans(window, qtbot, tmp_path):
    """The page of scans, a scan of one household's leaflet, and its marks."""
    desk = window.kit.desk
    pdf = tmp_path / "x.pdf"
    prints.make(desk, Order("leaflet-blank", (1,), pdf), Silent())
    side = geometries.geometry_of(desk, "L", 2).sides["B"]
    document = pypdfium2.PdfDocument(pdf.read_bytes())
    drawn = document[1].render(scale=300 / 72, grayscale=True).to_pil().convert("L")
    document.close()
    random = np.random.default_rng(11)
    grey, marks = ticked(np.asarray(drawn), side, random, PROOF)
    file = tmp_path / "สแกน.png"
    Image.fromarray(clean(grey, side, random)).save(file)
    window.go("printing")
    window.rooms.printing.tabs.setCurrentIndex(3)
    rest(qtbot, window)
    return window.rooms.printing.scans, file, marks


def test_from_file_to_logbook_by_keys(scans, window, qtbot, clerk):
    page, file, marks = scans
    clerk.files = [file]
    page.choose.click()
    rest(qtbot, window)
    assert page.model.rowCount() == 1
    assert page.take.isEnabled()
    boxes = page.boxes
    asked = boxes.left
    assert asked > 0
    assert boxes.picture.pixmap().width() > 300
    page.boxes.setFocus()
    qtbot.keyClick(boxes, Qt.Key.Key_1)
    assert boxes.left == asked - 1
    qtbot.keyClick(boxes, Qt.Key.Key_Backspace)
    assert boxes.left == asked
    qtbot.keyClick(boxes, Qt.Key.Key_0)
    qtbot.keyClick(boxes, Qt.Key.Key_Space)
    assert list(boxes.said.values()) == [BoxState.EMPTY]
    for _ in range(asked):
        boxes.no.click()
    assert boxes.left == 0
    assert not boxes.yes.isEnabled()
    page.take.click()
    rest(qtbot, window)
    desk = window.kit.desk
    (visit,) = logbooks.visits(desk, 1)
    assert visit.answers
    assert len(attachments.of_household(desk, 1)) == 1
    assert page.model.rowCount() == 0
    assert "ร่างสมุดพก 1 ครัวเรือน" in page.told.item(0).text()
    assert clerk.errors == []
    assert any(truth_of(mark) is BoxState.TICKED for mark in marks)


def test_a_lost_code_is_told_by_its_number(scans, window, qtbot, clerk):
    page, file, _ = scans
    picture = Image.open(file)
    picture.paste(250, (900, 60, 1110, 240))
    picture.save(file)
    page.read([file])
    rest(qtbot, window)
    assert not page.take.isEnabled()
    page.table.selectRow(0)
    assert page.lost.number.isVisible()
    # Named as what it isn't, it is not read; then as what it is.
    page.lost.side.setCurrentIndex(3)
    assert page.lost.leaf.isVisible()
    # Of a form that has one version nobody is asked which.
    assert not page.lost.version.isVisible()
    page.lost.number.setText("000001")
    page.lost.again.click()
    rest(qtbot, window)
    assert not page.model.at(0).is_read
    page.read([file])
    rest(qtbot, window)
    page.table.selectRow(0)
    page.lost.side.setCurrentIndex(0)
    assert not page.lost.leaf.isVisible()
    page.lost.number.setText("000001")
    page.lost.again.click()
    rest(qtbot, window)
    assert page.take.isEnabled()
    assert page.model.at(0).household_id == 1


def test_of_several_versions_of_the_form_one_is_chosen(scans, window, qtbot):
    page, _, _ = scans
    with qtbot.waitSignal(page.lost.named) as named:
        page.lost.offer(("2", "1"))
        page.lost.show()
        page.lost.side.setCurrentIndex(3)
        assert not page.lost.version.isHidden()
        page.lost.version.setCurrentIndex(1)
        page.lost.number.setText("000001")
        page.lost.again.click()
    older = named.args[0](window.kit.desk)
    assert older == scan_reading.form_code(window.kit.desk, "000001", 1, "1")


def test_a_file_that_is_no_scan_is_told(scans, window, qtbot, clerk, tmp_path):
    page, _, _ = scans
    bad = tmp_path / "เสีย.pdf"
    bad.write_bytes(b"nothing")
    page.read([bad])
    rest(qtbot, window)
    assert len(clerk.errors) == 1
    assert page.model.rowCount() == 0
