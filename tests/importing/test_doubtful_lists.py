"""Lists that could be read in a wrong way without anybody noticing."""

import pytest

from desktop.domain.vocabulary import Dimension, Need

HEADER = ["ชื่อ", "นามสกุล", "บ้านเลขที่", "หมู่ที่", "ตำบล", "อำเภอ"]
PLACE = ["คลองหนึ่ง", "คลองหลวง"]


def row(first="สมมุติ", last="ตัวอย่าง", address="1", moo="2", area=PLACE, more=()):
    return [first, last, address, moo, *area, *more]


def reasons(found):
    return [(one.row, one.column, one.value) for one in found.problems]


def test_somebody_whose_name_begins_like_a_total(book, read_here):
    found = read_here(book({"ก": [HEADER, row("รวมพร"), row("รวมทั้งสิ้น", "")]}))
    assert [one.first_name for one in found.rows] == ["รวมพร"]
    assert (found.data_rows, found.problems) == (1, [])


def test_totals_and_headers_that_come_again(book, read_here):
    upper = ["ชื่อ-สกุล", "ที่อยู่", "", "ตำบล", "อำเภอ"]
    lower = ["", "บ้านเลขที่", "หมู่ที่", "", ""]
    one = ["นายสมมุติ ตัวอย่าง", "1", "2", *PLACE]
    total = ["รวม", "2", "", "", ""]
    beside = ["5 คน", "รวม", "", "", ""]
    found = read_here(book({"ก": [upper, lower, one, upper, lower, one, total, beside]}))
    assert [one.row for one in found.rows] == [3, 6]
    assert (found.data_rows, found.problems) == (2, [])


def test_unusable_rows_name_the_column(book, read_here):
    found = read_here(book({"ก": [HEADER, row("", ""), row(address="")]}))
    assert reasons(found) == [(2, "ชื่อ", ""), (3, "บ้านเลขที่", "")]


def test_the_district_is_kept_where_the_tambon_is_not_known(book, read_here):
    rows = [row(area=["ไม่มีจริง", "คลองหลวง"]), row(area=["คลองหนึ่ง", "ธัญบุรี"], address="2")]
    found = read_here(book({"ก": [HEADER, *rows]}))
    assert [one.tambon_code for one in found.rows] == ["1302", "1303"]
    assert reasons(found) == [(2, "ตำบล", "ไม่มีจริง"), (3, "ตำบล", "คลองหนึ่ง")]


def test_two_unknown_tambons_are_two_places(book, read_here):
    rows = [row(area=["ไม่มีจริง", "คลองหลวง"]), row(area=["ไม่มีอีก", "คลองหลวง"])]
    found = read_here(book({"ก": [HEADER, *rows]}))
    assert len({one.household for one in found.rows}) == 2


def test_a_list_without_tambons_is_told_once(book, read_here):
    header = ["ชื่อ", "นามสกุล", "บ้านเลขที่", "อำเภอ"]
    rows = [["สมมุติ", "ตัวอย่าง", str(n), "คลองหลวง"] for n in range(3)]
    found = read_here(book({"ก": [header, *rows]}))
    assert [one.tambon_code for one in found.rows] == ["1302"] * 3
    assert [(one.row, one.column) for one in found.problems] == [(1, "อำเภอ")]


def test_names_in_columns_of_codes(book, read_here):
    header = ["HC", "name", "surname", "JUN", "AMP", "TMP"]
    rows = [["13020000011", "ก", "ข", "ปทุมธานี", "คลองหลวง", "คลองสอง"]]
    found = read_here(book({"ก": [header, *rows]}))
    assert [one.tambon_code for one in found.rows] == ["130202"]


def test_houses_of_a_town_have_no_village(book, read_here):
    rows = [row(moo="2"), row(moo="", address="5"), row(moo="", address="6")]
    found = read_here(book({"ก": [HEADER, *rows]}))
    assert [one.moo for one in found.rows] == ["2", "", ""]


def test_incomes_that_differ_within_a_household(book, read_here):
    header = [*HEADER, "รายได้เฉลี่ยต่อคนต่อปี"]
    rows = [row(more=[100_000]), row("สอง", more=[100_001]), row("สาม", more=[""])]
    found = read_here(book({"ก": [header, *rows]}))
    assert reasons(found) == [(3, "รายได้เฉลี่ยต่อคนต่อปี", "100001")]


def test_members_are_counted_once_for_the_household(book, read_here):
    header = [*HEADER, "รายได้ครัวเรือนต่อปี", "จำนวนสมาชิก"]
    rows = [row(more=[120_000, 4]), row("สอง", more=[120_000, ""])]
    found = read_here(book({"ก": [header, *rows]}))
    assert [one.income for one in found.rows] == [3_000_000, 3_000_000]
    (missing,) = found.problems
    assert (missing.row, missing.column) == (1, "จำนวนสมาชิก")
    assert "รวม 2 คน" in missing.reason


