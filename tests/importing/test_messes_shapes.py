"""Shapes of sheets one by one, where a wrong guess would lose somebody or join strangers."""

import pytest

from desktop.domain.errors import UserError
from desktop.domain.vocabulary import Need

AREA = ["2", "คลองหนึ่ง", "คลองหลวง"]
HOUSE = ["บ้านเลขที่", "หมู่ที่", "ตำบล", "อำเภอ"]
CIDS = ["1000000000017", "1000000000025", "1000000000033", "1000000000041"]


@pytest.fixture
def read(book, read_here):
    """Read a sheet of these rows."""
    return lambda *rows, sheet="ก": read_here(book({sheet: rows}))


def people(found):
    return [(row.row, row.first_name, row.address_no or row.household) for row in found.rows]


def below(found):
    """What was reported of rows: row, column, and whether the row went in."""
    header = found.sheets[0].header_row
    return [(one.row, one.column, one.used) for one in found.problems if one.row > header]


def remarks(found):
    header = found.sheets[0].header_row
    return [one.reason for one in found.problems if one.row == header]


def test_members_below_a_header_in_two_rows(read):
    found = read(
        ["บ้านเลขที่", "หมู่ที่", "ตำบล", "อำเภอ", "สมาชิกคนที่ 1", "", "สมาชิกคนที่ 2", ""],
        ["", "", "", "", "ชื่อ-สกุล", "อายุ", "ชื่อ-สกุล", "อายุ"],
        ["1", *AREA, "นายกา ตัวอย่าง", 50, "นางขา ตัวอย่าง", 48],
        ["2", *AREA, "นายคา ตัวอย่าง", 30, "", ""],
    )
    assert people(found) == [(3, "กา", "1"), (3, "ขา", "1"), (4, "คา", "2")]
    assert [row.age for row in found.rows] == [50, 48, 30]
    assert (found.data_rows, found.problems) == (3, [])


def test_members_below_headers_that_only_repeat(read):
    found = read(
        [*HOUSE, "ชื่อ", "นามสกุล", "เลขบัตร", "ชื่อ", "นามสกุล", "เลขบัตร"],
        ["1", *AREA, "นายกา", "ตัวอย่าง", CIDS[0], "นางขา", "ตัวอย่าง", CIDS[1]],
    )
    assert [(row.first_name, row.cid) for row in found.rows] == [("กา", CIDS[0]), ("ขา", CIDS[1])]


def test_problems_of_members_name_their_own_columns(read):
    header = [*HOUSE, "ชื่อสมาชิก 1", "เลขบัตรสมาชิก 1", "ชื่อสมาชิก 2", "เลขบัตรสมาชิก 2"]
    found = read(header, ["1", *AREA, "นายกา ตัวอย่าง", CIDS[0], "นางขา ตัวอย่าง", "123"])
    assert below(found) == [(2, "เลขบัตรสมาชิก 2", True)]
    assert found.problems[0].value == "123"


def test_the_head_who_is_named_again_among_the_members(read):
    found = read(
        [*HOUSE, "ชื่อหัวหน้าครัวเรือน", "ชื่อสมาชิก 1", "อายุสมาชิก 1", "ชื่อสมาชิก 2"],
        ["1", *AREA, "นายกา ตัวอย่าง", "นาย กา  ตัวอย่าง", 50, "นางขา ตัวอย่าง"],
    )
    assert [(r.first_name, r.age, r.relation) for r in found.rows] == [
        ("กา", 50, "หัวหน้าครัวเรือน"),
        ("ขา", None, ""),
    ]


def test_the_same_id_twice_in_one_row_is_reported(read):
    header = [*HOUSE, "ชื่อสมาชิก 1", "เลขบัตรสมาชิก 1", "ชื่อสมาชิก 2", "เลขบัตรสมาชิก 2"]
    found = read(header, ["1", *AREA, "นายกา ตัวอย่าง", CIDS[0], "นางขา ตัวอย่าง", CIDS[0]])
    assert [row.first_name for row in found.rows] == ["กา"]
    assert below(found) == [(2, "เลขบัตรสมาชิก 2", False)]


def test_marks_of_a_household_are_nobodys(read):
    header = [*HOUSE, "ชื่อสมาชิก 1", "ชื่อสมาชิก 2", "ความพิการ"]
    found = read(
        header,
        ["1", *AREA, "นายกา ตัวอย่าง", "นางขา ตัวอย่าง", "✓"],
        ["2", *AREA, "นายคา ตัวอย่าง", "", "✓"],
        ["3", *AREA, "นายงา ตัวอย่าง", "นางจา ตัวอย่าง", ""],
    )
    said = [dict(row.needs).get(Need.DISABLED) for row in found.rows]
    assert said == [None, None, True, False, False]
    assert len(remarks(found)) == 1


