"""Forms from the command line: list, check, publish, export, and answers in one column."""

import pytest
from openpyxl import load_workbook

from desktop.app import main
from desktop.services import publishing
from tests.factories import versions
from tests.factories.children import in_this_process
from tests.factories.forms import changed, workbook


@pytest.fixture(autouse=True)
def in_process(monkeypatch):
    monkeypatch.setattr(publishing, "run_child", in_this_process)


@pytest.fixture
def file(tmp_path):
    def write(content, name="แบบ.xlsx"):
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return write


def test_forms_are_listed(place, ask):
    status, answer = ask("--db", place, "forms")
    assert status == 0
    assert [(one["form"], one["version"], one["in_force"]) for one in answer["forms"]] == [
        *(("short-logbook", "1", True), ("full-logbook", "1", True))
    ]


def test_mistakes_are_all_told(place, ask, file):
    survey = changed(versions.OLD_SURVEY, 4, "type", "integr")
    survey = changed(survey, 5, "name", "วิทยุ")
    path = file(workbook(survey, versions.OLD_CHOICES))
    status, answer = ask("--db", place, "forms", "--check", path)
    assert (status, answer["ok"]) == (1, False)
    assert [one["cell"] for one in answer["mistakes"]] == ["survey!A4", "survey!B5"]


def test_from_version_to_version(place, ask, file, tmp_path):
    status, answer = ask("--db", place, "forms", "--publish", file(versions.OLD))
    assert (status, answer["published"]) == (0, "trial@1")
    book = tmp_path / "เทียบ.xlsx"
    new = file(versions.NEW)
    status, answer = ask("--db", place, "forms", "--check", new, "--propose", book)
    assert (status, answer["replaces"], answer["undecided"]) == (0, "1", 2)
    assert (answer["changes"][0]["loud"], answer["file"]) == (True, str(book))
    assert [one["new"] for one in answer["suggestions"]] == ["income.total"]
    assert (answer["remarks"], answer["unsupported"]) == ([], [])
    decided = load_workbook(book)
    for sheet in ("questions", "values"):
        for cell in decided[sheet]["F"][1:]:
            cell.value = "yes"
    decided.save(book)
    status, answer = ask("--db", place, "forms", "--publish", new, "--crosswalk", book)
    assert (status, answer["published"]) == (0, "trial@2")
    assert [one["version"] for one in answer["forms"] if one["form"] == "trial"] == ["2", "1"]
    status, answer = ask("--db", place, "forms", "--answers", "trial", "income.total")
    assert (status, answer["cells"]) == (0, [])
    status, answer = ask("--db", place, "forms", "--publish", "trial@1")
    assert [one["version"] for one in answer["forms"] if one["in_force"]][-1] == "1"


def test_forms_go_out_as_workbook_and_for_phones(place, ask, tmp_path):
    for target in ("แก้.xlsx", "ฟอร์ม.xml"):
        path = tmp_path / target
        status, answer = ask("--db", place, "forms", "--export", "full-logbook", path)
        assert (status, answer["file"], path.stat().st_size > 1000) == (0, str(path), True)
    path = tmp_path / "โทรศัพท์.xlsx"
    ask("--db", place, "forms", "--export", "short-logbook", path, "--phones")
    names = [cell.value for cell in load_workbook(path)["survey"]["B"]]
    assert {"onehome_household", "onehome_form", "onehome_member"} < set(names)
    status, answer = ask(
        "--db", place, "forms", "--export", "short-logbook@9", tmp_path / "x.xlsx"
    )
    assert (status, answer["error"]["title"]) == (2, "ไม่พบแบบฟอร์ม")


def test_in_words(place, file, tmp_path, capsys):
    def told(*words):
        main(["--db", str(place), "forms", *map(str, words)])
        return capsys.readouterr().out

    assert "ใช้อยู่" in told()
    assert "ประกาศใช้แล้ว: trial@1" in told("--publish", file(versions.OLD))
    words = told("--check", file(versions.NEW))
    assert "trial รุ่น 2 แทนรุ่น 1" in words
    assert "ระวัง: ข้อ “ลักษณะที่อยู่อาศัย” รหัส 2" in words
    assert "ยังรอตัดสิน 2 รายการ" in words
    wrong = file(workbook(changed(versions.NEW_SURVEY, 4, "type", ""), versions.NEW_CHOICES))
    assert "survey!A4" in told("--check", wrong)
    assert "0 คำตอบ" in told("--answers", "trial", "housing.rent")
