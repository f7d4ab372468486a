"""The table of districts and dimensions, from households to paper."""

import pytest
from openpyxl import load_workbook

from desktop.domain.district_table import check_sums
from desktop.domain.errors import UserError
from desktop.domain.progress import Silent
from desktop.domain.vocabulary import Dimension
from desktop.services import imports, levels, overview, pictures, reports
from tests.factories.lists import person_row, read_list

# The booklet's table (p.25), a hundredth of it: households and failures by dimension.
BOOKLET = {
    "1302": (183, (0, 0, 0, 16, 0)),
    "1303": (26, (4, 1, 1, 18, 0)),
    "1301": (46, (11, 12, 0, 12, 0)),
    "1305": (156, (6, 1, 0, 8, 0)),
    "1306": (62, (31, 2, 4, 61, 0)),
    "1307": (37, (0, 0, 0, 9, 0)),
}
NOWHERE = {"13": 2, "": 3}


def households():
    """Failures are laid over the district's first households, so that some fail several."""
    for code, (count, failures) in BOOKLET.items():
        for number in range(count):
            mask = sum(d.bit for d, n in zip(Dimension, failures, strict=True) if number < n)
            place = f"{code}01" if number % 2 else code
            yield f"{code}-{number}", place, mask
    for code, count in NOWHERE.items():
        yield from ((f"x{code}-{number}", code, 0) for number in range(count))


@pytest.fixture(scope="module")
def province(shared_desk):
    rows = [
        person_row(n, key, tambon_code=code, dim_failed=mask, moo=str(n % 3))
        for n, (key, code, mask) in enumerate(households())
    ]
    rows += [person_row(9999, rows[0].household.removeprefix("h:1302000000"), relation="บุตร")]
    imports.commit(shared_desk, read_list(rows), "TPMAP", "2021-01", Silent())
    return shared_desk


def test_booklets_table(province):
    report = reports.districts(province)
    lines = {line.code: line for line in report.areas}
    for code, (count, failures) in BOOKLET.items():
        assert lines[code].households == count
        assert tuple(lines[code].failures.values()) == failures
        assert lines[code].incidences == sum(failures)
        # Laid over one another: as many distinct households as the largest dimension has.
        assert lines[code].distinct_failing == max(failures)
    check_sums(report)
    assert report.total.incidences == sum(sum(f) for _, f in BOOKLET.values())
    assert report.total.distinct_failing < report.total.incidences
    seen = overview.summary(province)
    assert report.total.households == seen.households
    assert report.total.persons == seen.persons


def test_area_without_households_is_listed(province):
    lines = {line.code: line for line in reports.districts(province).areas}
    assert (lines["1304"].name, lines["1304"].households) == ("หนองเสือ", 0)
    assert set(lines["1304"].failures.values()) == {0}


def test_unknown_places_are_named_and_stand_last(province):
    areas = reports.districts(province).areas
    assert [(a.name, a.households) for a in areas[-2:]] == [("ไม่ระบุอำเภอ", 2), ("ไม่ทราบที่อยู่", 3)]
    inside = reports.districts(province, "1303").areas
    assert (inside[-1].name, inside[-1].households) == ("ไม่ระบุตำบล", 13)
    assert sum(a.households for a in inside) == 26


def test_districts_stand_in_the_dictionarys_order(province):
    names = [a.name for a in reports.districts(province).areas][:7]
    assert names == [
        *("คลองหลวง", "ธัญบุรี", "เมืองปทุมธานี", "ลาดหลุมแก้ว", "ลำลูกกา", "สามโคก", "หนองเสือ")
    ]


def test_villages_of_a_tambon(province):
    report = reports.districts(province, "130601")
    assert report.unit == "หมู่บ้าน"
    assert [a.name for a in report.areas] == ["หมู่ 1", "หมู่ 2", "ไม่ระบุหมู่บ้าน"]
    assert report.total.households == 31
    check_sums(report)


@pytest.mark.parametrize("area", ["99", "1", "130", "13020204", "13x2", "ปทุมธานี", "139901"])
def test_unknown_area(province, area):
    with pytest.raises(UserError, match="ไม่รู้จักพื้นที่นี้"):
        reports.districts(province, area)


def test_empty_database_has_its_table(desk):
    report = reports.districts(desk)
    assert report.total.households == 0
    assert len(report.areas) == 7
    check_sums(report)


def test_report_says_what_it_rests_on(province):
    report = reports.districts(province)
    assert report.lists == ("TPMAP ณ มกราคม 2564",) or "2564" in report.lists[0]
    assert report.scheme == "p20 รุ่น 1"
    assert report.area_name == "จังหวัดปทุมธานี"


def test_report_as_workbook(province, tmp_path):
    report = reports.districts(province)
    file = reports.write_districts(province, report, tmp_path / "รายงาน.xlsx")
    cells = [c for row in load_workbook(file).active.iter_rows(values_only=True) for c in row]
    assert report.total.households in cells
    assert report.total.incidences in cells
    assert "หนองเสือ" in cells
    assert list(tmp_path.iterdir()) == [file]


def test_report_as_pdf(province, tmp_path):
    report = reports.districts(province)
    file = reports.write_districts(province, report, tmp_path / "รายงาน.PDF")
    pages = pictures.PdfPages(file.read_bytes())
    assert pages.count == 1
    assert pages.size(0)[0] > 500
    assert pages.png(0, 0.2).startswith(b"\x89PNG")
    pages.close()
    assert reports.districts_bytes(province, report).startswith(b"%PDF")


def test_report_of_another_kind_is_refused(province, tmp_path):
    with pytest.raises(UserError, match="ไม่รู้จักชนิดไฟล์"):
        reports.write_districts(province, reports.districts(province), tmp_path / "x.docx")
    assert list(tmp_path.iterdir()) == []


def test_report_where_no_folder_can_be(province, tmp_path):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(UserError, match="เขียนไฟล์ไม่ได้"):
        reports.write_districts(province, reports.districts(province), tmp_path / "file" / "x.pdf")


def test_levels_add_up(province):
    counted = levels.compute(province, Silent())
    assert counted.counts == levels.counts(province).counts
    assert list(counted.counts) == ["3", "2", "1", "0", "outside", "unresolved", "waiting"]
    assert sum(counted.counts.values()) == overview.summary(province).households
    assert (counted.fiscal_year, counted.scheme) == (2565, "p20 รุ่น 1")
