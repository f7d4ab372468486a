import sys
from pathlib import Path
from subprocess import run

import pytest

from desktop.thai.areas import Area, children, find, full_place, name_of, provinces

PATHUM_THANI = (Path(__file__).parent / "pathum_thani.txt").read_text(encoding="utf-8")


def test_codes_of_pathum_thani_are_the_offices():
    """The 7 districts and 60 tambons of domain.md A.4.1."""
    tambons = 0
    for line in PATHUM_THANI.splitlines():
        head, _, names = line.partition(": ")
        district, name = head.split(" ")
        assert name_of(district) == name
        for number, tambon in enumerate(names.split(" "), 1):
            assert name_of(f"{district}{number:02d}") == tambon
            assert find("ปทุมธานี", name, tambon) == f"{district}{number:02d}"
        tambons += number
        assert len(children(district)) == number
    assert len(children("13")) == 7
    assert tambons == 60


def test_children_are_in_dictionary_order():
    names = [area.name for area in children("13")]
    assert names == ["คลองหลวง", "ธัญบุรี", "เมืองปทุมธานี", "ลาดหลุมแก้ว", "ลำลูกกา", "สามโคก", "หนองเสือ"]
    assert children("1302")[0] == Area("130207", "คลองเจ็ด")
    assert children("999") == ()
    assert children("130202") == ()


def test_every_province_is_there():
    assert len(provinces()) == 77
    assert provinces()[0].name == "กระบี่"
    assert name_of("99") == ""


@pytest.mark.parametrize(
    ("province", "district", "tambon", "code"),
    [
        ("จ.ปทุมธานี", "อ.คลองหลวง", "ต.คลองสอง", "130202"),
        ("จังหวัดปทุมธานี", "อำเภอ คลองหลวง", "ตำบล คลองสอง", "130202"),
        ("จ ปทุมธานี", "อ คลองหลวง", "ต คลองสอง", "130202"),
        ("ปทุมธานี\u200b", " คลองหลวง ", "คลอง สอง", "130202"),
        ("ปทุมธานี", "เมือง", "บางปรอก", "130101"),
        ("ปทุมธานี", "อ.เมือง", "บางปรอก", "130101"),
        ("ปทุมธานี", "", "บางปรอก", "130101"),
        ("", "คลองหลวง", "", "1302"),
        ("", "เมือง", "บางปรอก", "130101"),
        ("ปทุมธานี", "ธัญบุรี", "บึงน\u0e4d้ารักษ์", "130306"),
        ("ปทุมธานี", "", "", "13"),
        ("ปทุมธานี", "คลองหลวง", "คลองสิบล้าน", "1302"),
        ("ปทุมธานี", "คลองหลาว", "คลองสอง", "13"),
        ("ปทุมธานี", "คลองหลวง", "บางปรอก", None),
        ("นนทบุรี", "คลองหลวง", "คลองสอง", None),
        ("เมืองที่ไม่มี", "คลองหลวง", "คลองสอง", None),
        ("", "เมือง", "", None),
        ("", "", "บ้านใหม่", None),
        ("", "", "", None),
        ("กทม.", "เขตพระนคร", "แขวงชนะสงคราม", find("กรุงเทพมหานคร", "พระนคร", "ชนะสงคราม")),
        ("กรุงเทพฯ", "", "", "10"),
        ("อยุธยา", "", "", "14"),
        ("นราธิวาส", "สุไหงโกลก", "", find("นราธิวาส", "สุไหงโก-ลก", "")),
        ("อ่างทอง", "", "", "15"),
        ("ระนอง", "กระบุรี", "จ.ป.ร.", find("ระนอง", "กระบุรี", "จปร")),
    ],
)
def test_find(province, district, tambon, code):
    assert find(province, district, tambon) == code


def test_every_area_is_found_by_its_names():
    for province in provinces():
        for district in children(province.code):
            assert find(f"จ.{province.name}", f"อ.{district.name}", "") == district.code
            for tambon in children(district.code):
                found = find(province.name, f"อำเภอ{district.name}", f"ต.{tambon.name}")
                assert found == tambon.code


def test_full_place():
    assert full_place("130202") == "ต.คลองสอง อ.คลองหลวง จ.ปทุมธานี"
    assert full_place("100101") == "แขวงพระบรมมหาราชวัง เขตพระนคร กรุงเทพมหานคร"
    assert full_place("1302") == "อ.คลองหลวง จ.ปทุมธานี"
    assert full_place("13") == "จ.ปทุมธานี"
    assert full_place("139999") == full_place("") == full_place("ก") == ""


def test_importing_loads_no_area():
    """The list of all areas is read when the first area is asked for, not at the start."""
    code = "import sys, desktop.thai.areas; sys.exit('geothai' in sys.modules)"
    assert (
        run([sys.executable, "-c", code], check=False, cwd=Path(__file__).parents[2]).returncode
        == 0
    )
