"""Words on the command line that can't be right are answered like any other error."""

import json

import pytest

from desktop.cli.parser import parse


@pytest.mark.parametrize(
    "words",
    [
        ["--json", "bogus"],
        ["--json", "import"],
        ["levels", "--json", "--what"],
        ["--json", "levels", "--year", "20"],
        ["--json", "levels", "--scheme", "p99"],
    ],
)
def test_a_mistake_is_one_object(words, capsys):
    with pytest.raises(SystemExit) as stopped:
        parse(words)
    answer = capsys.readouterr()
    assert stopped.value.code == 2
    assert answer.err == ""
    assert set(json.loads(answer.out)["error"]) == {"title", "message", "where"}


def test_a_mistake_without_json_goes_to_standard_error(capsys):
    with pytest.raises(SystemExit) as stopped:
        parse(["levels", "--what"])
    answer = capsys.readouterr()
    assert stopped.value.code == 2
    assert answer.out == ""
    assert "usage" in answer.err
    assert "--what" in answer.err


def test_year_of_the_buddhist_era():
    assert parse(["levels", "--year", "2565"]).year == 2565


def test_a_list_needs_a_name(ask, here, book, tmp_path):
    path = book([["ชื่อ-สกุล", "บ้านเลขที่"], ["นายสมมุติ ตัวอย่าง", "1"]])
    words = ["--db", tmp_path / "a.db", "import", path, "--source", " ", "--as-of", "2564-01"]
    status, answer = ask(*words)
    assert status == 2
    assert answer["error"]["title"] == "ยังไม่มีชื่อรายชื่อ"
