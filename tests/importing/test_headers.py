"""Headers over one to three rows, with merged cells, units and numbers of columns."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.importing.columns import find_columns
from desktop.importing.headers import find, shown, standing_at

PERSON = ["1", "นายสมมุติ ตัวอย่าง", "1/2", "3", "ตก", "ผ่าน", "40"]


def meanings(rows):
    header, guesses = find_columns(rows)
    return (header.first, header.last), [guess.canonical for guess in guesses]


def test_groups_over_several_columns():
    rows = [
        ["ที่", "ชื่อ-สกุล", "ที่อยู่", "", "ด้านสุขภาพ", "", "อายุ"],
        ["", "", "บ้านเลขที่", "หมู่", "ตชว. 1", "ตชว. 4", ""],
        PERSON,
    ]
    fields = ["source_row_no", "full_name", "address_no", "moo", "ind_01", "ind_04", "age"]
    assert meanings(rows) == ((0, 1), fields)
    assert find_columns(rows)[1][5].header == "ด้านสุขภาพ ตชว. 4"


def test_three_rows_below_titles():
    rows = [
        ["บัญชีครัวเรือนเปราะบาง ตำบลคลองหนึ่ง", *[""] * 6],
        ["ที่", "ข้อมูลสมาชิก", "", "", "ผลตามตัวชี้วัด", "", "หมายเหตุ"],
        ["", "สมาชิก", "ที่อยู่", "", "ด้านสุขภาพ", "ด้านรายได้", ""],
        ["", "ชื่อ-สกุล", "บ้านเลขที่", "หมู่", "ตชว. 1", "ตชว. 22", ""],
        PERSON,
    ]
    fields = ["source_row_no", "full_name", "address_no", "moo", "ind_01", "ind_22", ""]
    assert meanings(rows) == ((1, 3), fields)


def test_numbers_below_groups_name_indicators():
    rows = [
        ["ที่", "ชื่อ-สกุล", "บ้านเลขที่", "หมู่", "ตัวชี้วัด", "", "อายุ"],
        ["", "", "", "", "1", "4", ""],
        PERSON,
    ]
    assert meanings(rows)[1][4:] == ["ind_01", "ind_04", "age"]


def test_dimensions_over_bare_numbers_of_indicators():
    rows = [
        ["ชื่อ-สกุล", "เลขที่", "ตัวชี้วัดที่ตก", "", "", "", ""],
        ["", "", "ด้านสุขภาพ", "", "ด้านการศึกษา", "", "อายุ"],
        ["", "", "1", "4", "15", "16", ""],
        ["นายสมมุติ ตัวอย่าง", "1/2", "1", "0", "0", "0", "40"],
    ]
    (first, last), fields = meanings(rows)
    assert (first, last) == (0, 2)
    assert fields == ["full_name", "address_no", "ind_01", "ind_04", "ind_15", "ind_16", "age"]


@pytest.mark.parametrize(
    "numbers",
    [
        ["1", "2", "3", "4", "5", "6", "7"],
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)=(5)+(6)"],
        ["๑", "๒", "๓", "๔", "๕", "๖", "๗"],
    ],
)
def test_a_row_that_numbers_the_columns_is_no_data(numbers):
    rows = [["ที่", "ชื่อ-สกุล", "บ้านเลขที่", "หมู่", "สุขภาพ", "รายได้", "อายุ"], numbers, PERSON]
    header = find(rows)
    assert (header.first, header.last) == (0, 1)
    assert "".join(header.names) == "".join(rows[0])


def test_units_below_the_header_join_it():
    rows = [
        ["ที่", "ชื่อ-สกุล", "บ้านเลขที่", "หมู่", "สุขภาพ", "รายได้", "อายุ"],
        ["", "", "", "", "", "(บาท/เดือน)", "(ปี)"],
        ["1", "นายสมมุติ ตัวอย่าง", "1/2", "3", "ตก", "3,500", "40"],
    ]
    header, guesses = find_columns(rows)
    assert header.last == 1
    assert (guesses[5].header, guesses[5].canonical) == ("รายได้ (บาท/เดือน)", "income")
    assert guesses[6].canonical == "age"


def test_names_of_other_people_are_not_the_persons():
    rows = [
        ["ชื่อ", "นามสกุล", "เลขที่", "ผู้ดูแล", "", "บิดา", ""],
        ["", "", "", "ชื่อ", "โทรศัพท์", "ชื่อ", "เลขประจำตัวประชาชน"],
        ["สมมุติ", "ตัวอย่าง", "1/2", "ก", "0812345678", "ข", "1"],
    ]
    assert meanings(rows)[1] == ["first_name", "last_name", "address_no", "", "", "", ""]


def test_others_above_a_row_that_is_known_by_itself():
    rows = [
        ["ข้อมูลสมาชิก", "", "", "ผู้ดูแล", ""],
        ["ชื่อ", "นามสกุล", "เลขที่", "โทรศัพท์", "อาชีพ"],
        ["สมมุติ", "ตัวอย่าง", "1/2", "0812345678", "รับจ้าง"],
    ]
    assert meanings(rows) == ((0, 1), ["first_name", "last_name", "address_no", "", ""])


def test_who_made_the_list_is_no_group():
    rows = [
        ["ผู้บันทึก นายสมมุติ", "", "", "วันที่ 1 ม.ค. 2564", ""],
        ["ชื่อ", "นามสกุล", "เลขที่", "โทรศัพท์", "อาชีพ"],
        ["สมมุติ", "ตัวอย่าง", "1/2", "0812345678", "รับจ้าง"],
    ]
    fields = ["first_name", "last_name", "address_no", "tel", "occupation"]
    assert meanings(rows) == ((1, 1), fields)


def test_a_place_above_the_header_is_no_group():
    rows = [
        ["อำเภอคลองหลวง", "", "", "จังหวัดปทุมธานี", ""],
        ["ที่", "ชื่อ-สกุล", "บ้านเลขที่", "หมู่", "หมายเหตุ"],
        ["1", "นายสมมุติ ตัวอย่าง", "1/2", "3", "ก"],
    ]
    assert meanings(rows) == ((1, 1), ["source_row_no", "full_name", "address_no", "moo", ""])


def test_a_header_cell_beside_a_short_one_is_no_group():
    rows = [
        ["ชื่อ-สกุล", "", "บ้านเลขที่", ""],
        ["", "อายุ", "", "หมู่ที่"],
        ["นายสมมุติ ตัวอย่าง", "40", "1/2", "3"],
    ]
    assert [shown(name) for name in find(rows).names] == ["ชื่อ-สกุล", "อายุ", "บ้านเลขที่", "หมู่ที่"]


def test_a_header_that_a_person_points_out():
    rows = [
        ["รายงาน", "", ""],
        ["ชื่อ-สกุล", "ที่อยู่", ""],
        ["", "เลขที่", "หมู่"],
        ["1", "2", "3"],
        ["นายสมมุติ ตัวอย่าง", "1/2", "3"],
    ]
    header, guesses = find_columns(rows, at=(1, 3))
    assert (header.first, header.last) == (1, 3)
    assert [guess.header for guess in guesses] == ["ชื่อ-สกุล", "ที่อยู่ เลขที่", "ที่อยู่ หมู่"]
    assert standing_at(rows, 2, 2).names == ("", "เลขที่", "หมู่")


@pytest.mark.parametrize(
    ("header", "value", "doubt"),
    [
        ("บ้านเลขที่/หมู่ที่", "1/2 ม.3", "สองข้อมูลในคอลัมน์เดียว: บ้านเลขที่ กับ หมู่ที่"),
        ("บ้านเลขที่", "1/2 ม.3", "สองข้อมูลในคอลัมน์เดียว: ค่ามีหมู่ที่"),
        ("บ้านเลขที่", "1/2", ""),
    ],
)
def test_two_fields_in_one_column_are_named(header, value, doubt):
    _, guesses = find_columns([["ชื่อ-สกุล", header, "HC"], ["ก ข", value, "1"]])
    assert doubt in guesses[1].doubt
    assert bool(doubt) == bool(guesses[1].doubt)


def test_one_field_in_two_columns_is_named():
    _, guesses = find_columns([["ชื่อ-สกุล", "เลขที่", "อายุ", "อายุ (ปี)"], ["ก ข", "1", "5", "6"]])
    assert [bool(guess.doubt) for guess in guesses] == [False, False, False, True]


def test_a_full_name_that_says_it_has_no_title():
    _, guesses = find_columns(
        [["ชื่อ - สกุล (ไม่ต้องใส่คำนำหน้า)", "คำนำหน้าชื่อ", "เลขที่บ้าน"], ["ก ข", "นาย", "1"]]
    )
    assert [guess.canonical for guess in guesses] == ["full_name", "prefix", "address_no"]


PLAIN = {"ที่": "source_row_no", "อายุ": "age", "เพศ": "sex", "อาชีพ": "occupation", "หมายเหตุ": ""}
GROUPS = {
    "ที่อยู่": {"บ้านเลขที่": "address_no", "หมู่": "moo", "ตำบล": "tambon"},
    "ข้อมูลสมาชิก": {"ชื่อ": "first_name", "นามสกุล": "last_name"},
    "ด้านสุขภาพ": {"ตชว. 1": "ind_01", "ตชว. 4": "ind_04"},
    "สวัสดิการ": {"เบี้ยผู้สูงอายุ": "gets_elder", "บัตรสวัสดิการ": "has_welfare_card"},
}
NEEDED = ("ข้อมูลสมาชิก", "ที่อยู่")


@st.composite
def tables(draw):
    """Return rows, the header's first and last row, and what its columns are."""
    groups = [*NEEDED, *draw(st.sets(st.sampled_from(sorted(GROUPS.keys() - set(NEEDED)))))]
    parts = [*groups, *draw(st.sets(st.sampled_from(sorted(PLAIN))))]
    parts = draw(st.permutations(parts))
    depth = draw(st.sampled_from([2, 3]))
    header = [[] for _ in range(depth)]
    fields = []
    for part in parts:
        below = GROUPS.get(part, {part: PLAIN.get(part)})
        for number, (name, field) in enumerate(below.items()):
            cells = [""] * depth
            if part in GROUPS:
                cells[depth - 1] = name
                cells[depth - 2] = part if not number else ""
            else:
                # Merged downwards: it stands in the uppermost row.
                cells[0] = name
            for row, cell in zip(header, cells, strict=True):
                row.append(cell)
            fields.append(field)
    width = len(fields)
    if depth == 3:
        first = next(at for at, cell in enumerate(header[1]) if cell)
        header[0][first] = "ผลการสำรวจ"
    titles = draw(st.sampled_from([[], ["บัญชีรายชื่อครัวเรือน"], ["รายงาน", ""]]))
    rows = [[title, *[""] * (width - 1)] for title in titles]
    rows += header
    if draw(st.booleans()):
        rows.append([f"({number})" for number in range(1, width + 1)])
    last = len(rows) - 1
    rows += [[f"ค่า{n}" for n in range(width)]] * 2
    return rows, len(titles), last, fields


@given(tables())
def test_any_header_of_groups_is_read_exactly(made):
    rows, first, last, fields = made
    header, guesses = find_columns(rows)
    assert (header.last, [guess.canonical for guess in guesses]) == (last, fields)
    # Upper rows without which every column is known may be titles as well as groups.
    assert first <= header.first <= header.last
