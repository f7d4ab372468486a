"""Columns, drift and profiles on the command line."""

import json

from tests.factories.commands import importing

HEADS = ("รหัสประจำบ้าน", "ชื่อ-สกุล", "บ้านเลขที่", "ตำบล", "อำเภอ", "จังหวัด", "รายได้", "แปลก")
ROW = ("13020000011", "นายสมมุติ ตัวอย่าง", "1/2", "คลองหนึ่ง", "คลองหลวง", "ปทุมธานี", "3000", "ก")


def test_columns_say_what_they_are_taken_for(place, ask, here, book, tmp_path):
    path = book([("รายชื่อ", *[""] * 7), HEADS, ROW])
    words = ["--db", place, "columns", path, "--source", "TPMAP", "-o", tmp_path / "ก.json"]
    status, answer = ask(*words)
    assert status == 0, answer
    (sheet,) = answer["sheets"]
    assert (sheet["header_rows"], sheet["rows"], sheet["imported"]) == ([2, 2], 1, True)
    assert [(c["header"], c["field"]) for c in sheet["columns"]][-2:] == [
        ("รายได้", "income"),
        ("แปลก", ""),
    ]
    assert sheet["columns"][-1]["why"] == "ไม่รู้จักชื่อคอลัมน์นี้"
    assert sheet["questions"][0]["proposed"] == "บาทต่อคนต่อเดือน"
    written = json.loads((tmp_path / "ก.json").read_text(encoding="utf-8"))
    assert [c["field"] for c in written["columns"]] == [c["field"] for c in sheet["columns"]]


def test_a_list_is_read_by_an_edited_profile_file(place, ask, here, book, tmp_path):
    file = tmp_path / "ก.json"
    path = book([HEADS, ROW])
    ask("--db", place, "columns", path, "-o", file)
    content = json.loads(file.read_text(encoding="utf-8"))
    content["columns"][-1] |= {"field": "dim_health", "words": [["ก", "ตก"]]}
    file.write_text(json.dumps(content), encoding="utf-8")
    status, answer = ask(*importing(place, path), "--profile", file, "--save-profile", "ของเรา")
    assert status == 0, answer
    assert answer["questions"] == []
    assert len(answer["profiles"]) == 1
    _, answer = ask("--db", place, "report", "districts")
    assert answer["total"]["failures"]["health"] == 1
    _, answer = ask("--db", place, "profiles")
    assert [(one["name"], one["columns"]) for one in answer["profiles"]] == [("ของเรา", 8)]


def test_drift_is_told_with_the_import(place, ask, here, book):
    ask(*importing(place, book([HEADS, ROW])), "--save-profile", "ก")
    other = [one.replace("แปลก", "เพศ") for one in HEADS]
    status, answer = ask(*importing(place, book([other, (*ROW[:-1], "ชาย")])))
    assert status == 0, answer
    assert answer["profiles"] == ["ก"]
    assert [(one["kind"], one["header"]) for one in answer["drift"]] == [
        ("gone", "แปลก"),
        ("new", "เพศ"),
    ]
    assert "หายไป" in answer["drift"][0]["words"]


def test_profiles_are_handed_on(place, ask, here, book, tmp_path):
    ask(*importing(place, book([HEADS, ROW])), "--save-profile", "ก")
    file = tmp_path / "ก.json"
    ask("--db", place, "profiles", "--export", "ก", file)
    _, answer = ask("--db", place, "profiles", "--rename", "ก", "ข")
    assert [one["name"] for one in answer["profiles"]] == ["ข"]
    _, answer = ask("--db", place, "profiles", "--add", file)
    assert {one["name"] for one in answer["profiles"]} == {"ก", "ข"}
    _, answer = ask("--db", place, "profiles", "--remove", "ข")
    assert [one["name"] for one in answer["profiles"]] == ["ก"]
    status, answer = ask("--db", place, "profiles", "--remove", "ข")
    assert (status, answer["error"]["title"]) == (2, "ไม่พบรูปแบบการอ่าน")
