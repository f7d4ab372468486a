"""Whatever goes wrong in a database is found, by name."""

import pytest

from desktop.domain.progress import Silent
from desktop.services import checks, imports
from tests.factories.lists import person_row, read_list
from tests.factories.snapshots import raw

ROWS = [person_row(1, dim_failed=3), person_row(2), person_row(3, "2")]
DAMAGE = {
    "จำนวนสมาชิกไม่ตรงกับรายชื่อ": "UPDATE household SET members = 7, version = 9 WHERE id = 1",
    "ครัวเรือนที่ค้นหาไม่พบ": "DELETE FROM search_text WHERE household_id = 1",
    "มิติที่ตกไม่ตรงกับรายชื่อล่าสุด": "UPDATE household SET dim_failed = 1, version = 9 WHERE id = 1",
    "มิติที่ตกแต่ไม่ทราบผล": "UPDATE household SET dim_known = 0, version = 9 WHERE id = 1",
    "จัดระดับแล้วแต่ไม่มีตัวเลขระดับ": "UPDATE household_case SET level_status = 'level', "
    "level_final = NULL, version = 9 WHERE id = 1",
    "คำตอบของสมาชิกที่ไม่มีอยู่": "INSERT INTO answer "
    "(visit_id, question, person_id, state, value, note) VALUES (1, 'q', 99, 'value', '1', '')",
    "คนจากรายชื่อที่ไม่มีแถวต้นฉบับ": "DELETE FROM source_row WHERE person_id = 1",
    "บันทึกประวัติที่ไม่มีเจ้าของ": "INSERT INTO change (operation_id, table_name, row_id) "
    "VALUES (99, 'person', 1)",
    "ชุดนำเข้าที่ไม่มีประวัติ": "UPDATE import_batch SET operation_id = 99, version = 9",
    "รหัสหรือรุ่นของรายการผิดรูปแบบ (person)": "UPDATE person SET uid = 'x', version = 9 WHERE id = 1",
}


@pytest.fixture
def listed(desk):
    imports.commit(desk, read_list(ROWS), "TPMAP", "2021-01", Silent())
    return desk


def test_sound_database(listed):
    report = checks.run(listed)
    assert report.ok
    assert {f.count for f in report.findings} == {0}
    assert set(DAMAGE) <= {f.title for f in report.findings}


def test_empty_database_is_sound(desk):
    assert checks.run(desk).ok


@pytest.mark.parametrize("title", DAMAGE, ids=range(len(DAMAGE)))
def test_damage_is_found(listed, title):
    raw(listed.db, DAMAGE[title])
    report = checks.run(listed)
    assert not report.ok
    assert {f.title: f.count for f in report.findings}[title] == 1


ON_A_FILE = {
    "รายการที่ไม่มีต้นสังกัด": "UPDATE person SET household_id = 99, version = 9 WHERE id = 3",
    "ดัชนีค้นหาไม่ครบ": "INSERT INTO search_text (household_id, text) VALUES (99, 'x')",
}


@pytest.mark.parametrize("title", ON_A_FILE, ids=range(len(ON_A_FILE)))
def test_damage_of_a_file_is_found(listed, title):
    if listed.db.dialect != "sqlite":
        pytest.skip("a server looks after its own pages")
    raw(listed.db, ON_A_FILE[title])
    report = checks.run(listed)
    assert {f.title: f.count for f in report.findings}[title] == 1
