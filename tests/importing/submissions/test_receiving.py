"""Submissions are read out of every kind of file, and hostile files do no harm."""

import pytest

from desktop.domain.errors import UserError
from desktop.domain.progress import Silent
from desktop.domain.submissions import Picture
from desktop.importing.submissions import receiving
from tests.factories.children import in_this_process
from tests.factories.phones import INSTANCE, SHORT, Phone, csv_of, parcel, workbook_of

HOUSEHOLD = {"onehome_household": "A" * 16, "visit_date": "2022-05-16"}
MEMBERS = [{"onehome_member": "นายก ตัวอย่าง", "member_health": "2 3"}, {"member_health": "1"}]


@pytest.fixture(scope="module")
def phone():
    return Phone(SHORT)


@pytest.fixture
def receive(tmp_path, monkeypatch):
    monkeypatch.setattr(receiving, "run_child", in_this_process)

    def received(name, content):
        path = tmp_path / name
        path.write_bytes(content)
        return receiving.receive([path], Silent())

    return received


def test_one_instance_and_many_in_a_zip(phone, receive):
    one = phone.xml(HOUSEHOLD, MEMBERS)
    (sent,) = receive("submission.xml", one)
    assert (sent.instance, sent.form, sent.version) == (INSTANCE, "short-logbook", "1")
    assert ("members[1]/member_health[1]", "2 3") in sent.fields
    assert ("members[2]/member_health[1]", "1") in sent.fields
    other = phone.xml(HOUSEHOLD, [], "other", replaces=INSTANCE)
    files = {"a/submission.xml": one, "b/submission.xml": other, "form.xml": phone._xform}
    found = receive("instances.zip", parcel(files))
    assert [(s.instance, s.replaces, bool(s.fault)) for s in found] == [
        *((INSTANCE, "", False), ("other", INSTANCE, False), ("", "", True))
    ]


def test_tables_of_a_repeat_find_their_submission(phone, receive):
    submissions = [("one", HOUSEHOLD, MEMBERS), ("two", HOUSEHOLD, MEMBERS[:1])]
    (first, second) = receive("short-logbook.csv.zip", phone.central(submissions))
    assert (first.instance, first.form, first.version) == ("one", "short-logbook", "1")
    assert (first.sheet, first.row, second.row) == ("short-logbook", 2, 3)
    assert ("members[2]/member_health", "1") in first.fields
    assert ("visit-visit_date", "2022-05-16") in first.fields
    (first, second) = receive("kobo.xlsx", workbook_of(phone.kobo(submissions)))
    assert ("members[2]/members/member_health", "1") in first.fields
    assert ("members[1]/members/member_health", "2 3") in second.fields
    assert not any(path.startswith("members[2]") for path, _ in second.fields)


def test_rows_that_belong_to_nobody_are_named(phone, receive):
    sheets = phone.kobo([("one", HOUSEHOLD, MEMBERS)])
    sheets["members"][2][-1] = "9"
    sheets["short"].append([*["x"] * (len(sheets["short"][0]) - 4), "78", "", "v", "2"])
    found = receive("kobo.xlsx", workbook_of(sheets))
    assert [(s.sheet, s.row, bool(s.fault)) for s in found] == [
        *(("short", 2, False), ("short", 3, True), ("members", 3, True))
    ]


def test_encrypted_rows_and_separators_of_csv(phone, receive):
    sheets = phone.kobo([("one", HOUSEHOLD, [])])
    (sent,) = receive("kobo.csv", csv_of(sheets["short"], ";"))
    assert ("visit/visit_date", "2022-05-16") in sent.fields
    rows = [["KEY", "Status"], ["uuid:1", "not decrypted"]]
    (sent,) = receive("form.zip", parcel({"form.csv": csv_of(rows)}))
    assert "เข้ารหัส" in sent.fault


