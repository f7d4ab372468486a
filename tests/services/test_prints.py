"""Print jobs and their papers: what was made for whom, what came back, what is late."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument
from sqlalchemy import update

from desktop.domain.errors import UserError
from desktop.domain.prints import JobState, Way
from desktop.domain.progress import Cancelled, Silent
from desktop.services import history, households, prints
from desktop.services.prints import Order
from desktop.storage.schema.base import table_of
from desktop.storage.schema.prints import PrintJobRow
from tests.services.test_documents import office  # noqa: F401 - a fixture


@pytest.fixture
def printed(office, tmp_path):  # noqa: F811
    """Three leaflets of which two are a volunteer's, printed."""
    prints.make(office, Order("leaflet", (1, 2, 3), tmp_path / "x.pdf"), Silent())
    return office


def only(desk):
    (job,) = prints.jobs(desk)
    return job


def test_a_job_records_what_was_made_by_whom_and_for_which_households(printed, tmp_path):
    job = only(printed)
    assert (job.kind, job.way, job.state) == ("leaflet", Way.PDF, JobState.MADE)
    assert (job.households, job.sheets, job.copies) == (3, 3, 1)
    assert job.layout_version >= 1
    assert job.made_by == printed.actor.name
    assert Path(job.file) == tmp_path / "x.pdf"
    assert prints.households_of(printed, job.id) == [1, 2, 3]


def test_a_job_that_fails_is_recorded_as_such(office, tmp_path):  # noqa: F811
    (tmp_path / "แฟ้ม").touch()
    with pytest.raises(UserError):
        prints.make(office, Order("leaflet", (1,), tmp_path / "แฟ้ม" / "x.pdf"), Silent())
    assert only(office).state is JobState.FAILED
    assert prints.papers_out(office) == ()


def test_a_mistake_in_the_order_leaves_no_job(office, tmp_path):  # noqa: F811
    with pytest.raises(UserError):
        prints.make(office, Order("leaflet", (1,), tmp_path / "x.txt"), Silent())
    assert prints.jobs(office) == ()


def test_a_job_that_is_cancelled_leaves_no_file(office, tmp_path):  # noqa: F811
    class Stopping:
        def step(self, done, total, what):
            if done:
                raise Cancelled

    with pytest.raises(Cancelled):
        prints.make(office, Order("leaflet", (1, 2), tmp_path / "x.pdf"), Stopping())
    assert only(office).state is JobState.CANCELLED
    assert list(tmp_path.glob("x*")) == []


def test_a_printers_job_is_made_when_the_printer_took_it(office, tmp_path):  # noqa: F811
    order = Order("leaflet", (1,), tmp_path / "x.pdf", way=Way.PRINTER, copies=2)
    made = prints.make(office, order, Silent())
    assert (only(office).state, only(office).file) == (JobState.MAKING, "")
    prints.ended(office, made.job, 2, sent=True)
    assert (only(office).state, only(office).sheets) == (JobState.MADE, 2)


def test_a_file_for_each_volunteer_without_a_persons_name(office, tmp_path):  # noqa: F811
    made = prints.make(office, Order("leaflet", (3, 1, 2), tmp_path, apart=True), Silent())
    assert [file.name for file in made.files] == [
        "แผ่นพับครอบครัว อพม-0001.pdf",
        "แผ่นพับครอบครัว ยังไม่มอบหมาย อพม.pdf",
    ]
    assert [len(PdfDocument(file)) for file in made.files] == [4, 2]
    assert made.printed.households == 3


def test_a_workbook_for_each_district(office, tmp_path):  # noqa: F811
    order = Order("roster-district", (1, 2, 3), tmp_path, way=Way.XLSX, apart=True)
    made = prints.make(office, order, Silent())
    assert all(file.suffix == ".xlsx" and "อำเภอ" in file.name for file in made.files)


def test_who_has_which_papers(printed):
    carer, nobody = prints.papers_out(printed)
    assert (carer.volunteer, carer.printed, carer.out, carer.back) == ("นางอาสา ตัวอย่าง", 2, 2, 0)
    assert (nobody.volunteer_id, nobody.printed) == (0, 1)
    assert prints.still_out(printed, carer.volunteer_id) == [1, 2]
    assert prints.still_out(printed, 0) == [3]
    assert carer.late == 0


def test_papers_printed_twice_count_once(printed, tmp_path):
    prints.make(printed, Order("bundle", (1, 2), tmp_path / "y.pdf"), Silent())
    assert prints.papers_out(printed)[0].printed == 2


def test_lists_are_not_expected_back(office, tmp_path):  # noqa: F811
    prints.make(office, Order("roster-volunteer", (1, 2), tmp_path / "y.pdf"), Silent())
    assert prints.papers_out(office) == ()


def test_a_scanned_code_takes_the_papers_back_and_can_be_undone(printed, tmp_path):
    prints.make(printed, Order("bundle", (1,), tmp_path / "y.pdf"), Silent())
    uid = households.load(printed, 1).uid
    done, _ = prints.check_in(printed, f"OH1:{uid}")
    assert (done.household_id, done.papers, done.missing) == (1, 2, 1)
    assert done.volunteer == "นางอาสา ตัวอย่าง"
    assert prints.papers_out(printed)[0].out == 1
    again, _ = prints.check_in(printed, uid.lower())
    assert (again.papers, again.missing) == (0, 1)
    history.undo_last(printed)
    assert prints.papers_out(printed)[0].out == 2


def test_a_strange_code_changes_nothing(printed):
    with pytest.raises(UserError, match="ไม่พบครัวเรือน"):
        prints.check_in(printed, "ZZZZ")
    assert prints.papers_out(printed)[0].out == 2


def test_papers_are_late_after_the_days_of_the_settings(printed):
    long_ago = datetime.now(UTC) - timedelta(days=10)
    with printed.db.begin() as connection:
        connection.execute(update(table_of(PrintJobRow)).values(made_at=long_ago))
    assert prints.papers_out(printed)[0].late == 0
    strict = replace(printed, settings=replace(printed.settings, papers_late_after=9))
    carer = prints.papers_out(strict)[0]
    assert carer.late == 2
    assert abs(carer.since - long_ago) < timedelta(seconds=1)


def test_work_lists_name_who_waits_for_the_print_room(office, tmp_path):  # noqa: F811
    assert prints.work_list(office, "assigned") == [1, 2]
    assert prints.work_list(office, "out") == []
    prints.make(office, Order("bundle", (1,), tmp_path / "x.pdf"), Silent())
    assert prints.work_list(office, "assigned") == [2]
    assert prints.work_list(office, "out") == [1]
    levels = {key: prints.work_list(office, key) for key in prints.WORK_LISTS if "level" in key}
    for key, found in levels.items():
        level = int(key[-1])
        assert all(households.load(office, one).case.level == level for one in found)
        assert 1 not in found


def test_the_duplex_test_sheet_has_two_sides(printed, tmp_path):
    pages = PdfDocument(prints.duplex_test(printed, tmp_path / "ทดสอบ.pdf"))
    assert [page.get_size() for page in pages] == [pages[0].get_size()] * 2
    assert "100มิลลิเมตร" in "".join(pages[0].get_textpage().get_text_range().split())
    pages.close()
