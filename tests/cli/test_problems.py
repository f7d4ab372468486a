"""What could not be read, listed, written, put right and imported from the command line."""

import openpyxl
import pytest

from desktop.cli.parser import parse
from tests.factories.commands import HEADER, ROWS, importing


def test_problems_are_listed_and_counted(listed, ask):
    status, answer = ask("--db", listed, "problems")
    assert (status, answer["count"]) == (0, 2)
    number, age = answer["problems"]
    assert (age["list"], age["sheet"], age["row"], age["value"]) == (
        *("TPMAP", "คลองหนึ่ง", 4, "สิบสอง"),
    )
    assert sorted(one["reason"] for one in answer["reasons"]) == sorted(
        [number["reason"], age["reason"]]
    )
    only = ask("--db", listed, "problems", "--reason", age["reason"])[1]
    assert [one["id"] for one in only["problems"]] == [age["id"]]
    assert ask("--db", listed, "problems", "--source", "อื่น")[1]["count"] == 0
    assert ask("--db", listed, "problems", "--reason", "อื่น")[1]["problems"] == []


def test_from_the_workbook_and_back_without_naming_the_list(listed, ask, tmp_path):
    path = tmp_path / "แก้.xlsx"
    status, answer = ask("--db", listed, "problems", "-o", path)
    assert (status, answer["file"]) == (0, str(path))
    book = openpyxl.load_workbook(path)
    book["คลองหนึ่ง"].cell(3, HEADER.index("อายุ") + 1).value = "12"
    book.save(path)
    status, answer = ask("--db", listed, "import", path)
    assert status == 0
    assert answer["persons"]["changed"] == 1
    assert [one["column"] for one in ask("--db", listed, "problems")[1]["problems"]] == [HEADER[1]]
    (newest, _first) = ask("--db", listed, "imports")[1]["imports"]
    assert (newest["list"], newest["as_of"]) == ("TPMAP", "2021-01")
    status, answer = ask("--db", listed, "problems", "--source", "อื่น", "-o", path)
    assert (status, answer["error"]["title"]) == (2, "ไม่มีข้อมูลที่ต้องตรวจ")


def test_a_list_that_knows_no_name_must_be_given_one(place, ask, here, book):
    status, answer = ask("--db", place, "import", book([HEADER, *ROWS]))
    assert (status, answer["error"]["title"]) == (2, "ยังไม่ได้ระบุรายชื่อ")


def test_problems_of_several_lists_go_to_several_files(listed, ask, here, book, tmp_path):
    words = list(importing(listed, book([HEADER, *ROWS])))
    words[words.index("TPMAP")] = "จปฐ."
    assert ask(*words)[0] == 0
    status, answer = ask("--db", listed, "problems", "-o", tmp_path / "ก.xlsx")
    assert (status, answer["error"]["title"]) == (2, "มีหลายรายชื่อ")
    assert ask("--db", listed, "problems", "--source", "จปฐ.", "-o", tmp_path / "ก.xlsx")[0] == 0


@pytest.mark.parametrize("command", ["problems"])
def test_words_of_the_command(command):
    assert parse([command, "--json"]).words["reason"] == ""