def test_a_burden_that_counts_several_is_nobodys_in_particular(book, read_here):
    header = [*HEADER, "ผู้ป่วยเรื้อรังที่ช่วยเหลือตัวเองไม่ได้"]
    rows = [row(more=[2]), row("สอง", more=[2]), row("สาม", more=[2])]
    rows += [row("สี่", address="2", more=[1])]
    found = read_here(book({"ก": [header, *rows]}))
    sick = [(Need.CHRONIC_DEPENDENT, True) in one.needs for one in found.rows]
    assert sick == [False, False, False, True]
    assert len(found.problems) == 1


def test_secure_housing_in_words_is_no_burden(book, read_here):
    header = [*HEADER, "ความมั่นคงในที่อยู่อาศัย"]
    said = ["มี", "ไม่มี", "ไม่มั่นคง", "ตก", ""]
    rows = [row(address=str(n), more=[one]) for n, one in enumerate(said)]
    found = read_here(book({"ก": [header, *rows]}))
    assert [one.housing_problem for one in found.rows] == [False, True, True, True, None]


@pytest.mark.parametrize(
    ("header", "said", "needs"),
    [
        ("ความพิการ", "ไม่มีความพิการ", {Need.DISABLED: False}),
        ("ความพิการ", "ไม่มีขา", {Need.DISABLED: True}),
        ("ติดเตียง", "ไม่ติดเตียง", {Need.BEDRIDDEN: False}),
        ("ติดเตียง", "ติดบ้าน", {Need.BEDRIDDEN: False}),
        ("ภาวะพึ่งพิง", "ไม่มีผู้อยู่ในภาวะพึ่งพิง", {Need.DEPENDENT: False}),
        ("ภาวะพึ่งพิง", "ติดสังคม", {Need.DEPENDENT: False}),
        ("ภาวะพึ่งพิง", "ติดบ้าน", {Need.DEPENDENT: True}),
        ("ภาวะพึ่งพิง", "ไม่สามารถช่วยเหลือตัวเองได้", {Need.DEPENDENT: True}),
        ("ภาวะพึ่งพิง", "ช่วยเหลือตัวเองได้น้อย", {Need.DEPENDENT: True}),
        ("สภาพร่างกาย", "ช่วยเหลือตัวเองไม่ได้", {Need.DEPENDENT: True}),
        ("สภาพร่างกาย", "ช่วยเหลือตัวเองได้", {}),
        (
            "ป่วยเรื้อรัง (ช่วยเหลือตัวเองไม่ได้)",
            "ป่วยเรื้อรัง",
            {Need.CHRONIC: True, Need.CHRONIC_DEPENDENT: True},
        ),
        (
            "ป่วยเรื้อรัง (ช่วยเหลือตัวเองไม่ได้)",
            "เรื้อรัง แต่ช่วยเหลือตัวเองได้",
            {Need.CHRONIC: True},
        ),
        ("ป่วยเรื้อรัง (ช่วยเหลือตัวเองไม่ได้)", "ไม่ป่วย", {Need.CHRONIC_DEPENDENT: False}),
        ("ป่วยเรื้อรัง (ช่วยเหลือตัวเองไม่ได้)", "โรคไต", {Need.CHRONIC_DEPENDENT: True}),
    ],
)
def test_needs_in_words(book, read_here, header, said, needs):
    found = read_here(book({"ก": [[*HEADER, header], row(more=[said])]}))
    assert dict(found.rows[0].needs) == needs
    assert found.problems == []


def test_crosses_say_no_in_every_column_of_a_sheet_that_has_ticks(book, read_here):
    header = [*HEADER, "ด้านสุขภาพ", "ด้านการศึกษา", "ด้านรายได้"]
    rows = [row(more=["x", "/", "x"]), row("สอง", address="2", more=["x", "x", "x"])]
    found = read_here(book({"ก": [header, *rows]}))
    assert [one.dim_failed for one in found.rows] == [Dimension.EDUCATION.bit, 0]
    marked = [row(more=["x", "", ""]), row("สอง", address="2", more=["", "x", ""])]
    found = read_here(book({"ก": [header, *marked]}))
    assert [one.dim_failed for one in found.rows] == [
        Dimension.HEALTH.bit,
        Dimension.EDUCATION.bit,
    ]


def test_words_of_passing_with_their_noun(book, read_here):
    header = [*HEADER, "ด้านสุขภาพ", "ตัวชี้วัดที่ 8"]
    found = read_here(book({"ก": [header, row(more=["ไม่ตกมิติ", "ไม่ตกเกณฑ์"])]}))
    assert (found.rows[0].dim_failed, found.rows[0].ind_passed) == (0, 1 << 7)
    assert found.problems == []


def test_an_income_of_nothing_is_an_income(book, read_here):
    header = [*HEADER, "รายได้เฉลี่ยต่อคนต่อปี"]
    found = read_here(book({"ก": [header, row(more=[0]), row("สอง", address="2", more=[0])]}))
    assert [(one.income, one.dim_known) for one in found.rows] == [(0, 0), (0, 0)]
    found = read_here(book({"ก": [[*HEADER, "รายได้"], row(more=[0]), row("สอง", more=[1])]}))
    assert [(one.income, one.dim_failed) for one in found.rows] == [
        (None, 0),
        (None, Dimension.INCOME.bit),
    ]
