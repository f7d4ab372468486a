"""Whole lists: each kind of mess that real sheets hold, and that no row is lost silently."""

import hashlib
from dataclasses import replace

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.domain.errors import PasswordNeededError, UserError
from desktop.domain.progress import Cancelled, Silent
from desktop.domain.vocabulary import Dimension, Need, Right
from desktop.importing import reading
from desktop.importing.blocks import rows_of

HEADER = ["ชื่อ-สกุล", "เลขประจำตัวประชาชน", "บ้านเลขที่", "หมู่ที่", "ตำบล", "อำเภอ", "จังหวัด"]
AREA = ["คลองหนึ่ง", "คลองหลวง", "ปทุมธานี"]
CIDS = ["1000000000017", "1000000000025", "1000000000033"]


def person(name="นายสมมุติ ตัวอย่าง", cid="", address="1", moo="2", area=AREA):
    return [name, cid, address, moo, *area]


def test_one_person_with_everything(book, read_here):
    header = [
        *("รหัสประจำบ้าน", "เลขประจำตัวประชาชน", "คำนำหน้า", "ชื่อ", "นามสกุล", "เพศ"),
        *("วันเกิด", "อายุ", "ความสัมพันธ์", "อาชีพ", "บ้านเลขที่", "หมู่ที่", "ตำบล", "อำเภอ"),
        *("ด้านสุขภาพ", "ด้านรายได้", "ตัวชี้วัดที่ 8", "ตัวชี้วัดที่ 22", "รายได้เฉลี่ยต่อเดือน"),
        *("พิการ", "ติดเตียง", "เบี้ยความพิการ", "ผู้พิการ(ไม่ได้เบี้ย)", "โทรศัพท์"),
    ]
    row = [
        *("1300000001", CIDS[0], "น.ส.", "สมมุติ", "ตัวอย่าง", "ญ"),
        *("๑๕ มี.ค. ๒๕๒๑", "๔๒", "บุตร", "รับจ้าง", "1/2", "หมู่ที่ ๓", "ต.คลองหนึ่ง", "อ.คลองหลวง"),
        *("ผ่าน", 1, "ไม่ผ่าน", "ผ่าน", "5,000 บาท", "พิการทางการเห็น", 0, "ไม่ใช่", 1, 812345678),
    ]
    found = read_here(book({"ก": [header, row]}))
    (one,) = found.rows
    assert one.household == "h:01300000001"
    assert (one.cid, one.prefix, one.first_name, one.last_name, one.sex) == (
        CIDS[0],
        "นางสาว",
        "สมมุติ",
        "ตัวอย่าง",
        "f",
    )
    assert (one.birth, one.age, one.relation, one.tel) == ("1978-03-15", 42, "บุตร", "0812345678")
    assert (one.address_no, one.moo, one.tambon_code) == ("1/2", "3", "130201")
    assert one.dim_failed == Dimension.INCOME.bit
    assert one.dim_known == Dimension.INCOME.bit | Dimension.HEALTH.bit
    assert (one.ind_failed, one.ind_passed) == (1 << 7, 1 << 21)
    assert (one.housing_problem, one.income) == (True, 6_000_000)
    assert dict(one.needs) == {Need.DISABLED: True, Need.BEDRIDDEN: False}
    assert dict(one.rights) == {Right.DISABILITY_ALLOWANCE: False}
    assert found.problems == []
    assert (found.data_rows, one.sheet, one.row) == (1, 0, 2)


def test_rows_that_are_no_persons_are_skipped(book, read_here):
    rows = [
        ["รายชื่อครัวเรือนเปราะบาง"],
        HEADER,
        person(cid=CIDS[0]),
        ["รวม", "", "", "", "1 คน"],
        [],
        HEADER,
        person("นางสมมุติ ตัวอย่าง", CIDS[1]),
        ["รวมทั้งสิ้น", "", "", 2],
    ]
    found = read_here(book({"ก": rows}))
    assert [row.row for row in found.rows] == [3, 7]
    assert found.data_rows == 2
    assert found.problems == []