def test_lists_in_one_cell_with_ages_ids_and_relations(read):
    cell = f"1) นายกา ตัวอย่าง (หัวหน้าครัวเรือน)\n2) นางขา ตัวอย่าง อายุ ๔๘ ปี\n3) ด.ช.คา ตัวอย่าง {CIDS[2]}"
    found = read([*HOUSE, "รายชื่อสมาชิก"], ["1", *AREA, cell])
    assert [(r.prefix, r.first_name, r.relation, r.age, r.cid) for r in found.rows] == [
        ("นาย", "กา", "หัวหน้าครัวเรือน", None, ""),
        ("นาง", "ขา", "", 48, ""),
        ("เด็กชาย", "คา", "", None, CIDS[2]),
    ]
    assert found.problems == []


def test_what_of_a_cell_is_no_person_is_reported(read):
    cell = "1. นายกา ตัวอย่าง\n2. นางขา ตัวอย่าง\nโทร 081-234-5678"
    found = read([*HOUSE, "รายชื่อสมาชิก"], ["1", *AREA, cell])
    assert [row.first_name for row in found.rows] == ["กา", "ขา"]
    assert [(one.row, one.value, one.used) for one in found.problems] == [
        (2, "โทร 081-234-5678", True)
    ]


def test_cells_with_a_line_for_each_person_are_shared_out(read):
    found = read(
        [*HOUSE, "ชื่อ-สกุล", "เลขบัตรประชาชน", "อายุ"],
        ["1", *AREA, "นายกา ตัวอย่าง\nนางขา ตัวอย่าง", f"{CIDS[0]}\n{CIDS[1]}", "50"],
        ["2", *AREA, "นายคา\nตัวอย่าง", CIDS[2], "30"],
    )
    assert [(r.first_name, r.last_name, r.cid, r.age) for r in found.rows] == [
        ("กา", "ตัวอย่าง", CIDS[0], None),
        ("ขา", "ตัวอย่าง", CIDS[1], None),
        ("คา", "ตัวอย่าง", CIDS[2], 30),
    ]
    assert below(found) == [(2, "อายุ", True)]


def test_heads_with_a_count_of_members(read):
    header = [*HOUSE, "ชื่อหัวหน้าครัวเรือน", "จำนวนสมาชิก", "ผู้ป่วยติดเตียง"]
    found = read(
        header,
        ["1", *AREA, "นายกา ตัวอย่าง", 4, "ใช่"],
        ["2", *AREA, "นางขา ตัวอย่าง", 1, "ใช่"],
        ["3", *AREA, "นางคา ตัวอย่าง", 2, "ไม่ใช่"],
    )
    assert [row.relation for row in found.rows] == ["หัวหน้าครัวเรือน"] * 3
    assert [dict(r.needs).get(Need.BEDRIDDEN) for r in found.rows] == [None, True, False]
    missing, whose = sorted(remarks(found))
    assert missing.startswith("2 ครัวเรือนมีสมาชิกมากกว่าที่มีชื่อในแผ่นงาน รวม 4 คน")
    assert whose.startswith("เครื่องหมายเป็นของทั้งครัวเรือน")


def test_a_household_in_words_across_its_row(read):
    found = read(
        ["ที่", *HOUSE, "ชื่อ-สกุล"],
        ["หมู่ที่ ๓ บ้านสมมุติ ตำบลคลองสอง อำเภอคลองหลวง"],
        ["ครัวเรือนที่ 1 บ้านเลขที่ 12/3"],
        [1, "", "", "", "", "นายกา ตัวอย่าง"],
        [2, "", "", "", "", "นางขา ตัวอย่าง"],
        ["ครัวเรือนที่ 2 บ้านเลขที่ 15 (2 คน)"],
        [1, "", "", "", "", "นายคา ตัวอย่าง"],
        [2, "", "", "", "", "นางงา ตัวอย่าง"],
    )
    assert people(found) == [
        (4, "กา", "12/3"),
        (5, "ขา", "12/3"),
        (7, "คา", "15"),
        (8, "งา", "15"),
    ]
    assert {(r.tambon_code, r.moo, r.village_name) for r in found.rows} == {
        ("130202", "3", "บ้านสมมุติ")
    }
    assert below(found) == []


