"""The print room: kinds, parts, jobs, the printer, and papers that come back."""

import pytest
from PySide6.QtPrintSupport import QPrinter

from desktop.domain.prints import JobState, Way
from desktop.domain.records import HouseholdFilter, VolunteerDraft
from desktop.models.prints import INTERRUPTED, jobs_model, papers_model
from desktop.services import households, prints, volunteers
from desktop.services.pictures import PdfPages
from tests.views.conftest import rest

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)


@pytest.fixture
def room(window, qtbot):
    """The print room with every household chosen, the first two of them a volunteer's."""
    desk = window.kit.desk
    ids = households.find(desk, HouseholdFilter(sort="place"))
    volunteers.save(desk, VolunteerDraft(name="นางอาสา ตัวอย่าง"))
    volunteers.assign(desk, ids[:2], 1)
    window.print_households(ids)
    rest(qtbot, window)
    return window.rooms.printing


def kind(room, key):
    room.prepare.kind.setCurrentIndex(room.prepare.kind.findData(key))


def test_a_look_goes_on_from_part_to_part(room, window, qtbot):
    says, preview = room.prepare.preview.says, room.prepare.preview
    assert "หน้า 1 จาก 2" in says.text()
    assert "(ชุดที่ 1 จาก " in says.text()
    assert not preview.before.isEnabled()
    for _ in range(2):
        preview.after.click()
        rest(qtbot, window)
    assert "หน้า 1 จาก 2" in says.text()
    assert "(ชุดที่ 2 จาก " in says.text()
    preview.before.click()
    rest(qtbot, window)
    assert "หน้า 2 จาก 2" in says.text()
    assert "(ชุดที่ 1 จาก " in says.text()


def test_another_kind_is_another_look_and_a_table_can_be_a_workbook(
    room, window, qtbot, clerk, tmp_path
):
    assert not room.prepare.xlsx.isVisible()
    kind(room, "roster-volunteer")
    rest(qtbot, window)
    assert "อพม. นางอาสา ตัวอย่าง" in room.prepare.preview.says.text()
    clerk.target = tmp_path / "บัญชี.xlsx"
    room.prepare.xlsx.click()
    rest(qtbot, window)
    assert clerk.target.read_bytes().startswith(b"PK")
    assert clerk.errors == []


def test_a_kind_with_nothing_to_print_says_so_in_place_of_the_page(room, window, qtbot, clerk):
    kind(room, "agency")
    rest(qtbot, window)
    assert "แผน" in room.prepare.preview._picture.text()
    assert not room.prepare.save.isEnabled()
    assert clerk.errors == []


def test_files_apart_for_each_volunteer(room, window, qtbot, clerk, tmp_path):
    clerk.folder = tmp_path / "แยก"
    room.prepare.apart.click()
    rest(qtbot, window)
    assert len(list(clerk.folder.glob("*.pdf"))) == 2
    assert clerk.errors == []


def test_pages_go_to_the_printer_from_the_sheet_that_is_asked_for(room, window, qtbot, tmp_path):
    target = tmp_path / "printed.pdf"

    def to_a_file(printer):
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(target))
        return True

    room.prepare.ask_printer = to_a_file
    room.prepare.first.setValue(2)
    sheets = len(room.prepare.ids)
    room.prepare.print.click()
    rest(qtbot, window)
    pages = PdfPages(target.read_bytes())
    assert pages.count == 2 * (sheets - 1)
    width, height = pages.size(0)
    pages.close()
    assert width > height
    job = prints.jobs(window.kit.desk)[0]
    assert (job.way, job.state, job.sheets) == (Way.PRINTER, JobState.MADE, sheets - 1)
    assert room.prepare.first.value() == 1


def test_nothing_is_recorded_when_no_printer_is_chosen(room, window, qtbot):
    room.prepare.ask_printer = lambda _printer: False
    room.prepare.print.click()
    rest(qtbot, window)
    assert prints.jobs(window.kit.desk) == ()


def test_the_test_sheet(room, window, qtbot, clerk, tmp_path):
    clerk.target = tmp_path / "ทดสอบ.pdf"
    room.prepare.test.click()
    rest(qtbot, window)
    assert clerk.target.read_bytes().startswith(b"%PDF")