def test_unusable_rows_are_named(book, read_here):
    rows = [HEADER, person("", ""), person(address="-"), person()]
    found = read_here(book({"ก": rows}))
    assert found.data_rows == 3
    assert [row.row for row in found.rows] == [4]
    assert [(one.row, one.used, one.reason) for one in found.problems] == [
        (2, False, "ไม่มีทั้งชื่อและเลขประจำตัวประชาชน"),
        (3, False, "ไม่มีทั้งรหัสประจำบ้านและบ้านเลขที่"),
    ]


def test_area_once_per_block_is_carried_down(book, read_here):
    blank = ["", "", ""]
    rows = [
        HEADER,
        person(moo="1"),
        person(moo="", area=blank),
        person(moo="", area=blank),
        person(moo="5", area=["คลองสอง", "คลองหลวง", ""]),
        person(moo="", area=blank),
    ]
    found = read_here(book({"ก": rows}))
    assert [(row.tambon_code, row.moo) for row in found.rows] == [
        *[("130201", "1")] * 3,
        *[("130202", "5")] * 2,
    ]


@pytest.mark.parametrize(
    ("title", "sheet", "file"),
    [
        ("ตำบลคลองสาม อำเภอคลองหลวง จังหวัดปทุมธานี", "Sheet1", "ก.xlsx"),
        ("อำเภอคลองหลวง จังหวัดปทุมธานี", "คลองสาม", "ก.xlsx"),
        ("รายชื่อ", "คลองสาม", "TPMAP_คลองหลวง.xlsx"),
        ("รายชื่อ", "ต.คลองสาม", "อ.คลองหลวง.xlsx"),
    ],
)
def test_area_from_title_sheet_or_file(book, read_here, title, sheet, file):
    rows = [[title], HEADER[:4], person()[:4]]
    found = read_here(book({sheet: rows}, file))
    assert found.rows[0].tambon_code == "130203"


@pytest.mark.parametrize(
    "cells", [["13", "1302", "130203"], ["13", "02", "03"], ["", "", "130203"]]
)
def test_area_by_codes(book, read_here, cells):
    rows = [["ชื่อ-สกุล", "MBNO", "JUN", "AMP", "TMP"], ["ก ข", "1", *cells]]
    assert read_here(book({"ก": rows})).rows[0].tambon_code == "130203"


def test_unknown_area_is_named_and_kept_apart(book, read_here):
    rows = [
        HEADER,
        person(area=["ดาวอังคาร", "คลองหลวง", "ปทุมธานี"]),
        person(area=["ดาวศุกร์", "คลองหลวง", "ปทุมธานี"]),
    ]
    found = read_here(book({"ก": rows}))
    assert [one.reason for one in found.problems] == ["ไม่พบตำบลนี้ในอำเภอที่ระบุ"] * 2
    assert len({row.household for row in found.rows}) == 2


def test_household_income_is_shared(book, read_here):
    header = ["ชื่อ-สกุล", "รหัสบ้าน", "รายได้ครัวเรือน (บาท/ปี)"]
    rows = [header, ["ก ข", "13000000001", 100_000], ["ค ง", "13000000001", 100_000]]
    assert [row.income for row in read_here(book({"ก": rows})).rows] == [5_000_000] * 2


def test_a_burden_of_the_household_is_nobodys_in_particular(book, read_here):
    header = ["ชื่อ-สกุล", "รหัสบ้าน", "อายุ", "ผู้พิการ(ไม่ได้เบี้ย)", "ผู้สูงอายุ(ไม่ได้เบี้ย)"]
    rows = [
        [name, f"1300000000{home}", age, home < 4, 1]
        for home in range(1, 6)
        for name, age in [("ก ข", 70), ("ค ง", 20)]
    ]
    rows.append(["จ ฉ", "13000000009", 65, 1, 0])
    found = read_here(book({"ก": [header, *rows]}))
    needs = [dict(row.needs).get(Need.DISABLED) for row in found.rows]
    assert needs == [None] * 10 + [True]
    elder = [dict(row.rights).get(Right.ELDER_ALLOWANCE) for row in found.rows]
    assert elder == [False, None] * 5 + [None]
    no_tambon, whose = found.problems
    assert no_tambon.reason.startswith("ไม่มีคอลัมน์ตำบล")
    assert (whose.row, whose.column, whose.used) == (1, "ผู้พิการ(ไม่ได้เบี้ย)", True)