def test_the_head_of_a_household_in_its_own_row(read):
    header = ["บ้านเลขที่", "หมู่ที่", "ตำบล", "ชื่อหัวหน้าครัวเรือน", "ชื่อ-สกุล", "อายุ"]
    found = read(
        header,
        ["1", "2", "คลองหนึ่ง", "นายกา ตัวอย่าง", "", ""],
        ["", "", "", "", "นางขา ตัวอย่าง", 40],
        ["2", "2", "คลองหนึ่ง", "นายคา ตัวอย่าง", "", ""],
        ["", "", "", "", "นายคา ตัวอย่าง", 50],
        ["", "", "", "", "นางงา ตัวอย่าง", 45],
        ["3", "2", "คลองหนึ่ง", "นายจา ตัวอย่าง", "", ""],
        ["4", "2", "คลองหนึ่ง", "", "", ""],
    )
    assert people(found) == [
        *((2, "กา", "1"), (3, "ขา", "1"), (5, "คา", "2"), (6, "งา", "2"), (7, "จา", "3"))
    ]
    assert below(found) == [(8, "ชื่อ-สกุล", False)]


def test_a_bad_value_of_a_household_is_named_once_where_it_stands(read):
    found = read(
        ["รหัสประจำบ้าน", "ชื่อ-สกุล", "อายุ"],
        ["123", "", ""],
        ["", "นายกา ตัวอย่าง", 40],
        ["", "นางขา ตัวอย่าง", 40],
    )
    assert [row.household for row in found.rows] == ["h:123", "h:123"]
    assert below(found) == [(2, "รหัสประจำบ้าน", True)]


def test_a_missing_house_number_is_no_household_of_others(read):
    rows = [[f"นาย{name}า ตัวอย่าง", str(n), *AREA] for n, name in enumerate("กขคงจ", 1)]
    rows[2][1] = ""
    found = read(["ชื่อ-สกุล", *HOUSE], *rows)
    assert len(found.rows) == 4
    assert below(found) == [(4, "บ้านเลขที่", False)]


def test_notes_and_signatures_join_no_household(read):
    found = read(
        ["บ้านเลขที่", "ชื่อ-สกุล"],
        ["1", "นายกา ตัวอย่าง"],
        ["", "นางขา ตัวอย่าง"],
        ["", "นางคา ตัวอย่าง"],
        ["", "หมายเหตุ ข้อมูลเบื้องต้น"],
        [],
        ["", "นายผู้ใหญ่ บ้านสมมุติ"],
    )
    assert [row.row for row in found.rows] == [2, 3, 4]
    assert below(found) == [(5, "บ้านเลขที่", False), (7, "บ้านเลขที่", False)]


def test_a_head_without_a_house_begins_another_household(read):
    found = read(
        ["บ้านเลขที่", "ชื่อ-สกุล", "ความสัมพันธ์"],
        ["1", "นายกา ตัวอย่าง", "หัวหน้าครัวเรือน"],
        ["", "นางขา ตัวอย่าง", "คู่สมรส"],
        ["", "นายคา ตัวอย่าง", "หัวหน้าครัวเรือน"],
        ["", "นางงา ตัวอย่าง", "คู่สมรส"],
    )
    assert people(found) == [(2, "กา", "1"), (3, "ขา", "1")]
    assert below(found) == [(4, "บ้านเลขที่", False), (5, "บ้านเลขที่", False)]


NUMBERED = ["ลำดับ", "ชื่อ-สกุล", "เลขประจำตัวประชาชน", "หมู่ที่", "ตำบล", "อำเภอ"]


def test_a_running_number_finds_the_household_again_by_its_head(read):
    rows = [
        [7, "นายกา ตัวอย่าง", CIDS[0], *AREA],
        ["", "นางขา ตัวอย่าง", CIDS[1], *AREA],
        ["", "นางคา ตัวอย่าง", "", *AREA],
        [8, "นายงา ตัวอย่าง", "", *AREA],
    ]
    before = read(NUMBERED, *rows)
    again = read(NUMBERED, [1, *rows[3][1:]], [2, *rows[0][1:]], *rows[1:3])
    assert [r.household for r in before.rows] == [f"n:{CIDS[0]}"] * 3 + ["n:130201|2|งาตัวอย่าง"]
    assert {r.first_name: r.household for r in before.rows} == {
        r.first_name: r.household for r in again.rows
    }
    (doubt,) = [one for one in remarks(before) if "ลำดับ" in one]
    assert "เลขประจำตัวหรือชื่อ" in doubt


def test_two_heads_of_one_name_are_two_households(read):
    header = ["ครัวเรือนที่", *NUMBERED[1:]]
    rows = [[number, "นายกา ตัวอย่าง", "", *AREA] for number in (1, 2, 2, 3)]
    rows[2][1] = "นางขา ตัวอย่าง"
    found = read(header, *rows)
    homes = [row.household for row in found.rows]
    assert homes[1] == homes[2]
    assert len(set(homes)) == 3