def test_codes_are_scanned_one_after_the_other(room, window, qtbot, clerk):
    desk, whose = window.kit.desk, room.prepare.whose
    for one in (2, 3, 2):
        whose.code.setText(f"OH1:{households.load(desk, one).uid}")
        whose.code.returnPressed.emit()
        rest(qtbot, window)
    assert room.prepare.ids == [2, 3]
    whose.code.setText("ไม่มีรหัสนี้")
    whose.code.returnPressed.emit()
    rest(qtbot, window)
    assert "ไม่มีครัวเรือนรหัส" in whose.says.plain()
    assert room.prepare.ids == [2, 3]
    assert clerk.errors == []


def test_a_work_list_is_chosen(room, window, qtbot):
    lists = room.prepare.whose.lists
    lists.setCurrentIndex(lists.findData("assigned"))
    lists.activated.emit(1)
    rest(qtbot, window)
    assert len(room.prepare.ids) == 2


def test_jobs_are_listed_and_made_again(room, window, qtbot, clerk, tmp_path):
    clerk.target = tmp_path / "x.pdf"
    room.prepare.save.click()
    rest(qtbot, window)
    ids = list(room.prepare.ids)
    room.choose([])
    room.tabs.setCurrentWidget(room.jobs)
    rest(qtbot, window)
    assert [job.kind for job in room.jobs.model.rows()] == ["leaflet"]
    room.jobs.again.click()
    rest(qtbot, window)
    assert room.prepare.ids == ids
    assert room.tabs.currentWidget() is room.prepare


def test_papers_come_back_by_their_codes(room, window, qtbot, clerk, tmp_path):
    desk, papers = window.kit.desk, room.papers
    clerk.target = tmp_path / "x.pdf"
    room.prepare.save.click()
    rest(qtbot, window)
    room.tabs.setCurrentWidget(papers)
    rest(qtbot, window)
    before = sum(one.out for one in papers.model.rows())
    for code in (f"oh1:{households.load(desk, 1).uid}", "ไม่มี"):
        papers.code.setText(code)
        papers.code.returnPressed.emit()
        rest(qtbot, window)
    assert papers.came.count() == 1
    assert "ไม่มีครัวเรือนรหัส" in papers.says.plain()
    assert sum(one.out for one in papers.model.rows()) == before - 1
    window.undo.run()
    rest(qtbot, window)
    assert sum(one.out for one in papers.model.rows()) == before
    papers.show_them.click()
    rest(qtbot, window)
    assert room.prepare.ids
    assert clerk.errors == []


def test_a_code_in_the_search_line_opens_the_logbook(room, window, qtbot):
    uid = households.load(window.kit.desk, 2).uid
    window.top.search.setText(f"OH1:{uid}")
    window.top.search.into_list.emit()
    rest(qtbot, window)
    assert window.here() == "household"
    assert window.rooms.household.household.id == 2
    assert window.top.search.text() == ""


def test_models_are_sound(room, window, qtbot, qtmodeltester, clerk, tmp_path):
    desk = window.kit.desk
    clerk.target = tmp_path / "x.pdf"
    room.prepare.save.click()
    rest(qtbot, window)
    jobs = jobs_model(str, lambda: False)
    jobs.show(prints.jobs(desk))
    qtmodeltester.check(jobs)
    papers = papers_model(desk.today)
    papers.show(prints.papers_out(desk))
    qtmodeltester.check(papers)


def test_a_job_that_was_cut_off_says_so(room, window):
    from dataclasses import replace

    desk = window.kit.desk
    prints.make(desk, prints.Order("memo", (1,), desk.output / "m.pdf"), _Silent())
    unfinished = replace(prints.jobs(desk)[0], state=JobState.MAKING)
    for running, said in ((False, INTERRUPTED), (True, "กำลังทำ")):
        model = jobs_model(str, lambda running=running: running)
        model.show([unfinished])
        assert model.index(0, 6).data() == said


class _Silent:
    def step(self, done, total, what):
        """Say nothing."""