def test_a_burden_of_a_person_is_a_need(book, read_here):
    header = ["ชื่อ-สกุล", "รหัสบ้าน", "ผู้ป่วยเรื้อรัง", "เด็กยากจน", "ความมั่นคงในที่อยู่อาศัย"]
    rows = [["ก ข", "13000000001", 1, 0, 1], ["ค ง", "13000000001", 0, 1, 1]]
    first, second = read_here(book({"ก": [header, *rows]})).rows
    assert dict(first.needs) == {Need.POOR_CHILD: False, Need.CHRONIC_DEPENDENT: True}
    assert dict(second.needs) == {Need.POOR_CHILD: True, Need.CHRONIC_DEPENDENT: False}
    assert first.housing_problem is second.housing_problem is True


def test_a_person_twice_counts_once_and_no_household_is_lost(book, read_here):
    rows = [
        HEADER,
        person(cid=CIDS[0], address="1"),
        person(cid=CIDS[0], address="1"),
        person(cid=CIDS[1], address="2"),
        person(cid=CIDS[0], address="3"),
    ]
    found = read_here(book({"ก": rows, "ข": [HEADER, person(cid=CIDS[1], address="1")]}))
    assert [(row.sheet, row.row, row.cid) for row in found.rows] == [
        (0, 2, CIDS[0]),
        (0, 4, CIDS[1]),
        (0, 5, ""),
    ]
    assert found.data_rows == 5
    said = {(one.sheet, one.row): (one.used, one.reason) for one in found.problems}
    assert said["ก", 3] == (False, "ซ้ำกับแถว 2")
    assert said["ข", 2] == (False, "ซ้ำกับแผ่นงาน ก แถว 4")
    assert said["ก", 5][0] is True
    assert "คนเดียวในครัวเรือน" in said["ก", 5][1]


def test_every_row_is_kept_as_it_came(book, read_here):
    rows = [["ชื่อเรื่อง"], HEADER, *(person(f"นาย{n}  ตัวอย่าง ") for n in range(600)), ["รวม", 600]]
    path = book({"ก": rows, "ข": [["หมายเหตุ"]]})
    found = read_here(path)
    kept = [row for block in found.blocks if block.sheet == 0 for row in rows_of(block)]
    assert len(kept) == len(rows)
    assert kept[2][:3] == ["นาย0  ตัวอย่าง ", "", "1"]
    assert kept[-1][:2] == ["รวม", "600"]
    assert [block.first_row for block in found.blocks] == [1, 1]
    assert found.files[0].sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_hidden_and_foreign_sheets_are_named(book, read_here):
    path = book({"สรุป": [["สรุปผล"]], "ซ่อน": [HEADER, person()]}, hidden=["ซ่อน"])
    found = read_here(path)
    assert [(one.name, one.header_row, one.hidden) for one in found.sheets] == [
        ("สรุป", 0, False),
        ("ซ่อน", 1, True),
    ]
    assert len(found.rows) == 1
    assert [(one.sheet, one.used, one.reason) for one in found.problems] == [
        ("สรุป", False, "ไม่ได้นำเข้าแผ่นงานนี้: ไม่พบหัวตาราง"),
        ("ซ่อน", True, "แผ่นงานนี้ซ่อนอยู่ โปรแกรมอ่านทุกแถว"),
    ]