@pytest.mark.parametrize("between", [["รวม 2 ครัวเรือน"], ["หมู่ที่ 5"], None])
def test_numbers_that_begin_anew(read, between):
    header = ["ครัวเรือนที่", *NUMBERED[1:]]
    first = [[n, f"นาย{name}า ตัวอย่าง", "", *AREA] for n, name in ((1, "ก"), (2, "ข"))]
    second = [[n, f"นาย{name}า ตัวอย่าง", "", *AREA] for n, name in ((1, "ค"), (2, "ง"))]
    found = read(header, *first, *([between] if between else []), *second)
    assert len({row.household for row in found.rows}) == 4


def test_numbers_in_no_order_still_join_a_household(read):
    header = ["ครัวเรือนที่", *NUMBERED[1:]]
    rows = [
        [n, f"นาย{name}า ตัวอย่าง", "", *AREA]
        for n, name in ((5, "ก"), (3, "ข"), (5, "ค"), (4, "ง"), (3, "จ"))
    ]
    homes = [row.household for row in read(header, *rows).rows]
    assert homes[0] == homes[2]
    assert homes[1] == homes[4]
    assert len(set(homes)) == 3


def test_an_address_told_once_for_a_number(read):
    header = ["ครัวเรือนที่", "ชื่อ-สกุล", "บ้านเลขที่", "ตำบล"]
    rows = [[1, "นายกา ตัวอย่าง", "9", "คลองหนึ่ง"], [1, "นางขา ตัวอย่าง", "", "คลองหนึ่ง"]]
    rows += [[2, "นายคา ตัวอย่าง", "10", "คลองหนึ่ง"]]
    found = read(header, *rows)
    assert [row.household for row in found.rows] == ["a:130201||9"] * 2 + ["a:130201||10"]


@pytest.mark.parametrize(
    "row",
    [
        ["รวม 3 คน", "", ""],
        ["", "Grand Total", "3"],
        ["", "ค่าเฉลี่ย", "3.5"],
        ["ร้อยละ", "", "40"],
        ["ยอดรวมทั้งสิ้น", "", "3"],
        ["หน้า 2/3", "", ""],
        ["1", "2", "3"],
        [" ", "\u00a0", ""],
        ["ชื่อเรื่อง", "", ""],
    ],
)
def test_rows_that_hold_nobody_are_not_reported(read, row):
    header = ["บ้านเลขที่", "ชื่อ-สกุล", "อายุ"]
    one, other = ["1", "นายกา ตัวอย่าง", 5], ["2", "นายขา ตัวอย่าง", 6]
    found = read(["ชื่อเรื่อง"], header, one, header, row, other)
    assert [r.first_name for r in found.rows] == ["กา", "ขา"]
    assert (found.data_rows, below(found)) == (2, [])


@pytest.mark.parametrize("name", ["อ.สมชาย", "นายรวม ตัวอย่าง", "จ.ส.อ.บ้าน ตำบลดี", "ม.3"])
def test_people_who_only_look_like_areas_or_totals(read, name):
    found = read(["ชื่อ-สกุล", "อายุ", "บ้านเลขที่"], ["นายกา ขำ", 3, "1"], [name, 4, "2"], [name])
    assert found.rows[1].row == 3
    assert 4 in {one.row for one in found.problems} or name == "ม.3"


def test_the_village_of_a_sheet_without_villages(read):
    header = ["ชื่อ-สกุล", "บ้านเลขที่", "ตำบล"]
    row = ["นายกา ตัวอย่าง", "1", "คลองหนึ่ง"]
    assert read(header, row, sheet="หมู่ที่ ๓").rows[0].moo == "3"
    assert read(["รายชื่อ ม.4"], header, row, sheet="หมู่ 3").rows[0].moo == "4"
    assert read(header, row, sheet="หมู่ 3-5").rows[0].moo == ""
    assert read([*header, "หมู่ที่"], [*row, 9], sheet="หมู่ 3").rows[0].moo == "9"


def test_values_are_no_second_row_of_a_header(read):
    header = ["บ้านเลขที่", "สมาชิกคนที่ 1 ชื่อ", "สมาชิกคนที่ 2 ชื่อ", "สมาชิกคนที่ 2 ความสัมพันธ์"]
    found = read(header, ["1/2", "นายกา ตัวอย่าง", "นางขา ตัวอย่าง", "บุตร"])
    assert [row.first_name for row in found.rows] == ["กา", "ขา"]


def test_a_sheet_without_houses_is_refused(read):
    with pytest.raises(UserError, match="ขาดคอลัมน์"):
        read(["ลำดับ", "ชื่อ-สกุล", "ตำบล"], [1, "นายกา ตัวอย่าง", "คลองหนึ่ง"])
