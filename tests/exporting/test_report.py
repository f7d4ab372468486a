"""The report as a workbook holds the figures themselves."""

import io

import openpyxl
import pytest

from desktop.domain.district_table import NOTES, column_labels, counts
from desktop.exporting.report import FIRST_ROW, HEAD_ROW, write_district_report
from tests.factories.figures import area, district_report, total_of


@pytest.fixture
def written():
    def make(report):
        target = io.BytesIO()
        write_district_report(report, target)
        target.seek(0)
        return openpyxl.load_workbook(target).active

    return make


def test_figures_are_numbers_equal_to_the_report(written):
    report = district_report()
    sheet = written(report)
    lines = [*report.areas, report.total]
    for row, line in enumerate(lines, FIRST_ROW + 1):
        cells = [cell.value for cell in sheet[row]][: 1 + len(counts(line))]
        assert cells == [line.name, *counts(line)]
        assert all(type(value) is int for value in cells[1:])


def test_the_head_names_both_measures_and_is_repeated_on_paper(written):
    sheet = written(district_report())
    head = [
        str(cell.value)
        for row in sheet.iter_rows(min_row=HEAD_ROW + 1, max_row=HEAD_ROW + 2)
        for cell in row
        if cell.value
    ]
    for label in column_labels():
        assert any(text.startswith(label) for text in head)
    assert any("นับซ้ำได้" in text for text in head)
    assert any("ไม่นับซ้ำ" in text for text in head)
    assert sheet.print_title_rows == f"${HEAD_ROW + 1}:${HEAD_ROW + 2}"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.print_area == f"'{sheet.title}'!$A$1:$J${sheet.max_row}"
    assert sheet.column_dimensions["A"].width > 20


def test_title_and_sources_stand_on_the_sheet(written):
    report = district_report()
    texts = [cell.value for row in written(report).iter_rows() for cell in row if cell.value]
    assert texts[0] == "ครัวเรือนเปราะบางที่ตกมิติ จำแนกรายอำเภอ จังหวัดปทุมธานี"
    assert {report.project, report.office, *NOTES} <= set(texts)
    assert "ที่มา: TPMAP ณ มกราคม 2564, สำรวจเพิ่มโดย พมจ. ณ มีนาคม 2564" in texts
    assert any("16 พ.ค. 2565 14.30 น." in str(text) for text in texts)


def test_a_name_never_becomes_a_formula(written):
    areas = (area("1", "=1+1", 5, 9, (1, 0, 0, 0, 0), 1),)
    sheet = written(district_report(areas=areas, total=total_of(areas), project="@SUM(A1)"))
    assert sheet.cell(FIRST_ROW + 1, 1).data_type == "s"
    assert sheet["A2"].data_type == "s"


def test_figures_that_cannot_be_true_are_refused():
    report = district_report(total=area("13", "รวม", 1, 1, (0, 0, 0, 0, 0), 0))
    with pytest.raises(ValueError, match="ครัวเรือน"):
        write_district_report(report, io.BytesIO())


def test_equal_figures_give_equal_bytes():
    one, two = io.BytesIO(), io.BytesIO()
    write_district_report(district_report(), one)
    write_district_report(district_report(), two)
    assert one.getvalue() == two.getvalue()