def test_pictures_are_those_of_the_submission(phone, receive, tmp_path):
    named = HOUSEHOLD | {"visit_team": "1.jpg"}
    one, two = phone.xml(named), phone.xml(named, [], "two")
    files = {"a/s.xml": one, "a/1.jpg": b"mine", "b/s.xml": two, "c/1.jpg": b"another's"}
    first, second = receive("instances.zip", parcel(files))
    (picture,) = first.pictures
    assert receiving.picture_bytes(picture) == b"mine"
    assert second.pictures == ()
    media = {"1.jpg": b"picture", "2.jpg": b"of nobody"}
    (sent,) = receive("c.zip", phone.central([("one", named, [])], media=media))
    assert [p.entry for p in sent.pictures] == ["media/1.jpg"]
    assert receiving.picture_bytes(sent.pictures[0]) == b"picture"
    # KoboToolbox packs each submission's pictures into a folder named for it.
    rows = phone.kobo([("one", named, []), ("two", named, [])])["short"]
    media = {f"office/attachments/{one}/1.jpg": one for one in ("one", "two")}
    first, second = receive("k.zip", parcel({"short.csv": csv_of(rows, ";"), **media}))
    assert [receiving.picture_bytes(s.pictures[0]) for s in (first, second)] == [b"one", b"two"]
    with pytest.raises(UserError, match="เปิดไฟล์ไม่ได้"):
        receiving.picture_bytes(Picture("1.jpg", str(tmp_path / "gone.zip"), "1.jpg"))
    with pytest.raises(UserError, match="ไฟล์เสียหาย"):
        receiving.picture_bytes(Picture("1.jpg", sent.pictures[0].file, "x.jpg"))


ENTITIES = b"""<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>
<data id="x"><meta><instanceID>&b;</instanceID></meta></data>"""
DEEP = b"<d>" * 5000 + b"</d>" * 5000


@pytest.mark.parametrize(
    ("content", "word"),
    [(ENTITIES, "ปลอดภัย"), (DEEP, "instanceID"), (b"<a><b></a>", "XML ไม่ได้"), (b"", "XML ไม่ได้")],
)
def test_hostile_and_broken_xml_is_a_fault(receive, content, word):
    (sent,) = receive("x.xml", content)
    assert word in sent.fault


def test_xml_with_an_unknown_encoding_is_a_fault(receive):
    (sent,) = receive("x.xml", b'<?xml version="1.0" encoding="nonsense"?><data/>')
    assert "XML ไม่ได้" in sent.fault


def test_a_bomb_is_not_unpacked(receive, monkeypatch):
    monkeypatch.setattr(receiving, "_LARGEST_INSTANCE", 1000)
    with pytest.raises(UserError, match="ใหญ่เกินไป"):
        receive("bomb.zip", parcel({"a.xml": b"<a>" + b" " * 100_000 + b"</a>"}))
    monkeypatch.setattr(receiving, "_LARGEST_IN_ALL", 1500)
    with pytest.raises(UserError, match="ใหญ่เกินไป"):
        receive("bomb.zip", parcel({f"{n}.xml": b"<a>" + b" " * 900 + b"</a>" for n in range(3)}))
    monkeypatch.setattr(receiving, "_MOST_ENTRIES", 2)
    with pytest.raises(UserError, match="ใหญ่เกินไป"):
        receive("many.zip", parcel({f"{n}.txt": b"" for n in range(3)}))


@pytest.mark.parametrize(
    ("name", "content", "title"),
    [
        ("a.zip", b"PK\x03\x04 and no more", "ไฟล์เสียหาย"),
        ("a.zip", parcel({"readme.txt": b"x"}), "ไม่พบชุดคำตอบ"),
        ("a.docx", b"x", "ไม่ใช่ไฟล์คำตอบ"),
        ("a.csv", "ชื่อ,อายุ\nก,1\n".encode(), "ไม่พบชุดคำตอบ"),
    ],
)
def test_what_holds_no_submissions_is_refused(receive, name, content, title):
    with pytest.raises(UserError, match=title):
        receive(name, content)


def test_a_locked_zip_is_refused(receive):
    content = bytearray(parcel({"a.xml": b"<a/>"}))
    # The flag of an encrypted entry, in its own header and in the directory.
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(UserError, match="ไฟล์เสียหาย"):
        receive("locked.zip", bytes(content))


def test_it_is_read_in_a_process_of_its_own(phone, tmp_path):
    path = tmp_path / "submission.xml"
    path.write_bytes(phone.xml(HOUSEHOLD, MEMBERS))
    (sent,) = receiving.receive([path], Silent())
    assert sent.told("onehome_form") == "short-logbook@1"