def test_hidden_rows_and_columns_are_read_and_named(tmp_path, read_here):
    path = tmp_path / "ก.xlsx"
    rows = [HEADER, *(person(f"นาย{n} ตัวอย่าง") for n in range(4))]
    with xlsxwriter.Workbook(path) as made:
        for name, hidden in (("กรอง & <ซ่อน>", (1, 3, 900)), ("เห็น", ())):
            sheet = made.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
            for number in hidden:
                sheet.set_row(number, options={"hidden": True})
            if hidden:
                sheet.set_column(5, 400, options={"hidden": True})
    found = read_here(path)
    assert len(found.rows) == 8
    # Row 901 and the columns beyond the table hold nothing.
    assert [(one.sheet, one.row, one.used, one.reason) for one in found.problems] == [
        (
            *("กรอง & <ซ่อน>", 0, True),
            "แผ่นงานนี้มีแถวที่ซ่อนไว้ 2 แถว (อาจกรองอยู่) มีคอลัมน์ที่ซ่อนไว้ 2 คอลัมน์ โปรแกรมอ่านทุกแถวและทุกคอลัมน์",
        )
    ]


def test_corrected_layout_is_followed(book, read_here):
    path = book({"ก": [["ชื่อ-สกุล", "เลขที่", "หมายเหตุ"], ["ก ข", "1", "ช่างไม้"]]})
    layout = read_here(path).sheets[0]
    assert layout.columns[2].canonical == ""
    columns = (*layout.columns[:2], replace(layout.columns[2], canonical="occupation"))
    found = read_here(path, layouts=[replace(layout, columns=columns)])
    assert found.rows[0].occupation == "ช่างไม้"


def test_a_folder_is_read_in_order_of_names(book, read_here, tmp_path):
    book({"ก": [HEADER, person()]}, "ข.xlsx")
    book({"ก": [HEADER, person()]}, "ก.xlsx")
    (tmp_path / "~$ก.xlsx").write_bytes(b"lock")
    (tmp_path / "อ่านก่อน.docx").write_bytes(b"no list")
    assert [one.name for one in read_here(tmp_path).files] == ["ก.xlsx", "ข.xlsx"]
    (tmp_path / "ว่าง").mkdir()
    with pytest.raises(UserError, match="ไม่พบไฟล์"):
        read_here(tmp_path / "ว่าง")


STRAYS = {
    "บันทึก.txt": "ประชุมวันจันทร์\nเก้าโมง",
    "ภาพ.txt": "\x00\x01\x02",
    "ว่าง.txt": "",
    "หน้า.html": "<html><p>ไม่มีตาราง</p></html>",
}


def test_what_is_no_list_in_a_folder_is_named(book, read_here, tmp_path):
    book({"ก": [HEADER, person()]}, "ก.xlsx")
    for name, text in STRAYS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / ".ซ่อน.txt").write_text("x", encoding="utf-8")
    found = read_here(tmp_path)
    assert len(found.rows) == 1
    assert [one.name for one in found.files] == ["ก.xlsx", *sorted(STRAYS)]
    assert {(one.file, one.used) for one in found.problems} == {(name, False) for name in STRAYS}
    assert len(found.problems) == len(STRAYS)
    # By its name, each is meant, and refused.
    for name in STRAYS:
        with pytest.raises(UserError) as caught:
            read_here(tmp_path / "ก.xlsx", tmp_path / name)
        assert caught.value.where.file == name
    (tmp_path / "ก.xlsx").unlink()
    with pytest.raises(UserError) as caught:
        read_here(tmp_path)
    assert caught.value.where.file in STRAYS


def test_a_broken_workbook_fails_its_folder(book, read_here, tmp_path):
    book({"ก": [HEADER, person()]}, "ก.xlsx")
    (tmp_path / "ข.xlsx").write_bytes(b"PK\x03\x04")
    with pytest.raises(UserError, match="เสียหาย"):
        read_here(tmp_path)


def test_no_list_in_the_file(book, read_here):
    with pytest.raises(UserError) as caught:
        read_here(book({"ก": [["บันทึก"], ["ข้อความ"]]}))
    assert caught.value.where.file == "รายชื่อ.xlsx"


def test_bad_values_are_named_with_their_place(book, read_here):
    header = [*HEADER, "วันเกิด", "เพศ"]
    rows = [header, [*person(cid="1.0E+12"), "31/02/2521", "?"]]
    found = read_here(book({"ก": rows}))
    assert {(one.sheet, one.row, one.column, one.value) for one in found.problems} == {
        ("ก", 2, "เลขประจำตัวประชาชน", "1.0E+12"),
        ("ก", 2, "วันเกิด", "31/02/2521"),
        ("ก", 2, "เพศ", "?"),
    }
    assert all(one.used for one in found.problems)
    assert (found.rows[0].cid, found.rows[0].birth) == ("", "")


CELLS = st.one_of(
    st.sampled_from(["", "-", "รวม", "ชื่อ-สกุล", "นายสมมุติ ตัวอย่าง", "1", *CIDS]),
    st.text(st.characters(exclude_categories=["C"]), max_size=6),
)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None
)
@given(st.lists(st.lists(CELLS, min_size=7, max_size=7), max_size=12))
def test_every_row_is_read_or_named_or_no_person(tmp_path, read_here, rows):
    import csv

    path = tmp_path / "ก.csv"
    with path.open("w", encoding="utf-8", newline="") as target:
        csv.writer(target).writerows([HEADER, *rows])
    found = read_here(path)
    used = {row.row for row in found.rows}
    unused = {one.row for one in found.problems if not one.used}
    assert used.isdisjoint(unused)
    assert len(used) + len(unused) == found.data_rows
    named = {n for n, row in enumerate(rows, 2) if row[0].strip() and "รวม" not in "".join(row)}
    headers = {n for n, row in enumerate(rows, 2) if row[0] == HEADER[0]}
    assert named - headers <= used | unused


def test_in_a_child_process(book):
    path = book({"ก": [HEADER, *(person(f"นาย{n} ตัวอย่าง") for n in range(5000))]})
    (layout,) = reading.examine([path], Silent())
    assert (layout.header_row, layout.rows) == (1, 5000)
    assert layout.columns[0].samples == ("นาย0 ตัวอย่าง", "นาย1 ตัวอย่าง", "นาย2 ตัวอย่าง")
    found = reading.read_list([path], (layout,), 2021, Silent())
    assert [row.row for row in found.rows] == list(range(2, 5002))
    assert found.rows[0].household == "a:130201|2|1"


def test_an_encrypted_list_in_a_child_process(book, locked):
    path = locked(book({"ก": [HEADER, person()]}), "ลับ-Secret1")
    with pytest.raises(PasswordNeededError) as caught:
        reading.examine([path], Silent())
    assert (caught.value.title, caught.value.where.file) == ("ไฟล์มีรหัสผ่าน", path.name)
    with pytest.raises(PasswordNeededError, match="ไม่ตรง") as caught:
        reading.read_list([path], None, 2021, Silent(), ["Wrong-Word2"])
    assert "Wrong-Word2" not in f"{caught.value!r} {caught.value.message}"
    words = ["Wrong-Word2", "ลับ-Secret1"]
    (layout,) = reading.examine([path], Silent(), words)
    found = reading.read_list([path], [layout], 2021, Silent(), words)
    assert len(found.rows) == 1
    assert "Secret1" not in repr(found)


def test_cancel(book):
    class Stop:
        def step(self, done, total, what):
            raise Cancelled

    with pytest.raises(Cancelled):
        reading.read_list([book({"ก": [HEADER, person()]})], None, 2021, Stop())


def test_a_glimpse_shows_the_first_rows_as_they_stand(book):
    rows = [["รายชื่อ"], HEADER, *(person(f"นาย{n} ตัวอย่าง") for n in range(500))]
    found = reading.glimpse(book({"ก": rows, "ข": [["อื่น"]]}), 100, Silent())
    assert (found.sheet, len(found.rows)) == ("ก", 100)
    # Reckoned from the bytes of the first rows.
    assert abs(found.about - 502) < 25
    assert found.rows[2][0] == "นาย0 ตัวอย่าง"
